"""A party's stance as it is seen: what it said, and what has happened to that since."""

from dataclasses import dataclass

from ..domain.proposal.state import Position, Proposal
from ..domain.record.entry import EffectiveEntry
from .disputes import Dispute, disputes_of
from .phrases import condition_words, listed


@dataclass(frozen=True, slots=True)
class HeldStance:
    """The latest word of one speaker of a party on a proposal."""

    party: str
    stance: str
    version: int
    entry: int
    on: str | None
    provision: str | None = None
    """The provision that it is on; None for the whole text, and where what holds the stance names the provision."""
    conditions: tuple[str, ...] = ()
    says: str | None = None
    stale: bool = False
    """Whether it was taken on a version that has been revised since."""
    denied: bool = False
    """Whether the party itself disputes the report."""
    inconsistent: bool = False
    """Whether another speaker of the party said something else on the same version."""
    contested: tuple[Dispute, ...] = ()


def stance_of(proposal: Proposal, position: Position, entry: EffectiveEntry, *, inconsistent: bool) -> HeldStance:
    """Return a position with what has happened to it since."""
    contested = disputes_of([entry])
    return HeldStance(
        party=position.party,
        stance=position.stance,
        version=position.version,
        entry=position.entry,
        on=entry.envelope.occurred,
        provision=position.provision,
        conditions=position.conditions,
        says=position.asserted_by,
        stale=position.version < proposal.version,
        denied=any(contest.by == position.party for contest in contested),
        inconsistent=inconsistent,
        contested=contested,
    )


def stance_words(stance: HeldStance) -> str:
    """Write a stance with what is to be known of it: ``studying (stale)``."""
    marks = [
        word
        for word, holds in (
            ("stale", stance.stale),
            ("denied", stance.denied),
            ("contested", bool(stance.contested) and not stance.denied),
        )
        if holds
    ]
    conditions = f" if {listed([condition_words(c) for c in stance.conditions])}" if stance.conditions else ""
    speaker = f", says {stance.says}" if stance.says and stance.inconsistent else ""
    word = stance.stance.removesuffix("-if") if conditions else stance.stance
    where = f" on provision {stance.provision}" if stance.provision else ""
    return f"{word.replace('-', ' ')}{where}{conditions}{speaker}{f' ({listed(marks)})' if marks else ''}"
