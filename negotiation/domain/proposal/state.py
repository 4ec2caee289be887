"""A proposal at one moment, folded from its events."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct, field

from ..dates.edtf import ALWAYS_AFTER, ALWAYS_BEFORE, qualified, span
from ..growing import Growing
from ..talks.state import Deciders, Talks
from ..terms import AnyTerm
from .events import Change, FormalAct, GuarantorState, Link, Provision, Stance
from .silence import Silence

CONSENTS = frozenset(
    {FormalAct.RATIFIED, FormalAct.ACCEPTED, FormalAct.APPROVED, FormalAct.ACCEDED, FormalAct.SUCCEEDED}
)
"""The acts by which a party consents to be bound, all to the same effect (VCLT 11)."""

OF_ONE = frozenset(
    {
        FormalAct.PROVISIONALLY_APPLIED,
        FormalAct.PROVISIONAL_APPLICATION_ENDED,
        FormalAct.IN_FORCE_FOR,
        FormalAct.DENOUNCED,
    }
)
"""Acts that change how an instrument stands for those who do them, and for nobody else."""

RANK = {act: rank for rank, act in enumerate((a for a in FormalAct if a not in OF_ONE), start=1)}
RANK |= dict.fromkeys(CONSENTS, RANK[FormalAct.RATIFIED]) | dict.fromkeys(OF_ONE, 0)
"""How far each formal act goes: a later one says the earlier ones too."""

BINDING = RANK[FormalAct.INITIALLED]
"""The rank from which on an act is taken back by no mere word."""

NOTICES = frozenset({FormalAct.IN_FORCE, FormalAct.SUSPENDED, FormalAct.RESUMED, FormalAct.TERMINATED})
"""Acts that count once one party gives notice of them; of several the last one holds."""

OBJECTIONS = frozenset({Stance.OPPOSES, Stance.RED_LINE})
"""The stances that stand in the way of an agreement."""

CONSENTING = frozenset({Stance.SUPPORTS, Stance.CAN_LIVE_WITH})
"""The stances that take back no agreement given before."""


class End(StrEnum):
    """How a proposal left the table; a reopening brings it back."""

    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    DEFERRED = "deferred"
    REFERRED = "referred"
    NOT_MOVED = "not moved"
    LAPSED = "lapsed"


class Version(Struct, frozen=True):
    """One wording of a proposal."""

    number: int
    entry: int
    by: tuple[str, ...]
    terms: tuple[AnyTerm, ...]
    provisions: tuple[Provision, ...]
    amendments: tuple[str, ...] = ()
    """The amendments that made it of the version before."""
    author: str | None = None
    """Where nobody is named: that its author is ``unknown``, or the ``room``."""


class Amends(Struct, frozen=True):
    """What an amendment would change: which text, which version of it, and how."""

    of: str
    version: int
    changes: tuple[Change, ...]


class Position(Struct, frozen=True, tag=True):
    """A stance that a party took."""

    party: str
    stance: Stance
    version: int
    provision: str | None
    conditions: tuple[str, ...]
    asserted_by: str | None
    entry: int
    disavowed: bool = False
    """Whether the party itself says that it never took it."""


class Act(Struct, frozen=True, tag=True):
    """A formal act that parties did on a version; those that disavow it are not among them."""

    act: FormalAct
    by: tuple[str, ...]
    version: int
    entry: int
    effect: str | None = None
    on: str | None = None
    start: int = ALWAYS_BEFORE
    """The first instant of its date."""

    @property
    def binds(self) -> bool:
        """Whether it fixes the text: it was initialled, or more."""
        return RANK[self.act] >= BINDING


class Rejection(Struct, frozen=True, tag=True):
    """A party's refusal of a version."""

    by: str
    version: int
    entry: int
    disavowed: bool = False


Word = Position | Act | Rejection
"""What a party said or did on a version."""


class Decision(Struct, frozen=True):
    """That a version was agreed, or rejected: by whom it had to be, and the entry that decided it."""

    deciders: Deciders
    entry: int


class Reached(Struct, frozen=True):
    """A formal act that counts as done, and the entry since which it does."""

    act: FormalAct
    entry: int


class Stage(Struct, frozen=True):
    """A stage on the formal axis, and what brought it."""

    words: str
    entry: int = 0
    start: int = ALWAYS_BEFORE
    """The first instant at which it may have come about."""
    date: str | None = None
    """Its date where that is none of the entry: the deadline at which a silence expired."""


class Vote(Struct, frozen=True):
    """A vote on a version: its result as it was stated, and what the decision rule says of it."""

    version: int
    adopted: bool
    entry: int
    by_rule: bool | None = None
    """Whether it was adopted under the decision rule of the moment; None if that cannot be told from what is known."""


class Ending(Struct, frozen=True):
    """How, and by which entry, the proposal left the table."""

    how: End
    entry: int
    by: str | None = None
    detail: str | None = None


class Validity(Struct, frozen=True):
    """Until when a proposal can be agreed to: its last day, and the entry that says so."""

    until: str
    entry: int
    start: int = ALWAYS_BEFORE
    """The first instant of that entry."""

    def ends(self, talks: Talks) -> int:
        """Return the instant at which its last day is over; one that is not sure is over by no date alone."""
        return ALWAYS_AFTER if qualified(self.until) else span(self.until, talks.timezone).end


class Linked(Struct, frozen=True):
    """A tie to another proposal, and the entry that made it."""

    link: Link
    entry: int


class Reservation(Struct, frozen=True):
    """What a party excludes or modifies of a text for itself, or how it reads it."""

    by: tuple[str, ...]
    """The parties that stand by it: those who made it and have not taken it back."""
    text: str
    declaration: bool
    provision: str | None
    entry: int
    objections: tuple[tuple[str, int], ...] = ()
    """Who objected to it, each with the entry."""


class GuarantorStep(Struct, frozen=True):
    """One step that a guarantor took."""

    guarantor: str
    named: bool
    state: GuarantorState
    conditions: tuple[str, ...]
    reason: str | None
    entry: int


ABSENT = Stage("not on the table")
_NOBODY: Mapping[str, int] = MappingProxyType({})
_NOTHING_SAID: Mapping[str, Word] = MappingProxyType({})
_NOTHING_DONE: Mapping[int, Growing[str, None]] = MappingProxyType({})


class Proposal(Struct, frozen=True):
    """One proposal at one moment."""

    id: str
    title: str | None = None
    amends: Amends | None = None
    """Of an amendment, what it would change."""
    issue: str | None = None
    question: str | None = None
    """The kind of question that it is, for which the talks may have a rule of its own."""
    sponsors: tuple[str, ...] = ()
    """Who stands behind it: those who put it forward and have not withdrawn."""
    withdrawn: Mapping[str, int] = field(default_factory=lambda: _NOBODY)
    """The sponsors that have withdrawn, each with the entry."""
    seconded: Mapping[str, int] = field(default_factory=lambda: _NOBODY)
    """Of an amendment, who seconded it, each with the entry."""
    addressees: tuple[str, ...] = ()
    floated: int = 0
    """The entry that floated it, or 0."""
    deniable: bool = False
    tabled: int = 0
    """The entry that tabled it, or 0."""
    versions: tuple[Version, ...] = ()
    received: Mapping[str, int] = field(default_factory=lambda: _NOBODY)
    """The parties that confirmed receipt of the current version, with the entry."""
    words: tuple[Word, ...] = ()
    """Everything that parties said and did, on any version and any provision, in the order in which it happened."""
    words_then: int = 0
    """How much of that had been said when it was last reopened: the acts and rejections in it are taken back."""
    last: Mapping[str, Word] = field(default_factory=lambda: _NOTHING_SAID)
    """The last word of each party on the current version as a whole."""
    objecting: frozenset[str] = frozenset()
    """The parties whose last word stands in the way of an agreement."""
    doers: Mapping[int, Growing[str, None]] = field(default_factory=lambda: _NOTHING_DONE)
    """Who did acts of each rank, or further ones, on the current version since it was last reopened.

    What binds is counted by itself, so that it need not be asked who has taken back what does not bind yet.
    """
    agreement: Decision | None = None
    """That the current version is agreed: it stands until the text is reopened or revised."""
    reached: tuple[Reached, ...] = ()
    """The formal acts that the current version has come to, each going further than the one before."""
    force: Reached | None = None
    """The last notice on its force."""
    votes: tuple[Vote, ...] = ()
    """The votes that were held on any version, oldest first."""
    voted: Vote | None = None
    """The last vote on the present version."""
    rejection: Decision | None = None
    """That the decision rule cannot be met on the current version, since parties refuse it."""
    stage: Stage = ABSENT
    """Where it stands on the formal axis, and since when."""
    shown: Stage = ABSENT
    """Where it stood before the instant of its last entry: what a view of the time before shows."""
    instant: int = ALWAYS_BEFORE
    """The first instant of its last entry."""
    straight: bool = True
    """Whether its entries stand in the order of their first instants, so that `stage` holds on the clock of dates."""
    ending: Ending | None = None
    reopened: int = 0
    """The entry that last brought it back, or 0."""
    links: tuple[Linked, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    """The reservations and declarations that were made, oldest first."""
    guarantors: tuple[GuarantorStep, ...] = ()
    """Every step that a guarantor took, oldest first."""
    validity: Validity | None = None
    """Until when it can be agreed to, if that was said."""
    silence: Silence | None = None
    """The last silence procedure, running, broken or expired."""

    @property
    def on_the_table(self) -> bool:
        """Whether it has been floated or tabled by this moment."""
        return bool(self.versions)

    @property
    def version(self) -> int:
        """The number of its current version; 0 before it is on the table."""
        return self.versions[-1].number if self.versions else 0

    @property
    def content(self) -> Version:
        """Its current version."""
        return self.versions[-1] if self.versions else Version(0, 0, (), (), ())

    @property
    def author(self) -> str | None:
        """Where nobody sponsors it, who put it forward, whoever revised it: the ``room``, or somebody ``unknown``."""
        found = (version.author for version in reversed(self.versions) if version.author)
        return None if self.sponsors else next(found, None)

    @property
    def positions(self) -> tuple[Position, ...]:
        """Every position taken, on any version, oldest first."""
        return tuple(word for word in self.words if isinstance(word, Position))

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every formal act done on any version since it was last reopened, oldest first."""
        return tuple(word for word in self.words[self.words_then :] if isinstance(word, Act))

    @property
    def rejections(self) -> tuple[Rejection, ...]:
        """The rejections of the current version that are the last word of their party."""
        if not self.objecting:
            return ()
        return tuple(word for word in self.last.values() if isinstance(word, Rejection))

    def stances(self, provision: str | None = None) -> Mapping[str, tuple[Position, ...]]:
        """Return each party's latest positions, one for each of its speakers who differ, latest last.

        A party that speaks or acts for itself settles what its speakers said before. What it says of an older version,
        however late, leaves its word on a newer one standing.
        """
        return _heard(self.words, self.words_then).get(provision, {})

    def said(self) -> Iterator[tuple[Position, ...]]:
        """Yield each party's latest positions on the whole text, and then on each provision that any spoke on."""
        for found in _heard(self.words, self.words_then).values():
            yield from found.values()

    def agreeing(self, act: FormalAct) -> AbstractSet[str]:
        """Return the parties that stand by this act, or one that goes further, on the current version.

        Those are the parties that did it; and once any has agreed to the words, those who put them forward.
        """
        found = self.did(act)
        return found | self.behind_it if found and act is FormalAct.AGREED_IN_PRINCIPLE else found

    @property
    def behind_it(self) -> frozenset[str]:
        """Who put the current words forward, and has not said otherwise: an offer stands until then.

        United Nations Convention on Contracts for the International Sale of Goods, articles 16 to 18 and 23, for the
        same of contracts.
        """
        there = (party for party in self.content.by if party not in self.withdrawn)
        return frozenset(p for p in there if p not in self.last or self.consents(p) or _silent(self.last[p]))

    def did(self, act: FormalAct) -> AbstractSet[str]:
        """Return the parties that did this act on the current version, or one that goes further, and stand by it.

        An agreement that does not bind yet is taken back by a later word that is none; what binds is not.
        """
        binding = self._doers(max(RANK[act], BINDING))
        if RANK[act] >= BINDING:
            return binding
        return binding | set(filter(self.consents, self._doers(RANK[act])))

    def did_at_most(self, act: FormalAct) -> int:
        """Return how many parties stand by an act at the most: that is known without a look at each."""
        loose = len(self._doers(RANK[act])) + len(self.content.by) if RANK[act] < BINDING else 0
        return len(self._doers(max(RANK[act], BINDING))) + loose

    def _doers(self, rank: int) -> AbstractSet[str]:
        found = self.doers.get(rank)
        return _NOBODY.keys() if found is None else found.keys()

    def consents(self, party: str) -> bool:
        """Say whether the last word of a party on the current version takes back no agreement given before."""
        word = self.last.get(party)
        if isinstance(word, Act):
            return word.act is not FormalAct.DENOUNCED
        return isinstance(word, Position) and word.stance in CONSENTING

    def objections(self, parties: Iterable[str]) -> tuple[tuple[str, int], ...]:
        """Return which of these parties stand against the current version, each with the entry that says so."""
        if not self.objecting:
            return ()
        return tuple((party, self.last[party].entry) for party in parties if party in self.objecting)


Heard = Mapping[str | None, Mapping[str, tuple[Position, ...]]]
"""The latest positions of each party, by provision; on the whole text first."""

_HEARD: dict[int, tuple[tuple[Word, ...], int, Heard]] = {}
_MOST_HEARD = 256


def _heard(words: tuple[Word, ...], words_then: int) -> Heard:
    """Return each party's latest positions; for the same words what was worked out before, since a view asks often."""
    known = _HEARD.get(id(words))
    if known is not None and known[0] is words and known[1] == words_then:
        return known[2]
    if len(_HEARD) >= _MOST_HEARD:
        _HEARD.clear()
    found = _stances(words, words_then)
    _HEARD[id(words)] = words, words_then, found
    return found


def _stances(words: tuple[Word, ...], words_then: int) -> Heard:
    newest: dict[tuple[str | None, str], int] = {}
    for word in words:
        if isinstance(word, Position):
            on = word.provision, word.party
            newest[on] = max(word.version, newest.get(on, 0))
    latest: dict[str | None, dict[str, dict[str | None, Position]]] = {None: {}}
    for index, word in enumerate(words):
        match word:
            case Position():
                found = latest.setdefault(word.provision, {})
                if word.version == newest[word.provision, word.party]:
                    speakers = found.setdefault(word.party, {})
                    if word.asserted_by in (None, word.party):
                        speakers.clear()
                    speakers.pop(word.asserted_by, None)
                    speakers[word.asserted_by] = word
            case Act() | Rejection() if index >= words_then:
                for party in who(word):
                    if newest.get((None, party), 0) <= word.version:
                        latest[None].pop(party, None)
            case _:
                pass
    return {
        provision: {party: _settled(tuple(speakers.values())) for party, speakers in found.items()}
        for provision, found in latest.items()
    }


def with_done(doers: Mapping[int, Growing[str, None]], act: Act) -> Mapping[int, Growing[str, None]]:
    """Return who did what, with one more act on the current version."""
    rank, found = RANK[act.act], dict(doers)
    for reached in range(BINDING if rank >= BINDING else 0, rank + 1):
        own = found.get(reached) or Growing()
        for party in act.by:
            if party not in own:
                own = own.with_(party, None)
        found[reached] = own
    return MappingProxyType(found)


def done_by(proposal: Proposal) -> Mapping[int, Growing[str, None]]:
    """Return who did what on the current version of a proposal, worked out from its words."""
    found = _NOTHING_DONE
    for act in proposal.acts:
        if act.version == proposal.version:
            found = with_done(found, act)
    return found


def who(word: Word) -> tuple[str, ...]:
    """Return the parties whose word it is."""
    match word:
        case Act():
            return word.by
        case Rejection():
            return (word.by,)
        case Position():
            return (word.party,)


def against(word: Word | None) -> bool:
    """Say whether a word stands in the way of an agreement."""
    return isinstance(word, Rejection) or (isinstance(word, Position) and word.stance in OBJECTIONS)


def _silent(word: Word) -> bool:
    return isinstance(word, Position) and word.stance is Stance.SILENT


def _settled(positions: tuple[Position, ...]) -> tuple[Position, ...]:
    """Keep the last of the positions, and before it only those that say something else."""
    if not positions:
        return ()
    last = positions[-1]
    differing = [position for position in positions[:-1] if position.stance is not last.stance]
    return (*differing, last)
