"""The hashes of entries, and of all of each talks together, in the tables of a log."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from ...domain.errors import StoreError
from ...domain.record.entry import Entry
from ...integrity.leaf import Stored, leaf
from ...integrity.tree import Tree
from ..codec import stamp
from .cursor import Cursor
from .schema import IS_COPY, SALTED

_HASH = 32
"""How many bytes a hash has."""

_STORED = (
    "SELECT r.talks, r.number, r.entry_id, r.stream, r.version, r.recorded, e.topic, e.state, {} FROM register r "
    "LEFT JOIN stored_events e ON e.originator_id = r.stream AND e.originator_version = r.version "
    "{} WHERE r.talks = ? ORDER BY r.number"
)
_WITH_SALTS = _STORED.format("l.salt", "LEFT JOIN leaf l ON l.talks = r.talks AND l.number = r.number")
_WITHOUT_SALTS = _STORED.format("NULL", "")
_TREE = "SELECT size, parts FROM tree WHERE talks = ?"


class StoredEvent(Protocol):
    """What the library stores of an event."""

    @property
    def topic(self) -> str:
        """The kind."""

    @property
    def state(self) -> bytes:
        """The content."""


def take_in(c: Cursor, entries: Sequence[Entry], events: Sequence[StoredEvent], salts: Sequence[bytes | None]) -> None:
    """Hash new entries, in the transaction that writes them; of talks that never were hashed, all that are there.

    Args:
        c: what runs statements in the transaction.
        entries: the entries, those of each talks in the order of their numbers.
        events: what is stored of each.
        salts: what the fields of each are hashed with; None for one that is hashed in form 1.

    Raises:
        StoreError: the record was cut, or added to, by something else than this program.
    """
    fresh: dict[str, list[Stored]] = {}
    for place, entry in enumerate(entries):
        fresh.setdefault(entry.talks, []).append(_of(entry, events[place], salts[place]))
    for talks, own in fresh.items():
        first = own[0].number
        c.execute(_TREE, (talks,))
        row = c.fetchone()
        tree = tree_of(row) if row else Tree()
        if row is None and first > 1:
            c.execute(_WITHOUT_SALTS, (talks,))
            known = [stored(found) for found in c.fetchall() if int(found[1]) < first]
            tree = _added(c, tree, known)
        if tree.size != first - 1:
            words = f"the record of {talks} has {first - 1} entries, and {tree.size} were hashed as they were recorded"
            raise StoreError(f"{words}: something else has changed it", "see talks verify; nothing was written")
        tree = _added(c, tree, own)
        c.execute("INSERT OR REPLACE INTO tree VALUES (?, ?, ?)", (talks, tree.size, b"".join(tree.parts)))


def _of(entry: Entry, event: StoredEvent, salt: bytes | None) -> Stored:
    place = entry.talks, entry.number, entry.id, entry.stream, entry.version, stamp(entry.recorded)
    return Stored(*place, event.topic, event.state, salt)


def _added(c: Cursor, tree: Tree, entries: Sequence[Stored]) -> Tree:
    """Keep the hashes of some entries, and return the tree with them."""
    hashes = list(map(leaf, entries))
    rows = [(entry.talks, entry.number, hash_, entry.salt) for entry, hash_ in zip(entries, hashes, strict=True)]
    c.executemany("INSERT INTO leaf (talks, number, hash, salt) VALUES (?, ?, ?, ?)", rows)
    return tree.with_(hashes)


def stored(row: Sequence[object]) -> Stored:
    """Return an entry of a row as it is stored, whatever somebody may have put there."""
    talks, number, id_, stream, version, recorded, kind, content, salt = row
    return Stored(
        str(talks),
        _number(number),
        str(id_),
        str(stream),
        _number(version),
        str(recorded),
        "" if kind is None else str(kind),
        _bytes(content),
        None if salt is None else _bytes(salt),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else int(str(value))


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def tree_of(row: Sequence[object]) -> Tree:
    """Return a tree as it is kept."""
    size, parts = row
    whole = parts if isinstance(parts, bytes) else b""
    return Tree(int(str(size)), tuple(whole[at : at + _HASH] for at in range(0, len(whole), _HASH)))


def kept_tree(connection: sqlite3.Connection, talks: str) -> Tree | None:
    """Return the tree over the entries of some talks as it is kept; None if they never were hashed."""
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'tree'").fetchone():
        return None
    row = connection.execute(_TREE, (talks,)).fetchone()
    return tree_of(row) if row else None


def kept_leaves(connection: sqlite3.Connection, talks: str) -> dict[int, bytes]:
    """Return the hashes of entries as they are kept, by number, in the order of these."""
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'leaf'").fetchone():
        return {}
    rows = connection.execute("SELECT number, hash FROM leaf WHERE talks = ? ORDER BY number", (talks,))
    return {number: _bytes(hash_) for number, hash_ in rows}


def salts(connection: sqlite3.Connection, talks: str) -> dict[int, bytes]:
    """Return what entries are hashed with, by number; without those that are hashed in form 1."""
    if not connection.execute(SALTED).fetchall():
        return {}
    rows = connection.execute("SELECT number, salt FROM leaf WHERE talks = ? AND salt IS NOT NULL", (talks,))
    return {int(number): _bytes(salt) for number, salt in rows}


def as_stored(connection: sqlite3.Connection, talks: str) -> Iterator[Stored]:
    """Yield the entries of some talks as they are stored, in their order."""
    salted = connection.execute(SALTED).fetchall()
    found = map(stored, connection.execute(_WITH_SALTS if salted else _WITHOUT_SALTS, (talks,)))
    return _with_what_is_given(connection, talks, found) if connection.execute(IS_COPY).fetchall() else found


def _with_what_is_given(connection: sqlite3.Connection, talks: str, entries: Iterable[Stored]) -> Iterator[Stored]:
    from ...integrity.opening import read  # noqa: PLC0415  # only a copy needs it

    hashes = kept_leaves(connection, talks)
    parts = dict(connection.execute("SELECT number, fields FROM withheld WHERE talks = ?", (talks,)))
    for entry in entries:
        own = entry.number in parts
        yield entry._replace(given=read(parts[entry.number], hashes.get(entry.number, b""))) if own else entry
