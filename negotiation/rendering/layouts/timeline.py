"""The layout of what happened, entry by entry."""

from ...domain.dates.clocks import Clocks
from ...views.timeline import Timeline
from ..document import Document
from .common import lines_sheet, lines_table, seen


def lay_out(view: Timeline, clocks: Clocks, title: str = "timeline") -> Document:
    """Return a list of entries as a document."""
    sections = (seen(clocks), lines_table(view.lines))
    return Document(f"{view.talks}: {title}", sections, view, view.lines, lines_sheet(view.lines))
