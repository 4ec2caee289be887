"""The layout of the status: the talks, then a row for each proposal, pledge and package."""

from collections.abc import Sequence
from functools import partial

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words, some_time
from ...domain.shares import MANY
from ...views.packages import circle_words
from ...views.phrases import author_words, listed, parties_words
from ...views.status import ProposalStatus, Status
from ..document import (
    Cell,
    Document,
    Passage,
    Section,
    Table,
    Words,
    facts,
    remarks,
    resting,
    sheet_if_asked,
    table,
)
from .common import DASH, clocks_words, contesters, several, several_numbers, stance_line, standing, together
from .packages import packages_table
from .pledges import pledge_remarks, pledges_table
from .status_parties import seats_beside, seats_words


def lay_out(status: Status, clocks: Clocks) -> Document:
    """Return the status as a document."""
    told = facts(
        (
            ("seen", clocks_words(clocks)),
            ("talks", status.phase),
            ("parties", seats_words(status.parties)),
            *seats_beside(status),
            ("decided by", status.decides_by),
        )
    )
    many = len(status.parties) > MANY
    proposals = table(
        ("proposal", "status", "formal since", "text · formal · kept", "by → to", "ties", "positions"),
        (_row(proposal, many=many) for proposal in status.proposals),
        empty="no proposal is on the table at this point of view",
    )
    sections: list[Section] = [told, proposals]
    if status.packages:
        sections.append(packages_table(status.packages, "packages"))
    if status.pledges:
        sections.append(pledges_table(status.pledges, "pledges"))
    lines = standing("what is said of the talks", status.contested)
    lines += [remark for proposal in status.proposals for remark in _remarks(proposal)]
    lines += pledge_remarks(status.pledges)
    lines += [f"deadlock: {circle_words(circle)}" for circle in status.deadlocks]
    if status.deadlines_at:
        lines.append(f"deadlines are worked out for {in_words(status.deadlines_at)}")
    said = (remarks(lines),) if lines else ()
    title = f"{status.talks}: {status.title}" if status.title else status.talks
    narrow = partial(_narrow, status, clocks, said)
    return Document(title, (*sections, *said), status, status.proposals, sheet_of(status.proposals), narrow=narrow)


def _narrow(status: Status, clocks: Clocks, said: tuple[Section, ...]) -> tuple[Section, ...]:
    from .narrow_status import sections  # noqa: PLC0415  # only a narrow terminal needs it

    return (*sections(status, clocks), *said)


def sheet_of(proposals: Sequence[ProposalStatus]) -> Table:
    """Return the status of proposals as a sheet: one thing a column."""
    columns = ("proposal", "title", "status", "text", "formal", "formal since", "kept", "version", "sponsors",
               "addressees", "ties", "packages", "silence", "open until", "entry into force", "positions", "not heard",
               "contested by", "over a rule")  # fmt: skip
    return sheet_if_asked(
        columns,
        lambda: (
            (
                p.proposal,
                p.title or "",
                p.label,
                p.text.convergence,
                p.formal.stage,
                p.formal.since or "",
                p.kept,
                str(p.text.version),
                several(p.sponsors),
                several(p.addressees),
                several(f"{tie.kind} {tie.proposal}" for tie in p.ties),
                several(p.packages),
                p.formal.silence or "",
                p.formal.last_day or "",
                p.formal.coming or "",
                several(stance_line(stance, p.formal.since).text for stance in p.stances),
                several(p.unheard),
                contesters(p.grounds.contested),
                several_numbers(p.grounds.overridden),
            )
            for p in proposals
        ),
    )


def _row(proposal: ProposalStatus, *, many: bool) -> tuple[Words, ...]:
    return (
        proposal.proposal,
        resting(proposal.label, *proposal.grounds.because),
        some_time(proposal.formal.since)
        if proposal.formal.entry in proposal.grounds.unsettled
        else in_words(proposal.formal.since),
        f"{proposal.text.convergence}, v{proposal.text.version} · {proposal.formal.stage} · {proposal.kept or DASH}",
        _from_to(proposal),
        tuple(resting(f"{tie.kind} {tie.proposal}", tie.entry) for tie in proposal.ties),
        where_all_stand(proposal) if many else _positions(proposal),
    )


def _positions(proposal: ProposalStatus) -> Cell:
    spoken = [stance_line(stance, proposal.formal.since) for stance in proposal.stances]
    return (*spoken, *(Passage(f"{party}: not heard") for party in proposal.unheard))


def where_all_stand(proposal: ProposalStatus) -> Passage:
    """Say in one line where many parties stand: ``140 parties: ratified; P007: opposes (3 Mar 2022); 29 not heard``."""
    found = [*together(proposal.stances, proposal.formal.since, len(proposal.unheard))]
    found += [f"{len(proposal.unheard)} parties not heard"] if len(proposal.unheard) > 1 else []
    found += [f"{party} not heard" for party in proposal.unheard] if len(proposal.unheard) == 1 else []
    return resting("; ".join(found), *dict.fromkeys(stance.entry for stance in proposal.stances))


def _from_to(proposal: ProposalStatus) -> str:
    sponsors = author_words(proposal.sponsors, proposal.author)
    return f"{sponsors} → {parties_words(proposal.addressees)}" if proposal.addressees else sponsors


def _remarks(proposal: ProposalStatus) -> list[str]:
    found = standing(
        proposal.proposal, proposal.grounds.contested, proposal.grounds.unsettled, proposal.grounds.overridden
    )
    if proposal.formal.silence and proposal.formal.silence.startswith(("silence broken", "silence ended")):
        found.append(f"{proposal.proposal}: {proposal.formal.silence}")
    if proposal.vote and proposal.vote.differs:
        stated = "adopted" if proposal.vote.adopted else "rejected"
        found.append(
            f"{proposal.proposal} was stated to be {stated} (#{proposal.vote.entry}), "
            "and under the rule of the talks it was not"
        )
    if proposal.formal.coming:
        found.append(f"{proposal.proposal}, entry into force: {proposal.formal.coming}")
    if proposal.formal.provisional:
        found.append(f"{proposal.proposal} is agreed provisionally, until {listed(proposal.packages)} is agreed")
    return found
