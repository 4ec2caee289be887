"""The report that was written, made once more: from the log as it was, at the clocks and for the readers of then."""

from collections.abc import Iterator
from itertools import islice, pairwise

from msgspec.structs import replace

from ..domain.dates.clocks import Clocks
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.record.history import zone_now
from ..domain.visible import Reader, visible_record
from ..log import NegotiationLog
from ..rendering.document import Report
from ..rendering.made import Made
from ..store.earlier import EarlierPlace
from ..store.store import Store
from . import make
from .carried import clocks_of, reader_of

_MOST = 50
"""How many states of a record are tried, of which a report for some readers may be."""


def again(log: NegotiationLog, made: Made) -> Iterator[Report]:
    """Make a report again from the log as it was; for readers of a part, from each state that it may be of.

    Such a report does not tell how many entries there were, since it is not to: so the states are tried, the last one
    first, in which its readers saw as many.

    Args:
        log: the log, all of it.
        made: what the report was made by.

    Raises:
        NegotiationError: the log gives no such report: it holds no such thing, or less.
        Damaged: there are no such readers, or no such clocks.
    """
    who, clocks = reader_of(made), clocks_of(made)
    if made.entries is not None or who is None:
        yield _of(log, made, made.entries or 0, who, clocks)
        return
    entries = log.store.reader.entries(made.talks)
    # A report of all that was recorded says up to which entry that is, as one does that was asked for up to that entry.
    asked = (replace(clocks, recorded=None), clocks) if clocks.number == made.last else (clocks,)
    for one in asked:
        for number in islice(_states(entries, made, who, one), _MOST):
            yield _of(log, made, number, who, one)


def _of(log: NegotiationLog, made: Made, number: int, who: Reader | None, clocks: Clocks) -> Report:
    store = Store(EarlierPlace(log.store.place, made.talks, number, made.sealed), who)
    talks = NegotiationLog(store, clock=log.clock).talks(made.talks)
    asof = talks.as_of(at=clocks.at, known=clocks.known, recorded=clocks.recorded)
    return make(made.report, asof, made.about, deadlines=made.deadlines)


def _states(entries: list[Entry], made: Made, who: Reader, clocks: Clocks) -> Iterator[int]:
    """Yield the numbers up to which readers saw entries up to the last one of a report, the greatest first.

    Only what is said of entries takes anything from a reader's eyes, so that between two of these they see more and
    more, and the last state in which it was as much is found by halving.
    """
    ends = [entry.number - 1 for entry in entries if isinstance(entry.event, Annotation)]
    bounds = sorted({0, len(entries), *ends})
    for low, high in reversed(list(pairwise(bounds))):
        least, most = low, high
        while least < most:
            middle = (least + most + 1) // 2
            if _last(entries[:middle], who, clocks) <= made.last:
                least = middle
            else:
                most = middle - 1
        if least > low and _last(entries[:least], who, clocks) == made.last:
            yield least


def _last(entries: list[Entry], who: Reader, clocks: Clocks) -> int:
    """Return the number of the last entry that readers see of so many."""
    zone = zone_now(entries)
    seen = visible_record(entries, who, clocks)
    return max((entry.number for entry in seen if clocks.holds(entry.number, entry.recorded, zone)), default=0)
