"""What a picture is: which view it draws, what it says in a sentence, and how it is drawn at a width."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

WIDE, NARROW = 960.0, 360.0
"""How wide pictures are drawn, in pixels: for a page, and for a phone."""
Links = Callable[[str], str | None]
"""Gives the address that a reference leads to (``proposal:p``, ``entry:7``); None if it leads nowhere."""


def nowhere(_reference: str) -> str | None:
    """Lead nowhere: a file stands by itself."""
    return None


class Picture(Struct, frozen=True):
    """A sort of picture."""

    view: str
    """The view that it draws, and nothing but that."""
    title: Callable[[Any], str]
    says: Callable[[Any], str]
    """What it shows of a view, in a sentence or two, for who cannot see it, and for everybody else."""
    draw: Callable[[Any, str, float, Links], str]
    """Draws a view under a title, at a width in pixels."""
    about: str | None = None
    """The sort of thing that it needs a reference to."""
    options: tuple[str, ...] = ()
    """What can be asked of the view for it."""
