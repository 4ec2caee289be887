"""Deciding what comes after everything that bears on it, from what is kept: without reading how it came there."""

from collections.abc import Sequence

from ...domain.aggregates import STREAMS
from ...domain.catalogue import stream_of
from ...domain.circles import Circles
from ...domain.dates.clocks import ANY, Clocks
from ...domain.dates.edtf import ALWAYS_BEFORE
from ...domain.decide import Draft, Place, decide_at_the_end
from ...domain.folding import Fold
from ...domain.record.annotations import Annotation
from ...domain.record.entry import Entry
from ...domain.record.event import TALKS, introduced_by
from ...domain.references import ENTRY, references
from ...domain.violations import references_gone
from ..bearing import UNFRAMED, streams_of, thing_of
from ..port import Keeps, Reads
from .standing import KeptHistory


def decided_at_the_end(
    reader: Reads, keeps: Keeps, drafts: Sequence[Draft], number: int, circles: Circles
) -> tuple[Entry, ...] | None:
    """Return the entries that drafts become, or None if it takes more than what is kept to decide on them.

    Args:
        reader: the log.
        keeps: what is kept of the talks.
        drafts: what is to be recorded.
        number: the number of the last entry of the talks.
        circles: who may see what they are about.

    Raises:
        InvalidInput: a draft has no date although it happened on one.
        LowersMarking: a draft would be for more people than what it is about, and does not say why.
    """
    if any(draft.override or not _simple(draft) for draft in drafts) or not _known(reader, keeps, drafts):
        return None
    streams = streams_of(reader, keeps.talks, drafts)
    if streams is None:
        return None
    end: tuple[Fold, int] | None = Fold(), ALWAYS_BEFORE
    if any(draft.event.bears for draft in drafts):
        things = {thing for stream in reader.component(streams) if (thing := thing_of(stream))}
        end = KeptHistory(reader, keeps, Clocks(at=ANY), number, None, things).end()
    if end is None:
        return None
    names = {name for draft in drafts if (name := stream_of(keeps.talks, draft.event))}
    place = Place(keeps.talks, number, {name: reader.version(name) for name in names})
    return decide_at_the_end(*end, drafts, place, keeps.zone, circles)


def _simple(draft: Draft) -> bool:
    """Say whether a draft is of a kind that changes nothing for others by coming last."""
    event = draft.event
    return event.kind in UNFRAMED or (event.aggregate != TALKS and not isinstance(event, Annotation))


def _known(reader: Reads, keeps: Keeps, drafts: Sequence[Draft]) -> bool:
    """Say whether all that drafts refer to is there, and was brought in."""
    new: set[tuple[str, str] | None] = set()
    brought = {introduced_by(draft.event) for draft in drafts}
    for draft in drafts:
        new.add(introduced_by(draft.event))
        for thing in references(draft.event, draft.claim):
            if keeps.brings(thing):
                brought.add(thing)
            elif thing not in new and not _is_there(reader, keeps, thing):
                return False
        new.add((ENTRY, draft.id))
    return not any(list(references_gone(draft.event, draft.claim, brought)) for draft in drafts)


def _is_there(reader: Reads, keeps: Keeps, thing: tuple[str, str]) -> bool:
    """Say whether there is an entry, or a thing that no entry brings in any more and that has a stream all the same."""
    sort, name = thing
    if sort == ENTRY:
        return bool(reader.by_id(keeps.talks, [name]))
    return sort in STREAMS and reader.version(f"{keeps.talks}/{sort}/{name}") > 0
