"""The layout of what changed between two moments."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import stretch_words
from ...views.changes import Change, Changes, told_together
from ..document import NOTHING, Document, Section, Table, Words, facts, redlined, resting, sheet, table
from .common import clocks_words, lines_table, numbers


def lay_out(view: Changes, clocks: Clocks) -> Document:
    """Return what changed between two moments as a document; of a text, the words are a redline."""
    found = told_together(view.changes)
    changed = table(
        ("what", "field", "before", "after", "by"),
        ((change.subject, change.what, *_words(change), numbers(change.entries)) for change in found),
        empty="nothing reads otherwise",
    )
    verb = {"at": "happened", "known": "became known", "recorded": "was recorded"}[view.clock]
    between = f"{verb} between {_moment(view.before)} and {_moment(view.after)}"
    sections: list[Section] = [
        facts((("compared", between), ("seen", clocks_words(clocks, without=view.clock)))),
        changed,
        lines_table(view.new, "new in view", "no new entries"),
    ]
    if view.gone:
        sections.append(lines_table(view.gone, "no longer in view"))
    if view.said:
        sections.append(lines_table(view.said, "new entries about entries"))
    if view.unsaid:
        sections.append(lines_table(view.unsaid, "entries about entries that count no more"))
    return Document(f"{view.talks}: what changed", tuple(sections), view, view.rows, changes_sheet(view))


def _words(change: Change) -> tuple[Words, Words]:
    """Return how something read before, and reads now; where words were exchanged, both are in the second."""
    before = resting(change.before, *change.entries_before) if change.before else NOTHING
    if change.before and change.after and change.runs:
        return before, redlined(change.runs, *change.entries)
    return before, resting(change.after, *change.entries) if change.after else NOTHING


def changes_sheet(view: Changes) -> Table:
    """Lay out for a spreadsheet all that changed: what came, what went, and what reads otherwise, a row each."""
    rows = (
        (row.change, row.thing, row.field, row.before or "", row.after or "", numbers(row.entries)) for row in view.rows
    )
    return sheet(("change", "thing", "field", "before", "after", "by"), rows, "nothing changed")


def _moment(text: str) -> str:
    return text if text.startswith("#") else stretch_words(text)
