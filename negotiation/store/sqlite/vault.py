"""An encrypted log while it is open: its tables are in memory, and its file has only what was encrypted.

What other logs have in their file stands in memory here, so that everything that reads and writes a log finds the same
tables: the record, what is kept beside it, the index of words. The file of the log is attached to that connection, and
a transaction is one of both. What others wrote is taken in from it before anything is read, and what was written is
encrypted into it before it is committed.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from ...domain.errors import Damaged, LogReplaced
from ..secret import Lock
from . import index, keeping, keys, links, mark, opening, piece, sealing
from .cipher import Cipher, Undecipherable
from .opening import Connection, belongs
from .schema import APPLICATION_ID, ENCRYPTED, FORMAT, GUARDED, INDEX, KEPT, SEALED, TABLES

_MOST_NAMED = 20


def create_tables(draft: Path, lock: Lock) -> None:
    """Make the tables of a new encrypted log in an empty file.

    Raises:
        InputError: the passphrase is too short, or a recipient is none.
        MissingExtra: a library is not installed.
    """
    log, key, wrapped = keys.new_key(lock)
    nothing = Cipher(key, log).closed_rest(0, sealing.NOTHING)
    with closing(sqlite3.connect(draft, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = FULL")
        file.execute("BEGIN IMMEDIATE")
        for statement in SEALED:
            file.execute(statement)
        file.execute("INSERT INTO sealed_log VALUES (1, ?)", (log,))
        file.execute("INSERT INTO sealed_rest VALUES (1, ?)", (nothing,))
        keys.put(file, wrapped)
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute(f"PRAGMA user_version = {ENCRYPTED}")
        file.execute("COMMIT")


def unsealed(file: Connection, path: str, *, write: bool, whole: bool) -> "Unsealed":
    """Return a connection to an encrypted log, in the place of one to its file, which is closed.

    Args:
        file: the connection to the file.
        path: the log.
        write: whether it is for writing; one that is not can be lent to whoever writes.
        whole: every row of the file is decrypted, and what does not decrypt is noted; for a check.

    Raises:
        NoPassphrase, WrongPassphrase, MissingExtra: it does not open, and why.
        Damaged: what is in the file is not what was encrypted there.
    """
    with closing(file):
        cipher = Cipher(keys.key_of(file, path), keys.id_of(file, path))
        found: Unsealed = sqlite3.connect(
            ":memory:",
            timeout=opening.BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=Unsealed,
            uri=True,
        )
        belongs(found, path)
        found.notice = file.notice
        try:
            found.begin(file.place, path, cipher, write=write, whole=whole)
        except BaseException:
            found.close()
            raise
    return found


class Unsealed(Connection):
    """A connection to an encrypted log: the tables of a log in memory, with its file attached."""

    shares = True
    _path: str
    _cipher: Cipher
    _write: bool
    _whole: bool
    _lost: list[str]
    """What does not decrypt."""
    _seen: int | None = None
    """By which the file is known to be as it was looked at last."""
    _told = b""
    """What it told then beside the entries."""
    _dirty = False
    """Whether either hangs on a transaction that may be taken back."""
    _in_piece = 0
    """How many entries were there when all was encrypted as one piece."""
    _derives = True
    """Whether what follows from the record is kept up to date in memory."""
    _stale = False
    """Whether it was made anew, and is not in that piece."""

    def begin(self, place: str, path: str, cipher: Cipher, *, write: bool, whole: bool) -> None:
        """Lay the tables in memory, and take in what the file holds."""
        self._path, self._cipher, self._write, self._whole, self._lost = path, cipher, write, whole, []
        c = self.cursor()
        c.execute("PRAGMA temp_store = MEMORY")
        c.execute("ATTACH ? AS sealed", (place,))
        c.execute("PRAGMA sealed.synchronous = FULL")
        if whole or not self._developed(c):
            for statement in (*TABLES, *GUARDED, *KEPT, *INDEX):
                if statement != mark.TABLE:  # that one is in the file
                    c.execute(statement)
            c.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            c.execute(f"PRAGMA user_version = {FORMAT}")
            much = 2 * piece.pace(sealing.in_file(c))
            self._derives = not whole and sealing.in_file(c) <= much
        self._only_reads()
        self.catch_up()

    def execute(self, statement: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement; outside of a transaction it sees all that the file holds by now."""
        if not self.in_transaction:
            self.catch_up()
        return super().execute(statement, parameters)

    def to_write(self, wanted: bool) -> None:
        """Let what comes next write, or only read; it begins with what the file holds by now."""
        self.catch_up()
        if wanted:
            self._writes()

    def catch_up(self) -> None:
        """Take in what was written to the file since it was looked at last."""
        c = self.cursor()
        seen = int(c.execute("PRAGMA sealed.data_version").fetchall()[0][0])
        if seen == self._seen:
            return
        if self.in_transaction:
            self._dirty = True
            self._take_in(c)
        else:
            self._writes()
            try:
                c.execute("BEGIN")
                self._take_in(c)
                super().commit()
            finally:
                super().rollback()
                self._only_reads()
        self._seen = seen

    def commit(self) -> None:
        """Encrypt what is new into the file, and commit it together with what is in memory."""
        c = self.cursor()
        if not self.in_transaction or c.execute("PRAGMA query_only").fetchall()[0][0]:
            return
        self._dirty = True
        before, have = sealing.in_file(c), sealing.in_memory(c)
        self._told = sealing.seal(c, self._cipher, self._path, self._told)
        super().commit()
        self._dirty, self._derives = False, self._derives or have > before  # whoever writes has made it anew
        if have > self._in_piece + piece.pace(have):
            self._keep_piece()
        self._only_reads()

    def rollback(self) -> None:
        """Take back what was not committed."""
        super().rollback()
        if self._dirty:
            self._dirty, self._seen, self._told = False, None, b""
        self._only_reads()

    def close(self) -> None:
        """Let go of the file; what was made anew in memory is kept in it first."""
        if self._stale:
            with suppress(sqlite3.Error):
                self._keep_piece()
        super().close()

    def made_anew(self) -> None:
        """Note that what follows from the record was made anew, and is to be kept at the end."""
        self._derives = self._stale = True

    def beside(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what is checked of the file, and what is wrong with it."""
        yield "what is encrypted is what was encrypted there", self._lost[:_MOST_NAMED]
        there = self.execute("SELECT type, name, sql FROM sealed.sqlite_schema WHERE sql IS NOT NULL").fetchall()
        found = [f"{kind} {name} was made by something else" for kind, name, sql in there if sql not in SEALED]
        gone = [statement.split()[2] for statement in SEALED if statement not in {sql for _, _, sql in there}]
        found += [f"gone, or not as they were made: {', '.join(gone)}"] if gone else []
        yield "nothing else has put a hand to the encrypted file", found[:_MOST_NAMED]

    def _writes(self) -> None:
        self.cursor().execute("PRAGMA query_only = OFF")

    def _only_reads(self) -> None:
        if not self._write:
            self.cursor().execute("PRAGMA query_only = ON")

    def _developed(self, c: sqlite3.Cursor) -> bool:
        """Take over all that was encrypted as one piece, before there is anything in memory that it takes away."""
        found = piece.shown(c, self._cipher)
        if found is not None:
            self._in_piece, memory = found
            self.deserialize(memory)
            c.execute("PRAGMA main.journal_mode = MEMORY").fetchall()
        return found is not None

    def _keep_piece(self) -> None:
        """Encrypt all that is in memory as one piece; where others write just then, whoever writes next does it."""
        c = self.cursor()
        self._writes()
        memory = self.serialize()
        try:
            c.execute("BEGIN IMMEDIATE")
            self._in_piece, self._stale = piece.keep(c, self._cipher, memory), False
            super().commit()
        except sqlite3.OperationalError:
            super().rollback()
        finally:
            self._only_reads()

    def _take_in(self, c: sqlite3.Cursor) -> None:
        """Take in the entries that are in the file and not in memory, and what it tells beside them."""
        have, top = sealing.in_memory(c), sealing.in_file(c)
        if top < have:
            raise LogReplaced(self._path, gone=False)
        entries = list(sealing.opened(c, self._cipher, have, self._miss, self._lost.append)) if top > have else []
        sealing.fill(c, entries)
        if entries and not self._whole:
            self._derive(c, entries)
        try:
            self._told = sealing.take_in_rest(c, self._cipher, self._told)
        except Undecipherable:
            self._miss(f"the heads of a log of {top} entries are not what was encrypted there")

    def _derive(self, c: sqlite3.Cursor, opened: Sequence[sealing.Opened]) -> None:
        """Keep up to date what follows from the record; where it never was, only what decisions rest on."""
        entries = sealing.read(opened)
        links.take_in(c, entries)
        if self._derives:
            index.take_in(c, entries)
            keeping.take_in(c, entries)

    def _miss(self, what: str) -> None:
        """Note that a part of the record cannot be read; who does not check the log is not to read the rest alone."""
        if not self._whole:
            raise Damaged(self._path, f"{what}: it was altered, or is of another log or another place")
        self._lost.append(what)
