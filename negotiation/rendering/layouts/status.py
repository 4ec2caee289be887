"""The layout of the status: the talks, then a row for each proposal, pledge and package."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words, some_time
from ...views.packages import circle_words
from ...views.status import ProposalStatus, Status
from ...views.wording import listed
from ..document import Block, Document, Facts, Remarks, Table
from .common import DASH, clocks_words, contesters, numbers, stance_line, standing
from .packages import packages_table
from .pledges import pledge_remarks, pledges_table


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
        ("proposal", "status", "since", "text · formal · kept", "by → to", "ties", "positions"),
        tuple(_row(proposal) for proposal in status.proposals),
        empty="no proposal is on the table at this point of view",
    )
    blocks: list[Block] = [facts, table]
    if status.packages:
        blocks.append(packages_table(status.packages, "packages"))
    if status.pledges:
        blocks.append(pledges_table(status.pledges, "pledges"))
    remarks = standing("what is said of the talks", status.contested)
    remarks += [remark for proposal in status.proposals for remark in _remarks(proposal)]
    remarks += pledge_remarks(status.pledges)
    remarks += [f"deadlock: {circle_words(circle)}" for circle in status.deadlocks]
    if status.deadlines_at:
        remarks.append(f"deadlines are worked out for {in_words(status.deadlines_at)}")
    blocks += [Remarks(tuple(remarks))] if remarks else []
    return Document(f"{status.talks}: {status.title}", tuple(blocks), status, status.proposals, _sheet(status))


def _sheet(status: Status) -> Table:
    """Return the status as a sheet: one thing a column."""
    columns = ("proposal", "title", "status", "since", "text", "formal", "kept", "version", "by", "to", "ties",
               "packages", "silence", "positions", "not heard", "contested by",
               "over a rule")  # fmt: skip
    rows = tuple(
        (
            p.proposal,
            p.title or "",
            p.label,
            p.since or "",
            p.text,
            p.formal,
            p.kept,
            str(p.version),
            ", ".join(p.sponsors),
            ", ".join(p.addressees),
            "; ".join(f"{tie.kind} {tie.proposal}" for tie in p.ties),
            ", ".join(p.packages),
            p.silence or "",
            "; ".join(stance_line(stance, p.since) for stance in p.stances),
            ", ".join(p.unheard),
            contesters(p.contested),
            numbers(p.overridden),
        )
        for p in status.proposals
    )
    return Table(columns, rows)


def _row(proposal: ProposalStatus) -> tuple[str, ...]:
    return (
        proposal.proposal,
        proposal.label,
        some_time(proposal.since) if proposal.since_entry in proposal.unsettled else in_words(proposal.since),
        f"{proposal.text}, v{proposal.version} · {proposal.formal} · {proposal.kept or DASH}",
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
    found = standing(proposal.proposal, proposal.contested, proposal.unsettled, proposal.overridden)
    if proposal.silence and proposal.silence.startswith(("silence broken", "silence ended")):
        found.append(f"{proposal.proposal}: {proposal.silence}")
    if proposal.provisional:
        found.append(f"{proposal.proposal} is agreed provisionally, until {listed(proposal.packages)} is agreed")
    return found
