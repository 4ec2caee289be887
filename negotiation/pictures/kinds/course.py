"""The course of the talks: a lane for each proposal from tabled to its end, rounds across, pledges with their deeds."""

from collections.abc import Iterator
from hashlib import sha256

from ...domain.dates.edtf import ALWAYS_AFTER, ALWAYS_BEFORE, span
from ...domain.dates.words import in_words
from ...views.course import Course, Lane
from ...views.phrases import author_words, listed
from ..axis import Axis, axis_over, ticks
from ..glyphs import Sign, sign_of
from ..key import Item, contested, drawn_line, key_at, signs
from ..lanes import Frame, Name, branch, height_of, lane_at, quiet_signs, rail
from ..look import INK, PAPER, RULE, SHADES, SOFT, STYLE, WARN, hatching, shade_of
from ..picture import Picture, Setting
from ..svg import WIDER, element, fitted, group, linked, picture, text_at, title, width_of

SEEN_FROM = "the moment that this is seen from"
HEAD, FOOT = 62.0, 12.0
"""The room above the lanes, for the title, the rounds and the dates; and below them."""


def name_of(view: Course) -> str:
    """Return the title of the picture."""
    whose = "by party" if view.by == "party" else "by proposal"
    return f"{view.title or view.talks}: the course of the talks, {whose}"


def says(view: Course) -> str:
    """Say what the picture shows."""
    things = [
        _count(len(view.lanes), "party" if view.by == "party" else "proposal"),
        _count(len(view.pledges), "pledge"),
        _count(len([found for found in view.rounds if found.opened]), "round"),
        _count(len(view.statements), "statement"),
    ]
    when = f" from {in_words(view.first)} to {in_words(view.last)}" if view.first else ""
    ends: dict[str, int] = {}
    for lane in view.lanes if view.by == "proposal" else ():
        ends[lane.now] = ends.get(lane.now, 0) + 1
    stood = f" At the end {listed([f'{number} {words}' for words, number in ends.items()])}." if ends else ""
    contested = sum(any(one.contested for one in lane.stretches) for lane in (*view.lanes, *view.pledges))
    doubt = f" Of {_count(contested, 'lane')} a stretch is contested, which is hatched." if contested else ""
    return (
        f"{listed([thing for thing in things if thing])}{when}.{stood}{doubt}"
        if any(things)
        else "Nothing is recorded."
    )


def _count(number: int, what: str) -> str:
    plural = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number} {what if number == 1 else plural}" if number else ""


def draw(view: Course, setting: Setting) -> str:
    """Draw the course of the talks."""
    width = setting.width
    label = 0.0 if setting.narrow else 200.0
    axis = axis_of(view, setting, label + 12 if label else 10.0, width - 14)
    told = says(view)
    hatch = f"h{sha256(f'{setting.title}{told}{width}'.encode()).hexdigest()[:8]}"
    seen_from = _seen_from(view, axis)
    frame = Frame(axis, label, hatch, setting.links, axis.right if seen_from is None else seen_from)
    ahead: dict[str, list[int]] = {}
    for place, one in enumerate(view.coming):
        ahead.setdefault(one.lane or "", []).append(place)
    parts: list[str] = []
    tops: dict[str, float] = {}
    y = HEAD + (26.0 if view.rounds else 0.0)
    for heading, lanes in (("", view.lanes), ("Pledges", view.pledges)):
        if heading and lanes:
            parts.append(text_at(8, y + 12, heading, class_="ps", font_size=11, font_weight=600, fill=SOFT))
            y += 18
        for lane in lanes:
            coming = [view.coming[place] for place in ahead.get(f"{lane.sort}:{lane.name}", ())]
            name = _named(lane)
            parts.append(lane_at(y, lane, coming, frame, name))
            if lane.sort == "proposal":
                tops[lane.name] = y
            y += height_of(lane, frame, name)
    by_name = {lane.name: lane for lane in view.lanes if lane.sort == "proposal"}
    for lane in by_name.values():
        if lane.amends in by_name:
            parts += branch(by_name[lane.amends], lane, tops, frame)
    if view.statements:
        y += 16
        parts.append(
            text_at(8, y if label else y - 12, "Statements", class_="ps", font_size=11, font_weight=600, fill=SOFT)
        )
        y += 0 if label else 6
        parts += [rail(y, frame), *quiet_signs(y, view.statements, frame)]
        y += 10
    bottom = y
    key, y = key_at(8, y + 14, width - 16, _key(view, axis))
    inside = [hatching(hatch), *_rounds(view, frame, bottom), *_dates(axis, bottom), *parts]
    inside += _moment(view, axis, bottom)
    return picture(width, y + FOOT, setting.title, told, [*inside, key], STYLE)


def axis_of(view: Course, setting: Setting, left: float, right: float) -> Axis:
    """Return the time axis of a course: from the first to the last thing in it, and not far into what lies ahead."""
    zone = setting.zone
    lanes = (*view.lanes, *view.pledges)
    dates = [stretch.since for lane in lanes for stretch in lane.stretches]
    dates += [mark.on for lane in lanes for mark in lane.marks]
    dates += [mark.on for mark in view.statements]
    dates += setting.days
    dates += [date for found in view.rounds for date in (found.opened, found.closed)]
    instants = [stretch.end for lane in lanes for stretch in lane.stretches if stretch.end is not None]
    done = axis_over(dates, instants, zone, left, right)
    most = done.end + (done.end - done.start) // 2
    coming = [edge for one in view.coming for edge in span(one.on, zone) if ALWAYS_BEFORE < edge < ALWAYS_AFTER]
    asked = [view.moment] if view.moment is not None and done.start < view.moment < most else []
    later = [min(edge, most) for edge in (*coming, *asked) if edge > done.start]
    return axis_over(dates, [*instants, *later], zone, left, right)


def _named(lane: Lane) -> Name:
    if lane.sort == "party":
        return Name(lane.name, lane.title or "")
    if lane.by or lane.author is None:
        who = f"{', '.join(lane.by[:3])}{' and others' if len(lane.by) > 3 else ''}"
    else:
        who = author_words(lane.by, lane.author)
    return Name(lane.title or lane.name, f"({who})" if who else "")


def _dates(axis: Axis, bottom: float) -> Iterator[str]:
    y = HEAD - 22
    yield element("line", class_="pr", x1=axis.left, x2=axis.right, y1=y + 6, y2=y + 6, stroke=RULE)
    for tick in ticks(axis):
        yield element("line", class_="pr", x1=tick.x, x2=tick.x, y1=y + 6, y2=bottom, stroke=RULE, stroke_width=0.6)
        if tick.x + width_of(tick.label, 11) / 2 <= axis.right + 12:
            x = max(tick.x, width_of(tick.label, 11) * WIDER / 2 + 2)  # a whole word, where the axis begins at the edge
            yield text_at(x, y, tick.label, class_="ps", font_size=11, text_anchor="middle", fill=SOFT)


def _rounds(view: Course, frame: Frame, bottom: float) -> Iterator[str]:
    """Yield the rounds as bands across all lanes, each with its name where there is room for it."""
    free, y = frame.axis.left - 1, HEAD + 10
    names: list[str] = []
    for found in sorted((one for one in view.rounds if one.opened), key=lambda one: frame.axis.over(one.opened)):
        first, day = frame.axis.over(found.opened)
        last = max(frame.axis.over(found.closed)[1] if found.closed else day, first + 2)
        until = f" to {in_words(found.closed)}" if found.closed and found.closed != found.opened else ""
        told = f"Round {found.label or found.round}: {found.stage}, {in_words(found.opened)}{until}"
        where = f", {found.venue}" if found.venue else ""
        who = f" ({', '.join(found.parties)})" if found.parties else ""
        band = element(
            "rect", class_="pb", x=first, y=HEAD - 2, width=last - first, height=bottom - HEAD + 2, fill="#f0f2f5"
        )
        edge = element("line", class_="pr", x1=first, x2=first, y1=HEAD - 2, y2=bottom, stroke=RULE)
        parts = [title(f"{told}{where}{who}"), band, edge]
        place = max(first + 2, free)
        word = fitted(found.label or found.round, 90, 10)
        wide = width_of(word, 10) * WIDER
        if place - first < 40 and word and place + wide < frame.axis.right + 10:
            names.append(text_at(place, y, word, class_="ps", font_size=10, fill=SOFT))
            free = place + wide + 8
        href = frame.links(f"round:{found.round}")
        yield linked(href, *parts)
    yield from names


def _seen_from(view: Course, axis: Axis) -> float | None:
    """Return where the moment that the view is of lies, if it lies on the axis."""
    moment = view.moment
    return axis.at(moment) if moment is not None and axis.start < moment < axis.end else None


def _moment(view: Course, axis: Axis, bottom: float) -> Iterator[str]:
    """Yield the line of the moment that the view is of, where that lies on the axis."""
    if (x := _seen_from(view, axis)) is not None:
        line = element("line", class_="pw", x1=x, x2=x, y1=HEAD - 8, y2=bottom, stroke=WARN, stroke_width=1.4)
        yield group(title(SEEN_FROM), line)


def _key(view: Course, axis: Axis) -> Iterator[Item]:
    """Yield what the shades and signs of a picture mean, those that are in it."""
    lanes = (*view.lanes, *view.pledges)
    stages = dict.fromkeys(one.words for lane in view.lanes for one in lane.stretches if lane.sort == "proposal")
    shown = {id(shade_of(words)) for words in stages}
    for name, shade in SHADES.items():
        if id(shade) in shown:
            box = element(
                "rect",
                class_="pk",
                x=0,
                y=-9,
                width=18,
                height=11,
                fill=shade.fill,
                stroke=INK,
                stroke_width=0.7,
                stroke_dasharray="4 3" if shade.dashed else None,
            )
            yield Item(box, 23, name)
    doubts = [one.contested for lane in lanes for one in lane.stretches]
    if any(doubts) or any(mark.contested for lane in lanes for mark in lane.marks):
        yield contested("contested: hatched, or in a broken ring")
    marks = {(mark.kind, sign_of(mark.kind, mark.word)) for lane in lanes for mark in lane.marks}
    in_order = sorted(marks, key=lambda found: (found[0], found[1].letter, found[1].meaning))
    yield from signs(sign for _, sign in in_order if sign.shape not in ("tick", "flag"))
    if any(sign.shape == "tick" for _, sign in in_order):
        yield from signs([Sign("tick", "", "something else")])
    if view.coming:
        diamond = element("path", class_="pk po", d="M3,-4l5,-5l5,5l-5,5z", fill=PAPER, stroke=INK)
        yield Item(diamond, 18, "due, or set for a day")
    if _seen_from(view, axis) is not None:
        yield drawn_line(SEEN_FROM, class_="pw", stroke=WARN)


PICTURE = Picture("course", name_of, says, draw, choices=("by",))
"""How the talks went: every proposal and pledge along time, beside the rounds."""
