"""The effective history at a point of view: what stands, as it reads now, in the order in which it happened."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import is_

from ..dates.clocks import NOW, Clocks
from ..dates.edtf import ALWAYS_BEFORE, UNDATED, instant, span
from ..talks.events import SourceRegistered, TalksOpened
from .annotations import Annotation, AnyEvent, EntryCorrected, EntryDisputed, EntryReMarked, EntryRetracted
from .entry import EffectiveEntry, Entry
from .envelope import Claim, Envelope
from .order import in_order


@dataclass(frozen=True, slots=True)
class History:
    """The entries of one talks that are in view at some clocks, in the order in which they are folded."""

    talks: str
    """The id of the talks; empty if nothing of them is recorded."""
    clocks: Clocks
    zone: str
    entries: tuple[EffectiveEntry, ...]
    straight: bool
    """Whether the order of the entries is that of the record, no date telling otherwise."""
    moment: int = ALWAYS_BEFORE
    """The instant for which deadlines are worked out."""
    retracted: Mapping[str, Entry] = field(default_factory=dict)
    """Entries in view that were taken back, by id, each with the retraction."""
    unknown: frozenset[str] = frozenset()
    """Entries about entries that could not be known yet, by id."""


@dataclass(slots=True)
class _Reading:
    """What the annotations on one entry come to."""

    event: AnyEvent
    envelope: Envelope
    retracted: Entry | None = None
    corrections: tuple[Entry, ...] = ()
    disputes: tuple[Entry, ...] = ()
    re_marked: bool = False


class _Readings:
    """What each entry reads as; one that no annotation names reads as it was recorded."""

    def __init__(self, entries: Sequence[Entry], ignored: Collection[str] = ()) -> None:
        """Apply every annotation to the entry it names, the latest first, so that annotations can be annotated."""
        by_id = {entry.id: entry for entry in entries}
        self._annotated: dict[str, _Reading] = {}
        for entry in reversed(entries):
            if not isinstance(entry.event, Annotation) or entry.id in ignored:
                continue
            own = self.of(entry)
            if own.retracted is None and isinstance(own.event, Annotation) and own.event.entry in by_id:
                named = own.event.entry  # taken first: an entry that names itself is changed by this
                target = self._annotated[named] = self.of(by_id[named])
                _apply(own.event, entry, target)

    def of(self, entry: Entry) -> _Reading:
        """Return what the entry reads as."""
        return self._annotated.get(entry.id) or _Reading(entry.event, entry.envelope)


def history(entries: Sequence[Entry], clocks: Clocks = NOW, now: int = ALWAYS_BEFORE) -> History:
    """Rebuild the history as it is seen at the given clocks.

    Args:
        entries: entries of one talks in the order of record, at the least all those that bear on the question.
        clocks: what may have happened, been known and been recorded.
        now: the present instant, for which deadlines are worked out where the clocks do not say.
    """
    held = [entry for entry in entries if clocks.holds(entry.number, entry.recorded)]
    first = _Readings(held)
    frame = [first.of(entry) for entry in held if isinstance(entry.event, TalksOpened | SourceRegistered)]
    zone = next((r.event.timezone for r in frame if isinstance(r.event, TalksOpened)), "UTC")
    published = _published(frame, zone)
    known_until = clocks.known_until(zone)
    happened_until = clocks.happened_until(zone)
    unknown: frozenset[str] = frozenset()
    if clocks.known is not None:
        unknown = frozenset(entry.id for entry in held if _annotation_known(entry, published, zone) >= known_until)
    readings = _Readings(held, unknown) if unknown else first
    effective, retracted = [], {}
    for entry in held:
        reading = readings.of(entry)
        if isinstance(reading.event, Annotation):
            if reading.retracted and entry.id not in unknown:
                retracted[entry.id] = reading.retracted
            continue
        occurred = UNDATED if reading.envelope.occurred is None else span(reading.envelope.occurred, zone)
        learned = _learned(reading.envelope, reading.event, entry, published, zone)
        if occurred.start >= happened_until or learned >= known_until:
            continue
        if reading.retracted:
            retracted[entry.id] = reading.retracted
            continue
        effective.append(
            EffectiveEntry(
                entry,
                reading.envelope,
                reading.event,
                occurred,
                learned,
                reading.corrections,
                reading.disputes,
                occurred.end > happened_until,
            )
        )
    ordered = in_order(effective)
    straight = all(map(is_, ordered, effective))
    talks = entries[0].talks if entries else ""
    return History(talks, clocks, zone, ordered, straight, _moment(clocks, zone, now), retracted, unknown)


def _moment(clocks: Clocks, zone: str, now: int) -> int:
    """Return the instant for which deadlines are worked out: that one can pass is known no sooner than it does."""
    given = [clocks.happened_until(zone) if clocks.at is not None else now]
    if clocks.known is not None:
        given.append(clocks.known_until(zone))
    if clocks.recorded is not None and clocks.number is None:
        given.append(span(clocks.recorded).end)
    return min(given)


def as_it_reads(entries: Sequence[Entry], entry_id: str) -> tuple[AnyEvent, Envelope]:
    """Return what an entry says by now, with its corrections applied; it may be an entry about an entry."""
    reading = _Readings(entries).of(next(entry for entry in entries if entry.id == entry_id))
    return reading.event, reading.envelope


def retractions(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Return the retraction of every entry that was taken back and not brought back, by the id of that entry.

    The entries taken back need not be among those given, as statements are not where a decision is made.
    """
    found: dict[str, Entry] = {}
    for entry in reversed(entries):
        if isinstance(entry.event, EntryRetracted) and entry.id not in found:
            found.setdefault(entry.event.entry, entry)
    return found


def standing(entries: Sequence[Entry]) -> Iterator[AnyEvent]:
    """Yield what the entries say by now, corrected, without those that were taken back."""
    readings = _Readings(entries)
    for reading in map(readings.of, entries):
        if reading.retracted is None:
            yield reading.event


def _apply(annotation: Annotation, entry: Entry, target: _Reading) -> None:
    """Apply one annotation; of several of a kind the latest was seen first, and holds."""
    match annotation:
        case EntryRetracted() if target.retracted is None:
            target.retracted = entry
        case EntryCorrected():
            if not target.corrections:
                target.event = annotation.event
                marking = target.envelope.marking
                target.envelope = target.envelope.with_claim(annotation.claim).model_copy(update={"marking": marking})
            target.corrections = (entry, *target.corrections)
        case EntryDisputed():
            target.disputes = (_with_event(entry, annotation), *target.disputes)
        case EntryReMarked() if not target.re_marked:
            target.re_marked = True
            target.envelope = target.envelope.model_copy(update={"marking": annotation.marking})


def _with_event(entry: Entry, event: AnyEvent) -> Entry:
    return entry if entry.event is event else replace(entry, event=event)


def _published(readings: Iterable[_Reading], zone: str) -> dict[str, int]:
    """Return the first instant of each source's publication, for the sources that have one."""
    return {
        reading.event.source: span(reading.event.published, zone).start
        for reading in readings
        if isinstance(reading.event, SourceRegistered) and reading.event.published and not reading.retracted
    }


def _learned(claim: Claim, event: AnyEvent, entry: Entry, published: Mapping[str, int], zone: str) -> int:
    """Return the first instant at which a claim could be known.

    That is what the entry states; else the first publication of a source that it cites; else, for what frames the
    talks and has no date, ever; else the moment of its recording.
    """
    if claim.learned is not None:
        return span(claim.learned, zone).start
    cited = [published[citation.source] for citation in claim.sources if citation.source in published]
    if cited:
        return min(cited)
    if isinstance(event, SourceRegistered) and event.published:
        return published.get(event.source, ALWAYS_BEFORE)
    frames = claim.occurred is None and not isinstance(event, Annotation)
    return ALWAYS_BEFORE if frames else instant(entry.recorded)


def _annotation_known(entry: Entry, published: Mapping[str, int], zone: str) -> int:
    """Return when an annotation could be known.

    A correction, retraction or marking that cites no source mends the recording, not the knowledge, so it holds for
    every moment; one that cites a source holds from its publication. A dispute is an act of its own, known from its
    source, or from its recording.
    """
    if not isinstance(entry.event, Annotation):
        return ALWAYS_BEFORE
    envelope = entry.envelope
    mends = not isinstance(entry.event, EntryDisputed)
    if mends and envelope.learned is None and not envelope.sources:
        return ALWAYS_BEFORE
    return _learned(envelope, entry.event, entry, published, zone)
