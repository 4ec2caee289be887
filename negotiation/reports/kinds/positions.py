"""The report on positions: a matrix of proposals and parties, then how each position moved."""

from ...asof import AsOf
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Section, Table
from ...rendering.layouts.positions import subject
from ...views.positions import PositionCell
from ..pieces.common import moves, named, stance
from . import Body, Kind


def build(asof: AsOf, apparatus: Apparatus, _reference: str | None) -> Body:
    """Build the body of a report on positions."""
    view = asof.positions()
    cells = {(cell.proposal, cell.party): cell for cell in view.cells}
    matrix = Table(
        "Positions of the parties on the proposals",
        ("Proposal", *view.parties),
        tuple(
            (named(proposal, apparatus), *(_now(cells[proposal, party], apparatus) for party in view.parties))
            for proposal in view.proposals
        ),
        "No proposal is on the table at this point of view.",
    )
    moved = Table(
        "Every position taken, oldest first",
        ("Party", "On", "Positions"),
        tuple(
            ((Passage(cell.party),), (Passage(subject(cell)),), moves(cell, apparatus))
            for cell in (*view.cells, *view.provisions)
            if cell.moves
        ),
        "Nobody has taken a position at this point of view.",
    )
    return Body(view, (Section("Who stands where", (matrix,)), Section("How the positions moved", (moved,))))


def _now(cell: PositionCell, apparatus: Apparatus) -> Cell:
    held = (*cell.now, *cell.objections)
    if held:
        return tuple(stance(taken, apparatus) for taken in held)
    return (Passage("sponsor", quiet=True),) if cell.sponsor else (Passage("not heard", quiet=True),)


KIND = Kind("Report on positions", build, deadlines=False)
"""Who has taken which position on what, and how each moved."""
