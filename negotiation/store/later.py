"""Entries that are too many to be handed out at once, and are read as they are looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

from ..domain.record.entry import Entry
from .port import Reads

AT_HAND = 5000
"""How many entries are handed out, and read, at once."""


class Later(Sequence[Entry]):
    """Entries that are read a portion at a time.

    Args:
        number: how many there are.
        read: reads those from one place to another one, exclusive.
    """

    def __init__(self, number: int, read: Callable[[int, int], Iterable[Entry]]) -> None:
        self._places = range(number)
        self._read = read

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry]: ...

    def __getitem__(self, place: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(place, int):
            found = self._places[place]
            return next(iter(self._read(found, found + 1)))
        some = self._places[place]
        if some.step == 1:
            return tuple(self._read(some.start, some.stop)) if some else ()
        return tuple(self[one] for one in some)

    def __iter__(self) -> Iterator[Entry]:
        for start in self._places[::AT_HAND]:
            yield from self._read(start, min(start + AT_HAND, len(self)))


def recorded(reader: Reads, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return entries as the log holds them, read from there as they are looked at.

    Args:
        reader: the log.
        entries: what was recorded, of which the places alone are looked at.
    """
    runs: list[tuple[str, int, int]] = []
    for entry in entries:
        if runs and (runs[-1][0], runs[-1][2]) == (entry.talks, entry.number - 1):
            runs[-1] = (entry.talks, runs[-1][1], entry.number)
        else:
            runs.append((entry.talks, entry.number, entry.number))

    def read(start: int, stop: int) -> Iterator[Entry]:
        before = 0
        for talks, first, last in runs:
            begin, end = max(start - before, 0), min(stop - before, last - first + 1)
            if begin < end:
                yield from reader.entries(talks, numbers=(first + begin, first + end - 1))
            before += last - first + 1

    return Later(len(entries), read)
