"""Whether what was written is there before it is acknowledged: a trigger of somebody else's can take it away."""

from collections.abc import Sequence

from ...domain.errors import Damaged
from ...domain.record.entry import Entry
from .cursor import Cursor

EATEN = "something in it takes away what is written, so nothing was recorded"
_THERE = (
    "SELECT count(*) FROM register r JOIN stored_events e ON e.originator_id = r.stream "
    "AND e.originator_version = r.version JOIN leaf l ON l.talks = r.talks AND l.number = r.number "
    "WHERE r.talks = ? AND r.number BETWEEN ? AND ?"
)


def all_arrived(c: Cursor, entries: Sequence[Entry], path: str) -> None:
    """See that entries are in the tables into which they were written, in the same transaction.

    Raises:
        Damaged: one is not.
    """
    numbers: dict[str, list[int]] = {}
    for entry in entries:
        numbers.setdefault(entry.talks, []).append(entry.number)
    for talks, own in numbers.items():
        c.execute(_THERE, (talks, own[0], own[-1]))
        if c.fetchone()[0] != len(own):
            raise Damaged(path, EATEN)
