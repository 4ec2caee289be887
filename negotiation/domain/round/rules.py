"""The rules that the events of a round keep."""

from collections.abc import Iterator, Mapping

from ..refusal import Refusal
from ..talks.rules import absent
from ..talks.state import Phase, Talks
from .events import (
    AnyRoundEvent,
    RoundAdjourned,
    RoundCancelled,
    RoundClosed,
    RoundOpened,
    RoundResumed,
    RoundScheduled,
    RoundSuspended,
    RoundWalkedOut,
)
from .state import UNDER_WAY, Round, RoundStage


def refusals(talks: Talks, rounds: Mapping[str, Round], event: AnyRoundEvent) -> Iterator[Refusal]:
    """Yield every rule that the event breaks at this point of the history."""
    found = rounds.get(event.round, Round(event.round))
    for party in _delegates(event):
        yield from absent(talks, party)
    match event:
        case RoundScheduled() | RoundCancelled() if found.stage in UNDER_WAY or found.stage is RoundStage.CLOSED:
            yield Refusal("round-began", f"{found.id} has begun already (#{found.opened})", (found.opened,))
        case RoundOpened() if talks.phase in (Phase.SUSPENDED, Phase.CONCLUDED, Phase.COLLAPSED):
            yield Refusal("talks-not-active", f"the talks are {talks.phase}", talks.behind_phase)
        case RoundOpened() if found.stage in UNDER_WAY or found.stage is RoundStage.CLOSED:
            yield Refusal("round-began", f"{found.id} was opened already (#{found.opened}): resume it", (found.opened,))
        case RoundOpened() | RoundCancelled() if found.stage is RoundStage.CANCELLED:
            yield Refusal("round-cancelled", f"{found.id} was cancelled (#{found.entry})", (found.entry,))
        case RoundCancelled() if not found.known:
            yield Refusal("round-not-scheduled", f"{found.id} was not scheduled at that time")
        case RoundSuspended() | RoundWalkedOut() | RoundAdjourned() | RoundClosed() if found.stage not in UNDER_WAY:
            yield _not_under_way(found)
        case RoundResumed() if found.opened == 0:
            yield _not_under_way(found)
        case RoundResumed() if found.stage is RoundStage.OPEN and not found.away:
            yield Refusal("round-not-suspended", f"{found.id} goes on: there is nothing to resume", (found.entry,))
        case _:
            return


def _not_under_way(found: Round) -> Refusal:
    stage = f"is {found.stage} (#{found.entry})" if found.known else "was not opened at that time"
    what = {RoundStage.CLOSED: "resume it", RoundStage.CANCELLED: "set it anew, and open it"}.get(
        found.stage, "open it"
    )
    return Refusal("round-not-under-way", f"{found.id} {stage}: {what} first", (found.entry,) if found.known else ())


def _delegates(event: AnyRoundEvent) -> tuple[str, ...]:
    match event:
        case RoundScheduled() | RoundOpened():
            return tuple(delegation.party for delegation in event.delegations)
        case RoundSuspended() | RoundWalkedOut() | RoundCancelled():
            return event.by
        case _:
            return ()
