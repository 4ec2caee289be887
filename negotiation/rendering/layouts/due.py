"""The layout of what is due."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.due import Due
from ...views.due_item import Item
from ...views.wording import duration_words, listed
from ..document import Document, Facts, Table
from .common import DASH, clocks_words, numbers


def lay_out(view: Due, clocks: Clocks) -> Document:
    """Return what is due as a document."""
    seen = Facts(
        (
            ("seen", clocks_words(clocks)),
            ("due at", in_words(clocks.at or view.moment)),
            ("looking ahead", duration_words(view.within)),
        )
    )
    table = Table(
        ("when", "what", "on", "waiting for", "entries"),
        tuple(_row(item) for item in view.items),
        empty="nothing is due",
    )
    return Document(f"{view.talks}: due", (seen, table), view, view.items, _sheet(view))


def _sheet(view: Due) -> Table:
    """Return what is due as a sheet: one thing a column, dates as EDTF."""
    rows = tuple(
        (
            item.when or "",
            "yes" if item.overdue else "no",
            item.kind,
            item.subject,
            item.what,
            ", ".join(item.who),
            ", ".join(f"#{number}" for number in item.entries),
            "yes" if item.contested else "no",
        )
        for item in view.items
    )
    columns = ("when", "overdue", "kind", "on", "what", "waiting for", "entries", "contested")
    return Table(columns, rows, empty="nothing is due")


def _row(item: Item) -> tuple[str, ...]:
    when = f"{in_words(item.when)}{' (overdue)' if item.overdue else ''}" if item.when else DASH
    what = f"{item.what}, contested" if item.contested else item.what
    return (when, f"{item.kind}: {what}", item.subject, listed(item.who) or DASH, numbers(item.entries))
