"""The report on positions: a matrix of proposals and parties, then how each position moved."""

from collections.abc import Iterator

from ...asof import AsOf
from ...domain.shares import MANY
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Section, Table
from ...rendering.layouts.positions import by_proposal, subject
from ...views.positions import PositionCell, Positions
from ..pieces import figures
from ..pieces.common import moves, named, of_many, stance
from . import Body, Kind


def build(asof: AsOf, apparatus: Apparatus, _reference: str | None) -> Body:
    """Build the body of a report on positions."""
    view = asof.positions()
    found = sections(asof, apparatus, view)
    if len(view.parties) <= MANY:
        return Body(view, found)
    rows = tuple(_rows(view, apparatus))
    return Body(view, found, Table("Positions of the parties on the proposals", ("Proposal", *view.parties), rows))


def sections(asof: AsOf, apparatus: Apparatus, view: Positions) -> tuple[Section, ...]:
    """Return who stands where, and how each position moved."""
    many = len(view.parties) > MANY
    matrix = Table(
        "Positions of the parties on the proposals",
        ("Proposal", "By", "Where they stand") if many else ("Proposal", *view.parties),
        tuple(_rows_of_many(view, apparatus) if many else _rows(view, apparatus)),
        "No proposal is on the table at this point of view.",
    )
    moved = Table(
        f"Every position of those that took {'several' if many else 'any'}, oldest first",
        ("Party", "On", "Positions"),
        tuple(
            ((Passage(cell.party),), (Passage(subject(cell)),), moves(cell, apparatus))
            for cell in (*view.cells, *view.provisions)
            if len(cell.moves) > (1 if many else 0)
        ),
        "No party has changed its position." if many else "Nobody has taken a position at this point of view.",
    )
    drawn = figures.positions(asof, apparatus, view)
    return Section("Who stands where", (*drawn, matrix)), Section("How the positions moved", (moved,))


def _rows(view: Positions, apparatus: Apparatus) -> Iterator[tuple[Cell, ...]]:
    cells = {(cell.proposal, cell.party): cell for cell in view.cells}
    for name in view.proposals:
        yield named(name, apparatus), *(_now(cells.get((name, party)), apparatus) for party in view.parties)


def _rows_of_many(view: Positions, apparatus: Apparatus) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each proposal where a column for each party would be too many."""
    for name, by, held, others in by_proposal(view):
        yield named(name, apparatus), (Passage(by),), of_many(held, others, apparatus)


def _now(cell: PositionCell | None, apparatus: Apparatus) -> Cell:
    if cell is None:
        return (Passage("not heard", quiet=True),)
    held = (*cell.now, *cell.objections)
    if held:
        return tuple(stance(taken, apparatus) for taken in held)
    return (Passage("sponsor", quiet=True),) if cell.sponsor else (Passage("not heard", quiet=True),)


KIND = Kind("Report on positions", build, deadlines=False)
"""Who has taken which position on what, and how each moved."""
