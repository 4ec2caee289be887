"""Who may see an entry, given what it is about: a marking is inherited, and lowered only with a reason."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import get_args

from msgspec import Struct

from ..markings import PUBLIC, strictest, strictness
from .errors import InvalidInput, LowersMarking, Problem
from .proposal.events import MAKES_VERSION
from .record.annotated import Annotated
from .record.annotations import Annotation, EntryReMarked
from .record.entry import Entry
from .record.envelope import Attribution, Claim, Envelope, Handling
from .record.event import (
    Acts,
    Concerns,
    Event,
    MayNameAParty,
    NamesParties,
    RefersTo,
    introduced_by,
    stated,
    subject_of,
)
from .references import ENTRY

Thing = tuple[str, str]
"""The sort of a thing, or of an entry, and its name."""
_ATTRIBUTIONS: tuple[Attribution, ...] = get_args(Attribution)
"""From the most that may be said of who said it to the least."""


class Circle(Struct, frozen=True):
    """Who may see something: those cleared for the marking who are in all of the compartments."""

    marking: str = PUBLIC
    compartments: frozenset[str] = frozenset()
    attribution: Attribution = "named"

    @property
    def everybody(self) -> bool:
        """Whether nobody is left out, and the speaker may be named."""
        return not strictness(self.marking) and not self.compartments and self.attribution == "named"

    def joined(self, *others: "Circle") -> "Circle":
        """Return the circle of those who are in this one and in all others; the strictest attribution holds."""
        every = (self, *(one for one in others if one is not self and one is not EVERYBODY))
        if len(every) == 1:
            return self
        return Circle(
            strictest(one.marking for one in every),
            self.compartments.union(*(one.compartments for one in every)),
            max((one.attribution for one in every), key=_ATTRIBUTIONS.index),
        )

    def within(self, other: "Circle") -> bool:
        """Say whether nobody is in this circle who is not in the other."""
        return strictness(self.marking) >= strictness(other.marking) and self.compartments >= other.compartments


EVERYBODY = Circle()
NO_CLAIM = Claim()
"""That of nobody about nothing: what an event by itself is about is asked with it."""
_NAMES_PARTIES = (Acts, Concerns, NamesParties, MayNameAParty)


def circle_of(said: Envelope | Handling) -> Circle:
    """Return the circle that an envelope says by itself."""
    if said.marking in (None, PUBLIC) and not said.compartments and said.attribution in (None, "named"):
        return EVERYBODY
    return _circle(said.marking or PUBLIC, tuple(said.compartments or ()), said.attribution or "named")


@lru_cache(maxsize=512)
def _circle(marking: str, compartments: tuple[str, ...], attribution: Attribution) -> Circle:
    """Return a circle, the same object for all that say the same: so few have to be joined."""
    return Circle(marking, frozenset(compartments), attribution)


def named_in(event: Event, claim: Claim) -> Iterator[Thing]:
    """Yield what an entry is about: its subject, what it refers to, its sources and its round, and all its parties.

    Where it says in free words who it was, a party may be meant by its code, so they are yielded as one.
    """
    subject = subject_of(event)
    if subject is not None:
        yield subject
    parties = []
    for said in (event,) if claim is NO_CLAIM else (claim, event):
        for fact, name in stated(said):  # once, since all entries of a record pass here
            if isinstance(fact, RefersTo):
                if found := fact.of(name):
                    yield found
            elif isinstance(fact, _NAMES_PARTIES):
                parties.append(("party", name))
    yield from parties


class Circles:
    """Who may see the entries and the things of a record, or of a part of it.

    A thing is for those who may see what brought it in; a version of a text for those who may see it and all before.

    Args:
        entries: entries of one talks, in the order of record.
        annotated: how they read; as they do by the last of them if None.
    """

    def __init__(self, entries: Sequence[Entry] = (), annotated: Annotated | None = None) -> None:
        self._entries: dict[str, Circle] = {}
        self._brought: dict[Thing, Circle] = {}
        self._versions: dict[Thing, list[Circle]] = {}
        found = annotated or Annotated(entries)
        for entry in entries:
            read = found.of(entry)
            circle = self._accessible(entry, read.envelope, re_marked=read.re_marked)
            self.take(entry.id, entry.event, circle, gone=entry.id in found.retracted)

    def take(self, entry_id: str, event: Event, circle: Circle, *, gone: bool = False) -> None:
        """Take in an entry that comes after all others; one that was taken back makes no version any more."""
        if not circle.everybody:
            self._entries[entry_id] = circle
        subject, brought = subject_of(event), introduced_by(event)
        if brought is not None:
            before = self._brought.get(brought)
            if before is None or not before.within(circle):
                self._brought[brought] = circle
        if subject is not None and isinstance(event, MAKES_VERSION) and not gone:
            made = self._versions.setdefault(subject, [])
            made.append(circle.joined(made[-1]) if made else circle)

    def of(self, entry_id: str) -> Circle:
        """Return who may see an entry."""
        return self._entries.get(entry_id, EVERYBODY)

    def knows(self, thing: Thing) -> bool:
        """Say whether something was brought in."""
        return thing in self._brought

    def about(self, event: Event, claim: Claim) -> Circle:
        """Return who may see what an entry is about; of what it re-marks, who may see it from then on."""
        if isinstance(event, EntryReMarked):
            return Circle(event.marking, frozenset(event.compartments or ()))
        if not (self._entries or self._brought):
            return EVERYBODY
        found = [self._of_thing(thing, event) for thing in named_in(event, claim)]
        met = EVERYBODY.joined(*{id(circle): circle for circle in found}.values())
        attribution: Attribution = self.of(event.entry).attribution if isinstance(event, Annotation) else "named"
        if met is EVERYBODY and attribution == "named":
            return EVERYBODY
        return Circle(met.marking, met.compartments, attribution)

    def _of_thing(self, thing: Thing, event: Event) -> Circle:
        if thing[0] == ENTRY:
            return self.of(thing[1])
        circle = self._brought.get(thing, EVERYBODY)
        made = self._versions.get(thing, ())
        if thing != subject_of(event) or not made:
            return circle
        if isinstance(event, MAKES_VERSION):
            return circle.joined(made[-1])
        version = getattr(event, "version", None)
        return circle.joined(made[min(version, len(made)) - 1]) if isinstance(version, int) and version else circle

    def _accessible(self, entry: Entry, envelope: Envelope, *, re_marked: bool) -> Circle:
        """Return who may see an entry: what earlier versions recorded without a marking inherits it all the same."""
        own = circle_of(envelope)
        if envelope.lowered or re_marked:
            return own
        about = self.about(entry.event, entry.envelope)
        return own if about is EVERYBODY else own.joined(about)


def handled(event: Event, claim: Claim, said: Handling, circles: Circles) -> Handling:
    """Return who may see an entry: what was said of that, or what follows from what it is about.

    Raises:
        LowersMarking: more people could see it than what it is about, and no reason is given.
        InvalidInput: a reason is given, and it would be no lower.
    """
    about = circles.about(event, claim)
    own = circle_of(said)
    if said.lowered and own.within(about):
        message = f"is not needed: nothing that it is about is stricter than {own.marking}"
        raise InvalidInput([Problem("", "lowered", message)])
    if said.marking is not None and not said.lowered and strictness(own.marking) < strictness(about.marking):
        raise LowersMarking(own.marking, about.marking)
    circle = own if said.lowered else own.joined(about)
    compartments = tuple(sorted(circle.compartments)) or None
    attribution = None if circle.attribution == "named" else circle.attribution
    return Handling(marking=circle.marking, compartments=compartments, attribution=attribution, lowered=said.lowered)


def things_named(drafts: Iterable[tuple[Event, Claim]]) -> set[Thing]:
    """Return all that some entries are about."""
    return {thing for event, claim in drafts for thing in named_in(event, claim)}
