"""Writing a log, through the library `eventsourcing`: events and their place in the register in one transaction."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from eventsourcing.application import Application, Repository
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import InfrastructureFactory, Mapper, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
    SQLiteTransaction,
)
from eventsourcing.utils import Environment, EnvType
from msgspec import Struct

from ...domain.record.entry import Entry
from ...domain.record.envelope import Envelope
from ...domain.record.event import Event
from ..codec import decode, encode, stamp
from ..port import KeptState, Moved
from . import index, keeping, leaves, links, mark
from .connect import connect, in_words
from .repository import StreamRepository
from .rows import all_arrived

if TYPE_CHECKING:
    from ...domain.record.imported import Imported
    from .opening import Connection

PORTION = 5000
"""How many entries are in their stored form at a time, of an import that brings more."""


class Recorded(Struct, frozen=True):
    """An entry as the library's mapper and event store handle it."""

    originator_id: str
    originator_version: int
    envelope: Envelope
    event: Event
    format: int


def _recorded(e: Entry) -> Recorded:
    return Recorded(e.stream, e.version, e.envelope, e.event, e.format)


class EntryMapper(Mapper[str]):
    """Maps entries to stored events: the topic is the event's kind, looked up in the closed catalogue."""

    def __init__(self) -> None:
        """Need none of the library's transcoders: the state is the models' own JSON."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """Return the stored form of an entry's content."""
        assert isinstance(domain_event, Recorded)  # noqa: S101  # the application saves nothing else
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=domain_event.event.kind,
            state=encode(domain_event.envelope, domain_event.event, domain_event.format),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """Return an entry's content from its stored form, without importing anything by name."""
        record = decode(stored_event.topic, stored_event.state, stored_event.originator_version)
        return Recorded(
            str(stored_event.originator_id),
            stored_event.originator_version,
            record.envelope,
            record.event,
            record.format,
        )


class _Transaction(SQLiteTransaction):
    """A transaction that takes the write lock when it begins, so that it waits its turn instead of failing."""

    def __enter__(self) -> SQLiteCursor:
        connection = cast("_Connection", self.connection).own
        connection.to_write(self.commit)
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        if self.commit:
            try:
                connection.catch_up()
            except BaseException:
                connection.rollback()
                raise
        return cursor

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        try:
            super().__exit__(exc_type, exc_val, exc_tb)
        finally:
            self.connection.rollback()  # which SQLite asks for after a commit that failed; else it does nothing


class _Connection(SQLiteConnection):
    def __init__(self, own: "Connection", max_age: float | None) -> None:
        super().__init__(sqlite_conn=own, max_age=max_age)
        self.own = own

    def cursor(self) -> SQLiteCursor:
        found = super().cursor()
        found.sqlite_cursor.row_factory = sqlite3.Row
        return found

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with _Transaction(self, commit=commit) as cursor, cursor:
            yield cursor


def _made_anew(c: SQLiteCursor) -> None:
    cast("Connection", c.sqlite_cursor.connection).made_anew()


class _Pool(SQLiteConnectionPool):
    """Connections to a file and nothing but a file, whatever its name looks like."""

    shared: "Connection | None" = None
    """The one that reads, where it writes as well."""

    @staticmethod
    def detect_memory_mode(db_name: str) -> bool:  # noqa: ARG004
        return False

    def _create_connection(self) -> SQLiteConnection:
        own, self.shared = self.shared or connect(self.db_name, write=True), None
        return _Connection(own, self.max_age)


class _Datastore(SQLiteDatastore):
    def __init__(self, path: str) -> None:
        super().__init__(path, originator_id_type="text")
        self.pool = _Pool(db_name=path)


class LogRecorder(SQLiteApplicationRecorder):
    """Records events together with their rows in the register, the links between streams, and the search index."""

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        entries: Sequence[Entry] = (),
        salts: Sequence[bytes | None] = (),
        imported: "Sequence[Imported]" = (),
        **kwargs: Any,
    ) -> Sequence[int] | None:
        self._begin(c, entries)
        numbers = self._insert_portion(c, stored_events, entries, salts, **kwargs)
        index.take_in(c, entries)
        self._follow(c, entries)
        self._note(c, imported)
        return numbers

    def insert_many(
        self,
        entries: Sequence[Entry],
        filled: Iterable[tuple[Entry, bytes | None]],
        imported: "Sequence[Imported]",
        stored: Callable[[Entry], StoredEvent],
    ) -> None:
        """Record entries in one transaction, of which no more than a portion is whole, and stored, at a time."""
        rest = iter(filled)
        with self.datastore.transaction(commit=True) as c:
            self._begin(c, entries)
            while portion := list(islice(rest, PORTION)):
                some = [entry for entry, _ in portion]
                self._insert_portion(c, [stored(entry) for entry in some], some, [salt for _, salt in portion])
                index.take_in(c, some)
            self._follow(c, entries)
            self._note(c, imported)

    def _begin(self, c: SQLiteCursor, entries: Sequence[Entry]) -> None:
        """See that the record still ends where the decision saw it end."""
        first = {entry.talks: entry.number for entry in reversed(entries)}
        for talks, number in first.items():
            c.execute("SELECT coalesce(max(number), 0) FROM register WHERE talks = ?", (talks,))
            if c.fetchone()[0] != number - 1:
                raise Moved
        mark.count(c)

    def _insert_portion(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        entries: Sequence[Entry],
        salts: Sequence[bytes | None],
        **kwargs: Any,
    ) -> Sequence[int] | None:
        numbers = super()._insert_events(c, stored_events, **kwargs)
        c.executemany(
            "INSERT INTO register (talks, number, entry_id, stream, version, recorded) VALUES (?, ?, ?, ?, ?, ?)",
            [(e.talks, e.number, e.id, e.stream, e.version, stamp(e.recorded)) for e in entries],
        )
        leaves.take_in(c, entries, stored_events, salts)
        all_arrived(c, entries, self.datastore.pool.db_name)
        return numbers

    def _note(self, c: SQLiteCursor, imported: "Sequence[Imported]") -> None:
        if imported:
            from . import imports  # noqa: PLC0415  # few writes take anything over

            imports.take_in(c, imported)

    def _follow(self, c: SQLiteCursor, entries: Sequence[Entry]) -> None:
        """Keep what follows from entries, for which their words are not needed."""
        links.take_in(c, entries)
        keeping.take_in(c, entries)


class _Factory(SQLiteFactory):
    application_recorder_class = LogRecorder

    def __init__(self, env: Environment | EnvType | None) -> None:
        InfrastructureFactory.__init__(self, env)
        self.datastore = _Datastore(str(self.env.get(self.SQLITE_DBNAME)))


class LogApplication(Application[str]):
    """The library's application over one log file."""

    name = "negotiation"

    def __init__(self, path: str) -> None:
        super().__init__(
            {
                "SQLITE_DBNAME": path,
                "CREATE_TABLE": "no",
                "IS_SNAPSHOTTING_ENABLED": "no",
                "AGGREGATE_CACHE_MAXSIZE": "",
            }
        )

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        """Return the factory of this package's recorder."""
        return _Factory(env)

    def construct_repository(self) -> Repository[str]:
        """Return the repository, which folds a stream into the state of its aggregate."""
        return StreamRepository(self.events, str(self.env.get("SQLITE_DBNAME")))

    def construct_mapper(self) -> Mapper[str]:
        """Return the mapper of this package's entries."""
        return EntryMapper()


class Writer:
    """A connection that appends to a log."""

    def __init__(
        self,
        path: str,
        shared: "Connection | None" = None,
        lock: AbstractContextManager[object] = nullcontext(),  # noqa: B008  # it holds nothing
    ) -> None:
        self.path = path
        self._lock = lock
        self._application = LogApplication(path)
        if shared is not None:
            datastore = cast("LogRecorder", self._application.recorder).datastore
            cast("_Pool", datastore.pool).shared = shared

    def append(
        self, entries: Sequence[Entry], salts: Sequence[bytes | None], imported: "Sequence[Imported]" = ()
    ) -> None:
        """Write entries, all or none; on disk when it returns.

        Args:
            entries: the entries.
            salts: what the fields of each are hashed with; None for one that is hashed in form 1.
            imported: which of them were taken over from a file.

        Raises:
            Moved: the record of their talks no longer ends right before the first of them.
            StoreBusy, ReadOnlyLog, DiskFull, StoreError: nothing was written, and why.
        """
        if len(entries) > PORTION:
            self.append_filled(entries, zip(entries, salts, strict=True), imported)
            return
        with self._lock, in_words(self.path):
            self._application.save(*map(_recorded, entries), entries=entries, salts=salts, imported=imported)

    def append_filled(
        self,
        entries: Sequence[Entry],
        filled: Iterable[tuple[Entry, bytes | None]],
        imported: "Sequence[Imported]" = (),
    ) -> None:
        """Write many entries, of which no more than a portion is in memory as a whole at a time, all or none.

        Args:
            entries: the entries, without the words that only a search looks at, if need be.
            filled: gives each as it is written, in the same order, with what its fields are hashed with.
            imported: which of them were taken over from a file.

        Raises:
            Moved, StoreBusy, ReadOnlyLog, DiskFull, StoreError: as for :meth:`append`.
            NegotiationError: what giving them raises; nothing was written.
        """
        recorder, mapper = cast("LogRecorder", self._application.recorder), self._application.mapper
        with self._lock, in_words(self.path):
            recorder.insert_many(entries, filled, imported, lambda entry: mapper.to_stored_event(_recorded(entry)))

    def rebuild(self, talks: str) -> None:
        """Make anew what is kept of the talks beside their record; nothing is kept of what cannot be read."""
        with self._beside_the_record() as c:
            keeping.rebuild(c, talks)
            _made_anew(c)

    def derive(self, entries: Iterable[Sequence[Entry]]) -> None:
        """Make the index of words and the links between streams anew, of all entries of the log, talks by talks."""
        with self._beside_the_record() as c:
            keeping.drop_strays(c)
            links.drop_strays(c)
            index.empty(c)
            for some in entries:
                links.renew(c, some)
                index.take_in(c, some)
            _made_anew(c)

    def keep(self, talks: str, states: Sequence[KeptState]) -> None:
        """Keep how things stand, in the place of what was kept of them last."""
        with self._beside_the_record() as c:
            keeping.keep(c, talks, states)

    def keep_checkpoint(self, talks: str, size: int, note: str) -> None:
        """Keep a signed head of the record beside it, or more signatures of one that is kept."""
        from . import checkpoints  # noqa: PLC0415  # few writes need it

        with self._beside_the_record() as c:
            checkpoints.keep(c, talks, size, note)

    @contextmanager
    def _beside_the_record(self) -> Iterator[SQLiteCursor]:
        """Write what follows from the record, in a transaction of its own."""
        recorder = cast("LogRecorder", self._application.recorder)
        with self._lock, in_words(self.path), recorder.datastore.transaction(commit=True) as c:
            mark.count(c)
            yield c

    def close(self) -> None:
        """Let go of the file."""
        self._application.close()
