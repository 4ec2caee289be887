"""The course of the talks: for every proposal and pledge what became of it, and when, beside the rounds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ..domain.components import Subject, acts_in_view, things
from ..domain.course import Course as ActsOfTalks
from ..domain.dates.clocks import ANY
from ..domain.dates.edtf import deadline
from ..domain.fold import fold
from ..domain.proposal.events import MAKES_VERSION, FormalActDone, PositionTaken, VoteHeld
from ..domain.proposal.silence_rules import running
from ..domain.proposal.stage import open_until
from ..domain.proposal.state import Proposal
from ..domain.record.entry import EffectiveEntry
from ..domain.record.event import acting, subject_of
from ..domain.record.history import History
from ..domain.stages import stages
from ..domain.state import State
from ..domain.talks.events import StatementRecorded
from .disputes import disputes_of
from .pledges import PledgeStatus, pledges_of, verdict_word
from .registry import Needs, View
from .rounds import RoundStatus, rounds_of
from .timeline import EntryLine, lines_of

BY = ("proposal", "party")
"""What a lane can be of, beside the pledges."""


class Mark(Struct, frozen=True):
    """Something that happened, at one place of a lane."""

    entry: int
    on: str | None
    """Its date (EDTF)."""
    kind: str
    """What sort of mark it is: version, act, stance, refusal, vote, observation, verdict, statement, step."""
    word: str
    """What it is in a word: the number of a version, an act, a stance, a verdict."""
    by: tuple[str, ...]
    what: str
    """What the entry says, in a sentence."""
    contested: bool
    about: str | None = None
    """Of a lane of a party, the proposal that it was done on."""


class Stretch(Struct, frozen=True):
    """A time during which something stood alike."""

    words: str
    since: str | None
    """From when on (EDTF)."""
    until: str | None
    """Up to when (EDTF); None if it lasts."""
    start: int
    """The instant from which on views say so, in microseconds since 1970."""
    end: int | None
    """The instant up to which they do."""
    entry: int
    """The entry that brought it."""
    contested: bool


class Lane(Struct, frozen=True):
    """One proposal, party or pledge through the course of the talks."""

    sort: str
    """What it is of: a proposal, a party or a pledge."""
    name: str
    title: str | None
    by: tuple[str, ...]
    """Who put it forward, or pledged it."""
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    amends: str | None = None
    """Of an amendment, the text that it would change."""
    joined: int | None = None
    """Of an amendment, the entry that made a version of the text with it."""
    now: str = ""
    """How it stands at the end, in a few words."""
    author: str | None = None
    """Of a proposal that nobody sponsors, that the ``room`` put it forward, or somebody ``unknown``."""


class Coming(Struct, frozen=True):
    """Something that is set for a day and has not come about: it lies ahead of the view, or that day is over."""

    on: str
    what: str
    lane: str | None
    """The sort and the name of the thing that it is about, as ``pledge:reduce``; None for the talks."""
    entry: int


class Course(Struct, frozen=True):
    """The course of the talks up to one moment."""

    talks: str
    title: str
    first: str | None
    """The date of the first entry in view that has one."""
    last: str | None
    moment: int | None
    """The instant of the view, in microseconds since 1970; None if no moment was asked for."""
    lanes: tuple[Lane, ...]
    pledges: tuple[Lane, ...]
    rounds: tuple[RoundStatus, ...]
    statements: tuple[Mark, ...]
    coming: tuple[Coming, ...]
    by: str = "proposal"


def course(history: History, by: str = "proposal") -> Course:
    """Return the course of the talks, each proposal a lane, in the order in which they came; amendments below texts.

    Args:
        history: the history at the clocks of the question.
        by: what a lane is of: a proposal, or a party.
    """
    now = fold(history)
    own = things(history)
    entries = history.entries
    lines = dict(zip((entry.number for entry in entries), lines_of(history, entries), strict=True))
    told = _Told(history, lines)
    first, last, _ = history.dates()
    statements = [entry for entry in entries if isinstance(entry.event, StatementRecorded)]
    lanes = _by_party(now, told, own) if by == "party" else _by_proposal(now, told, own)
    return Course(
        talks=history.talks,
        title=now.talks.title,
        first=first,
        last=last,
        moment=None if history.clocks.at in (None, ANY) else history.moment,
        lanes=tuple(lanes),
        pledges=tuple(_pledge(one, now, told) for one in pledges_of(now, history)),
        rounds=rounds_of(now, history),
        statements=tuple(told.mark(entry.number) for entry in statements),
        coming=tuple(_coming(now, history)),
        by=by,
    )


class _Told:
    """What the entries in view tell, as marks."""

    def __init__(self, history: History, lines: Mapping[int, EntryLine]) -> None:
        self.history = history
        self.lines = lines
        self.entries = history.by_number

    def mark(self, number: int, *, about: str | None = None) -> Mark:
        """Return what an entry tells as a mark."""
        line = self.lines[number]
        kind, word = _sort_of(line, self.entries[number])
        who = acting(self.entries[number].event)
        return Mark(number, line.occurred, kind, word, who, line.what, self.contested(number), about)

    def contested(self, *numbers: int) -> bool:
        """Say whether anybody disputes any of some entries."""
        return bool(disputes_of(self.entries[number] for number in numbers if number in self.entries))

    def on(self, number: int) -> str | None:
        """Return the date of an entry."""
        return self.lines[number].occurred if number in self.lines else None


def _sort_of(line: EntryLine, entry: EffectiveEntry) -> tuple[str, str]:
    """Return what sort of mark an entry is, and its word."""
    event = entry.event
    if isinstance(event, MAKES_VERSION):
        return "version", str(line.version or 1)
    if isinstance(event, FormalActDone):
        return "act", event.act.replace("-", " ")
    if isinstance(event, PositionTaken):
        return "stance", event.stance.replace("-", " ")
    if isinstance(event, VoteHeld):
        return "vote", "adopted" if event.adopted else "not adopted"
    return _OTHERS.get(event.kind, ("step", event.kind.partition("-")[2].replace("-", " ")))


_OTHERS = {"proposal-rejected": ("refusal", "rejects"), "statement-recorded": ("statement", "says")}


def _by_proposal(now: State, told: _Told, own: Mapping[Subject, Sequence[EffectiveEntry]]) -> Iterator[Lane]:
    """Yield a lane for each proposal that came to the table, amendments below the text that they would change."""
    acts = ActsOfTalks(acts_in_view(told.history))
    shown = {name: found for name, found in now.proposals.items() if found.on_the_table}
    below: dict[str | None, list[str]] = {}
    for name, found in shown.items():
        text = found.amends.of if found.amends and found.amends.of in shown else None
        below.setdefault(text, []).append(name)
    waiting = list(reversed(below.get(None, ())))
    while waiting:
        name = waiting.pop()
        waiting += reversed(below.get(name, ()))
        yield _proposal(shown[name], now, told, acts, own.get(("proposal", name), ()))


def _proposal(found: Proposal, now: State, told: _Told, acts: ActsOfTalks, own: Sequence[EffectiveEntry]) -> Lane:
    marks = tuple(told.mark(entry.number) for entry in own)
    text = now.proposals.get(found.amends.of) if found.amends else None
    made = next((version.entry for version in text.versions if found.id in version.amendments), None) if text else None
    return Lane(
        sort="proposal",
        name=found.id,
        title=found.title,
        by=found.sponsors,
        stretches=tuple(_stretches(found, now, told, acts, own)),
        marks=marks,
        amends=found.amends.of if found.amends else None,
        joined=made,
        now=found.stage.words,
        author=found.author,
    )


def _stretches(
    found: Proposal, now: State, told: _Told, acts: ActsOfTalks, own: Sequence[EffectiveEntry]
) -> Iterator[Stretch]:
    """Yield how a proposal stood, from stage to stage; one is contested if anything that happened in it is."""
    passed = stages(acts, own, found, now.talks)
    ends = [*(stage.start for stage in passed[1:]), None]
    dates = [stage.date or told.on(stage.entry) for stage in passed]
    for stage, end, since, until in zip(passed, ends, dates, [*dates[1:], None], strict=True):
        within = [
            entry.number
            for entry in own
            if stage.start <= entry.occurred.start and (end is None or entry.occurred.start < end)
        ]
        yield Stretch(
            str(stage.words), since, until, stage.start, end, stage.entry, told.contested(stage.entry, *within)
        )


def _by_party(now: State, told: _Told, own: Mapping[Subject, Sequence[EffectiveEntry]]) -> Iterator[Lane]:
    """Yield a lane for each party, with what it did on any proposal, and the times that it was at the talks."""
    done: dict[str, list[Mark]] = {}
    for (sort, name), entries in own.items():
        for entry in entries if sort == "proposal" else ():
            mark = told.mark(entry.number, about=name)
            for party in mark.by:
                done.setdefault(party, []).append(mark)
    seats = [entry for entry in told.history.entries if entry.event.kind in ("party-joined", "party-left")]
    known = {code: party.name for code, party in now.talks.parties.items()}
    for code in (*known, *sorted(done.keys() - known.keys())):
        marks = sorted(done.get(code, ()), key=lambda mark: told.entries[mark.entry].occurred.start)
        stretches = tuple(_presence(code, seats, told))
        roles = now.talks.parties[code].roles if code in known else ()
        if marks or "negotiating" in roles:
            there = "not at the talks" if code not in known else "" if now.talks.parties[code].present else "left"
            yield Lane("party", code, known.get(code), (), stretches, tuple(marks), now=there)


def _presence(code: str, seats: Iterable[EffectiveEntry], told: _Told) -> Iterator[Stretch]:
    """Yield the times during which a party was at the talks."""
    since: EffectiveEntry | None = None
    for entry in seats:
        if getattr(entry.event, "party", None) != code:
            continue
        if entry.event.kind == "party-joined":
            since = since or entry
        elif since is not None:
            yield _present(since, entry, told)
            since = None
    if since is not None:
        yield _present(since, None, told)


def _present(since: EffectiveEntry, until: EffectiveEntry | None, told: _Told) -> Stretch:
    end = until.envelope.occurred if until else None
    both = [entry.number for entry in (since, until) if entry]
    over = until.occurred.start if until else None
    dates = since.envelope.occurred, end
    return Stretch("at the talks", *dates, since.occurred.start, over, since.number, told.contested(*both))


def _pledge(found: PledgeStatus, now: State, told: _Told) -> Lane:
    """Return the lane of a pledge: from its words to its end, with what was seen and what each assessor found."""
    ending = now.pledges[found.pledge].ending
    made, over = told.entries[found.words.entry], told.entries.get(ending.entry if ending else 0)
    contested = told.contested(found.words.entry)
    observed = (
        Mark(deed.entry, deed.on, "observation", deed.access or "seen", (deed.by,), deed.text, bool(deed.contested))
        for deed in found.kept.deeds
    )
    judged = (
        Mark(
            given.entry,
            given.on,
            "verdict",
            given.verdict.replace("-", " "),
            (given.assessor,),
            given.reason or f"{given.assessor}: {given.verdict.replace('-', ' ')}",
            bool(given.contested),
        )
        for given in (*found.kept.earlier, *found.kept.verdicts)
    )
    return Lane(
        sort="pledge",
        name=found.pledge,
        title=None,
        by=found.words.by,
        stretches=(
            Stretch(
                found.label.removesuffix(", contested"),
                found.words.on,
                over.envelope.occurred if over else None,
                made.occurred.start,
                over.occurred.start if over else None,
                found.words.entry,
                contested,
            ),
        ),
        marks=tuple(sorted((*observed, *judged), key=lambda mark: told.entries[mark.entry].occurred.start)),
        now=verdict_word(found),
    )


def _coming(now: State, history: History) -> Iterator[Coming]:
    """Yield what is set for a day: what is due, rounds, last days; and what is recorded as of a later day."""
    for pledge in now.pledges.values():
        due = pledge.due
        if pledge.made and not pledge.ending and due and due.due:
            over = deadline(due.due, history.zone, history.moment).passed
            yield Coming(due.due, f"{pledge.id} {'was' if over else 'is'} due", f"pledge:{pledge.id}", due.entry)
    for proposal in now.proposals.values():
        silence = running(now.talks, proposal)
        if silence and not silence.expired:
            what = f"silence on {proposal.id} ends"
            yield Coming(silence.deadline, what, f"proposal:{proposal.id}", silence.entry)
        if validity := open_until(proposal):
            what = f"last day of {proposal.id}"
            yield Coming(validity.until, what, f"proposal:{proposal.id}", validity.entry)
    for found in now.rounds.values():
        if found.planned and not found.opened:
            yield Coming(found.planned, f"round {found.label or found.id} is set", None, found.scheduled or found.entry)
    ahead = history.ahead if history.clocks.at is None else ()
    for entry, line in zip(ahead, lines_of(history, ahead), strict=True):
        subject = subject_of(entry.event)
        if line.occurred:
            yield Coming(line.occurred, line.what, ":".join(subject) if subject else None, entry.number)


VIEW = View(course, Needs.HISTORY, of_entries=True)
