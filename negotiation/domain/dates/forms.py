"""The forms of one EDTF date: digits left open, seasons and other parts of a year, and the days that they stand for."""

import calendar
import re
from collections.abc import Iterator
from datetime import MAXYEAR, datetime, timedelta

QUALIFIERS = frozenset("?~%")
_Q = "[?~%]?"
DATE = re.compile(
    rf"{_Q}(?P<year>[\dX]{{4}}){_Q}(-{_Q}(?P<month>[\dX]{{2}}){_Q}(-{_Q}(?P<day>[\dX]{{2}}){_Q})?)?"
    rf"(?P<clock>T(?P<hour>\d{{2}}):(?P<minute>\d{{2}})(:(?P<second>\d{{2}}))?(?P<zone>Z|[+-]\d{{2}}(:?\d{{2}})?)?{_Q})?",
    re.ASCII,
)
"""One date or time, with its qualifiers before or after what they qualify; that it exists is seen by reading it."""

PARTS = {
    "21": (3, 3, "spring"),
    "22": (6, 3, "summer"),
    "23": (9, 3, "autumn"),
    "24": (12, 3, "winter"),
    "25": (3, 3, "northern spring"),
    "26": (6, 3, "northern summer"),
    "27": (9, 3, "northern autumn"),
    "28": (12, 3, "northern winter"),
    "29": (9, 3, "southern spring"),
    "30": (12, 3, "southern summer"),
    "31": (3, 3, "southern autumn"),
    "32": (6, 3, "southern winter"),
    "33": (1, 3, "first quarter of"),
    "34": (4, 3, "second quarter of"),
    "35": (7, 3, "third quarter of"),
    "36": (10, 3, "fourth quarter of"),
    "37": (1, 4, "first third of"),
    "38": (5, 4, "second third of"),
    "39": (9, 4, "last third of"),
    "40": (1, 6, "first half of"),
    "41": (7, 6, "second half of"),
}
"""What EDTF counts on after the months: the month with which it begins, how many it has, and its words.

Seasons that say nothing of a hemisphere are those of the northern one; what begins in December ends in the next year.
"""


def part_of(text: str) -> dict[str, str | None] | None:
    """Return the parts of a date by their names, without its qualifiers; None if it has not the form of one."""
    match = DATE.fullmatch(text)
    if match is None:
        return None
    part = match.groupdict()
    if part["clock"] and not QUALIFIERS.isdisjoint(text[: match.start("clock")]):
        return None  # what is known to the minute is qualified as a whole
    return part


def bounds(part: dict[str, str | None]) -> tuple[datetime, datetime]:
    """Return the first day of a date, and the day after its last, as naive midnights.

    Raises:
        ValueError: there is no such day.
    """
    year, month, day = part["year"] or "", part["month"], part["day"]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if high == 0:
        raise ValueError("the calendar of this log begins with the year 0001")
    if month in PARTS:
        if day is not None:
            raise ValueError(f"{month} is a part of the year, which has no days: write {year}-{month}")
        return _of_part(max(low, 1), high, month)
    years = range(max(low, 1), high + 1)
    first = next(_days(years, month or "XX", day or "XX"), None)
    last = next(_days(reversed(years), month or "XX", day or "XX", backwards=True), None)
    if first is None or last is None:
        raise ValueError(_missing(year, month or "XX", day or "XX"))
    return first, _midnight_after(last)


def _of_part(low: int, high: int, part: str) -> tuple[datetime, datetime]:
    month, many, _ = PARTS[part]
    years, after = divmod(month - 1 + many, 12)
    if high + years > MAXYEAR:
        return datetime(low, month, 1), datetime.max  # noqa: DTZ001, DTZ901
    return datetime(low, month, 1), datetime(high + years, after + 1, 1)  # noqa: DTZ001


def _days(years: "range | Iterator[int]", month: str, day: str, *, backwards: bool = False) -> Iterator[datetime]:
    """Yield the days that a pattern of digits stands for, in their order or from the last one."""
    step = -1 if backwards else 1
    for year in years:
        for of_year in _fitting(month, 12)[::step]:
            last = calendar.monthrange(year, of_year)[1]
            for of_month in _fitting(day, last)[::step]:
                yield datetime(year, of_year, of_month)  # noqa: DTZ001


def _fitting(pattern: str, most: int) -> list[int]:
    """Return the numbers from 1 on that two digits stand for, of which any may be left open."""
    if "X" not in pattern:
        return [int(pattern)] if 1 <= int(pattern) <= most else []
    return [n for n in range(1, most + 1) if all(p in ("X", d) for p, d in zip(pattern, f"{n:02}", strict=True))]


def _missing(year: str, month: str, day: str) -> str:
    """Say why there is no day that fits, and what to write."""
    if not _fitting(month, 12):
        return f"months run from 01 to 12, and parts of the year from 21 (spring) to 41: write {year}-12, or {year}"
    if "X" in year + month:
        return f"no month has a day {day}: write {year}-{month}"
    last = calendar.monthrange(int(year), int(month))[1]
    day = "01" if day == "00" else str(last)
    return (
        f"{calendar.month_name[int(month)]} {int(year)} has {last} days: write {year}-{month}-{day}, or {year}-{month}"
    )


def _midnight_after(day: datetime) -> datetime:
    """Return when the day after begins; after the last day of the calendar, its last moment."""
    return datetime.max if day.date() == datetime.max.date() else day + timedelta(days=1)  # noqa: DTZ901
