"""Reports as CSV: the main table, with what each row rests on in columns of its own."""

from collections.abc import Callable, Iterable

from ..rendering.document import Document
from ..rendering.document import Table as PlainTable
from ..rendering.formats import as_csv
from .model import Cell, Passage, Report


def write(report: Report) -> str:
    """Return the main table of the report as CSV, formulas defused.

    The columns added are the marks of the row and the sources that it cites, with the places in them.
    """
    cited = {
        note.number: f"{note.source} ({note.locator})" if note.locator else note.source for note in report.footnotes
    }
    rows = tuple(
        (
            *("\n".join(passage.text for passage in cell) for cell in row),
            _all(row, lambda passage: passage.marks),
            _all(row, lambda passage: [cited[note] for note in passage.notes]),
        )
        for row in report.main.rows
    )
    table = PlainTable((*report.main.columns, "Marks", "Sources"), rows)
    return as_csv(Document(report.head.title, (table,)))


def _all(row: tuple[Cell, ...], of: Callable[[Passage], Iterable[str]]) -> str:
    return "; ".join(dict.fromkeys(words for cell in row for passage in cell for words in of(passage)))
