"""Who has taken which position on what, and how each position moved."""

from dataclasses import dataclass, replace

from ..domain.fold import fold
from ..domain.proposal.state import Position, Proposal
from ..domain.record.history import History
from .registry import Needs, View
from .stances import HeldStance, stance_of


@dataclass(frozen=True, slots=True)
class PositionCell:
    """What one party thinks of one proposal, or of one of its provisions."""

    party: str
    proposal: str
    provision: str | None
    now: tuple[HeldStance, ...]
    """Its latest word; several where its speakers differ; empty if it has not spoken."""
    moves: tuple[HeldStance, ...]
    """Every stance that it took, oldest first."""
    sponsor: bool


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions of the parties on the proposals."""

    talks: str
    parties: tuple[str, ...]
    proposals: tuple[str, ...]
    cells: tuple[PositionCell, ...]
    provisions: tuple[PositionCell, ...]
    """Positions on single provisions."""


def positions(history: History) -> Positions:
    """Return the matrix of parties and proposals, and below it the positions on single provisions."""
    now = fold(history)
    entries = {entry.number: entry for entry in history.entries}
    proposals = [proposal for proposal in now.proposals.values() if proposal.on_the_table]
    speaking = {position.party for proposal in proposals for position in proposal.positions}
    seated = [party.code for party in now.talks.parties.values() if party.negotiates or party.code in speaking]
    parties = (*seated, *sorted(speaking - set(seated)))

    def seen(proposal: Proposal, position: Position, *, inconsistent: bool) -> HeldStance:
        found = stance_of(proposal, position, entries[position.entry], inconsistent=inconsistent)
        return replace(found, provision=None)  # the cell names it

    def cell(party: str, proposal: Proposal, provision: str | None) -> PositionCell:
        taken = [p for p in proposal.positions if p.party == party and p.provision == provision]
        latest = proposal.stances(provision).get(party, ())
        return PositionCell(
            party=party,
            proposal=proposal.id,
            provision=provision,
            now=tuple(seen(proposal, position, inconsistent=len(latest) > 1) for position in latest),
            moves=tuple(seen(proposal, position, inconsistent=False) for position in taken),
            sponsor=party in proposal.sponsors,
        )

    on_provisions = dict.fromkeys(
        (position.party, proposal.id, position.provision)
        for proposal in proposals
        for position in proposal.positions
        if position.provision is not None
    )
    return Positions(
        talks=history.talks,
        parties=parties,
        proposals=tuple(proposal.id for proposal in proposals),
        cells=tuple(cell(party, proposal, None) for party in parties for proposal in proposals),
        provisions=tuple(cell(party, now.proposals[name], provision) for party, name, provision in on_provisions),
    )


VIEW = View(positions, Needs.ACTS)
