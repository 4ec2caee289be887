"""The key of a picture: what its signs, shades and lines mean, those that are in it."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from .glyphs import Sign, drawn
from .look import INK, SOFT
from .svg import WIDER, element, group, text_at, width_of

ROW = 18.0
"""How far the rows of a key lie apart, in pixels."""


class Item(Struct, frozen=True):
    """Something in a picture, drawn with its left end at 0 and on the line of its words, and what it means."""

    drawing: str
    inset: float
    """Where its words begin, in pixels."""
    meaning: str


def key_at(x: float, y: float, room: float, items: Iterable[Item]) -> tuple[str, float]:
    """Return a key, in as many rows as it takes, and where the last of them lies.

    Args:
        x: where it begins, in pixels.
        y: where its first row lies.
        room: how wide it may be.
        items: what is in it.
    """
    found, at = [], x
    for item in items:
        wide = item.inset + width_of(item.meaning, 11) * WIDER + 12
        if at > x and at + wide > x + room:
            at, y = x, y + ROW
        words = text_at(item.inset, 0, item.meaning, class_="ps", font_size=11, fill=SOFT)
        found.append(group(item.drawing, words, transform=f"translate({at:.1f},{y:.1f})"))
        at += wide
    return group(*found, aria_label="What the signs mean", role="group"), y


def signs(found: Iterable[Sign]) -> Iterator[Item]:
    """Yield each look of signs once, with all that it means."""
    meant: dict[tuple[str, str, bool], dict[str, None]] = {}
    for sign in found:
        meant.setdefault((sign.shape, sign.letter, sign.filled), {})[sign.meaning] = None
    for (shape, letter, filled), words in meant.items():
        yield Item(drawn(Sign(shape, letter, "", filled), 8, -4, list(words), contested=False), 20, ", ".join(words))


def drawn_line(meaning: str, dashes: str | None = None, *, class_: str = "pk", stroke: str = INK) -> Item:
    """Return a line as it is drawn in the picture, with what it means."""
    drawing = element(
        "line", class_=class_, x1=0, x2=22, y1=-4, y2=-4, stroke=stroke, stroke_width=1.8, stroke_dasharray=dashes
    )
    return Item(drawing, 28, meaning)


def contested(meaning: str = "contested: in a broken ring") -> Item:
    """Return the broken ring, with what it means."""
    return Item(drawn(Sign("dot", "", ""), 8, -4, ["contested"], contested=True), 22, meaning)
