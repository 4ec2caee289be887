"""Figures in reports: pictures of views, of which the busiest part is drawn where there is too much to see."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from ...asof import AsOf
from ...pictures import PICTURES, of_view
from ...rendering.annotated import looked_up, rested_on
from ...rendering.apparatus import Apparatus
from ...rendering.document import Block, Passage, Points, Section, Table
from ...rendering.layouts import lay_out
from ...rendering.layouts.course import sections as tables_of_course
from ...rendering.layouts.drafts import figures as table_of_drafts
from ...views.course import Course, Lane
from ...views.drafts import Drafts
from ...views.pledges import Pledges
from ...views.positions import Positions
from ...views.treaty import Treaty
from ..pieces.common import many

FEW_LANES, MOST_LANES, MOST_STATEMENTS = 14, 8, 60
"""Up to how many lanes of a sort a course in a report has, of more how many; and of how many statements each."""
MOST_CELLS = 150
"""How many cells a matrix of positions may have to be drawn."""


def course(asof: AsOf, apparatus: Apparatus, view: Course, *, told: bool = False) -> tuple[Section, ...]:
    """Return the course of the talks as a figure, and folded below it what it shows as tables; nothing of nothing.

    Args:
        asof: the talks at one point of view.
        apparatus: the apparatus of the report.
        view: their course.
        told: whether everything that happened is told beside it: then no tables, and nothing of what lies ahead.
    """
    if not (view.lanes or view.pledges):
        return ()
    shown = busiest(replace(view, coming=()) if told else replace(view, statements=()))
    left = tuple(_left_out(view, shown))
    if many(apparatus):  # of whom no report lists one by one what they did
        shown = replace(shown, lanes=tuple(replace(lane, marks=()) for lane in shown.lanes))
        left = (*left, "what each of the parties said and did")
    drawn = _figure("course", asof, apparatus, shown)
    blocks = (*((Points((Passage(f"Not drawn: {'; '.join(left)}.", quiet=True),)),) if left else ()), *drawn)
    tables = () if told else looked_up(tables_of_course(shown), apparatus)
    return (
        Section("How it went", blocks),
        *(
            folded(f"What the picture shows: {(one.heading or '').lower()}", one.blocks, f"{one.heading}, oldest first")
            for one in tables
        ),
    )


def folded(words: str, blocks: Sequence[Block], caption: str) -> Section:
    """Return blocks that a reader unfolds, under a few words; the tables among them with a caption."""
    return Section(None, tuple(spelt(block, caption) for block in blocks), folded=words)


def spelt(block: Block, caption: str) -> Block:
    """Return a table of a view with a caption, and columns as reports write them; other blocks as they are."""
    if not isinstance(block, Table):
        return block
    columns = tuple(f"{column[:1].upper()}{column[1:]}" for column in block.columns)
    empty = f"{block.empty[:1].upper()}{block.empty[1:].removesuffix('.')}."
    return replace(block, caption=block.caption or caption, columns=columns, empty=empty)


def busiest(view: Course) -> Course:
    """Return a course with the lanes on which most happened, in their order; statements where they are few."""
    statements = view.statements if len(view.statements) <= MOST_STATEMENTS else ()
    return replace(
        view,
        lanes=_busiest(view.lanes),
        pledges=_busiest(view.pledges),
        statements=statements,
        coming=view.coming[:MOST_LANES],
    )


def _busiest(lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
    if len(lanes) <= FEW_LANES:
        return lanes
    first = {lane.name for lane in sorted(lanes, key=lambda lane: -len(lane.marks))[:MOST_LANES]}
    return tuple(lane for lane in lanes if lane.name in first)


def _left_out(view: Course, shown: Course) -> Iterator[str]:
    if less := len(view.lanes) - len(shown.lanes):
        yield f"{less} proposals on which less happened"
    if less := len(view.pledges) - len(shown.pledges):
        yield f"{less} pledges on which less happened"
    if less := len(view.statements) - len(shown.statements):
        yield f"{less} statements"


def positions(asof: AsOf, apparatus: Apparatus, view: Positions) -> tuple[Block, ...]:
    """Return who stands where as a figure; nothing where nobody has said anything, or too many have."""
    cells = len(view.parties) * len(view.proposals)
    if many(apparatus) or not 0 < cells <= MOST_CELLS or not any(cell.now for cell in view.cells):
        return ()
    return _figure("positions", asof, apparatus, view)


def deeds(asof: AsOf, apparatus: Apparatus, view: Pledges) -> tuple[Block, ...]:
    """Return words beside deeds as a figure, where there are numbers."""
    measured = tuple(pledge for pledge in view.pledges if pledge.beside)
    if not measured:
        return ()
    return _figure("deeds", asof, apparatus, replace(view, pledges=measured[:MOST_LANES]))


def treaty(asof: AsOf, apparatus: Apparatus, view: Treaty) -> tuple[Block, ...]:
    """Return signatures and consents over time as a figure, where there are any with a date."""
    dated = any(done and done.on for line in view.lines for done in (line.signed, line.bound))
    return _figure("treaty", asof, apparatus, view) if dated else ()


def drafts(asof: AsOf, apparatus: Apparatus, view: Drafts) -> tuple[Section, ...]:
    """Return how a text grew as a figure with its table, where it has several versions."""
    if len(view.drafts) < 2:
        return ()
    table = looked_up((table_of_drafts(view),), apparatus)[0]
    return (
        Section("How the text grew", _figure("texts", asof, apparatus, view)),
        folded("The same in figures", table.blocks, "Version by version"),
    )


def _figure(kind: str, asof: AsOf, apparatus: Apparatus, view: Any) -> tuple[Block, ...]:
    """Return a figure; whatever it shows counts as shown."""
    document = lay_out(PICTURES[kind].view, view, asof.clocks)
    apparatus.see(rested_on(document.sections))
    return (of_view(kind, asof, view, document),)
