"""The names of the things of talks, and the days on which something happened: read once for every state of the log."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from ..talks.resolve import catalogue
from .asking import Ask

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_MOST = 96
_kept: "OrderedDict[tuple[object, ...], _Made]" = OrderedDict()
_lock = Lock()


class _Made:
    """What is made once: whoever asks while it is being made waits for it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.value: object = None
        self.done = False


def once(ask: Ask, what: str, make: "Callable[[], T]", *more: object) -> T:
    """Return what follows from the talks as they are, which is made when it is first asked for.

    Args:
        ask: the request.
        what: what it is.
        make: makes it.
        more: what else it follows from.
    """
    logs = ask.serving.logs
    grown = ask.log.store.grown_to(ask.talks.id)  # what is hidden may hide more: by what is seen nothing would be new
    key = (what, id(logs), logs.which, ask.visitor.reader, ask.talks.id, grown, *more)
    with _lock:
        found = _kept.setdefault(key, _Made())
        _kept.move_to_end(key)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    with found.lock:
        if not found.done:
            found.value, found.done = make(), True
    value: T = found.value  # type: ignore[assignment]  # as it was put there
    return value


def names_of(ask: Ask) -> Mapping[str, set[str]]:
    """Return the names of all things of the talks that the visitor may see, by their sorts."""

    def made() -> dict[str, set[str]]:
        found = catalogue(ask.log.store.reader, ask.talks.id)
        return {sort: set(names) for sort, names in found.items()}

    return once(ask, "names", made)
