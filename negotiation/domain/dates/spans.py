"""Lengths of time as people write them: ``8d``, ``3 weeks``, ``1h30min``."""

import re

_UNITS = {
    "Y": ("y", "year", "years"),
    "M": ("mo", "month", "months"),
    "W": ("w", "week", "weeks"),
    "D": ("d", "day", "days"),
    "H": ("h", "hour", "hours"),
    "m": ("min", "mins", "minute", "minutes"),
    "S": ("s", "sec", "second", "seconds"),
}
"""The words for each unit, the largest first; minutes are apart from months, since m alone could be either."""

_BY_WORD = {word: unit for unit, words in _UNITS.items() for word in words}
_PART = re.compile(r"(\d+)\s*([a-z]+)")
_WHOLE = re.compile(r"(\s*\d+\s*[a-z]+\s*,?)+")


def as_duration(text: str) -> str:
    """Return a length of time in the form of ISO 8601, such as ``P8D``; what is none is returned as it is."""
    if text[:1] == "p":
        return text.upper()
    folded = text.casefold()
    if not _WHOLE.fullmatch(folded):
        return text
    units = list(_UNITS)
    parts = [(_BY_WORD.get(word), figure) for figure, word in _PART.findall(folded)]
    order = [units.index(unit) for unit, _ in parts if unit]
    if len(order) < len(parts) or order != sorted(set(order)):
        return text
    date = "".join(f"{figure}{unit}" for unit, figure in parts if unit in ("Y", "M", "W", "D"))
    time = "".join(f"{figure}{unit.upper()}" for unit, figure in parts if unit in ("H", "m", "S"))
    return f"P{date}{f'T{time}' if time else ''}"
