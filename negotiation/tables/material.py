"""What the rows of one talks are made of: its entries as they read, and where everything stands, each folded once."""

from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo

from ..domain.dates.edtf import datetime_of
from ..domain.fold import fold
from ..domain.lazily import lazily
from ..domain.memberships import Memberships, memberships
from ..domain.record.entry import EffectiveEntry, Entry
from ..domain.record.event import Event
from ..domain.record.history import History
from ..domain.state import State
from ..views.status import Status, status_of
from ..views.timeline import versions_made

E = TypeVar("E", bound=Event)
When = tuple[str | None, str | None]
"""When something happened, as it was written, and the first day on which that may have been."""


class Material:
    """One talks at some clocks.

    Args:
        talks: its id.
        recorded: its entries, in the order of record, at the least those that the clocks hold.
        history: its history at the clocks.
    """

    def __init__(self, talks: str, recorded: Sequence[Entry], history: History) -> None:
        self.talks = talks
        self.history = history
        self._recorded = recorded

    @lazily
    def held(self) -> list[Entry]:
        """The entries that the log held at these clocks, in the order of record."""
        clocks, zone = self.history.clocks, self.history.zone
        return [entry for entry in self._recorded if clocks.holds(entry.number, entry.recorded, zone)]

    @lazily
    def now(self) -> State:
        """Where everything stands."""
        return fold(self.history)

    @lazily
    def status(self) -> Status:
        """Where everything stands, in words."""
        return status_of(self.now, self.history)

    @lazily
    def versions(self) -> dict[int, int]:
        """Which version of its proposal each entry made."""
        return versions_made(self.now)

    @lazily
    def numbers(self) -> dict[str, int]:
        """The numbers of the entries held, by id."""
        return {entry.id: entry.number for entry in self.held}

    @lazily
    def _by_kind(self) -> dict[type[Event], list[EffectiveEntry]]:
        found: dict[type[Event], list[EffectiveEntry]] = {}
        for entry in self.history.entries:
            found.setdefault(type(entry.event), []).append(entry)
        return found

    def told(self, kind: type[E]) -> Iterator[tuple[EffectiveEntry, E]]:
        """Yield the entries in view of one kind, each with its event as it reads."""
        for entry in self._by_kind.get(kind, ()):
            if isinstance(entry.event, kind):
                yield entry, entry.event

    def of_each(self, kind: type[E]) -> Iterator[tuple[EffectiveEntry, E]]:
        """Yield the same with what groups did as done by each who was a member then."""
        for entry, _ in self.told(kind):
            for one in self.groups.told(entry):
                if isinstance(one.event, kind):
                    yield one, one.event

    @lazily
    def groups(self) -> Memberships:
        """Who was in which group when."""
        return memberships(self.history)

    def when(self, entry: EffectiveEntry | int | None) -> When:
        """Return when an entry happened, as it was written, and the first day; nothing of none."""
        found = self.history.by_number.get(entry) if isinstance(entry, int) else entry
        return (None, None) if found is None else (found.envelope.occurred, self.day(found.occurred.start))

    def day(self, instant: int) -> str | None:
        """Return the day of an instant where the talks are, as ``2022-03-29``; None beyond the calendar."""
        return _written(instant, self._place)[:10] or None

    @lazily
    def _place(self) -> tzinfo:
        return UTC if self.history.zone == "UTC" else ZoneInfo(self.history.zone)


def instant(moment: int) -> str | None:
    """Return an instant in UTC, as ``2022-03-29T10:00:00``; None beyond the calendar."""
    return _written(moment, UTC) or None


def _written(moment: int, place: tzinfo) -> str:
    try:
        return datetime_of(moment).astimezone(place).replace(tzinfo=None).isoformat()
    except OverflowError:
        return ""
