"""Documents as JSON lines: the main list of a view or a report; of a report without one, its main table."""

from collections.abc import Iterator
from typing import Any

from .as_csv import marks_of, sources_of
from .as_json import dumped
from .document import Document, Report, said_in


def write(document: Document) -> str:
    """Return the main list, one JSON object a line; of a report, as many lines as CSV has rows."""
    by_column = isinstance(document, Report) and not document.records
    return "".join(f"{dumped(item)}\n" for item in (_rows(document) if by_column else document.records))


def _rows(document: Document) -> Iterator[dict[str, Any]]:
    """Yield the rows of the main table by their columns, with what they rest on, as CSV has it."""
    for row in document.main.rows:
        words = dict(zip(document.main.columns, map(said_in, row), strict=True))
        yield {**words, "Marks": marks_of(row), "Sources": sources_of(row, document)}
