"""Names that a copy withholds, and that stand in the free text of what it shows all the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, to_builtins

from ..domain.record.entry import Entry

_FREE = frozenset({"text", "quote", "note", "reason", "description", "title", "name", "locator", "outcome", "heading"})
"""The fields that hold what people wrote, wherever they stand in an entry."""
_PERSONS = frozenset({"speaker", "asserted_by"})
_NAMES = frozenset({"title", "name", "office", "publisher", "author", *_PERSONS})
"""The fields that name something for people."""
_LEAST = 4
"""How many letters a part of the name of a person has that is looked for by itself."""


class Spilled(Struct, frozen=True):
    """A name that is withheld, in the words of an entry that is shown."""

    entry: int
    field: str
    name: str

    @property
    def words(self) -> str:
        """What is to be said of it."""
        return f"#{self.entry}, {self.field}: names “{self.name}”, which is withheld elsewhere"


def spilled(entries: Sequence[Entry], shown: Sequence[Entry | None]) -> list[Spilled]:
    """Return where what is shown names in passing what is withheld.

    A name that is shown as one anywhere (a party at the talks, who said something that is shown) is not withheld.

    Args:
        entries: every entry of one talks, in the order of record.
        shown: each as it is shown; None where nothing of it is.
    """
    there = {name.casefold() for entry in shown if entry is not None for name in _names(entry)}
    hidden: dict[str, str] = {}
    for entry, as_read in zip(entries, shown, strict=True):
        if as_read != entry:
            hidden |= {name.casefold(): name for name in _names(entry) if name.casefold() not in there}
    if not hidden:
        return []
    any_of_them = "|".join(map(re.escape, sorted(hidden, key=len, reverse=True)))
    sought = re.compile(rf"(?<!\w)(?:{any_of_them})(?!\w)", re.IGNORECASE)
    return [
        Spilled(entry.number, field, found)
        for entry in shown
        if entry is not None
        for field, text in _free(to_builtins({"envelope": entry.envelope, "event": entry.event}))
        for found in dict.fromkeys(match.group() for match in sought.finditer(text))
    ]


def _names(entry: Entry) -> Iterator[str]:
    """Yield the names in an entry: what it calls things, and what people call them."""
    for field, value in _fields(to_builtins({"envelope": entry.envelope, "event": entry.event})):
        if field in _PERSONS:
            yield from (part for part in value.split() if len(part) >= _LEAST)
        if field in _NAMES or (field not in _FREE and field not in _DULL):
            yield from (part for part in (value, value.rpartition(":")[2]) if len(part) > 1)


_DULL = frozenset(
    {"kind", "recorder", "batch", "marking", "occurred", "learned", "language", "quote_language", "grade"}
)
"""The fields whose words name nothing that could be withheld."""


def _fields(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text in a value, with the field that it stands in."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _fields(one, name)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _fields(one, field)
    elif isinstance(value, str):
        yield field, value


def _free(value: Any) -> Iterator[tuple[str, str]]:
    yield from ((field, text) for field, text in _fields(value) if field in _FREE)
