"""Documents for Excel: the main table on the first sheet, each other table on one of its own, and what they are of."""

import io
from collections.abc import Iterator, Sequence

from ..markings import above_public
from .as_csv import rests_on
from .columns import COLUMNS
from .document import Cell, Document, Facts, Table, said_in, text_of
from .footnotes import footnote_words, marking_title, title_words
from .formats import Paper
from .workbook import Page, Value, Workbook, typed

_NAMES = ("provision", "was", "talks", "id")
"""The columns whose figures are names."""
_ADDED = ("talks", "marking", "Marks", "Sources")
"""Columns that any main table may have."""


def write(document: Document, paper: Paper = Paper.A4) -> bytes:
    """Return the document as a workbook of Excel; the same document gives the same bytes.

    Raises:
        MissingExtra: the library that writes it is not installed.
        InputError: there is more in a sheet, or in a cell, than Excel takes.
    """
    out = io.BytesIO()
    with Workbook(out, Page(paper, title_words(document), _marking(document))) as book:
        main = document.main
        _add(book, document.head.name if document.head else document.title, main, document)
        for name, table in _others(document, main):
            _add(book, name, table, document)
        if document.notes:
            book.add("sources", _SOURCE, _sources(document))
        if dictionary := _dictionary(main):
            book.add("columns", ("column", "what it holds"), dictionary)
        book.add("about", ("what", "value"), _about(document))
    return out.getvalue()


def _add(book: Workbook, name: str, table: Table, document: Document) -> None:
    added = () if document.notes is None else ("Marks", "Sources")
    columns = (*table.columns, *added)
    rows = [(*map(said_in, row), *rests_on(row, document)) for row in table.rows]
    book.add(name, columns, typed(rows, columns, _NAMES))


def _others(document: Document, main: Table) -> Iterator[tuple[str, Table]]:
    """Yield the tables of the sections that have rows, each with a name; not the main one again."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block is not main and block.rows:
                yield block.caption or section.heading or "table", block


_SOURCE = ("number", "publisher", "title", "what is known of it", "quote", "language", "address", "entries", "marks")


def _sources(document: Document) -> Iterator[Sequence[Value]]:
    for note in document.notes.footnotes if document.notes else ():
        yield (
            note.number,
            note.publisher or note.source,
            note.title,
            "; ".join(footnote_words(note)),
            note.quote,
            note.language,
            note.url,
            ", ".join(f"#{number}" for number in note.entries),
            "; ".join(note.marks),
        )


def _dictionary(main: Table) -> list[tuple[str, str]]:
    """Return what the columns of the main table hold, where that is told of them: as CSV has them."""
    wanted = set(main.columns) - set(_ADDED)
    fitting = [told for told in COLUMNS.values() if wanted and wanted <= set(told)]
    told = min(fitting, key=len, default={})
    return [(name, told[name]) for name in main.columns if name in told]


def _about(document: Document) -> Iterator[Sequence[Value]]:
    head = document.head
    yield "title", title_words(document)
    if head is None:
        yield from ((name, text_of(value)) for name, value in _facts(document))
        if marking := _marking(document):
            yield "marking", marking
        return
    yield "talks", head.talks
    yield from head.clocks_words
    yield "parties", text_of(head.parties)
    yield "phase", head.phase.text
    yield "decision rule", head.decides_by.text
    yield "marking", str(head.marking)
    yield "last entry", head.last_entry
    yield "to make it again", head.reproduce
    if head.record:
        yield "record", head.record


def _facts(document: Document) -> Iterator[tuple[str, Cell]]:
    """Yield the facts that a view begins with: from which point of view it is."""
    first = document.sections[0].blocks if document.sections else ()
    yield from (pair for block in first if isinstance(block, Facts) for pair in block.pairs)


def _marking(document: Document) -> str:
    """Return the marking of what is not for everybody, as it stands on each page; a view has it among its values."""
    notes, data = document.notes, document.data
    if notes is not None:
        return marking_title(notes.marking) if notes.marked else ""
    own = str(data.get("marking", "")) if isinstance(data, dict) else ""
    return marking_title(own) if own and above_public(own) else ""
