"""Deciding what comes after everything that bears on it, from what is kept: without reading how it came there."""

from collections.abc import Sequence

from ...domain.aggregates import STREAMS
from ...domain.catalogue import stream_of
from ...domain.circles import Circles
from ...domain.components import Subject
from ...domain.dates.clocks import ANY, Clocks
from ...domain.dates.edtf import ALWAYS_BEFORE
from ...domain.decide import Draft, Place, decide_at_the_end
from ...domain.folding import Fold
from ...domain.record.annotations import Annotation
from ...domain.record.entry import Entry
from ...domain.record.event import TALKS, SetsUnsourced, SetsZone, introduced_by, value_of
from ...domain.references import ENTRY, references
from ...domain.talks.events import DecisionRuleSet
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
    things = _bearing_on(reader, keeps, drafts)
    if things is None:
        return None
    names = {name for draft in drafts if (name := stream_of(keeps.talks, draft.event))}
    place = Place(keeps.talks, number, {name: reader.version(name) for name in names})
    if not any(draft.event.bears for draft in drafts):
        return decide_at_the_end(Fold(), ALWAYS_BEFORE, drafts, place, keeps.zone, circles)
    bearing = KeptHistory(reader, keeps, Clocks(at=ANY), number, None, things)
    if (end := bearing.end()) is None:
        return None
    # Most come after everything in the talks; where one does not, it takes a closer look to say after what it does. But
    # an act of the talks can make anything impossible that comes after it.
    found = decide_at_the_end(end, keeps.latest, drafts, place, keeps.zone, circles)
    if found is None and not any(map(_is_act, drafts)) and (end := bearing.end()) is not None:
        found = decide_at_the_end(end, bearing.latest(), drafts, place, keeps.zone, circles)
    return found


def _simple(draft: Draft) -> bool:
    """Say whether a draft is of a kind that changes nothing for others by coming last."""
    event = draft.event
    if event.aggregate == TALKS and not event.bears:
        return event.kind in UNFRAMED  # the others, as a source, are judged after all acts of the talks
    tells_anew = value_of(event, SetsZone) or value_of(event, SetsUnsourced)
    return not (
        tells_anew or isinstance(event, Annotation | DecisionRuleSet) or (_is_act(draft) and draft.claim.in_round)
    )


def _is_act(draft: Draft) -> bool:
    """Say whether a draft is an act of the talks themselves, which may bear on everything that comes after it."""
    return draft.event.aggregate == TALKS and draft.event.bears


def _bearing_on(reader: Reads, keeps: Keeps, drafts: Sequence[Draft]) -> set[Subject] | None:
    """Return the things that bear on drafts; None where any may, as after an act of the talks.

    An act of the talks is judged by those before it alone.
    """
    bearing = [draft for draft in drafts if draft.event.bears]
    acts = [draft for draft in bearing if _is_act(draft)]
    if acts:
        return set() if len(acts) == len(bearing) else None
    streams = streams_of(reader, keeps.talks, drafts)
    if streams is None:
        return None
    return {thing for stream in reader.component(streams) if (thing := thing_of(stream))}


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
