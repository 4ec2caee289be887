"""EDTF dates written for people: ``29 Mar 2022``, ``about Mar 2022``, ``some time in 2022``."""

import re
from functools import lru_cache

from .edtf import DateError, qualified, span
from .forms import PARTS, QUALIFIERS, part_of

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DOUBT = {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}
"""What is said before a date that is uncertain, approximate, or both."""
OPEN = ("some day in ", "some month in ")
"""What is said before a date of which the day or the month is left open: it lies on one day, which is not known."""
_OPEN_PARTS = re.compile(r"(-XX)+(?=[?~%]?\Z)")
UNKNOWN = "an unknown date"
"""The end of an interval that there is, and that is not known."""


def some_time(text: str | None) -> str:
    """Write a date that leaves open whether it lies within a view: ``some time in Mar 2022``, ``about 5 Mar 2022``."""
    if qualified(text) or (text and text.startswith("[")):
        return in_words(text)
    words = in_words(text)
    if words.startswith(OPEN):
        return words
    joint = "within" if text and "/" in text else "in"
    return f"some time {joint} {words}"


def its_end(text: str) -> str:
    """Write the end of a date for people: ``the end of Mar 2022``, and of a time of day ``29 Mar 2022, 10:00``."""
    return in_words(text) if "T" in text else f"the end of {stretch_words(text)}"


def stretch_words(text: str) -> str:
    """Write a date that is asked about for people: whose day or month is open is the whole month or year."""
    return in_words(_OPEN_PARTS.sub("", text))


@lru_cache(maxsize=8192)
def in_words(text: str | None) -> str:
    """Write an EDTF date for people: ``29 Mar 2022``, ``about Mar 2022``, ``28 Mar 2022 to 30 Mar 2022``."""
    if text is None:
        return "undated"
    try:
        span(text)
    except DateError:
        return text  # no date: left as it is
    if text.startswith("["):
        return _one_of(text[1:-1].split(","))
    first, slash, last = text.partition("/")
    return _from_to(first, last) if slash else _words(text)


def _from_to(first: str, last: str) -> str:
    """Write an interval, which may have no bound at one end, or one that is not known."""
    if first == "..":
        return f"until {_words(last)}"
    if last == "..":
        return f"from {_words(first)}"
    if first and last:
        return f"{_words(first)} to {_words(last)}"
    return f"from {_words(first) if first else UNKNOWN} to {_words(last) if last else UNKNOWN}"


def _one_of(choices: list[str]) -> str:
    """Write several dates of which one is meant."""
    told = []
    for choice in choices:
        first, dots, last = choice.partition("..")
        if not dots:
            told.append(_words(choice))
        elif first and last:
            told.append(f"{_words(first)} to {_words(last)}")
        else:
            told.append(f"{_words(first)} or later" if first else f"{_words(last)} or earlier")
    said = " or ".join(told)
    return said if len(told) > 1 or said.endswith((" or later", " or earlier")) else f"one of {said}"


def _words(text: str) -> str:
    """Write one date or time."""
    part = part_of(text)
    assert part is not None  # noqa: S101  # a span was read from it
    year, month, day = part["year"] or "", part["month"] or "XX", part["day"] or "XX"
    if "X" in (year + month if day != "XX" else "") or ("X" in year and month != "XX") or month.count("X") == 1:
        return text  # days that no words tell as shortly
    if day.count("X") == 1:
        return text
    words = year.replace("X", "x")
    if month in PARTS:
        words = f"{PARTS[month][2]} {words}"
    elif month != "XX":
        words = f"{MONTHS[int(month) - 1]} {words}"
    if day != "XX":
        words = f"{int(day)} {words}"
    if part["hour"]:
        second = f":{part['second']}" if part["second"] else ""
        zone = {"Z": " UTC", None: ""}.get(part["zone"], f" {part['zone']}")
        words = f"{words}, {part['hour']}:{part['minute']}{second}{zone}"
    return f"{DOUBT[_doubt(text)]}{_left_open(part)}{words}"


def _left_open(part: dict[str, str | None]) -> str:
    """Say which part of a date is left open; where it is not written at all, the whole stretch of time is meant."""
    if part["day"] == "XX":
        return OPEN[0]
    return OPEN[1] if part["month"] == "XX" else ""


def _doubt(text: str) -> str:
    """Return the one qualifier that says what all those of a date say."""
    found = QUALIFIERS & set(text)
    return "%" if len(found) > 1 else next(iter(found), "")
