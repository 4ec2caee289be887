"""The report on one proposal: where it stands, who thinks what of it, its text and its history."""

from typing import TYPE_CHECKING, cast

from ...asof import AsOf
from ...domain.edtf import in_words
from ...views.sentences import listed
from ...views.show import ShownProposal, Wording
from ...views.status import ProposalStatus
from ...views.why import Why
from ..apparatus import Apparatus
from ..model import Cell, Facts, Passage, Points, Section, Table
from . import Body, Kind
from .common import contest, lines, moves, stance

if TYPE_CHECKING:
    from ...views.positions import Cell as PositionCell


def build(asof: AsOf, apparatus: Apparatus, reference: str | None) -> Body:
    """Build the body of a report on one proposal."""
    why = asof.why(reference or "")
    status = why.status
    shown = cast("ShownProposal", asof.show(f"proposal:{status.proposal}"))
    history = lines(shown.history, apparatus, "Everything that happened to it, oldest first")
    sections = (
        Section("Where it stands", (_facts(why, shown, apparatus),)),
        *((Section("Why it is not agreed", (_missing(why),)),) if why.missing else ()),
        Section("Who thinks what of it", (_positions(status, shown, apparatus),)),
        Section("What it says"),
        *(_wording(wording, apparatus) for wording in reversed(shown.versions)),
        Section("What happened to it", (history,)),
    )
    subject = f"{status.title} ({status.proposal})" if status.title else status.proposal
    return Body(shown, sections, history, subject, status.proposal)


def _facts(why: Why, shown: ShownProposal, apparatus: Apparatus) -> Facts:
    status = why.status
    apparatus.see(status.because)
    contested = (contest(found, apparatus) for found in status.contested)
    ties = tuple(apparatus.claim(f"{tie.kind} {tie.proposal}", tie.entry) for tie in status.ties)
    tied = tuple(apparatus.claim(f"{tie.proposal} stands {tie.kind} it", tie.entry) for tie in shown.tied_from)
    issue = apparatus.now.talks.issues.get(status.issue or "")
    pairs: list[tuple[str, Cell]] = [
        ("Status", (apparatus.claim(status.label, status.since_entry, strong=True), *contested)),
        ("Since", (Passage(in_words(status.since)),)),
        ("Formally", (Passage(status.formal),)),
        ("Its text", (Passage(f"{status.text}, version {status.version}"),)),
        ("From", (Passage(listed(status.sponsors) or "unnamed"),)),
        ("To", (Passage(listed(status.addressees) or "nobody in particular"),)),
        ("Item", (Passage(f"{issue} ({status.issue})" if issue else status.issue or ""),)),
        ("Stands", (*ties, *tied)),
        ("Rests on", (Passage(", ".join(f"#{number}" for number in status.because)),)),
    ]
    return Facts(tuple((name, cell) for name, cell in pairs if any(passage.text for passage in cell)))


def _missing(why: Why) -> Points:
    return Points(tuple(Passage(reason) for reason in why.missing))


def _positions(status: ProposalStatus, shown: ShownProposal, apparatus: Apparatus) -> Table:
    rows = tuple(_position(cell, status, apparatus) for cell in shown.positions)
    unheard = tuple(
        ((Passage(party),), (Passage("not heard", quiet=True),), (Passage("none", quiet=True),))
        for party in status.unheard
    )
    return Table(
        "Positions of the parties",
        ("Party", "By now", "Every position, oldest first"),
        (*rows, *unheard),
        "Nobody has taken a position at this point of view.",
    )


def _position(cell: "PositionCell", status: ProposalStatus, apparatus: Apparatus) -> tuple[Cell, ...]:
    where = f", on provision {cell.provision}" if cell.provision else ""
    sponsor = f"{cell.party} (sponsor)" if cell.party in status.sponsors else cell.party
    now = tuple(stance(taken, apparatus) for taken in cell.now)
    return ((Passage(f"{sponsor}{where}"),), now, moves(cell, apparatus))


def _wording(wording: Wording, apparatus: Apparatus) -> Section:
    heading = f"Version {wording.version}, by {listed(wording.by) or 'somebody unnamed'}, {in_words(wording.on)}"
    text = (*wording.terms, *(f"{number}. {words}" for number, words in wording.provisions))
    claims = tuple(apparatus.claim(words, wording.entry) for words in text)
    return Section(heading, (Points(claims or (Passage("No terms are recorded.", quiet=True),)),), below=True)


KIND = Kind("Report on a proposal", build, about="proposal")
"""One proposal: its text, the positions on it, its history."""
