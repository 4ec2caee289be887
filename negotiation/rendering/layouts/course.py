"""The layout of the course of the talks: each proposal, party and pledge from stage to stage, and what lies ahead."""

from collections.abc import Iterator

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.course import Coming, Course, Lane, Mark, Stretch
from ...views.phrases import listed
from ...views.rounds import RoundStatus
from ..document import Document, Section, Table, Words, resting, sheet, table
from .common import ranges, seen, several
from .rounds import held

COLUMNS = ("of", "when", "what", "by", "entry")
HEADINGS = {"proposal": "Proposals", "party": "Parties"}


def lay_out(view: Course, clocks: Clocks) -> Document:
    """Return the course of the talks as a document."""
    return Document(
        f"{view.talks}: course", (seen(clocks), *sections(view)), view, (*view.lanes, *view.pledges), _sheet(view)
    )


def sections(view: Course) -> tuple[Section, ...]:
    """Return what the picture of a course shows as tables, those of which there is nothing to say left out."""
    empty = "no proposal was on the table" if view.by == "proposal" else "no party was at the talks"
    rounds = (
        (found.round, held(found), f"{found.stage}", listed(found.parties), ranges(found.happenings))
        for found in view.rounds
        if found.opened
    )
    ahead = (
        (_whose(found), in_words(found.on), resting(found.what, found.entry), "", f"#{found.entry}")
        for found in view.coming
    )
    said = (_marked("", mark) for mark in view.statements)
    more = (
        ("Pledges", [row for lane in view.pledges for row in _rows(lane)]),
        ("Rounds", list(rounds)),
        ("Statements", list(said)),
        ("Due, and set for a day", list(ahead)),
    )
    lanes = table(COLUMNS, (row for lane in view.lanes for row in _rows(lane)), HEADINGS[view.by], empty)
    return (lanes, *(table(COLUMNS, rows, heading) for heading, rows in more if rows))


def _whose(ahead: Coming) -> str:
    return (ahead.lane or "talks").rpartition(":")[2]


def _rows(lane: Lane) -> Iterator[tuple[Words, ...]]:
    """Yield what happened to a thing in the order in which it did, and before it the stage that it was in."""
    name = lane.name if lane.amends is None else f"{lane.name} (amends {lane.amends})"
    marks = list(lane.marks)
    for place, stretch in enumerate(lane.stretches):
        yield name if place == 0 else "", when(stretch), _stretched(stretch), "", f"#{stretch.entry}"
    for mark in marks:
        yield _marked("" if lane.stretches else name, mark)


def _marked(name: str, mark: Mark) -> tuple[Words, ...]:
    doubt = ", contested" if mark.contested else ""
    what = resting(f"{mark.what}{doubt}", mark.entry)
    return name, in_words(mark.on), what, listed(mark.by), f"#{mark.entry}"


def _stretched(stretch: Stretch) -> Words:
    return resting(f"{stretch.words}, contested" if stretch.contested else stretch.words, stretch.entry)


def when(stretch: Stretch) -> str:
    """Say from when on, and up to when, something stood so."""
    since = in_words(stretch.since) if stretch.since else "from the beginning"
    return f"{since} to {in_words(stretch.until)}" if stretch.end is not None else f"since {since}"


def _sheet(view: Course) -> Table:
    """Return the course as a sheet: a row for each stage and each thing that happened, dates as EDTF."""
    columns = ("of", "name", "kind", "word", "by", "from", "until", "entry", "contested", "what", "about")
    return sheet(columns, _sheet_rows(view))


def _sheet_rows(view: Course) -> Iterator[tuple[str, ...]]:
    for lane in (*view.lanes, *view.pledges):
        for stretch in lane.stretches:
            dates = stretch.since or "", stretch.until or ""
            doubt = "yes" if stretch.contested else ""
            yield lane.sort, lane.name, "stage", stretch.words, "", *dates, f"#{stretch.entry}", doubt, "", ""
        for mark in lane.marks:
            yield lane.sort, lane.name, *_sheet_mark(mark)
    for found in view.rounds:
        yield _sheet_round(found)
    for mark in view.statements:
        yield "statement", "", *_sheet_mark(mark)
    for ahead in view.coming:
        sort, _, name = (ahead.lane or "talks:").partition(":")
        yield sort, name, "ahead", "", "", ahead.on, "", f"#{ahead.entry}", "", ahead.what, ""


def _sheet_mark(mark: Mark) -> tuple[str, ...]:
    doubt = "yes" if mark.contested else ""
    who = several(mark.by)
    return mark.kind, mark.word, who, mark.on or "", "", f"#{mark.entry}", doubt, mark.what, mark.about or ""


def _sheet_round(found: RoundStatus) -> tuple[str, ...]:
    doubt = "yes" if found.contested else ""
    dates = found.opened or found.planned or "", found.closed or ""
    entry = f"#{found.happenings[0]}" if found.happenings else ""
    return "round", found.round, "round", found.stage, several(found.parties), *dates, entry, doubt, "", ""
