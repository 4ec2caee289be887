"""The rules that the events of a pledge keep."""

from collections.abc import Iterator, Mapping
from typing import get_args

from ..aggregate import Aggregate
from ..dates.edtf import Span
from ..refusal import Refusal
from ..state import State
from ..talks.presence import actors_absent
from .events import (
    AnyPledgeEvent,
    ConductObserved,
    PledgeAssessed,
    PledgeClarified,
    PledgeMade,
    PledgeSuperseded,
    PledgeWithdrawn,
)
from .state import Pledge, evolve


def refusals(now: State, event: AnyPledgeEvent, _when: Span) -> Iterator[Refusal]:
    """Yield every rule that the event breaks at this point of the history."""
    pledges = now.pledges
    pledge = pledges.get(event.pledge, Pledge(event.pledge))
    yield from actors_absent(now.talks, event)
    if isinstance(event, PledgeMade):
        if pledge.made and not pledge.ending:
            yield Refusal(
                "already-pledged",
                f"{pledge.id} was pledged already (#{pledge.made}): clarify it, or supersede it with another one",
                (pledge.made,),
            )
        return
    if not pledge.made:
        yield Refusal("not-pledged", f"{pledge.id} was not pledged at that time")
        return
    match event:
        case PledgeWithdrawn():
            yield from _still_stands(pledge)
            if not pledge.ending:
                yield from _pledger(pledge, event.by)
        case PledgeSuperseded():
            yield from _still_stands(pledge)
            yield from _successor(pledges, pledge, event.by_pledge)
        case PledgeClarified():
            yield from _still_stands(pledge)
        case ConductObserved():
            yield from _indicator(pledge, event.indicator)
        case PledgeAssessed() | _:
            return  # a verdict may be given at any time, on a vague pledge and on one that has ended too


def _still_stands(pledge: Pledge) -> Iterator[Refusal]:
    if pledge.ending:
        how, entry = pledge.ending.how, pledge.ending.entry
        yield Refusal("pledge-ended", f"{pledge.id} is {how} (#{entry}): it would have to be made again", (entry,))


def _pledger(pledge: Pledge, by: str) -> Iterator[Refusal]:
    pledgers = [party for party in pledge.words.by if party not in pledge.withdrawn_by] if pledge.words else []
    if by not in pledgers:
        yield Refusal(
            "not-the-pledger",
            f"only who is bound by a pledge can withdraw it, and {by} is not: {pledge.id} binds {', '.join(pledgers)}",
            (pledge.made,),
        )


def _successor(pledges: Mapping[str, Pledge], pledge: Pledge, successor: str) -> Iterator[Refusal]:
    other = pledges.get(successor)
    if successor == pledge.id:
        yield Refusal("circular", f"{pledge.id} cannot supersede itself")
    elif other is None or not other.made:
        yield Refusal("not-pledged", f"{successor} was not pledged at that time: it cannot supersede anything")
    elif other.ending:
        entry = other.ending.entry
        yield Refusal(
            "pledge-ended", f"{successor} is {other.ending.how} (#{entry}): it cannot supersede anything", (entry,)
        )


def _indicator(pledge: Pledge, name: str | None) -> Iterator[Refusal]:
    names = [indicator.name for indicator in pledge.indicators]
    if name is not None and name not in names:
        there_is = f"it has {', '.join(names)}" if names else "it has none, and is vague: clarify it first"
        yield Refusal(
            "no-such-indicator", f"{pledge.id} has no indicator {name} at that time: {there_is}", (pledge.made,)
        )


PLEDGE = Aggregate[AnyPledgeEvent, Pledge](
    name="pledge",
    kinds=get_args(AnyPledgeEvent),
    first=Pledge,
    of=lambda state: state.pledges,
    evolve=evolve,
    rules=refusals,
)
"""An undertaking that was announced, and what was seen of it."""
