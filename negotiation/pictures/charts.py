"""Charts of quantities over time: a scale, lines that step from day to day, dots, and what they are held against."""

from collections.abc import Iterable, Iterator, Sequence
from math import floor, log10

from msgspec import Struct

from .axis import Axis, ticks
from .look import INK, RULE, SOFT, WARN
from .svg import element, group, text_at, text_over, title, width_of


class Scale(Struct, frozen=True):
    """Which quantities lie between which pixels: the greatest at the top."""

    low: float
    high: float
    top: float
    bottom: float

    def at(self, value: float) -> float:
        """Return where a quantity lies."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def scale_over(values: Iterable[float], top: float, bottom: float) -> Scale:
    """Return a scale that holds some quantities, and nothing, with room above them."""
    known = [0.0, *values]
    low, high = min(known), max(known)
    room = (high - low) * 0.1 or 1.0
    return Scale(low - room if low < 0 else 0.0, high + room, top, bottom)


def marks_of(scale: Scale, most: int = 5, *, whole: bool = False) -> list[float]:
    """Return round quantities to stand beside a scale; of what is counted whole ones."""
    step = 10 ** floor(log10((scale.high - scale.low) / most))
    wide = next(step * times for times in (1, 2, 5, 10) if (scale.high - scale.low) / (step * times) <= most)
    wide = max(wide, 1) if whole else wide
    first = floor(scale.low / wide)
    found = (wide * (first + place) for place in range(most + 2))
    return [value for value in found if scale.low - 1e-9 <= value <= scale.high + 1e-9]


def frame(axis: Axis, scale: Scale, unit: str, *, whole: bool = False) -> Iterator[str]:
    """Yield the two axes of a chart, with dates below and quantities at its left."""
    for value in marks_of(scale, whole=whole):
        y = scale.at(value)
        yield element("line", class_="pr", x1=axis.left, x2=axis.right, y1=y, y2=y, stroke=RULE, stroke_width=0.6)
        label = f"{value:,.10g}"
        yield text_at(axis.left - 5, y + 4, label, class_="ps", font_size=10, text_anchor="end", fill=SOFT)
    if unit:
        yield text_at(axis.left, scale.top - 6, unit, class_="ps", font_size=10, fill=SOFT)
    for tick in ticks(axis):
        y = scale.bottom
        yield element("line", class_="pr", x1=tick.x, x2=tick.x, y1=y, y2=y + 4, stroke=RULE)
        if tick.x + width_of(tick.label, 10) / 2 <= axis.right + 12:
            yield text_at(tick.x, y + 16, tick.label, class_="ps", font_size=10, text_anchor="middle", fill=SOFT)


def steps(points: Sequence[tuple[float, float]], end: float, told: str, dashes: str | None = None) -> str:
    """Return a line that keeps its height until the next point, and goes on to an end.

    Args:
        points: where it changes, and to what height, from the left to the right.
        end: the pixel up to which it goes on.
        told: what it is.
        dashes: how it is broken, if it is.
    """
    if not points:
        return ""
    (x, y), *others = points
    d = f"M{x:.1f},{y:.1f}" + "".join(f"H{right:.1f}V{height:.1f}" for right, height in others) + f"H{end:.1f}"
    line = element("path", class_="pk", d=d, fill="none", stroke=INK, stroke_width=1.8, stroke_dasharray=dashes)
    return group(title(told), line)


def held_against(axis: Axis, y: float, words: str, told: str) -> str:
    """Return a broken line across a chart at the height of what is asked for, with words above its beginning."""
    line = element(
        "line",
        class_="pw",
        x1=axis.left,
        x2=axis.right,
        y1=y,
        y2=y,
        stroke=WARN,
        stroke_width=1.3,
        stroke_dasharray="6 3",
    )
    label = text_over(axis.left + 4, y - 4, words, font_size=10.5, font_weight=600)
    return group(title(told), line, label)
