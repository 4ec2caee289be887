"""ISO 8601 durations, added to instants."""

import calendar
import re
from datetime import timedelta

from .edtf import ALWAYS_AFTER, datetime_of, instant

_PART = re.compile(r"(\d+)([YMWDHS])")


def after(moment: int, duration: str) -> int:
    """Return the instant that lies a duration after another one; years and months are those of the calendar, in UTC.

    Args:
        moment: an instant, in microseconds since 1970-01-01T00:00Z.
        duration: such as ``P3D``, ``P1Y6M`` or ``PT12H``.
    """
    date, _, time = duration.removeprefix("P").partition("T")
    of_date = {unit: int(figure) for figure, unit in _PART.findall(date)}
    of_time = {unit: int(figure) for figure, unit in _PART.findall(time)}
    try:
        start = datetime_of(moment)
        months = start.year * 12 + start.month - 1 + of_date.get("Y", 0) * 12 + of_date.get("M", 0)
        year, month = divmod(months, 12)
        day = min(start.day, calendar.monthrange(year, month + 1)[1])
        moved = start.replace(year=year, month=month + 1, day=day)
        days = of_date.get("W", 0) * 7 + of_date.get("D", 0)
        hours, minutes, seconds = (of_time.get(unit, 0) for unit in "HMS")
        return instant(moved + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds))
    except (ValueError, OverflowError):
        return ALWAYS_AFTER  # beyond the calendar
