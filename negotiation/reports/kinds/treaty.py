"""The report on a treaty: how it stands for each party."""

from collections.abc import Sequence

from ...asof import AsOf
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Facts, Passage, Section, Table
from ...rendering.layouts.treaty import (
    COLUMNS,
    before_words,
    bound_words,
    coming_words,
    how_words,
    in_force_words,
    party_words,
    reservation_words,
    totals_words,
    when_words,
)
from ...views.treaty import Done, PartyLine
from ..pieces import figures
from ..pieces.common import NONE, contest
from . import Body, Kind


def build(asof: AsOf, apparatus: Apparatus, reference: str | None) -> Body:
    """Build the body of a report on a treaty."""
    view = asof.treaty(reference or "")
    drawn = figures.treaty(asof, apparatus, asof.treaty(reference or "", day_by_day=True))
    rows = tuple(_row(line, apparatus) for line in view.lines)
    of_all = (("Adopted", view.adopted), ("In force", view.in_force))
    facts = Facts(
        (
            ("Status", (Passage(view.stage),)),
            *((name, (_when(done, apparatus),)) for name, done in of_all if done),
            *((("By its terms", (Passage(coming_words(view.coming)),)),) if view.coming else ()),
            ("Parties", (Passage(totals_words(view)),)),
        )
    )
    columns = tuple(name[0].upper() + name[1:] for name in COLUMNS)
    main = Table("How it stands for each party", columns, rows, "No party has done anything on it.")
    subject = f"{view.title} ({view.proposal})" if view.title else view.proposal
    sections = (Section("The treaty", (facts, *drawn)), Section("Party by party", (main,)))
    return Body(view, sections, main, view.lines, subject, view.proposal)


def _when(done: Done, apparatus: Apparatus) -> Passage:
    return apparatus.claim(when_words(done), done.entry)


def _row(line: PartyLine, apparatus: Apparatus) -> tuple[Cell, ...]:
    contested = tuple(contest(one, apparatus) for one in line.contested)
    reserved = tuple(apparatus.claim(reservation_words(one), one.entry) for one in line.reservations)
    by = line.bound or line.applies
    unsettled = f"#{line.unsettled[0]} is of a vague date" if line.unsettled else ""
    party = (
        Passage(party_words(line), strong=True),
        *contested,
        *((Passage(unsettled, quiet=True),) if unsettled else ()),
    )
    return (
        party,
        (_when(line.signed, apparatus),) if line.signed else NONE,
        _after(
            [apparatus.claim(how_words(one.bound), one.bound.entry) for one in line.before],
            (apparatus.claim(bound_words(line), by.entry),) if by else NONE,
        ),
        _after(
            [apparatus.claim(before_words(one), one.in_force.entry) for one in line.before if one.in_force],
            (apparatus.claim(in_force_words(line), line.in_force.entry),) if line.in_force else NONE,
        ),
        reserved or NONE,
        _after(
            [_when(one.out, apparatus) for one in line.before],
            (_when(line.out, apparatus),) if line.out else NONE,
        ),
    )


def _after(before: Sequence[Passage], now: Cell) -> Cell:
    """Put what was before above what is now."""
    return (*before, *now) if before else now


KIND = Kind("Treaty", build, about="proposal", example="paris-agreement", deadlines=False)
"""How a treaty stands for each party."""
