"""Mappings that grow by one value at a time, of which each stays what it was, without a copy for each."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Growing(Mapping[K, V], Generic[K, V]):
    """A mapping that never changes, and that shares its values with those that it grew from.

    A fold makes one for each of its steps: a copy for each would make it cost the square of them.
    """

    __slots__ = ("_size", "_values")

    def __init__(self, values: dict[K, V] | None = None) -> None:
        self._values: dict[K, V] = {} if values is None else values
        self._size = len(self._values)

    def with_(self, key: K, value: V) -> "Growing[K, V]":
        """Return the mapping with one more value, or with another in the place of one that it has."""
        newest = self._size == len(self._values) and key not in self._values
        values = self._values if newest else dict(self)
        values[key] = value
        return Growing(values)

    def __getitem__(self, key: K) -> V:
        if self._size < len(self._values) and key not in tuple(self):
            raise KeyError(key)
        return self._values[key]

    def __iter__(self) -> Iterator[K]:
        for place, key in enumerate(self._values):
            if place >= self._size:
                break
            yield key

    def __len__(self) -> int:
        return self._size
