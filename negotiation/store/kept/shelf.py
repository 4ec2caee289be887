"""What was read of one talks, at hand for the next question: entries, and how things stood after some of them.

Neither goes out of date when more is recorded: an entry stays as it was recorded, and a state lies under a key of all
that it was folded from.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from ...domain.components import Subject
from ...domain.record.entry import Entry

ENTRIES = 20_000
"""How many entries are at hand at the most."""
STATES = 8
"""How many states of one thing are at hand: those of several clocks, and of the moments before and after a write."""


class Shelf:
    """What is at hand of one talks."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._states: dict[Subject, dict[int, object]] = {}

    def entries(self, numbers: Collection[int], read: Callable[[Collection[int]], Iterable[Entry]]) -> list[Entry]:
        """Return the entries of some numbers, in the order of record.

        Args:
            numbers: their numbers.
            read: reads those that are not at hand.
        """
        new = (
            {entry.number: entry for entry in read(missing)} if (missing := set(numbers) - self._entries.keys()) else {}
        )
        found = [self._entries.get(number) or new.get(number) for number in sorted(set(numbers))]
        if len(self._entries) + len(new) > ENTRIES:
            self._entries.clear()
        if len(new) <= ENTRIES:
            self._entries.update(new)
        return [entry for entry in found if entry is not None]

    def states(self, thing: Subject) -> Mapping[int, object]:
        """Return the states of a thing that are at hand, by their keys."""
        return self._states.get(thing, {})

    def put(self, thing: Subject, states: Mapping[int, object]) -> None:
        """Lay states of a thing by, in the place of those that have lain there longest."""
        found = self._states.setdefault(thing, {})
        for key, state in states.items():
            found.pop(key, None)  # what is laid by again is the last
            found[key] = state
        for key in list(found)[:-STATES]:
            found.pop(key, None)  # another thread may have taken it away
