"""Documents as plain text for pipes and files: aligned columns, no colour; a row is a line unless a width is given."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from .directions import isolated
from .document import Block, Document, Facts, Figure, Section, Table, text_of
from .safe import for_terminal

BETWEEN = 2
"""How many spaces stand between two columns of a table."""
WIDEST_PADDING = 40
"""Without a width, a column for whose longest cell the others would be padded by more than this on average is no wider
than this: a longer cell then moves the rest of its own row, and no other's."""
WIDEST_WORD = 30
"""A word longer than this is broken where it stands in the way of a width."""
NARROW = re.compile(
    "[ -\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u22ff]*"
)
"""A text of letters and signs that take one column each: Latin, Greek, Cyrillic, Armenian, quotation marks, arrows."""


Rows = Sequence[Sequence[Sequence[str]]]
"""The lines of every cell, row by row."""


def write(document: Document, width: int | None = None) -> str:
    """Return the document as plain text, its tables within a width if one is given."""
    parts = [isolated(for_terminal(document.title))]
    parts.extend("\n".join(_section(section, width)) for section in document.sections)
    return "\n\n".join(parts) + "\n"


def _section(section: Section, width: int | None) -> Iterable[str]:
    if section.heading:
        yield f"{isolated(for_terminal(section.heading))}:"
    if section.folded:
        yield f"{isolated(for_terminal(section.folded))}:"
    for block in section.blocks:
        yield from _block(block, width)


def _block(block: Block, width: int | None) -> Iterable[str]:
    if isinstance(block, Facts):
        names = max((_width(name) for name, _ in block.pairs), default=0)
        for name, value in block.pairs:
            first, *more = _folded(text_of(value), width and width - names - 2)
            yield f"{_padded(for_terminal(name), names)}  {first}"
            yield from (f"{' ' * names}  {line}" for line in more)
    elif isinstance(block, Table):
        yield from _table(block, width)
    elif isinstance(block, Figure):
        yield from _folded(f"{block.title}. {block.says}", width)
    else:
        yield from (line for passage in block.passages for line in _folded(passage.text, width))


def _folded(text: str, width: int | None) -> list[str]:
    """Return the lines of a text, folded between words where they are longer than a width."""
    lines = for_terminal(text).split("\n")
    if width is not None:
        lines = [part for line in lines for part in (textwrap.wrap(line, width, break_on_hyphens=False) or [""])]
    return list(map(isolated, lines))


def fitting(table: Table, width: int | None, between: int = BETWEEN) -> list[int]:
    """Return how wide the columns are: as their cells, unless that is a waste.

    Within a width the widest is narrowed to fit, but none below its longest word.

    Args:
        table: the table.
        width: how wide it may be; None for as wide as it is. Long words may make it wider even so.
        between: how much stands between two columns.
    """
    return _fitted(table, _cells(table), width, between)


def _fitted(table: Table, rows: Rows, width: int | None, between: int) -> list[int]:
    sizes = _sizes(rows)
    widths = [max(max(row[index]) for row in sizes) for index in range(len(table.columns))]
    if width is None:
        return [_without_waste(most, [row[index] for row in sizes[1:]]) for index, most in enumerate(widths)]
    least = [
        max(min(WIDEST_WORD, _width(word)) for row in rows for line in row[index] for word in (line.split() or [""]))
        for index in range(len(widths))
    ]
    fitted = [max(need, min(have, width)) for have, need in zip(widths, least, strict=True)]
    while sum(fitted) + between * (len(fitted) - 1) > width:
        room = [have - need for have, need in zip(fitted, least, strict=True)]
        if max(room) <= 0:
            break
        fitted[max(range(len(fitted)), key=lambda index: fitted[index] if room[index] > 0 else 0)] -= 1
    return fitted


def _without_waste(most: int, sizes: Sequence[Sequence[int]]) -> int:
    """Return how wide a column is whose widest cell is as wide as that, given all cells below its head."""
    padded = sum(most - max(size) for size in sizes)
    return most if padded <= WIDEST_PADDING * len(sizes) else min(most, WIDEST_PADDING)


def _table(table: Table, width: int | None) -> Iterable[str]:
    if not table.rows:
        yield table.empty
        return
    rows = _cells(table)
    widths = _fitted(table, rows, width, BETWEEN)
    if width is not None:
        rows = _cells(table, widths)
    for number, (row, sizes) in enumerate(zip(rows, _sizes(rows), strict=True)):
        own = [max(most, *size) for most, size in zip(widths, sizes, strict=True)]
        for line in range(max(map(len, row))):
            cells = [
                cell[line] + " " * (most - size[line]) if line < len(cell) else " " * most
                for cell, size, most in zip(row, sizes, own, strict=True)
            ]
            yield (" " * BETWEEN).join(cells).rstrip()
        if number == 0:
            yield (" " * BETWEEN).join("-" * width for width in widths)


def _sizes(rows: Rows) -> list[list[list[int]]]:
    """Return how wide each line of each cell is."""
    return [[list(map(_width, cell)) for cell in row] for row in rows]


def _cells(table: Table, widths: Sequence[int | None] | None = None) -> list[list[list[str]]]:
    """Return the lines of every cell, those of the head first, folded where widths are given."""
    most = widths or [None] * len(table.columns)
    return [
        [_folded(words, width) for words, width in zip(row, most, strict=True)]
        for row in (table.columns, *(tuple(map(text_of, row)) for row in table.rows))
    ]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Return how many columns a text takes on a terminal; combining marks take none, wide characters two."""
    if text.isascii() or NARROW.fullmatch(text):
        return len(text)
    return sum(map(columns_of, text))


@cache
def columns_of(character: str) -> int:
    """Return how many columns a character takes on a terminal."""
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
