"""Mappings of which no more is read than is asked for."""

from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
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


class Loaded(MutableMapping[str, V]):
    """Values by their names, of which each is loaded when it is asked for; others may be put in.

    Args:
        names: the names of those that may be there.
        load: loads those of some names that are there.
    """

    def __init__(self, names: Collection[str], load: Callable[[Collection[str]], Mapping[str, V]]) -> None:
        self._left, self._load = dict.fromkeys(names), load
        self._there: dict[str, V] = {}

    def __getitem__(self, name: str) -> V:
        if name in self._left:
            self._take([name])
        return self._there[name]

    def __setitem__(self, name: str, value: V) -> None:
        self._left.pop(name, None)
        self._there[name] = value

    def __delitem__(self, name: str) -> None:
        self._left.pop(name, None)
        self._there.pop(name)

    def __iter__(self) -> Iterator[str]:
        self._take(list(self._left))
        return iter(self._there)

    def __len__(self) -> int:
        self._take(list(self._left))
        return len(self._there)

    def _take(self, names: Collection[str]) -> None:
        if names:
            self._there.update(self._load(names))
        for name in names:
            del self._left[name]
