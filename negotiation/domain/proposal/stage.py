"""How far a proposal has come on the formal axis, and since when: written into its state when it comes about."""

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from ..dates.words import in_words
from ..record.entry import EffectiveEntry
from ..record.event import TALKS
from ..talks.state import Deciders, Talks
from .events import Ballot, FormalAct, Stance, VoteHeld
from .force import coming, in_force_at
from .silence_rules import at_moment
from .state import CONSENTS, NOTICES, OF_ONE, RANK, Decision, End, Ending, Position, Proposal, Reached, Stage, Validity

STEPS = tuple(act for act in FormalAct if act not in NOTICES | OF_ONE | (CONSENTS - {FormalAct.RATIFIED}))
"""The formal acts that count once the decision rule is met, in the order in which they bind more."""

BY_SILENCE = "agreed by silence"
"""The stage of a proposal on which a silence procedure has expired."""

_NOTICE_WORDS = {FormalAct.RESUMED: "in force"}
CONSENTED = "consented to"
"""The stage of a text to which those who must have consented in several ways: ratified by one, accepted by another."""


def agreed(proposal: Proposal) -> bool:
    """Say whether the current version is agreed: by acts that the decision rule counted, or by silence."""
    return proposal.ending is None and (proposal.agreement is not None or by_silence(proposal))


def by_silence(proposal: Proposal) -> bool:
    """Say whether a silence procedure on the current version has expired without an objection."""
    silence = proposal.silence
    return silence is not None and silence.expired and silence.version == proposal.version


def reached(proposal: Proposal) -> FormalAct | None:
    """Return the furthest formal act that counts as done on the current version."""
    if proposal.force is not None:
        return proposal.force.act
    return proposal.reached[-1].act if proposal.reached else None


def has_reached(proposal: Proposal, act: FormalAct) -> bool:
    """Say whether a formal act, or one that goes further, counts as done on the current version."""
    furthest = reached(proposal)
    return furthest is not None and RANK[furthest] >= RANK[act]


def outstanding(talks: Talks, proposal: Proposal) -> tuple[str, ...]:
    """Return the parties whose agreement is asked for and still out.

    Who put a proposal forward stands behind it, and is named only where nobody else is left to ask.
    """
    deciders = _deciders(talks, proposal)
    yes = proposal.agreeing(FormalAct.AGREED_IN_PRINCIPLE)
    out = tuple(party for party in deciders.parties if party not in yes)
    others = tuple(party for party in out if party not in proposal.sponsors)
    return others if others and deciders.kind != "threshold" else out


def formal(proposal: Proposal) -> str:  # noqa: PLR0911
    """Return the stage on the formal axis, in the words of the field."""
    if not proposal.on_the_table:
        return "not on the table"
    if proposal.ending:
        return proposal.ending.how
    furthest = reached(proposal)
    if by_silence(proposal) and (furthest is None or RANK[furthest] <= RANK[FormalAct.AGREED_IN_PRINCIPLE]):
        return BY_SILENCE
    if furthest is FormalAct.RATIFIED:
        return _consented(proposal)
    if furthest:
        return _NOTICE_WORDS.get(furthest) or furthest.replace("-", " ")
    if proposal.rejection or (proposal.voted and not proposal.voted.adopted):
        return "rejected"
    if not proposal.tabled:
        return "floated"
    if next(_considering(proposal), None) or any(
        act.version == proposal.version and set(act.by) - set(proposal.sponsors) for act in proposal.acts
    ):
        return "under consideration"
    return _put_forward(proposal)


def _put_forward(proposal: Proposal) -> str:
    """Say how a proposal on which nobody has spoken was put forward."""
    if proposal.received:
        return "received"
    if proposal.amends:
        return "seconded" if proposal.seconded else "moved"
    return "tabled"


def _consented(proposal: Proposal) -> str:
    """Say by which act those consented to be bound who must; others may have done so in other ways."""
    who = frozenset(proposal.agreement.deciders.parties if proposal.agreement else ())
    acts = [act for act in proposal.acts if act.version == proposal.version and act.act in CONSENTS]
    ways = {act.act for act in acts if not who.isdisjoint(act.by)}
    return ways.pop() if len(ways) == 1 else CONSENTED


def considered(proposal: Proposal) -> tuple[Position, ...]:
    """Return the positions of parties other than its sponsors on the current version, or on a provision of it."""
    return tuple(_considering(proposal))


def _considering(proposal: Proposal) -> Iterator[Position]:
    for positions in proposal.said():
        last = positions[-1]
        current = last.version == proposal.version and last.stance is not Stance.SILENT
        if current and last.party not in proposal.sponsors:
            yield last


def before(talks: Talks, proposal: Proposal, entry: EffectiveEntry) -> Proposal:
    """Return the proposal as it is when an entry happens: a silence that has expired by then has decided.

    Args:
        talks: the talks before the entry.
        proposal: the proposal before it.
        entry: an entry of the proposal, or an act of the talks that changes whose agreement it takes.
    """
    start = entry.occurred.start
    if start <= proposal.instant:
        return replace(proposal, straight=proposal.straight and start == proposal.instant)
    expired = at_last(talks, proposal, start)
    agreement = proposal.agreement
    if agreement is None and by_silence(expired) and proposal.silence:
        agreement = Decision(talks.deciders_on(proposal.question), proposal.silence.entry)
    return replace(
        proposal,
        stage=expired.stage,
        shown=expired.stage,
        instant=start,
        agreement=agreement,
        force=expired.force,
        ending=expired.ending,
    )


def judged(talks: Talks, proposal: Proposal, entry: EffectiveEntry) -> Proposal:
    """Return the proposal with what its last entry, or the last act of the talks, has decided.

    What is decided stays decided: agreement is judged by the seats and the rule of the moment at which it comes about,
    and who joins, leaves or changes the rule later takes nothing back. A departure may complete it.

    Args:
        talks: the talks after the entry.
        proposal: the proposal after it.
        entry: an entry of the proposal, or an act of the talks that changes whose agreement it takes.
    """
    if isinstance(entry.event, VoteHeld) and proposal.votes:
        proposal = _weighed(talks, proposal, entry.event)
    decided = _decided(talks, proposal, entry.number)
    if proposal.silence is None and entry.event.aggregate == TALKS and _same(decided, proposal):
        return decided  # who joins or leaves says nothing on the text
    words = formal(at_moment(talks, decided, decided.instant))
    if words == decided.stage.words:
        return decided
    # A view shows all entries that begin at one instant, or none of them. So a stage that came and went within an
    # instant was never to be seen, and one that came back within it has never been away.
    shown = decided.shown
    return replace(decided, stage=shown if words == shown.words else Stage(words, entry.number, decided.instant))


def _same(one: Proposal, other: Proposal) -> bool:
    """Say whether the same is decided on a proposal."""
    return one.reached is other.reached and one.agreement is other.agreement and one.rejection == other.rejection


def _deciders(talks: Talks, proposal: Proposal) -> Deciders:
    if proposal.agreement:
        return proposal.agreement.deciders.still_at(talks)
    return talks.deciders_on(proposal.question)


def _decided(talks: Talks, proposal: Proposal, number: int) -> Proposal:
    """Note each act that the decision rule counts from this entry on, and whether it can still be met."""
    if not proposal.on_the_table or proposal.ending:
        return proposal
    furthest = RANK[proposal.reached[-1].act] if proposal.reached else 0
    deciders = _deciders(talks, proposal)
    steps = STEPS if proposal.doers or proposal.voted else ()
    new = [act for act in steps if RANK[act] > furthest and _met(talks, deciders, proposal, act)]
    if new:
        agreement = proposal.agreement or Decision(deciders, number)
        done = (*proposal.reached, *(Reached(act, number) for act in new))
        return replace(proposal, agreement=agreement, reached=done, rejection=None)
    return replace(proposal, rejection=_rejection(deciders, proposal, number))


def _met(talks: Talks, deciders: Deciders, proposal: Proposal, act: FormalAct) -> bool:
    """Say whether an act counts as done: by as many as the rule asks for, or by a body that decides for all."""
    if proposal.voted and proposal.voted.adopted and RANK[act] <= RANK[FormalAct.ADOPTED]:
        return True
    if not talks.bodies and not deciders.within_reach(proposal.did_at_most(act)):
        return False
    by = proposal.agreeing(act)
    return deciders.met_by(by) or any(body in by for body in talks.bodies)


def _weighed(talks: Talks, proposal: Proposal, event: VoteHeld) -> Proposal:
    """Note what the decision rule says of the last vote, where that can be told."""
    deciders = talks.deciders_on(proposal.question)
    by_rule: bool | None = None
    if event.votes:
        by_rule = deciders.met_by(event.cast(Ballot.FOR)) if deciders.kind != "consensus" else _nobody_against(event)
    elif event.how == "vote" and event.body is None and event.in_favour is not None:
        by_rule = _by_count(deciders, event)
    vote = replace(proposal.votes[-1], by_rule=by_rule)
    voted = vote if proposal.voted is proposal.votes[-1] else proposal.voted
    return replace(proposal, votes=(*proposal.votes[:-1], vote), voted=voted)


def _nobody_against(event: VoteHeld) -> bool:
    return not event.cast(Ballot.AGAINST) and not event.against


def _by_count(deciders: Deciders, event: VoteHeld) -> bool | None:
    """Say whether a count of votes is enough under a rule that looks at heads alone; None if it looks at more."""
    yes = event.in_favour or 0
    if deciders.kind == "consensus":
        return None if event.against is None else event.against == 0
    if deciders.kind != "threshold" or deciders.shares or deciders.including:
        return None
    enough = deciders.count is None or yes >= deciders.count
    share = deciders.percent is None or yes * 100 >= deciders.percent * len(deciders.parties) - 1e-6
    return enough and share


def is_body(talks: Talks, code: str) -> bool:
    """Say whether a party is a conference, a committee or the like, which adopts texts for its members."""
    return code in talks.bodies


def shows_agreement(talks: Talks, proposal: Proposal, act: FormalAct, by: Collection[str]) -> bool:
    """Say whether an act, if it comes next, shows by itself that those agree whose agreement it takes."""
    if act not in STEPS and act not in CONSENTS:
        return False
    agreeing = {*proposal.did(FormalAct.AGREED_IN_PRINCIPLE), *proposal.behind_it, *by}
    by_body = act is FormalAct.ADOPTED and any(is_body(talks, party) for party in by)
    return by_body or talks.deciders_on(proposal.question).met_by(agreeing)


def _rejection(deciders: Deciders, proposal: Proposal, number: int) -> Decision | None:
    """Return that the rule cannot be met; who joins or leaves takes no rejection back, its party's next word does."""
    if proposal.agreement or not proposal.rejections:
        return None
    found = proposal.rejection or Decision(deciders, number)
    refusing = {word.by for word in proposal.rejections}
    left = set(found.deciders.parties) - refusing
    return found if refusing & set(found.deciders.parties) and not found.deciders.met_by(left) else None


def at_last(talks: Talks, proposal: Proposal, moment: int) -> Proposal:
    """Return the proposal as it is at an instant after its last entry.

    It is agreed by silence if a deadline has passed by then, in force if its own terms say so, and lapsed if its last
    day is over. A view may be of no moment, or of one before its last entry: a silence that expired before that has.
    """
    heard = at_moment(talks, proposal, max(moment, proposal.instant)) if proposal.silence else proposal
    after = at_instant(talks, heard, moment)
    words = formal(after)
    if words == after.stage.words:
        return after
    entered = coming(talks, after) if after.force is not proposal.force else None
    if entered is not None:
        return replace(after, stage=Stage(words, entered.met, entered.start, entered.date))
    validity = after.validity if after.ending is not proposal.ending else None
    if validity is not None:
        return replace(after, stage=_over(talks, validity, words))
    silence = after.silence
    if silence is None:
        return after
    return replace(after, stage=Stage(words, silence.entry, silence.ends(talks), silence.deadline))


def _over(talks: Talks, validity: Validity, words: str = "") -> Stage:
    """Return the stage that a last day brought; one that was over when it was set brought it with its setting."""
    end = validity.ends(talks)
    if end <= validity.start:
        return Stage(words, validity.entry, validity.start)
    return Stage(words, validity.entry, end, validity.until)


def at_instant(talks: Talks, proposal: Proposal, moment: int, *, lapses: int | None = None) -> Proposal:
    """Return the proposal with what has come about by an instant through time alone.

    Args:
        talks: the talks.
        proposal: the proposal after its last entry.
        moment: the instant.
        lapses: the instant by which its last day must be over for it to have lapsed, if that is another one.
    """
    heard = at_moment(talks, proposal, moment) if proposal.silence else proposal
    return _lapsed_at(talks, in_force_at(talks, heard, moment), moment if lapses is None else lapses)


def open_until(proposal: Proposal) -> Validity | None:
    """Return the last day of a proposal that can still be agreed to; None if it has none, or nothing hangs on it."""
    decided = proposal.ending or proposal.rejection or agreed(proposal)
    return None if decided else proposal.validity


def _lapsed_at(talks: Talks, proposal: Proposal, moment: int) -> Proposal:
    """Return the proposal as it is at an instant: lapsed if its last day is over and it is not agreed."""
    validity = open_until(proposal)
    if validity is None or validity.ends(talks) > moment:
        return proposal
    over = f"its last day was {in_words(validity.until)}"
    return replace(proposal, ending=Ending(End.LAPSED, validity.entry, None, over))


def passing(talks: Talks, proposal: Proposal) -> dict[int, Stage]:
    """Return what comes about through time alone: the last view before each, by its end, with what it brings."""
    found: dict[int, Stage] = {}
    if silence := proposal.silence:
        end = silence.ends(talks)
        found[end - 1] = Stage("", silence.entry, end, silence.deadline)
    validity = proposal.validity
    if validity and proposal.ending and proposal.ending.entry == validity.entry:
        found[validity.ends(talks) - 1] = _over(talks, validity)
    entering = coming(talks, proposal)
    if entering is not None and entering.met:
        found[entering.start] = Stage("", entering.met, entering.start, entering.date)
    return found
