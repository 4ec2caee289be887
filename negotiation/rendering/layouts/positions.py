"""The layout of the positions: a matrix of parties and proposals, then how each position moved."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.positions import PositionCell, Positions
from ...views.stances import stance_words
from ..document import Cell, Document, resting, sheet, table, text_of
from .common import DASH, seen


def lay_out(view: Positions, clocks: Clocks, *, long: bool = False) -> Document:
    """Return the positions as a document: a matrix, or in a row for each party and proposal, to stand among others."""
    if long:
        return _long(view, clocks)
    cells = {(cell.party, cell.proposal): cell for cell in view.cells}
    matrix = table(
        ("proposal", *view.parties),
        ((name, *(cell_words(cells[party, name]) for party in view.parties)) for name in view.proposals),
        empty="no proposal is on the table at this point of view",
    )
    records = (*view.cells, *view.provisions)
    moving = ((cell.party, subject(cell), moves(cell)) for cell in records if cell.moves)
    moved = table(("party", "on", "moves"), moving, "how they moved", "nobody has taken a position")
    return Document(f"{view.talks}: positions", (seen(clocks), matrix, moved), view, records)


def _long(view: Positions, clocks: Clocks) -> Document:
    records = (*view.cells, *view.provisions)
    columns = ("party", "on", "position", "moves")
    rows = [(found.party, subject(found), cell_words(found), moves(found)) for found in records]
    listed = table(columns, rows, empty="no proposal is on the table")
    bare = ((*row[:2], "" if text_of(row[2]) == DASH else row[2], row[3]) for row in rows)
    return Document(f"{view.talks}: positions", (seen(clocks), listed), view, records, sheet(columns, bare))


def cell_words(found: PositionCell) -> Cell:
    """Say what a party thinks of a proposal by now."""
    held = (*found.now, *found.objections)
    if held:
        return tuple(resting(stance_words(stance), stance.entry) for stance in held)
    return (resting("sponsor" if found.sponsor else DASH),)


def moves(found: PositionCell) -> Cell:
    """Say how the position of a party moved: ``studying (1 Mar 2022, #4) → supports (3 Mar 2022, #6)``."""
    steps = [f"{stance_words(move)} ({in_words(move.on)}, #{move.entry})" for move in found.moves]
    return (resting(" → ".join(steps), *(move.entry for move in found.moves)),)


def subject(found: PositionCell) -> str:
    """Say what a position is on: a proposal, or one of its provisions."""
    return f"{found.proposal}, provision {found.provision}" if found.provision else found.proposal
