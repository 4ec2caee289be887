"""Where two values of a view are unlike: field by field, whatever fields there are."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from .differences import value_words
from .phrases import listed

_NAMES = (
    "proposal", "pledge", "package", "round", "subject", "party", "guarantor", "assessor", "source", "provision",
    "kind", "indicator", "target", "for_proposal", "who",
)  # fmt: skip
"""The fields that tell one row of a list from another, those that a row has."""
_NUMBERS = frozenset(
    {
        "entry",
        "entries",
        "happenings",
        "because",
        "dispute",
        "evidence",
        "overridden",
        "unsettled",
        "evidence_retracted",
    }
)
"""The fields that name entries: what a row rests on, and not what it says."""
_GROUPS = frozenset({"text", "formal", "grounds", "words", "measured", "items", "lines", "cells"})
"""The fields that only group others, or are the list of the view: their names say nothing to people."""


class Unlike(Struct, frozen=True):
    """A field that reads otherwise in a second value, or a row that only one of them has."""

    path: tuple[str, ...]
    """The names of fields and rows that lead there."""
    before: str | None
    after: str | None
    behind_before: frozenset[int]
    """The entries that the row in the first value rests on, as far as it names them."""
    behind_after: frozenset[int]

    @property
    def field(self) -> str:
        """What reads otherwise, for people."""
        return ", ".join(name.replace("_", " ") for name in self.path if name not in _GROUPS)


def unlike(one: Any, other: Any) -> Iterator[Unlike]:
    """Yield where two values of one type are unlike, in the order of their fields."""
    none: frozenset[int] = frozenset()
    yield from _unlike(one, other, (), (none, none))


_Behind = tuple[frozenset[int], frozenset[int]]


def _unlike(one: Any, other: Any, path: tuple[str, ...], behind: _Behind) -> Iterator[Unlike]:
    if one == other:
        return
    if isinstance(one, Struct) and type(one) is type(other):
        own = numbers(one) or behind[0], numbers(other) or behind[1]
        found = [
            unlike
            for name in one.__struct_fields__
            if name not in _NUMBERS
            for unlike in _unlike(getattr(one, name), getattr(other, name), (*path, name), own)
        ]
        yield from found or [Unlike((*path, "rests_on"), _hashed(own[0]), _hashed(own[1]), *own)]
    elif _rows(one) and _rows(other):
        before, after = _keyed(one), _keyed(other)
        for key in dict.fromkeys((*before, *after)):
            yield from _unlike(before.get(key), after.get(key), (*path, key), behind)
    else:
        own = _all_numbers(one) or behind[0], _all_numbers(other) or behind[1]
        yield Unlike(path, _words(one, path), _words(other, path), *own)


def numbers(value: Any) -> frozenset[int]:
    """Return the entries that a row names: those it rests on."""
    if not isinstance(value, Struct):
        return frozenset()
    named = [getattr(value, name) for name in value.__struct_fields__ if name in _NUMBERS]
    several = [found if isinstance(found, tuple) else (found,) for found in named]
    return frozenset(number for found in several for number in found if number)


def _all_numbers(value: Any) -> frozenset[int]:
    """Return the entries that a row and all rows within it name."""
    if isinstance(value, Struct):
        return numbers(value).union(*(_all_numbers(getattr(value, name)) for name in value.__struct_fields__))
    return frozenset().union(*map(_all_numbers, value)) if isinstance(value, tuple) else frozenset()


def _hashed(found: frozenset[int]) -> str | None:
    return ", ".join(f"#{number}" for number in sorted(found)) or None


def _rows(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, Struct) for item in value)


def key_of(row: Any, besides: Collection[str] = ()) -> str:
    """Return what tells a row of a list from the others, as far as its fields do; some of them are not looked at."""
    named = (getattr(row, name) for name in row.__struct_fields__ if name in _NAMES and name not in besides)
    return " ".join(
        listed([*map(str, value)]) if isinstance(value, tuple) else value_words(value)
        for value in named
        if value not in (None, ())
    )


def _keyed(rows: Sequence[Any]) -> Mapping[str, Any]:
    """Return rows by what tells them from each other; by their entry, and their place, where that does not do."""
    found: dict[str, Any] = {}
    for place, row in enumerate(rows):
        first = f"#{min(numbers(row), default=0)}"
        key = key_of(row) or first
        for other in (key, f"{key} {first}", f"{key} {first} ({place})"):
            if other not in found:
                found[other] = row
                break
    return found


def _words(value: Any, path: tuple[str, ...]) -> str | None:
    """Write a value for people; None for nothing."""
    if value is None or value in ((), ""):
        return None
    if isinstance(value, Struct):
        told = (
            (name, getattr(value, name))
            for name in value.__struct_fields__
            if name not in _NUMBERS and name not in _NAMES and getattr(value, name) not in (None, (), "", False)
        )
        return "; ".join(_named(name, item) for name, item in told) or None
    if isinstance(value, tuple):
        return "; ".join(filter(None, (_words(item, path) for item in value)))
    return value_words(value, path[-1] if path else "")


def _named(name: str, item: Any) -> str:
    words = _words(item, (name,))
    if name == "what":
        return words or ""
    return f"{name.replace('_', ' ')}{'' if item is True else f' {words}'}"
