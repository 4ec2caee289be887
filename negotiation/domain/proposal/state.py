"""A proposal at one moment, folded from its events."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ..terms import Term
from .events import FormalAct, Link, Provision, Stance
from .guarantee import GuarantorStep
from .silence import Silence

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

    @property
    def binds(self) -> bool:
        """Whether it fixes the text: it was initialled, or more."""
        return RANK[self.act] >= RANK[FormalAct.INITIALLED]


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
    """The parties that confirmed receipt of the current version, with the entry."""
    positions: tuple[Position, ...] = ()
    """Every position taken, on any version, oldest first."""
    acts: tuple[Act, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    ending: Ending | None = None
    reopened: int = 0
    """The entry that last brought it back, or 0."""
    positions_then: int = 0
    """How many positions had been taken when it was brought back."""
    links: tuple[Linked, ...] = ()
    guarantors: tuple[GuarantorStep, ...] = ()
    """Every step that a guarantor took, oldest first."""
    silence: Silence | None = None
    """The last silence procedure, running, broken or expired."""

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

        A party that speaks for itself settles what its speakers said before. What it says of an older version, however
        late, leaves its word on a newer one standing.
        """
        newest: dict[str, int] = {}
        for position in self.positions:
            if position.provision == provision:
                newest[position.party] = max(position.version, newest.get(position.party, 0))
        latest: dict[str, dict[str | None, Position]] = {}
        for position in self.positions:
            if position.provision != provision or position.version < newest[position.party]:
                continue
            speakers = latest.setdefault(position.party, {})
            if position.asserted_by in (None, position.party):
                speakers.clear()
            speakers.pop(position.asserted_by, None)
            speakers[position.asserted_by] = position
        return {party: _settled(tuple(speakers.values())) for party, speakers in latest.items()}

    def said(self) -> Iterator[tuple[Position, ...]]:
        """Yield each party's latest positions on the whole text, and then on each provision that any spoke on."""
        for provision in dict.fromkeys((None, *(position.provision for position in self.positions))):
            yield from self.stances(provision).values()

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
    """Keep the last of the positions, and before it only those that say something else."""
    last = positions[-1]
    differing = [position for position in positions[:-1] if position.stance is not last.stance]
    return (*differing, last)
