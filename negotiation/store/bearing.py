"""What bears on a decision: which entries of the talks are read for it, and no others."""

from collections.abc import Collection, Iterator, Sequence

from ..domain.aggregates import STREAMS
from ..domain.catalogue import BEARING_ON_NOTHING, EVENTS
from ..domain.decide import Draft
from ..domain.errors import NotFound, RestsOnUnreadable, RestsOnWithheld
from ..domain.errors.work import UPDATE
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.record.envelope import Claim
from ..domain.record.event import TALKS, Event, subject_of
from ..domain.record.unread import Unread, Withheld
from ..domain.references import bearing, references
from ..domain.talks.events import DecisionRuleSet
from .port import Reads

Thing = tuple[str, str]
"""The sort of a thing and its name."""


def thing_of(stream: str) -> Thing | None:
    """Return the thing whose stream this is; None if it is that of the talks."""
    _, sort, *name = stream.split("/", 2)
    return (sort, name[0]) if name else None


UNFRAMED = ("statement-recorded",)
"""Kinds that no decision rests on, and whose correction or retraction can make no other entry impossible."""


def _only_said(event: type[Event]) -> bool:
    """Say whether events of a kind are words and no more: they set nothing, and bring nothing in."""
    return not (event.bears or event.introduces or event.frames)


_TELLING = frozenset(kind for kind, event in EVENTS.items() if issubclass(event, Annotation))
"""The kinds of entries about entries."""


_SAID = frozenset(kind for kind, event in EVENTS.items() if event.aggregate == TALKS and _only_said(event))
"""The kinds of entries in the stream of the talks on which nothing rests, beside what is recorded of themselves."""


class Bearing:
    """The entries of one talks that are read for a decision: more, as more turns out to bear on it.

    Beside the things that are asked for it holds those that are linked to them, and the acts of the talks.

    Args:
        reader: the log.
        talks: whose entries.
        seeing: the things to begin with; None for everything.
        without: the kinds of entry that are left out where not everything is read.
    """

    def __init__(
        self, reader: Reads, talks: str, seeing: Collection[Thing] | None, without: Collection[str] = UNFRAMED
    ) -> None:
        self._reader = reader
        self._talks = talks
        self._without = without
        self.entries: Sequence[Entry] = ()
        """The entries, in the order of record."""
        self._streams: set[str] = set()
        self.whole = False
        """Whether every entry is there."""
        self._tied = False
        """Whether every entry is there but those on which no decision rests."""
        self._widen(None if seeing is None else {f"{talks}/{sort}/{name}" for sort, name in seeing})

    def __contains__(self, thing: object) -> bool:
        """Say whether a thing bears on the decision."""
        return (
            self.whole or self._tied or (isinstance(thing, tuple) and "/".join((self._talks, *thing)) in self._streams)
        )

    def read(self) -> Sequence[Entry]:
        """Return the entries, in the order of record.

        Raises:
            RestsOnUnreadable: one of them cannot be read.
        """
        see_that_all_is_read(self.entries)
        return self.entries

    def widened_by(self, drafts: Sequence[Draft]) -> bool:
        """Read what bears on drafts too; False if all of it was there already."""
        if self.whole:
            return False
        needed = streams_of(self._reader, self._talks, drafts)
        said = statements_told_of(self._reader, self._talks, drafts) - {entry.number for entry in self.entries}
        if needed is not None and (self._tied or needed <= self._streams) and not said:
            return False
        self._widen(needed, said)
        return True

    def _widen(self, streams: Collection[str] | None, numbers: Collection[int] = ()) -> None:
        if streams is None:
            self.entries, self.whole = self._reader.entries(self._talks), True
            return
        near = self._reader.component(streams) | {f"{self._talks}/{TALKS}"}
        more = self._reader.entries(self._talks, streams=near - self._streams, without=self._without)
        if numbers:
            more += self._reader.entries(self._talks, among=numbers)
        self.entries = sorted((*self.entries, *more), key=lambda entry: entry.number)
        self._streams |= near
        if any(_ties_everything(entry.event) for entry in more):
            self.entries, self._tied = self._reader.entries(self._talks, without=self._without), True


def _ties_everything(event: Event) -> bool:
    """Say whether every proposal bears on every other one by an event: nothing is agreed until everything is."""
    *_, told = _accounts(event)
    return isinstance(told, DecisionRuleSet) and bool(told.rule.single_undertaking)


def _accounts(event: Event) -> Iterator[Event]:
    """Yield an event and, of a correction or a dispute, what it says instead, be that an account in turn."""
    yield event
    while account := getattr(event, "event", None):
        event = account
        yield event


def streams_of(reader: Reads, talks: str, drafts: Collection[Draft]) -> set[str] | None:
    """Return the streams whose history bears on these drafts; None where any may.

    A change of who is at the talks, or of how they decide, can bear on every act recorded to have come later.

    Raises:
        NotFound: one of them is about an entry that is not there.
    """
    streams: set[str] = set()
    for draft in drafts:
        streams |= _rounds(talks, draft.event, draft.claim)
        if isinstance(draft.event, Annotation):
            named = _of_the_named(reader, talks, draft.event)
            if named is None:
                return None
            streams |= named
        elif subject_of(draft.event):
            streams |= _things(talks, draft.event)
        elif draft.event.kind not in BEARING_ON_NOTHING:
            return None
    return streams


def _of_the_named(reader: Reads, talks: str, annotation: Annotation) -> set[str] | None:
    """Return the streams that bear on an entry about an entry: that of the entry, and of what is told instead."""
    places = reader.by_id(talks, [annotation.entry])
    if annotation.entry not in places:
        raise NotFound("entry", annotation.entry)
    number, stream, kind = places[annotation.entry]
    if kind in _TELLING and (said := _root(reader, talks, number)) and said.event.kind in _SAID:
        return {stream} | _told_by(reader, talks, said, annotation)
    if (stream == f"{talks}/{TALKS}" and kind not in _SAID) or stream.startswith(f"{talks}/round/"):
        return None  # what any entry may cite, or have happened in
    streams = {stream}
    if kind == "entry-retracted":  # what it brings back may have happened in any round
        streams |= {name for name in reader.versions(talks) if name.startswith(f"{talks}/round/")}
    for account in list(_accounts(annotation))[1:]:  # what it says instead may bear on other things
        streams |= _things(talks, account)
    return streams


def statements_told_of(reader: Reads, talks: str, drafts: Collection[Draft]) -> set[int]:
    """Return the numbers of the statements of which drafts say something that was said of them.

    Such a draft may bring them back, and they are judged with it. No other decision rests on them.
    """
    named = {draft.event.entry for draft in drafts if isinstance(draft.event, Annotation)}
    telling = (number for number, _, kind in reader.by_id(talks, named).values() if kind in _TELLING or kind in _SAID)
    roots = (_root(reader, talks, number) for number in telling)
    return {root.number for root in roots if root and root.event.kind in _SAID}


def _root(reader: Reads, talks: str, number: int) -> Entry | None:
    """Return the entry that one is about in the end; None if that is not there."""
    while True:
        (entry,) = reader.entries(talks, among=[number])
        if not isinstance(entry.event, Annotation):
            return entry
        found = reader.by_id(talks, [entry.event.entry])
        if not found:
            return None
        ((number, _, _),) = found.values()


def _told_by(reader: Reads, talks: str, said: Entry, annotation: Annotation) -> set[str]:
    """Return the streams of all that a statement refers to, as it was recorded or by what was said of it."""
    others = EVENTS.keys() - _TELLING
    about, told = {said.id}, [*_accounts(annotation)]
    for entry in reader.entries(talks, streams=[said.stream], without=others):
        if isinstance(entry.event, Annotation) and entry.event.entry in about:
            about.add(entry.id)
            told += _accounts(entry.event)
    claims = [said.envelope.claim(), *(claim for event in told if (claim := getattr(event, "claim", None)))]
    named = (thing for event in (said.event, *told) for claim in claims for thing in references(event, claim))
    return {f"{talks}/{sort}/{name}" for sort, name in named if sort in STREAMS}


def _things(talks: str, event: Event) -> set[str]:
    return {f"{talks}/{sort}/{name}" for sort, name in bearing(event)}


def _rounds(talks: str, event: Event, claim: Claim) -> set[str]:
    """Return the streams of the rounds that an event refers to, and of those in which it, or an account, happened."""
    told = list(_accounts(event))
    claims = [claim, *(said for account in told if (said := getattr(account, "claim", None)))]
    named = (found for account in told for said in claims for found in references(account, said))
    return {f"{talks}/{sort}/{name}" for sort, name in named if sort == "round"}


def see_that_all_is_read(entries: Sequence[Entry]) -> None:
    """Refuse to go on with a history of which a part cannot be read.

    Raises:
        RestsOnUnreadable: one of the entries could not be read.
    """
    unread = [entry for entry in entries if isinstance(entry.event, Unread)]
    if unread:
        newer = any(isinstance(entry.event, Unread) and entry.event.newer for entry in unread)
        hint = UPDATE if newer else "talks export --salvage saves the rest; talks restore FILE"
        numbers = [entry.number for entry in unread]
        if all(isinstance(entry.event, Withheld) for entry in unread):
            raise RestsOnWithheld(numbers, "what rests on it cannot be decided", "ask in the log itself")
        raise RestsOnUnreadable(numbers, "what rests on it cannot be decided", hint)
