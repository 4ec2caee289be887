"""The layout of what happened, entry by entry."""

from ...domain.dates.clocks import Clocks
from ...views.timeline import Timeline
from ..document import Document, remarks
from .common import lines_sheet, lines_table, seen


def lay_out(view: Timeline, clocks: Clocks, title: str = "timeline") -> Document:
    """Return a list of entries as a document."""
    earlier = f"{view.earlier} earlier {'entry is' if view.earlier == 1 else 'entries are'} not shown"
    left = (remarks([earlier]),) if view.earlier else ()
    sections = (seen(clocks), lines_table(view.lines), *left)
    return Document(f"{view.talks}: {title}", sections, view, view.lines, lines_sheet(view.lines))
