"""The JSON Schema of what people write: an entry of a journal, a journal, a line.

It takes every word by which a field may be named, and every form that a value may have; what a value says, and whether
what it names is there, only the recording tells.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from msgspec import NODEFAULT
from msgspec.structs import fields as fields_of

from ..domain.catalogue import EVENTS, FRAME
from ..domain.proposal.events import LinkKind
from ..domain.record.annotations import Annotation
from ..domain.record.envelope import Attribution, Claim, Envelope
from ..domain.record.event import Event, RefersTo, said_of
from ..domain.twins import twin_of
from ..fields.words import version_field, words_for
from ..markings import labels
from ..writing import CLAIM_FIELDS
from .told import OF_THE_LOG, RECORDING

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR = ["string", "number", "boolean", "null"]
_ANY: dict[str, Any] = {}
_OWN: dict[str, Any] = {
    "id": {"type": ["string", "number"]},
    **{f"{own}marking": {"enum": [*labels(), ""]} for own in ("", "own-")},
    **{f"{own}compartments": {"type": ["string", "array", "null"]} for own in ("", "own-")},
    **{f"{own}attribution": {"enum": [*get_args(Attribution), ""]} for own in ("", "own-")},
    "lowered": {"type": "string"},
    "override": {"type": ["string", "object"]},
    "set": {"type": "object"},
    "ahead": {"type": ["string", "boolean"]},
}


def journal() -> dict[str, Any]:
    """Return the schema of a journal: a list of entries, or the talks and their entries."""
    entries = {"type": "array", "items": {"$ref": "#/$defs/entry"}}
    headed = {
        "type": "object",
        "properties": {"talks": {"$ref": "#/$defs/slug"}, "entries": entries},
        "required": ["entries"],
        "additionalProperties": False,
    }
    return {"$schema": DRAFT, "title": "A journal", "anyOf": [entries, headed, {"type": "null"}], "$defs": _defs()}


def line() -> dict[str, Any]:
    """Return the schema of a line: an entry of a journal, an event with its envelope, or a head."""
    known = {name: _OF_THE_LOG.get(name, _ANY) for name in OF_THE_LOG}
    flat = {**_entry(), "properties": {**known, **dict.fromkeys(_OF_SOME_KINDS, _ANY)}}
    names = {name: {"$ref": f"#/$defs/claim/{name}"} for name in Claim.__struct_fields__}
    envelope = {name: names.get(name, _ANY) for name in Envelope.__struct_fields__}
    apart = {
        "type": "object",
        "properties": {
            **{name: schema for name, schema in known.items() if name not in RECORDING},
            "id": _OWN["id"],
            "envelope": {"type": "object", "properties": envelope, "additionalProperties": False},
            "event": {"type": "object", "required": ["kind"], "anyOf": _kinds(), "unevaluatedProperties": False},
        },
        "required": ["event"],
        "additionalProperties": False,
    }
    return {"$schema": DRAFT, "title": "A line", "anyOf": [flat, apart, _HEAD], "$defs": _defs()}


_HEAD: dict[str, Any] = {
    "type": "object",
    "properties": {
        "head": {
            "type": "object",
            "properties": {
                "talks": {"$ref": "#/$defs/slug"},
                "entries": {"type": "integer", "minimum": 1},
                "root": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            },
            "required": ["talks", "entries", "root"],
            "additionalProperties": False,
        }
    },
    "required": ["head"],
    "additionalProperties": False,
}
_OF_THE_LOG: dict[str, Any] = {
    "talks": {"$ref": "#/$defs/slug"},
    "number": {"type": "integer", "minimum": 1},
    "stream": {"type": "string"},
    "version": {"type": "integer", "minimum": 1},
    "recorded": {"type": "string", "format": "date-time"},
    "recorder": {"type": "string"},
    "batch": {"type": "string"},
    "format": {"type": "integer", "minimum": 1},
    "salt": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}


_OF_SOME_KINDS = ("version", "format")
"""What stands for a field of the event where there is such: the version of a proposal, the format of a round."""


def _entry() -> dict[str, Any]:
    """Return the schema of one entry: the fields of its kind, and what is said of every entry."""
    dated = [kind for kind, event in EVENTS.items() if kind not in FRAME and not issubclass(event, Annotation)]
    return {
        "type": "object",
        "required": ["kind"],
        "$ref": "#/$defs/said",
        "anyOf": _kinds(),
        "if": {"properties": {"kind": {"enum": dated}}},
        "then": {"anyOf": [{"required": ["on"]}, {"required": ["occurred"]}]},
        "unevaluatedProperties": False,
    }


def _kinds() -> list[dict[str, str]]:
    return [{"$ref": f"#/$defs/kinds/{kind}"} for kind in EVENTS]


def _defs() -> dict[str, Any]:
    claim = {name: _loose(schema) for name, schema in _properties(Claim).items()}
    said = {
        **_OWN,
        "quote": {"type": _SCALAR},
        "quote-language": {"type": _SCALAR},
        "quote_language": {"type": _SCALAR},
    }
    for name, schema in claim.items():
        said |= dict.fromkeys(_words_of_a_claim(name), schema)
    return {
        "slug": {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"},
        "entry": _entry(),
        "claim": claim,
        "said": {"properties": said},
        "kinds": {kind: _kind(kind, event) for kind, event in EVENTS.items()},
    }


def _words_of_a_claim(name: str) -> Iterator[str]:
    yield from words_for(name, Claim)
    for word, field in CLAIM_FIELDS.items():
        if field == name:
            yield from (word, word.replace("_", "-"), word.removesuffix("s"))


def _properties(model: Any) -> Mapping[str, Any]:
    """Return the schema of each field of a model, with all that it refers to written out."""
    schema = twin_of(model).model_json_schema()
    return {name: _written_out(one, schema.get("$defs", {})) for name, one in schema["properties"].items()}


def _written_out(schema: Any, defs: Mapping[str, Any], depth: int = 6) -> Any:
    """Return a schema in which names stand for nothing: what they name is in their place."""
    if isinstance(schema, list):
        return [_written_out(item, defs, depth) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _written_out(defs[schema["$ref"].rpartition("/")[2]], defs, depth - 1) if depth else _ANY
    return {
        name: _written_out(value, defs, depth)
        for name, value in schema.items()
        if name not in ("title", "default", "discriminator", "examples")
    }


def _kind(kind: str, event: type[Event]) -> dict[str, Any]:
    """Return the schema of the fields of one kind, by all the words that name them."""
    amends = issubclass(event, Annotation)
    version = version_field(event)
    told = dict.fromkeys(("event", "claim"), _ANY) if amends else {}
    schemas = {**dict.fromkeys(told, _ANY), **({} if told else _properties(event))}
    if amends:
        own = {info.name for info in fields_of(event)} - told.keys()
        schemas |= {name: {"type": _SCALAR} for name in own}
    refers = {name for name, said in said_of(event) if any(isinstance(fact, RefersTo) for fact in said)}
    properties: dict[str, Any] = {"kind": {"const": kind}}
    needed = []
    for info in fields_of(event):
        words = words_for(info.name, event)
        loose = {"type": [*_SCALAR, "array", "object"]} if info.name in refers else _loose(schemas[info.name])
        properties |= dict.fromkeys(words, {"type": ["object", "null"]} if info.name in told else loose)
        if info.default is NODEFAULT and info.name not in told and not (version and version.name == info.name):
            needed.append({"anyOf": [{"required": [word]} for word in words]})
    properties |= _in_options(event)
    if _weighs(event):
        properties["weight"] = {"type": _SCALAR}
    return {
        "description": (event.__doc__ or "").partition("\n")[0],
        "properties": properties,
        "allOf": [one for one in needed if not (_weighs(event) and {"required": ["value"]} in one["anyOf"])],
    }


def _in_options(event: type[Event]) -> dict[str, Any]:
    """Return what options give that is put into several fields, or into a list."""
    own = set(event.__struct_fields__)
    several: dict[str, Any] = {"type": [*_SCALAR, "array", "object"]}
    words: list[str] = []
    if "links" in own:
        words += [form for kind in LinkKind for form in (str(kind), str(kind).replace("-", "_"))]
    if "terms" in own:
        words += ["term", *([] if "text" in own else ["text"])]
    if "changes" in own:
        words += ["provision", "provisions", "drop"]
    return dict.fromkeys(words, several)


def _weighs(event: type[Event]) -> bool:
    """Say whether the value of a weight may be given with its name."""
    return {"weight", "value"} <= set(event.__struct_fields__)


def _loose(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a value in any form that it may be written in: left empty, as a text, alone or in a list."""
    if "anyOf" in schema or "oneOf" in schema:
        kinds = [kind for kind in [*schema.get("anyOf", ()), *schema.get("oneOf", ())] if kind != {"type": "null"}]
        return {"anyOf": [*map(_loose, kinds), {"type": "null"}, {"const": ""}]}
    match schema.get("type"):
        case "array":
            item = _loose(schema.get("items", {}))
            return {"anyOf": [{"type": "array", "items": item}, item, {"type": "string"}, {"type": "null"}]}
        case "object":
            return {"type": ["object", "string", "null"]}
        case "string" if "enum" in schema or "const" in schema:
            words = schema.get("enum", [schema.get("const")])
            numbers = [float(word) for word in words if word.replace(".", "").isdigit()]  # of a track, say
            return {"enum": [*words, *numbers, "", None]}
        case "string":
            kept = {name: schema[name] for name in ("pattern", "maxLength") if name in schema}
            return {"anyOf": [{"type": _SCALAR, **kept}, {"const": ""}]}
    return {"type": _SCALAR}
