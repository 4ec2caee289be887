"""Opening the SQLite file of a log: checked, private, and with its errors in words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.errors import (
    BadPath,
    Damaged,
    DisclosedCopy,
    DiskFull,
    LogExists,
    NegotiationError,
    NewerLog,
    NoLog,
    NotALog,
    ReadOnlyLog,
    StoreBusy,
    StoreError,
)
from . import mark, owners
from .opening import COMPANIONS, LOOKING, NO_ROOM_BESIDE, Connection, is_open, opened, readable
from .schema import (
    ADD_SALTS,
    APPLICATION_ID,
    ENCRYPTED,
    FORMAT,
    GUARDED,
    HAS_INDEX,
    INDEX,
    IS_COPY,
    KEPT,
    SALTED,
    TABLES,
)

if TYPE_CHECKING:
    from ..secret import Lock


def check_path(path: str) -> str:
    """Return a path that names a file and nothing else.

    SQLite gives some names a meaning of their own (``:memory:``, ``file:...?mode=memory``) and would save elsewhere.

    Raises:
        BadPath: the path cannot hold a log.
    """
    if not path or "\0" in path:
        raise BadPath(path.replace("\0", "\\0"), "it is not the name of a file")
    if path == ":memory:" or path.startswith("file:"):
        raise BadPath(path, "SQLite would not keep it in a file of that name")
    if "://" in path:
        raise BadPath(path, "it is an address, and this version keeps logs in files")
    try:
        if Path(path).is_dir():
            raise BadPath(path, "it is a folder")
    except OSError as error:
        raise BadPath(path, f"{error.strerror}") from None
    return path


@contextmanager
def in_words(path: str) -> Iterator[None]:
    """Turn the database's errors into this package's own."""
    try:
        yield
    except NegotiationError:
        raise
    except UnicodeDecodeError as error:  # the database names what it finds in its tables, and that is no text
        raise Damaged(path, f"what stands in it is no text: {error.reason}") from error
    except Exception as error:
        cause = _sqlite_error(error)
        if cause is None:
            raise
        raise _explained(path, cause) from error


def _sqlite_error(error: BaseException | None) -> sqlite3.Error | None:
    while error is not None and not isinstance(error, sqlite3.Error):
        error = error.__cause__
    return error


def _explained(path: str, error: sqlite3.Error) -> NegotiationError:
    name = getattr(error, "sqlite_errorname", None) or ""
    for prefixes, explained in (
        (("SQLITE_BUSY", "SQLITE_LOCKED"), StoreBusy(path)),
        (("SQLITE_FULL", NO_ROOM_BESIDE), DiskFull(path)),
        (("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"), ReadOnlyLog(path)),
        (("SQLITE_NOTADB",), NotALog(path, "it is not an SQLite file")),
    ):
        if name.startswith(prefixes):
            return explained
    if name.startswith("SQLITE_CORRUPT") or "fts5" in str(error):  # the index of words has errors of its own
        return Damaged(path, str(error))
    if name.startswith("SQLITE_IOERR"):
        return StoreError(f"the disk failed under '{path}': {error}", "check the disk, its room and your quota")
    return StoreError(f"'{path}' cannot be used: {error}", "see talks doctor")


def create(path: str, lock: "Lock | None" = None) -> None:
    """Make a new, empty log, readable by its owner only.

    It is made beside its place and then moved there whole, so that a crash leaves no half-made log.

    Args:
        path: where.
        lock: what opens it; it is encrypted if there is one.

    Raises:
        LogExists: there is a file of that name already.
        BadPath: the folder does not exist, or the path names no file.
        ReadOnlyLog, DiskFull, StoreError: it cannot be made, and why.
    """
    with new_log(path) as draft, in_words(path):
        if lock is None:
            create_tables(draft)
        else:
            from . import vault  # noqa: PLC0415  # only an encrypted log needs it

            vault.create_tables(draft, lock)


@contextmanager
def new_log(path: str) -> Iterator[Path]:
    """Make an empty file, in which a log is made, and move it to its place at the end if nothing goes wrong.

    Raises:
        LogExists, BadPath, ReadOnlyLog, DiskFull, StoreError: it cannot be made, and why.
    """
    path = check_path(path)
    target = Path(path)
    if not target.parent.is_dir():
        raise BadPath(path, f"there is no folder '{target.parent}'")
    _refuse_what_is_there(path)
    try:
        with draft_beside(target) as draft:
            yield draft
            move_new(draft, target)
    except PermissionError:
        raise ReadOnlyLog(path) from None
    except OSError as error:
        raise StoreError(f"'{path}' cannot be made: {error.strerror}") from error


def _refuse_what_is_there(path: str) -> None:
    if os.path.lexists(path):
        raise LogExists(path)
    for left in (f"{path}-wal", f"{path}-journal"):
        if os.path.lexists(left):
            # SQLite would take it for a part of the new log.
            raise StoreError(f"'{left}' is left over from a log that was here", "move it away, or name another file")


@contextmanager
def draft_beside(target: Path) -> Iterator[Path]:
    """Make an empty file of its owner's alone, in the folder of the target, and see that nothing of it is left."""
    import tempfile  # noqa: PLC0415  # opening does not need it

    handle, name = tempfile.mkstemp(prefix=".new-log-", dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for ending in ("", *COMPANIONS):
            Path(f"{name}{ending}").unlink(missing_ok=True)


def create_tables(draft: Path) -> None:
    """Make the tables of a new log in an empty file."""
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        for statement in (*TABLES, *GUARDED, *KEPT, *INDEX):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def move_new(draft: Path, target: Path) -> None:
    """Move a file to a place where there is none; of two that race, one is told so."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise LogExists(str(target)) from None
    except OSError:  # a file system without hard links
        _take_place(target)
        draft.replace(target)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _take_place(target: Path) -> None:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise LogExists(str(target)) from None


def connect(path: str, *, write: bool, whole: bool = False, raw: bool = False) -> Connection:
    """Open a log and make sure that it is one.

    Args:
        path: the log.
        write: whether it is written to.
        whole: of an encrypted log, decrypt every row, and note what does not decrypt; for a check.
        raw: of an encrypted log, return what its file holds, as it is.

    Raises:
        NoLog, NotALog, NewerLog, DisclosedCopy, ForeignOwner, ReadOnlyLog, StoreBusy, StoreError: it cannot be used,
            and why.
        NoPassphrase, WrongPassphrase, Damaged, MissingExtra: it is encrypted, and does not open.
    """
    path = check_path(path)
    if not Path(path).is_file():
        raise NoLog(path)
    if not os.access(path, os.R_OK):
        raise StoreError(f"'{path}' may not be read", "check the permissions of the file and of its folder")
    owners.see_that_nobody_else_laid_them(path)
    with in_words(path):
        with LOOKING:
            if not is_open(path):  # what is open was looked at as it was opened
                mark.see_that_they_belong_together(path)
            connection = opened(path)
        try:
            if not write:
                connection = readable(connection, path)
                connection.execute("PRAGMA query_only = ON")
            encrypted = _check_format(connection, path)
            if encrypted and not raw:
                return _unsealed(connection, path, write=write, whole=whole)
            if write and not encrypted:
                _see_that_it_is_no_copy(connection, path)
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                mark.prepare(connection)
                _prepare_guards(connection)
                _prepare_kept(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _unsealed(connection: Connection, path: str, *, write: bool, whole: bool) -> Connection:
    from . import vault  # noqa: PLC0415  # only an encrypted log needs it

    return vault.unsealed(connection, path, write=write, whole=whole)


def _see_that_it_is_no_copy(connection: sqlite3.Connection, path: str) -> None:
    if connection.execute(IS_COPY).fetchall():
        raise DisclosedCopy(path)


def _prepare_guards(connection: sqlite3.Connection) -> None:
    """Make what shows that nothing is altered in a log of an earlier version, which is of this one from then on."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in GUARDED:
            connection.execute(statement)
        if not connection.execute(SALTED).fetchall():
            connection.execute(ADD_SALTS)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _prepare_kept(connection: sqlite3.Connection) -> None:
    """Make the tables of what is kept beside the record, anew where another version has made others."""
    if _kept_as_ours(connection) and connection.execute(HAS_INDEX).fetchall():
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _kept_as_ours(connection):  # another program may have made them meanwhile
            for statement in reversed(KEPT):
                _, what, _, _, _, name, *_ = statement.split()
                connection.execute(f"DROP {what} IF EXISTS {name}")
            for statement in KEPT:
                connection.execute(statement)
        for statement in INDEX:
            connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _kept_as_ours(connection: sqlite3.Connection) -> bool:
    there = {row[0] for row in connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    return all(statement.replace("IF NOT EXISTS ", "") in there for statement in KEPT)


def _check_format(connection: sqlite3.Connection, path: str) -> bool:
    """Say whether the log is encrypted, and see that this version can read it."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotALog(path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version < 1:
        raise NotALog(path)
    if version > FORMAT and version != ENCRYPTED:
        raise NewerLog(path, version, ENCRYPTED if version > ENCRYPTED else FORMAT)
    return bool(version == ENCRYPTED)
