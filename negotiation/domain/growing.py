"""Mappings that grow by one value at a time, of which each stays what it was, without a copy for each."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import islice
from operator import eq, itemgetter
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class _Told(Generic[K, V]):
    """What mappings share that grew from each other: every value that any of them has, with the step that gave it."""

    __slots__ = ("keys", "steps", "values")

    def __init__(self, values: Mapping[K, V]) -> None:
        self.keys = list(values)
        self.values = {key: [(0, value)] for key, value in values.items()}
        self.steps = 0


class Growing(Mapping[K, V], Generic[K, V]):
    """A mapping that never changes, and that shares its values with those that it grew from.

    A fold makes one for each of its steps: a copy for each would make it cost the square of them.
    """

    __slots__ = ("_size", "_step", "_told")

    def __init__(self, values: Mapping[K, V] | None = None) -> None:
        self._told: _Told[K, V] = _Told(values or {})
        self._step = 0
        self._size = len(self._told.keys)

    def with_(self, key: K, value: V) -> "Growing[K, V]":
        """Return the mapping with one more value, or with another in the place of one that it has."""
        told = self._told
        if self._step < told.steps:  # another grew from this one already
            return Growing({**self, key: value})
        grown: Growing[K, V] = Growing.__new__(Growing)
        grown._told = told
        told.steps = grown._step = self._step + 1
        if key in told.values:
            told.values[key].append((grown._step, value))
        else:
            told.keys.append(key)
            told.values[key] = [(grown._step, value)]
        grown._size = len(told.keys)
        return grown

    def since(self, before: Mapping[K, V]) -> tuple[K, ...] | None:
        """Return the keys that it has after all those of another one; None if it does not begin with these."""
        shared = isinstance(before, Growing) and before._told is self._told  # noqa: SLF001
        if len(before) > len(self) or not (shared or all(map(eq, self, before))):
            return None
        return tuple(self._told.keys[len(before) : self._size])

    def __getitem__(self, key: K) -> V:
        found = self._told.values[key]
        step, value = found[-1]
        if step <= self._step:
            return value
        place = bisect_right(found, self._step, key=itemgetter(0))
        if not place:
            raise KeyError(key)
        return found[place - 1][1]

    def __iter__(self) -> Iterator[K]:
        return islice(self._told.keys, self._size)

    def __len__(self) -> int:
        return self._size
