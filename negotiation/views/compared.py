"""How everything reads at one moment: each reading in words, with the entries behind it."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..domain.dates.words import in_words
from ..domain.proposal.guarantee import CALLED_UPON, roster
from ..domain.record.history import History
from ..domain.state import State
from .disputes import Dispute
from .guarantees import guarantees_of
from .label import brought_by, converged_by
from .packages import WAITING, PackageStatus, waiting_words
from .phrases import duration_words, listed
from .pledges import PledgeStatus
from .rounds import RoundStatus, rounds_of
from .stances import HeldStance, stance_words
from .status import ProposalStatus, Status

POSITION = "position of "
"""How what of a proposal is told begins that is where a party stands on it."""
TALKS = "talks"
"""The subject of what is said of the talks as a whole."""


class Aspect(Struct, frozen=True):
    """How one thing reads, and what that rests on."""

    words: str | None
    """The words, or nothing, where that is what the entries say."""
    entries: tuple[int, ...]
    """The entries behind it, with those that dispute them, in the order of record."""


_Row = tuple[str, str, str | None, Iterable[int]]


def aspects(status: Status, now: State, history: History) -> dict[tuple[str, str], Aspect]:
    """Return how everything reads, by its subject and what of it: ``("neutral-status", "status")``.

    Args:
        status: the status of the talks.
        now: the situation that it was made of.
        history: the history that this was folded from.
    """
    found = {}
    for subject, what, words, behind in _rows(status, now, history):
        found[subject, what] = Aspect(words or None, tuple(sorted(set(behind) - {0})))
    return found


def _rows(status: Status, now: State, history: History) -> Iterator[_Row]:
    yield TALKS, "phase", status.phase, now.talks.behind_phase
    yield TALKS, "parties", listed(status.parties), _seated(now)
    yield (
        TALKS,
        "decides by",
        status.decides_by,
        (now.talks.rule_entry, *(found.entry for found in now.talks.rules.values())),
    )
    under: dict[str | None, list[PledgeStatus]] = {}
    for pledge in status.pledges:
        under.setdefault(pledge.words.under, []).append(pledge)
    for proposal in status.proposals:
        yield from _proposal(proposal, under.get(proposal.proposal, ()), now)
    for pledge in status.pledges:
        yield from _pledge(pledge)
    since = {proposal.proposal: proposal.formal.entry for proposal in status.proposals}
    for package in status.packages:
        own = now.packages[package.package].entries if package.package in now.packages else ()
        members = (since.get(member.proposal, 0) for member in package.members if member.agreed)
        waits = f" for {listed(waiting_words(package))}" if package.state == WAITING else ""
        behind = (*own, *members, *_disputes(package.contested))
        yield f"package {package.package}", "state", f"{_members(package)}: {package.state}{waits}", behind
    for guarantee in guarantees_of(now, history):
        for one in guarantee.guarantors:
            if one.now:
                conditions = f" on condition that {listed(one.now.conditions)}" if one.now.conditions else ""
                state = f"{one.state.replace('-', ' ')}{conditions}"
                behind = (one.now.entry, *_disputes(one.now.contested))
                yield guarantee.proposal, f"guarantor {one.guarantor}", state, behind
    for held in rounds_of(now, history):
        yield from _round(held)


def _seated(now: State) -> Iterator[int]:
    """Yield the entries behind who is at the talks; of whom it is only said that they left, nothing hangs."""
    yield from (party.entry for party in now.talks.parties.values() if party.roles)


def _proposal(found: ProposalStatus, pledges: Sequence[PledgeStatus], now: State) -> Iterator[_Row]:
    name, state = found.proposal, now.proposals[found.proposal]
    held_back = (
        now.packages[name].entries for name in found.packages if found.formal.provisional and name in now.packages
    )
    packages = (number for own in held_back for number in own)
    yield (
        name,
        "status",
        found.label,
        (*brought_by(state), *packages, *_disputes(found.grounds.contested)),
    )
    yield name, "version", str(found.text.version), (found.text.entry,)
    yield name, "text", found.text.convergence, converged_by(state)
    called = (step.entry for step in roster(state).values() if step.state in CALLED_UPON)
    yield name, "kept", found.kept, (*(n for pledge in pledges for n in _verdicts(pledge)), *called)
    if state.silence:
        objections = (objection.entry for objection in state.silence.objections)
        yield name, "silence", found.formal.silence, (state.silence.entry, state.silence.collapse, *objections)
    ties = listed([f"{tie.kind} {tie.proposal}" for tie in found.ties])
    yield name, "ties", ties, (tie.entry for tie in found.ties)
    by_party: dict[str, list[HeldStance]] = {}
    for stance in found.stances:
        by_party.setdefault(stance.party, []).append(stance)
    for party, taken in by_party.items():
        behind = tuple(n for stance in taken for n in (stance.entry, *_disputes(stance.contested)))
        if any(stance.stale for stance in taken):
            behind += (found.text.entry,)
        yield name, f"{POSITION}{party}", " / ".join(map(stance_words, taken)), behind


def _pledge(found: PledgeStatus) -> Iterator[_Row]:
    name = f"pledge {found.pledge}"
    measured = {measure.entry for measure in found.measured.measures}
    verdicts = {verdict.entry for verdict in found.kept.verdicts}
    words = set(found.grounds.because) - measured - (set() if found.kept.differing else verdicts)
    yield name, "status", found.label, (*words, *_disputes(found.grounds.contested))
    yield name, "words", found.words.text, (found.words.entry,)
    yield name, "kept", found.kept.words, _verdicts(found)
    measures = [f"{indicator}: {text}" for indicator, text in found.measured.indicators]
    measures += [f"due {in_words(found.measured.due)}"] if found.measured.due else []
    yield name, "measured by", "\n".join(measures), measured
    for verdict in found.kept.verdicts:
        behind = (verdict.entry, *_disputes(verdict.contested))
        yield name, f"verdict of {verdict.assessor}", verdict.verdict.replace("-", " "), behind


def _verdicts(pledge: PledgeStatus) -> tuple[int, ...]:
    return tuple(verdict.entry for verdict in pledge.kept.verdicts) or (pledge.words.entry,)


def _round(found: RoundStatus) -> Iterator[_Row]:
    name = f"round {found.round}"
    yield name, "state", found.stage, (*found.happenings, *_disputes(found.contested))
    yield name, "set for", in_words(found.planned) if found.planned else None, found.happenings
    yield name, "goes on", in_words(found.until) if found.until else None, found.happenings
    yield name, "venue", found.venue, found.happenings
    yield name, "ended", in_words(found.closed) if found.closed else None, found.happenings
    yield name, "lasted", duration_words(found.duration) if found.duration else None, found.happenings
    yield name, "results", "; ".join(found.outputs), found.happenings


def _members(package: PackageStatus) -> str:
    pledges = (f"pledge {one.pledge}" for one in package.pledges)
    return listed([*(member.proposal for member in package.members), *pledges])


def _disputes(contested: Iterable[Dispute]) -> tuple[int, ...]:
    return tuple(contest.dispute for contest in contested)
