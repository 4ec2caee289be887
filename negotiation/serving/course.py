"""The sliders over the three clocks: from where to where they go, where they stand, and where something changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup
from msgspec import Struct

from ..domain.catalogue import EVENTS
from ..domain.dates.clocks import ANY, Clocks
from ..domain.dates.edtf import DateError, datetime_of, span
from ..domain.dates.words import in_words
from ..domain.fold import fold
from .asking import Ask
from .names import once
from .shown import part

MOST_MARKS = 400
"""How many marks a slider shows; where there are more, those that would fall on one spot are one."""
_MOST_DAYS = 200_000


class Mark(Struct, frozen=True):
    """A spot on a slider where something changed."""

    place: float
    """Where, from 0 to 1,000."""
    height: float
    """How much, from 0 to 1, of what changed most."""
    words: str


class Slider(Struct, frozen=True):
    """One clock, as something that can be moved."""

    clock: str
    label: str
    value: str
    """What the address says; empty if nothing."""
    words: str
    """The same for people."""
    most: int
    """The last step; the first is 0."""
    step: int
    """Where it stands."""
    first: str
    last: str
    steps: tuple[int, ...]
    """The steps at which something changed."""
    origin: str
    """Of days: the day of step 0, so that a script can name the others; empty of entries."""
    marks: Markup
    """Where something changed, drawn."""
    before: str | None
    """The address of the change before."""
    after: str | None
    """The address of the next one."""


class Days(Struct, frozen=True):
    """Days on which something happened, with how much did."""

    first: date
    last: date
    counts: tuple[tuple[date, int], ...]


def title_of(ask: Ask) -> str:
    """Return the title of the talks."""
    return once(ask, "title", lambda: fold(ask.talks.as_of(at=ANY).seen).talks.title or ask.talks.id)


def happened(ask: Ask) -> Slider:
    """Return the slider over what had happened, given the other clocks."""
    return _of_days(ask, "at", "Happened by", _days_seen(ask), ask.clocks["at"])


def _days_seen(ask: Ask) -> Days:
    return once(ask, "days", lambda: _happened(ask), ask.clocks["known"], ask.clocks["recorded"])


def days_of(ask: Ask) -> tuple[str, str]:
    """Return the first and the last day of the slider over what had happened."""
    found = _days_seen(ask)
    return found.first.isoformat(), found.last.isoformat()


def some_days_before(ask: Ask, entries: int) -> str | None:
    """Return a day from which on so many entries happened, up to the point of view of the address; None without one.

    By that the last ones are found without a look at all that came before.

    Args:
        ask: the request.
        entries: how many, at the least.
    """
    days, at = _days_seen(ask), _day_of(ask, ask.clocks["at"])
    count = 0
    for day, more in reversed(days.counts):
        if day > at:
            continue
        count += more
        if count >= entries * 3:  # a month has two ends, and what begins before the day may end after it
            return day.isoformat()
    return None


def known(ask: Ask) -> Slider:
    """Return the slider over what could be known."""
    return _of_days(ask, "known", "Could be known by", once(ask, "published", lambda: _known(ask)), ask.clocks["known"])


def recorded(ask: Ask) -> Slider:
    """Return the slider over what was recorded, entry by entry."""
    last = max(ask.talks.last_number(), 1)
    clocks = Clocks(recorded=ask.clocks["recorded"])
    number = clocks.number or last
    value = ask.clocks["recorded"] or ""
    return Slider(
        clock="recorded",
        label="Recorded by",
        value=value,
        words=value if clocks.number else in_words(clocks.recorded) if clocks.recorded else "now",
        most=last - 1,
        step=min(number, last) - 1,
        first="#1",
        last=f"#{last}",
        steps=(),
        origin="",
        marks=Markup(""),
        before=ask.to(*_here(ask), **_said(ask), recorded=f"#{number - 1}") if number > 1 else None,
        after=ask.to(*_here(ask), **_said(ask), recorded=f"#{number + 1}") if number < last else None,
    )


def moved(ask: Ask) -> str | None:
    """Return where a slider that was moved without a script leads; None if none was."""
    for name, value in ask.query:
        clock, _, what = name.partition("-")
        if what != "step" or clock not in ask.clocks or not (value.isascii() and value.isdigit() and len(value) < 7):
            continue
        if clock == "recorded":
            return ask.to(*_here(ask), **_said(ask), recorded=f"#{int(value) + 1}")
        slider = happened(ask) if clock == "at" else known(ask)
        day = date.fromisoformat(slider.origin) + timedelta(days=min(int(value), slider.most))
        return ask.to(*_here(ask), **_said(ask), **{clock: day.isoformat()})
    return None


def _here(ask: Ask) -> tuple[str, ...]:
    """Return the parts of the address behind the talks."""
    return tuple(part for name in ("sort", "name", "view") if (part := ask.path.get(name)))


def _said(ask: Ask) -> dict[str, str]:
    """Return what else the address says, beside the clocks."""
    return {name: value for name, value in ask.query if name not in ask.clocks and not name.endswith("-step")}


def _happened(ask: Ask) -> Days:
    """Return the days on which something happened; of a month or a year its beginning and its end."""
    seen = ask.seen(at=ANY)
    counts: dict[date, int] = {}
    for group in seen.count(["day", "month", "year"]).groups:
        value = group.values["day"] or group.values["month"] or group.values["year"]
        for day in _ends(value):
            counts[day] = counts.get(day, 0) + group.count
    return _days(counts, ask)


def _known(ask: Ask) -> Days:
    """Return the days on which sources were published."""
    others = [kind for kind in EVENTS if kind != "source-registered"]
    talks = ask.talks.id
    counts: dict[date, int] = {}
    for entry in ask.log.store.reader.entries(talks, streams=[f"{talks}/talks"], without=others):
        for day in _ends(getattr(entry.event, "published", None)):
            counts[day] = counts.get(day, 0) + 1
    return _days(counts, ask)


def _ends(text: str | None) -> set[date]:
    """Return the first and the last day of a date, as far as they can be shown."""
    if not text:
        return set()
    with suppress(DateError, ValueError, OverflowError):
        found = span(text)
        return {datetime_of(found.start).date(), datetime_of(found.end - 1).date()}
    return set()


def _days(counts: dict[date, int], ask: Ask) -> Days:
    today = ask.serving.logs.clock().astimezone(ZoneInfo(ask.talks.zone)).date()
    days = sorted(counts)
    first, last = (days[0], days[-1]) if days else (today, today)
    if (last - first).days > _MOST_DAYS:
        first = last - timedelta(days=_MOST_DAYS)
    return Days(first, last, tuple((day, counts[day]) for day in days if day >= first))


def _of_days(ask: Ask, clock: str, label: str, days: Days, value: str | None) -> Slider:
    most = (days.last - days.first).days
    steps = [(day - days.first).days for day, _ in days.counts]
    at = _day_of(ask, value)
    step = min(max((at - days.first).days, 0), most)
    after_all = at > days.last
    before = steps[place - 1] if (place := bisect_left(steps, most + 1 if after_all else step)) else None
    after = steps[place] if (place := bisect_right(steps, step)) < len(steps) and not after_all else None

    def to(found: int | None) -> str | None:
        if found is None:
            return None
        moved = {clock: (days.first + timedelta(days=found)).isoformat()}
        return ask.to(*_here(ask), **{**_said(ask), **moved})

    return Slider(
        clock=clock,
        label=label,
        value=value or "",
        words="everything" if value == ANY else in_words(value) if value else "now" if clock == "at" else "whenever",
        most=most,
        step=step,
        first=in_words(days.first.isoformat()),
        last=in_words(days.last.isoformat()),
        steps=tuple(steps),
        origin=days.first.isoformat(),
        marks=once(ask, "marks", lambda: _drawn(days), clock, days),
        before=to(before),
        after=to(after),
    )


def _day_of(ask: Ask, value: str | None) -> date:
    """Return the day at which a clock stands: the last one of its date."""
    if value == ANY:
        return date.max
    zone = ZoneInfo(ask.talks.zone)
    if value:
        with suppress(DateError, ValueError, OverflowError):
            return datetime_of(span(Clocks(at=value).at or "", ask.talks.zone).end - 1).astimezone(zone).date()
    return ask.serving.logs.clock().astimezone(zone).date()


def _drawn(days: Days) -> Markup:
    """Return the marks of a slider, drawn: they are the same wherever it stands."""
    return part("marks.html.j2", marks=_marks(days, (days.last - days.first).days))


def _marks(days: Days, most: int) -> tuple[Mark, ...]:
    """Return where something changed, by spots that can be told apart."""
    spots: dict[int, list[tuple[date, int]]] = {}
    for day, count in days.counts:
        spots.setdefault(round((day - days.first).days * MOST_MARKS / max(most, 1)), []).append((day, count))
    highest = max((sum(count for _, count in found) for found in spots.values()), default=1)
    return tuple(_mark(spot, found, highest) for spot, found in spots.items())


def _mark(spot: int, found: Sequence[tuple[date, int]], highest: int) -> Mark:
    count = sum(count for _, count in found)
    first, last = (in_words(found[at][0].isoformat()) for at in (0, -1))
    when = first if first == last else f"{first} to {last}"
    words = f"{when}: {count} {'entry' if count == 1 else 'entries'}"
    return Mark(round(spot * 1000 / MOST_MARKS, 1), round((count / highest) ** 0.5, 3), words)
