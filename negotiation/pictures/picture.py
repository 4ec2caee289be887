"""What a picture is: which view it draws, what it says in a sentence, and how it is drawn at a width."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from ..asof import AsOf
    from ..rendering.document import Section

WIDE, NARROW = 960.0, 360.0
"""How wide pictures are drawn, in pixels: for a page, and for a phone."""
Links = Callable[[str], str | None]
"""Gives the address that a reference leads to (``proposal:p``, ``entry:7``); None if it leads nowhere."""


def nowhere(_reference: str) -> str | None:
    """Lead nowhere: a file stands by itself."""
    return None


class Setting(Struct, frozen=True):
    """How a picture is drawn, whatever it shows."""

    title: str
    width: float
    """In pixels."""
    zone: str = "UTC"
    """The time zone in which dates are read."""
    links: Links = nowhere
    order: str | None = None
    """In which order its rows stand, where it has several; the first of them if None."""
    days: tuple[str, ...] = ()
    """The days that its time axis holds at the least, so that it stays where it is from one moment to another."""

    @property
    def narrow(self) -> bool:
        """Whether labels stand above what they are of, since there is no room beside it."""
        return self.width < 640


class Picture(Struct, frozen=True):
    """A sort of picture."""

    view: str
    """The view that it draws, and nothing but that."""
    title: Callable[[Any], str]
    says: Callable[[Any], str]
    """What it shows of a view, in a sentence or two, for who cannot see it, and for everybody else."""
    draw: Callable[[Any, Setting], str]
    """Draws a view."""
    beside: "Callable[[AsOf, Any], tuple[Section, ...]] | None" = None
    """Gives what else belongs to it, beside the tables of its view."""
    about: str | None = None
    """The sort of thing that it needs a reference to."""
    options: Mapping[str, Any] = MappingProxyType({})
    """What is asked of the view for it."""
    choices: tuple[str, ...] = ()
    """What else can be asked of the view."""
    orders: tuple[str, ...] = ()
    """The orders in which its rows can stand."""
