"""The layout of what changed between two moments."""

from collections.abc import Sequence

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.changes import Change, Changes, told_together
from ..document import Document, Section, Table, facts, resting, sheet
from .common import DASH, clocks_words, lines_table, numbers


def lay_out(view: Changes, clocks: Clocks) -> Document:
    """Return what changed between two moments as a document."""
    changed = Section(None, (_table(told_together(view.changes)),))
    verb = {"at": "happened", "known": "became known", "recorded": "was recorded"}[view.clock]
    between = f"{verb} between {_moment(view.before)} and {_moment(view.after)}"
    sections: list[Section] = [
        facts((("compared", between), ("seen", clocks_words(clocks, without=view.clock)))),
        changed,
        lines_table(view.new, "new in view", "no new entries"),
    ]
    if view.gone:
        sections.append(lines_table(view.gone, "no longer in view"))
    return Document(f"{view.talks}: what changed", tuple(sections), view, view.changes, _table(view.changes))


def _table(changes: Sequence[Change]) -> Table:
    rows = (
        (
            change.subject,
            change.what,
            resting(change.before or DASH, *change.entries_before),
            resting(change.after or DASH, *change.entries),
            numbers(change.entries),
        )
        for change in changes
    )
    return sheet(("what", "field", "before", "after", "by"), rows, "nothing reads otherwise")


def _moment(text: str) -> str:
    return text if text.startswith("#") else in_words(text)
