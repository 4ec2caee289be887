"""What a writer may say of any entry beside what happened: when, who says so, where it was read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypedDict

from .domain import build
from .domain.errors import InvalidInput, Problem
from .domain.record.envelope import Claim, Marking


class Details(TypedDict, total=False):
    """The options that every write takes; all may be left out."""

    on: str | None
    """When it happened (EDTF); the moment of recording if not given."""
    learned: str | None
    """When it could first be known (EDTF); the publication of its source if not given."""
    says: str | None
    """Who asserts it; the actor itself if not given."""
    sources: str | Mapping[str, Any] | Sequence[str | Mapping[str, Any]]
    """Where it was read: ``agencies-0330``, ``agencies-0330@paragraph 4``, or with quote and language."""
    grade: str | None
    """The Admiralty grade of the report, such as ``B2``."""
    note: str | None
    in_round: str | None
    """The round in which it happened: its id, or the beginning of it."""
    marking: str
    """Who may see it: public, restricted or confidential."""
    override: str | None
    """Why it is to be recorded although a rule refuses it."""
    id: str | None
    """An id of your own, so that the same call made again is recorded once."""
    dry_run: bool
    """Decide, and say what would be recorded, but record nothing."""


OneOrMore = str | Sequence[str]
"""One name, or several."""


def each(names: OneOrMore) -> tuple[str, ...]:
    """Return one name or several as several."""
    return (names,) if isinstance(names, str) else tuple(names)


CLAIM_FIELDS = {
    "on": "occurred",
    "learned": "learned",
    "says": "asserted_by",
    "sources": "sources",
    "grade": "grade",
    "note": "note",
    "in_round": "in_round",
}
"""The fields of a claim under the names that people write."""


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
    "quote": "belongs to a source: give that one as a source and a quote",
    "quote_language": "belongs to a source: give that one as a source, a quote and a language",
    "kind": "cannot be another: retract the entry, and record what it should have been",
}
"""What cannot be told otherwise, or is told in another way."""


def field_named(word: str, fields: Collection[str]) -> str | None:
    """Return the field that a word names: by its own name, with hyphens or not, or by the option that gives it."""
    name = word.replace("-", "_")
    candidates = (name, f"{name}s", *_WORDS.get(name, ()))
    return next((candidate for candidate in candidates if candidate in fields), None)


@dataclass(frozen=True, slots=True)
class Told:
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


def claim_of(details: Mapping[str, Any], where: str = "") -> Claim:
    """Return the claim that the details make, with no date where none was given.

    Raises:
        InvalidInput: a detail does not fit.
        TypeError: there is no such detail.
    """
    unknown = sorted(set(details) - set(Details.__annotations__))
    if unknown:
        raise TypeError(f"there is no detail '{unknown[0]}': an entry takes {', '.join(Details.__annotations__)}")
    fields = {ours: details[name] for name, ours in CLAIM_FIELDS.items() if details.get(name) is not None}
    return build.claim(fields, where)


def marking_of(details: Mapping[str, Any]) -> Marking:
    """Return the marking that the details ask for.

    Raises:
        InvalidInput: there is no such marking.
    """
    text = details.get("marking") or Marking.PUBLIC
    try:
        return Marking(text)
    except ValueError:
        raise InvalidInput([Problem("", "marking", f"is one of {', '.join(Marking)}, not '{text}'")]) from None
