"""What a file of exported entries has of each talks, and the entries made whole again that were decided on."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from ..domain.record.entry import Entry
from .heads import Salted
from .line import Line
from .outline import Lines


class Part(Struct, frozen=True):
    """The lines of one talks."""

    lines: Lines
    talks: str
    places: Sequence[int]
    """Where they stand among the lines of the file, in their order."""

    def of(self, places: Iterable[int]) -> "Part":
        """Return the lines at some of its places."""
        return Part(self.lines, self.talks, array("L", places))

    def entries(self) -> Iterator[Entry]:
        """Yield their entries, as far as rules look at them."""
        return map(self.lines.entry, self.places)

    def where(self) -> dict[str, str]:
        """Return how the line of each entry is named, by the id of the entry."""
        return {self.lines.entry(place).id: self.lines.where(place) for place in self.places}


def places_by_talks(lines: Lines) -> dict[str, "array[int]"]:
    """Return the places of the lines of each talks, in the order in which the talks come first."""
    found: dict[str, array[int]] = {}
    for place in range(len(lines)):
        found.setdefault(lines.entry(place).talks, array("L")).append(place)
    return found


def in_batches(places: Iterable[int], most: int) -> Iterator[list[int]]:
    """Yield some places of lines at a time, so that no more lines than these are in memory as a whole."""
    rest = iter(places)
    while some := list(islice(rest, most)):
        yield some


class Filling:
    """Gives entries that were decided on back what their lines say and no rule looks at.

    Args:
        parts: the lines of each talks.
        anew: they are recorded now, and hashed with new salts.
    """

    def __init__(self, parts: Sequence[Part], *, anew: bool) -> None:
        self._parts = {part.talks: part for part in parts}
        self._anew = anew

    def __call__(self, entries: Iterable[Entry], new_salt: Callable[[], bytes]) -> Iterator[Salted]:
        """Yield each entry as it is recorded, and what it is hashed with.

        Args:
            entries: what was decided on, in the order of the lines of each talks; others than those of lines, too.
            new_salt: gives what an entry is hashed with that was not hashed before.

        Raises:
            InputError: the file cannot be read again, or is not what it was.
        """
        rest = {talks: iter(part.places) for talks, part in self._parts.items()}
        for entry in entries:
            place = self._next(entry, rest.get(entry.talks, iter(())))
            if place is None:
                yield entry, new_salt()
                continue
            lines = self._parts[entry.talks].lines
            line = lines.whole(place)
            whole = line.entry if entry is lines.entry(place) else _as_decided(line, entry)
            yield whole, new_salt() if self._anew else line.salt

    def _next(self, entry: Entry, places: Iterator[int]) -> int | None:
        """Return the place of the line of an entry, after that of the one before; None if it is of no line."""
        lines = self._parts[entry.talks].lines if entry.talks in self._parts else None
        return next((place for place in places if lines and lines.entry(place).id == entry.id), None)


def _as_decided(line: Line, entry: Entry) -> Entry:
    """Return the entry of a line with the place that it was given, and with what is noted on its override."""
    envelope = replace(line.entry.envelope, override=entry.envelope.override)
    place = {name: getattr(entry, name) for name in ("number", "stream", "version", "recorded", "format")}
    return replace(line.entry, envelope=envelope, **place)
