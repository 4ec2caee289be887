"""The words by which people name fields: those of the events, and those of the options that give them."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from msgspec import Struct, field

from ..domain.errors import Problem
from ..writing import CLAIM_FIELDS

_WORDS: dict[str, tuple[str, ...]] = {
    "add": ("added",),
    "by": ("assessor", "party", "guarantor"),
    "form": ("format",),
    "if": ("conditions",),
    "in": ("in_round",),
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


class Told(Struct, frozen=True):
    """Fields that people wrote, put where they belong."""

    event: dict[str, Any] = field(default_factory=dict)
    """Those of the event, by the names of its fields."""
    claim: dict[str, Any] = field(default_factory=dict)
    """Those of what is said of it, by the names of the fields of a claim."""
    strange: list[Problem] = field(default_factory=list)
    """Those that there are not, or that are given twice."""


def told(fields: Mapping[str, Any], model: Collection[str], where: str = "") -> Told:
    """Put fields where they belong: to the event, or to what is said of it.

    Args:
        fields: the values by the words that people write: a field of the event, the option that gives it, or what is
            said of every entry: on, learned, says, source, grade, note, in.
        model: the fields of the event.
        where: how to name the place in errors.
    """
    found = Told()
    for word, value in fields.items():
        holder, name = found.event, field_named(word, model)
        if name is None and (said := field_named(word, CLAIM_FIELDS) or _claim_field(word)):
            holder, name = found.claim, CLAIM_FIELDS.get(said, said)
        if name is None:
            found.strange.append(Problem(where, word, _unknown(word, model)))
        elif name in holder:
            found.strange.append(Problem(where, word, "is given twice"))
        else:
            holder[name] = value
    return found


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
