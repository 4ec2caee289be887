"""Words beside deeds, where there are quantities: what was pledged as a line, what was measured as dots."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ...domain.dates.words import in_words
from ...domain.quantities import Bound
from ...domain.shares import number_words
from ...units import UnitsDiffer, in_unit
from ...views.measured import Beside, Reading, reading_words
from ...views.phrases import parties_words
from ...views.pledges import Pledges, PledgeStatus
from ..axis import Axis, axis_over
from ..charts import Scale, frame, held_against, scale_over
from ..glyphs import SIDE, Sign, dot
from ..key import Item, contested, drawn_line, key_at, signs
from ..look import INK, SOFT, STYLE, WARN
from ..picture import Picture, Setting
from ..svg import element, fitted, group, linked, picture, text_at, text_over, title, width_of

HIGH = 150.0
"""How high a chart is, in pixels."""


class Chart(Struct, frozen=True):
    """One indicator of a pledge with the numbers that can be drawn on one scale."""

    pledge: PledgeStatus
    beside: Beside
    unit: str
    points: tuple[tuple[Reading, float], ...]
    left_out: tuple[Reading, ...]
    """What was measured in a unit that cannot be converted."""


def charts(view: Pledges) -> list[Chart]:
    """Return every indicator with a bound or a measurement, in the unit of the bound, else of its first measurement."""
    return [_chart(pledge, found) for pledge in view.pledges for found in pledge.beside]


def _chart(pledge: PledgeStatus, found: Beside) -> Chart:
    first = found.readings[0].quantity.unit if found.readings else ""
    unit = found.bound.unit if found.bound else first
    points, others = [], []
    for reading in found.readings:
        try:
            points.append((reading, float(in_unit(reading.quantity.number, reading.quantity.unit, unit))))
        except UnitsDiffer:
            others.append(reading)
    return Chart(pledge, found, unit, tuple(points), tuple(others))


def name_of(view: Pledges) -> str:
    """Return the title of the picture."""
    return f"{view.talks}: words and deeds, measured"


def says(view: Pledges) -> str:
    """Say what the picture shows."""
    found = charts(view)
    measured = len({chart.pledge.pledge for chart in found})
    if not measured:
        return f"No pledge of {len(view.pledges)} has a number that was pledged or measured."
    places = [reading.place for chart in found for reading in chart.beside.readings]
    told = [f"{places.count(place)} {place}" for place in dict.fromkeys(place for place in places if place)]
    outcome = f": {', '.join(told)}" if told else ""
    return (
        f"{measured} of {len(view.pledges)} {'pledge' if len(view.pledges) == 1 else 'pledges'} with numbers,"
        f" {len(places)} {'measurement' if len(places) == 1 else 'measurements'}{outcome}."
        " Where a measurement lies is arithmetic; whether a pledge is kept, its assessors say."
    )


def draw(view: Pledges, setting: Setting) -> str:
    """Draw a chart for each indicator that has numbers."""
    parts: list[str] = []
    y = 34.0
    found = charts(view)
    for chart in found:
        drawing, y = _drawn(chart, y, setting)
        parts += drawing
    if found:
        key, y = key_at(8, y + 10, setting.width - 16, _key(found))
        parts.append(key)
    else:
        parts.append(text_at(8, y + 12, "Nothing was pledged or measured in numbers.", class_="ps", fill=SOFT))
        y += 24
    return picture(setting.width, y + 8, setting.title, says(view), parts, STYLE)


def _key(found: Sequence[Chart]) -> Iterator[Item]:
    """Yield what lines and dots mean, those that are there."""
    points = [reading for chart in found for reading, _ in chart.points]
    if any(chart.beside.bound for chart in found):
        yield drawn_line("pledged", "6 3", class_="pw", stroke=WARN)
    if any(chart.pledge.measured.due for chart in found):
        yield drawn_line("due", "2 3")
    places = {_beyond(reading) for reading in points}
    if False in places:
        yield from signs([Sign("dot", "", "measured, within the bound" if True in places else "measured")])
    if True in places:
        yield from signs([Sign("dot", "", "measured, beyond the bound", filled=True)])
    if any(reading.contested for reading in points):
        yield contested()


def _beyond(reading: Reading) -> bool:
    return reading.place is not None and reading.place != "within the bound"


def _drawn(chart: Chart, top: float, setting: Setting) -> tuple[list[str], float]:
    """Return one chart, and where it ends."""
    pledge, found = chart.pledge, chart.beside
    heading = f"{pledge.pledge} ({parties_words(pledge.words.by)}): {found.indicator}"
    href = setting.links(f"pledge:{pledge.pledge}")
    label = text_at(8, top + 14, fitted(heading, setting.width - 16, 12), font_weight=600)
    parts = [element("a", label, href=href) if href else label]
    if found.pledged:
        who = f", according to {found.according_to}" if found.according_to else ""
        words = fitted(f"pledged: {found.pledged}{who}", setting.width - 16, 11)
        parts.append(text_at(8, top + 30, words, class_="ps", font_size=11, fill=SOFT))
    limits = [float(one) for one in (_low(found.bound), _high(found.bound)) if one is not None]
    scale = scale_over([*limits, *(value for _, value in chart.points)], top + 52, top + 52 + HIGH)
    dates = [pledge.words.on, pledge.measured.due, *(reading.on for reading, _ in chart.points)]
    axis = axis_over(dates, [], setting.zone, 64, setting.width - 40)
    parts += [*frame(axis, scale, chart.unit), *_bound(found.bound, axis, scale)]
    parts += [_due(pledge.measured.due, axis, scale)] if pledge.measured.due else []
    parts += _dots(chart, axis, scale, setting)
    y = top + 52 + HIGH + 30
    for reading in chart.left_out:
        words = fitted(f"not drawn: {reading_words(reading)} (#{reading.entry})", setting.width - 16, 11)
        parts.append(text_at(8, y, words, class_="ps", font_size=11, fill=SOFT))
        y += 16
    return parts, y + 6


def _low(bound: Bound | None) -> float | None:
    return bound.low if bound else None


def _high(bound: Bound | None) -> float | None:
    return bound.high if bound else None


def _bound(bound: Bound | None, axis: Axis, scale: Scale) -> Iterator[str]:
    """Yield what was pledged: a line, or two with what lies between them."""
    if bound is None:
        return
    if bound.low is not None and bound.high is not None and bound.low != bound.high:
        y = scale.at(float(bound.high))
        high = scale.at(float(bound.low)) - y
        yield element("rect", class_="pb", x=axis.left, y=y, width=axis.right - axis.left, height=high, fill="#f0f2f5")
    for limit, words in ((bound.high, "at most"), (bound.low, "at least")):
        if limit is not None:
            kind = words if bound.low is None or bound.high is None else bound.words
            kind = (
                {"at most": "below", "at least": "above"}[kind]
                if bound.strict and kind in ("at most", "at least")
                else kind
            )
            told = f"{kind} {number_words(limit)} {bound.unit}".strip()
            yield held_against(axis, scale.at(float(limit)), told, f"pledged: {told}")
            if bound.low == bound.high:
                break


def _due(due: str, axis: Axis, scale: Scale) -> str:
    x = axis.place(due)
    line = element("line", class_="pk", x1=x, x2=x, y1=scale.top, y2=scale.bottom, stroke=INK, stroke_dasharray="2 3")
    return group(title(f"due {in_words(due)}"), line)


def _dots(chart: Chart, axis: Axis, scale: Scale, setting: Setting) -> Iterator[str]:
    """Yield what was measured: a dot with who measured it; one beyond the bound is filled."""
    taken: list[tuple[float, float, float]] = []
    for reading, value in sorted(chart.points, key=lambda found: axis.place(found[0].on)):
        x, y = axis.place(reading.on), scale.at(value)
        told = title(f"{reading_words(reading)} (#{reading.entry})")
        begin, end = axis.over(reading.on)
        spread = axis.vague(reading.on) and end - begin > SIDE
        line = (
            element("line", class_="pk", x1=begin, x2=end, y1=y, y2=y, stroke=SOFT, stroke_dasharray="1 2")
            if spread
            else ""
        )
        ring = element("circle", class_="pw", cx=x, cy=y, r=8, fill="none", stroke=WARN, stroke_dasharray="2 1.6")
        words = reading.by
        wide = width_of(words, 10)
        at = next((dy for dy in (4, -8, 15, -19, 26) if not _hit(x + 8, y + dy, wide, taken)), None)
        label = ""
        if at is not None and x + 8 + wide < setting.width:
            taken.append((x + 8, y + at, wide))
            label = text_over(x + 8, y + at, words, font_size=10)
        href = setting.links(f"entry:{reading.entry}")
        inside = (told, line, dot(x, y, 4.5, filled=_beyond(reading)), ring if reading.contested else "", label)
        yield linked(href, *inside)


def _hit(x: float, y: float, wide: float, taken: list[tuple[float, float, float]]) -> bool:
    return any(abs(y - other) < 10 and x < right + width and right < x + wide for right, other, width in taken)


PICTURE = Picture("pledges", name_of, says, draw)
"""Words beside deeds, where there are quantities."""
