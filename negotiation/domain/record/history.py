"""The effective history at a point of view: what stands, as it reads now, in the order in which it happened."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from ..dates.clocks import NOW, Clocks
from ..dates.edtf import ALWAYS_AFTER, ALWAYS_BEFORE, UNDATED, Span, qualified, span
from ..lazily import lazily
from .annotated import Annotated, AsItReads
from .annotations import Annotation
from .entry import EffectiveEntry, Entry
from .envelope import Envelope, Override, open_to_all
from .event import Event, SetsZone, introduced_by, subject_of, value_of
from .facts import Facts, Wanted, facts_of
from .known import Knowledge, Telling, telling
from .order import in_order
from .unread import Unread

T = TypeVar("T")


class SaidOfEntry(Struct, frozen=True):
    """An entry about an entry, as it reads at some clocks, and as long as it stands."""

    original: Entry
    event: Event
    envelope: Envelope
    of: int
    """The number of the entry that it is about; 0 if that is not there."""

    @property
    def number(self) -> int:
        """Its place in the order of record."""
        return self.original.number


class Closed(Struct, frozen=True):
    """What not everybody may see: how it is marked, and what it brings into the talks."""

    envelope: Envelope
    brings: str | None


def closed_among(entries: "Iterable[EffectiveEntry | SaidOfEntry]") -> Mapping[int, Closed]:
    """Return those of some entries that not everybody may see, by their numbers."""
    return {
        entry.number: Closed(entry.envelope, (introduced_by(entry.event) or (None, None))[1])
        for entry in entries
        if not open_to_all(entry.envelope)
    }


class Contents(Struct, frozen=True):
    """What a history holds at some clocks."""

    entries: tuple[EffectiveEntry, ...] = ()
    ahead: tuple[EffectiveEntry, ...] = ()
    whole: tuple[EffectiveEntry, ...] = ()
    retracted: Mapping[str, Entry] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    unread: tuple[Entry, ...] = ()
    said: tuple[SaidOfEntry, ...] = ()
    overrides: tuple[Override, ...] = ()
    unsourced: tuple[int, ...] = ()
    undated_source: tuple[int, ...] = ()


class History:
    """The entries of one talks that are in view at some clocks, in the order in which they are folded.

    Args:
        talks: the id of the talks; empty if nothing of them is recorded.
        clocks: the clocks.
        zone: the time zone of the talks.
        moment: the instant for which deadlines are worked out.
        contents: what it holds.
    """

    def __init__(self, talks: str, clocks: Clocks, zone: str, moment: int, contents: Contents) -> None:
        self.talks = talks
        self.clocks = clocks
        self.zone = zone
        self.moment = moment
        self._contents = contents
        self.folded: dict[str, object] = {}
        """What has been folded of it, so that several parts of a view share one fold."""

    @property
    def contents(self) -> Contents:
        """What it holds, read as a whole."""
        return self._contents

    @property
    def entries(self) -> tuple[EffectiveEntry, ...]:
        """The entries in view, in their order."""
        return self.contents.entries

    @property
    def ahead(self) -> tuple[EffectiveEntry, ...]:
        """The entries that are dated later than the moment of the view, in their order."""
        return self.contents.ahead

    @property
    def whole(self) -> tuple[EffectiveEntry, ...]:
        """The entries in view and those ahead, in one order: that is the same for every moment of the view."""
        return self.contents.whole

    @property
    def retracted(self) -> Mapping[str, Entry]:
        """The entries in view that were taken back, by id, each with the retraction."""
        return self.contents.retracted

    @property
    def unknown(self) -> frozenset[str]:
        """The entries about entries that could not be known yet, by id."""
        return self.contents.unknown

    @property
    def unread(self) -> tuple[Entry, ...]:
        """The entries that cannot be read; the rest is read without them."""
        return self.contents.unread

    @property
    def said(self) -> tuple[SaidOfEntry, ...]:
        """The entries about entries that stand, in the order of record."""
        return self.contents.said

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The overrides of the entries that stand, entries about entries too."""
        return self.contents.overrides

    @property
    def unsourced(self) -> tuple[int, ...]:
        """The entries of no source that are out of view since they count as known when recorded, and that was later.

        By their numbers.
        """
        return self.contents.unsourced

    @property
    def undated_source(self) -> tuple[int, ...]:
        """The entries out of view for the same reason, since no source that they cite says when it was published."""
        return self.contents.undated_source

    @property
    def telling(self) -> Telling | None:
        """What tells when entries could be known, if that is known of the whole record; else it follows from them."""
        return None

    @lazily
    def by_number(self) -> Mapping[int, EffectiveEntry]:
        """The entries in view, by number."""
        return {entry.number: entry for entry in self.entries}

    @lazily
    def numbers(self) -> Mapping[str, int]:
        """The numbers of the entries in view, by id."""
        return {entry.id: entry.number for entry in self.entries}

    def readings(self) -> Mapping[int, object]:
        """Return what stands for how each entry in view reads, by number: the same for the same.

        What lies ahead is in view where no moment is asked for.
        """
        return {entry.number: entry for entry in told_of(self).values()}

    def reading_of_said(self) -> Mapping[int, object]:
        """Return the same for the entries about entries that stand; there may be some among them that do not."""
        return {entry.number: entry for entry in self.said}

    def said_in(self, numbers: Collection[int]) -> tuple[SaidOfEntry, ...]:
        """Return the entries about entries that stand of some numbers, in the order of record."""
        return tuple(entry for entry in self.said if entry.number in numbers)

    def told_in(self, numbers: Collection[int]) -> Mapping[int, EffectiveEntry]:
        """Return the entries of some numbers, what lies ahead too where no moment is asked for, in their order."""
        return {entry.number: entry for entry in told_of(self).values() if entry.number in numbers}

    def alone(self, things: Collection[tuple[str, str]]) -> "History":
        """Return the history of the acts of the talks and of what happened to some things, and of nothing else."""
        wanted = {*things, None}
        return self.only(lambda entry: entry.event.bears and subject_of(entry.event) in wanted)

    def standing(self) -> Any:
        """Return where everything stands, if that is known already; else None, and it is to be folded."""
        return None

    def acts(self, kind: str) -> "History | None":
        """Return the history as far as the acts of the talks go, or all of it; None if no entry is of a kind of act."""
        return self if any(entry.event.kind == kind for entry in self.entries) else None

    def want(self, numbers: Iterable[int], ids: Iterable[str] = ()) -> None:
        """Say which entries will be asked for, by number or by id, so that they can be read at once."""

    def among(self, numbers: Iterable[int]) -> tuple[EffectiveEntry, ...]:
        """Return the entries in view of some numbers, in the order that they have by themselves."""
        by_number = self.by_number
        return in_order(by_number[number] for number in set(numbers) if number in by_number)

    def picked(self, numbers: Collection[int], last: int | None = None) -> tuple[tuple[EffectiveEntry, ...], int]:
        """Return the entries in view of some numbers, in the order of the history, and how many come before them.

        Args:
            numbers: their numbers.
            last: only so many of them, the last ones; all if None.
        """
        found = tuple(entry for entry in self.entries if entry.number in numbers)
        shown = found if last is None else found[-last:]
        return shown, len(found) - len(shown)

    def tail(self, count: int) -> tuple[tuple[EffectiveEntry, ...], int]:
        """Return the last so many entries of the history, in its order, and how many come before them."""
        return self.entries[-count:], max(0, len(self.entries) - count)

    def in_view(self, numbers: Collection[int]) -> list[int]:
        """Return those of some numbers whose entries are in view, in the order of the history."""
        return [entry.number for entry in self.entries if entry.number in numbers]

    def candidates(self, wanted: Wanted) -> set[int] | None:
        """Return the numbers of the entries in view that are asked for; None if that is all of them."""
        if wanted == Wanted():
            return None
        return {
            entry.number
            for entry in self.entries
            if wanted.admits(entry.number, facts_of(entry.event, entry.envelope), entry.occurred)
        }

    def dates(self) -> tuple[str | None, str | None, int]:
        """Return the earliest and the latest date of the entries in view, and how many entries there are.

        A date counts by its beginning, or by its end if it has none.
        """
        dated = [
            (point, entry.envelope.occurred)
            for entry in self.entries
            if (point := point_of(entry.occurred.start, entry.placed.end)) is not None
        ]
        first, last = ends_of(dated)
        return first, last, len(self.entries)

    def facts(
        self,
        fields: Collection[str],  # noqa: ARG002  # a kept one looks for no others
        numbers: Collection[int] | None = None,
    ) -> Iterable[tuple[Facts, int]]:
        """Return what the entries in view say of themselves, each with how many say so.

        Args:
            fields: the facts that are looked at; others may be left out.
            numbers: only the entries of these numbers; all if None.
        """
        entries = self.entries if numbers is None else self.picked(numbers)[0]
        return ((facts_of(entry.event, entry.envelope, entry.occurred), 1) for entry in entries)

    def any_closed(self) -> bool:
        """Say whether there may be anything that not everybody may see."""
        return bool(closed_among((*self.whole, *self.said)))

    def closed(self, numbers: Collection[int]) -> Mapping[int, Closed]:
        """Return what not everybody may see, by number: of some entries, and of those that bring things.

        Args:
            numbers: of entries, be they in view or about entries.
        """
        found = closed_among((*told_of(self).values(), *self.said))
        return {number: one for number, one in found.items() if number in numbers or one.brings}

    def in_rounds(self) -> Mapping[str, tuple[int, ...]]:
        """Return the entries in view that happened in a round, by round, in the order that they have by themselves."""
        within: dict[str, list[EffectiveEntry]] = {}
        for entry in self.entries:
            if entry.envelope.in_round is not None:
                within.setdefault(entry.envelope.in_round, []).append(entry)
        return {name: tuple(entry.number for entry in in_order(found)) for name, found in within.items()}

    def about(self, things: Collection[tuple[str, str]]) -> "History":  # noqa: ARG002  # a kept one looks
        """Return the history as far as it takes to tell where some things stand; it may be all of it."""
        return self

    def tied_to(self, thing: tuple[str, str]) -> "History":  # noqa: ARG002  # a kept one looks
        """Return the history as far as it takes to tell how a thing stands to all that it is tied to; or all of it."""
        return self

    def showing(self, entries: Sequence[Entry]) -> "History":  # noqa: ARG002  # a kept one lists no others
        """Return the history in which no more than these entries need be listed, while everything stands as it does."""
        return self

    def leaving_untold_what(self, other: "History") -> "History":
        """Return the history, which leaves out what another does since nothing but its recording tells of it."""
        left = replace(self.contents, unsourced=other.unsourced, undated_source=other.undated_source)
        return History(self.talks, self.clocks, self.zone, self.moment, left)

    def with_deadlines_at(self, moment: int) -> "History":
        """Return the history, for which deadlines are worked out at another instant."""
        return History(self.talks, self.clocks, self.zone, moment, self.contents)

    def only(self, keep: Callable[[EffectiveEntry], bool]) -> "History":
        """Return the history with those of its entries that are kept, and nothing else of it altered."""
        entries, ahead, whole = (tuple(filter(keep, found)) for found in (self.entries, self.ahead, self.whole))
        contents = replace(self.contents, entries=entries, ahead=ahead, whole=whole)
        return History(self.talks, self.clocks, self.zone, self.moment, contents)


class ReadAt(NamedTuple):
    """What a log held at some clocks, and how that reads to who knows what could be known by then."""

    held: list[Entry]
    annotated: Annotated
    knowledge: Knowledge | None
    """What could be known; None if that is all."""
    zone: str
    """The time zone of the talks."""


def read_at(entries: Sequence[Entry], clocks: Clocks, zone: str | None = None, told: Telling | None = None) -> ReadAt:
    """Return what of some entries a log held at some clocks, and how it reads; see :func:`history`."""
    zone_of_record = zone or zone_of(entries, clocks)
    held = [entry for entry in entries if clocks.holds(entry.number, entry.recorded, zone_of_record)]
    as_recorded = Annotated(held)
    zone = zone or _zone(as_recorded)
    if clocks.known is None:
        return ReadAt(held, as_recorded, None, zone)
    knowledge = Knowledge(told or telling(as_recorded, zone), zone, clocks.known_until(zone))
    return ReadAt(held, Annotated(held, knowledge.leaves_out), knowledge, zone)


def point_of(start: int, end: int) -> int | None:
    """Return the instant by which a date counts as earlier or later than another: where it begins, or else ends.

    Args:
        start: the beginning of the date.
        end: the end of the time in which it places what happened.
    """
    if start > ALWAYS_BEFORE:
        return start
    return end if UNDATED.end < end < ALWAYS_AFTER else None


def ends_of(dated: Sequence[tuple[int, T]]) -> tuple[T | None, T | None]:
    """Return the first of the earliest and the last of the latest of some that are dated, in their order."""
    if not dated:
        return None, None
    return min(dated, key=itemgetter(0))[1], max(reversed(dated), key=itemgetter(0))[1]


def history(
    entries: Sequence[Entry],
    clocks: Clocks = NOW,
    now: int | None = None,
    zone: str | None = None,
    told: Telling | None = None,
) -> History:
    """Rebuild the history as it is seen at the given clocks.

    Args:
        entries: entries of one talks in the order of record, at the least all those that bear on the question.
        clocks: what may have happened, been known and been recorded.
        now: the present instant: where the clocks do not say, a view is of this moment; without it, of all time.
        zone: the time zone of the talks, if it is known otherwise than from the entries.
        told: what tells when entries could be known, if that is.
    """
    held, annotated, knowledge, zone = read_at(entries, clocks, zone, told)
    moment, until = reach(clocks, zone, now)
    effective, retracted, unread, overrides = [], {}, [], []
    for entry in held:
        found = annotated.of(entry)
        if found.envelope.override and entry.id not in annotated.retracted:
            overrides.append(found.envelope.override)
        if isinstance(found.event, Unread):
            unread.append(entry)
            continue
        if isinstance(found.event, Annotation):
            if entry.id in annotated.retracted and entry.id not in annotated.left_out:
                retracted[entry.id] = annotated.retracted[entry.id]
            continue
        occurred = UNDATED if found.envelope.occurred is None else span(found.envelope.occurred, zone)
        if knowledge and knowledge.learned(entry, found) >= knowledge.until:
            continue
        if entry.id in annotated.retracted:
            if occurred.start < until:
                retracted[entry.id] = annotated.retracted[entry.id]
            continue
        open_ = _open(occurred, until, present_day=clocks.at is None) or qualified(found.envelope.occurred)
        effective.append(
            EffectiveEntry(
                original=entry,
                envelope=found.envelope,
                event=found.event,
                occurred=occurred,
                corrections=found.corrections,
                disputes=found.disputes,
                unfinished=open_ and occurred.start < until,
                ahead=occurred.start >= until,
            )
        )
    untold = list(_untold(held, annotated, knowledge, zone, until)) if knowledge else []
    whole = in_order(effective)
    contents = Contents(
        entries=tuple(entry for entry in whole if not entry.ahead),
        ahead=tuple(entry for entry in whole if entry.ahead),
        whole=whole,
        retracted=retracted,
        unknown=frozenset(annotated.left_out),
        unread=tuple(unread),
        said=tuple(_said(held, annotated)),
        overrides=tuple(overrides),
        unsourced=tuple(entry.number for entry, found in untold if not found.envelope.sources),
        undated_source=tuple(entry.number for entry, found in untold if found.envelope.sources),
    )
    return History(entries[0].talks if entries else "", clocks, zone, moment, contents)


def _said(held: Sequence[Entry], annotated: Annotated) -> Iterator[SaidOfEntry]:
    """Yield the entries about entries that stand, as far as they are taken into account."""
    said = [
        (entry, found.event, found.envelope)
        for entry in held
        if entry.id not in annotated.retracted
        and entry.id not in annotated.left_out
        and isinstance((found := annotated.of(entry)).event, Annotation)
    ]
    about = {event.entry for _, event, _ in said}
    numbers = {entry.id: entry.number for entry in held if entry.id in about}
    for entry, event, envelope in said:
        yield SaidOfEntry(entry, event, envelope, numbers.get(event.entry, 0))


def reach(clocks: Clocks, zone: str, now: int | None) -> tuple[int, int]:
    """Return the instant of which a view is, and the one up to which what happened is in it, exclusive.

    Args:
        clocks: the clocks of the view.
        zone: the time zone of the talks.
        now: the present instant; None if a view without clocks is of all time.
    """
    moment = clocks.moment(zone, now)
    present = ALWAYS_AFTER if now is None else now + 1 if moment == now else moment
    return moment, clocks.happened_until(zone, present)


def _untold(
    held: Sequence[Entry], annotated: Annotated, knowledge: Knowledge, zone: str, until: int
) -> Iterator[tuple[Entry, AsItReads]]:
    """Yield what would be in view but for its recording, which alone tells when it could be known."""
    for entry in held:
        found = annotated.of(entry)
        stands = entry.id not in annotated.retracted and not isinstance(found.event, Unread)
        if not stands or knowledge.told(found) is not None or knowledge.learned(entry, found) < knowledge.until:
            continue
        occurred = found.envelope.occurred
        happened = UNDATED if occurred is None else span(occurred, zone)
        if entry.id in annotated.left_out if isinstance(found.event, Annotation) else happened.start < until:
            yield entry, found


def _open(occurred: Span, until: int, *, present_day: bool) -> bool:
    """Say whether a date leaves open if it has come by an instant; what is told today of today has happened."""
    today = present_day and occurred.within_a_day
    return occurred.end > until and not today


def told_of(found: History) -> Mapping[str, EffectiveEntry]:
    """Return the entries that a question about single entries looks at, by id: what lies ahead too, if it is now."""
    return {entry.id: entry for entry in (found.whole if found.clocks.at is None else found.entries)}


def zone_of(entries: Iterable[Entry], clocks: Clocks = NOW) -> str:
    """Return the time zone in which the talks read their dates, by the whole record; UTC where it does not matter."""
    if clocks.recorded is None or clocks.number is not None:
        return "UTC"
    framing = [e for e in entries if isinstance(e.event, Annotation) or value_of(e.event, SetsZone)]
    return _zone(Annotated(framing))


def zone_now(entries: Iterable[Entry]) -> str:
    """Return the time zone in which the talks read their dates, by all that is recorded."""
    return zone_of(entries, Clocks(recorded="9999"))


def _zone(annotated: Annotated) -> str:
    """Return the time zone of the talks as they stand: talks that were undone leave none behind."""
    zones = [zone for found in annotated.standing() if (zone := value_of(found.event, SetsZone))]
    return zones[-1] if zones else "UTC"
