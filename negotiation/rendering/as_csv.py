"""Documents as CSV: the main table; that of a report says what each row rests on in columns of its own."""

import csv
import io
from collections.abc import Callable, Iterable

from .document import Cell, Document, Passage, said_in
from .safe import for_csv


def write(document: Document) -> str:
    """Return the main table as CSV (RFC 4180, with Unix line ends), formulas defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    added = () if document.notes is None else ("Marks", "Sources")
    writer.writerow([for_csv(column) for column in (*document.main.columns, *added)])
    writer.writerows(
        [for_csv(words) for words in (*map(said_in, row), *rests_on(row, document))] for row in document.main.rows
    )
    return out.getvalue()


def rests_on(row: tuple[Cell, ...], document: Document) -> tuple[str, ...]:
    """Return the marks of a row and the sources that it cites, with the places in them, where these were looked up."""
    return () if document.notes is None else ("; ".join(marks_of(row)), "; ".join(sources_of(row, document)))


def marks_of(row: tuple[Cell, ...]) -> list[str]:
    """Return what is to be known before a row is relied on, each once."""
    return _all(row, lambda passage: passage.marks)


def sources_of(row: tuple[Cell, ...], document: Document) -> list[str]:
    """Return the sources that a row cites, with the places in them, each once."""
    cited = {
        note.number: f"{note.source} ({note.locator})" if note.locator else note.source
        for note in (document.notes.footnotes if document.notes else ())
    }
    return _all(row, lambda passage: [cited[note] for note in passage.notes])


def _all(row: tuple[Cell, ...], of: Callable[[Passage], Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(words for cell in row for passage in cell for words in of(passage)))
