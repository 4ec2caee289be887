"""Why a proposal stands where it stands: the entries behind its label."""

from dataclasses import dataclass

from ..domain.history import History
from ..domain.proposal.acts import COUNTERPART_WORDS, counterparts
from ..domain.proposal.events import FormalAct
from ..domain.proposal.stage import agreed
from ..domain.proposal.state import Proposal
from ..domain.situation import Situation, situation
from .status import ProposalStatus, proposal_status
from .timeline import Line, line_of, recorded_line, versions_made


@dataclass(frozen=True, slots=True)
class Why:
    """A proposal's label, and what it rests on."""

    status: ProposalStatus
    because: tuple[Line, ...]
    """The entries behind the label, in the order of the history."""
    disputes: tuple[Line, ...]
    """The entries that contest them."""
    missing: tuple[str, ...]
    """What would have to happen for it to count as agreed."""


def why(history: History, proposal: str) -> Why | None:
    """Return the entries behind the label of a proposal; None if it is not on the table at these clocks."""
    now = situation(history)
    found = now.proposals.get(proposal)
    if found is None or not found.on_the_table:
        return None
    by_number = {entry.number: entry for entry in history.entries}
    status = proposal_status(now.talks, found, by_number)
    versions = versions_made(now)
    behind = {*status.because, *(tie.entry for tie in status.ties)}
    because = [entry for entry in history.entries if entry.number in behind]
    numbers = {entry.id: entry.number for entry in because}
    disputes = tuple(recorded_line(d, versions, numbers) for entry in because for d in entry.disputes)
    return Why(status, tuple(line_of(entry, versions) for entry in because), disputes, _missing(found, now))


def _missing(proposal: Proposal, now: Situation) -> tuple[str, ...]:
    """Say whose agreement is still out, and which counterpart is not agreed."""
    if agreed(now.talks, proposal) or proposal.ending:
        return ()
    yes = proposal.agreeing(FormalAct.AGREED_IN_PRINCIPLE)
    found = [f"{party} has not agreed" for party in now.talks.required() if party not in yes]
    for other, kind in counterparts(now.proposals, proposal):
        if not agreed(now.talks, other):
            found.append(f"it stands {COUNTERPART_WORDS[kind]} {other.id}, which is not agreed")
    return tuple(found)
