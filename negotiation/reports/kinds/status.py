"""The status report: where the talks and every proposal stand."""

from ...asof import AsOf
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Points, Section, Table
from ...views.phrases import from_words, parties_words
from ...views.status import ProposalStatus, Status
from ..pieces import figures, pledges, waiting
from ..pieces.common import NONE, contest, many, named, of_many, stance
from . import Body, Kind


def build(asof: AsOf, apparatus: Apparatus, _reference: str | None) -> Body:
    """Build the body of a status report."""
    view = asof.status()
    table = Table(
        "Proposals on the table",
        ("Proposal", "Status", "Text", "Formal", "Kept", "Tied to", "Positions"),
        tuple(_row(proposal, view, apparatus) for proposal in view.proposals),
        "No proposal is on the table at this point of view.",
        shape="axes",
    )
    texts = tuple(
        Section(proposal.title or proposal.proposal, (_terms(proposal, apparatus),), below=True)
        for proposal in view.proposals
        if proposal.text.terms
    )
    said = (Section("What the proposals say"), *texts) if texts else ()
    tied, pledged = waiting.sections(view, apparatus), _pledges(view, apparatus)
    course = figures.course(asof, apparatus, asof.course())
    sections = (Section("Where the proposals stand", (table,)), *said, *tied, *pledged, *course)
    return Body(view, sections, records=view.proposals)


def _row(proposal: ProposalStatus, view: Status, apparatus: Apparatus) -> tuple[Cell, ...]:
    row = (
        (*named(proposal.proposal, apparatus), Passage(_between(proposal), quiet=True)),
        _status(proposal, apparatus),
        (Passage(proposal.text.convergence),),
        (Passage(proposal.formal.stage),),
        pledges.kept_of_proposal(proposal, view, apparatus) or NONE,
        (
            *(apparatus.claim(f"{tie.kind} {tie.proposal}", tie.entry) for tie in proposal.ties),
            *(Passage(f"in the package {name}") for name in proposal.packages),
        )
        or NONE,
        _positions(proposal, apparatus) or NONE,
    )
    name, status, *others = row
    shown = {passage.entry for cell in row for passage in cell}
    elsewhere = tuple(contest(found, apparatus) for found in proposal.grounds.contested if found.entry not in shown)
    return (name, (*status, *elsewhere), *others)


def _positions(proposal: ProposalStatus, apparatus: Apparatus) -> Cell:
    if many(apparatus):
        return of_many(proposal.stances, len(proposal.unheard), apparatus)
    return (
        *(stance(taken, apparatus, party=True) for taken in proposal.stances),
        *(Passage(f"{party}: not heard", quiet=True) for party in proposal.unheard),
    )


def _status(proposal: ProposalStatus, apparatus: Apparatus) -> Cell:
    apparatus.see(proposal.grounds.because)
    return (
        apparatus.claim(proposal.label, proposal.formal.entry, strong=True),
        Passage(proposal.formal.words, quiet=True),
        *waiting.silence(proposal, apparatus),
        *(Passage(f"#{number} was recorded over a rule", quiet=True) for number in proposal.grounds.overridden),
    )


def _between(proposal: ProposalStatus) -> str:
    addressees = f" to {parties_words(proposal.addressees)}" if proposal.addressees else ""
    return f"{from_words(proposal.sponsors, proposal.author)}{addressees}"


def _terms(proposal: ProposalStatus, apparatus: Apparatus) -> Points:
    wording = apparatus.now.proposals[proposal.proposal].content.entry
    return Points(tuple(apparatus.claim(term, wording) for term in proposal.text.terms))


def _pledges(view: Status, apparatus: Apparatus) -> tuple[Section, ...]:
    if not view.pledges:
        return ()
    table = pledges.table(view.pledges, apparatus, "Every pledge, the words beside the deeds", "No pledge was made.")
    return (Section("Pledges: words beside deeds", (table,)),)


KIND = Kind("Status report", build)
"""Where the talks and every proposal stand."""
