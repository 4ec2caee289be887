"""An event-sourced log of diplomatic negotiations: who proposed what, who answered how, as of any moment."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .asof import AsOf
    from .domain.dates.clocks import Clocks
    from .domain.errors import NegotiationError
    from .log import NegotiationLog
    from .talks import TalksLog
    from .views.filter import Filter

__all__ = ["AsOf", "Clocks", "Filter", "NegotiationError", "NegotiationLog", "TalksLog"]

_PLACES = {
    "AsOf": "asof",
    "Clocks": "domain.dates.clocks",
    "Filter": "views.filter",
    "NegotiationError": "domain.errors",
    "NegotiationLog": "log",
    "TalksLog": "talks",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that a command loads only what it uses."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(f".{_PLACES[name]}", __name__), name)
