"""A time axis: where an instant lies, which dates stand below it, and how long a date leaves open when it was."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from ..domain.dates.edtf import ALWAYS_AFTER, ALWAYS_BEFORE, Span, datetime_of, instant, qualified, span
from ..domain.dates.words import MONTHS

DAY = 86_400_000_000
"""Microseconds."""


class Axis(Struct, frozen=True):
    """The stretch of time that a picture shows, and the pixels between which it lies."""

    start: int
    end: int
    left: float
    right: float
    zone: str = "UTC"

    def at(self, moment: int) -> float:
        """Return where an instant lies; what is beyond the axis lies at its end."""
        share = (moment - self.start) / max(self.end - self.start, 1)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def over(self, text: str | None) -> tuple[float, float]:
        """Return from where to where a date lies; of a day both are its middle, unless a day is wide."""
        found = span(text, self.zone) if text else Span(ALWAYS_BEFORE, ALWAYS_BEFORE + 1)
        return self.at(found.start), self.at(found.end)

    def vague(self, text: str | None) -> bool:
        """Say whether a date leaves open on which day it was."""
        return text is not None and (qualified(text) or not span(text, self.zone).within_a_day)

    def place(self, text: str | None) -> float:
        """Return where what happened at a date is marked: in the middle of it."""
        first, last = self.over(text)
        return (first + last) / 2


def axis_over(dates: Iterable[str | None], instants: Iterable[int], zone: str, left: float, right: float) -> Axis:
    """Return an axis that holds some dates and instants, as far as they lie anywhere.

    Args:
        dates: EDTF dates, open ends left out of account.
        instants: microseconds since 1970.
        zone: the zone in which dates are read.
        left: the pixel at which it begins.
        right: the pixel at which it ends.
    """
    spans = [span(date, zone) for date in dates if date]
    ends = [*(edge for found in spans for edge in found), *instants]
    known = [edge for edge in ends if ALWAYS_BEFORE + 1 < edge < ALWAYS_AFTER] or [0, DAY]
    first, last = min(known), max(known)
    room = max((last - first) // 50, DAY // 4)
    return Axis(first - room, last + room, left, right, zone)


class Tick(Struct, frozen=True):
    """A date below the axis."""

    x: float
    label: str


def ticks(axis: Axis, least: float = 64) -> list[Tick]:
    """Return dates to stand at an axis, so many as have room.

    Args:
        axis: the axis.
        least: how many pixels there are between two at the least.
    """
    days = (axis.end - axis.start) / DAY
    room = max(int((axis.right - axis.left) // least), 2)
    for months, number in ((0, 1), (0, 2), (0, 7), (0, 14), (1, 1), (2, 1), (3, 1), (6, 1)):
        step = months * 30.4 or number
        if days / step <= room:
            return list(_months(axis, months) if months else _days(axis, number))
    years = 1
    for years in (1, 2, 5, 10, 20, 50, 100, 200, 500):  # the last one will do for what is longer
        if days / (365.25 * years) <= room:
            break
    return list(_months(axis, 12 * years))


def _days(axis: Axis, number: int) -> Iterator[Tick]:
    zone = ZoneInfo(axis.zone)
    day = datetime_of(axis.start).astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    before = None
    while (moment := instant(day.astimezone(UTC))) <= axis.end:
        if moment >= axis.start:
            label = f"{day.day} {MONTHS[day.month - 1]}"
            yield Tick(axis.at(moment), label if before == day.year else f"{label} {day.year}")
            before = day.year
        day = (day + timedelta(days=number)).replace(hour=0)


def _months(axis: Axis, months: int) -> Iterator[Tick]:
    first, last = (datetime_of(edge).astimezone(ZoneInfo(axis.zone)) for edge in (axis.start, axis.end))
    count = (first.year * 12 + first.month - 1) // months * months
    before = None
    while (year := count // 12) <= last.year and year < 9_999:
        moment = instant(datetime(max(year, 1), count % 12 + 1, 1, tzinfo=ZoneInfo(axis.zone)))
        if axis.start <= moment <= axis.end:
            whole_years = months % 12 == 0
            label = str(year) if whole_years else MONTHS[count % 12]
            yield Tick(axis.at(moment), label if whole_years or before == year else f"{label} {year}")
            before = year
        count += months
