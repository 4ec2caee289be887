"""The layout of what happened, entry by entry."""

from ...domain.clocks import Clocks
from ...views.timeline import Timeline
from ..document import Document, Facts
from .common import clocks_words, lines_sheet, lines_table


def lay_out(view: Timeline, clocks: Clocks, title: str = "timeline") -> Document:
    """Return a list of entries as a document."""
    seen = Facts((("seen", clocks_words(clocks)),))
    blocks = (seen, lines_table(view.lines))
    return Document(f"{view.talks}: {title}", blocks, view, view.lines, lines_sheet(view.lines))
