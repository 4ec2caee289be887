"""What opens an encrypted log, and how that is changed."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from ...domain.errors import InputError, NotFound
from ..secret import PASSPHRASE, Lock, Secret
from . import mark
from .connect import connect, in_words
from .keys import forget as forget_key
from .keys import id_of, key_of, put, there_in
from .wraps import wraps


def unlock(path: str, given: Sequence[Secret]) -> None:
    """Open an encrypted log with what is given; one that is not encrypted needs nothing.

    Raises:
        WrongPassphrase: nothing of it opens the log.
        NoLog, NotALog, NewerLog, Damaged, StoreError: it cannot be read.
    """
    with _file(path) as file:
        if _is_encrypted(file):
            key_of(file, path, given)


def opened_by(path: str) -> list[tuple[str, str]]:
    """Return what opens a log, each by its way and its name; nothing if it is not encrypted."""
    with _file(path) as file:
        return [(wrap.way, wrap.name) for wrap in there_in(file)] if _is_encrypted(file) else []


def forget(path: str) -> None:
    """Let this process forget the key of a log, so that the next that opens it is asked again."""
    with _file(path) as file:
        if _is_encrypted(file):
            forget_key(id_of(file, path))


def change(path: str, lock: Lock, without: Sequence[str] = ()) -> bool:
    """Change what opens a log, in one transaction: its key stays, and is wrapped anew.

    Args:
        path: the log.
        lock: a passphrase in the place of the one before, and recipients that are added.
        without: what opens it no longer: recipients, or ``passphrase``.

    Returns:
        Whether nothing of what was taken away is left in the file; where others have the log open, its write-ahead
        log holds it until the last of them closes it.

    Raises:
        InputError: the log is not encrypted; nothing would open it any more; the passphrase is too short.
        NotFound: what is to be taken away is not there.
        NoPassphrase, WrongPassphrase, Damaged, StoreError: it cannot be opened or written, and why.
    """
    with _file(path) as file:
        if not _is_encrypted(file):
            raise InputError(f"'{path}' is not encrypted", "talks init --encrypted makes a log that is")
        key, log = key_of(file, path), id_of(file, path)
    added = wraps(key, log, lock)
    with closing(connect(path, write=True, raw=True)) as file, in_words(path):
        file.execute("PRAGMA secure_delete = ON")
        file.execute("BEGIN IMMEDIATE")
        try:
            there = {int(row): (str(way), str(name)) for row, way, name in file.execute(_NAMED)}
            gone = _going(there, lock, without)
            file.executemany("DELETE FROM sealed_key WHERE id = ?", [(row,) for row in gone])
            put(file, added)
            mark.count(file.cursor())
            file.execute("COMMIT")
        except BaseException:
            file.rollback()
            raise
        busy, *_ = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


_NAMED = "SELECT id, way, name FROM sealed_key ORDER BY id"


def _going(there: dict[int, tuple[str, str]], lock: Lock, without: Sequence[str]) -> list[int]:
    """Return which rows are taken away.

    Raises:
        NotFound: what is to be taken away is not there.
        InputError: nothing would be left.
    """
    called = {_called(of) for of in there.values()}
    for name in without:
        if name not in called:
            raise NotFound("way to open the log", name, hint="talks passphrase --list shows what opens it")
    gone = [row for row, of in there.items() if _goes(of, lock, without)]
    if len(gone) == len(there) and lock == Lock():
        raise InputError("nothing would open the log any more", "give a new passphrase or a recipient first")
    return gone


def _goes(of: tuple[str, str], lock: Lock, without: Sequence[str]) -> bool:
    replaced = of[0] == PASSPHRASE and lock.passphrase is not None
    return replaced or of[1] in lock.recipients or _called(of) in without


def _called(of: tuple[str, str]) -> str:
    return of[1] or of[0]


def _is_encrypted(file: sqlite3.Connection) -> bool:
    return bool(file.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sealed_key'").fetchone())


@contextmanager
def _file(path: str) -> Iterator[sqlite3.Connection]:
    with closing(connect(path, write=False, raw=True)) as file, in_words(path):
        yield file


def read_secret(path: str) -> str:
    """Return the passphrase that is the first line of a file.

    Raises:
        InputError: it cannot be read, or is empty.
    """
    try:
        found = Path(path).read_text("utf-8").split("\n", 1)[0].removesuffix("\r")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise InputError(f"the passphrase cannot be read from '{path}': {why}") from None
    if not found:
        raise InputError(f"the first line of '{path}' is empty", "it is to be the passphrase")
    return found
