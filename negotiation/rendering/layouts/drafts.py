"""The layout of how a text grew: a row for each version."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.drafts import Draft, Drafts
from ...views.phrases import author_words, listed
from ..document import Document, Section, Table, resting, sheet, table
from .common import contesters, seen, several

COLUMNS = ("version", "when", "by", "words", "in brackets", "provisions", "open")


def lay_out(view: Drafts, clocks: Clocks) -> Document:
    """Return how a text grew as a document."""
    title = f"{view.proposal}: {view.title}" if view.title else view.proposal
    return Document(f"drafts of {title}", (seen(clocks), figures(view)), view, view.drafts, _sheet(view))


def figures(view: Drafts, heading: str | None = None) -> Section:
    """Return the versions of a text in figures, a row for each."""
    rows = (
        (
            resting(f"{draft.made.version} (#{draft.made.entry})", draft.made.entry),
            in_words(draft.made.on),
            _by(draft),
            f"{draft.words}",
            f"{draft.bracketed}",
            f"{draft.provisions}",
            f"{draft.open}",
        )
        for draft in view.drafts
    )
    return table(COLUMNS, rows, heading, "no words of it are recorded")


def _by(draft: Draft) -> str:
    made = draft.made
    return f"with {listed(made.amendments)}" if made.amendments else author_words(made.by, made.author)


def _sheet(view: Drafts) -> Table:
    """Return the versions as a sheet: one thing a column, dates as EDTF."""
    columns = ("version", "on", "by", "author", "amendments", "words", "bracketed", "provisions", "open", "entry",
               "contested by")  # fmt: skip
    rows = (
        (
            f"{draft.made.version}",
            draft.made.on or "",
            several(draft.made.by),
            draft.made.author or "",
            several(draft.made.amendments),
            f"{draft.words}",
            f"{draft.bracketed}",
            f"{draft.provisions}",
            f"{draft.open}",
            f"#{draft.made.entry}",
            contesters(draft.made.contested),
        )
        for draft in view.drafts
    )
    return sheet(columns, rows)
