"""Dates as people know them: EDTF (ISO 8601-2), each an interval of time.

Supported: a year, month or day (``2022``, ``2022-03``, ``2022-03-29``), digits left open (``202X``, ``2022-XX``,
``2022-03-XX``), a time of day with or without a zone (``2022-03-29T10:00+03:00``), the qualifiers ``?`` (uncertain),
``~`` (approximate) and ``%`` (both), and intervals (``2022-03-28/2022-03-30``, ``2022-03-29/..``).
Dates and times without a zone are read in the time zone of the talks.
"""

import calendar
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Meta

from ..errors.base import InputError
from ..values import Holds

DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(-(?P<month>\d{2}|XX)(-(?P<day>\d{2}|XX))?)?"
    r"(T(?P<hour>\d{2}):(?P<minute>\d{2})(:(?P<second>\d{2}))?(?P<zone>Z|[+-]\d{2}(:?\d{2})?)?)?"
    r"(?P<qualifier>[?~%])?",
    re.ASCII,
)
"""One date or time; that it exists is seen by reading its span."""
_FIGURES = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
ALWAYS_BEFORE = -(2**62)
"""An instant before every other, in microseconds; it fits where integers have 64 bits."""
ALWAYS_AFTER = 2**62
"""An instant after every other, in microseconds."""


class Span(NamedTuple):
    """A stretch of time, ``[start, end)``, in microseconds since 1970-01-01T00:00Z."""

    start: int
    end: int

    def before(self, other: "Span") -> bool:
        """Say whether this span is over before the other begins."""
        return self.end <= other.start

    @property
    def within_a_day(self) -> bool:
        """Whether it is no longer than a day can be: 25 hours, on the day on which summer time ends."""
        return self.end - self.start <= _LONGEST_DAY


_LONGEST_DAY = 25 * 3_600_000_000

UNDATED = Span(ALWAYS_BEFORE, ALWAYS_BEFORE + 1)
"""The span of what frames the talks (its parties, its sources): there from the beginning."""


EVER = Span(ALWAYS_BEFORE, ALWAYS_AFTER)
"""The span of what may have happened at any time, as far as its date tells."""


def qualified(text: str | None) -> bool:
    """Say whether a date is uncertain or approximate (``?``, ``~``, ``%``): it decides no order and no deadline."""
    return text is not None and not QUALIFIERS.isdisjoint(text)


QUALIFIERS = frozenset("?~%")


class DateError(InputError, ValueError):
    """A text is not a date that can be read in one way only."""

    code = "date"


def instant(moment: datetime) -> int:
    """Convert an aware datetime to microseconds since 1970-01-01T00:00Z."""
    return (moment - _EPOCH) // _MICROSECOND


def datetime_of(instant: int) -> datetime:
    """Convert microseconds since 1970-01-01T00:00Z to a datetime in UTC.

    Raises:
        OverflowError: the instant lies beyond the calendar.
    """
    return _EPOCH + _MICROSECOND * instant


@lru_cache(maxsize=8192)
def span(text: str, zone: str = "UTC") -> Span:
    """Read an EDTF text as the interval it stands for.

    Args:
        text: an EDTF date, time or interval.
        zone: the IANA name of the time zone in which dates and times without one are read.

    Raises:
        DateError: the text is not EDTF, the date does not exist, or the interval ends before it starts.
    """
    if "/" not in text:
        return _side(text, text, zone)
    _refuse_figures(text)
    first, _, last = text.partition("/")
    start = ALWAYS_BEFORE if first in ("", "..") else _side(first, text, zone).start
    end = ALWAYS_AFTER if last in ("", "..") else _side(last, text, zone).end
    if first in ("", "..") and last in ("", ".."):
        raise DateError(f"'{text}' says nothing: give at least one end of the interval")
    if end <= start and zone == "UTC":
        raise DateError(f"'{text}' ends before it starts: write the earlier date first")
    if end <= start:
        span(text)  # raises for what is wrong by itself; what a zone turns over is read all the same
        start, end = end, start
    return Span(start, max(end, start + 1))


class Deadline(NamedTuple):
    """How a date that something is due by stands to a moment."""

    passed: bool
    perhaps: bool
    """Whether it may have passed: the date is not sure, and so passes by itself at no moment."""


def deadline(text: str, zone: str, moment: int) -> Deadline:
    """Say whether a date is over by an instant; one that is uncertain or approximate can only perhaps be."""
    over = span(text, zone).end <= moment
    return Deadline(over and not qualified(text), over and qualified(text))


def _refuse_figures(text: str) -> None:
    """Refuse ``03/04/2026``, which is read as April or as March depending on the reader."""
    match = _FIGURES.fullmatch(text.strip())
    if match is None:
        return
    first, second, year = int(match[1]), int(match[2]), match[3]
    readings = [f"{year}-{month:02}-{day:02}" for day, month in ((first, second), (second, first)) if 1 <= month <= 12]
    readings = list(dict.fromkeys(readings))
    if len(readings) == 2:
        raise DateError(f"'{text}' can be read as {readings[0]} or as {readings[1]}: write the one you mean")
    suggestion = f": write {readings[0]}" if readings else ": write YYYY-MM-DD"
    raise DateError(f"'{text}' is not in the order year, month, day{suggestion}")


def _side(text: str, whole: str, zone: str) -> Span:
    """Read one date or time, which may be one end of an interval."""
    _refuse_figures(text)
    match = DATE.fullmatch(text)
    if match is None:
        raise DateError(
            f"'{whole}' is not a date: write it as 2022, 2022-03, 2022-03-29, 2022-03-29T10:00+03:00, "
            "2022-03-29~ (about) or 2022-03-28/2022-03-30 (from, to)"
        )
    part = match.groupdict()
    try:
        first, after = _calendar_bounds(part)
        offset = _zone(part["zone"], zone)
        if part["hour"] is not None:
            return _time_span(first, part, offset)
        start = _at(first, offset)
        return Span(start, max(_at(after, offset), start + 1))  # a zone that crossed the date line skipped a day
    except (ValueError, OverflowError) as error:
        raise DateError(f"'{whole}' does not exist: {error}") from error


def _calendar_bounds(part: dict[str, str | None]) -> tuple[datetime, datetime]:
    """Return the first day of the date, and the day after its last, as naive midnights."""
    year = part["year"] or ""
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low == 0:
        raise ValueError("there is no year 0000")
    month = part["month"]
    if month is None or month == "XX" or "X" in year:
        if part["day"] not in (None, "XX") or (month not in (None, "XX")):
            raise ValueError("a day or month needs the digits before it")
        return datetime(low, 1, 1), _midnight_after(datetime(high, 12, 31))  # noqa: DTZ001
    first = datetime(low, int(month), 1)  # noqa: DTZ001
    day = part["day"]
    if day is None or day == "XX":
        return first, _midnight_after(first.replace(day=calendar.monthrange(low, int(month))[1]))
    last = calendar.monthrange(low, int(month))[1]
    if not 1 <= int(day) <= last:
        raise ValueError(f"{calendar.month_name[int(month)]} {low} has {last} days")
    return first.replace(day=int(day)), _midnight_after(first.replace(day=int(day)))


def _midnight_after(day: datetime) -> datetime:
    """Return when the day after begins; after the last day of the calendar, its last moment."""
    return datetime.max if day.date() == datetime.max.date() else day + timedelta(days=1)  # noqa: DTZ901


def _time_span(day: datetime, part: dict[str, str | None], offset: tzinfo) -> Span:
    """Return the minute or the second that a time of day names."""
    if part["day"] in (None, "XX"):
        raise ValueError("a time of day needs a day")
    second = part["second"]
    moment = day.replace(hour=int(part["hour"] or 0), minute=int(part["minute"] or 0), second=int(second or 0))
    start = _at(moment, offset)
    return Span(start, start + (60_000_000 if second is None else 1_000_000))


def _zone(written: str | None, default: str) -> tzinfo:
    """Return the zone that a time was written with, or the talks' own."""
    if written is None:
        return UTC if default == "UTC" else ZoneInfo(default)
    if written == "Z":
        return UTC
    sign = -1 if written[0] == "-" else 1
    digits = written[1:].replace(":", "").ljust(4, "0")
    if int(digits[:2]) > 14 or int(digits[2:]) > 59:
        raise ValueError(f"there is no time zone {written}")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _at(moment: datetime, zone: tzinfo) -> int:
    return instant(moment.replace(tzinfo=zone))


def day_of(instant: int, zone: str) -> Span:
    """Return the day in which an instant lies, in a time zone; nothing but the instant where it is beyond the calendar.

    Args:
        instant: microseconds since 1970-01-01T00:00Z.
        zone: an IANA name.
    """
    try:
        return span(datetime_of(instant).astimezone(ZoneInfo(zone)).date().isoformat(), zone)
    except OverflowError:
        return Span(instant, instant)


def minute_of(instant: int) -> str | None:
    """Return the EDTF text of an instant, in UTC, to the minute; None if it lies beyond the calendar."""
    if not ALWAYS_BEFORE < instant < ALWAYS_AFTER:
        return None
    try:
        return f"{datetime_of(instant).replace(tzinfo=None).isoformat(timespec='minutes')}Z"
    except OverflowError:
        return None


Edtf = Annotated[
    str,
    Meta(
        max_length=80,
        description="An EDTF date, time or interval (ISO 8601-2), such as 2022-03-29.",
        examples=["2022-03-29", "2022-03", "2022-03-29~", "2022-03-28/2022-03-30", "2022-03-29T10:00+03:00"],
    ),
    Holds(span),
]
"""A date as it was written: kept as text, read with :func:`span`."""
