"""Connections to the file of a log, and how it is read where nothing can be written beside it."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from threading import RLock
from weakref import WeakKeyDictionary

from ...domain.errors import DiskFull, StoreError
from .schema import APPLICATION_ID

BUSY_SECONDS = 5.0
"""How long a write waits for another program's lock."""
COMPANIONS = ("-wal", "-shm", "-journal")
"""How the names of what SQLite keeps beside a log end."""
NO_ROOM_BESIDE = "SQLITE_IOERR_SHMSIZE"
"""What SQLite says where the memory that its connections share cannot be laid beside a log."""


class Connection(sqlite3.Connection):
    """A connection to a log."""

    notice = ""
    """What is to be known of how it reads the log; nothing where it reads it as ever."""
    place = ""
    """The file as SQLite was told it."""

    shares = False
    """Whether what reads a log is to write to it as well, since much is in memory with it."""

    def to_write(self, wanted: bool) -> None:
        """Let what comes next write, or only read; an encrypted log is made ready for it."""

    def catch_up(self) -> None:
        """Take in what others wrote, where that is not read from the file itself."""

    def made_anew(self) -> None:
        """Note that what follows from the record was made anew."""

    def beside(self) -> Iterable[tuple[str, list[str]]]:
        """Return what is checked of the file beside the tables of a log, and what is wrong with it."""
        return ()

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        _open.pop(self, None)


LOOKING = RLock()
"""Held by whoever looks into the file of a log beside SQLite, and by whoever opens it.

Whoever closes a file lets go of every lock that his process has on it (POSIX, `fcntl`), those of SQLite too: then
another process takes itself for the last, and takes the write-ahead log away that is written to here. So a file is only
looked into where no connection of this process has it open (see SQLite, "How To Corrupt An SQLite Database File", 2.2).
"""
_open: WeakKeyDictionary[sqlite3.Connection, tuple[int, int]] = WeakKeyDictionary()
"""The file of each connection, by its device and its number there."""


def is_open(path: str) -> bool:
    """Say whether a connection of this process has the file of a log open."""
    return _file(path) in _open.values()


def is_of_a_log(path: str) -> bool:
    """Say whether a file is a log, or what SQLite keeps beside one, as far as that can be told."""
    if not Path(path).is_file():
        return False
    with LOOKING:
        return is_open(path) or _is_marked(path) or any(_is_beside_a_log(path, ending) for ending in COMPANIONS)


def _is_beside_a_log(path: str, ending: str) -> bool:
    log = path.removesuffix(ending)
    return log != path and Path(log).is_file() and (is_open(log) or _is_marked(log))


def _is_marked(path: str) -> bool:
    with Path(path).open("rb") as file:
        header = file.read(72)
    return header.startswith(b"SQLite format 3\0") and header[68:] == APPLICATION_ID.to_bytes(4)


def _file(path: str) -> tuple[int, int]:
    found = Path(path).stat()
    return found.st_dev, found.st_ino


def opened(path: str, *, uri: bool = False) -> Connection:
    """Return a connection to a file, which waits a while for the locks of others."""
    found = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=Connection, uri=uri
    )
    found.place = path
    if not uri:
        belongs(found, path)
    return found


def belongs(connection: sqlite3.Connection, path: str) -> None:
    """Note that a connection of this process has the file of a log open."""
    _open[connection] = _file(path)


def readable(connection: Connection, path: str) -> Connection:
    """Return a connection that can read; where nothing may be written at all, one that relies on nothing changing.

    A log in a folder that may not be written, or on a disk with no room, cannot have its shared memory file made beside
    it. If no writer has left a write-ahead log there, the file alone is the whole log.
    """
    try:
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1")
    except sqlite3.OperationalError as error:
        name = error.sqlite_errorname or ""
        if not name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", NO_ROOM_BESIDE)):
            raise
        connection.close()
        if name == NO_ROOM_BESIDE:
            return _without_room(path)
        if _size(f"{path}-wal"):
            raise StoreError(
                f"'{path}' cannot be read here: '{path}-wal' holds entries that nobody may merge into it",
                "copy both files to a folder of your own, and read them there",
            ) from None
        return _unchanging(path)
    return connection


def _without_room(path: str) -> Connection:
    """Return a connection that reads a log on a full disk.

    Whoever has a log to himself needs no memory to share (SQLite, "Write-Ahead Logging", section 8): so what was left
    unmerged is merged as far as it fits, and the file is then the whole log.

    Raises:
        DiskFull: it does not fit.
    """
    if _size(f"{path}-wal"):
        alone = opened(path)
        try:
            alone.execute("PRAGMA locking_mode = EXCLUSIVE")
            alone.execute("SELECT 1 FROM sqlite_schema LIMIT 1")
        finally:
            alone.close()
        if _size(f"{path}-wal"):
            raise DiskFull(path)
    found = _unchanging(path)
    found.notice = "the disk is full: the log is read as it lies there, without what others write meanwhile"
    return found


def _unchanging(path: str) -> Connection:
    return opened(f"{Path(path).resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
