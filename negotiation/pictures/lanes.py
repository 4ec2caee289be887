"""Lanes along a time axis: bars for what stood for a while, signs for what happened, what comes broken off."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from ..domain.dates.edtf import span
from ..domain.dates.words import in_words
from ..views.course import Coming, Lane, Mark, Stretch
from .axis import Axis
from .glyphs import SIDE, Sign, counted, drawn, sign_of
from .look import INK, PAPER, RULE, SOFT, WARN, Shade, shade_of
from .picture import Links
from .svg import WIDER, element, fitted, folded, group, linked, text_at, title, width_of

BAR, FLAGS, SIGNS = 16.0, 14.0, 22.0
"""How high a bar is, the room above it for versions, and the room below it for signs."""
GAP, LINE = 10.0, 14.0
"""The room between lanes, and how far the lines of a name lie apart."""
FARTHEST = 32.0
"""How far a sign is moved aside for the one before it; one that would go further is counted with that one."""
_FIRST = {"act": 0, "vote": 1, "refusal": 2, "verdict": 3}
"""Of what happened on one day, what has a sign of its own first, where there is no room for all."""
TELLING = 5
"""How many letters of a stage are seen in its bar at the least, where it is cut: fewer tell nothing, and the key does.
"""
MOST_TOLD = 8
"""How many of the sentences behind one sign are written out."""


class Placed(Struct):
    """A sign at its place, with all that it stands for."""

    sign: Sign
    x: float
    marks: list[Mark]


class Name(Struct, frozen=True):
    """What stands beside a lane: what it is of, and what is said of that more quietly."""

    main: str
    more: str = ""

    def __str__(self) -> str:
        return f"{self.main} {self.more}".strip()


class Frame(Struct, frozen=True):
    """What all lanes of a picture share."""

    axis: Axis
    label: float
    """How wide the labels at their left are; 0 where they stand above."""
    hatch: str
    """The name of the hatching."""
    links: Links
    until: float
    """The pixel up to which what lasts is drawn: the moment that it is seen from, or the right end."""


def height_of(lane: Lane, frame: Frame, name: Name) -> float:
    """Return how high a lane is, with the name beside it."""
    flags = FLAGS if any(mark.kind == "version" for mark in lane.marks) or lane.stretches else 4.0
    bar = BAR if lane.stretches else 0.0
    signs = SIGNS if any(mark.kind != "version" for mark in lane.marks) else 4.0
    least = LINE * len(_lines(lane, frame, name)) + GAP if frame.label else 0.0
    return max((0.0 if frame.label else 17.0) + flags + bar + signs + GAP, least)


def bar_of(top: float, frame: Frame) -> float:
    """Return where the bar of a lane begins whose top is at a place."""
    return top + (0.0 if frame.label else 17.0) + FLAGS


def branch(text: Lane, amendment: Lane, tops: Mapping[str, float], frame: Frame) -> Iterator[str]:
    """Yield how an amendment leaves the lane of its text, and how it comes back where it became part of it.

    Args:
        text: the lane of the text.
        amendment: the lane of the amendment.
        tops: where each lane begins, by its name.
        frame: what lanes share.
    """
    above, below = (bar_of(tops[lane.name], frame) for lane in (text, amendment))
    if amendment.stretches:
        x = frame.axis.at(amendment.stretches[0].start)
        told = title(f"{amendment.name} would amend {text.name}")
        line = element(
            "line",
            class_="pk",
            x1=x,
            x2=x,
            y1=above + BAR,
            y2=below,
            stroke=SOFT,
            stroke_dasharray="1 3",
            stroke_width=1.4,
        )
        yield group(told, line)
    joined = next((mark for mark in text.marks if mark.entry == amendment.joined), None)
    if joined is not None:
        x = frame.axis.place(joined.on)
        told = title(f"{amendment.name} became part of {text.name} with version {joined.word} (#{joined.entry})")
        line = element("line", class_="pk", x1=x, x2=x, y1=below, y2=above + BAR + 5, stroke=INK, stroke_width=1.4)
        d = f"M{x - 3.5:.1f},{above + BAR + 6:.1f}l3.5,-6l3.5,6z"
        yield group(told, line, element("path", class_="pk", d=d, fill=INK, stroke=INK))


def lane_at(top: float, lane: Lane, coming: Sequence[Coming], frame: Frame, name: Name) -> str:
    """Return a lane whose top is at a place.

    Args:
        top: the place, in pixels.
        lane: what it is of.
        coming: what lies ahead for it.
        frame: what it shares with the others.
        name: what stands beside it.
    """
    bar = bar_of(top, frame)
    signs = bar + (BAR if lane.stretches else 0.0) + SIDE / 2 + 5
    versions = [mark for mark in lane.marks if mark.kind == "version"]
    others = [mark for mark in lane.marks if mark.kind != "version"]
    return group(
        _label(top, lane, frame, name),
        *(_bar(bar, stretch, frame, staged=lane.sort == "proposal") for stretch in lane.stretches),
        *(_ahead(bar + BAR / 2, one, frame) for one in coming),
        *(_flags(bar - FLAGS + SIDE / 2 + 1, versions, frame)),
        *(_signs(signs, others, frame)),
        aria_label=_said(lane, name),
        role="group",
    )


def _said(lane: Lane, name: Name) -> str:
    ways = "; ".join(
        f"{one.words}{', contested' if one.contested else ''} since {in_words(one.since)}" for one in lane.stretches
    )
    return f"{name}: {ways}" if ways else str(name)


def _label(top: float, lane: Lane, frame: Frame, name: Name) -> str:
    """Return what stands beside a lane, or above it, leading to the thing that it is of."""
    href = frame.links(f"{lane.sort}:{lane.name}")
    if not frame.label:
        line = fitted(str(name), frame.axis.right - frame.axis.left - _inset(lane))
        found = text_at(frame.axis.left + _inset(lane), top + 12, line, font_weight=600)
    else:
        lines = _lines(lane, frame, name)
        first = top + FLAGS + BAR / 2 + 4 - (len(lines) - 1) * LINE / 2
        found = "".join(
            text_at(8 + _inset(lane), first + LINE * place, line, class_="ps", font_size=11, fill=SOFT)
            if quiet
            else text_at(8 + _inset(lane), first + LINE * place, line, font_weight=600)
            for place, (line, quiet) in enumerate(lines)
        )
        if lane.amends:
            y = top + FLAGS + BAR / 2
            elbow = f"M10,{y - 14:.1f}V{y:.1f}H16"
            found += element("path", class_="pr", d=elbow, fill="none", stroke=SOFT)
    told = title(f"{name}: {lane.now}" if lane.now else str(name))
    return linked(href, told, found)


def _inset(lane: Lane) -> float:
    return 12.0 if lane.amends else 0.0


def _lines(lane: Lane, frame: Frame, name: Name) -> list[tuple[str, bool]]:
    """Return the lines beside a lane, each with whether it is quiet."""
    room = (frame.label - 14 - _inset(lane)) / WIDER
    lines = [(line, False) for line in folded(name.main, room)]
    return [*lines, (fitted(name.more, room, 11), True)] if name.more else lines


def _bar(y: float, stretch: Stretch, frame: Frame, *, staged: bool) -> str:
    """Return the bar of a stretch of time: soft where its date leaves open when it began or ended."""
    axis = frame.axis
    first, settled = (axis.at(stretch.start), axis.over(stretch.since)[1]) if stretch.since else (axis.left, axis.left)
    if not axis.vague(stretch.since):
        settled = first
    over = frame.until if stretch.end is None else axis.at(stretch.end)
    shade = shade_of(stretch.words) if staged else _PLAIN
    until = f" to {in_words(stretch.until)}" if stretch.end is not None else ""
    doubt = ", contested" if stretch.contested else ""
    told = title(f"{stretch.words}{doubt}, {in_words(stretch.since)}{until} (#{stretch.entry})")
    settled = min(settled, over)
    parts = [told, *_soft(first, settled, y, shade), _filled(settled, over, y, shade)]
    if stretch.contested:
        parts.append(
            element("rect", x=first, y=y, width=max(over - first, 2.0), height=BAR, fill=f"url(#{frame.hatch})")
        )
    if word := fitted(stretch.words, (over - settled - 6) / WIDER, 11, least=TELLING):
        backing = width_of(word, 11) + 6 if stretch.contested else 0.0
        if backing:
            plate = {"x": settled + 2, "y": y + 2, "width": min(backing, over - settled - 3), "height": BAR - 4}
            parts.append(element("rect", fill=shade.fill, **plate))
        parts.append(text_at(settled + 5, y + 12, word, font_size=11, fill=shade.ink))
    return group(*parts)


_PLAIN = Shade("#e3e8ee", INK)


def _filled(first: float, last: float, y: float, shade: Shade) -> str:
    dashes = "4 3" if shade.dashed else None
    return element(
        "rect",
        class_="pk",
        x=first,
        y=y,
        width=max(last - first, 1.5),
        height=BAR,
        fill=shade.fill,
        stroke=INK,
        stroke_width=0.7,
        stroke_dasharray=dashes,
    )


def _soft(first: float, last: float, y: float, shade: Shade) -> Iterator[str]:
    """Yield a beginning that no date settles: darker and darker, without an edge."""
    steps = 5 if last > first else 0
    for step in range(steps):
        x, wide = first + (last - first) * step / steps, (last - first) / steps
        thin = BAR * (0.3 + 0.7 * (step + 1) / (steps + 1))
        place = {"x": x, "y": y + (BAR - thin) / 2, "width": wide, "height": thin}
        opacity = (step + 1) / (steps + 1)
        yield element("rect", **place, fill=shade.fill, fill_opacity=opacity, stroke=SOFT, stroke_width=0.3)


def _ahead(y: float, one: Coming, frame: Frame) -> str:
    """Return what is set for a day: a broken line to it, with a diamond; beyond the axis an arrow with the day."""
    axis = frame.axis
    x = axis.place(one.on)
    told = title(f"{one.what}, {in_words(one.on)} (#{one.entry})")
    half = 5.0
    beyond = span(one.on, axis.zone).start > axis.end
    ends = f"M{x - half:.1f},{y - half:.1f}l{half},{half}l-{half},{half}z"
    diamond = f"M{x - half:.1f},{y:.1f}l{half},-{half}l{half},{half}l-{half},{half}z"
    line = {"x1": max(axis.left, x - 46), "x2": x - half, "y1": y, "y2": y}
    look = {"class_": "pk pi", "fill": INK} if beyond else {"class_": "pk po", "fill": PAPER}
    return group(
        told,
        # A bar is light in the dark as well: between the dashes there is paper, so that they are seen on it.
        element("line", class_="ph", stroke=PAPER, stroke_width=3.4, **line),
        element("line", class_="pk", stroke=INK, stroke_dasharray="3 3", **line),
        element("path", d=ends if beyond else diamond, stroke=INK, **look),
        text_at(x, y - BAR / 2 - 3, in_words(one.on), font_size=10, text_anchor="end") if beyond else "",
    )


def _signs(y: float, marks: Iterable[Mark], frame: Frame, least: float = SIDE + 2) -> Iterator[str]:
    for one in placed(marks, frame.axis, least):
        first = one.marks[0]
        begin, end = frame.axis.over(first.on)
        if frame.axis.vague(first.on) and end - begin > SIDE + 4 and len(one.marks) == 1:
            yield element(
                "line", class_="pk", x1=begin, x2=end, y1=y, y2=y, stroke=SOFT, stroke_dasharray="1 2", stroke_width=1.4
            )
        yield _drawn(one, y, frame)
        yield counted(len(one.marks), one.x, y)


def _drawn(one: Placed, y: float, frame: Frame) -> str:
    told = [_told(mark) for mark in one.marks[:MOST_TOLD]]
    if len(one.marks) > MOST_TOLD:
        told.append(f"and {len(one.marks) - MOST_TOLD} more")
    contested = any(mark.contested for mark in one.marks)
    link = frame.links(f"entry:{one.marks[0].entry}")
    return drawn(one.sign, one.x, y, told, contested=contested, link=link)


def _flags(y: float, marks: Iterable[Mark], frame: Frame) -> Iterator[str]:
    for one in flagged(marks, frame.axis):
        yield _drawn(one, y, frame)


def flagged(marks: Iterable[Mark], axis: Axis) -> list[Placed]:
    """Return versions, each where its date lies; what would run into the one before, or out, is written at that one."""
    found: list[Placed] = []
    for mark in sorted(marks, key=lambda mark: axis.place(mark.on)):
        found.append(_flag(axis.place(mark.on), [mark], axis))
        while len(found) > 1 and _reach(found[-2])[1] + 4 > _reach(found[-1])[0]:
            last = found.pop()
            found[-1] = _flag(found[-1].x, [*found[-1].marks, *last.marks], axis)
    return found


def _flag(x: float, marks: list[Mark], axis: Axis) -> Placed:
    words = [mark.word for mark in marks]
    texts = {mark.about for mark in marks}
    span = words[0] if words[0] == words[-1] else f"{words[0]}–{words[-1]}"  # noqa: RUF001  # as in 1 to 3
    made = Placed(Sign("flag", f"{len(texts)} texts" if len(texts) > 1 else f"v{span}", ""), x, marks)
    if _reach(made)[1] > axis.right + 10:
        made.sign = Sign("flag to the left", made.sign.letter, "")
    return made


def _reach(flag: Placed) -> tuple[float, float]:
    """Return from where to where a flag is drawn."""
    wide = 2.5 + width_of(flag.sign.letter, 10) * WIDER * WIDER  # its letters are bold
    return (flag.x - wide, flag.x) if flag.sign.shape == "flag to the left" else (flag.x, flag.x + wide)


def _told(mark: Mark) -> str:
    doubt = ", contested" if mark.contested else ""
    return f"{in_words(mark.on)}: {mark.what}{doubt} (#{mark.entry})"


def placed(marks: Iterable[Mark], axis: Axis, least: float) -> list[Placed]:
    """Return signs beside each other: one is moved on a little for those before it, and what is too near is counted."""
    found: list[Placed] = []
    by_place = sorted(marks, key=lambda mark: (axis.place(mark.on), _FIRST.get(mark.kind, len(_FIRST))))
    for (x, sign), alike in groupby(by_place, key=lambda mark: (axis.place(mark.on), sign_of(mark.kind, mark.word))):
        own = list(alike)
        free = found[-1].x + least if found else x
        if free - x > FARTHEST:
            found[-1].marks += own
            found[-1].sign = found[-1].sign if found[-1].sign == sign else _SEVERAL
        else:
            found.append(Placed(sign, max(x, free), own))
    return found


_SEVERAL = Sign("square", "…", "several")


def rail(y: float, frame: Frame) -> str:
    """Return a thin line from the beginning to the end, on which signs lie."""
    return element("line", class_="pr", x1=frame.axis.left, x2=frame.axis.right, y1=y, y2=y, stroke=RULE)


def quiet_signs(y: float, marks: Iterable[Mark], frame: Frame) -> Iterator[str]:
    """Yield marks that are to be quiet, on a line of their own: each a tick, higher where there are more of them."""
    at: dict[int, list[Mark]] = {}
    for mark in marks:
        at.setdefault(int(frame.axis.place(mark.on) // 4), []).append(mark)
    for place, found in sorted(at.items()):
        x, high = place * 4 + 2, min(3 + 1.6 * len(found), 12)
        told = [_told(mark) for mark in found[:MOST_TOLD]]
        told += [f"and {len(found) - MOST_TOLD} more"] if len(found) > MOST_TOLD else []
        stroke = WARN if any(mark.contested for mark in found) else SOFT
        tick = element(
            "line",
            class_="pw" if stroke == WARN else "pr",
            x1=x,
            x2=x,
            y1=y,
            y2=y - high,
            stroke=stroke,
            stroke_width=2.2,
        )
        href = frame.links(f"entry:{found[0].entry}")
        told_as = title("\n".join(told))
        yield linked(href, told_as, tick)
