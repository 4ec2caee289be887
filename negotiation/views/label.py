"""The one label of a proposal, and the entries that it rests on."""

from collections.abc import Iterator

from ..domain.dates.words import in_words
from ..domain.proposal.silence_rules import running
from ..domain.proposal.stage import formal, reached
from ..domain.proposal.state import NOTICES, RANK, End, Ending, Proposal
from ..domain.talks.state import Talks
from .phrases import SOME, parties_words


def rests_on(proposal: Proposal) -> tuple[int, ...]:
    """Return the entries that the status rests on: its wording, its present positions, its acts, its end."""
    numbers = {proposal.floated, proposal.tabled, proposal.content.entry, proposal.reopened}
    numbers |= set(proposal.received.values())
    numbers |= {proposal.voted.entry} if proposal.voted else set()
    numbers |= {position.entry for positions in proposal.said() for position in positions}
    return tuple(sorted(numbers.union(_worded(proposal)) - {0}))


def brought_by(proposal: Proposal) -> tuple[int, ...]:
    """Return the entries that the words of the label come from: its stage, its acts, its end, who is against it.

    The revision is among them only where something had been said of the text before it, and so counts no more.
    """
    outdated = any(word.version != proposal.version for word in proposal.words)
    revised = {proposal.content.entry} if outdated else set()
    return tuple(sorted({proposal.stage.entry, *revised, *_worded(proposal)} - {0}))


def converged_by(proposal: Proposal) -> tuple[int, ...]:
    """Return the entries that the text axis comes from: the words, and what was said and done on them."""
    ending = {proposal.ending.entry} if proposal.ending else set()
    return tuple(sorted({*rests_on(proposal)} - ending))


def _worded(proposal: Proposal) -> Iterator[int]:
    yield from (act.entry for act in proposal.acts if act.version == proposal.version)
    yield from (rejection.entry for rejection in proposal.rejections)
    yield from proposal.withdrawn.values()
    if proposal.ending:
        yield proposal.ending.entry
    if proposal.silence and proposal.silence.version == proposal.version:
        yield from (proposal.silence.entry, proposal.silence.collapse)
        yield from (objection.entry for objection in proposal.silence.objections)


def silence_words(talks: Talks, proposal: Proposal) -> str | None:
    """Say how a silence procedure on the current version stands; None if there is none."""
    silence = proposal.silence
    if silence is None or silence.version != proposal.version or proposal.ending:
        return None
    broken = silence.broken_by(talks)
    if broken:
        late = ", if that was in time" if broken.end > silence.ends(talks) else ""
        return f"silence broken by {broken.party}{late}"
    if silence.collapse:
        return "silence ended by the collapse of the talks"
    return f"silence {'expired' if silence.expired else 'until'} {in_words(silence.deadline)}"


def label(
    talks: Talks,
    proposal: Proposal,
    *,
    contested: bool,
    provisional: bool = False,
    stale: bool = False,
    named: bool = True,
) -> str:
    """Derive the one label that people read first.

    Args:
        talks: the talks.
        proposal: the proposal.
        contested: whether somebody disputes an entry behind it.
        provisional: whether its agreement hangs on a package that is not agreed.
        stale: whether it is an amendment to a version that its text has left behind.
        named: whether it names the parties, and until when or to whom; without, alike proposals have one label.
    """
    words = formal(proposal)
    if provisional:
        words = f"provisionally {words}"
    if proposal.ending:
        words += _how_it_ended(proposal.ending) if named else ""
    else:
        words += _beyond(proposal, named=named)
        silence = running(talks, proposal)
        if silence and not silence.expired:
            words += f", silence until {in_words(silence.deadline)}" if named else ", silence running"
        against = parties_words([rejection.by for rejection in proposal.rejections])
        if against:
            by = f" by {against if named else SOME}"
            words += (by if named else "") if words == "rejected" else f", rejected{by}"
    if proposal.deniable and not proposal.tabled:
        words += ", deniable"
    words = f"{words}, stale" if stale else words
    return f"{words}, contested" if contested else words


def _how_it_ended(ending: Ending) -> str:
    """Say by whom, to whom or until when a proposal left the table."""
    if ending.how is End.DEFERRED:
        return f" until {in_words(ending.detail)}" if ending.detail else ""
    if ending.how is End.REFERRED:
        return f" to {ending.detail}"
    if ending.how in (End.LAPSED, End.NOT_MOVED):
        return f": {ending.detail}" if ending.detail else ""
    return f" by {ending.by}"


def _beyond(proposal: Proposal, *, named: bool) -> str:
    """Name the act that some parties did and the decision rule does not count yet, and who stands behind it no more."""
    furthest = reached(proposal)
    rank = RANK[furthest] if furthest else 0
    more = (act.act for act in proposal.acts if act.version == proposal.version and act.act not in NOTICES)
    acts = [act for act in more if RANK[act] > rank and proposal.did(act)]
    highest = max(acts, key=RANK.__getitem__) if acts else None
    by = f" by {parties_words(sorted(proposal.did(highest))) if named else SOME}" if highest else ""
    found = f", {highest.replace('-', ' ')}{by}" if highest else ""
    gone = parties_words(proposal.withdrawn) if named else SOME
    return f"{found}, withdrawn by {gone}" if proposal.withdrawn else found
