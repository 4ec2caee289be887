"""The acts of the talks in their order, with the talks after each: long stretches of them stand in every component.

Who is at the talks, and in which phase they are, bears on every proposal, so that the acts of the talks are folded with
each component of a history. There are few of them for one component and many for all: so the talks after each act are
worked out once, and a component passes over the acts that can mean nothing for what it holds.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from .aggregate import Change
from .folding import REACTING, Fold, change_of
from .record.entry import EffectiveEntry
from .record.event import TALKS
from .state import State


class _Moved(NamedTuple):
    """Which acts changed something that may mean something for other things, by their places."""

    seats: list[int]
    any: list[int]


class Course:
    """The acts of the talks, folded once.

    Args:
        acts: the acts, in their order.
    """

    def __init__(self, acts: Sequence[EffectiveEntry]) -> None:
        self._acts = acts
        now = Fold()
        self._talks = [now.state.talks]
        self._moved = _Moved([], [])
        for place, act in enumerate(acts):
            now.advance(act)
            self._talks.append(now.state.talks)
            change = change_of(self._talks[place], now.state.talks)
            if change is not None:
                self._moved.any.append(place)
            if change is Change.SEATS:
                self._moved.seats.append(place)

    def fold(self, entries: Sequence[EffectiveEntry]) -> State:
        """Return where things stand after the entries of a component, the acts of the talks among them.

        Acts that stand in another order than here, since a date leaves it open, are folded one by one.
        """
        now = Fold()
        done = reached = 0
        for place, entry in enumerate(entries):
            if entry.event.aggregate != TALKS:
                self._pass_over(now, done, reached)
                done = reached
                now.advance(entry)
            elif reached < len(self._acts) and self._acts[reached] is entry:
                reached += 1
            else:
                self._pass_over(now, done, reached)
                for other in entries[place:]:
                    now.advance(other)
                return now.state
        self._pass_over(now, done, reached)
        return now.state

    def _pass_over(self, now: Fold, done: int, reached: int) -> None:
        """Take the acts from one place to another into account, of which most mean nothing for what is there."""
        heeded = any(aggregate.heeds(now.state, Change.COLLAPSE) for aggregate in REACTING)
        moved = self._moved.any if heeded else self._moved.seats
        for place in moved[bisect_left(moved, done) : bisect_left(moved, reached)]:
            before, now.state.sole[""] = self._talks[place], self._talks[place + 1]
            change = change_of(before, now.state.talks)
            for aggregate in REACTING:
                if change is not None:
                    aggregate.react(now.state, before, self._acts[place], change)
        if reached:
            now.state.sole[""] = self._talks[reached]
