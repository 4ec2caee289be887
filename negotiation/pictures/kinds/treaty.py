"""A treaty: signatures and ratifications over time, up to what it takes to enter into force, by heads and by weight."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ...domain.dates.edtf import span
from ...domain.dates.words import in_words
from ...domain.shares import number_words
from ...views.phrases import listed
from ...views.treaty import Done, Treaty
from ..axis import Axis, axis_over
from ..charts import Scale, frame, held_against, scale_over, steps
from ..glyphs import dot
from ..key import drawn_line, key_at
from ..look import SOFT, STYLE, WARN
from ..picture import Picture, Setting
from ..svg import element, group, picture, text_at, text_over, title

HIGH = 190.0


def name_of(view: Treaty) -> str:
    """Return the title of the picture."""
    return f"{view.title or view.proposal}: signatures and ratifications"


def says(view: Treaty) -> str:
    """Say what the picture shows."""
    found = view.totals
    force = in_words(view.in_force.since) if view.in_force else ""
    if not force and view.coming and view.coming.met_on is not None:
        force = f"{in_words(view.coming.date)} by its terms" if view.coming.date else "then by its terms"
    coming = f" Of what it takes: {view.coming.words}." if view.coming else ""
    entered = f" In force from {force}." if force else ""
    return (
        f"{found.signed} of {found.parties} parties have signed and {found.bound} are bound;"
        f" {found.out} {'has' if found.out == 1 else 'have'} left.{coming}{entered}"
    )


def draw(view: Treaty, setting: Setting) -> str:
    """Draw how many have signed and are bound, and below it each weight that it takes."""
    acts = [*(line.signed for line in view.lines), *_bound(view)]
    dates = [act.on for act in acts if act] + [out.since for out in _left(view)]
    dates += [view.in_force.since if view.in_force else None, view.coming.date if view.coming else None]
    axis = axis_over(dates, [], setting.zone, 58, setting.width - 24)
    parts: list[str] = []
    if not any(dates):
        parts.append(text_at(8, 44, "Nobody has signed it or bound itself by it.", class_="ps", fill=SOFT))
        return picture(setting.width, 60, setting.title, says(view), parts, STYLE)
    drawing, y = _heads(view, axis, 40, setting)
    parts += drawing
    weights = dict.fromkeys(one.what for step in view.gathered for one in step.amounts)
    for what in weights:
        if what not in ("parties", "the parties", "named parties"):
            more, y = _weight(view, what, axis, y + 8, setting)
            parts += more
    return picture(setting.width, y + 4, setting.title, says(view), parts, STYLE)


def _heads(view: Treaty, axis: Axis, top: float, setting: Setting) -> tuple[list[str], float]:
    """Return how many parties have signed, and how many are bound, day by day."""
    signed = _counted([line.signed for line in view.lines], [], setting.zone)
    bound = _counted(_bound(view), [*_left(view), *_replaced(view, setting.zone)], setting.zone)
    needed = [one.need for step in view.gathered[-1:] for one in step.amounts if one.what == "parties"]
    share = [one.need for step in view.gathered[-1:] for one in step.amounts if one.what == "the parties"]
    needed += [percent * len(view.lines) / 100 for percent in share]
    high = max([*needed, *(count for _, count, _ in (*signed, *bound)), 1])
    scale = scale_over([high], top + 16, top + 16 + HIGH)
    parts = [*frame(axis, scale, "parties", whole=True), *_force(view, axis, scale)]
    for found, name, dashes in ((signed, "signed", "3 3"), (bound, "bound", None)):
        points = [(axis.at(instant), scale.at(count)) for instant, count, _ in found]
        parts.append(steps(_from_nothing(points, scale), axis.right, f"{name}: {found[-1][1] if found else 0}", dashes))
        parts += _dots(found, axis, scale, name, filled=name == "bound")
    parts += [held_against(axis, scale.at(need), f"it takes {need:g}", f"it takes {need:g} parties") for need in needed]
    y = top + 16 + HIGH + 34
    acts = dict.fromkeys(done.act for done in _bound(view))
    meant = [f"bound: {listed(list(acts))}"] if acts else []
    key, y = key_at(8, y, setting.width - 16, [drawn_line("signed", "3 3"), *map(drawn_line, meant)])
    return [*parts, key], y + 6


def _bound(view: Treaty) -> list[Done]:
    """Return by what parties bound themselves, each as often as it did."""
    now = [line.bound for line in view.lines if line.bound]
    return [one.bound for line in view.lines for one in line.before] + now


def _left(view: Treaty) -> list[Done]:
    """Return how parties that were bound left, as far as that has effect."""
    now = [line.out for line in view.lines if line.bound and line.out and not line.out.ahead]
    return [one.out for line in view.lines for one in line.before] + now


def _replaced(view: Treaty, zone: str) -> list[Done]:
    """Return by what others bound themselves in the place of parties that are bound, which count no longer then."""
    heirs: dict[str, list[Done]] = {}
    for line in view.lines:
        if line.is_bound and line.bound and line.bound.on:
            for before in line.continues:
                heirs.setdefault(before, []).append(line.bound)
    return [
        replace(
            min(heirs[line.party], key=lambda done: span(done.on or "", zone).start),
            act=f"{line.party} is not counted beside it",
            effect=None,
        )
        for line in view.lines
        if line.is_bound and line.party in heirs
    ]


Counted = list[tuple[int, int, list[str]]]
"""Instants in order, each with how many there are from then on, and what happened."""


def _counted(done: Sequence[Done | None], undone: Sequence[Done | None], zone: str) -> Counted:
    at: dict[int, tuple[int, list[str]]] = {}
    for acts, change in ((done, 1), (undone, -1)):
        for act in acts:
            date = (act.since if change < 0 else act.on) if act else None
            if act and date:
                start = span(date, zone).start
                number, told = at.get(start, (0, []))
                at[start] = number + change, [*told, f"{act.act}, {in_words(date)} (#{act.entry})"]
    found, total = [], 0
    for start, (change, told) in sorted(at.items()):
        total += change
        found.append((start, total, told))
    return found


def _from_nothing(points: list[tuple[float, float]], scale: Scale) -> list[tuple[float, float]]:
    return [(points[0][0], scale.at(0)), *points] if points else []


def _dots(found: Counted, axis: Axis, scale: Scale, name: str, *, filled: bool) -> Iterator[str]:
    for instant, count, told in found:
        words = title(
            "\n".join([f"{name}: {count}", *told[:12], *([f"and {len(told) - 12} more"] if len(told) > 12 else [])])
        )
        yield group(words, dot(axis.at(instant), scale.at(count), 3, filled=filled))


def _force(view: Treaty, axis: Axis, scale: Scale) -> Iterator[str]:
    """Yield the day of entry into force, as it was recorded, or by the terms of the treaty."""
    date = view.in_force.since if view.in_force else view.coming.date if view.coming else None
    if date:
        x = axis.over(date)[0]
        line = element("line", class_="pw", x1=x, x2=x, y1=scale.top, y2=scale.bottom, stroke=WARN, stroke_width=1.4)
        anchor = "end" if x > (axis.left + axis.right) / 2 else "start"
        at = x - 4 if anchor == "end" else x + 4
        label = text_over(
            at, scale.bottom - 6, f"in force {in_words(date)}", font_size=10.5, text_anchor=anchor, font_weight=600
        )
        yield group(title(f"in force from {in_words(date)}"), line, label)


def _weight(view: Treaty, what: str, axis: Axis, top: float, setting: Setting) -> tuple[list[str], float]:
    """Return how much of a weight those who are bound have, day by day."""
    told = [(step, one) for step in view.gathered for one in step.amounts if one.what == what]
    need = told[-1][1].need
    scale = scale_over([need, *(one.have for _, one in told)], top + 20, top + 20 + HIGH * 0.7)
    parts = [*frame(axis, scale, f"% of {what}"), *_force(view, axis, scale)]
    percent = f"{number_words(need)} %"
    parts.append(held_against(axis, scale.at(need), f"it takes {percent}", f"it takes {percent} of {what}"))
    points = [(axis.at(span(step.on, setting.zone).start), scale.at(one.have)) for step, one in told if step.on]
    last = told[-1][1].have
    parts.append(steps(_from_nothing(points, scale), axis.right, f"{last:.2f} % of {what} are bound"))
    for step, one in told:
        if step.on:
            x, y = axis.at(span(step.on, setting.zone).start), scale.at(one.have)
            words = title(f"{one.have:.2f} % of {what} on {in_words(step.on)} (#{step.entry})")
            parts.append(group(words, dot(x, y, 3, filled=True)))
    return parts, scale.bottom + 30


PICTURE = Picture("treaty", name_of, says, draw, about="proposal", options={"day_by_day": True})
"""Signatures and ratifications over time."""
