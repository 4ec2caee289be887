"""The acts of the talks in their order, with the talks after each: long stretches of them stand in every component.

Who is at the talks, and in which phase they are, bears on every proposal, so that the acts of the talks are folded with
each component of a history. There are few of them for one component and many for all: so the talks after each act are
worked out once, and a component passes over the acts that can mean nothing for what it holds.
"""

from collections.abc import Iterator, Sequence

from .aggregate import Change
from .folding import REACTING, Fold, change_of
from .record.entry import EffectiveEntry
from .record.event import TALKS
from .talks.state import Talks


class Course:
    """The acts of the talks, folded once.

    Args:
        acts: the acts, in their order.
    """

    def __init__(self, acts: Sequence[EffectiveEntry]) -> None:
        self._acts = acts
        self._talks: list[Talks] = []
        """The talks before each act, and after the last."""
        self._changes: list[tuple[int, Change]] = []
        """What an act changed that may mean something for other things, with the place of the act."""
        now = Fold()
        for place, act in enumerate(acts):
            before = now.state.talks
            self._talks.append(before)
            now.advance(act)
            if (change := change_of(before, now.state.talks)) is not None:
                self._changes.append((place, change))
        self._talks.append(now.state.talks)

    def walk(self, entries: Sequence[EffectiveEntry], now: Fold) -> Iterator[EffectiveEntry]:
        """Fold the entries of a component, and yield each but the acts of the talks before it is taken into account.

        Acts that stand in another order than here, since a date leaves it open, are folded one by one.

        Args:
            entries: the entries of the component, in their order.
            now: what they are folded into, from the beginning; at the end it is where things stand after all of them.
        """
        done = reached = 0
        known = True  # the acts so far stood in the order of the course
        for entry in entries:
            if entry.event.aggregate == TALKS:
                if known and reached < len(self._acts) and self._acts[reached] is entry:
                    reached += 1
                    continue
                self._pass_over(now, done, reached)
                done, known = reached, False
                now.advance(entry)
            else:
                self._pass_over(now, done, reached)
                done = reached
                yield entry
                now.advance(entry)
        self._pass_over(now, done, reached)

    def _pass_over(self, now: Fold, done: int, reached: int) -> None:
        """Take the acts from one place to another into account, of which most mean nothing for what is there."""
        if done == reached:
            return
        for place, change in self._changes:
            if done <= place < reached:
                now.state.sole[""] = self._talks[place + 1]
                for aggregate in REACTING:
                    aggregate.react(now.state, self._talks[place], self._acts[place], change)
        now.state.sole[""] = self._talks[reached]
