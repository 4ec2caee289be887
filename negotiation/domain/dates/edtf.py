"""Dates as people know them: EDTF (ISO 8601-2), each an interval of time.

Supported: a year, month or day (``2022``, ``2022-03``, ``2022-03-29``), digits left open (``202X``, ``2022-XX``,
``2022-03-XX``), seasons, quarters and halves (``2022-21``), a time of day with or without a zone
(``2022-03-29T10:00+03:00``), the qualifiers ``?`` (uncertain), ``~`` (approximate) and ``%`` (both), intervals
(``2022-03-28/2022-03-30``, ``2022-03-29/..``), and one of several (``[2022-03-29,2022-03-30]``).
Dates and times without a zone are read in the time zone of the talks.
"""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..errors.base import InputError
from .forms import QUALIFIERS, bounds, part_of

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

    What was written is read in every zone, so that nothing recorded is ever out of reach: a time that the clocks of a
    zone skip is the time after, and of one that comes twice it is the first. Whether a text is clear in the zone of its
    talks is for :func:`negotiation.domain.dates.zones.clear` to say, before it is recorded.

    Args:
        text: an EDTF date, time, interval or set of which one is meant.
        zone: the IANA name of the time zone in which dates and times without one are read.

    Raises:
        DateError: the text is not EDTF, the date does not exist, or the interval ends before it starts.
    """
    if text.startswith("["):
        return _one_of(text, zone)
    if "/" not in text:
        return _side(text, text, zone)
    first, _, last = text.partition("/")
    if text.count("/") > 1:
        raise _unreadable(text, text)
    start = ALWAYS_BEFORE if first in OPEN else _side(first, text, zone).start
    end = ALWAYS_AFTER if last in OPEN else _side(last, text, zone).end
    if first in OPEN and last in OPEN:
        raise DateError(f"'{text}' says nothing: give at least one end of the interval")
    if end <= start and not _clocks_may_turn(first, last, start - end):
        if zone == "UTC":
            raise DateError(f"'{text}' ends before it starts: write the earlier date first")
        span(text)  # raises for what is wrong by itself; what a zone turns over is read all the same
    return Span(min(start, end), max(start + 1, end))


OPEN = ("", "..")
"""What stands for an end of an interval: one that is not known, and one that there is not."""
_TURNED_BACK = 3 * 3_600_000_000
"""No clock was ever turned back by more."""


def _clocks_may_turn(first: str, last: str, difference: int) -> bool:
    """Say whether two times of local clocks may be in order although their figures are not, in a night in October."""
    local = all((part := part_of(side)) and part["hour"] and not part["zone"] for side in (first, last))
    return local and difference < _TURNED_BACK


def _one_of(text: str, zone: str) -> Span:
    """Read ``[2022-03-29,2022-03-30]``, of which one is meant: from the first to the last of them."""
    bounds = [_choice(choice, text, zone) for choice in text[1:].removesuffix("]").split(",")]
    if not text.endswith("]"):
        raise DateError(f"'{text}' is not a date: one of several is written [2022-03-29,2022-03-30]")
    found = Span(min(bound.start for bound in bounds), max(bound.end for bound in bounds))
    if found == EVER:
        raise DateError(f"'{text}' says nothing: give at least one end")
    return found


def _choice(text: str, whole: str, zone: str) -> Span:
    """Read a date among several, or all from one to another."""
    first, dots, last = text.partition("..")
    if not dots:
        return _side(text, whole, zone)
    start = _side(first, whole, zone).start if first else ALWAYS_BEFORE
    end = _side(last, whole, zone).end if last else ALWAYS_AFTER
    if end <= start:
        raise DateError(f"'{whole}' ends before it starts: write the earlier date first")
    return Span(start, end)


class Deadline(NamedTuple):
    """How a date that something is due by stands to a moment."""

    passed: bool
    perhaps: bool
    """Whether it may have passed: the date is not sure, and so passes by itself at no moment."""


def deadline(text: str, zone: str, moment: int) -> Deadline:
    """Say whether a date is over by an instant; one that is uncertain or approximate can only perhaps be."""
    over = span(text, zone).end <= moment
    return Deadline(over and not qualified(text), over and qualified(text))


def _side(text: str, whole: str, zone: str) -> Span:
    """Read one date or time, which may be one end of an interval."""
    part = part_of(text)
    if part is None:
        raise _unreadable(text, whole)
    if part["year"] == "XXXX" and (part["month"] or "XX") == "XX":
        raise DateError(f"'{whole}' says nothing of when it was: give the century at least, such as 19XX")
    if part["year"] == "0000":
        raise DateError(f"'{whole}' lies before the calendar of this log, which begins with 0001: tell it in a note")
    if part["second"] == "60":
        raise DateError(
            f"'{whole}' names a leap second, which this calendar leaves out: write {text.replace(':60', ':59')}"
        )
    try:
        first, after = bounds(part)
        offset = _zone(part["zone"], zone)
        if part["hour"] is not None:
            return _time_span(first, part, offset)
        start = _at(first, offset)
        return Span(start, max(_at(after, offset), start + 1))  # a zone that crossed the date line skipped a day
    except (ValueError, OverflowError) as error:
        raise DateError(f"'{whole}' does not exist: {error}") from error


def _unreadable(side: str, whole: str) -> DateError:
    from .unreadable import figures, why_not  # noqa: PLC0415  # what can be read does not need it

    return DateError(figures(whole) or figures(side) or why_not(side, whole))


def _time_span(day: datetime, part: dict[str, str | None], offset: tzinfo) -> Span:
    """Return the minute or the second that a time of day names."""
    if not (part["day"] or "X").isdigit() or not f"{part['year']}{part['month']}".isdigit():
        raise ValueError("a time of day needs a day: write the day out, or leave out the time")
    start = _at(local_time(day, part), offset)
    return Span(start, start + (60_000_000 if part["second"] is None else 1_000_000))


def local_time(day: datetime, part: dict[str, str | None]) -> datetime:
    """Return a time of a day, without its zone; 24:00 is the midnight with which the day ends.

    Raises:
        ValueError: there is no such time.
    """
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    if (hour, minute, second) == (24, 0, 0):
        return day + timedelta(days=1)
    if hour > 23:
        raise ValueError("hours run from 00 to 23, and 24:00 is the end of the day: write it in 24 hours")
    if minute > 59 or second > 59:
        raise ValueError("minutes and seconds run from 00 to 59: write the last one of those that there are")
    return day.replace(hour=hour, minute=minute, second=second)


def _zone(written: str | None, default: str) -> tzinfo:
    """Return the zone that a time was written with, or the talks' own."""
    if written is None:
        return UTC if default == "UTC" else ZoneInfo(default)
    if written == "Z":
        return UTC
    sign = -1 if written[0] == "-" else 1
    digits = written[1:].replace(":", "").ljust(4, "0")
    if int(digits[:2]) > 14 or int(digits[2:]) > 59:
        raise ValueError(f"there is no time zone {written}: offsets run from -12:00 to +14:00")
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
