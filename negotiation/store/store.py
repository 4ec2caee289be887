"""The log as the rest of the package uses it: what bears on a decision, and deciding until it is recorded."""

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from ..domain import build
from ..domain.dates.clocks import NOW, Clocks
from ..domain.dates.edtf import instant
from ..domain.decide import Draft, judged, placed
from ..domain.decide import Place as Position
from ..domain.errors import IdReused, InvalidInput, Problem, StoreBusy, StoreError
from ..domain.lazily import lazily
from ..domain.record.entry import Entry
from ..domain.record.envelope import Claim
from ..domain.record.event import subject_of
from ..domain.record.history import History, history, zone_now
from ..domain.references import references
from ..domain.talks.events import EntriesHashed
from ..domain.values import EntryId
from .bearing import Bearing, Thing, thing_of
from .port import Keeps, KeptState, Moved, Place, Reads

if TYPE_CHECKING:
    from ..domain.circles import Circles
    from ..domain.visible import Reader

if TYPE_CHECKING:
    from .origin import Origin

AT_ONCE = 200
"""Of how many things it is worked out at a time how they stand, where many have changed."""

PATIENCE_SECONDS = 30.0
"""How long an append goes on deciding again while others write."""


class Scope:
    """What bears on a decision, read as far as it is looked at.

    Args:
        reader: the log.
        talks: whose record.
        seeing: the things that are looked at to begin with; None for everything.
        before: only entries before that number; all if None.
    """

    def __init__(self, reader: Reads, talks: str, seeing: Collection[Thing] | None, before: int | None = None) -> None:
        self._reader, self._talks, self._seeing, self._before = reader, talks, seeing, before
        head = reader.head(talks)
        self.number, self.recorded = head.number, head.recorded
        """The moment of the record that is seen: the number of its last entry, and when that was recorded."""
        self.keeps = reader.keeps(talks) if seeing is not None and before is None else None

    def before(self, number: int) -> "Scope":
        """Return what bears on a decision that was made before an entry was recorded."""
        return Scope(self._reader, self._talks, self._seeing, number)

    @lazily
    def bearing(self) -> Bearing:
        """The entries that bear on it, to which more can be added."""
        return Bearing(self._reader, self._talks, self._seeing)

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries that bear on it, as far as is known by now, in the order of record.

        Raises:
            RestsOnUnreadable: one of them cannot be read.
        """
        found = self.bearing.read()
        return found if self._before is None else [entry for entry in found if entry.number < self._before]

    @lazily
    def zone(self) -> str:
        """The time zone of the talks."""
        return self.keeps.zone if self.keeps else zone_now(self.entries)

    def history(self, clocks: Clocks, things: Collection[Thing]) -> History:
        """Return the history at some clocks, as far as it takes to tell where some things stand."""
        if self.keeps:
            from .kept.standing import kept_history  # noqa: PLC0415  # not every write looks at one

            found = kept_history(self._reader, self._talks, clocks, None, self.number, things)
            if found is not None:
                return found
        return history(self.entries, clocks)


Drafting = Callable[[Scope], Sequence[Draft]]
"""Writes the drafts once it sees what they join; called again when the record has moved on."""


class Appended(Struct, frozen=True):
    """What became of drafts."""

    entries: Sequence[Entry]
    """The entries that were recorded, or would be. Very many of a file are read as they are looked at, from the log."""
    known: Sequence[Entry] = ()
    """Entries that had been recorded before, by their ids."""
    headless: tuple[str, ...] = ()
    """Of a file of exported entries: the talks of which it does not tell the head, by which they could be checked."""
    ahead: str | None = None
    """Of such a file: which entries were recorded at a moment that this machine's clock has not come to."""


Filling = Callable[[Iterable[Entry], Callable[[], bytes]], Iterator[tuple[Entry, bytes | None]]]
"""Gives entries that were decided on as they are recorded, with what they are hashed with; None for hashed without.

What it takes is the entries, in the order of what was drafted of each talks, and what makes new salts.
"""


def random_salt() -> bytes:
    """Return a new salt for an entry, which nobody can guess."""
    return os.urandom(32)


class Store:
    """A log, wherever it is kept: what is written to it is decided on first.

    Args:
        place: where it is kept.
        who: who looks, if it is somebody who may not see all of it.
        clocks: the clocks of what they ask.
        new_salt: gives what the fields of a new entry are hashed with, 32 bytes at each call.
    """

    def __init__(
        self,
        place: Place,
        who: "Reader | None" = None,
        clocks: Clocks = NOW,
        *,
        new_salt: Callable[[], bytes] = random_salt,
    ) -> None:
        self._whole = place
        self.place = place
        self._new_salt = new_salt
        self.who = who
        """Who looks, if it is somebody who may not see all of it."""
        if who is not None:
            from .visible import VisiblePlace  # noqa: PLC0415  # whoever may see all needs none

            self.place = VisiblePlace(place, who, clocks)

    def at(self, clocks: Clocks) -> "Store":
        """Return the log as whoever looks may see it at some clocks, which may be less than by now."""
        if self.who is None or (clocks.recorded is None and clocks.known is None):
            return self
        return Store(self._whole, self.who, clocks)

    @property
    def path(self) -> str:
        """Its name for people."""
        return self.place.path

    @property
    def reader(self) -> Reads:
        """What reads it."""
        return self.place.reader

    def grown_to(self, talks: str) -> int:
        """Return how many entries the log holds of some talks, seen or not.

        It is not for whoever looks: it says when what was made for them may be another.
        """
        return self._whole.reader.head(talks).number

    def close(self) -> None:
        """Let go of it."""
        self.place.close()

    def append(
        self, talks: str, drafting: Drafting, seeing: Collection[Thing] | None = (), *, dry_run: bool = False
    ) -> Appended:
        """Decide on drafts and record them, as one batch; decide again when others wrote meanwhile.

        What bears on the drafts is worked out from them, and they are written again once it has been read. Drafts
        whose ids are recorded already with the same content are done, not doubled.

        Args:
            talks: whose record.
            drafting: writes the drafts, given the entries that bear on them, as far as is known by then.
            seeing: the things that the writing itself looks at, so that it sees them at first; None for everything.
            dry_run: decide, but record nothing.

        Raises:
            IdReused: an id belongs to an entry with other content.
            RestsOnUnreadable: an entry that bears on it cannot be read.
            StoreBusy: others kept the log busy all the while.
            NegotiationError: what the decision, or the database, raises.
        """
        return self._taking_turns({talks: drafting}, seeing, dry_run=dry_run)

    def append_all(
        self,
        draftings: Mapping[str, Drafting],
        *,
        dry_run: bool = False,
        filling: Filling | None = None,
        origin: "Origin | None" = None,
    ) -> Appended:
        """Do what :meth:`append` does for several talks at once, seeing everything of them, all or none.

        Args:
            draftings: what writes the drafts, by talks.
            dry_run: decide, but record nothing.
            filling: gives entries back what was left out of them while they were decided on, and what they were hashed
                with by the log that recorded them first; without it they are hashed with new salts as they are.
            origin: the file from which the entries are taken over, if they are.
        """
        return self._taking_turns(draftings, None, dry_run=dry_run, filling=filling, origin=origin)

    def _taking_turns(
        self,
        draftings: Mapping[str, Drafting],
        seeing: Collection[Thing] | None,
        *,
        dry_run: bool,
        filling: Filling | None = None,
        origin: "Origin | None" = None,
    ) -> Appended:
        if self.who is not None:  # what is decided on a part could go against the rest, or tell of it
            self.place.writer()
        with self.reader.lock:  # threads that share a log take turns, as processes do
            return self._appended(draftings, seeing, dry_run=dry_run, filling=filling, origin=origin)

    def _appended(
        self,
        draftings: Mapping[str, Drafting],
        seeing: Collection[Thing] | None,
        *,
        dry_run: bool,
        filling: Filling | None,
        origin: "Origin | None",
    ) -> Appended:
        deadline = time.monotonic() + PATIENCE_SECONDS
        for attempt in range(1, 1_000_000):
            with self.reader.snapshot():
                planned = [self._decided(talks, drafting, seeing) for talks, drafting in draftings.items()]
            whole = Appended(
                tuple(entry for plan in planned for entry in plan.entries),
                tuple(entry for plan in planned for entry in plan.known),
            )
            if dry_run or not whole.entries or self._written(whole.entries, filling, origin):
                return whole
            if time.monotonic() > deadline:
                break
            _wait(min(0.05, 0.002 * attempt))
        raise StoreBusy(self.path)

    def _decided(self, talks: str, drafting: Drafting, seeing: Collection[Thing] | None) -> Appended:
        scope = Scope(self.reader, talks, seeing)
        drafts = drafting(scope)
        _check_ids(drafts)
        looked = "bearing" in vars(scope)  # what was drafted with few entries in sight is drafted again with all
        if scope.keeps and not looked and not self.reader.by_id(talks, [draft.id for draft in drafts]):
            from .kept.ending import decided_at_the_end  # noqa: PLC0415  # only a write needs it

            whole = self._hashing(talks, list(drafts))
            circles = self._circles(talks, scope.keeps, whole)
            if entries := decided_at_the_end(self.reader, scope.keeps, whole, scope.number, circles):
                return Appended(entries)
        while scope.bearing.widened_by(drafts):
            drafts = drafting(scope)
        _check_ids(drafts)
        known = self._recorded_before(talks, drafts, scope.bearing)
        fresh = [draft for draft in drafts if draft.id not in known]
        if not fresh:
            return Appended((), tuple(known.values()))
        fresh = self._hashing(talks, fresh)
        from .names import names  # noqa: PLC0415  # reading does not need it

        named = self.reader.by_id(talks, entries_named(fresh))
        versions = self.reader.versions(talks)
        available = names(scope.entries, versions, {id_: (stream, kind) for id_, (_, stream, kind) in named.items()})
        circles = self._circles(talks, self.reader.keeps(talks), fresh)
        proposed = placed(fresh, available, Position(talks, scope.number, versions), circles)
        del drafts, fresh  # of very many, what they were written as needs no memory beside the history
        return Appended(judged(scope.entries, proposed), tuple(known.values()))

    def _circles(self, talks: str, keeps: Keeps | None, drafts: Sequence[Draft]) -> "Circles":
        """Return who may see what drafts are about."""
        from .marked import circles_for  # noqa: PLC0415  # only a write needs it

        return circles_for(self.reader, talks, keeps, drafts)

    def _hashing(self, talks: str, drafts: list[Draft]) -> list[Draft]:
        """Return drafts, and after them that all entries before were hashed, if an earlier version recorded those."""
        if not self.reader.head(talks).number or self.reader.tree(talks) is not None:
            return drafts
        from ..integrity.leaf import leaf  # noqa: PLC0415  # only the log of an earlier version needs it, once
        from ..integrity.tree import Tree  # noqa: PLC0415

        last = drafts[-1]
        tree = Tree().with_(map(leaf, self.reader.stored(talks)))
        event = EntriesHashed(entries=tree.size, root=tree.root.hex())
        own = Draft(f"{last.id}.hashed", event, Claim(), last.recorder, f"{last.batch}.hashed", last.recorded)
        return [*drafts, own]

    def _recorded_before(self, talks: str, drafts: Sequence[Draft], bearing: Bearing) -> dict[str, Entry]:
        """Return the entries that stand for some of the drafts already, by id.

        What is an entry of another log was compared with all that it says by whoever drafted it.

        Raises:
            IdReused: one of them says something else.
        """
        ids = {draft.id for draft in drafts}
        if bearing.whole:  # what is in memory already is not read once more
            entries = bearing.entries
        else:
            numbers = [number for number, _, _ in self.reader.by_id(talks, ids).values()]
            entries = self.reader.entries(talks, numbers=(min(numbers), max(numbers))) if numbers else []
        found = {entry.id: entry for entry in entries if entry.id in ids}
        for draft in drafts:
            entry = found.get(draft.id)
            if entry is not None and draft.whole is None and not _says(entry, draft):
                raise IdReused(draft.id, entry.number)
        return {draft.id: found[draft.id] for draft in drafts if draft.id in found}

    def _written(
        self, entries: Sequence[Entry], filling: Filling | None = None, origin: "Origin | None" = None
    ) -> bool:
        """Write the entries; False if the record has moved on since, perhaps by this very write."""
        imported = origin.of(entries) if origin else ()
        try:
            if filling is None:
                self.place.writer().append(entries, [self._new_salt() for _ in entries], imported)
            else:
                self.place.writer().append_filled(entries, filling(entries, self._new_salt), imported)
        except Moved:
            return False
        except StoreError:
            # Whether the write took effect may be unknown. The ids tell: deciding again will find them.
            if self.reader.by_id(entries[0].talks, [entries[0].id]):
                return False
            raise
        self._keep(entries)
        return True

    def rebuild(self) -> list[str]:
        """Make anew what is kept beside the record, and return the talks of which nothing can be kept."""
        left = []
        self.place.writer().derive(self.reader.entries(talks) for talks in self.reader.talks())
        for talks in self.reader.talks():
            self.place.writer().rebuild(talks)
            keeps = self.reader.keeps(talks)
            if keeps is None:
                left.append(talks)
                continue
            from .kept.comparing import worked_out  # noqa: PLC0415  # writing does not need it

            self.place.writer().keep(talks, worked_out(self.reader, keeps))
        return left

    def _keep(self, entries: Sequence[Entry]) -> None:
        """Keep how things stand that have changed a lot; what is recorded does not hang on it."""
        things: dict[str, set[Thing]] = {}
        for entry in entries:
            thing = subject_of(entry.event) or thing_of(entry.stream)
            things.setdefault(entry.talks, set()).update([thing] if thing else ())
        with suppress(StoreError):
            for talks, touched in things.items():
                every = sorted(touched)
                for start in range(0, len(every), AT_ONCE):  # so that no more than their entries are in memory
                    some = every[start : start + AT_ONCE]
                    with self.reader.snapshot():
                        states = self._worth_keeping(talks, some, instant(entries[-1].recorded))
                    if states:
                        self.place.writer().keep(talks, states)
                    if len(every) > AT_ONCE and (keeps := self.reader.keeps(talks)):
                        keeps.shelf.clear()  # nobody has asked for all that yet

    def _worth_keeping(self, talks: str, touched: Collection[Thing], now: int) -> list[KeptState]:
        keeps = self.reader.keeps(talks)
        behind = keeps.behind(touched) if keeps else ()
        if not behind:
            return []
        from .kept.standing import kept_history  # noqa: PLC0415  # few writes need it

        found = kept_history(self.reader, talks, NOW, now, self.reader.head(talks).number, behind)
        return found.worth_keeping() if found else []


def _says(entry: Entry, draft: Draft) -> bool:
    """Say whether an entry is what a draft became; who may see it may have been inherited since."""
    from ..domain.circles import circle_of  # noqa: PLC0415  # only what is recorded again needs it

    if (entry.event, entry.envelope.claim()) != (draft.event, draft.claim):
        return False
    return circle_of(entry.envelope).within(circle_of(draft.handling))


def _wait(most: float) -> None:
    """Wait a little, and nobody as long as another, so that writers spread out."""
    from random import uniform  # noqa: PLC0415  # few writes meet another

    time.sleep(uniform(0, most))  # noqa: S311


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
