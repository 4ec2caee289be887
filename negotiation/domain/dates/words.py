"""EDTF dates written for people: ``29 Mar 2022``, ``about Mar 2022``, ``some time in 2022``."""

from functools import lru_cache

from .edtf import DATE, DateError, qualified, span


def some_time(text: str | None) -> str:
    """Write a date that leaves open whether it lies within a view: ``some time in Mar 2022``, ``about 5 Mar 2022``."""
    if qualified(text):
        return in_words(text)
    joint = "within" if text and "/" in text else "in"
    return f"some time {joint} {in_words(text)}"


_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_QUALIFIERS = {"?": "perhaps ", "~": "about ", "%": "perhaps about ", None: ""}


def its_end(text: str) -> str:
    """Write the end of a date for people: ``the end of Mar 2022``, and of a time of day ``29 Mar 2022, 10:00``."""
    return in_words(text) if "T" in text else f"the end of {in_words(text)}"


@lru_cache(maxsize=8192)
def in_words(text: str | None) -> str:
    """Write an EDTF date for people: ``29 Mar 2022``, ``about Mar 2022``, ``28 Mar 2022 to 30 Mar 2022``."""
    if text is None:
        return "undated"
    try:
        span(text)
    except DateError:
        return text  # no date: left as it is
    first, slash, last = text.partition("/")
    if not slash:
        return _words(text)
    if first in ("", ".."):
        return f"until {_words(last)}"
    return f"from {_words(first)}" if last in ("", "..") else f"{_words(first)} to {_words(last)}"


def _words(text: str) -> str:
    """Write one date or time."""
    match = DATE.fullmatch(text)
    assert match is not None  # noqa: S101  # a span was read from it
    part = match.groupdict()
    words = part["year"].replace("X", "x")
    if part["month"] not in (None, "XX"):
        words = f"{_MONTHS[int(part['month'])]} {words}"
    if part["day"] not in (None, "XX"):
        words = f"{int(part['day'])} {words}"
    if part["hour"]:
        second = f":{part['second']}" if part["second"] else ""
        zone = {"Z": " UTC", None: ""}.get(part["zone"], f" {part['zone']}")
        words = f"{words}, {part['hour']}:{part['minute']}{second}{zone}"
    return _QUALIFIERS[part["qualifier"]] + words
