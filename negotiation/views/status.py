"""Where every proposal stands: one label for people, and the axes and entries that it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..domain.annotations import EntryDisputed
from ..domain.entry import EffectiveEntry
from ..domain.history import History
from ..domain.proposal.stage import convergence, formal
from ..domain.proposal.state import Position, Proposal
from ..domain.situation import Situation, situation
from ..domain.talks.state import Talks
from . import label
from .sentences import LINK_WORDS, listed, rule_words, term_words


@dataclass(frozen=True, slots=True)
class Contest:
    """A dispute of an entry that something rests on."""

    entry: int
    """The number of the disputed entry."""
    by: str
    reason: str
    dispute: int
    """The number of the dispute."""


@dataclass(frozen=True, slots=True)
class Stance:
    """The latest word of one speaker of a party on a proposal."""

    party: str
    stance: str
    version: int
    entry: int
    on: str | None
    conditions: tuple[str, ...] = ()
    says: str | None = None
    stale: bool = False
    """Whether it was taken on a version that has been revised since."""
    denied: bool = False
    """Whether the party itself disputes the report."""
    inconsistent: bool = False
    """Whether another speaker of the party said something else on the same version."""
    contested: tuple[Contest, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """How a proposal stands to another one."""

    kind: str
    proposal: str
    entry: int


@dataclass(frozen=True, slots=True)
class ProposalStatus:
    """Where one proposal stands."""

    proposal: str
    title: str | None
    label: str
    formal: str
    text: str
    since: str | None
    since_entry: int
    version: int
    version_entry: int
    """The entry that made its current version."""
    sponsors: tuple[str, ...]
    addressees: tuple[str, ...]
    deniable: bool
    issue: str | None
    ties: tuple[Tie, ...]
    terms: tuple[str, ...]
    stances: tuple[Stance, ...]
    unheard: tuple[str, ...]
    """The parties whose agreement is required and that have not spoken, sponsors apart."""
    contested: tuple[Contest, ...]
    overridden: tuple[int, ...]
    """Entries behind it that a rule had refused."""
    because: tuple[int, ...]
    """The entries that the label rests on, in the order of record."""
    unsettled: tuple[int, ...]
    """Those of them whose date reaches beyond the view: they happened some time before or after its end."""


@dataclass(frozen=True, slots=True)
class Status:
    """Where the talks and every proposal stand."""

    talks: str
    title: str
    phase: str
    decides_by: str
    parties: tuple[str, ...]
    proposals: tuple[ProposalStatus, ...]


def status(history: History) -> Status:
    """Report where every proposal on the table stands, in the order in which they came to it."""
    return status_of(situation(history), history)


def status_of(now: Situation, history: History) -> Status:
    """Report where every proposal stands in a situation already folded."""
    by_number = {entry.number: entry for entry in history.entries}
    talks = history.entries[0].original.talks if history.entries else ""
    parties = tuple(f"{party.code} ({listed(party.roles)})" for party in now.talks.parties.values() if party.present)
    proposals = tuple(
        proposal_status(now.talks, proposal, by_number) for proposal in now.proposals.values() if proposal.on_the_table
    )
    rule = rule_words(now.talks.rule)
    return Status(talks, now.talks.title, now.talks.phase, rule, parties, proposals)


def proposal_status(talks: Talks, proposal: Proposal, entries: dict[int, EffectiveEntry]) -> ProposalStatus:
    """Report where one proposal stands."""
    stances, ties = _stances(proposal, entries), _ties(proposal)
    because = label.because(proposal)
    behind = [entries[number] for number in sorted({*because, *(tie.entry for tie in ties)}) if number in entries]
    contested = contests(behind)
    since = label.since(talks, proposal)
    spoken = {position.party for position in proposal.positions if position.version == proposal.version}
    heard = spoken | {stance.party for stance in stances} | set(proposal.sponsors) | {r.by for r in proposal.rejections}
    return ProposalStatus(
        proposal=proposal.id,
        title=proposal.title,
        label=label.label(talks, proposal, contested=bool(contested)),
        formal=formal(talks, proposal),
        text=convergence(talks, proposal),
        since=entries[since].envelope.occurred if since in entries else None,
        since_entry=since,
        version=proposal.version,
        version_entry=proposal.content.entry,
        sponsors=proposal.sponsors,
        addressees=proposal.addressees,
        deniable=proposal.deniable,
        issue=proposal.issue,
        ties=ties,
        terms=tuple(term_words(term) for term in proposal.content.terms),
        stances=stances,
        unheard=tuple(party for party in talks.required() if party not in heard),
        contested=contested,
        overridden=tuple(entry.number for entry in behind if entry.override),
        because=because,
        unsettled=tuple(entry.number for entry in behind if entry.unfinished),
    )


def _ties(proposal: Proposal) -> tuple[Tie, ...]:
    return tuple(
        Tie(LINK_WORDS[linked.link.kind], linked.link.target, linked.entry) for linked in dict.fromkeys(proposal.links)
    )


def _stances(proposal: Proposal, entries: dict[int, EffectiveEntry]) -> tuple[Stance, ...]:
    return tuple(
        stance_of(proposal, position, entries[position.entry], inconsistent=len(positions) > 1)
        for positions in proposal.stances().values()
        for position in positions
    )


def stance_of(proposal: Proposal, position: Position, entry: EffectiveEntry, *, inconsistent: bool) -> Stance:
    """Return a position with what has happened to it since."""
    contested = contests([entry])
    return Stance(
        party=position.party,
        stance=position.stance,
        version=position.version,
        entry=position.entry,
        on=entry.envelope.occurred,
        conditions=position.conditions,
        says=position.asserted_by,
        stale=position.version < proposal.version,
        denied=any(contest.by == position.party for contest in contested),
        inconsistent=inconsistent,
        contested=contested,
    )


def contests(entries: Iterable[EffectiveEntry]) -> tuple[Contest, ...]:
    """Return the disputes of these entries."""
    return tuple(
        Contest(entry.number, dispute.event.by, dispute.event.reason, dispute.number)
        for entry in entries
        for dispute in entry.disputes
        if isinstance(dispute.event, EntryDisputed)
    )


def stance_words(stance: Stance) -> str:
    """Write a stance with what is to be known of it: ``studying (stale)``."""
    marks = [
        word
        for word, holds in (
            ("stale", stance.stale),
            ("denied", stance.denied),
            ("contested", bool(stance.contested) and not stance.denied),
        )
        if holds
    ]
    conditions = f" if {listed(stance.conditions)}" if stance.conditions else ""
    speaker = f", says {stance.says}" if stance.says and stance.inconsistent else ""
    word = stance.stance.removesuffix("-if") if conditions else stance.stance
    return f"{word.replace('-', ' ')}{conditions}{speaker}{f' ({listed(marks)})' if marks else ''}"
