"""The layout of how many entries there are."""

from ...domain.dates.clocks import Clocks
from ...views.count import Count
from ..document import NOTHING, Document, remarks, sheet, table
from .common import seen


def lay_out(view: Count, clocks: Clocks) -> Document:
    """Return counts as a document: a row for each group."""
    columns = (*view.by, "entries")
    rows = [(*(value or "" for value in group.values.values()), str(group.count)) for group in view.groups]
    listed = table(columns, [tuple(cell or NOTHING for cell in row) for row in rows], empty="no entries")
    several = sum(group.count for group in view.groups) > view.total
    each = "; one that is in several groups is counted in each" if several else ""
    whole = remarks([f"recorded, and in view: {view.total} in all{each}"])
    return Document(f"{view.talks}: entries", (seen(clocks), listed, whole), view, view.groups, sheet(columns, rows))
