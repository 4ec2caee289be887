"""Documents as Markdown, CSV, JSON and JSON lines: the same bytes for the same document."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any

from pydantic_core import to_jsonable_python

from .document import Block, Document, Facts, Table
from .safe import for_csv, for_json, for_markdown


def as_json(document: Document) -> str:
    """Return the view as one JSON value, keys sorted."""
    return f"{_dumped(document.data, indent=2)}\n"


def as_json_lines(document: Document) -> str:
    """Return the view's main list, one JSON object a line."""
    return "".join(f"{_dumped(item)}\n" for item in document.records)


def _dumped(value: Any, indent: int | None = None) -> str:
    separators = None if indent else (",", ":")
    text = json.dumps(
        to_jsonable_python(value, serialize_unknown=True),
        ensure_ascii=False,
        sort_keys=True,
        indent=indent,
        separators=separators,
    )
    return for_json(text)


def as_csv(document: Document) -> str:
    """Return the view's first table as CSV (RFC 4180, with Unix line ends), formulas defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([for_csv(column) for column in document.main.columns])
    writer.writerows([for_csv(cell) for cell in row] for row in document.main.rows)
    return out.getvalue()


def as_markdown(document: Document) -> str:
    """Return the document as Markdown, with text from outside escaped."""
    parts = [f"# {for_markdown(document.title)}"]
    parts.extend(part for block in document.blocks for part in _markdown_block(block))
    return "\n\n".join(parts) + "\n"


def _markdown_block(block: Block) -> Iterable[str]:
    if block.heading:
        yield f"## {for_markdown(block.heading)}"
    if isinstance(block, Facts):
        yield "\n".join(f"- **{for_markdown(name)}**: {for_markdown(value)}" for name, value in block.pairs)
    elif isinstance(block, Table):
        yield _markdown_table(block) if block.rows else f"*{for_markdown(block.empty)}*"
    else:
        yield "\n".join(f"- {for_markdown(line)}" for line in block.lines)


def _markdown_table(table: Table) -> str:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(for_markdown(cell) for cell in cells)} |"

    return "\n".join([line(table.columns), f"|{'---|' * len(table.columns)}", *map(line, table.rows)])


FORMATS: dict[str, Callable[[Document], str]] = {
    "json": as_json,
    "jsonl": as_json_lines,
    "csv": as_csv,
    "md": as_markdown,
}
"""The formats that are written without knowing a terminal."""
