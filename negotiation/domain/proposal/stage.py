"""How far a proposal has come: the formal axis, and how far its words have converged."""

from enum import StrEnum

from ..talks.state import Talks
from .events import FormalAct, Stance
from .state import OBJECTIONS, RANK, Position, Proposal

_NOTICES = (FormalAct.IN_FORCE, FormalAct.SUSPENDED, FormalAct.TERMINATED)
"""Acts that count once one party gives notice of them: the report that the treaty entered into, or left, force."""


class Convergence(StrEnum):
    """How far the parties that decide have come together on the words."""

    NONE = "no text"
    PROPOSED = "proposed by one side"
    STUDIED = "under study"
    DIVIDED = "divided"
    CONDITIONAL = "conditional"
    CONVERGED = "converged"
    AUTHENTIC = "authentic"


def agreed(talks: Talks, proposal: Proposal) -> bool:
    """Say whether the current version is agreed: by acts that the decision rule counts, or by silence."""
    if proposal.ending is not None:
        return False
    return by_silence(proposal) or talks.decides(proposal.agreeing(FormalAct.AGREED_IN_PRINCIPLE))


def outstanding(talks: Talks, proposal: Proposal) -> tuple[str, ...]:
    """Return the parties whose agreement is asked for and still out.

    Who put a proposal forward stands behind it, and is named only where nobody else is left to ask.
    """
    yes = proposal.agreeing(FormalAct.AGREED_IN_PRINCIPLE)
    out = tuple(party for party in talks.required() if party not in yes)
    others = tuple(party for party in out if party not in proposal.sponsors)
    return others if others and talks.rule.kind != "threshold" else out


def by_silence(proposal: Proposal) -> bool:
    """Say whether a silence procedure on the current version has expired without an objection."""
    silence = proposal.silence
    return silence is not None and silence.expired and silence.version == proposal.version


def reached(talks: Talks, proposal: Proposal) -> FormalAct | None:
    """Return the furthest formal act that the decision rule counts as done on the current version."""
    for act in sorted(FormalAct, key=RANK.__getitem__, reverse=True):
        done_by = proposal.agreeing(act)
        if act in _NOTICES:
            if done_by:
                return act
        elif talks.decides(done_by):
            return act
    return None


def reached_by(talks: Talks, proposal: Proposal) -> int:
    """Return the entry that completed the furthest formal act reached; 0 if there is none."""
    furthest = reached(talks, proposal)
    done = [a for a in proposal.acts if furthest and a.version == proposal.version and RANK[a.act] >= RANK[furthest]]
    parties: frozenset[str] = frozenset()
    for act in done:
        parties |= frozenset(act.by)
        if furthest in _NOTICES or talks.decides(parties):
            return act.entry
    return done[-1].entry if done else 0


def rejected(talks: Talks, proposal: Proposal) -> bool:
    """Say whether, without the parties that rejected the current version, the decision rule cannot be met."""
    return rejected_by(talks, proposal) != 0


def rejected_by(talks: Talks, proposal: Proposal) -> int:
    """Return the entry since which the decision rule cannot be met; 0 if it can."""
    required = frozenset(talks.required())
    left = required
    for rejection in proposal.rejections:
        if rejection.version == proposal.version and rejection.by in required:
            left -= {rejection.by}
            if not talks.decides(left):
                return rejection.entry
    return 0


def formal(talks: Talks, proposal: Proposal) -> str:  # noqa: PLR0911
    """Return the stage on the formal axis, in the words of the field."""
    if not proposal.on_the_table:
        return "not on the table"
    if proposal.ending:
        return proposal.ending.how
    furthest = reached(talks, proposal)
    if by_silence(proposal) and (furthest is None or RANK[furthest] <= RANK[FormalAct.AGREED_IN_PRINCIPLE]):
        return "agreed by silence"
    if furthest:
        return furthest.replace("-", " ")
    if rejected(talks, proposal):
        return "rejected"
    if not proposal.tabled:
        return "floated"
    if considered(proposal) or any(
        act.version == proposal.version and set(act.by) - set(proposal.sponsors) for act in proposal.acts
    ):
        return "under consideration"
    return "received" if proposal.received else "tabled"


def considered(proposal: Proposal) -> tuple[Position, ...]:
    """Return the positions of parties other than its sponsors on the current version, or on a provision of it."""
    return tuple(
        positions[-1]
        for positions in proposal.said()
        if positions[-1].party not in proposal.sponsors
        and positions[-1].version == proposal.version
        and positions[-1].stance is not Stance.SILENT
    )


def convergence(talks: Talks, proposal: Proposal) -> Convergence:  # noqa: PLR0911
    """Return how far the words have converged among the parties whose agreement is required."""
    if not proposal.on_the_table:
        return Convergence.NONE
    if talks.decides(proposal.agreeing(FormalAct.INITIALLED)):
        return Convergence.AUTHENTIC
    if by_silence(proposal) or talks.decides(proposal.agreeing(FormalAct.AGREED_IN_PRINCIPLE)):
        return Convergence.CONVERGED
    stances = {
        party: positions[-1].stance
        for party, positions in proposal.stances().items()
        if positions[-1].version == proposal.version
    }
    if proposal.objections(talks.required()) or any(stance in OBJECTIONS for stance in stances.values()):
        return Convergence.DIVIDED
    for party in proposal.agreeing(FormalAct.AGREED_IN_PRINCIPLE):
        stances.setdefault(party, Stance.SUPPORTS)
    others = [party for party in talks.required() if party not in proposal.sponsors]
    heard = [stances[party] for party in others if party in stances]
    if len(heard) == len(others) and heard:
        if all(stance in (Stance.SUPPORTS, Stance.CAN_LIVE_WITH) for stance in heard):
            return Convergence.CONVERGED
        if all(stance in (Stance.SUPPORTS, Stance.CAN_LIVE_WITH, Stance.SUPPORTS_IF) for stance in heard):
            return Convergence.CONDITIONAL
    spoken = considered(proposal) or any(
        party not in proposal.sponsors and stance is not Stance.SILENT for party, stance in stances.items()
    )
    return Convergence.STUDIED if spoken else Convergence.PROPOSED
