"""The log as the rest of the package uses it: what bears on a decision, and deciding until it is recorded."""

import random
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain import build
from ..domain.catalogue import BEARING_ON_NOTHING
from ..domain.decide import Draft, decide
from ..domain.decide import Place as Position
from ..domain.errors import IdReused, InvalidInput, NotFound, Problem, RestsOnUnreadable, StoreBusy, StoreError
from ..domain.errors.work import UPDATE
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.record.event import Event, subject_of
from ..domain.record.unread import Unread
from ..domain.references import bearing, references
from ..domain.talks.events import DecisionRuleSet
from ..domain.values import EntryId
from .names import names
from .port import Moved, Place, Reads

PATIENCE_SECONDS = 30.0
"""How long an append goes on deciding again while others write."""

UNFRAMED = ("statement-recorded",)
"""Kinds that no decision rests on."""

_UNCITED = frozenset({"statement-recorded"})
"""Kinds whose correction or retraction can make no other entry impossible."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What bears on a decision: the entries, in the order of record, and the moment of the record they show."""

    entries: Sequence[Entry]
    number: int
    recorded: datetime | None


Drafting = Callable[[Scope], Sequence[Draft]]
"""Writes the drafts once it sees what they join; called again when the record has moved on."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of drafts."""

    entries: tuple[Entry, ...]
    """The entries that were recorded, or would be."""
    known: tuple[Entry, ...] = ()
    """Entries that had been recorded before, by their ids."""


class Store:
    """A log, wherever it is kept: what is written to it is decided on first."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @property
    def path(self) -> str:
        """Its name for people."""
        return self.place.path

    @property
    def reader(self) -> Reads:
        """What reads it."""
        return self.place.reader

    def close(self) -> None:
        """Let go of it."""
        self.place.close()

    def append(
        self, talks: str, drafting: Drafting, streams: Collection[str] | None, *, dry_run: bool = False
    ) -> Appended:
        """Decide on drafts and record them, as one batch; decide again when others wrote meanwhile.

        Drafts whose ids are recorded already with the same content are done, not doubled.

        Args:
            talks: whose record.
            drafting: writes the drafts, given the entries that bear on them.
            streams: which streams bear on them, beside those linked to them and the frame; None for all.
            dry_run: decide, but record nothing.

        Raises:
            IdReused: an id belongs to an entry with other content.
            StoreBusy: others kept the log busy all the while.
            NegotiationError: what the decision, or the database, raises.
        """
        return self.append_all({talks: drafting}, {talks: streams}, dry_run=dry_run)

    def append_all(
        self,
        draftings: Mapping[str, Drafting],
        streams: Mapping[str, Collection[str] | None] | None = None,
        *,
        dry_run: bool = False,
    ) -> Appended:
        """Do what :meth:`append` does for several talks at once, all or none."""
        with self.reader.lock:  # threads that share a log take turns, as processes do
            return self._appended(draftings, streams, dry_run=dry_run)

    def _appended(
        self,
        draftings: Mapping[str, Drafting],
        streams: Mapping[str, Collection[str] | None] | None,
        *,
        dry_run: bool,
    ) -> Appended:
        deadline = time.monotonic() + PATIENCE_SECONDS
        for attempt in range(1, 1_000_000):
            with self.reader.snapshot():
                planned = [
                    self._decided(talks, drafting, (streams or {}).get(talks)) for talks, drafting in draftings.items()
                ]
            whole = Appended(
                tuple(entry for plan in planned for entry in plan.entries),
                tuple(entry for plan in planned for entry in plan.known),
            )
            if dry_run or not whole.entries or self._written(whole.entries):
                return whole
            if time.monotonic() > deadline:
                break
            time.sleep(random.uniform(0, min(0.05, 0.002 * attempt)))  # noqa: S311  # spreads writers out
        raise StoreBusy(self.path)

    def _decided(self, talks: str, drafting: Drafting, streams: Collection[str] | None) -> Appended:
        head = self.reader.head(talks)
        scope = Scope(self._bearing_on(talks, streams), head.number, head.recorded)
        _see_that_all_is_read(scope.entries)
        drafts = drafting(scope)
        if streams is not None:
            # What is written may refer to more than could be told before it was.
            needed = streams_of(self.reader, talks, [draft.event for draft in drafts])
            if needed is None or not needed <= set(streams):
                scope = Scope(self._bearing_on(talks, needed and needed | set(streams)), head.number, head.recorded)
                drafts = drafting(scope)
        _see_that_all_is_read(scope.entries)
        _check_ids(drafts)
        known = self._recorded_before(talks, drafts)
        fresh = [draft for draft in drafts if draft.id not in known]
        if not fresh:
            return Appended((), tuple(known.values()))
        named = self.reader.by_id(talks, entries_named(fresh))
        versions = self.reader.versions(talks)
        available = names(scope.entries, versions, {id_: (stream, kind) for id_, (_, stream, kind) in named.items()})
        entries = decide(scope.entries, fresh, available, Position(talks, head.number, versions))
        return Appended(entries, tuple(known.values()))

    def _bearing_on(self, talks: str, streams: Collection[str] | None) -> list[Entry]:
        if streams is None:
            return self.reader.entries(talks)
        near = self.reader.component(streams) | {f"{talks}/talks"}
        entries = self.reader.entries(talks, streams=near, without=UNFRAMED)
        if any(_ties_everything(entry.event) for entry in entries):
            return self.reader.entries(talks, without=UNFRAMED)
        return entries

    def _recorded_before(self, talks: str, drafts: Sequence[Draft]) -> dict[str, Entry]:
        """Return the entries that stand for some of the drafts already, by id.

        Raises:
            IdReused: one of them says something else.
        """
        places = self.reader.by_id(talks, [draft.id for draft in drafts])
        if not places:
            return {}
        numbers = [number for number, _, _ in places.values()]
        found = {entry.id: entry for entry in self.reader.entries(talks, numbers=(min(numbers), max(numbers)))}
        for draft in drafts:
            entry = found.get(draft.id)
            if entry is not None and (entry.event, entry.envelope.claim(), entry.envelope.marking) != (
                draft.event,
                draft.claim,
                draft.marking,
            ):
                raise IdReused(draft.id, entry.number)
        return {draft.id: found[draft.id] for draft in drafts if draft.id in found}

    def _written(self, entries: tuple[Entry, ...]) -> bool:
        """Write the entries; False if the record has moved on since, perhaps by this very write."""
        try:
            self.place.writer().append(entries)
        except Moved:
            return False
        except StoreError:
            # Whether the write took effect may be unknown. The ids tell: deciding again will find them.
            if self.reader.by_id(entries[0].talks, [entries[0].id]):
                return False
            raise
        return True


def _ties_everything(event: Event) -> bool:
    """Say whether every proposal bears on every other one by an event: nothing is agreed until everything is."""
    while account := getattr(event, "event", None):  # a correction, of a correction
        event = account
    return isinstance(event, DecisionRuleSet) and bool(event.rule.single_undertaking)


def streams_of(reader: Reads, talks: str, events: Collection[Event]) -> set[str] | None:
    """Return the streams whose history bears on these events; None where any may.

    A change of who is at the talks, or of how they decide, can bear on every act recorded to have come later.
    """
    streams: set[str] = set()
    for event in events:
        if isinstance(event, Annotation):
            named = reader.by_id(talks, [event.entry])
            if event.entry not in named:
                raise NotFound("entry", event.entry)
            _, stream, kind = named[event.entry]
            if (stream == f"{talks}/talks" and kind not in _UNCITED) or stream.startswith(f"{talks}/round/"):
                return None  # what any entry may cite, or have happened in
            streams.add(stream)
            if kind == "entry-retracted":  # what it brings back may have happened in any round
                streams |= {name for name in reader.versions(talks) if name.startswith(f"{talks}/round/")}
            account: Event | None = event
            while account := getattr(account, "event", None):  # what it says instead may bear on other things
                streams |= {f"{talks}/{sort}/{name}" for sort, name in bearing(account)}
        elif subject_of(event):
            streams |= {f"{talks}/{sort}/{name}" for sort, name in bearing(event)}
        elif event.kind not in BEARING_ON_NOTHING:
            return None
    return streams


def _see_that_all_is_read(entries: Sequence[Entry]) -> None:
    """Refuse to decide on a history of which a part cannot be read.

    Raises:
        RestsOnUnreadable: one of the entries could not be read.
    """
    unread = [entry for entry in entries if isinstance(entry.event, Unread)]
    if unread:
        newer = any(isinstance(entry.event, Unread) and entry.event.newer for entry in unread)
        hint = UPDATE if newer else "talks export --salvage saves the rest; talks restore FILE"
        numbers = [entry.number for entry in unread]
        raise RestsOnUnreadable(numbers, "what rests on it cannot be decided", hint)


def _check_ids(drafts: Sequence[Draft]) -> None:
    seen: set[str] = set()
    for draft in drafts:
        if draft.id in seen:
            raise InvalidInput([Problem("", "id", f"'{draft.id}' is given to two entries")])
        seen.add(draft.id)
    build.scalar(list[EntryId], [draft.id for draft in drafts], "id")


def entries_named(drafts: Sequence[Draft]) -> list[str]:
    """Return the ids of the entries that the drafts refer to."""
    return [name for draft in drafts for sort, name in references(draft.event, draft.claim) if sort == "entry"]
