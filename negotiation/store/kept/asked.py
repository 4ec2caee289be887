"""Mappings of which no more is read than is asked for."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Later(Mapping[K, V]):
    """A mapping that is made when it is first looked at."""

    def __init__(self, make: Callable[[], Mapping[K, V]]) -> None:
        self._make: Callable[[], Mapping[K, V]] = cache(make)

    def __getitem__(self, key: K) -> V:
        return self._make()[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._make())

    def __len__(self) -> int:
        return len(self._make())


class Asked(Mapping[K, V]):
    """Values of which each is looked up when it is asked for, and then known.

    Args:
        find: looks up some.
        known: what is known by now: None for what is not there.
        everything: gives all of them, where one asks for all.
    """

    def __init__(
        self,
        find: Callable[[Collection[K]], Mapping[K, V]],
        known: dict[K, V | None],
        everything: Callable[[], Mapping[K, V]],
    ) -> None:
        self._find, self._known, self._everything = find, known, Later(everything)

    def __getitem__(self, key: K) -> V:
        if key not in self._known:
            self._known[key] = self._find([key]).get(key)
        value = self._known[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[K]:
        return iter(self._everything)

    def __len__(self) -> int:
        return len(self._everything)
