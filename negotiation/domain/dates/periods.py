"""Days, months and years of the calendar: which one a date lies in, as far as it says so."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from .edtf import Span, datetime_of

PERIODS = {"day": 3, "month": 2, "year": 1}
"""The periods by their names, each with how many parts of a date name one."""


def period(span: Span, zone: str, name: str) -> str | None:
    """Return the period that a stretch of time lies in: ``2022-03``; None if it lies in several, or has no date.

    Args:
        span: the stretch of time; what is uncertain or approximate of it is taken as it is written.
        zone: the IANA name of the time zone whose calendar counts.
        name: one of `PERIODS`.
    """
    place: tzinfo = UTC if zone == "UTC" else ZoneInfo(zone)
    try:
        first, last = (datetime_of(instant).astimezone(place) for instant in (span.start, span.end - 1))
    except OverflowError:
        return None
    found = _named(first, PERIODS[name])
    return found if found == _named(last, PERIODS[name]) else None


def _named(moment: datetime, parts: int) -> str:
    return moment.date().isoformat().rsplit("-", 3 - parts)[0]
