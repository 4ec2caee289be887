"""Mappings that grow by one value at a time, of which each stays what it was, without a copy for each."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Growing(Mapping[K, V], Generic[K, V]):
    """A mapping that never changes, and that shares its values with those that it grew from.

    A fold makes one for each of its steps: a copy for each would make it cost the square of them.
    """

    __slots__ = ("_places", "_size", "_values")

    def __init__(self, values: dict[K, V] | None = None) -> None:
        self._values: dict[K, V] = {} if values is None else values
        self._places = {key: place for place, key in enumerate(self._values)}
        self._size = len(self._values)

    def with_(self, key: K, value: V) -> "Growing[K, V]":
        """Return the mapping with one more value, or with another in the place of one that it has."""
        if self._size < len(self._values) or key in self._values:
            return Growing({**self, key: value})
        grown = Growing.__new__(Growing)
        grown._values, grown._places = self._values, self._places  # noqa: SLF001
        grown._values[key] = value  # noqa: SLF001
        grown._places[key] = self._size  # noqa: SLF001
        grown._size = self._size + 1  # noqa: SLF001
        return grown

    def since(self, before: Mapping[K, V]) -> tuple[K, ...] | None:
        """Return the keys that it has more than one that it grew from; None if it did not grow from that."""
        if not isinstance(before, Growing) or before._values is not self._values:  # noqa: SLF001
            return None
        return tuple(islice(self._values, before._size, self._size))  # noqa: SLF001

    def __getitem__(self, key: K) -> V:
        if self._size < len(self._values) and self._places[key] >= self._size:
            raise KeyError(key)
        return self._values[key]

    def __iter__(self) -> Iterator[K]:
        return islice(self._values, self._size)

    def __len__(self) -> int:
        return self._size
