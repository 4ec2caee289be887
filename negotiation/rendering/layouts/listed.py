"""The layout of the talks of a log."""

from collections.abc import Mapping

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.listed import Listed
from ..document import NOTHING, Document, sheet, table
from .common import seen, several


def lay_out(view: Listed, clocks: Clocks) -> Document:
    """Return the talks of a log as a document, a row each."""
    columns = ("talks", "title", "phase", "first", "last", "entries", "proposals", "pledges", "not in view")
    rows = [
        (
            line.talks,
            line.title,
            line.phase,
            line.first or "",
            line.last or "",
            str(line.entries),
            _numbers(line.proposals),
            _numbers(line.pledges),
            str(line.not_in_view),
        )
        for line in view.lines
    ]
    spoken = (
        (
            *row[:3],
            *(in_words(day) if day else NOTHING for day in row[3:5]),
            row[5],
            *(numbers.replace(";", ", ") for numbers in row[6:8]),
            row[8],
        )
        for row in rows
    )
    found = table(columns, spoken, empty="this log holds no talks yet")
    return Document("talks", (seen(clocks), found), view, view.lines, sheet(columns, rows))


def _numbers(found: Mapping[str, int]) -> str:
    return several(f"{number} {name}" for name, number in found.items())
