"""Where every proposal stands: one label for people, and the axes and entries that it rests on."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..domain.dates.edtf import minute_of
from ..domain.dates.words import in_words
from ..domain.fold import fold
from ..domain.package.waiting import Wait, deadlocks, unfinished, waits
from ..domain.proposal.amending import stale
from ..domain.proposal.convergence import convergence
from ..domain.proposal.force import coming
from ..domain.proposal.guarantee import CALLED_UPON, roster
from ..domain.proposal.stage import agreed, formal, open_until
from ..domain.proposal.state import Proposal, who
from ..domain.record.entry import EffectiveEntry
from ..domain.record.history import History
from ..domain.state import State
from ..domain.talks.state import Party, Talks
from . import label
from .disputes import Dispute, disputes_of
from .grounds import Grounds
from .packages import PackageStatus, packages_status
from .phrases import LINK_WORDS, decision_words, listed, term_words
from .pledges import PledgeStatus, pledges_of
from .registry import Needs, View
from .stances import HeldStance, broke_silence, everybody, heard, with_met


class Tie(Struct, frozen=True):
    """How a proposal stands to another one."""

    kind: str
    proposal: str
    entry: int


class TextStatus(Struct, frozen=True):
    """What the words of a proposal are, and how far they have converged."""

    convergence: str
    version: int
    entry: int
    """The entry that made its current version."""
    terms: tuple[str, ...]


class FormalStatus(Struct, frozen=True):
    """What was done with a proposal."""

    stage: str
    """The furthest formal act done."""
    since: str | None
    entry: int
    """The entry that brought the stage."""
    provisional: bool
    """Whether it is agreed, but only together with a package that is not agreed as a whole."""
    silence: str | None
    """How a silence procedure on it stands."""
    last_day: str | None
    """Until when it can be agreed to, if that was said and it still can."""
    coming: str | None
    """How far it has come towards its entry into force, by its own terms; None once it is in force, or without such."""

    @property
    def words(self) -> str:
        """The stage, and since when; what else the label says may have come about later."""
        return f"{self.stage} since {in_words(self.since)}"


class VoteStatus(Struct, frozen=True):
    """The last vote on the present version of a proposal."""

    adopted: bool
    """Its result, as it was stated."""
    by_rule: bool | None
    """What the decision rule of the talks says of it; None if that cannot be told."""
    entry: int

    @property
    def differs(self) -> bool:
        """Whether the result that was stated is not what the rule says."""
        return self.by_rule is not None and self.by_rule is not self.adopted


class ProposalStatus(Struct, frozen=True):
    """Where one proposal stands: one label, and the three axes."""

    proposal: str
    title: str | None
    label: str
    text: TextStatus
    formal: FormalStatus
    kept: str
    """What is seen of the pledges made under it, and of its guarantors; empty if nothing is pledged."""
    sponsors: tuple[str, ...]
    addressees: tuple[str, ...]
    deniable: bool
    author: str | None
    """Where it has no sponsor: that its author is unknown, or the room."""
    seconded: tuple[str, ...]
    """Of an amendment, who seconded it."""
    issue: str | None
    question: str | None
    """The kind of question that it is, for which the talks may have a rule of its own."""
    vote: VoteStatus | None
    ties: tuple[Tie, ...]
    packages: tuple[str, ...]
    """The packages that it is in and that are not agreed as a whole."""
    waits: tuple[Wait, ...]
    """The other proposals that it waits for."""
    stances: tuple[HeldStance, ...]
    unheard: tuple[str, ...]
    """The parties whose agreement is required and that have not spoken, sponsors apart."""
    grounds: Grounds


class Status(Struct, frozen=True):
    """Where the talks and every proposal stand."""

    talks: str
    title: str
    phase: str
    decides_by: str
    parties: tuple[str, ...]
    left: tuple[str, ...]
    """The parties that were at the talks and are not any more, each with the day on which it left."""
    groups: tuple[str, ...]
    """The groups under whose names parties act, each with its members."""
    contested: tuple[Dispute, ...]
    """The disputes of the phase, and of who is at the talks in which role."""
    proposals: tuple[ProposalStatus, ...]
    packages: tuple[PackageStatus, ...]
    pledges: tuple[PledgeStatus, ...]
    deadlocks: tuple[tuple[Wait, ...], ...]
    """The circles in which proposals wait for each other."""
    deadlines_at: str | None
    """The present instant, in UTC, where something hangs on it: no moment was asked for, and deadlines are set."""


class Bearings(Struct, frozen=True):
    """What bears on the status of several proposals, worked out once for all of them."""

    now: State
    entries: Mapping[int, EffectiveEntry]
    pledges: tuple[PledgeStatus, ...]
    pledges_under: Mapping[str | None, Sequence[PledgeStatus]]
    """Those made under each proposal."""
    waits: tuple[Wait, ...]
    waits_of: Mapping[str, Sequence[Wait]]
    """What each proposal waits for."""
    unfinished: Mapping[str, frozenset[str]]
    """The packages that are not agreed as a whole, with their members."""


def bearings(now: State, history: History) -> Bearings:
    """Return what bears on the status of the proposals of a situation; worked out once for each history."""
    known = history.folded.get("bearings")
    if isinstance(known, Bearings) and known.now is now:
        return known
    found = history.folded["bearings"] = _bearings(now, history)
    return found


def _bearings(now: State, history: History) -> Bearings:
    pledges, waiting = pledges_of(now, history), tuple(waits(now.talks, now.proposals))
    under: dict[str | None, list[PledgeStatus]] = {}
    for pledge in pledges:
        under.setdefault(pledge.words.under, []).append(pledge)
    of: dict[str, list[Wait]] = {}
    for wait in waiting:
        of.setdefault(wait.proposal, []).append(wait)
    return Bearings(
        now,
        history.by_number,
        pledges,
        under,
        waiting,
        of,
        unfinished(now.talks, now.proposals, now.packages, now.pledges),
    )


def status(history: History) -> Status:
    """Report where every proposal on the table stands, in the order in which they came to it."""
    return status_of(fold(history), history)


def status_of(now: State, history: History) -> Status:
    """Report where every proposal stands in a situation already folded; worked out once for each history."""
    known = history.folded.get("status")
    if isinstance(known, Status) and now is fold(history):
        return known
    found = _status_of(now, history)
    if now is fold(history):
        history.folded["status"] = found
    return found


def _status_of(now: State, history: History) -> Status:
    framing = {*now.talks.behind_phase, *(party.entry for party in now.talks.parties.values())}
    wanted = {number for proposal in now.proposals.values() for number in _told_by(proposal)} | framing
    history.want(wanted.union(*((package.entry, *package.entries) for package in now.packages.values())))
    around = bearings(now, history)
    parties = tuple(f"{party.code} ({listed(party.roles)})" for party in now.talks.parties.values() if party.present)
    return Status(
        talks=history.talks,
        title=now.talks.title,
        phase=now.talks.phase,
        decides_by=decision_words(now.talks),
        parties=parties,
        left=tuple(_left(party, around.entries) for party in now.talks.parties.values() if not party.present),
        groups=tuple(f"{code}: {listed(members)}" for code, members in now.talks.members.items()),
        contested=disputes_of(around.entries[number] for number in sorted(framing) if number in around.entries),
        proposals=tuple(proposal_status(p, around) for p in now.proposals.values() if p.on_the_table),
        packages=packages_status(now, history),
        pledges=around.pledges,
        deadlocks=deadlocks(around.waits),
        deadlines_at=_deadlines_at(now, history),
    )


def _left(party: Party, entries: Mapping[int, EffectiveEntry]) -> str:
    """Name a party that left, with the day on which it did, where that is told."""
    found = entries.get(party.entry)
    when = found.envelope.occurred if found else None
    return f"{party.code} ({in_words(when)})" if when else party.code


def _told_by(proposal: Proposal) -> Iterator[int]:
    """Yield the entries that are looked at to report where a proposal stands."""
    yield from label.rests_on(proposal)
    yield from {party: word.entry for word in proposal.words for party in who(word)}.values()
    yield from (act.entry for act in proposal.acts)  # the furthest act of a party may be on an earlier version
    yield from (linked.entry for linked in proposal.links)
    yield proposal.stage.entry


def _deadlines_at(now: State, history: History) -> str | None:
    """Return the instant for which deadlines are worked out, if there are any and no moment was asked for."""
    hang = any(p.silence or p.validity for p in now.proposals.values())
    hang |= any(pledge.due for pledge in now.pledges.values())
    return minute_of(history.moment) if hang and history.clocks.at is None else None


def proposal_status(proposal: Proposal, around: Bearings) -> ProposalStatus:
    """Report where one proposal stands."""
    talks, entries = around.now.talks, around.entries
    pledges = around.pledges_under.get(proposal.id, ())
    packages = tuple(name for name, members in around.unfinished.items() if proposal.id in members)
    provisional = bool(packages) and agreed(proposal)
    stances, ties = tuple(with_met(one, around.now.proposals) for one in everybody(proposal, entries)), _ties(proposal)
    because = label.rests_on(proposal)
    tied = {tie.entry for tie in ties}
    tied |= {number for p in packages if p in around.now.packages for number in around.now.packages[p].entries}
    behind = [entries[number] for number in sorted({*because, *tied}) if number in entries]
    contested = disputes_of(behind)
    since, validity = proposal.stage.entry, open_until(proposal)
    spoken = {*heard(proposal), *broke_silence(proposal), *proposal.sponsors}
    return ProposalStatus(
        proposal=proposal.id,
        title=proposal.title,
        label=label.label(
            talks,
            proposal,
            contested=bool(contested),
            provisional=provisional,
            stale=stale(around.now.proposals, proposal),
        ),
        text=TextStatus(
            convergence=convergence(talks, proposal),
            version=proposal.version,
            entry=proposal.content.entry,
            terms=tuple(term_words(term) for term in proposal.content.terms),
        ),
        formal=FormalStatus(
            stage=formal(proposal),
            since=proposal.stage.date or (entries[since].envelope.occurred if since in entries else None),
            entry=since,
            provisional=provisional,
            silence=label.silence_words(talks, proposal),
            last_day=validity.until if validity else None,
            coming=coming_words(talks, proposal),
        ),
        kept="; ".join(_kept(proposal, pledges)),
        sponsors=proposal.sponsors,
        addressees=proposal.addressees,
        deniable=proposal.deniable,
        author=proposal.author,
        seconded=tuple(proposal.seconded),
        issue=proposal.issue,
        question=proposal.question,
        vote=_vote(proposal),
        ties=ties,
        packages=packages,
        waits=tuple(around.waits_of.get(proposal.id, ())),
        stances=stances,
        unheard=tuple(party for party in talks.required(proposal.question) if party not in spoken),
        grounds=Grounds(
            because=because,
            contested=contested,
            overridden=tuple(entry.number for entry in behind if entry.override),
            unsettled=tuple(entry.number for entry in behind if entry.unfinished),
        ),
    )


def _vote(proposal: Proposal) -> VoteStatus | None:
    found = proposal.voted
    return VoteStatus(found.adopted, found.by_rule, found.entry) if found else None


def coming_words(talks: Talks, proposal: Proposal) -> str | None:
    """Say how far a text has come towards its entry into force; None if it is in force, or says nothing of it."""
    found = coming(talks, proposal) if proposal.force is None and not proposal.ending else None
    if found is None:
        return None
    if found.met:
        return f"on {in_words(found.date)}"
    return ", ".join(tally.words for tally in found.tallies)


def _kept(proposal: Proposal, pledges: Sequence[PledgeStatus]) -> Iterator[str]:
    """Say what is seen of what was promised: the verdicts on the pledges, and the word of the guarantors."""
    for pledge in pledges:
        yield f"{pledge.pledge}: {pledge.kept.words}"
    for name, step in roster(proposal).items():
        if step.state in CALLED_UPON:
            yield f"{name}: {step.state}"


def _ties(proposal: Proposal) -> tuple[Tie, ...]:
    amends = (Tie("amends", proposal.amends.of, proposal.tabled),) if proposal.amends else ()
    links = (
        Tie(LINK_WORDS[linked.link.kind], linked.link.target, linked.entry) for linked in dict.fromkeys(proposal.links)
    )
    return (*amends, *links)


VIEW = View(status, Needs.ACTS, tells_head=True)
