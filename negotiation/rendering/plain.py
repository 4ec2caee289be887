"""Documents as plain text for pipes and files: aligned columns, no colour, no width of a terminal."""

import unicodedata
from collections.abc import Iterable

from .document import Block, Document, Facts, Table
from .safe import for_terminal


def as_text(document: Document) -> str:
    """Return the document as plain text."""
    parts = [for_terminal(document.title)]
    parts.extend("\n".join(_block(block)) for block in document.blocks)
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> Iterable[str]:
    if block.heading:
        yield f"{for_terminal(block.heading)}:"
    if isinstance(block, Facts):
        width = max((_width(name) for name, _ in block.pairs), default=0)
        for name, value in block.pairs:
            first, *more = for_terminal(value).split("\n")
            yield f"{_padded(for_terminal(name), width)}  {first}"
            yield from (f"{' ' * width}  {line}" for line in more)
    elif isinstance(block, Table):
        yield from _table(block)
    else:
        yield from (for_terminal(line) for line in block.lines)


def _table(table: Table) -> Iterable[str]:
    if not table.rows:
        yield table.empty
        return
    rows = [[for_terminal(cell).split("\n") for cell in row] for row in (table.columns, *table.rows)]
    widths = [max(_width(line) for row in rows for line in row[index]) for index in range(len(table.columns))]
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
