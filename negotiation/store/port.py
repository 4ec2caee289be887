"""What the rest of the package needs of a place that keeps logs: a store is a folder that gives these."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from msgspec import Struct

from ..domain.record.entry import Entry
from ..domain.record.facts import Facts, Wanted
from ..domain.words import Sought
from .kept.reading import Reading
from .kept.shelf import Shelf

if TYPE_CHECKING:
    from ..domain.record.imported import Imported
    from ..integrity.leaf import Stored
    from ..integrity.tree import Tree


class Moved(Exception):
    """Others have written to the talks since the decision was made: no error, but a reason to decide again."""


class Head(Struct, frozen=True):
    """Where the record of one talks ends."""

    number: int
    recorded: datetime | None


UNREAD = "the log can be read"
"""The check of a log that is not read at all since a part of it is missing."""
MISTAKEN = "every value is of the sort that its column is for"
"""The check of the tables without which they are not read."""


class Finding(Struct, frozen=True, omit_defaults=True):
    """One thing that was checked: what, whether it is in order, and what is wrong if not."""

    check: str
    fine: bool
    detail: str
    entry: int | None = None
    """The entry that it is about, where it is about one."""
    expected: str | None = None
    found: str | None = None
    remedy: str | None = None
    """What to do about it."""
    proof: tuple[str, ...] = ()
    """The hashes, in hexadecimal, by which somebody without the log can see it (RFC 9162, section 2.1.4.2)."""
    open: bool = False
    """Whether it could not be checked: then it is neither in order nor known to be wrong."""

    @property
    def ends(self) -> bool:
        """Whether nothing else can be checked for it."""
        return not self.fine and self.check in (UNREAD, MISTAKEN)

    @property
    def words(self) -> str:
        """The detail, with what to do about it."""
        return f"{self.detail}; {self.remedy}" if self.remedy else self.detail


class Seen(NamedTuple):
    """What is looked at of a record by those who do not know all of it."""

    number: int
    """The number of the last entry that is looked at."""
    known: int
    """The instant up to which what could be known is, exclusive, in microseconds since 1970."""


class Own(NamedTuple):
    """An entry of one thing, as far as its place among the others hangs on it."""

    number: int
    since: int
    """The number of the entry since which it reads as it does."""
    part: int
    """What stands for all that is left out of it, in the eyes of those who know less; 0 where they know all."""
    start: int
    """The beginning of its date, in microseconds since 1970."""
    begin: int
    """The beginning of the time that its date decides for its place among others."""
    end: int


class Read(NamedTuple):
    """Which reading of an entry stands."""

    number: int
    since: int
    """The number of the entry since which it reads as it does."""
    part: int
    """What stands for all that is left out of it, in the eyes of those who know less; 0 where they know all."""
    start: int
    """The beginning of its date, in microseconds since 1970."""
    end: int
    """The end of its date; never, where that is not sure."""


class KeptState(NamedTuple):
    """How a thing stands after so many of its entries, as it is kept."""

    sort: str
    name: str
    key: int
    """What stands for all that it was folded from."""
    done: int
    state: bytes


class Keeps(Protocol):
    """What is kept of one talks beside its record; all of it follows from the record."""

    @property
    def talks(self) -> str:
        """The id of the talks."""

    @property
    def shelf(self) -> Shelf:
        """What was read of them by now."""

    @property
    def zone(self) -> str:
        """The time zone in which the dates were read."""

    @property
    def zoned(self) -> int:
        """The number of the entry since which it is that one."""

    def held(self, until: int) -> int | None:
        """Return how many entries the log held before an instant; None if it did not record them in their order."""

    @property
    def when_it_happened(self) -> bool:
        """Whether what has no source counts as known when it happened."""

    @property
    def latest(self) -> int:
        """An instant that is no earlier than the beginning of any date."""

    @property
    def told(self) -> int:
        """The number of the entry since which it is told as it is now when each could be known."""

    def own(self, seen: Seen, things: Collection[tuple[str, str]] | None) -> dict[tuple[str, str], list[Own]]:
        """Return the entries of things that stand, in the order of record."""

    def behind(self, things: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return which of some things have many entries since how they stand was last kept."""

    def ahead(self, seen: Seen, until: int) -> list[int]:
        """Return the numbers of the entries that stand and are dated no earlier than an instant."""

    def untold(self, seen: Seen, until: int) -> list[tuple[int, bool]]:
        """Return what would stand, dated before an instant, but for its recording, which alone tells when it was known.

        Each by its number, and whether it cites any source, those about entries apart.
        """

    def partly_known(self, seen: Seen) -> list[int]:
        """Return the numbers of the entries of which something was said that could not be known.

        And of those about entries that are not there.
        """

    def published(self, number: int, names: Collection[str]) -> dict[str, int]:
        """Return the beginning of the publication of some sources, for those of which it stands at a number."""

    def any_closed(self) -> bool:
        """Say whether there is any entry that not everybody may see, or could not once."""

    def closed(self, numbers: Collection[int] | None = None) -> set[int]:
        """Return the numbers of the entries that not everybody may see, or could not once, or that say why more may.

        Args:
            numbers: only of these entries, and of those that bring things in; of all if None.
        """

    def any_of(self, kinds: Collection[str]) -> bool:
        """Say whether any of some kinds of acts of the talks is recorded."""

    def bringing(self, things: Collection[tuple[str, str]]) -> set[int]:
        """Return the numbers of the entries that bring things in, or make versions of their texts."""

    def brings(self, thing: tuple[str, str]) -> bool:
        """Say whether an entry that stands brings a thing into the talks."""

    def brought(self) -> list[tuple[str, str]]:
        """Return the things that entries which stand bring into the talks."""

    def acts(self, kind: str | None = None) -> set[int]:
        """Return the numbers of the acts of the talks themselves, without what was said at them and what is cited.

        Args:
            kind: only those of a kind; all if None.
        """

    def readings(self) -> list[Reading]:
        """Return how every entry reads, from one number of the record to another."""

    def count(self, seen: Seen, until: int) -> int:
        """Return how many entries stand and are dated before an instant, those about entries apart."""

    def order(self, seen: Seen, after: int = 0) -> list[Own]:
        """Return the entries that stand, in the order of record, those about entries apart.

        Args:
            seen: what is looked at.
            after: only those recorded after that number, and dated later than the beginning of any up to it.
        """

    def standing_readings(self, seen: Seen) -> list[Read]:
        """Return which reading of each entry stands, those about entries apart, in the order of record."""

    def said(self, seen: Seen) -> dict[int, tuple[int, int]]:
        """Return of each entry about an entry which reading stands of what it is about: since when, and its part.

        Nothing stands for one that is about nothing that is there: 0 and 0.
        """

    def candidates(self, seen: Seen, until: int, wanted: Wanted, among: Collection[int] | None = None) -> list[int]:
        """Return the numbers of the entries that stand, are dated before an instant, and are asked for; of some."""

    def facts(self, seen: Seen, until: int, fields: Collection[str]) -> list[tuple[Facts, int]]:
        """Return what the entries that stand and are dated before an instant say in some fields, counted."""

    def in_rounds(self, seen: Seen, until: int) -> dict[str, list[Own]]:
        """Return the entries that stand, are dated before an instant and happened in a round, by round."""

    def meant(self, numbers: Collection[int]) -> set[int]:
        """Return the numbers of some entries, and of those that they are about in the end."""

    def said_of(self, numbers: Collection[int]) -> list[int]:
        """Return the numbers of the entries about some entries, and about these in turn."""

    def states(self, things: Collection[tuple[str, str]] | None = None) -> dict[tuple[str, str], dict[int, int]]:
        """Return where the states of each thing lie, or of some at the least, by their keys."""

    def read(self, places: Collection[int]) -> dict[int, bytes]:
        """Return the states that lie at some places."""


class Reads(Protocol):
    """Reading a log; what is seen is one consistent moment for each `snapshot`."""

    @property
    def lock(self) -> AbstractContextManager[object]:
        """What whoever reads or decides holds, so that threads take turns."""

    @property
    def notice(self) -> str:
        """What is to be known of how the log is read; nothing where it is read as ever."""

    def close(self) -> None:
        """Let go of the log."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Keep what is read within it at one moment, whatever is written meanwhile."""

    def holds(self, talks: str) -> bool:
        """Say whether there are talks of that id, without a look at the others."""

    def talks(self) -> list[str]:
        """Return the ids of the talks in the log."""

    def head(self, talks: str) -> Head:
        """Return where the record of the talks ends."""

    def entries(
        self,
        talks: str,
        *,
        streams: Collection[str] | None = None,
        without: Collection[str] = (),
        numbers: tuple[int, int] | None = None,
        among: Collection[int] | None = None,
    ) -> list[Entry]:
        """Return entries of one talks in the order of record: of some streams, of other kinds, of some numbers."""

    def by_id(self, talks: str, ids: Collection[str]) -> dict[str, tuple[int, str, str]]:
        """Return the number, the stream and the kind of each of these entries that the log holds, by entry id."""

    def version(self, stream: str) -> int:
        """Return the last version of a stream; 0 if there is no such stream."""

    def versions(self, talks: str) -> dict[str, int]:
        """Return the last version of every stream of the talks."""

    def component(self, streams: Collection[str]) -> set[str]:
        """Return these streams and all that are linked to them, directly or through others."""

    def matching(self, talks: str, sought: Sequence[Sought], *, in_names: bool = False) -> set[int]:
        """Return the numbers of the entries in which all that is sought stands, or among the ids that they name."""

    def keeps(self, talks: str) -> Keeps | None:
        """Return what is kept of the talks beside their record; None if that is nothing, or not all of today's."""

    def imports(self) -> "list[Imported]":
        """Return what was taken over from files, in the order of the talks and of their entries."""

    def tree(self, talks: str) -> "Tree | None":
        """Return the tree over the entries of the talks as it is kept; None if they never were hashed."""

    def leaves(self, talks: str, until: int | None = None) -> list[bytes]:
        """Return the hashes of the entries as they are kept, up to a number; of what never was hashed, made anew."""

    def stored(self, talks: str) -> "Iterator[Stored]":
        """Yield the entries of the talks as they are stored, in the order of record."""

    def checkpoints(self, talks: str) -> list[bytes]:
        """Return the signed heads of the record that are kept beside it, as signed notes, the earliest first."""

    def salts(self, talks: str) -> dict[int, bytes]:
        """Return what the entries of the talks are hashed with, by number; without those hashed in form 1."""

    def id_of(self, talks: str, reference: str) -> str:
        """Return the id of the entry that a number, an id or the beginning of one names."""


class Writes(Protocol):
    """Writing to a log."""

    def append(
        self, entries: Sequence[Entry], salts: Sequence[bytes | None], imported: "Sequence[Imported]" = ()
    ) -> None:
        """Write entries, all or none; they are kept when it returns.

        Args:
            entries: what is written.
            salts: what the fields of each are hashed with; None for one that is hashed in form 1.
            imported: which of them were taken over from a file.

        Raises:
            Moved: the record of their talks no longer ends right before the first of them.
            StoreBusy, StoreError: nothing was written, and why.
        """

    def append_filled(
        self,
        entries: Sequence[Entry],
        filled: Iterable[tuple[Entry, bytes | None]],
        imported: "Sequence[Imported]" = (),
    ) -> None:
        """Write many entries, of which only some are in memory as a whole at a time, all or none.

        Args:
            entries: the entries, without the words that only a search looks at, if need be.
            filled: gives each as it is written, in the same order, with what its fields are hashed with.
            imported: which of them were taken over from a file.

        Raises:
            Moved, StoreBusy, StoreError: as for :meth:`append`.
            NegotiationError: what giving them raises; nothing was written.
        """

    def derive(self, entries: Iterable[Sequence[Entry]]) -> None:
        """Make the index of words and the links between streams anew, of all entries of the log, talks by talks."""

    def rebuild(self, talks: str) -> None:
        """Make anew what is kept of the talks beside their record; nothing is kept of what cannot be read."""

    def keep(self, talks: str, states: Sequence[KeptState]) -> None:
        """Keep how things stand, in the place of what was kept of them last."""

    def keep_checkpoint(self, talks: str, size: int, note: str) -> None:
        """Keep a signed head of the record beside it, or more signatures of one that is kept."""

    def close(self) -> None:
        """Let go of the log."""


class Place(Protocol):
    """A log where it is kept."""

    @property
    def path(self) -> str:
        """Its name for people."""

    @property
    def reader(self) -> Reads:
        """What reads it."""

    def writer(self) -> Writes:
        """Return what writes to it.

        Raises:
            LogReplaced: what was opened is not the log of that name any more.
        """

    def close(self) -> None:
        """Let go of it."""

    def backup(self, copy: str) -> int:
        """Write a copy, checked after writing; return how many entries it holds."""

    def check_record(self, talks: str | None = None) -> list[Finding]:
        """Compare every entry, of some talks or of all, with what was hashed as it was recorded; change nothing."""

    def check(self) -> list[Finding]:
        """Check it from top to bottom, without changing it."""
