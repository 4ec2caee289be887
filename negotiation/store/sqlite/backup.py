"""Copies of a log: made whole while others may write, checked, and put back without overwriting anything."""

import hashlib
import os
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import datetime
from pathlib import Path

from ...domain.errors import BackupFailed, BadPath, LogExists, StoreBusy
from ...files import OWNER_ONLY
from . import mark
from .check import findings
from .connect import check_path, connect, draft_beside, in_words, move_new
from .opening import COMPANIONS
from .schema import ENCRYPTED

_ENTRIES = (
    "SELECT r.talks, r.number, r.entry_id, r.stream, r.version, r.recorded, e.topic, e.state FROM register r "
    "LEFT JOIN stored_events e ON e.originator_id = r.stream AND e.originator_version = r.version "
    "ORDER BY r.talks, r.number"
)
_ENCRYPTED = "SELECT place, head, content FROM sealed_entry ORDER BY place"
_FILES = ("", *COMPANIONS)
"""How the names end of a log, and of what SQLite keeps beside it."""


def back_up(path: str, copy: str) -> int:
    """Write a copy of a log, of one moment, for its owner only, and return how many entries it holds.

    Args:
        path: the log; others may go on writing to it.
        copy: where; there must be nothing of that name.

    Raises:
        LogExists, BadPath: the copy cannot be put there.
        BackupFailed: what was written is not what the log holds; it was thrown away.
        NoLog, NotALog, StoreBusy, DiskFull, StoreError: as for any read.
    """
    with closing(connect(path, write=False, raw=True)) as log:
        return _copied(log, path, copy, OWNER_ONLY)


def restore(path: str, copy: str, now: datetime) -> list[str]:
    """Put a copy in the place of a log, and return where what was there has been moved to.

    Args:
        path: the log; what is there, with all that SQLite keeps beside it, is moved aside.
        copy: the copy, which stays where it is.
        now: the present moment, by which what was there is named.

    Raises:
        BackupFailed: the copy is not in order.
        StoreBusy: another program is writing to the log.
        NoLog, NotALog, BadPath, StoreError: the copy cannot be read, or not be put there.
    """
    if Path(check_path(path)).exists() and not Path(path).is_file():
        raise BadPath(path, "it is no file")
    wrong = [found for found in findings(copy) if not found.fine and not found.check.startswith("only its owner")]
    if wrong:
        raise BackupFailed(f"'{copy}' is not in order: {wrong[0].check}: {wrong[0].detail}")
    if Path(path).exists() and Path(path).samefile(copy):
        raise BadPath(path, "it is the copy itself")
    mode = stat.S_IMODE(Path(path if Path(path).exists() else copy).stat().st_mode)
    _see_that_nobody_writes(path)
    moved = _moved_aside(path, now)
    with closing(connect(copy, write=False, raw=True)) as source:
        _copied(source, copy, path, mode)
    return moved


def _copied(source: sqlite3.Connection, named: str, copy: str, mode: int) -> int:
    """Copy a log beside a place, check the copy, and move it there; return how many entries it holds."""
    target = Path(check_path(copy))
    if not target.parent.is_dir():
        raise BadPath(copy, f"there is no folder '{target.parent}'")
    for companion in _FILES:
        if os.path.lexists(f"{target}{companion}"):
            raise LogExists(f"{target}{companion}")
    with draft_beside(target) as draft:
        with in_words(named):
            number = _written(source, draft, named)
        draft.chmod(mode)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        move_new(draft, target)
    return number


def _written(source: sqlite3.Connection, draft: Path, named: str) -> int:
    """Write the copy, of one moment of the log, and compare the two; return how many entries they hold."""
    source.execute("BEGIN")
    try:
        number, held = _digest(source)
        with closing(sqlite3.connect(draft, isolation_level=None)) as written:
            source.backup(written)
            written.execute("PRAGMA journal_mode = DELETE")
            mark.begin_anew(written)
            same = _digest(written) == (number, held)
            whole = written.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            written.execute("PRAGMA journal_mode = WAL")
    finally:
        source.rollback()
    if not whole or not same:
        raise BackupFailed(f"what was written is not what '{named}' holds")
    return number


def _digest(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return how many entries a log holds, and what says whether another holds the same, byte for byte."""
    digest, number = hashlib.sha256(), 0
    encrypted = connection.execute("PRAGMA user_version").fetchone()[0] == ENCRYPTED
    for row in connection.execute(_ENCRYPTED if encrypted else _ENTRIES):
        digest.update(repr(row).encode())
        number += 1
    return number, digest.hexdigest()


def _see_that_nobody_writes(path: str) -> None:
    """Refuse to move a log aside to which another program writes just now, told by the lock that SQLite has for it."""
    shared = Path(f"{path}-shm")
    if os.name != "posix" or not shared.exists():
        return
    import fcntl  # noqa: PLC0415  # only where there is one

    with shared.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _WRITE_LOCK)
        except OSError:
            raise StoreBusy(path) from None


_WRITE_LOCK = 120
"""The byte of the shared memory file that whoever writes has locked ("WAL-mode File Format", section 2.3)."""


def _moved_aside(path: str, now: datetime) -> list[str]:
    """Move a log and all that lies beside it to names with the date, together and without overwriting."""
    there = [companion for companion in _FILES if os.path.lexists(f"{path}{companion}")]
    stem = f"{path}.before-restore-{now:%Y%m%dT%H%M%SZ}"
    aside, attempt = stem, 1
    while any(os.path.lexists(f"{aside}{companion}") for companion in _FILES):
        attempt += 1
        aside = f"{stem}-{attempt}"
    for companion in there:
        shutil.move(f"{path}{companion}", f"{aside}{companion}")
    return [f"{aside}{companion}" for companion in there]
