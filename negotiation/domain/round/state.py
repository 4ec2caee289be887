"""A round at one moment, folded from its events."""

from enum import StrEnum
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from ..record.entry import EffectiveEntry
from .events import (
    AnyRoundEvent,
    Delegation,
    Format,
    Level,
    Outcome,
    RoundAdjourned,
    RoundCancelled,
    RoundClosed,
    RoundOpened,
    RoundResumed,
    RoundScheduled,
    RoundSuspended,
    RoundWalkedOut,
    Track,
)


class RoundStage(StrEnum):
    """How far a round has come."""

    UNKNOWN = "not known"
    SCHEDULED = "scheduled"
    OPEN = "open"
    SUSPENDED = "suspended"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


UNDER_WAY = frozenset({RoundStage.OPEN, RoundStage.SUSPENDED, RoundStage.ADJOURNED})
"""The stages between the opening of a round and its close."""


class WalkOut(Struct, frozen=True):
    """Delegations that left before the end."""

    by: tuple[str, ...]
    entry: int
    reason: str | None = None


class Round(Struct, frozen=True):
    """One round at one moment."""

    id: str
    stage: RoundStage = RoundStage.UNKNOWN
    entry: int = 0
    """The entry that brought its present stage."""
    label: str | None = None
    planned: str | None = None
    """The date that it is set for, as long as it has not begun."""
    scheduled: int = 0
    opened: int = 0
    """The entry that first opened it, or 0."""
    venue: str | None = None
    host: str | None = None
    mediators: tuple[str, ...] = ()
    format: Format | None = None
    track: Track | None = None
    level: Level | None = None
    delegations: tuple[Delegation, ...] = ()
    walk_outs: tuple[WalkOut, ...] = ()
    away: tuple[str, ...] = ()
    """The parties that walked out and have not come back."""
    until: str | None = None
    """Of one that is adjourned: to when."""
    outcome: Outcome | None = None
    duration: str | None = None
    outputs: tuple[str, ...] = ()
    press_access: str | None = None
    reason: str | None = None
    """Why it was suspended, adjourned or cancelled."""
    entries: tuple[int, ...] = ()
    """The entries of its own stream, in the order in which they happened."""

    @property
    def known(self) -> bool:
        """Whether anything is known of it by this moment."""
        return self.stage is not RoundStage.UNKNOWN


def evolve(found: Round, entry: EffectiveEntry, event: AnyRoundEvent) -> Round:  # noqa: PLR0911
    """Return the round after an event; total, so that no history can fail to be read."""
    number = entry.number
    now = replace(found, entry=number, entries=(*found.entries, number))
    match event:
        case RoundScheduled():
            return replace(
                _set(now, event), stage=RoundStage.SCHEDULED, planned=event.planned, scheduled=number, reason=None
            )
        case RoundOpened():
            return replace(
                _set(now, event), stage=RoundStage.OPEN, opened=found.opened or number, planned=None, reason=None
            )
        case RoundSuspended():
            return replace(now, stage=RoundStage.SUSPENDED, until=None, reason=event.reason)
        case RoundResumed():
            away = tuple(party for party in found.away if event.by and party not in event.by)
            return replace(now, stage=RoundStage.OPEN, until=None, outcome=None, reason=None, away=away)
        case RoundWalkedOut():
            # The others may go on without those who left, so the stage stays what it was.
            out = WalkOut(event.by, number, event.reason)
            return replace(
                now, entry=found.entry or number, walk_outs=(*found.walk_outs, out), away=(*found.away, *event.by)
            )
        case RoundAdjourned():
            return replace(now, stage=RoundStage.ADJOURNED, until=event.until, reason=event.reason)
        case RoundClosed():
            return replace(
                now,
                stage=RoundStage.CLOSED,
                outcome=event.outcome,
                duration=event.duration or found.duration,
                outputs=tuple(dict.fromkeys((*found.outputs, *event.outputs))),
                press_access=event.press_access or found.press_access,
                until=None,
                reason=None,
            )
        case RoundCancelled():
            return replace(now, stage=RoundStage.CANCELLED, planned=None, reason=event.reason)
        case _:
            assert_never(event)


def _set(found: Round, event: RoundScheduled | RoundOpened) -> Round:
    """Take over what is told of the setting; what is not told stays as it was planned."""
    return replace(
        found,
        label=event.label or found.label,
        venue=event.venue or found.venue,
        host=event.host or found.host,
        mediators=event.mediators or found.mediators,
        format=event.format or found.format,
        track=event.track or found.track,
        level=event.level or found.level,
        delegations=event.delegations or found.delegations,
    )
