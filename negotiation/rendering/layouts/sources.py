"""The layout of the sources, and of what rests on none."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.sources import Sources
from ..document import Document, sheet, table
from .common import lines_table, seen, several_numbers


def lay_out(view: Sources, clocks: Clocks) -> Document:
    """Return the sources and what rests on them as a document."""
    columns = ("source", "publisher", "title", "published", "language", "grade", "entries")
    rows = [
        (
            source.source,
            source.publisher,
            source.title or "",
            source.published or "",
            source.language or "",
            source.reliability or "",
            several_numbers(source.entries),
        )
        for source in view.sources
    ]
    spoken = (
        (*row[:3], in_words(row[3]) if row[3] else "", *row[4:6], row[6].replace(";", ", ") or "none") for row in rows
    )
    listed = table(columns, spoken, empty="no sources")
    unsourced = lines_table(view.unsourced, "unsourced", "every claim has a source")
    sections = (seen(clocks), listed, unsourced)
    return Document(f"{view.talks}: sources", sections, view, view.sources, sheet(columns, rows))
