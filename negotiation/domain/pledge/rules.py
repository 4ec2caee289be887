"""The rules that the events of a pledge keep."""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never, get_args

from msgspec.structs import replace

from ..aggregate import Aggregate
from ..dates.edtf import Span
from ..listing import listed
from ..refusal import Refusal
from ..state import State
from ..talks.presence import actors_absent
from ..talks.state import Talks
from .events import (
    AnyPledgeEvent,
    ConductObserved,
    PledgeAssessed,
    PledgeClarified,
    PledgeLinked,
    PledgeMade,
    PledgeSuperseded,
    PledgeWithdrawn,
)
from .state import Pledge, before, bound_by, evolve, ties_of


def refusals(now: State, event: AnyPledgeEvent, _when: Span) -> Iterator[Refusal]:
    """Yield every rule that the event breaks at this point of the history."""
    pledges = now.pledges
    pledge = pledges.get(event.pledge, Pledge(event.pledge))
    yield from actors_absent(now.talks, event)
    if isinstance(event, PledgeMade | PledgeLinked):
        yield from _for_itself(event)
    if isinstance(event, PledgeMade):
        yield from _pledged_already(pledge)
    elif not pledge.made:
        yield Refusal("not-pledged", f"{pledge.id} was not pledged at that time")
    else:
        yield from _of_a_pledge(now, pledge, event)


def _pledged_already(pledge: Pledge) -> Iterator[Refusal]:
    if pledge.made and not pledge.ending:
        yield Refusal(
            "already-pledged",
            f"{pledge.id} was pledged already (#{pledge.made}): clarify it, or supersede it with another one",
            (pledge.made,),
        )


def _of_a_pledge(now: State, pledge: Pledge, event: AnyPledgeEvent) -> Iterator[Refusal]:
    match event:
        case PledgeWithdrawn():
            yield from _still_stands(pledge)
            if not pledge.ending:
                yield from _pledger(now.talks, pledge, event.by)
        case PledgeSuperseded():
            yield from _still_stands(pledge)
            yield from _successor(now.pledges, pledge, event.by_pledge)
        case PledgeClarified():
            yield from _still_stands(pledge)
        case PledgeLinked():
            yield from _still_stands(pledge)
            yield from _tied_already(pledge, event)
        case ConductObserved():
            named = (event.indicator,) if event.indicator is not None else ()
            yield from _indicators(pledge, (*named, *(one.indicator for one in event.measured or ())))
        case PledgeAssessed():  # a verdict may be given at any time, on a vague pledge and on one that has ended too
            yield from _indicators(pledge, [one.indicator for one in event.measured or ()])
        case PledgeMade():
            return
        case _:
            assert_never(event)


def _still_stands(pledge: Pledge) -> Iterator[Refusal]:
    if pledge.ending:
        how, entry = pledge.ending.how, pledge.ending.entry
        yield Refusal("pledge-ended", f"{pledge.id} is {how} (#{entry}): it would have to be made again", (entry,))


def _for_itself(event: PledgeMade | PledgeLinked) -> Iterator[Refusal]:
    for tie in ties_of(event, 0):
        if (tie.sort, tie.name) == ("pledge", event.pledge):
            yield Refusal("circular", f"{event.pledge} cannot be {tie.kind.replace('-', ' ')} itself")


def _tied_already(pledge: Pledge, event: PledgeLinked) -> Iterator[Refusal]:
    known = {(tie.kind, tie.sort, tie.name): tie.entry for tie in pledge.ties}
    found = [known.get((tie.kind, tie.sort, tie.name)) for tie in ties_of(event, 0)]
    behind = tuple(entry for entry in found if entry)
    if len(behind) == len(found):
        yield Refusal("nothing-new", f"{pledge.id} stands like that already (#{behind[0]})", behind, of_new=True)


def _pledger(talks: Talks, pledge: Pledge, by: str) -> Iterator[Refusal]:
    """Yield a refusal if a party neither made the pledge nor stands in the place of one that did, or has withdrawn."""
    pledgers = [party for party in pledge.words.by if party not in pledge.withdrawn_by] if pledge.words else []
    if by in pledge.withdrawn_by or not set(pledgers) & set(talks.place_of(by)):
        bound = bound_by(replace(pledge, succession=talks.succession))
        yield Refusal(
            "not-the-pledger",
            f"only who is bound by a pledge can withdraw it, and {by} is not: {pledge.id} binds {listed(bound)}",
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


def _indicators(pledge: Pledge, named: Iterable[str]) -> Iterator[Refusal]:
    names = [indicator.name for indicator in pledge.indicators]
    for name in dict.fromkeys(name for name in named if name not in names):
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
    before=before,
    rules=refusals,
)
"""An undertaking that was announced, and what was seen of it."""
