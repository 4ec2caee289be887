"""Whether anything in a record is not for everybody's eyes."""

from collections.abc import Sequence

from .domain.record.annotated import Annotated
from .domain.record.entry import Entry
from .domain.record.envelope import Marking


def above_public(entries: Sequence[Entry]) -> bool:
    """Say whether the marking of any entry, as it is by now, is above public; what was taken back counts as well.

    Args:
        entries: every entry of one talks, in the order of record.
    """
    if all(entry.envelope.marking is Marking.PUBLIC and not _marks_another(entry) for entry in entries):
        return False
    annotated = Annotated(entries)
    return any(annotated.of(entry).envelope.marking is not Marking.PUBLIC for entry in entries)


def _marks_another(entry: Entry) -> bool:
    return getattr(entry.event, "marking", Marking.PUBLIC) is not Marking.PUBLIC
