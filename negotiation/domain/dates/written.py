"""Dates as people write them, read as EDTF: with a space before the time, or in the words in which they are shown."""

import re
from datetime import date, timedelta

from .edtf import DateError, span
from .forms import PARTS
from .words import DOUBT, MONTHS, OPEN, UNKNOWN

_SPACED = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T|\s+)(\d{1,2}):(\d\d(?::\d\d)?)(?:\s*(Z|UTC|[+-]\d\d:?\d\d))?([?~%]?)", re.ASCII
)
_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[^\W\d]+)\.?\s+"
    r"(?:(?P<after>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{4})"
    r"(?:,?\s+(?P<time>\d{1,2}:\d\d(?::\d\d)?)(?:\s*(?P<zone>Z|UTC|[+-]\d\d:?(?:\d\d)?))?)?"
)
_OF_YEAR = re.compile(r"(?P<words>[a-z ]+?)\s+(?P<year>\d{3}[\dx]|\d\dxx)", re.ASCII)
_FULL = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december")  # fmt: skip
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def as_edtf(text: str, today: date | None = None) -> str:
    """Return what people wrote as EDTF; what cannot be read is left as it is, for whoever reads it to refuse.

    Args:
        text: ``2022-03-29 10:00``, ``29 Mar 2022``, ``about Mar 2022``, or EDTF.
        today: the present day, where ``today``, ``yesterday`` and ``tomorrow`` may be written for a date. It is given
            for what is read once: in a file the words would mean another day each time.
    """
    told = text.strip()
    if today is not None and told.casefold() in _DAYS:
        return (today + timedelta(days=_DAYS[told.casefold()])).isoformat()
    if _is_read(told):
        return told
    for read in (_spaced, _in_words):
        found = read(told)
        if found is not None and _is_read(found):
            return found
    return text


def reads(text: str) -> bool:
    """Say whether a text is a date as people write it, whatever day is present."""
    return _is_read(as_edtf(text))


def _is_read(text: str) -> bool:
    try:
        span(text)
    except DateError:
        return False
    return True


def _spaced(text: str) -> str | None:
    """Read times that are set off by a space, at one end of an interval or both."""
    sides = [_time(side.strip()) for side in text.split("/")]
    return "/".join(sides) if len(sides) <= 2 else None


def _time(text: str) -> str:
    match = _SPACED.fullmatch(text)
    if match is None:
        return text
    day, hour, rest, zone, doubt = match.groups(default="")
    return f"{day}T{hour:0>2}:{rest}{'Z' if zone == 'UTC' else zone}{doubt}"


def _in_words(text: str) -> str | None:
    """Read a date, an interval or a choice in the words in which it is shown."""
    if " or " in text or text.startswith("one of "):
        return _choices(text.removeprefix("one of ").split(" or "))
    if text.startswith("until "):
        return f"../{_one(text.removeprefix('until '))}"
    bare = text.removeprefix("from ")
    first, joint, last = bare.partition(" to ")
    if joint:
        return "/".join("" if side == UNKNOWN else str(_one(side)) for side in (first, last))
    return f"{_one(bare)}/.." if bare != text else _one(text)


def _choices(told: list[str]) -> str:
    if told[-1] in ("later", "earlier"):
        *told, end = told
        last = _one(told.pop())
        told_last = f"{last}.." if end == "later" else f"..{last}"
        return f"[{','.join([*map(_choice, told), told_last])}]"
    return f"[{','.join(map(_choice, told))}]"


def _choice(text: str) -> str:
    return "..".join(str(_one(side)) for side in text.split(" to "))


def _one(text: str) -> str | None:
    """Read one date in words, with the doubt that stands before it."""
    for sign, words in sorted(DOUBT.items(), key=lambda item: -len(item[1])):
        if text.startswith(words):
            found = _date(text.removeprefix(words))
            return None if found is None else f"{found}{sign}"
    return None


def _date(text: str) -> str | None:
    if _is_read(text):
        return text
    for words, unknown in zip(OPEN, ("day", "month"), strict=True):
        if text.startswith(words):
            return _opened(text.removeprefix(words), unknown)
    if match := _OF_YEAR.fullmatch(text):
        year = match["year"].replace("x", "X")
        for number, (_, _, words) in PARTS.items():
            if words == match["words"]:
                return f"{year}-{number}"
    if re.fullmatch(r"\d{2,3}x{1,2}", text, re.ASCII):
        return text.replace("x", "X")
    match = _WORDS.fullmatch(text)
    month = _month(match["month"]) if match else None
    if match is None or month is None or (match["day"] and match["after"]):
        return None
    told = match["day"] or match["after"]
    day = f"-{told:0>2}" if told else ""
    zone = "Z" if match["zone"] == "UTC" else match["zone"] or ""
    return f"{match['year']}-{month:02}{day}{_clock(match['time'])}{zone}"


def _opened(text: str, unknown: str) -> str | None:
    """Return a date with the digits of its day, or of its month, left open."""
    found = _date(text)
    if found is None:
        return None
    if unknown == "month":
        return f"{found}-XX"
    return f"{found}-XX" if "-" in found else f"{found}-XX-XX"


def _clock(time: str | None) -> str:
    """Return a time of day as it stands in a date, its hour in two digits."""
    if time is None:
        return ""
    hour, _, rest = time.partition(":")
    return f"T{hour:0>2}:{rest}"


def _month(word: str) -> int | None:
    told = "sep" if word.casefold() == "sept" else word.casefold()
    if told in _FULL:
        return _FULL.index(told) + 1
    short = [month.casefold() for month in MONTHS]
    return short.index(told) + 1 if told in short else None
