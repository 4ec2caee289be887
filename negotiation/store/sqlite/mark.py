"""The mark that every write leaves, by which the files of a log know each other.

SQLite keeps what was written last beside a log, in its write-ahead log, and merges that into whatever file of the
log's name it finds. If somebody has put a copy in the log's place, that destroys both. So every write counts itself in
a table of one row, and its page is in the write-ahead log as well: a write-ahead log belongs to a file if it takes the
count on from where the file ends, or repeats what the file holds already.

See the section on the format of the write-ahead log in "Database File Format", the documentation of SQLite.
"""

import re
import sqlite3
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...domain.errors import ForeignWriteAheadLog

if TYPE_CHECKING:
    from .cursor import Cursor

TABLE = "CREATE TABLE IF NOT EXISTS write_mark (one INTEGER PRIMARY KEY CHECK (one = 1), mark TEXT NOT NULL)"
_MARK = re.compile(rb"log-mark:([0-9a-f]{16}):(\d{15})")
_HEADER, _FRAME = 32, 24
_MAGIC = frozenset({0x377F0682, 0x377F0683})
_SMALL_END_FIRST = 0x82
"""How the magic number of a write-ahead log ends whose checksums are of words with the small end first."""
_TRIES = 5
"""How often one looks again, since others may write just then."""


class Mark(NamedTuple):
    """Which log a page is of, and how many writes it had seen by then."""

    log: str
    writes: int


def prepare(connection: sqlite3.Connection) -> None:
    """Make the table of the mark in a log that has none yet."""
    connection.execute(TABLE)


def count(cursor: "Cursor") -> None:
    """Count one more write, in the transaction that writes."""
    cursor.execute("SELECT mark FROM write_mark WHERE one = 1")
    row = cursor.fetchone()
    found = _MARK.fullmatch(str(row[0]).encode()) if row else None
    log = found[1].decode() if found else _new()
    writes = int(found[2]) + 1 if found else 1
    cursor.execute("INSERT OR REPLACE INTO write_mark VALUES (1, ?)", (_text(log, writes),))


def begin_anew(connection: sqlite3.Connection) -> None:
    """Give a copy a mark of its own, so that no write-ahead log but its own is taken for one."""
    prepare(connection)
    connection.execute("INSERT OR REPLACE INTO write_mark VALUES (1, ?)", (_text(_new(), 0),))


def _new() -> str:
    import secrets  # noqa: PLC0415  # reading does not need it

    return secrets.token_hex(8)


def _text(log: str, writes: int) -> str:
    return f"log-mark:{log}:{writes:015}"


def see_that_they_belong_together(path: str) -> None:
    """Refuse a log beside which lies the write-ahead log of another one, or of another state of it.

    Raises:
        ForeignWriteAheadLog: SQLite would merge the two, and destroy both.
    """
    for attempt in range(_TRIES):
        if _belong_together(path):
            return
        time.sleep(0.01 * attempt)
    raise ForeignWriteAheadLog(path)


def _belong_together(path: str) -> bool:
    try:
        wal = Path(f"{path}-wal").read_bytes()
    except OSError:
        return True  # there is none, or it cannot be read, which is told elsewhere
    marks = list(_marks(wal))
    begun = next((found for found in marks if _whole(wal, found)), None)
    if begun is None:
        return True
    page, size, first = begun.page, begun.size, begun.mark
    last = next(found.mark for found in reversed(marks) if _whole(wal, found))
    base = _page_of(path, page, size)
    if base is None:
        return first.writes == 1  # the mark itself is new
    return base.log == first.log and first.writes - 1 <= base.writes <= last.writes


class _Marked(NamedTuple):
    """A mark in a frame of a write-ahead log."""

    start: int
    """Where the frame begins."""
    page: int
    size: int
    """The size of pages."""
    mark: Mark


def _marks(wal: bytes) -> Iterator[_Marked]:
    """Yield the marks in the frames of a write-ahead log that are not left over from before it began anew."""
    if len(wal) < _HEADER:
        return
    magic, _, size, _, salt, pepper = struct.unpack(">6I", wal[:24])
    if magic not in _MAGIC or size == 0:
        return
    for start in range(_HEADER, len(wal) - _FRAME - size + 1, _FRAME + size):
        page, _, *salts = struct.unpack(">4I", wal[start : start + 16])
        if salts != [salt, pepper]:
            return
        found = _MARK.search(wal, start + _FRAME, start + _FRAME + size)
        if found:
            yield _Marked(start, page, size, Mark(found[1].decode(), int(found[2])))


def _whole(wal: bytes, found: _Marked) -> bool:
    """Say whether a frame was written whole, by its checksum, which goes on from that of the frame before.

    SQLite writes what a frame is, and then its page: of whoever was stopped in between, the page is of an old frame.
    """
    start, size = found.start, found.size
    words = f"{'<' if wal[3] == _SMALL_END_FIRST else '>'}{size // 4 + 2}I"
    given = struct.unpack(words, wal[start : start + 8] + wal[start + _FRAME : start + _FRAME + size])
    before = 24 if start == _HEADER else start - size - 8
    one, other = struct.unpack(">2I", wal[before : before + 8])
    for even, odd in zip(given[::2], given[1::2], strict=True):
        one = one + even + other & 0xFFFF_FFFF
        other = other + odd + one & 0xFFFF_FFFF
    return (one, other) == struct.unpack(">2I", wal[start + 16 : start + _FRAME])


def _page_of(path: str, page: int, size: int) -> Mark | None:
    """Return the mark that a page of the log's own file has."""
    with Path(path).open("rb") as file:
        file.seek((page - 1) * size)
        found = _MARK.search(file.read(size))
    return Mark(found[1].decode(), int(found[2])) if found else None
