"""Where a party stands: the furthest act that it did, else what it said; and what has happened to that since."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from ..domain.package.waiting import met_by
from ..domain.proposal.events import FormalAct, Stance
from ..domain.proposal.state import CONSENTING, RANK, Act, Position, Proposal, Rejection, Word, who
from ..domain.record.entry import EffectiveEntry
from .disputes import Dispute, disputes_of
from .phrases import condition_words, listed


class HeldStance(Struct, frozen=True):
    """What a party, or one of its speakers, said or did on a proposal."""

    party: str
    stance: str
    """A stance, a formal act (``signed``), or ``rejected``."""
    version: int
    entry: int
    on: str | None
    provision: str | None = None
    """The provision that it is on; None for the whole text, and where what holds the stance names the provision."""
    conditions: tuple[str, ...] = ()
    met: tuple[int, ...] = ()
    """For each condition the entry by which it has come true, or 0; empty if none has."""
    says: str | None = None
    stale: bool = False
    """Whether it was taken on a version that has been revised since."""
    denied: bool = False
    """Whether the party itself disputes the report."""
    inconsistent: bool = False
    """Whether another speaker of the party said something else on the same version."""
    contested: tuple[Dispute, ...] = ()


def stance_of(
    proposal: Proposal, word: Word, entry: EffectiveEntry, party: str, *, inconsistent: bool = False
) -> HeldStance:
    """Return a word of a party with what has happened to it since.

    Args:
        proposal: the proposal that it is on.
        word: a position, an act or a rejection.
        entry: the entry that tells of it.
        party: whose word it is, of the several who may have done an act together.
        inconsistent: whether another speaker of the party said something else.
    """
    contested = disputes_of([entry])
    position = word if isinstance(word, Position) else None
    return HeldStance(
        party=party,
        stance=_said(word),
        version=word.version,
        entry=word.entry,
        on=entry.envelope.occurred,
        provision=position.provision if position else None,
        conditions=position.conditions if position else (),
        says=position.asserted_by if position else None,
        stale=word.version < proposal.version,
        denied=any(contest.by == party for contest in contested),
        inconsistent=inconsistent,
        contested=contested,
    )


def _said(word: Word) -> str:
    match word:
        case Position():
            return word.stance
        case Act():
            return word.act.replace("-", " ")
        case Rejection():
            return "rejected"


class Told:
    """What was said and done on a proposal by each party, looked up once for all of them.

    Args:
        proposal: the proposal.
    """

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.acts: dict[str, list[Act]] = {}
        """The acts of each party, oldest first."""
        self.words: dict[str, list[Word]] = {}
        """Everything that each party said and did, oldest first; parties in the order in which they first did."""
        self.provisions = tuple(dict.fromkeys(p.provision for p in proposal.positions if p.provision is not None))
        """The provisions that anybody spoke on."""
        for act in proposal.acts:
            for party in act.by:
                self.acts.setdefault(party, []).append(act)
        for word in proposal.words:
            for party in who(word):
                self.words.setdefault(party, []).append(word)
        self._stances: dict[str | None, Mapping[str, tuple[Position, ...]]] = {}

    def stances(self, provision: str | None = None) -> Mapping[str, tuple[Position, ...]]:
        """Return the latest positions of each party, as :meth:`Proposal.stances` gives them."""
        if provision not in self._stances:
            self._stances[provision] = self.proposal.stances(provision)
        return self._stances[provision]


def stands(told: Told, party: str, entries: Mapping[int, EffectiveEntry]) -> tuple[HeldStance, ...]:
    """Return where a party stands on a text as a whole: its furthest act, and what it said since that differs.

    Without an act that is its latest word, or that of each of its speakers who differ; nothing if it has said and done
    nothing.

    Args:
        told: what was said and done on the text.
        party: the party.
        entries: the entries in view, by number.
    """
    proposal, said = told.proposal, told.stances().get(party, ())
    act = _furthest(told, party)
    words: list[Word] = []
    if act is not None and all(act.version >= position.version for position in said):
        words.append(act)
        said = tuple(position for position in said if position.stance not in (*CONSENTING, Stance.SILENT))
    last = proposal.last.get(party)
    words += [last] if isinstance(last, Rejection) else said
    if not words:
        words = [word for word in told.words.get(party, ()) if _whole(word)][-1:]
    return tuple(
        stance_of(proposal, word, entries[word.entry], party, inconsistent=isinstance(word, Position) and len(said) > 1)
        for word in words
    )


def _furthest(told: Told, party: str) -> Act | None:
    """Return the act of a party that goes furthest on the latest version that it acted on, if it stands by it."""
    proposal, done = told.proposal, told.acts.get(party, ())
    if not done:
        return None
    left = [act for act in done if act.act is FormalAct.DENOUNCED and act.version == proposal.version]
    if left and proposal.last.get(party) is left[-1]:
        return left[-1]
    act = max(done, key=lambda act: (act.version, RANK[act.act]))
    further = (one for one in done if one.version == act.version and RANK[one.act] >= RANK[act.act])
    by_it = any(one.binds for one in further) or proposal.consents(party)
    return act if act.version < proposal.version or by_it else None


def _whole(word: Word) -> bool:
    return not isinstance(word, Position) or word.provision is None


def stands_on(told: Told, party: str, provision: str, entries: Mapping[int, EffectiveEntry]) -> tuple[HeldStance, ...]:
    """Return where a party stands on one provision: its latest word, or that of each of its speakers who differ."""
    said = told.stances(provision).get(party, ())
    return tuple(
        stance_of(told.proposal, position, entries[position.entry], party, inconsistent=len(said) > 1)
        for position in said
    )


def broke_silence(proposal: Proposal) -> Mapping[str, int]:
    """Return the parties that broke the silence on the version on the table, each with the entry that tells of it.

    Whoever does has answered, and has taken no position.
    """
    silence = proposal.silence
    if silence is None or silence.version != proposal.version:
        return {}
    return {objection.party: objection.entry for objection in silence.objections if objection.formal}


def heard(proposal: Proposal) -> tuple[str, ...]:
    """Return the parties that have said or done anything on a proposal, in the order in which they first did."""
    return tuple(dict.fromkeys(party for word in proposal.words for party in who(word)))


def everybody(proposal: Proposal, entries: Mapping[int, EffectiveEntry]) -> Iterator[HeldStance]:
    """Yield where each party stands on the text as a whole, then on each provision that any spoke on."""
    told = Told(proposal)
    for party, words in told.words.items():
        if any(map(_whole, words)):
            yield from stands(told, party, entries)
    for provision in told.provisions:
        for party in (party for party in told.words if party in told.stances(provision)):
            yield from stands_on(told, party, provision, entries)


def with_met(stance: HeldStance, proposals: Mapping[str, Proposal]) -> HeldStance:
    """Return a stance with the entries by which its conditions have come true."""
    met = tuple(met_by(condition, proposals) for condition in stance.conditions)
    return replace(stance, met=met) if any(met) else stance


def conditions_of(stance: HeldStance) -> Iterator[str]:
    """Write the conditions of a stance, each with the entry by which it has come true."""
    for place, condition in enumerate(stance.conditions):
        yield condition_words(condition, stance.met[place] if stance.met else 0)


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
    conditions = f" if {listed(list(conditions_of(stance)))}" if stance.conditions else ""
    speaker = f", says {stance.says}" if stance.says and stance.inconsistent else ""
    word = stance.stance.removesuffix("-if") if conditions else stance.stance
    where = f" on provision {stance.provision}" if stance.provision else ""
    return f"{word.replace('-', ' ')}{where}{conditions}{speaker}{f' ({listed(marks)})' if marks else ''}"
