"""Who sees what: the one place through which a record passes before anything is shown to a reader who may not see all.

What a reader sees is a record by itself: nothing in it refers to what is not in it, and every view, count and error
follows from it alone. So whatever is hidden says nothing, be it by a gap in a list or by another sentence.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ..markings import PUBLIC, UNKNOWN, strictness
from .circles import NO_CLAIM, Circle, Circles, Thing, circle_of, named_in
from .dates.clocks import NOW, Clocks
from .pledge.events import ConductObserved, PledgeAssessed, PledgeClarified
from .proposal.events import MAKES_VERSION, AmendmentMoved
from .record.annotated import retractions
from .record.annotations import EntryCorrected, EntryDisputed, EntryReMarked
from .record.entry import Entry
from .record.envelope import Attribution, Claim
from .record.event import Event, acting, introduced_by, subject_of
from .record.history import read_at
from .record.unread import WITHHELD, Unread
from .references import ENTRY, references
from .talks.events import EntriesHashed, RecordDisclosed, StatementRecorded, TalksOpened
from .values import kind_of

C = TypeVar("C", bound=Claim)

_OF_THE_WHOLE: tuple[type[Event], ...] = (EntriesHashed, RecordDisclosed)
OF_THE_WHOLE = tuple(map(kind_of, _OF_THE_WHOLE))
"""The kinds of what is said of all entries, to those who see them all."""
_FOR_WHO_SEES_ALL: tuple[type[Event], ...] = (Unread, *_OF_THE_WHOLE)
_ACCOUNTS = (EntryCorrected, EntryDisputed)
"""What may tell what another entry says."""
_BY_ANYBODY = (PledgeClarified, ConductObserved, PledgeAssessed)
"""What somebody does who need not be a party."""


class Reader(Struct, frozen=True):
    """Somebody who may see what is marked up to a label, and is in some compartments."""

    clearance: str
    compartments: frozenset[str] = frozenset()
    audience: str | None = None
    """Of people outside, by which name they are known: they get an edition of their own."""

    @property
    def outside(self) -> bool:
        """Whether they are told nothing that is not to be attributed, nor how much there is beside what they see."""
        return self.audience is not None

    def options(self) -> list[str]:
        """Return the options by which a command looks for them."""
        found = ["--audience", self.audience] if self.audience else ["--clearance", self.clearance]
        return [*found, *(word for name in sorted(self.compartments) for word in ("--compartment", name))]

    def may_see(self, circle: Circle) -> bool:
        """Say whether they are in a circle; nobody is in that of a label that no scheme has.

        Whose clearance no scheme has sees what is public, and nothing beyond it.
        """
        cleared = strictness(self.clearance)
        least = strictness(circle.marking) <= (cleared if cleared < UNKNOWN else strictness(PUBLIC))
        return least and circle.compartments <= self.compartments


def visible(entry: Entry, reader: Reader, circles: Circles) -> Entry | None:
    """Return an entry as a reader may see it: without the speaker where that is not to be told; None if not at all.

    Args:
        entry: the entry.
        reader: who looks.
        circles: who may see the entries of its record.
    """
    circle = circles.of(entry.id)
    if isinstance(entry.event, _FOR_WHO_SEES_ALL) or not reader.may_see(circle):
        return None  # what cannot be read may be anything, and a hash of all tells how many there are
    if entry.envelope.lowered:  # the reason tells that there is more, and may tell what
        entry = replace(entry, envelope=replace(entry.envelope, lowered=None))
    return _attributed(entry, circle.attribution, circles) if reader.outside else entry


def _attributed(entry: Entry, attribution: Attribution, circles: Circles) -> Entry | None:
    """Return an entry as people outside may read it, to whom no more is told of who said it than may be."""
    event = _unattributed(entry.event, attribution, circles)
    if event is None:
        return None
    envelope = replace(_without_speaker(entry.envelope, attribution), recorder=WITHHELD, attribution=None)
    return replace(entry, event=event, envelope=envelope)


def _unattributed(event: Event, attribution: Attribution, circles: Circles) -> Event | None:
    """Return an event without who said it, as far as that is not to be told; None where nothing would be left.

    Whoever is no party of the record may be a person, and is told to nobody whom only the party or the office is.
    """
    if attribution == "named":
        return event
    if isinstance(event, _ACCOUNTS):
        return _unattributed_account(event, attribution, circles)
    if isinstance(event, StatementRecorded):
        speaker = (event.office if attribution == "office" else None) or WITHHELD
        party = None if attribution == "none" else event.party
        return replace(event, speaker=speaker, office=None, party=party)
    withheld = acting(event) if attribution == "none" else _persons(event, circles)
    return None if withheld else event  # and not without a name, since two of whom none is told would be taken for one


def _persons(event: Event, circles: Circles) -> list[str]:
    """Return those who did something that anybody may do, and are no party of the record."""
    found = acting(event) if isinstance(event, _BY_ANYBODY) else ()
    return [name for name in found if not circles.knows(("party", name))]


def _unattributed_account(
    event: EntryCorrected | EntryDisputed, attribution: Attribution, circles: Circles
) -> Event | None:
    if isinstance(event, EntryDisputed) and (attribution == "none" or not circles.knows(("party", event.by))):
        event = replace(event, by=WITHHELD)
    if event.event is None:
        return event
    account = _unattributed(event.event, attribution, circles)
    claim = None if event.claim is None else _without_speaker(event.claim, attribution)
    return None if account is None else replace(event, event=account, claim=claim)


def _without_speaker(claim: C, attribution: Attribution) -> C:
    return claim if attribution == "named" else replace(claim, asserted_by=None)


def sees_all(reader: Reader, closed: Iterable[Entry]) -> bool:
    """Say whether a record is to a reader what it is to those who may see all of it.

    Args:
        reader: who looks.
        closed: each entry that not everybody may see, or once could not, or by which others are for fewer people, or
            whose marking was lowered for a reason; what they hang on is among them.
    """
    if reader.outside:
        return False  # they have ids, numbers and recorders of their own
    for entry in closed:
        closes = isinstance(entry.event, EntryReMarked)
        circles = [circle_of(entry.envelope), *([Circles().about(entry.event, NO_CLAIM)] if closes else [])]
        if entry.envelope.lowered or not all(map(reader.may_see, circles)):
            return False
    return True


def visible_record(entries: Sequence[Entry], reader: Reader, clocks: Clocks = NOW) -> list[Entry]:
    """Return the record of talks as a reader may see it.

    What is about something hidden is hidden, and so is what comes of a hidden version of a text. Where an entry only
    cites what is hidden, or happened in a hidden round, that is left out of it. Numbers stay, but for readers outside,
    to whom a gap would tell how much there is: theirs count what they see.

    Args:
        entries: every entry of one talks, in the order of record.
        reader: who looks.
        clocks: the clocks of the question: what was for fewer people then stays hidden, be it for more by now, and
            nobody is named to whom something was not to be attributed then.
    """
    circles = Circles(entries)
    shown = {entry.id: found for entry in entries if (found := visible(entry, reader, circles)) is not None}
    opened = [entry.id for entry in entries if isinstance(entry.event, TalksOpened)]
    if opened and not any(id_ in shown for id_ in opened):
        return []
    record = _whole(entries, shown)
    if reader.outside:
        record = list(_numbered_anew(record))
    if clocks.recorded is None and clocks.known is None:
        return record
    then = _circles_at(entries, _of_the_log(clocks, entries, record) if reader.outside else clocks)
    shown = {entry.id: found for entry in record if (found := _seen_then(entry, reader, then, circles)) is not None}
    return _whole(entries, shown)


def _circles_at(entries: Sequence[Entry], clocks: Clocks) -> Circles:
    """Return who could see the entries of a record at some clocks; everybody those that are not in view there."""
    then = read_at(entries, clocks)
    return Circles(then.held, then.annotated)


def _seen_then(entry: Entry, reader: Reader, then: Circles, circles: Circles) -> Entry | None:
    """Return an entry that a reader sees by now as they could have seen it then; None if not at all."""
    circle = then.of(entry.id)
    if not reader.may_see(circle):
        return None
    return _attributed(entry, circle.attribution, circles) if reader.outside else entry


def _of_the_log(clocks: Clocks, entries: Sequence[Entry], found: Sequence[Entry]) -> Clocks:
    """Return clocks by the numbers of the log, where they are by those of a reader outside, who counts what is seen."""
    seen = [entry.id for entry in found if clocks.number is not None and entry.number <= clocks.number]
    own = {entry.id: entry.number for entry in entries}
    return replace(clocks, recorded=f"#{own[seen[-1]]}") if seen else clocks


def _whole(entries: Sequence[Entry], shown: dict[str, Entry]) -> list[Entry]:
    """Return what is left to see of a record, so that nothing in it refers to what is not."""
    hidden = _closed(entries, shown)
    return [_without(entry, hidden, shown) for entry in shown.values()]


def _closed(entries: Sequence[Entry], shown: dict[str, Entry]) -> set[Thing]:
    """Take away what is about hidden things, and return these; until nothing shown is about any."""
    brought: dict[Thing, list[str]] = {}
    for entry in entries:
        for thing in filter(None, (introduced_by(entry.event), subject_of(entry.event))):
            brought.setdefault(thing, [])
        if (new := introduced_by(entry.event)) is not None:
            brought[new].append(entry.id)
    for entry in entries:  # a thing that no entry brings in is there with the first that happens to it
        subject = subject_of(entry.event)
        if subject is not None and not brought[subject]:
            brought[subject].append(entry.id)
    gone = retractions(entries)
    makers = [e for e in entries if isinstance(e.event, MAKES_VERSION) and e.id not in gone]
    needs = {id_: tuple(_needed(entry.event)) for id_, entry in shown.items()}
    of_versions = {id_: found for id_, entry in shown.items() if (found := tuple(_versions(entry.event)))}
    hidden: set[Thing] = {(ENTRY, entry.id) for entry in entries if entry.id not in shown}
    while True:
        hidden |= {thing for thing, ids in brought.items() if ids and not any(id_ in shown for id_ in ids)}
        first = _first_hidden_versions(makers, shown)
        hanging = [id_ for id_ in shown if not hidden.isdisjoint(needs[id_])]
        hanging += [id_ for id_, found in of_versions.items() if id_ in shown and _of_hidden(found, first)]
        hanging += [id_ for version in first.values() for id_ in version.later if id_ in shown]
        if not hanging:
            return hidden
        for id_ in hanging:
            shown.pop(id_, None)
        hidden |= {(ENTRY, id_) for id_ in hanging}


class _Version(Struct):
    """The first version of a text that is hidden: which one it is, and what made it and those after it."""

    number: int
    later: list[str]


def _first_hidden_versions(makers: Sequence[Entry], shown: dict[str, Entry]) -> dict[Thing, _Version]:
    """Return the first hidden version of each text that has one, given what makes versions."""
    made: dict[Thing, int] = {}
    found: dict[Thing, _Version] = {}
    for entry in makers:
        subject = subject_of(entry.event)
        assert subject is not None  # noqa: S101  # versions are of something
        made[subject] = made.get(subject, 0) + 1
        if subject in found:
            found[subject].later.append(entry.id)
        elif entry.id not in shown:
            found[subject] = _Version(made[subject], [])
    return found


def _of_hidden(versions: Sequence[tuple[Thing, int]], first: dict[Thing, _Version]) -> bool:
    """Say whether any of some versions is hidden."""
    return any(thing in first and version >= first[thing].number for thing, version in versions)


def _needed(event: Event) -> Iterator[Thing]:
    """Yield what an event is about in earnest: what a statement mentions can be left out of it."""
    if isinstance(event, _ACCOUNTS) and event.event is not None:
        yield ENTRY, event.entry
        if isinstance(event, EntryDisputed):
            yield "party", event.by
        yield from _needed(event.event)
    elif isinstance(event, StatementRecorded):
        mentioned = set(references(event, NO_CLAIM))
        yield from (named for named in named_in(event, NO_CLAIM) if named not in mentioned)
    else:
        yield from named_in(event, NO_CLAIM)


def _versions(event: Event) -> Iterator[tuple[Thing, int]]:
    while isinstance(event, _ACCOUNTS) and event.event is not None:
        event = event.event
    if isinstance(event, AmendmentMoved):
        yield ("proposal", event.of), event.of_version
    subject, version = subject_of(event), getattr(event, "version", None)
    if subject is not None and isinstance(version, int):
        yield subject, version


def _without(entry: Entry, hidden: set[Thing], shown: dict[str, Entry]) -> Entry:
    """Return an entry without what it only mentions, and is hidden."""
    envelope, event = _claim_without(entry.envelope, hidden), _event_without(entry.event, hidden)
    if envelope.override and envelope.override.breaks:
        breaks = tuple(id_ for id_ in envelope.override.breaks if id_ in shown)
        envelope = replace(envelope, override=replace(envelope.override, breaks=breaks))
    if envelope is entry.envelope and event is entry.event:
        return entry
    return replace(entry, event=event, envelope=envelope)


def _event_without(event: Event, hidden: set[Thing]) -> Event:
    if isinstance(event, _ACCOUNTS) and event.event is not None:
        claim = None if event.claim is None else _claim_without(event.claim, hidden)
        return replace(event, event=_event_without(event.event, hidden), claim=claim)
    if isinstance(event, StatementRecorded) and event.about:
        about = tuple(name for name in event.about if tuple(name.split(":", 1)) not in hidden)
        return event if about == event.about else replace(event, about=about)
    return event


def _claim_without(claim: C, hidden: set[Thing]) -> C:
    if not claim.sources and claim.in_round is None and claim.asserted_by is None:
        return claim
    sources = tuple(citation for citation in claim.sources if ("source", citation.source) not in hidden)
    in_round = None if ("round", claim.in_round) in hidden else claim.in_round
    asserted_by = None if ("party", claim.asserted_by) in hidden else claim.asserted_by
    if sources == claim.sources and in_round == claim.in_round and asserted_by == claim.asserted_by:
        return claim
    grade = claim.grade if sources or not claim.sources else None  # that of a report that is not named
    return replace(claim, sources=sources, in_round=in_round, asserted_by=asserted_by, grade=grade)


def _numbered_anew(entries: Sequence[Entry]) -> Iterator[Entry]:
    versions: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        versions[entry.stream] = versions.get(entry.stream, 0) + 1
        yield replace(entry, number=number, version=versions[entry.stream])
