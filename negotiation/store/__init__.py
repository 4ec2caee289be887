"""The log on disk: the only place that knows how entries are persisted."""

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .secret import Secret

Source = Callable[[str, Collection[str]], "Iterable[Secret]"]
"""Gives what may open the encrypted log at a path, one after the other, told in which ways its key is wrapped."""

_asked: list[Source] = []


def ask(source: Source) -> None:
    """Set who is asked for what opens an encrypted log, in this process: by itself the library asks nobody."""
    _asked[:] = [source]


def asked() -> Source | None:
    """Return who is asked; None if nobody is."""
    return _asked[0] if _asked else None
