"""A proposal at one moment, folded from its events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from ..entry import EffectiveEntry
from ..terms import Term
from .events import (
    AnyProposalEvent,
    FormalAct,
    FormalActDone,
    Link,
    PositionTaken,
    ProposalDeferred,
    ProposalFloated,
    ProposalLapsed,
    ProposalLinked,
    ProposalReceived,
    ProposalReferred,
    ProposalRejected,
    ProposalReopened,
    ProposalRevised,
    ProposalSuperseded,
    ProposalTabled,
    ProposalWithdrawn,
    Provision,
    Stance,
)

RANK = {act: rank for rank, act in enumerate(FormalAct, start=1)}
"""How far each formal act goes: a later one says the earlier ones too."""

OBJECTIONS = frozenset({Stance.OPPOSES, Stance.RED_LINE})
"""The stances that stand in the way of an agreement."""


class End(StrEnum):
    """How a proposal left the table; a reopening brings it back."""

    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    DEFERRED = "deferred"
    REFERRED = "referred"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a proposal."""

    number: int
    entry: int
    by: tuple[str, ...]
    terms: tuple[Term, ...]
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """A stance that a party took."""

    party: str
    stance: Stance
    version: int
    provision: str | None
    conditions: tuple[str, ...]
    asserted_by: str | None
    entry: int


@dataclass(frozen=True, slots=True)
class Act:
    """A formal act that parties did on a version."""

    act: FormalAct
    by: tuple[str, ...]
    version: int
    entry: int


@dataclass(frozen=True, slots=True)
class Rejection:
    """A party's refusal of a version."""

    by: str
    version: int
    entry: int


@dataclass(frozen=True, slots=True)
class Ending:
    """How, and by which entry, the proposal left the table."""

    how: End
    entry: int
    by: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A tie to another proposal, and the entry that made it."""

    link: Link
    entry: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal at one moment."""

    id: str
    title: str | None = None
    issue: str | None = None
    sponsors: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    floated: int = 0
    """The entry that floated it, or 0."""
    deniable: bool = False
    tabled: int = 0
    """The entry that tabled it, or 0."""
    versions: tuple[Version, ...] = ()
    received: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """The parties that confirmed receipt, with the entry."""
    positions: tuple[Position, ...] = ()
    """Every position taken, on any version, oldest first."""
    acts: tuple[Act, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    ending: Ending | None = None
    reopened: int = 0
    links: tuple[Linked, ...] = ()

    @property
    def on_the_table(self) -> bool:
        """Whether it has been floated or tabled by this moment."""
        return bool(self.versions)

    @property
    def version(self) -> int:
        """The number of its current version; 0 before it is on the table."""
        return self.versions[-1].number if self.versions else 0

    @property
    def content(self) -> Version:
        """Its current version."""
        return self.versions[-1] if self.versions else Version(0, 0, (), (), ())

    def stances(self, provision: str | None = None) -> dict[str, tuple[Position, ...]]:
        """Return each party's latest positions, one for each of its speakers who differ, latest last.

        A party that speaks for itself settles what its speakers said before.
        """
        latest: dict[str, dict[str | None, Position]] = {}
        for position in self.positions:
            if position.provision != provision:
                continue
            speakers = latest.setdefault(position.party, {})
            if position.asserted_by in (None, position.party):
                speakers.clear()
            speakers.pop(position.asserted_by, None)
            speakers[position.asserted_by] = position
        return {party: _settled(tuple(speakers.values())) for party, speakers in latest.items()}

    def agreeing(self, act: FormalAct) -> frozenset[str]:
        """Return the parties that did this act, or one that goes further, on the current version."""
        rank = RANK[act]
        return frozenset(
            party for done in self.acts if done.version == self.version and RANK[done.act] >= rank for party in done.by
        )

    def objections(self, parties: Iterable[str]) -> tuple[tuple[str, int], ...]:
        """Return which of these parties stand against the current version, each with the entry that says so."""
        found = {position.party: position.entry for position in self._objecting()}
        for rejection in self.rejections:
            if rejection.version == self.version:
                found[rejection.by] = rejection.entry
        return tuple((party, found[party]) for party in parties if party in found)

    def _objecting(self) -> Iterable[Position]:
        for latest in self.stances().values():
            last = latest[-1]
            if last.stance in OBJECTIONS and last.version == self.version:
                yield last


def _settled(positions: tuple[Position, ...]) -> tuple[Position, ...]:
    """Keep the last of the positions, and before it only those of the same version that say something else."""
    last = positions[-1]
    differing = [p for p in positions[:-1] if p.version == last.version and p.stance is not last.stance]
    return (*differing, last)


def evolve(proposal: Proposal, entry: EffectiveEntry, event: AnyProposalEvent) -> Proposal:  # noqa: C901, PLR0911, PLR0912
    """Return the proposal after an event; total, so that no history can fail to be read."""
    number = entry.number
    match event:
        case ProposalFloated():
            return replace(_put_on_table(proposal, event, number), floated=number, deniable=event.deniable)
        case ProposalTabled():
            return replace(_put_on_table(proposal, event, number), tabled=number, deniable=False)
        case ProposalReceived():
            return replace(proposal, received=MappingProxyType({**proposal.received, event.by: number}))
        case ProposalRevised():
            return _revise(proposal, event, number)
        case ProposalLinked():
            return replace(proposal, links=(*proposal.links, Linked(event.link, number)))
        case PositionTaken():
            return _take_position(proposal, entry, event)
        case FormalActDone():
            act = Act(event.act, event.by, event.version, number)
            kept = tuple(r for r in proposal.rejections if r.by not in event.by)
            return replace(proposal, acts=(*proposal.acts, act), rejections=kept)
        case ProposalRejected():
            rejection = Rejection(event.by, event.version, number)
            return replace(proposal, rejections=(*proposal.rejections, rejection))
        case ProposalWithdrawn():
            return replace(proposal, ending=Ending(End.WITHDRAWN, number, event.by, event.reason))
        case ProposalSuperseded():
            return replace(proposal, ending=Ending(End.SUPERSEDED, number, event.by_proposal))
        case ProposalDeferred():
            return replace(proposal, ending=Ending(End.DEFERRED, number, None, event.until))
        case ProposalReferred():
            return replace(proposal, ending=Ending(End.REFERRED, number, None, event.to_body))
        case ProposalLapsed():
            return replace(proposal, ending=Ending(End.LAPSED, number, None, event.reason))
        case ProposalReopened():
            return replace(proposal, ending=None, rejections=(), reopened=number)
        case _:
            assert_never(event)


def _put_on_table(proposal: Proposal, event: ProposalFloated | ProposalTabled, number: int) -> Proposal:
    """Start the next version; one that was floated keeps its number when it is tabled without new words."""
    same = bool(proposal.versions) and not event.terms and not event.provisions
    version = Version(proposal.version + 1, number, event.by, event.terms, event.provisions)
    return replace(
        proposal,
        title=event.title or proposal.title,
        issue=event.issue or proposal.issue,
        sponsors=event.by or proposal.sponsors,
        addressees=event.to or proposal.addressees,
        versions=proposal.versions if same else (*proposal.versions, version),
        links=(*proposal.links, *(Linked(link, number) for link in event.links)),
    )


def _revise(proposal: Proposal, event: ProposalRevised, number: int) -> Proposal:
    """Add a version; terms or provisions that the revision does not give stay as they were."""
    before = proposal.content
    version = Version(
        proposal.version + 1,
        number,
        event.by,
        event.terms or before.terms,
        event.provisions or before.provisions,
    )
    return replace(proposal, title=event.title or proposal.title, versions=(*proposal.versions, version))


def _take_position(proposal: Proposal, entry: EffectiveEntry, event: PositionTaken) -> Proposal:
    position = Position(
        party=event.party,
        stance=event.stance,
        version=event.version,
        provision=event.provision,
        conditions=event.conditions,
        asserted_by=entry.envelope.asserted_by,
        entry=entry.number,
    )
    # A party's later word on the whole text takes back its rejection; a word on one provision does not.
    kept = tuple(r for r in proposal.rejections if r.by != event.party or event.provision is not None)
    return replace(proposal, positions=(*proposal.positions, position), rejections=kept)
