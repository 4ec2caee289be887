"""The lines of an export as far as rules look at them, and what they say beside that as it is asked for.

An export can have many lines. All of them are in memory while they are decided on, since the rules look at the whole
history; so they are held without the words that no rule looks at: what was said, quotes, and notes. Each line is read
once more when all of it is needed: to be compared with what the log holds, and to be recorded.
"""

from abc import abstractmethod
from array import array
from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace

from ..domain.record.entry import Entry
from ..domain.record.envelope import Citation, Envelope
from ..domain.record.event import Event
from ..domain.talks.events import SourceRegistered, StatementRecorded
from .line import Line, parsed_again
from .reading import MAX_LINE, text_of
from .twice import DIGEST_BYTES, Spot, Twice

LEFT_OUT = "-"
"""What stands in an outline for words that must not be empty."""


class Lines(Protocol):
    """The lines of a file, each of which is an entry as a whole."""

    @abstractmethod
    def __len__(self) -> int:
        """Return how many there are."""

    @abstractmethod
    def take(self, number: int, line: Line) -> None:
        """Take in the line that was read last, of that number in the file."""

    @abstractmethod
    def taken(self) -> None:
        """Be told that these were all lines."""

    @abstractmethod
    def entry(self, place: int) -> Entry:
        """Return the entry of a line, as far as rules look at it."""

    @abstractmethod
    def where(self, place: int) -> str:
        """Return how a line is named: by its file and its number."""

    @abstractmethod
    def whole(self, place: int) -> Line:
        """Return a line with all that it says."""


class InHand(Lines):
    """Lines that are in memory with all that they say."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self._lines = [*lines]

    def take(self, number: int, line: Line) -> None:  # noqa: ARG002  # the line says where it stands
        """Take in one more line."""
        self._lines.append(line)

    def taken(self) -> None:
        """Have nothing to do: they are as they are."""

    def __len__(self) -> int:
        return len(self._lines)

    def entry(self, place: int) -> Entry:
        """Return the entry of a line."""
        return self._lines[place].entry

    def where(self, place: int) -> str:
        """Return how a line is named: by its file and its number."""
        return self._lines[place].where

    def whole(self, place: int) -> Line:
        """Return a line."""
        return self._lines[place]


class Outline(Lines):
    """Lines of which only what rules look at is in memory.

    Args:
        file: the file that they are read from.
    """

    def __init__(self, file: Twice) -> None:
        self._file = file
        self._slim = Slimming()
        self._entries: list[Entry] = []
        self._numbers = array("Q")
        self._begins = array("Q")
        self._digests = bytearray()

    def take(self, number: int, line: Line) -> None:
        """Take in the line that was read last from the file, of that number in it."""
        spot = self._file.spot
        self._entries.append(self._slim.of(line.entry))
        self._numbers.append(number)
        self._begins.append(spot.begin)
        self._digests += spot.digest

    def taken(self) -> None:
        """Let go of what it takes to take in more lines: these are all."""
        self._slim = Slimming()

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, place: int) -> Entry:
        """Return the entry of a line, without the words that no rule looks at."""
        return self._entries[place]

    def where(self, place: int) -> str:
        """Return how a line is named: by its file and its number."""
        return f"{self._file.path}:{self._numbers[place]}"

    def whole(self, place: int) -> Line:
        """Return a line with all that it says, read once more.

        Raises:
            InputError: it cannot be read, or is not what it was.
        """
        digest = bytes(self._digests[place * DIGEST_BYTES : (place + 1) * DIGEST_BYTES])
        raw = self._file.again(Spot(self._begins[place], digest), MAX_LINE + 1)
        return parsed_again(self.where(place), text_of(raw, first=self._numbers[place] == 1), self._entries[place])


class Slimming:
    """Leaves out of entries the words that no rule looks at, and keeps what several say in the same words once."""

    def __init__(self) -> None:
        self._envelopes: dict[Envelope, Envelope] = {}
        self._sources: dict[tuple[Citation, ...], tuple[Citation, ...]] = {}

    def of(self, entry: Entry) -> Entry:
        """Return an entry without them."""
        return replace(entry, envelope=self._envelope(entry.envelope), event=_without_words(entry.event))

    def _envelope(self, envelope: Envelope) -> Envelope:
        sources = tuple(Citation(source=citation.source) for citation in envelope.sources)
        shared = self._sources.setdefault(sources, sources)
        slim = replace(envelope, sources=shared, batch=LEFT_OUT, grade=None, note=None, quote=None, quote_language=None)
        return self._envelopes.setdefault(slim, slim)


def _without_words(event: Event) -> Event:
    """Return an event without the words of a statement, or those by which a source is found."""
    if isinstance(event, StatementRecorded):
        return replace(event, text=LEFT_OUT)
    return replace(event, title=None, url=None) if isinstance(event, SourceRegistered) else event
