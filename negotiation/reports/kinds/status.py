"""The status report: where the talks and every proposal stand."""

from ...asof import AsOf
from ...domain.edtf import in_words
from ...views.sentences import listed
from ...views.status import ProposalStatus
from ..apparatus import Apparatus
from ..model import Cell, Passage, Points, Section, Table
from . import Body, Kind
from .common import NONE, contest, named, stance


def build(asof: AsOf, apparatus: Apparatus, _reference: str | None) -> Body:
    """Build the body of a status report."""
    view = asof.status()
    table = Table(
        "Proposals on the table",
        ("Proposal", "Status", "Since", "From, to", "Tied to", "Positions"),
        tuple(_row(proposal, apparatus) for proposal in view.proposals),
        "No proposal is on the table at this point of view.",
    )
    texts = tuple(
        Section(proposal.title or proposal.proposal, (_terms(proposal, apparatus),), below=True)
        for proposal in view.proposals
        if proposal.terms
    )
    said = (Section("What the proposals say"), *texts) if texts else ()
    return Body(view, (Section("Where the proposals stand", (table,)), *said))


def _row(proposal: ProposalStatus, apparatus: Apparatus) -> tuple[Cell, ...]:
    row = (
        named(proposal.proposal, apparatus),
        _status(proposal, apparatus),
        (Passage(in_words(proposal.since)),),
        (_between(proposal),),
        tuple(apparatus.claim(f"{tie.kind} {tie.proposal}", tie.entry) for tie in proposal.ties) or NONE,
        (
            *(stance(taken, apparatus, party=True) for taken in proposal.stances),
            *(Passage(f"{party}: not heard", quiet=True) for party in proposal.unheard),
        )
        or NONE,
    )
    name, status, *others = row
    shown = {passage.entry for cell in row for passage in cell}
    elsewhere = tuple(contest(found, apparatus) for found in proposal.contested if found.entry not in shown)
    return (name, (*status, *elsewhere), *others)


def _status(proposal: ProposalStatus, apparatus: Apparatus) -> Cell:
    apparatus.see(proposal.because)
    return (
        apparatus.claim(proposal.label, proposal.since_entry, strong=True),
        Passage(f"text: {proposal.text}", quiet=True),
        *(Passage(f"#{number} was recorded over a rule", quiet=True) for number in proposal.overridden),
    )


def _between(proposal: ProposalStatus) -> Passage:
    addressees = f" to {listed(proposal.addressees)}" if proposal.addressees else ""
    return Passage(f"{listed(proposal.sponsors) or 'unnamed'}{addressees}")


def _terms(proposal: ProposalStatus, apparatus: Apparatus) -> Points:
    wording = apparatus.now.proposals[proposal.proposal].content.entry
    return Points(tuple(apparatus.claim(term, wording) for term in proposal.terms))


KIND = Kind("Status report", build)
"""Where the talks and every proposal stand."""
