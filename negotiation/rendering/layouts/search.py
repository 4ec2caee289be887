"""The layout of a search: the entries that it found, each with the place where the words stand."""

from ...domain.dates.clocks import Clocks
from ...views.search import Found
from ..document import Document, remarks, resting, table
from .common import line_when, lines_sheet, seen


def lay_out(view: Found, clocks: Clocks, sought: str = "words") -> Document:
    """Return the entries that a search found as a document."""
    rows = (
        (
            f"#{line.number}",
            line_when(line),
            resting(line.what, line.number),
            line.place,
            ", ".join(line.sources),
            "; ".join(line.marks),
        )
        for line in view.lines
    )
    found = table(("entry", "when", "what", "found in", "sources", "marks"), rows, empty="no entries")
    said = [f"{view.earlier} earlier {'entry is' if view.earlier == 1 else 'entries are'} not shown"] * bool(
        view.earlier
    )
    if view.within_words:
        what = "more" if view.lines else "entry" if view.within_words == 1 else "entries"
        more = f"{view.within_words} {what} {'has' if view.within_words == 1 else 'have'} them"
        said.append(f"{more} as parts of longer words: talks search --part, or part*, *part, *part*")
    sections = (seen(clocks), found, *((remarks(said),) if said else ()))
    sheet = lines_sheet(view.lines, {"place": [line.place for line in view.lines]})
    return Document(f"{view.talks}: search for {sought}", sections, view, view.lines, sheet)
