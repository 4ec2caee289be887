"""The kinds of terms that talks define for themselves: what their fields are, and whether a term fits its kind."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

import msgspec

from .dates.field import Edtf
from .errors.base import Problem
from .quantities import BoundText, QuantityText
from .record.event import Event
from .terms import BUILT_IN, DefinedTerm, FieldName
from .values import Duration, Model, PartyCode, Text, holding


class FieldType(StrEnum):
    """What a field of a term holds."""

    TEXT = "text"
    QUANTITY = "quantity"
    BOUND = "bound"
    DATE = "date"
    DURATION = "duration"
    PARTY = "party"


_HELD: dict[FieldType, Any] = {
    FieldType.TEXT: Text,
    FieldType.QUANTITY: QuantityText,
    FieldType.BOUND: BoundText,
    FieldType.DATE: Edtf,
    FieldType.DURATION: Duration,
    FieldType.PARTY: PartyCode,
}


_WORDS = {
    FieldType.DURATION: "is a duration, such as P3D (three days)",
    FieldType.PARTY: "is the code of a party, such as UKR",
    FieldType.DATE: "is a date, such as 2022-03-29",
}
"""What a value that does not match should have been, for errors."""


class TermField(Model):
    """One field of a kind of term."""

    name: FieldName
    type: FieldType = FieldType.TEXT
    optional: bool = False
    """Whether a term may go without it."""

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object]:
        """Read ``amount:quantity``, and ``note?`` for a field that a term may go without."""
        name, colon, type_ = text.strip().partition(":")
        bare = name.strip().removesuffix("?")
        found: dict[str, object] = {"name": bare.replace("-", "_"), "optional": name.strip().endswith("?")}
        return found | ({"type": type_.strip()} if colon else {})


Kinds = Mapping[str, Sequence[tuple[TermField, ...]]]
"""The fields of each kind of term that the talks have defined; several where a definition was corrected."""


def terms_of(event: Event) -> Iterator[tuple[int, DefinedTerm]]:
    """Yield the terms of the talks' own kinds in an event, or in an account of one, each with its place."""
    while (account := getattr(event, "event", None)) is not None:
        event = account
    for place, term in enumerate(getattr(event, "terms", None) or (), start=1):
        if isinstance(term, DefinedTerm):
            yield place, term


def unknown_kinds(event: Event, kinds: Kinds) -> Iterator[tuple[int, str]]:
    """Yield the kinds of terms in an event that are neither built in nor defined, each with the place of the term."""
    yield from ((place, term.kind) for place, term in terms_of(event) if term.kind not in kinds)


def misfits(event: Event, kinds: Kinds) -> Iterator[Problem]:
    """Yield what does not fit of the terms of an event: kinds that there are not, and fields that do not fit them."""
    for place, kind in unknown_kinds(event, kinds):
        near = get_close_matches(kind, [*BUILT_IN, *kinds], n=1)
        meant = f": did you mean {near[0]}?" if near else ""
        yield Problem("", f"terms {place}", f"there is no kind '{kind[:60]}'{meant}")
    for place, term in terms_of(event):
        if term.kind in kinds:
            found = [list(_of_fields(place, term, fields)) for fields in kinds[term.kind]]
            yield from () if any(not problems for problems in found) else found[-1]


def _of_fields(place: int, term: DefinedTerm, fields: Sequence[TermField]) -> Iterator[Problem]:
    known = {field.name: field for field in fields}
    given = {value.name: value.value for value in term.fields}
    for name, value in given.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            there_is = f": did you mean {near[0]}?" if near else f"; {term.kind} has {', '.join(known)}"
            yield Problem("", f"terms {place}, {name}", f"there is no such field{there_is}")
        else:
            yield from _of_value(f"terms {place}, {name}", known[name].type, value)
    for field in fields:
        if field.name not in given and not field.optional:
            yield Problem("", f"terms {place}, {field.name}", f"is needed, as of every {term.kind}")


def _of_value(where: str, type_: FieldType, value: str) -> Iterator[Problem]:
    held = _HELD[type_]
    try:
        holding(held, msgspec.convert(value, held))
    except msgspec.ValidationError:
        yield Problem("", where, f"{_WORDS.get(type_, 'is too long')}, not '{value[:60]}'")
    except ValueError as error:
        yield Problem("", where, str(error))
