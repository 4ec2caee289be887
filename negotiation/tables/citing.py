"""What tables are made from, in one row and in one line: the log, the clocks, the last entry."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from ..domain.dates.clocks import ANY, Clocks
from ..domain.dates.edtf import minute_of
from ..domain.record.entry import Entry
from ..domain.record.envelope import Envelope, open_to_all
from ..markings import PUBLIC, above_public, strictest
from ..release import NAME, VERSION
from .declaration import Row


class Tally(Struct):
    """What has been written of a log by now."""

    log: str
    """The name of its file, or its address."""
    clocks: Clocks
    talks: int = 0
    entries: int = 0
    last: Entry | None = None
    """The entry recorded last."""
    marking: str = PUBLIC
    """The highest marking of any entry."""
    closed: bool = False
    """Whether not everybody may see all of it, and name who said it."""
    moment: int = 0
    """The instant of which the view is where no clock says so."""

    def count(self, held: list[Entry], moment: int, envelopes: Sequence[Envelope]) -> None:
        """Take one talks into account: what the log held of it, and how that is marked by now."""
        self.talks += 1
        self.entries += len(held)
        self.moment = moment
        self.marking = strictest((self.marking, *(one.marking for one in envelopes)))
        self.closed |= not all(map(open_to_all, envelopes))
        if held and (self.last is None or held[-1].recorded > self.last.recorded):
            self.last = held[-1]

    def row(self) -> Row:
        """Return the row of the citation."""
        last = self.last
        return (
            self._line(),
            self.log,
            self.talks,
            self.entries,
            last.talks if last else None,
            last.number if last else None,
            _second(last.recorded) if last else None,
            self._at(),
            self.clocks.known,
            self.clocks.recorded,
            str(self.marking),
            _program(),
        )

    def _at(self) -> str | None:
        return self.clocks.at or minute_of(self.moment)

    def _line(self) -> str:
        last = self.last
        up_to = f", the last of them {last.talks} #{last.number}, recorded {_second(last.recorded)}Z" if last else ""
        happened = "whatever the date" if self.clocks.at == ANY else f"as happened by {self._at()}"
        known = f", known by {self.clocks.known}" if self.clocks.known else ""
        recorded = f", recorded by {self.clocks.recorded}" if self.clocks.recorded else ""
        marked = "" if not above_public(self.marking) else f"; not public: {self.marking}"
        return (
            f"{self.log}: {_some(self.talks, 'talks', 'talks')}, {_some(self.entries, 'entry', 'entries')}{up_to}; "
            f"{happened}{known}{recorded}; tables by {_program()}{marked}"
        )


def _some(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _second(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def _program() -> str:
    return f"{NAME} {VERSION}"
