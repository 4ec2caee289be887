"""The course of the talks: what their own acts make of them, worked out once for everything that happens in them.

Whatever is told of a proposal, a pledge or a round is judged by the talks as they are then. So each entry of a thing
has its place in the course: after the acts that were over before it, and after those that were recorded before it and
that no date puts later.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .aggregate import Change
from .folding import REACTING, Fold, change_of
from .record.entry import EffectiveEntry
from .talks.state import UNOPENED, Talks


class Turn(NamedTuple):
    """An act of the talks that changed something which may mean something for other things."""

    place: int
    act: EffectiveEntry
    change: Change


class Course:
    """The acts of the talks, with the talks before and after each.

    Args:
        acts: the acts in view, in the order that they have by themselves.
    """

    def __init__(self, acts: Sequence[EffectiveEntry] = ()) -> None:
        self._acts = acts
        self._talks: list[Talks] = []
        """The talks before each act, and after the last."""
        self.turns: list[Turn] = []
        """The acts that things take into account, in their order."""
        now = Fold()
        for place, act in enumerate(acts):
            before = now.state.sole.get("", UNOPENED)
            self._talks.append(before)
            now.advance(act)
            if (change := change_of(before, now.state.talks)) is not None:
                self.turns.append(Turn(place, act, change))
        self._talks.append(now.state.sole.get("", UNOPENED))
        self._turning = [turn.place for turn in self.turns]
        self._places = [act.placed for act in acts]
        self._numbers = [act.number for act in acts]
        self._begin = list(_suffix_minima([span.start for span in self._places]))

    def places(self, own: Iterable[tuple[int, int, int]]) -> Iterator[int]:
        """Yield how many acts come before each of the entries of a thing.

        Args:
            own: the number of each, and the beginning and the end of the time that its date decides, in their order.
        """
        reached = 0
        for number, start, end in own:
            open_ = bisect_left(self._begin, end, reached)  # what begins no earlier than the entry ends comes later
            for place in range(open_ - 1, reached - 1, -1):
                act = self._places[place]
                if act.end <= start or (self._numbers[place] < number and end > act.start):
                    reached = place + 1
                    break
            yield reached

    def walk(self, own: Sequence[EffectiveEntry], now: Fold) -> Iterator[EffectiveEntry]:
        """Fold the entries of things that are tied to each other, and yield each before it is taken into account.

        Args:
            own: the entries, without acts of the talks, in their order.
            now: what they are folded into, from the beginning; at the end it is where things stand after all of them,
                and after all acts of the talks.
        """
        done = 0
        now.state.sole[""] = self._talks[0]
        for entry, reached in zip(own, self.places((e.number, *e.placed) for e in own), strict=True):
            self.pass_over(now, done, reached)
            done = reached
            yield entry
            now.advance(entry)
        self.pass_over(now, done, len(self._acts))

    def __len__(self) -> int:
        """Return how many acts there are."""
        return len(self._acts)

    def begins(self) -> list[int]:
        """Return the beginning of the time that the date of each act decides for its place."""
        return [span.start for span in self._places]

    def talks_at(self, place: int) -> Talks:
        """Return the talks after so many acts."""
        return self._talks[place]

    def pass_over(self, now: Fold, done: int, reached: int) -> None:
        """Take the acts from one place to another into account, of which most mean nothing for what is there."""
        if done == reached:
            return
        there = any(aggregate.things(now.state) for aggregate in REACTING)
        for turn in self.turns[bisect_left(self._turning, done) : bisect_left(self._turning, reached)] if there else ():
            now.state.sole[""] = self._talks[turn.place + 1]
            for aggregate in REACTING:
                aggregate.react(now.state, self._talks[turn.place], turn.act, turn.change)
        now.state.sole[""] = self._talks[reached]

    def merged(self, own: Sequence[EffectiveEntry]) -> list[EffectiveEntry]:
        """Return the entries of a thing with the acts of the talks where they have their places among them."""
        found: list[EffectiveEntry] = []
        done = 0
        for entry, reached in zip(own, self.places((e.number, *e.placed) for e in own), strict=True):
            found += [*self._acts[done:reached], entry]
            done = reached
        return [*found, *self._acts[done:]]


def _suffix_minima(values: Sequence[int]) -> Iterator[int]:
    """Yield the least of each value and all that follow it."""
    found: list[int] = []
    for value in reversed(values):
        found.append(min(value, found[-1]) if found else value)
    yield from reversed(found)
