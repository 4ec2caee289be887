"""What a writer may say of any entry beside what happened: when, who says so, where it was read."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from .domain import build
from .domain.record.envelope import Claim, Handling


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
    quote: str | None
    """The words as they were heard; those of a source are quoted with it."""
    quote_language: str | None
    in_round: str | None
    """The round in which it happened: its id, or the beginning of it."""
    marking: str | None
    """Who may see it: a label of the scheme of the talks, such as ``TLP:AMBER``; as what it is about if not given."""
    compartments: str | Sequence[str] | None
    """The compartments that it is in: only who is in all of them may see it."""
    attribution: str | None
    """To whom people outside may attribute it: named, office, party or none."""
    lowered: str | None
    """Why more people may see it than what it is about."""
    from_note: str | None
    """The note that it is made of, which is sorted by that: its date holds, if no other is given."""
    override: str | None
    """Why it is to be recorded although a rule refuses it."""
    id: str | None
    """An id of your own, so that the same call made again is recorded once."""
    ahead: bool
    """Record it although its date, or the machine's clock, is far ahead."""
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
    "quote": "quote",
    "quote_language": "quote_language",
    "in_round": "in_round",
}
"""The fields of a claim under the names that people write."""


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


def handling_of(details: Mapping[str, Any], where: str = "") -> Handling:
    """Return who may see an entry by its details, as far as they say.

    Raises:
        InvalidInput: there is no such marking, or another of them does not fit.
    """
    given = {name: value for name in Handling.__struct_fields__ if (value := details.get(name)) is not None}
    if not given:
        return Handling()
    if "marking" in given:
        given["marking"] = build.marking(given["marking"], where)
    if isinstance(given.get("compartments"), str):
        given["compartments"] = (given["compartments"],)
    return build.validated(Handling, given, where)
