"""What options take, taken by fields as well: parties as ``A,B``, terms and ties in one text."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

from msgspec.structs import fields as fields_of

from ..domain.proposal.events import LinkKind
from ..domain.values import Model, PartyCode
from .typed import codes, term

_LINKS = {str(kind): str(kind) for kind in LinkKind} | {str(kind).replace("-", "_"): str(kind) for kind in LinkKind}


def spoken(
    model: type[Model], fields: Mapping[str, Any], parties: Callable[[str], list[str]] = codes
) -> dict[str, Any]:
    """Return fields as people write them by the fields of an event, with what options take in the form of these.

    Args:
        model: the event.
        fields: the values by the words of fields and options.
        parties: reads the parties that a text names; where there is no log at hand, by their codes alone.

    Raises:
        ValueError: a value has not the form that the option takes.
    """
    found = dict(fields)
    own = {info.name: info.type for info in fields_of(model)}
    if "links" in own:
        _gather(found, "links", {word: _ties(kind) for word, kind in _LINKS.items() if word not in own})
    if "changes" in own:
        reading = {"provision": list, "provisions": list, "drop": lambda given: [{"number": one} for one in given]}
        _gather(found, "changes", reading)
    if "terms" in own:
        _gather(found, "terms", {"term": list, **({} if "text" in own else {"text": _in_words})})
        if "terms" in found:
            found["terms"] = [
                term(one, parties) if isinstance(one, str) and one else one for one in _each(found["terms"])
            ]
    if {"weight", "value"} <= own.keys() and "value" not in found:
        found.update(_weighed(found.get("weight")))
    for name, type_ in own.items():
        if isinstance(found.get(name), str) and _several_parties(type_):
            found[name] = parties(found[name])
    return found


def weighed(weight: str, value: str) -> dict[str, str]:
    """Return the fields of what a party weighs: ``5.4``, ``17.89%``, or ``3/15``."""
    number, _, whole = value.strip().partition("/")
    if number.endswith("%"):
        number, whole = number[:-1].strip(), "100"
    return {"weight": weight, "value": number, **({"of": whole} if whole else {})}


def _weighed(text: object) -> dict[str, str]:
    name, equals, value = text.partition("=") if isinstance(text, str) else ("", "", "")
    return weighed(name.strip(), value) if equals else {}


def _gather(found: dict[str, Any], name: str, words: Mapping[str, Callable[[list[Any]], list[Any]]]) -> None:
    """Put what stands under several words into one field that holds a list."""
    for word, read in words.items():
        if found.get(word):
            found[name] = [*_each(found.get(name)), *read(_each(found.pop(word)))]


def _each(value: Any) -> list[Any]:
    return [] if value in (None, "") else list(value) if isinstance(value, list | tuple) else [value]


def _ties(kind: str) -> Callable[[list[Any]], list[Any]]:
    return lambda given: [{"kind": kind, "target": target} for target in given]


def _in_words(given: list[Any]) -> list[Any]:
    return [{"kind": "free-text", "text": text} for text in given]


def _several_parties(type_: Any) -> bool:
    """Say whether a field holds several parties: their codes have neither commas nor plus signs in them."""
    if getattr(type_, "__origin__", None) is tuple:
        return bool(get_args(type_)[0] == PartyCode)
    return any(map(_several_parties, get_args(type_)))
