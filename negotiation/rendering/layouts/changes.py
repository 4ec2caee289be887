"""The layout of what changed between two moments."""

from ...domain.clocks import Clocks
from ...domain.edtf_words import in_words
from ...views.changes import Changes
from ..document import Block, Document, Facts, Table
from .common import clocks_words, lines_table, numbers


def lay_out(view: Changes, clocks: Clocks) -> Document:
    """Return what changed between two moments as a document."""
    table = Table(
        ("what", "field", "before", "after", "by"),
        tuple(
            (change.subject, change.what, change.before or "–", change.after or "–", numbers(change.entries))  # noqa: RUF001
            for change in view.changes
        ),
        empty="nothing reads otherwise",
    )
    verb = {"at": "happened", "known": "became known", "recorded": "was recorded"}[view.clock]
    between = f"{verb} between {_moment(view.before)} and {_moment(view.after)}"
    blocks: list[Block] = [Facts((("compared", between), ("seen", clocks_words(clocks, without=view.clock)))), table]
    blocks.append(lines_table(view.new, "new in view", "no new entries"))
    if view.gone:
        blocks.append(lines_table(view.gone, "no longer in view"))
    return Document(f"{view.talks}: what changed", tuple(blocks), view, view.changes)


def _moment(text: str) -> str:
    return text if text.startswith("#") else in_words(text)
