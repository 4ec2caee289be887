"""The layout of what changed between two moments."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.changes import Changes
from ..document import NOTHING, Document, Section, facts, resting, table
from .common import clocks_words, lines_table, numbers


def lay_out(view: Changes, clocks: Clocks) -> Document:
    """Return what changed between two moments as a document."""
    changed = table(
        ("what", "field", "before", "after", "by"),
        (
            (
                change.subject,
                change.what,
                resting(change.before, *change.entries_before) if change.before else NOTHING,
                resting(change.after, *change.entries) if change.after else NOTHING,
                numbers(change.entries),
            )
            for change in view.changes
        ),
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
    return Document(f"{view.talks}: what changed", tuple(sections), view, view.changes)


def _moment(text: str) -> str:
    return text if text.startswith("#") else in_words(text)
