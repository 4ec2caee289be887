"""Folding entry by entry: how each changes where things stand, and which rules it breaks if it comes next."""

from collections import UserDict
from collections.abc import Iterator

from msgspec import Struct, field

from .aggregate import Change
from .aggregates import AGGREGATES, BY_NAME
from .proposal.stage import at_instant
from .proposal.state import Proposal
from .record.entry import EffectiveEntry
from .record.event import TALKS
from .refusal import Refusal
from .state import State
from .talks.state import Phase, Talks

REACTING = tuple(aggregate for aggregate in AGGREGATES if aggregate.reacts)
"""The aggregates for which an act of the talks can mean something."""


class Fold(Struct):
    """A state that is folded entry by entry."""

    state: State = field(default_factory=State)

    def advance(self, entry: EffectiveEntry) -> None:
        """Take one more entry into account; total, whatever the entry."""
        name = entry.event.aggregate
        if name == TALKS:
            self._act(entry)
        elif name:
            BY_NAME[name].advance(self.state, self.state.talks, entry)

    def _act(self, entry: EffectiveEntry) -> None:
        before = self.state.talks
        BY_NAME[TALKS].advance(self.state, before, entry)
        change = change_of(before, self.state.talks)
        if change is not None:
            for aggregate in REACTING:
                aggregate.react(self.state, before, entry, change)

    def refusals(self, entry: EffectiveEntry) -> Iterator[Refusal]:
        """Yield the rules that the entry breaks if it comes next."""
        name = entry.event.aggregate
        if name:
            now = State(
                self.state.sole,
                _Heard(self.state, entry.placed.end),
                self.state.packages,
                self.state.pledges,
                self.state.rounds,
            )
            yield from BY_NAME[name].refusals(now, entry)


def change_of(before: Talks, after: Talks) -> Change | None:
    """Return what an act of the talks changed that may mean something for other things; None if nothing."""
    if (after.deciders, after.timezone, after.weights) != (before.deciders, before.timezone, before.weights):
        return Change.SEATS
    if after.succession != before.succession:
        return Change.SUCCESSION
    return Change.COLLAPSE if after.phase is Phase.COLLAPSED and before.phase is not Phase.COLLAPSED else None


class _Heard(UserDict[str, Proposal]):
    """Proposals as they are at an instant, at which silences may have expired: each is looked at when asked for."""

    def __init__(self, state: State, moment: int) -> None:
        self._state = state
        self._moment = moment
        self.data = state.proposals  # type: ignore[assignment]

    def __getitem__(self, name: str) -> Proposal:
        found = self._state.proposals[name]
        return at_instant(self._state.talks, found, self._moment)
