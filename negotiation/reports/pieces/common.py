"""Pieces that several kinds of report share."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ...domain.dates.words import in_words
from ...domain.shares import MANY
from ...rendering.apparatus import Apparatus
from ...rendering.document import NOTHING, Cell, Passage, Table
from ...rendering.layouts.common import together
from ...views.disputes import Dispute
from ...views.positions import PositionCell
from ...views.stances import HeldStance, stance_words
from ...views.timeline import EntryLine

NONE: Cell = (replace(NOTHING, quiet=True),)
"""An empty cell."""


def named(proposal: str, apparatus: Apparatus) -> Cell:
    """Return the name of a proposal, resting on its present wording."""
    found = apparatus.now.proposals[proposal]
    # Its title, and by whom it is, may stem from an earlier wording.
    apparatus.see((found.floated, found.tabled, *(version.entry for version in found.versions)))
    title = apparatus.claim(found.title or proposal, found.content.entry, strong=True)
    return (title, Passage(f"{proposal}, version {found.version}", quiet=True))


def stance(taken: HeldStance, apparatus: Apparatus, *, party: bool = False, version: bool = False) -> Passage:
    """Return a stance with its date, its sources and its marks; with the party and the version where asked for."""
    # That it is contested stands in the marks, with by whom.
    words = stance_words(taken if taken.denied else replace(taken, contested=()))
    speaker = f", says {taken.says}" if taken.says and not taken.inconsistent else ""
    whose = f"{taken.party}: " if party else ""
    differ = ", inconsistent: its speakers differ" if version and taken.inconsistent else ""
    which = f", version {taken.version}" if version else ""
    return apparatus.claim(f"{whose}{words}{differ} ({in_words(taken.on)}{which}{speaker})", taken.entry)


def many(apparatus: Apparatus) -> bool:
    """Say whether there are so many parties that it is told how many say what, and not of each what it says."""
    return sum(party.present for party in apparatus.now.talks.parties.values()) > MANY


def of_many(stances: Sequence[HeldStance], others: int, apparatus: Apparatus) -> Cell:
    """Say how many say what, and how many nothing.

    Args:
        stances: what those say that were heard.
        others: how many say nothing.
        apparatus: counts what the report rests on.
    """
    apparatus.see(taken.entry for taken in stances)
    heard = tuple(map(Passage, together(stances, others=others)))
    silent = f"{others} parties not heard" if others > 1 else "1 party not heard"
    return (*heard, Passage(silent, quiet=True)) if others else heard


def moves(cell: PositionCell, apparatus: Apparatus) -> Cell:
    """Return every stance that a party took, oldest first."""
    return tuple(
        replace(passage, text=f"version {move.version}: {passage.text}")
        for move in cell.moves
        for passage in (stance(move, apparatus),)
    )


def contest(found: Dispute, apparatus: Apparatus) -> Passage:
    """Say by whom an entry behind a status is contested."""
    apparatus.see([found.entry])
    return Passage(f"#{found.entry} is contested by {found.by}", accounts=found.entry, quiet=True)


def lines(found: Iterable[EntryLine], apparatus: Apparatus, caption: str, empty: str = "no entries") -> Table:
    """Lay entries out as a table, one a row."""
    rows = tuple(
        (
            (Passage(f"#{line.number}"),),
            (Passage(in_words(line.occurred)),),
            (
                replace(apparatus.claim(line.what, line.number), entry=None),
                *((Passage(f"Note: {line.note}", quiet=True),) if line.note else ()),
                *((Passage(f"Heard: “{line.quote}”", quiet=True),) if line.quote else ()),
            ),
        )
        for line in found
    )
    return Table(caption, ("Entry", "When", "What happened"), rows, empty)
