"""How far the words of a proposal have converged among the parties that decide."""

from enum import StrEnum

from ..talks.state import Talks
from .events import FormalAct, Stance
from .stage import agreed, considered, has_reached
from .state import CONSENTING, OBJECTIONS, Proposal


class Convergence(StrEnum):
    """How far the parties that decide have come together on the words."""

    NONE = "no text"
    PROPOSED = "proposed by one side"
    JOINT = "proposed jointly"
    STUDIED = "under study"
    DIVIDED = "divided"
    CONDITIONAL = "conditional"
    CONVERGED = "converged"
    AUTHENTIC = "authentic"


def convergence(talks: Talks, proposal: Proposal) -> Convergence:  # noqa: PLR0911
    """Return how far the words have converged among the parties whose agreement is required."""
    if not proposal.on_the_table:
        return Convergence.NONE
    if has_reached(proposal, FormalAct.INITIALLED):
        return Convergence.AUTHENTIC
    if agreed(proposal) or proposal.agreement:
        return Convergence.CONVERGED
    stances = {
        party: positions[-1].stance
        for party, positions in proposal.stances().items()
        if positions[-1].version == proposal.version
    }
    required = talks.required(proposal.question)
    if proposal.objections(required) or any(stance in OBJECTIONS for stance in stances.values()):
        return Convergence.DIVIDED
    for party in proposal.agreeing(FormalAct.AGREED_IN_PRINCIPLE):
        stances.setdefault(party, Stance.SUPPORTS)
    others = [party for party in required if party not in proposal.sponsors]
    heard = [stances[party] for party in others if party in stances]
    if len(heard) == len(others) and heard:
        if all(stance in CONSENTING for stance in heard):
            return Convergence.CONVERGED
        if all(stance in CONSENTING or stance is Stance.SUPPORTS_IF for stance in heard):
            return Convergence.CONDITIONAL
    spoken = considered(proposal) or any(
        party not in proposal.sponsors and stance is not Stance.SILENT for party, stance in stances.items()
    )
    if spoken:
        return Convergence.STUDIED
    return Convergence.JOINT if len(proposal.sponsors) > 1 else Convergence.PROPOSED
