"""The layout of the sources, and of what rests on none."""

from ...domain.clocks import Clocks
from ...domain.edtf_words import in_words
from ...views.sources import Sources
from ..document import Document, Facts, Table
from .common import clocks_words, lines_table, numbers


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
            numbers(source.entries) or "none",
        )
        for source in view.sources
    ]
    spoken = ((*row[:3], in_words(row[3]) if row[3] else "", *row[4:]) for row in rows)
    table = Table(columns, tuple(spoken), empty="no source is registered")
    unsourced = lines_table(view.unsourced, "unsourced", "every claim has a source")
    seen = Facts((("seen", clocks_words(clocks)),))
    sheet = Table(columns, tuple(rows))
    return Document(f"{view.talks}: sources", (seen, table, unsourced), view, view.sources, sheet)
