"""Since when a proposal stands where it stands, where its entries are not in the order of their dates.

Entries are folded by their dates as far as these tell, and else in the order of record: then what a view of an earlier
day holds is no beginning of the fold. So the days are looked at one by one, from the last to the first at which a view
of the proposal says something else.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from .folding import Fold
from .proposal.stage import at_last, passing
from .proposal.state import ABSENT, Proposal, Stage
from .record.entry import EffectiveEntry
from .record.event import TALKS, subject_of
from .talks.state import UNOPENED, Talks


def by_date(talks: Talks, proposal: Proposal, entries: Sequence[EffectiveEntry]) -> Proposal:
    """Return a proposal with the stage that it has at its end, since the first day from which on views say so.

    Args:
        talks: the talks at the end of the proposal.
        proposal: the proposal at its end.
        entries: the entries that it was folded with, in their order.
    """
    subject = ("proposal", proposal.id)
    bearing = [e for e in entries if e.event.aggregate == TALKS or subject_of(e.event) == subject]
    stage = proposal.stage
    # What an entry brings is not yet there in the view that ends as it begins; a deadline has passed in the view that
    # ends with it.
    through_time = passing(talks, proposal)
    ends = {entry.occurred.start for entry in bearing} | set(through_time)
    for end in sorted(ends, reverse=True):
        earlier = (entry for entry in bearing if entry.occurred.start < end)
        if stage_before(proposal.id, earlier, end).words != stage.words:
            if end in through_time:
                since = replace(through_time[end], words=stage.words)
            else:
                since = Stage(stage.words, _cause(proposal, bearing, end), end)
            return replace(proposal, stage=since)
    return proposal


def stage_before(name: str, entries: Iterable[EffectiveEntry], until: int) -> Stage:
    """Return the stage of a proposal in a view of the time before an instant, in which these entries are."""
    now = Fold()
    for entry in entries:
        now.advance(entry)
    found = now.state.proposals.get(name)
    return at_last(now.state.sole.get("", UNOPENED), found, until).stage if found else ABSENT


def _cause(proposal: Proposal, bearing: Sequence[EffectiveEntry], start: int) -> int:
    """Return the entry of that instant with which the stage came: without it, and what follows it, there is another."""
    then = [entry for entry in bearing if entry.occurred.start <= start]
    found = [entry.number for entry in then if entry.occurred.start == start]
    if proposal.stage.entry in found:
        return proposal.stage.entry
    for place in range(len(found) - 1, -1, -1):
        without = (entry for entry in then if entry.number not in found[place:])
        if stage_before(proposal.id, without, start + 1).words != proposal.stage.words:
            return found[place]
    return found[-1]
