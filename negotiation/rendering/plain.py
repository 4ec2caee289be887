"""Documents as plain text for pipes and files: aligned columns, no colour; a row is a line unless a width is given."""

import textwrap
import unicodedata
from collections.abc import Iterable

from .document import Block, Document, Facts, Table
from .safe import for_terminal

WIDEST_WORD = 30
"""A word longer than this is broken where it stands in the way of a width."""


def as_text(document: Document, width: int | None = None) -> str:
    """Return the document as plain text, its tables within a width if one is given."""
    parts = [for_terminal(document.title)]
    parts.extend("\n".join(_block(block, width)) for block in document.blocks)
    return "\n\n".join(parts) + "\n"


def _block(block: Block, width: int | None) -> Iterable[str]:
    if block.heading:
        yield f"{for_terminal(block.heading)}:"
    if isinstance(block, Facts):
        names = max((_width(name) for name, _ in block.pairs), default=0)
        for name, value in block.pairs:
            first, *more = _folded(value, width and width - names - 2)
            yield f"{_padded(for_terminal(name), names)}  {first}"
            yield from (f"{' ' * names}  {line}" for line in more)
    elif isinstance(block, Table):
        yield from _table(block, width)
    else:
        yield from (line for text in block.lines for line in _folded(text, width))


def _folded(text: str, width: int | None) -> list[str]:
    """Return the lines of a text, folded between words where they are longer than a width."""
    lines = for_terminal(text).split("\n")
    if width is None:
        return lines
    return [part for line in lines for part in (textwrap.wrap(line, width, break_on_hyphens=False) or [""])]


def _fitting(rows: list[list[list[str]]], widths: list[int], width: int) -> list[int]:
    """Narrow the widest columns until the table fits, but no column below its longest word."""
    least = [
        max(min(WIDEST_WORD, _width(word)) for row in rows for line in row[index] for word in (line.split() or [""]))
        for index in range(len(widths))
    ]
    fitted = list(widths)
    while sum(fitted) + 2 * (len(fitted) - 1) > width:
        room = [have - need for have, need in zip(fitted, least, strict=True)]
        if max(room) <= 0:
            break
        fitted[max(range(len(fitted)), key=lambda index: fitted[index] if room[index] > 0 else 0)] -= 1
    return fitted


def _table(table: Table, width: int | None) -> Iterable[str]:
    if not table.rows:
        yield table.empty
        return
    rows = [[_folded(cell, None) for cell in row] for row in (table.columns, *table.rows)]
    widths = [max(_width(line) for row in rows for line in row[index]) for index in range(len(table.columns))]
    if width is not None:
        widths = _fitting(rows, widths, width)
        rows = [
            [_folded(cell, most) for cell, most in zip(row, widths, strict=True)]
            for row in (table.columns, *table.rows)
        ]
    for number, row in enumerate(rows):
        for line in range(max(len(cell) for cell in row)):
            cells = [cell[line] if line < len(cell) else "" for cell in row]
            yield "  ".join(map(_padded, cells, widths)).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Return how many columns a text takes on a terminal; combining marks take none, wide characters two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) or unicodedata.category(character) == "Cf"
        else 2 if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )  # fmt: skip
