"""Reading a log: entries in the order of record, by one pass over its rows."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any

from ...domain.errors import InputError
from ...domain.record.entry import Entry
from ...domain.references import ALIKE, entry_named
from ...domain.words import Sought
from ..port import Head
from . import index
from .connect import connect, in_words
from .kept import KeptTalks, Shelves, kept_talks
from .rows import ENTRIES, entry_of, listed, moment_of
from .schema import IS_COPY

if TYPE_CHECKING:
    from ...domain.record.imported import Imported
    from ...integrity.leaf import Stored
    from ...integrity.tree import Tree
    from .opening import Connection

_PLACES = (
    "SELECT r.entry_id, r.number, r.stream, e.topic FROM register r JOIN stored_events e "
    "ON e.originator_id = r.stream AND e.originator_version = r.version WHERE r.talks = ? AND r.entry_id IN"
)
_BEGINNING = (
    "SELECT entry_id FROM register WHERE talks = ? AND entry_id >= ? AND entry_id < ? ORDER BY entry_id LIMIT ?"
)
_COMPONENT = (
    "WITH RECURSIVE near (stream) AS (SELECT value FROM json_each(?) UNION "
    "SELECT CASE WHEN l.source = near.stream THEN l.target ELSE l.source END "
    "FROM near JOIN stream_link l ON l.source = near.stream OR l.target = near.stream) "
    "SELECT stream FROM near"
)
# Jumps from stream to stream along the index instead of passing over every entry ("0" follows "/").
_STREAMS = (
    "WITH RECURSIVE s (stream) AS (SELECT min(stream) FROM register WHERE stream >= ?1 AND stream < ?2 UNION ALL "
    "SELECT (SELECT min(stream) FROM register WHERE stream > s.stream AND stream < ?2) "
    "FROM s WHERE s.stream IS NOT NULL) "
    "SELECT stream, (SELECT max(version) FROM register r WHERE r.stream = s.stream) FROM s WHERE stream IS NOT NULL"
)


class Reader:
    """A connection that reads a log; what it sees is one consistent moment for each `snapshot`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lock: AbstractContextManager[object] = RLock()
        """Held by whoever reads: one connection is one transaction, whichever thread asks."""
        self._connection = connect(path, write=False)
        self._shelves = Shelves()
        self.notice = self._connection.notice
        """What is to be known of how the log is read; nothing where it is read as ever."""

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @property
    def shared(self) -> "Connection | None":
        """The connection, where it is the one that is written by as well."""
        return self._connection if self._connection.shares else None

    def imports(self) -> "list[Imported]":
        """Return what was taken over from files, in the order of the talks and of their entries."""
        from .imports import held  # noqa: PLC0415  # few reads need it

        with self.lock, in_words(self.path):
            return held(self._connection)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Keep what is read within it at one moment, whatever is written meanwhile."""
        with self.lock:
            with in_words(self.path):
                self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.rollback()  # where an error has ended the transaction already, this does nothing

    def _rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        with self.lock, in_words(self.path):
            try:
                return self._connection.execute(statement, parameters).fetchall()
            except UnicodeEncodeError:
                raise InputError(
                    "what was asked for is not text in UTF-8", "check the encoding of the terminal"
                ) from None

    def talks(self) -> list[str]:
        """Return the ids of the talks in this log."""
        rows = self._rows(
            "WITH RECURSIVE t (id) AS (SELECT min(talks) FROM register UNION ALL "
            "SELECT (SELECT min(talks) FROM register WHERE talks > t.id) FROM t WHERE t.id IS NOT NULL) "
            "SELECT id FROM t WHERE id IS NOT NULL"
        )
        return [str(row[0]) for row in rows]

    def holds(self, talks: str) -> bool:
        """Say whether there are talks of that id, without a look at the others."""
        return talks.isascii() and bool(self._rows("SELECT 1 FROM register WHERE talks = ? LIMIT 1", talks))

    def head(self, talks: str) -> Head:
        """Return where the record of the talks ends."""
        rows = self._rows("SELECT number, recorded FROM register WHERE talks = ? ORDER BY number DESC LIMIT 1", talks)
        if not rows:
            return Head(0, None)
        number = int(str(rows[0][0]))
        return Head(number, moment_of(str(rows[0][1]), number))

    def entries(
        self,
        talks: str,
        *,
        streams: Collection[str] | None = None,
        without: Collection[str] = (),
        numbers: tuple[int, int] | None = None,
        among: Collection[int] | None = None,
    ) -> list[Entry]:
        """Return entries of one talks in the order of record.

        Args:
            talks: whose entries.
            streams: only those of these streams.
            without: none of these kinds.
            numbers: only those from the first number to the last.
            among: only those of these numbers.
        """
        statement = ENTRIES
        parameters: list[object] = [talks]
        if numbers is not None:
            statement += " AND r.number BETWEEN ? AND ?"
            parameters += numbers
        if among is not None:
            statement += " AND r.number IN (SELECT value FROM json_each(?))"
            parameters.append(listed(among))
        if streams is not None:
            statement += f" AND r.stream IN ({','.join('?' * len(streams))})"
            parameters += streams
        if without:
            statement += f" AND ifnull(e.topic, '') NOT IN ({','.join('?' * len(without))})"
            parameters += without
        with self.lock, in_words(self.path):
            rows = self._connection.execute(f"{statement} ORDER BY r.number", parameters)
            return [entry_of(talks, row) for row in rows]

    def by_id(self, talks: str, ids: Collection[str]) -> dict[str, tuple[int, str, str]]:
        """Return the number, the stream and the kind of each of these entries that the log holds, by entry id."""
        found: dict[str, tuple[int, str, str]] = {}
        names = list(ids)
        for start in range(0, len(names), 500):
            some = names[start : start + 500]
            rows = self._rows(f"{_PLACES} ({','.join('?' * len(some))})", talks, *some)
            found.update((str(i), (int(str(n)), str(s), str(t))) for i, n, s, t in rows)
        return found

    def version(self, stream: str) -> int:
        """Return the last version of a stream; 0 if there is no such stream."""
        return int(self._rows("SELECT ifnull(max(version), 0) FROM register WHERE stream = ?", stream)[0][0])

    def versions(self, talks: str) -> dict[str, int]:
        """Return the last version of every stream of the talks."""
        rows = self._rows(_STREAMS, f"{talks}/", f"{talks}0")
        return {str(stream): int(str(version)) for stream, version in rows}

    def component(self, streams: Collection[str]) -> set[str]:
        """Return these streams and all that are linked to them, directly or through others."""
        return {str(row[0]) for row in self._rows(_COMPONENT, listed(streams))} | set(streams)

    def matching(self, talks: str, sought: Sequence[Sought], *, in_names: bool = False) -> set[int]:
        """Return the numbers of the entries in which all that is sought stands, or among the ids that they name.

        Raises:
            InputError: too many words have a part that is sought.
        """
        if index.up_to_date(self._rows, talks, self.head(talks).number):
            return index.matching(self._rows, talks, sought, in_names=in_names)
        return index.matching_without(self.entries(talks), talks, sought, in_names=in_names)

    @property
    def is_copy(self) -> bool:
        """Whether this is a disclosed copy, from which something is withheld."""
        return bool(self._rows(IS_COPY))

    def keeps(self, talks: str) -> KeptTalks | None:
        """Return what is kept of the talks beside their record; None if that is nothing, or not all of today's."""
        return kept_talks(self._rows, talks, self._shelves)

    def tree(self, talks: str) -> "Tree | None":
        """Return the tree over the entries of the talks as it is kept; None if they never were hashed."""
        from . import leaves  # noqa: PLC0415  # few reads need it

        with self.lock, in_words(self.path):
            return leaves.kept_tree(self._connection, talks)

    def leaves(self, talks: str, until: int | None = None) -> list[bytes]:
        """Return the hashes of the entries as they are kept, up to a number; of what never was hashed, made anew."""
        from ...integrity.leaf import leaf  # noqa: PLC0415  # few reads need it
        from . import leaves  # noqa: PLC0415

        with self.lock, in_words(self.path):
            kept = leaves.kept_leaves(self._connection, talks)
        found = [kept[number] for number in sorted(kept)] or [leaf(entry) for entry in self.stored(talks)]
        return found[:until]

    def stored(self, talks: str) -> "Iterator[Stored]":
        """Yield the entries of the talks as they are stored, in the order of record."""
        from . import leaves  # noqa: PLC0415  # few reads need it

        with self.lock, in_words(self.path):
            return iter(list(leaves.as_stored(self._connection, talks)))

    def salts(self, talks: str) -> dict[int, bytes]:
        """Return what the entries of the talks are hashed with, by number; without those hashed in form 1."""
        from . import leaves  # noqa: PLC0415  # few reads need it

        with self.lock, in_words(self.path):
            return leaves.salts(self._connection, talks)

    def checkpoints(self, talks: str) -> list[bytes]:
        """Return the signed heads of the record that are kept beside it, as signed notes, the earliest first."""
        from . import checkpoints  # noqa: PLC0415  # few reads need it

        with self.lock, in_words(self.path):
            return checkpoints.kept(self._connection, talks)

    def id_of(self, talks: str, reference: str) -> str:
        """Return the id of the entry that a number, an id or the beginning of one names.

        Raises:
            NotFound, Ambiguous: it names none, or several.
        """

        def numbered(number: int) -> str | None:
            rows = self._rows("SELECT entry_id FROM register WHERE talks = ? AND number = ?", talks, number)
            return str(rows[0][0]) if rows else None

        def beginning(text: str) -> list[str]:
            rows = self._rows(_BEGINNING, talks, text, text + "\U0010ffff", ALIKE)
            return [str(row[0]) for row in rows]

        return entry_named(reference, numbered, beginning, lambda: self.head(talks).number)
