"""A pledge at one moment, folded from its events: words on one side, deeds and verdicts on the other."""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from ..listing import listed
from ..proposal.events import LinkKind
from ..record.entry import EffectiveEntry
from ..talks.state import Talks
from .events import (
    Access,
    AnyPledgeEvent,
    ConductObserved,
    Confidence,
    Indicator,
    Measurement,
    PledgeAssessed,
    PledgeClarified,
    PledgeLinked,
    PledgeMade,
    PledgeSuperseded,
    PledgeWithdrawn,
    Verdict,
)


class Observation(Struct, frozen=True):
    """What somebody saw, or was kept from seeing."""

    by: str
    text: str
    indicator: str | None
    access: Access | None
    entry: int
    measured: tuple[Measurement, ...] = ()


class Assessment(Struct, frozen=True):
    """A verdict, and what it rests on."""

    assessor: str
    verdict: Verdict
    confidence: Confidence | None
    reason: str | None
    evidence: tuple[str, ...]
    """The ids of the entries that it rests on."""
    entry: int
    measured: tuple[Measurement, ...] = ()


class Clarification(Struct, frozen=True):
    """What one account of how the pledge is to be measured says."""

    by: str
    indicators: tuple[Indicator, ...]
    baseline: str | None
    due: str | None
    entry: int


class PledgeTie(Struct, frozen=True):
    """What a pledge is given for, or hangs on."""

    kind: LinkKind
    sort: str
    """A pledge or a proposal."""
    name: str
    entry: int
    """The entry that says so."""


class PledgeEnd(StrEnum):
    """How a pledge ended; to make it again brings it back."""

    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class PledgeEnding(Struct, frozen=True):
    """How, and by which entry, a pledge ended."""

    how: PledgeEnd
    entry: int
    by: str
    reason: str | None = None


class Pledge(Struct, frozen=True):
    """One pledge at one moment."""

    id: str
    made: int = 0
    """The entry that announced it, or 0."""
    words: PledgeMade | None = None
    ties: tuple[PledgeTie, ...] = ()
    """What it is in exchange for, and what it is conditional on."""
    clarifications: tuple[Clarification, ...] = ()
    observations: tuple[Observation, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    """Every verdict given on these words, oldest first."""
    former: tuple[Assessment, ...] = ()
    """The verdicts on earlier words of the same pledge."""
    succession: tuple[tuple[str, str], ...] = ()
    """Who stands in whose place when something happens to it, as pairs of a party and one that was there before it."""
    withdrawn_by: tuple[str, ...] = ()
    """The parties that took their word back."""
    withdrawals: tuple[int, ...] = ()
    """The entries by which they did."""
    ending: PledgeEnding | None = None

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """What would show that it is kept; of two indicators of a name the later one."""
        named = {one.name: one for clarification in self.clarifications for one in clarification.indicators}
        return tuple(named.values())

    @property
    def vague(self) -> bool:
        """Whether nothing says how one is to see whether it is kept."""
        return not self.indicators

    @property
    def baseline(self) -> str | None:
        """From what it is measured, as last clarified."""
        return next((c.baseline for c in reversed(self.clarifications) if c.baseline), None)

    @property
    def due(self) -> Clarification | None:
        """The last clarification that says by when it is to be kept."""
        return next((c for c in reversed(self.clarifications) if c.due), None)

    def verdicts(self) -> tuple[Assessment, ...]:
        """Return the current verdict of each assessor, in the order in which they were given."""
        latest: dict[str, Assessment] = {}
        for assessment in self.assessments:
            latest.pop(assessment.assessor, None)
            latest[assessment.assessor] = assessment
        return tuple(latest.values())


def bound_by(pledge: Pledge) -> tuple[str, ...]:
    """Return whom a pledge binds: who made it, or who stands in the place of that one, while they stand by their word.

    Of several that stand in one place each is bound for itself.
    """
    made = pledge.words.by if pledge.words else ()
    bound = (heir for party in made for heir in in_place_of(party, pledge.succession, pledge.withdrawn_by))
    return tuple(dict.fromkeys(bound))


def in_place_of(party: str, succession: Collection[tuple[str, str]], without: Collection[str] = ()) -> tuple[str, ...]:
    """Return who stands in the place of a party, directly or through others: itself, if nobody does.

    Args:
        party: the party.
        succession: who stands in whose place, as pairs of a party and one that was there before it.
        without: those who do not count, nor do those who stand in their place through them alone.
    """
    found: list[str] = []
    queue = [party]
    for one in queue:
        if one not in without:
            heirs = [heir for heir, before in succession if before == one]
            queue += [heir for heir in heirs if heir not in queue]
            found += [] if heirs else [one]
    return tuple(found)


def before(talks: Talks, pledge: Pledge, _entry: EffectiveEntry) -> Pledge:
    """Return the pledge as it is when something happens to it: who stands in whose place by then."""
    return replace(pledge, succession=talks.succession)


def ties_of(event: PledgeMade | PledgeLinked, number: int) -> Iterator[PledgeTie]:
    """Yield what an entry says that a pledge is in exchange for, and conditional on."""
    told = {LinkKind.IN_EXCHANGE_FOR: event.in_exchange_for, LinkKind.CONDITIONAL_ON: event.conditional_on}
    for kind, counterparts in told.items():
        for counterpart in dict.fromkeys(counterparts or ()):
            sort, _, name = counterpart.partition(":")
            yield PledgeTie(kind, sort, name, number)


def evolve(pledge: Pledge, entry: EffectiveEntry, event: AnyPledgeEvent) -> Pledge:  # noqa: PLR0911
    """Return the pledge after an event; total, so that no history can fail to be read."""
    number = entry.number
    match event:
        case PledgeMade():
            # New words: the verdicts on the old ones stand as those of earlier words; what was seen stays seen.
            former = (*pledge.former, *pledge.assessments)
            ties = tuple(ties_of(event, number))
            return Pledge(
                pledge.id, made=number, words=event, ties=ties, observations=pledge.observations, former=former
            )
        case PledgeLinked():
            known = {(tie.kind, tie.sort, tie.name) for tie in pledge.ties}
            new = (tie for tie in ties_of(event, number) if (tie.kind, tie.sort, tie.name) not in known)
            return replace(pledge, ties=(*pledge.ties, *new))
        case PledgeClarified():
            clarified = Clarification(event.by, event.indicators, event.baseline, event.due, number)
            return replace(pledge, clarifications=(*pledge.clarifications, clarified))
        case ConductObserved():
            found = event.measured or ()
            seen = Observation(event.by, event.text, event.indicator, event.access, number, found)
            return replace(pledge, observations=(*pledge.observations, seen))
        case PledgeAssessed():
            verdict = Assessment(
                event.assessor,
                event.verdict,
                event.confidence,
                event.reason,
                event.evidence,
                number,
                event.measured or (),
            )
            return replace(pledge, assessments=(*pledge.assessments, verdict))
        case PledgeSuperseded():
            return replace(pledge, ending=PledgeEnding(PledgeEnd.SUPERSEDED, number, event.by_pledge))
        case PledgeWithdrawn():
            gone = tuple(dict.fromkeys((*pledge.withdrawn_by, event.by)))
            bound = bound_by(replace(pledge, withdrawn_by=gone))
            ending = None if bound else PledgeEnding(PledgeEnd.WITHDRAWN, number, listed(gone), event.reason)
            return replace(pledge, withdrawn_by=gone, withdrawals=(*pledge.withdrawals, number), ending=ending)
        case _:
            assert_never(event)
