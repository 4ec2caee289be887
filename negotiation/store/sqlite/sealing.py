"""The rows of an encrypted log: taken from its file into the tables in memory, and from these into its file."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from ...domain.errors import Damaged, StoreError
from ...domain.record.entry import Entry
from .cipher import MOST_PLACES, Cipher, Head, Undecipherable
from .rows import EATEN, entry_of
from .schema import CHECKPOINTS, IMPORTS

Opened = tuple[int, Head, bytes]
"""An entry, decrypted: the place of its row, its head and its content."""
Missing = Callable[[str], None]
"""Is told what is not what was encrypted there."""

_BESIDE: dict[str, tuple[str, ...]] = {"tree": (), "imported": IMPORTS, "checkpoint": CHECKPOINTS}
"""The tables of which each row is a part of the log, beside the entries, and what makes those that are made late."""
_NEW = (
    "SELECT e.rowid, r.talks, r.number, r.entry_id, r.stream, r.version, r.recorded, e.topic, l.hash, l.salt, e.state "
    "FROM stored_events e JOIN register r ON r.stream = e.originator_id AND r.version = e.originator_version "
    "LEFT JOIN leaf l ON l.talks = r.talks AND l.number = r.number WHERE e.rowid > ? ORDER BY e.rowid"
)
_LAST = "SELECT ifnull(max(rowid), 0) FROM stored_events"
_TOP = "SELECT ifnull(max(place), 0) FROM sealed_entry"
NOTHING = msgspec.msgpack.encode({})
"""What is told beside the entries of a log that has none."""


def in_memory(c: sqlite3.Cursor) -> int:
    """Return how many entries are in memory."""
    return int(c.execute(_LAST).fetchall()[0][0])


def in_file(c: sqlite3.Cursor) -> int:
    """Return how many entries the file holds."""
    return int(c.execute(_TOP).fetchall()[0][0])


def opened(c: sqlite3.Cursor, cipher: Cipher, after: int, lost: Missing, damaged: Missing) -> Iterator[Opened]:
    """Yield the entries that the file holds after a place, decrypted.

    Args:
        c: the cursor.
        cipher: of the log.
        after: the place.
        lost: is told of a row that is gone, or of which not even the head can be read; it is left out.
        damaged: is told of one of which the content cannot be read; it stands there without.
    """
    rows = c.execute("SELECT place, head, content FROM sealed_entry WHERE place > ? ORDER BY place", (after,))
    expected = after
    for place, head, content in rows.fetchall():
        expected += 1
        if place > expected:
            lost(f"row {expected} is gone" if place == expected + 1 else f"rows {expected} to {place - 1} are gone")
            expected = place
        try:
            told = cipher.head(place, head)
        except (Undecipherable, msgspec.DecodeError):
            lost(f"row {place} is not what was encrypted there")
            continue
        try:
            yield place, told, cipher.content(place, told, content)
        except Undecipherable:
            damaged(f"the content of {told.talks} #{told.number} is not what was encrypted there")
            yield place, told, b""


def fill(c: sqlite3.Cursor, entries: Sequence[Opened]) -> None:
    """Put entries into the tables in memory, each at its place."""
    c.executemany(
        "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) VALUES (?, ?, ?, ?, ?)",
        [(place, head.stream, head.version, head.topic, content) for place, head, content in entries],
    )
    places = [(h.talks, h.number, h.id, h.stream, h.version, h.recorded) for _, h, _ in entries]
    c.executemany("INSERT INTO register VALUES (?, ?, ?, ?, ?, ?)", places)
    hashes = [(h.talks, h.number, h.hash, h.salt) for _, h, _ in entries if h.hash is not None]
    c.executemany("INSERT INTO leaf VALUES (?, ?, ?, ?)", hashes)


def read(entries: Iterable[Opened]) -> list[Entry]:
    """Return entries as they are read."""
    return [
        entry_of(head.talks, (head.number, head.id, head.stream, head.version, head.recorded, head.topic, content))
        for _, head, content in entries
    ]


def seal(c: sqlite3.Cursor, cipher: Cipher, path: str, told_before: bytes) -> bytes:
    """Encrypt into the file what is in memory and not in it, and return what it tells beside the entries.

    Raises:
        StoreError: there are as many entries as one key is good for.
        Damaged: what was written to the file is not in it.
    """
    places, rows = in_file(c), []
    for place, *head, content in c.execute(_NEW, (places,)).fetchall():
        if place > MOST_PLACES:
            raise StoreError(f"'{path}' holds as many entries as one key is good for", "begin a new log")
        rows.append((place, *cipher.closed(place, Head(*head), content)))
        places = place
    c.executemany("INSERT INTO sealed_entry (place, head, content) VALUES (?, ?, ?)", rows)
    stored = c.rowcount if rows else 0
    tables = {name: _rows(c, name) for name in _BESIDE}
    told = msgspec.msgpack.encode({name: held for name, held in tables.items() if held})
    if rows or told != told_before:
        c.execute("UPDATE sealed_rest SET told = ?", (cipher.closed_rest(places, told),))
        if stored != len(rows) or c.rowcount != 1:
            raise Damaged(path, EATEN)
    return told


def _rows(c: sqlite3.Cursor, name: str) -> list[tuple[Any, ...]]:
    if not c.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (name,)).fetchall():
        return []
    return [tuple(row) for row in c.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()]  # noqa: S608  # of ours


def take_in_rest(c: sqlite3.Cursor, cipher: Cipher, told_before: bytes) -> bytes:
    """Take in what the file tells beside the entries, and return it.

    Raises:
        Undecipherable: it is not of this log, or of another number of entries.
    """
    row = c.execute("SELECT told FROM sealed_rest").fetchall()
    told = cipher.rest(in_file(c), row[0][0] if row else None)
    for name, rows in msgspec.msgpack.decode(told).items() if told != told_before else ():
        for statement in _BESIDE[name]:
            c.execute(statement)
        there = {tuple(row) for row in c.execute(f"SELECT * FROM {name}").fetchall()}  # noqa: S608  # of ours
        new = [row for row in rows if tuple(row) not in there]
        signs = ", ".join("?" * len(rows[0]))
        c.executemany(f"INSERT OR REPLACE INTO {name} VALUES ({signs})", new)  # noqa: S608  # of ours
    return told
