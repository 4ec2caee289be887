"""The layout of how many there are."""

from collections.abc import Iterator

from ...domain.dates.clocks import Clocks
from ...domain.dates.periods import PERIODS
from ...views.count import Count, Group
from ..document import NOTHING, Document, remarks, sheet, table
from .common import seen


def lay_out(view: Count, clocks: Clocks) -> Document:
    """Return counts as a document: a row for each group."""
    added = any(group.so_far is not None for group in view.groups)
    columns = (*view.by, view.what, *(("so far",) if added else ()))
    rows = [_row(group, added=added) for group in view.groups]
    listed = table(columns, [tuple(cell or NOTHING for cell in row) for row in rows], empty=f"no {view.what}")
    totals = [(total.by, total.value or NOTHING, str(total.count)) for total in view.totals]
    below = (table(("by", "of", view.what), totals, "totals"),) if totals else ()
    title = f"{view.talks or f'{view.among} talks'}: {view.what}"
    sections = (seen(clocks), listed, *below, remarks(_remarks(view, added=added)))
    return Document(title, sections, view, view.groups, sheet(columns, rows))


def _row(group: Group, *, added: bool) -> tuple[str, ...]:
    so_far = "" if group.so_far is None else str(group.so_far)
    return (*(value or "" for value in group.values.values()), str(group.count), *((so_far,) if added else ()))


def _remarks(view: Count, *, added: bool) -> Iterator[str]:
    """Say what was counted: what is recorded, which is not the same as what happened."""
    several = sum(group.count for group in view.groups) > view.total
    each = "; one that is in several groups is counted in each" if several else ""
    yield f"recorded, and in view: {view.total} in all{each}"
    name = next((name for name in view.by if name in PERIODS), None)
    without = sum(group.count for group in view.groups if name and group.values[name] is None)
    if without:
        left = ", and in no sum so far" if added else ""
        yield f"{without} {'is' if without == 1 else 'are'} of no one {name}{left}"
