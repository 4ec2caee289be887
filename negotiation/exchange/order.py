"""The order of an export: entries that are missing, doubled, or filed elsewhere than they belong."""

from collections.abc import Iterator

from msgspec import Struct, field

from ..domain.catalogue import stream_of
from ..domain.errors import Problem
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from .outline import Lines


class Order(Struct):
    """What the lines so far say about the next one."""

    lines: Lines
    last: dict[str, Entry] = field(default_factory=dict)
    """The last entry of each talks."""
    whole: set[str] = field(default_factory=set)
    """The talks whose lines begin with their first entry."""
    versions: dict[str, int] = field(default_factory=dict)
    """The last version of each stream."""
    places: dict[str, dict[str, int]] = field(default_factory=dict)
    """The place of the first line of each entry, by talks and then by id: these are very many, and no more is kept."""

    def broken_by(self, place: int) -> Iterator[Problem]:
        """Take the line at a place, which is the next one, and yield what is out of order in it."""
        entry = self.lines.entry(place)
        before = self.last.get(entry.talks)
        if before is None and entry.number == 1:
            self.whole.add(entry.talks)
        if before is not None and entry.number != before.number + 1:
            message = f"#{entry.number} follows #{before.number}: the numbers of {entry.talks} have no gap"
            yield Problem(self.lines.where(place), "number", message)
        elif not self._continues_stream(entry):
            message = f"{entry.version} is not the next version of {entry.stream}"
            yield Problem(self.lines.where(place), "version", message)
        if before is not None and entry.recorded < before.recorded:
            message = f"it is earlier than that of #{before.number} before it"
            yield Problem(self.lines.where(place), "recorded", message)
        first = self.places.setdefault(entry.talks, {}).get(entry.id)
        if first is not None:
            yield Problem(self.lines.where(place), "id", f"'{entry.id}' is the id of {self.lines.where(first)} too")
        if entry.stream != self._belongs_to(entry):
            yield Problem(self.lines.where(place), "stream", f"it belongs to {self._belongs_to(entry)}")
        self.last[entry.talks] = entry
        self.versions[entry.stream] = entry.version
        self.places[entry.talks].setdefault(entry.id, place)

    def _continues_stream(self, entry: Entry) -> bool:
        if entry.stream in self.versions:
            return entry.version == self.versions[entry.stream] + 1
        return entry.version == 1 or entry.talks not in self.whole

    def _belongs_to(self, entry: Entry) -> str:
        """Return the stream of an entry; one about an entry of no line before it may be anywhere."""
        if isinstance(entry.event, Annotation):
            named = self.places[entry.talks].get(entry.event.entry)
            return entry.stream if named is None else self.lines.entry(named).stream
        return stream_of(entry.talks, entry.event) or entry.stream
