"""Texts that are not taken for a date: why not, and what to write."""

import re

EXAMPLES = (
    "write it as 2022, 2022-03, 2022-03-29, 2022-03-29T10:00+03:00, 2022-03-29~ (about) or 2022-03-28/2022-03-30 "
    "(from, to)"
)
MOVING = ("today", "yesterday", "tomorrow", "now")
"""The words whose day depends on the day on which they are read."""

_FIGURES = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_UNPADDED = re.compile(r"(\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?([?~%]?)", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_HOUR = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d{1,2})", re.ASCII)
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d{1,2}):(\d\d)([+-])(\d):?(\d\d)?", re.ASCII)
_TWELVE = re.compile(r"\s(1[0-2]|0?[1-9])(?::([0-5]\d))?\s?([ap])\.?m\.?$", re.ASCII | re.IGNORECASE)
_ZONE = re.compile(r"\d:\d\d\s*([A-Za-z]{2,5})$", re.ASCII)
_SIGNIFICANT = re.compile(r"Y?-?\d+(E\d+)?S\d+", re.ASCII | re.IGNORECASE)
_BEYOND = re.compile(r"(-\d{4,}|Y-?\d+(E\d+)?)(-\d\d){0,2}", re.ASCII | re.IGNORECASE)


def figures(text: str) -> str | None:
    """Say how ``03/04/2026`` can be read, which is April or March depending on the reader; None of other texts."""
    match = _FIGURES.fullmatch(text.strip())
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), match[3]
    readings = [f"{year}-{month:02}-{day:02}" for day, month in ((first, second), (second, first)) if 1 <= month <= 12]
    readings = list(dict.fromkeys(readings))
    if len(readings) == 2:
        return f"'{text}' can be read as {readings[0]} or as {readings[1]}: write the one you mean"
    suggestion = f": write {readings[0]}" if readings else ": write YYYY-MM-DD"
    return f"'{text}' is not in the order year, month, day{suggestion}"


def why_not(side: str, whole: str) -> str:
    """Say why one side of a text is not taken for a date, and what to write.

    Args:
        side: the date, which may be one end of an interval.
        whole: the whole text, to be named.
    """
    if whole.strip().casefold() in MOVING:
        return f"'{whole}' is another day tomorrow: write the day itself, such as 2022-03-29"
    return f"'{whole}' {_no_use(side) or f'is not a date: {_nearly(side) or EXAMPLES}'}"


def _no_use(side: str) -> str | None:
    """Say what EDTF means that there is no use for here."""
    if side.startswith("{"):
        several = "is a set of several dates, and an entry happened once"
        return f"{several}: record one for each, or write [...] for one of them"
    if _SIGNIFICANT.fullmatch(side):
        return "gives a number of significant digits, which is not taken: write 195X for a decade, 19XX for a century"
    if _BEYOND.fullmatch(side):
        return "lies beyond the calendar of this log, which runs from the year 0001 to 9999: tell it in a note"
    return None


def _nearly(side: str) -> str | None:
    """Say what to write for what is nearly EDTF."""
    if told := _nearly_a_time(side):
        return told
    if match := _RUN_TOGETHER.fullmatch(side):
        return f"its parts are set apart: write {'-'.join(match.groups())}"
    if (match := _UNPADDED.fullmatch(side)) and len(match[1]) > 2:
        parts = [f"{match[1]:0>4}", *(f"{part:0>2}" for part in match.groups()[1:3] if part)]
        return f"a year has four digits, a month and a day two: write {'-'.join(parts)}{match[4]}"
    return None


def _nearly_a_time(side: str) -> str | None:
    """Say what to write for a day with what is nearly a time of it."""
    if match := _CLOCK.fullmatch(side):
        day, hour, minute, sign, offset, rest = match.groups(default="00")
        return f"hours and offsets have two digits: write {day}T{hour:0>2}:{minute}{sign}0{offset}:{rest}"
    if match := _HOUR.fullmatch(side):
        return f"a time has hours and minutes: write {match[1]}T{match[2]:0>2}:00"
    if match := _TWELVE.search(side):
        return f"hours are counted to 24: write {int(match[1]) % 12 + 12 * (match[3] in 'pP'):02}:{match[2] or '00'}"
    if match := _ZONE.search(side):
        return f"a time zone is written as its hours from UTC, such as +01:00, and not as {match[1]}"
    return None
