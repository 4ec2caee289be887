"""The layout of what is due."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.due import Due
from ...views.due_item import DueItem
from ...views.phrases import duration_words, parties_words
from ..document import NOTHING, Document, Table, Words, facts, resting, sheet, table
from .common import clocks_words, numbers, several, several_numbers


def lay_out(view: Due, clocks: Clocks) -> Document:
    """Return what is due as a document."""
    seen = facts(
        (
            ("seen", clocks_words(clocks)),
            ("due at", in_words(clocks.at or view.moment)),
            ("looking ahead", duration_words(view.within)),
        )
    )
    rows = map(_row, view.items)
    items = table(("when", "what", "on", "waiting for", "entries"), rows, empty=_empty(view))
    return Document(f"{view.talks}: due", (seen, items), view, view.items, _sheet(view))


def _sheet(view: Due) -> Table:
    """Return what is due as a sheet: one thing a column, dates as EDTF."""
    rows = (
        (
            item.when or "",
            "yes" if item.overdue else "perhaps" if item.perhaps else "today" if item.today else "no",
            item.kind,
            item.subject,
            item.what,
            several(item.who),
            several_numbers(item.entries),
            "yes" if item.contested else "no",
        )
        for item in view.items
    )
    columns = ("when", "overdue", "kind", "on", "what", "waiting for", "entries", "contested")
    return sheet(columns, rows, _empty(view))


def _empty(view: Due) -> str:
    """Say why there is nothing: none is due, or none of what is due was asked for."""
    return "nothing that is due matches what was asked for" if view.others else "nothing is due"


def _row(item: DueItem) -> tuple[Words, ...]:
    when = f"{in_words(item.when)}{_late(item)}" if item.when else NOTHING
    what = f"{item.what}, contested" if item.contested else item.what
    words = resting(f"{item.kind}: {what}", *item.entries)
    return (when, words, item.subject, parties_words(item.who) or NOTHING, numbers(item.entries))


def _late(item: DueItem) -> str:
    """Say that a deadline has passed, or may have, or is today."""
    return " (overdue)" if item.overdue else " (perhaps overdue)" if item.perhaps else " (today)" if item.today else ""
