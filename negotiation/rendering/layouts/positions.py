"""The layout of the positions: a matrix of parties and proposals, then how each position moved."""

from collections.abc import Iterator, Sequence

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...domain.shares import MANY
from ...views.phrases import author_words
from ...views.positions import PositionCell, Positions
from ...views.stances import HeldStance, stance_words
from ..document import NOTHING, Cell, Document, Section, Table, Words, resting, sheet, sheet_if_asked, table
from .common import contesters, seen, several, together


def lay_out(view: Positions, clocks: Clocks, *, long: bool = False) -> Document:
    """Return the positions as a document: a matrix, or in a row for each party and proposal, to stand among others."""
    if long:
        return _long(view, clocks)
    many = len(view.parties) > MANY
    columns = ("proposal", "by", "where they stand")
    matrix = table(columns, _rows_of_many(view), empty=EMPTY) if many else Section(None, (_matrix(view),))
    records = (*view.cells, *view.provisions)
    moving = ((cell.party, subject(cell), moves(cell)) for cell in records if len(cell.moves) > (1 if many else 0))
    nobody = "no party has changed its position" if many else "nobody has taken a position"
    moved = table(("party", "on", "moves"), moving, "how they moved", nobody)
    return Document(f"{view.talks}: positions", (seen(clocks), matrix, moved), view, records, _sheet(records))


def _sheet(records: Sequence[PositionCell]) -> Table:
    """Return the positions as a sheet: a row for each word that a party stands by, or one for a sponsor without any."""
    columns = ("proposal", "provision", "party", "stance", "version", "stale", "on", "entry", "conditions", "says",
               "denied", "inconsistent", "sponsor", "contested by")  # fmt: skip
    return sheet_if_asked(
        columns,
        lambda: (
            (
                found.proposal,
                found.provision or "",
                found.party,
                *(_held(held) if held else [""] * 9),
                "yes" if found.sponsor else "no",
                contesters(held.contested) if held else "",
            )
            for found in records
            for held in found.now or ((None,) if found.sponsor else ())
        ),
    )


def _held(held: HeldStance) -> tuple[str, ...]:
    return (
        held.stance,
        str(held.version),
        "yes" if held.stale else "no",
        held.on or "",
        f"#{held.entry}",
        several(held.conditions),
        held.says or "",
        "yes" if held.denied else "no",
        "yes" if held.inconsistent else "no",
    )


def _long(view: Positions, clocks: Clocks) -> Document:
    records = (*view.cells, *view.provisions)
    columns = ("party", "on", "position", "moves")
    rows = [(found.party, subject(found), cell_words(found), moves(found)) for found in records]
    listed = table(columns, rows, empty="no positions")
    return Document(f"{view.talks}: positions", (seen(clocks), listed), view, records, _sheet(records))


EMPTY = "no proposals"


def _matrix(view: Positions) -> Table:
    """Return the matrix of proposals and parties: of many parties it is a sheet, and not for the eye."""
    cells = {(cell.party, cell.proposal): cell_words(cell) for cell in view.cells}
    nothing = cell_words(None)
    rows: Iterator[tuple[Words, ...]] = (
        (name, *(cells.get((party, name), nothing) for party in view.parties)) for name in view.proposals
    )
    return sheet(("proposal", *view.parties), rows, EMPTY)


def by_proposal(view: Positions) -> Iterator[tuple[str, str, tuple[HeldStance, ...], int]]:
    """Yield each proposal with who put it forward, where those stand that were heard, and how many were not."""
    found: dict[str, list[PositionCell]] = {name: [] for name in view.proposals}
    for cell in view.cells:
        found[cell.proposal].append(cell)
    for name, cells in found.items():
        sponsors = tuple(cell.party for cell in cells if cell.sponsor)
        held = tuple(stance for cell in cells for stance in (*cell.now, *cell.objections))
        yield name, author_words(sponsors, view.authors.get(name)), held, len(view.unheard.get(name, ()))


def _rows_of_many(view: Positions) -> Iterator[tuple[Words, ...]]:
    """Yield a row for each proposal where a column for each party would be too many."""
    for name, by, held, others in by_proposal(view):
        behind = dict.fromkeys(stance.entry for stance in held)
        words = [*together(held, others=others), *([f"{others} not heard"] if others else [])]
        yield name, by, resting("; ".join(words), *behind)


def cell_words(found: PositionCell | None) -> Cell:
    """Say what a party thinks of a proposal by now."""
    if found is None:
        return (NOTHING,)
    held = (*found.now, *found.objections)
    if held:
        return tuple(resting(stance_words(stance), stance.entry) for stance in held)
    return (resting("sponsor") if found.sponsor else NOTHING,)


def moves(found: PositionCell) -> Cell:
    """Say how the position of a party moved: ``studying (1 Mar 2022, #4) → supports (3 Mar 2022, #6)``."""
    steps = [f"{stance_words(move)} ({in_words(move.on)}, #{move.entry})" for move in found.moves]
    return (resting(" → ".join(steps), *(move.entry for move in found.moves)),)


def subject(found: PositionCell) -> str:
    """Say what a position is on: a proposal, or one of its provisions."""
    return f"{found.proposal}, provision {found.provision}" if found.provision else found.proposal
