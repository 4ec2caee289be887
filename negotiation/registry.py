"""Things that are asked for by name: each says in a sentence what it is for, and is loaded when it is asked for."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Registry(Mapping[str, T], Generic[T]):
    """Things of one sort, by name: going through the names, and through the sentences, loads none of them."""

    def __init__(self, package: str, attribute: str, sentences: Mapping[str, str], *, prefix: str = "") -> None:
        self._package = package
        self._attribute = attribute
        self._prefix = prefix
        self.sentences = sentences
        """What each is for, in the order in which they are listed."""

    def module(self, name: str) -> str:
        """Return the module that holds a thing: it has the name of the thing, after a prefix if there is one."""
        return f"{self._package}.{self._prefix}{name.replace('-', '_')}"

    def __getitem__(self, name: str) -> T:
        if name not in self.sentences:
            raise KeyError(name)
        found: Any = getattr(import_module(self.module(name)), self._attribute)
        return found  # type: ignore[no-any-return]  # a test holds every module to what it is to be

    def __contains__(self, name: object) -> bool:
        return name in self.sentences

    def __iter__(self) -> Iterator[str]:
        return iter(self.sentences)

    def __len__(self) -> int:
        return len(self.sentences)
