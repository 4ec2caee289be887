"""Whether anything in a record is not for everybody's eyes."""

from collections.abc import Sequence

from .domain.circles import EVERYBODY, Circles
from .domain.record.annotated import Annotated
from .domain.record.annotations import EntryReMarked
from .domain.record.entry import Entry
from .domain.record.envelope import open_to_all


def above_public(entries: Sequence[Entry]) -> bool:
    """Say whether the marking of any entry, as it is by now, is above public; what was taken back counts as well.

    Args:
        entries: every entry of one talks, in the order of record.
    """
    if all(open_to_all(entry.envelope) and not isinstance(entry.event, EntryReMarked) for entry in entries):
        return False
    annotated = Annotated(entries)
    circles = Circles(entries, annotated)
    return any(circles.of(entry.id) != EVERYBODY or not open_to_all(annotated.of(entry).envelope) for entry in entries)
