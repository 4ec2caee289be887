"""The rules that the events of a round keep."""

from collections.abc import Iterator
from typing import get_args

from ..aggregate import Aggregate
from ..dates.edtf import Span
from ..refusal import Refusal
from ..state import State
from ..talks.presence import actors_absent
from ..talks.state import Phase
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
from .state import UNDER_WAY, Round, RoundStage, evolve


def refusals(now: State, event: AnyRoundEvent, _when: Span) -> Iterator[Refusal]:
    """Yield every rule that the event breaks at this point of the history."""
    talks, found = now.talks, now.rounds.get(event.round, Round(event.round))
    yield from actors_absent(talks, event)
    match event:
        case RoundScheduled() | RoundCancelled() if found.stage in UNDER_WAY or found.stage is RoundStage.CLOSED:
            yield Refusal("round-began", f"{found.id} has begun already (#{_began(found)})", (_began(found),))
        case RoundOpened() if talks.phase in (Phase.SUSPENDED, Phase.CONCLUDED, Phase.COLLAPSED):
            yield Refusal("talks-not-active", f"the talks are {talks.phase}", talks.behind_phase)
        case RoundOpened() if found.stage in UNDER_WAY or found.stage is RoundStage.CLOSED:
            yield Refusal(
                "round-began", f"{found.id} was opened already (#{_began(found)}): resume it", (_began(found),)
            )
        case RoundOpened() | RoundCancelled() if found.stage is RoundStage.CANCELLED:
            yield Refusal("round-cancelled", f"{found.id} was cancelled (#{found.entry})", (found.entry,))
        case RoundCancelled() if not found.known:
            yield Refusal("round-not-scheduled", f"{found.id} was not scheduled at that time")
        case RoundSuspended() | RoundWalkedOut() | RoundAdjourned() | RoundClosed() if found.stage not in UNDER_WAY:
            yield _not_under_way(found)
        case RoundResumed() if found.stage not in UNDER_WAY and found.stage is not RoundStage.CLOSED:
            yield _not_under_way(found)
        case RoundResumed() if found.stage is RoundStage.OPEN and not (set(event.by or found.away) & set(found.away)):
            yield Refusal("round-not-suspended", f"{found.id} goes on: there is nothing to resume", (found.entry,))
        case _:
            return


def _began(found: Round) -> int:
    """Return the entry that opened a round, or the first one that shows that it was held."""
    return found.opened or found.entries[0]


def _not_under_way(found: Round) -> Refusal:
    stage = f"is {found.stage} (#{found.entry})" if found.known else "was not opened at that time"
    what = {
        RoundStage.CLOSED: f"resume it first, or dispute #{found.entry} if its end is told otherwise",
        RoundStage.CANCELLED: "set it anew, and open it first",
    }.get(found.stage, "open it first")
    return Refusal("round-not-under-way", f"{found.id} {stage}: {what}", (found.entry,) if found.known else ())


ROUND = Aggregate[AnyRoundEvent, Round](
    name="round",
    kinds=get_args(AnyRoundEvent),
    first=Round,
    of=lambda state: state.rounds,
    evolve=evolve,
    rules=refusals,
)
"""One meeting, or one series of meetings."""
