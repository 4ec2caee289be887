"""Mappings that grow by one value at a time, of which each stays what it was, without a copy for each."""

from collections.abc import Iterator, Mapping
from itertools import islice
from operator import eq
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Growing(Mapping[K, V], Generic[K, V]):
    """A mapping that never changes, and that shares its values with those that it grew from.

    A fold makes one for each of its steps: a copy for each would make it cost the square of them.
    """

    __slots__ = ("_keys", "_places", "_size", "_values")

    def __init__(self, values: dict[K, V] | None = None) -> None:
        self._values: dict[K, V] = {} if values is None else values
        self._keys = list(self._values)
        self._places = {key: place for place, key in enumerate(self._keys)}
        self._size = len(self._keys)

    def with_(self, key: K, value: V) -> "Growing[K, V]":
        """Return the mapping with one more value, or with another in the place of one that it has."""
        if self._size < len(self._keys) or key in self._values:
            return Growing({**self, key: value})
        grown: Growing[K, V] = Growing.__new__(Growing)
        grown._values, grown._keys, grown._places = self._values, self._keys, self._places
        grown._values[key] = value
        grown._keys.append(key)
        grown._places[key] = self._size
        grown._size = self._size + 1
        return grown

    def since(self, before: Mapping[K, V]) -> tuple[K, ...] | None:
        """Return the keys that it has after all those of another one; None if it does not begin with these."""
        shared = isinstance(before, Growing) and before._keys is self._keys  # noqa: SLF001
        if len(before) > len(self) or not (shared or all(map(eq, self, before))):
            return None
        return tuple(self._keys[len(before) : self._size])

    def __getitem__(self, key: K) -> V:
        if self._size < len(self._keys) and self._places[key] >= self._size:
            raise KeyError(key)
        return self._values[key]

    def __iter__(self) -> Iterator[K]:
        return islice(self._keys, self._size)

    def __len__(self) -> int:
        return self._size
