"""The talks at one moment, folded from their events."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from ..record.entry import EffectiveEntry
from .events import (
    AnyTalksEvent,
    DecisionRule,
    DecisionRuleSet,
    IssueAdded,
    PartyJoined,
    PartyLeft,
    PartyRoleChanged,
    Role,
    SourceRegistered,
    StatementRecorded,
    TalksCollapsed,
    TalksConcluded,
    TalksOpened,
    TalksResumed,
    TalksSuspended,
)


class Phase(StrEnum):
    """How the talks as a whole stand."""

    NOT_OPEN = "not open"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CONCLUDED = "concluded"
    COLLAPSED = "collapsed"


@dataclass(frozen=True, slots=True)
class Party:
    """A party that is, or was, at the talks."""

    code: str
    name: str | None
    roles: tuple[Role, ...]
    entry: int
    """The entry behind its present roles, or behind its leaving."""
    present: bool = True

    @property
    def negotiates(self) -> bool:
        """Whether its agreement can be asked for."""
        return self.present and Role.NEGOTIATING in self.roles


@dataclass(frozen=True, slots=True)
class Talks:
    """The talks at one moment."""

    title: str = ""
    timezone: str = "UTC"
    phase: Phase = Phase.NOT_OPEN
    phase_entry: int = 0
    parties: MappingProxyType[str, Party] = field(default_factory=lambda: MappingProxyType({}))
    issues: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sources: MappingProxyType[str, SourceRegistered] = field(default_factory=lambda: MappingProxyType({}))
    rule: DecisionRule = field(default_factory=DecisionRule)

    @property
    def behind_phase(self) -> tuple[int, ...]:
        """The entry that brought the phase, if one did."""
        return (self.phase_entry,) if self.phase_entry else ()

    def required(self) -> tuple[str, ...]:
        """Return the parties whose agreement the decision rule looks at."""
        if self.rule.kind == "named-set":
            return self.rule.parties
        return tuple(party.code for party in self.parties.values() if party.negotiates)

    def decides(self, agreeing: frozenset[str]) -> bool:
        """Say whether the agreement of these parties is enough under the decision rule."""
        required = self.required()
        count = sum(1 for party in required if party in agreeing)
        if not required or not count:
            return False
        if self.rule.kind == "threshold":
            if self.rule.count is not None:
                return count >= self.rule.count
            return count * 100 >= (self.rule.percent or 100) * len(required)
        return count == len(required)


UNOPENED = Talks()
"""The talks before anything is known of them."""


def evolve(talks: Talks, entry: EffectiveEntry, event: AnyTalksEvent) -> Talks:  # noqa: C901, PLR0911, PLR0912
    """Return the talks after an event; total, so that no history can fail to be read."""
    match event:
        case TalksOpened():
            return replace(
                talks, title=event.title, timezone=event.timezone, phase=Phase.ACTIVE, phase_entry=entry.number
            )
        case PartyJoined():
            known = talks.parties.get(event.party)
            name = event.name or (known.name if known else None)
            return _seat(talks, Party(event.party, name, event.roles, entry.number))
        case PartyRoleChanged():
            known = talks.parties.get(event.party)
            name = known.name if known else None
            return _seat(talks, Party(event.party, name, event.roles, entry.number, known.present if known else True))
        case PartyLeft():
            known = talks.parties.get(event.party) or Party(event.party, None, (), 0)
            return _seat(talks, replace(known, present=False, entry=entry.number))
        case IssueAdded():
            return replace(talks, issues=MappingProxyType(talks.issues | {event.issue: event.title}))
        case DecisionRuleSet():
            return replace(talks, rule=event.rule)
        case TalksSuspended():
            return replace(talks, phase=Phase.SUSPENDED, phase_entry=entry.number)
        case TalksResumed():
            return replace(talks, phase=Phase.ACTIVE, phase_entry=entry.number)
        case TalksConcluded():
            return replace(talks, phase=Phase.CONCLUDED, phase_entry=entry.number)
        case TalksCollapsed():
            return replace(talks, phase=Phase.COLLAPSED, phase_entry=entry.number)
        case SourceRegistered():
            return replace(talks, sources=MappingProxyType(talks.sources | {event.source: event}))
        case StatementRecorded():
            return talks
        case _:
            assert_never(event)


def _seat(talks: Talks, party: Party) -> Talks:
    return replace(talks, parties=MappingProxyType(talks.parties | {party.code: party}))
