"""The words by which people name fields: those of the events, and those of the options that give them."""

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from msgspec import NODEFAULT, Struct, field
from msgspec.structs import fields as fields_of

from ..domain.errors import Problem
from ..domain.record.envelope import Citation
from ..domain.values import Model
from ..writing import CLAIM_FIELDS

_WORDS: dict[str, tuple[str, ...]] = {
    "abstain": ("abstained",),
    "add": ("added",),
    "by": ("assessor", "party", "guarantor"),
    "by_party": ("votes",),
    "condition": ("conditions",),
    "for": ("in_favour",),
    "form": ("format",),
    "if": ("conditions",),
    "in": ("in_round",),
    "in_body": ("body",),
    "press": ("press_access",),
    "remove": ("removed",),
    "result": ("outputs",),
    "until": ("deadline",),
}
"""The words of the options that are not the names of the fields that they give, with these fields."""

_ELSEWHERE = {
    "marking": "is changed with: talks re-mark",
    "kind": "cannot be another: retract the entry, and record what it should have been",
}
"""What cannot be told otherwise, or is told in another way."""


def field_named(word: str, fields: Collection[str]) -> str | None:
    """Return the field that a word names: by its own name, with hyphens or not, or by the option that gives it."""
    name = word.replace("-", "_")
    candidates = (name, f"{name}s", *_WORDS.get(name, ()))
    return next((candidate for candidate in candidates if candidate in fields), None)


def words_for(field: str, fields: type[Model]) -> tuple[str, ...]:
    """Return the words that name a field, with hyphens and without: those that :func:`field_named` takes for it."""
    own = fields.__struct_fields__
    candidates = [field, *([field[:-1]] if field.endswith("s") else ()), *(w for w, f in _WORDS.items() if field in f)]
    found = [word for word in candidates if field_named(word, own) == field]
    return tuple(dict.fromkeys(form for word in found for form in (word, word.replace("_", "-"))))


class Told(Struct, frozen=True):
    """Fields that people wrote, put where they belong."""

    event: dict[str, Any] = field(default_factory=dict)
    """Those of the event, by the names of its fields."""
    claim: dict[str, Any] = field(default_factory=dict)
    """Those of what is said of it, by the names of the fields of a claim."""
    strange: list[Problem] = field(default_factory=list)
    """Those that there are not, or that are given twice."""


def told(
    fields: Mapping[str, Any],
    model: type[Model],
    where: str = "",
    parties: Callable[[str], list[str]] | None = None,
) -> Told:
    """Put fields where they belong: to the event, or to what is said of it.

    Args:
        fields: the values by the words that people write: a field of the event, the option that gives it, or what is
            said of every entry: on, learned, says, source, quote, grade, note, in.
        model: the event.
        where: how to name the place in errors.
        parties: reads the parties that a text names; by their codes alone if None.
    """
    from .spoken import spoken  # noqa: PLC0415  # what options give is in the form of fields

    found = Told()
    try:
        given = spoken(model, fields, parties) if parties else spoken(model, fields)
    except ValueError as error:
        found.strange.append(Problem(where, "terms", str(error)))
        given = {word: value for word, value in fields.items() if word not in ("term", "terms")}
    known = model.__struct_fields__
    for word, value in given.items():
        holder, name = found.event, field_named(word, known)
        if name is None and (said := field_named(word, CLAIM_FIELDS) or _claim_field(word)):
            holder, name = found.claim, CLAIM_FIELDS.get(said, said)
        if name is None:
            found.strange.append(Problem(where, word, _unknown(word, known)))
        elif name in holder:
            found.strange.append(Problem(where, word, "is given twice"))
        else:
            holder[name] = value
    _quote_source(found.claim)
    return found


def _quote_source(claim: dict[str, Any]) -> None:
    """Put a quote, and its language, to the last source, as the options do; without one they are words as heard.

    A source that is given with fields of its own says in these what is quoted of it, as in an export.
    """
    sources = claim.get("sources")
    cited = list(sources) if isinstance(sources, list | tuple) else [sources] if sources else []
    if not (claim.get("quote") and cited and isinstance(cited[-1], str)):
        return
    quoted = Citation.quoting(cited[-1], claim.pop("quote"), claim.pop("quote_language", None))
    claim["sources"] = [*cited[:-1], quoted]


def _claim_field(word: str) -> str | None:
    name = word.replace("-", "_")
    return name if name in CLAIM_FIELDS.values() else None


def _unknown(word: str, model: Collection[str]) -> str:
    """Say what may have been meant by a word that names no field."""
    if elsewhere := _ELSEWHERE.get(word.replace("-", "_")):
        return elsewhere
    known = [name.replace("_", "-") for name in (*model, *CLAIM_FIELDS) if name != "kind"]
    near = get_close_matches(word.replace("_", "-"), known, n=1)
    meant = f": did you mean {near[0]}?" if near else f"; there is {', '.join(known)}"
    return f"there is no such field{meant}"


_VERSIONS = {"version": "proposal", "of_version": "of"}


class VersionField(Struct, frozen=True):
    """The field of an event that holds a version, and the one that names the proposal."""

    name: str
    proposal: str


@lru_cache(maxsize=256)
def version_field(model: type[Model]) -> VersionField | None:
    """Return the field of an event that says of which version of a proposal it is; None if it is of none."""
    for info in fields_of(model):
        if info.name in _VERSIONS and info.default is NODEFAULT:
            return VersionField(info.name, _VERSIONS[info.name])
    return None
