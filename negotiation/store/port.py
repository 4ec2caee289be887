"""What the rest of the package needs of a place that keeps logs: a store is a folder that gives these."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple, Protocol

from msgspec import Struct

from ..domain.record.entry import Entry
from ..domain.record.facts import Facts
from .kept.reading import Reading


class Moved(Exception):
    """Others have written to the talks since the decision was made: no error, but a reason to decide again."""


class Head(Struct, frozen=True):
    """Where the record of one talks ends."""

    number: int
    recorded: datetime | None


class Finding(Struct, frozen=True):
    """One thing that was checked: what, whether it is in order, and what is wrong if not."""

    check: str
    fine: bool
    detail: str


class Own(NamedTuple):
    """An entry of one thing, as far as its place among the others hangs on it."""

    number: int
    since: int
    """The number of the entry since which it reads as it does."""
    start: int
    """The beginning of its date, in microseconds since 1970."""
    begin: int
    """The beginning of the time that its date decides for its place among others."""
    end: int


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
    def zone(self) -> str:
        """The time zone in which the dates were read."""

    @property
    def zoned(self) -> int:
        """The number of the entry since which it is that one."""

    def held(self, until: int) -> int | None:
        """Return how many entries the log held before an instant; None if it did not record them in their order."""

    def own(self, number: int, things: Collection[tuple[str, str]] | None) -> dict[tuple[str, str], list[Own]]:
        """Return the entries of things that stand as of an entry of that number, in the order of record."""

    def behind(self, things: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return which of some things have many entries since how they stand was last kept."""

    def ahead(self, number: int, until: int) -> list[int]:
        """Return the numbers of the entries that stand as of that number and are dated no earlier than an instant."""

    def brings(self, thing: tuple[str, str]) -> bool:
        """Say whether an entry that stands brings a thing into the talks."""

    def acts(self) -> set[int]:
        """Return the numbers of the acts of the talks themselves, without what was said at them and what is cited."""

    def readings(self) -> list[Reading]:
        """Return how every entry reads, from one number of the record to another."""

    def count(self, number: int, until: int) -> int:
        """Return how many entries stand as of a number and are dated before an instant, those about entries apart."""

    def order(self, number: int, after: int = 0) -> list[Own]:
        """Return the entries that stand as of a number, in the order of record, those about entries apart.

        Args:
            number: of what is recorded, the last that counts.
            after: only those recorded after that number, and dated later than the beginning of any up to it.
        """

    def candidates(self, number: int, until: int, wanted: Mapping[str, str]) -> list[int]:
        """Return the numbers of the entries that stand, are dated before an instant, and have these facts."""

    def facts(self, number: int, until: int, fields: Collection[str]) -> list[tuple[Facts, int]]:
        """Return what the entries that stand and are dated before an instant say in some fields, counted."""

    def in_rounds(self, number: int, until: int) -> dict[str, list[Own]]:
        """Return the entries that stand, are dated before an instant and happened in a round, by round."""

    def meant(self, numbers: Collection[int]) -> set[int]:
        """Return the numbers of some entries, and of those that they are about in the end."""

    def said_of(self, numbers: Collection[int]) -> list[int]:
        """Return the numbers of the entries about some entries, and about these in turn."""

    def states(self) -> dict[tuple[str, str], dict[int, int]]:
        """Return where the states of each thing lie, by their keys."""

    def read(self, places: Collection[int]) -> dict[int, bytes]:
        """Return the states that lie at some places."""


class Reads(Protocol):
    """Reading a log; what is seen is one consistent moment for each `snapshot`."""

    @property
    def lock(self) -> AbstractContextManager[object]:
        """What whoever reads or decides holds, so that threads take turns."""

    def close(self) -> None:
        """Let go of the log."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Keep what is read within it at one moment, whatever is written meanwhile."""

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

    def matching(self, talks: str, query: str) -> set[int]:
        """Return the numbers of the entries whose words match a search."""

    def keeps(self, talks: str) -> Keeps | None:
        """Return what is kept of the talks beside their record; None if that is nothing, or not all of today's."""

    def id_of(self, talks: str, reference: str) -> str:
        """Return the id of the entry that a number, an id or the beginning of one names."""


class Writes(Protocol):
    """Writing to a log."""

    def append(self, entries: Sequence[Entry]) -> None:
        """Write entries, all or none; they are kept when it returns.

        Raises:
            Moved: the record of their talks no longer ends right before the first of them.
            StoreBusy, StoreError: nothing was written, and why.
        """

    def index(self, entries: Iterable[Sequence[Entry]]) -> None:
        """Make the index of words anew, of all entries of the log."""

    def rebuild(self, talks: str) -> None:
        """Make anew what is kept of the talks beside their record; nothing is kept of what cannot be read."""

    def keep(self, talks: str, states: Sequence[KeptState]) -> None:
        """Keep how things stand, in the place of what was kept of them last."""

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

    def check(self) -> list[Finding]:
        """Check it from top to bottom, without changing it."""
