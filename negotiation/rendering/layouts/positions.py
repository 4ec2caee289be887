"""The layout of the positions: a matrix of parties and proposals, then how each position moved."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.positions import Cell, Positions
from ...views.stances import stance_words
from ..document import Document, Facts, Table
from .common import clocks_words


def lay_out(positions: Positions, clocks: Clocks) -> Document:
    """Return the positions as a document."""
    cells = {(cell.party, cell.proposal): cell for cell in positions.cells}
    matrix = Table(
        ("proposal", *positions.parties),
        tuple(
            (proposal, *(cell_words(cells[party, proposal]) for party in positions.parties))
            for proposal in positions.proposals
        ),
        empty="no proposal is on the table at this point of view",
    )
    moving = tuple(
        (
            cell.party,
            _subject(cell),
            " → ".join(f"{stance_words(m)} ({in_words(m.on)}, #{m.entry})" for m in cell.moves),
        )
        for cell in (*positions.cells, *positions.provisions)
        if cell.moves
    )
    moves = Table(("party", "on", "moves"), moving, "how they moved", "nobody has taken a position")
    seen = Facts((("seen", clocks_words(clocks)),))
    records = (*positions.cells, *positions.provisions)
    return Document(f"{positions.talks}: positions", (seen, matrix, moves), positions, records)


def cell_words(cell: Cell) -> str:
    """Say what a party thinks of a proposal by now."""
    if cell.now:
        return "\n".join(stance_words(stance) for stance in cell.now)
    return "sponsor" if cell.sponsor else "–"  # noqa: RUF001  # a dash, as in tables


def _subject(cell: Cell) -> str:
    return f"{cell.proposal}, provision {cell.provision}" if cell.provision else cell.proposal
