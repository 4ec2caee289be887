"""Texts that YAML would cut short without a word: at a comma within ``{...}``, or where a ``#`` begins a comment."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_BREAK = re.compile("[\n\r\x85\u2028\u2029]")
"""What ends a line to YAML."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a scalar stands in a document, and how it is written: plain if it has no style."""

    start: int
    end: int
    style: str


@dataclass(frozen=True, slots=True)
class Cut:
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
    """Return the first comment that cuts a text short, or that stands where a value is expected.

    A comment has a line of its own, or stands after what cannot go on: a quote, a bracket, the name of a field whose
    value is on the lines below.

    Args:
        text: the document.
        spans: its scalars, in their order.
    """
    if "#" not in text:
        return None
    scalars = [span for span in spans if span.end > span.start]
    blanks = {span.start for span in spans if span.end == span.start and not span.style}
    starts = [span.start for span in scalars]
    ends = [*(found.start() for found in _BREAK.finditer(text)), len(text)]

    def scalar_at(position: int) -> Span | None:
        index = bisect_right(starts, position) - 1
        return scalars[index] if index >= 0 and position < scalars[index].end else None

    position = text.find("#")
    while position >= 0:
        within = scalar_at(position)
        if within is not None:
            position = text.find("#", within.end)
            continue
        line = bisect_left(ends, position)
        before = text[ends[line - 1] + 1 if line else 0 : position].rstrip()
        last = position - 1
        while before and text[last] != before[-1]:
            last -= 1
        if before and not _may_follow(before, scalar_at(last), blank=last + 1 in blanks):
            return Cut(position, _cut(text[position : ends[line]].rstrip()))
        position = text.find("#", ends[line])
    return None


def _may_follow(before: str, scalar: Span | None, *, blank: bool) -> bool:
    """Say whether a remark may stand after something on its line, because nothing could go on there.

    Args:
        before: what stands before it on the line.
        scalar: the scalar that ends there, if one does.
        blank: the field or the item that begins there is left empty.
    """
    if scalar is not None:
        return bool(scalar.style)
    return before[-1] in "]}" or before in ("---", "...") or (before[-1] in ":-?" and not blank)


def _cut(rest: str) -> str:
    shown = rest if len(rest) <= 40 else f"{rest[:37]}..."
    advice = "put a text with a # within quotes, and a remark on a line of its own"
    return f"'{shown}' would be a comment, and be lost: {advice}"
