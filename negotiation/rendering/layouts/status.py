"""The layout of the status: the talks, then a row for each proposal."""

from ...domain.clocks import Clocks
from ...domain.edtf import in_words, some_time
from ...views.sentences import listed
from ...views.status import ProposalStatus, Status
from ..document import Document, Facts, Remarks, Table
from .common import clocks_words, contest_words, numbers, stance_line


def lay_out(status: Status, clocks: Clocks) -> Document:
    """Return the status as a document."""
    facts = Facts(
        (
            ("seen", clocks_words(clocks)),
            ("talks", status.phase),
            ("parties", listed(status.parties) or "none yet"),
            ("decided by", status.decides_by),
        )
    )
    table = Table(
        ("proposal", "status", "since", "words", "v", "by → to", "ties", "positions"),
        tuple(_row(proposal) for proposal in status.proposals),
        empty="no proposal is on the table at this point of view",
    )
    remarks = tuple(remark for proposal in status.proposals for remark in _remarks(proposal))
    blocks = (facts, table, Remarks(remarks)) if remarks else (facts, table)
    return Document(f"{status.talks}: {status.title}", blocks, status, status.proposals)


def _row(proposal: ProposalStatus) -> tuple[str, ...]:
    return (
        proposal.proposal,
        proposal.label,
        some_time(proposal.since) if proposal.since_entry in proposal.unsettled else in_words(proposal.since),
        proposal.text,
        str(proposal.version),
        _from_to(proposal),
        "\n".join(f"{tie.kind} {tie.proposal}" for tie in proposal.ties),
        "\n".join(_positions(proposal)),
    )


def _positions(proposal: ProposalStatus) -> list[str]:
    spoken = [stance_line(stance, proposal.since) for stance in proposal.stances]
    return spoken + [f"{party}: not heard" for party in proposal.unheard]


def _from_to(proposal: ProposalStatus) -> str:
    sponsors = listed(proposal.sponsors) or "unnamed"
    return f"{sponsors} → {listed(proposal.addressees)}" if proposal.addressees else sponsors


def _remarks(proposal: ProposalStatus) -> list[str]:
    found = []
    if proposal.contested:
        found.append(f"{proposal.proposal} is contested: {contest_words(proposal.contested)}")
    if proposal.unsettled:
        found.append(f"{proposal.proposal} rests on {numbers(proposal.unsettled)}, dated across the end of this view")
    if proposal.overridden:
        found.append(f"{proposal.proposal} rests on {numbers(proposal.overridden)}, recorded over a rule")
    return found
