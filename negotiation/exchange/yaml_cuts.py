"""Texts that YAML would cut short without a word: at a comma within ``{...}``, or where a ``#`` begins a comment."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

_BREAK = re.compile("[\n\r\x85\u2028\u2029]")
"""What ends a line to YAML."""


class Span(Struct, frozen=True):
    """Where a scalar stands in a document, and how it is written: plain if it has no style."""

    start: int
    end: int
    style: str
    follows: str
    """After what it stands: ``:`` if it is the value of a field, ``-`` an item of a list; nothing if it is a name."""


class Cut(Struct, frozen=True):
    """Where something would be lost, and what to do about it."""

    position: int
    message: str


def valueless(text: str, name_end: int, value: Span, name: str) -> str | None:
    """Say what is wrong with a field that has a name and no colon.

    Args:
        text: the document.
        name_end: where the name ends.
        value: its value, which YAML takes to be empty.
        name: the name.
    """
    if value.style or value.end > value.start or ":" in text[name_end : value.start]:
        return None
    shown = name if len(name) <= 60 else f"{name[:57]}..."
    return f"'{shown}' has no value: a comma in {{...}} begins a new field, so put a text with a comma within quotes"


def cut_at(text: str, spans: Sequence[Span]) -> Cut | None:
    """Return the first comment that cuts a text short, or that stands where a text is expected.

    A comment has a line of its own, or stands after what cannot go on: a quote, a bracket, the name of a field whose
    fields or items are on the lines below.

    Args:
        text: the document.
        spans: its scalars, in their order.
    """
    scalars = _Scalars(spans)
    breaks = [found.start() for found in _BREAK.finditer(text)] if "#" in text else []
    position = text.find("#")
    while position >= 0:
        within = scalars.at(position)
        if within is not None:
            position = text.find("#", within.end)
            continue
        line = bisect_left(breaks, position)
        end = breaks[line] if line < len(breaks) else len(text)
        before = text[breaks[line - 1] + 1 if line else 0 : position]
        if before.strip() and not scalars.allow(before, position):
            return Cut(position, _cut(text[position:end].rstrip()))
        position = text.find("#", end)
    return None


class _Scalars:
    """The scalars of a document, by their places."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._all = [span for span in spans if span.end > span.start]
        self._starts = [span.start for span in self._all]
        self._blanks = {span.start for span in spans if span.end == span.start and not span.style}

    def at(self, position: int) -> Span | None:
        """Return the scalar that holds a character."""
        index = bisect_right(self._starts, position) - 1
        return self._all[index] if index >= 0 and position < self._all[index].end else None

    def allow(self, before: str, position: int) -> bool:
        """Say whether a remark may stand after something on its line, because no text could go on there.

        Args:
            before: what stands before it on the line.
            position: where it begins.
        """
        told = before.rstrip()
        end = position - len(before) + len(told)
        scalar = self.at(end - 1)
        if end == position or (scalar is not None and not scalar.style):
            return False
        if scalar is not None or told[-1] in "]}" or told in ("---", "..."):
            return True
        return told[-1] in ":-?" and end not in self._blanks and not self._begins_below(told[-1], position)

    def _begins_below(self, sign: str, position: int) -> bool:
        """Say whether a text without quotes begins on the lines below: the value of the field, or the item."""
        index = bisect_right(self._starts, position)
        return index < len(self._all) and not self._all[index].style and self._all[index].follows == sign


def _cut(rest: str) -> str:
    shown = rest if len(rest) <= 40 else f"{rest[:37]}..."
    advice = "put a text with a # within quotes, and a remark on a line of its own"
    return f"'{shown}' would be a comment, and be lost: {advice}"
