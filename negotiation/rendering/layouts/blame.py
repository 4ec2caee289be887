"""The layout of who wrote which words: a row for each run of them."""

from collections.abc import Iterator

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.blame import Blame, Run
from ...views.phrases import author_words, listed
from ..document import Document, Table, Words, remarks, resting, sheet, table
from .common import DASH, seen, several, standing


def lay_out(view: Blame, clocks: Clocks) -> Document:
    """Return the words of a text, and who brought each of them in, as a document."""
    words = table(
        ("provision", "words", "by", "version", "when"),
        (row for found in view.provisions for row in _rows(found.provision, found.runs)),
        None,
        "no words of it are recorded",
    )
    lines = standing(view.proposal, view.contested)
    title = f"{view.proposal}: {view.title}" if view.title else view.proposal
    sections = (seen(clocks), words, *([remarks(lines)] if lines else []))
    return Document(f"who wrote {title}, version {view.version}", sections, view, view.provisions, _sheet(view))


def _rows(provision: str, runs: tuple[Run, ...]) -> Iterator[tuple[Words, ...]]:
    for place, run in enumerate(runs):
        with_ = f", with {listed(run.amendments)}" if run.amendments else ""
        yield (
            provision if place == 0 else "",
            resting(run.text, run.entry),
            f"{author_words(run.by, run.author) if run.by or run.author else DASH}{with_}",
            str(run.version),
            f"{in_words(run.on)} (#{run.entry})",
        )


def _sheet(view: Blame) -> Table:
    """Return the runs as a sheet."""
    rows = (
        (
            found.provision,
            run.text,
            several(run.by),
            run.author or "",
            several(run.amendments),
            str(run.version),
            run.on or "",
            f"#{run.entry}",
            several(run.sources),
        )
        for found in view.provisions
        for run in found.runs
    )
    return sheet(("provision", "words", "by", "author", "amendments", "version", "on", "entry", "sources"), rows)
