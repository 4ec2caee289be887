"""What was read of one talks, at hand for the next question: entries, their order, how things stood.

None of it goes out of date when more is recorded: an entry stays as it was recorded, a state lies under a key of all
that it was folded from, and how entries lie under the moment of the record.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import TypeVar

from ...domain.components import Subject
from ...domain.record.entry import Entry

ENTRIES = 20_000
"""How many entries are at hand at the most."""
STATES = 8
"""How many states of one thing are at hand: those of several clocks, and of the moments before and after a write."""
MOMENTS = 2
"""Of how many moments of the record it is at hand how all of it lies."""

T = TypeVar("T")


class Shelf:
    """What is at hand of one talks."""

    def __init__(self) -> None:
        self._lying: dict[tuple[str, Hashable], object] = {}
        self._entries: dict[int, Entry] = {}
        self._states: dict[Subject, dict[int, object]] = {}

    def clear(self) -> None:
        """Lay nothing by any more of what was read by now."""
        self._lying.clear()
        self._entries.clear()
        self._states.clear()

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

    def lying(self, what: str, seen: Hashable, make: Callable[[], T]) -> T:
        """Return how all entries lie that are looked at, whatever the day that is asked about.

        Args:
            what: what of it.
            seen: up to which entry is looked, and as known by when: it follows from these alone.
            make: works it out; nobody may change what it gives.
        """
        found = self._lying.pop((what, seen), None)
        value: T = make() if found is None else found  # type: ignore[assignment]  # as it was put there
        self._lying[what, seen] = value  # what was asked for last goes last
        for key in [key for key in list(self._lying) if key[0] == what][:-MOMENTS]:
            self._lying.pop(key, None)  # another thread may have taken it away
        return value

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
