"""The keys of the encrypted logs that this process has opened.

The key of a log stays in memory until the process ends, since one command opens its log several times.
"""

import os
import sqlite3
from collections.abc import Iterable, Sequence

from ...domain.errors import Damaged, NoPassphrase
from .. import asked
from ..secret import Lock, Secret
from .cipher import KEY_BYTES
from .wraps import Wrap, key_in, wraps

ID_BYTES = 16
_keys: dict[bytes, bytes] = {}
"""The key of each log that is open, by the id of the log."""


def new_key(lock: Lock) -> tuple[bytes, bytes, list[Wrap]]:
    """Make the key of a new log and return the id of the log, the key, and its wraps; this process knows it then."""
    log, key = os.urandom(ID_BYTES), os.urandom(KEY_BYTES)
    wrapped = wraps(key, log, lock)
    _keys[log] = key
    return log, key, wrapped


def id_of(file: sqlite3.Connection, path: str) -> bytes:
    """Return the id of an encrypted log.

    Raises:
        Damaged: it has none.
    """
    rows = file.execute("SELECT id FROM sealed_log").fetchall()
    if not rows or not isinstance(rows[0][0], bytes):
        raise Damaged(path, "the id of the log is gone")
    return rows[0][0]


def key_of(file: sqlite3.Connection, path: str, given: Sequence[Secret] = ()) -> bytes:
    """Return the key of an encrypted log; this process knows it from then on.

    Args:
        file: a connection to its file.
        path: its name.
        given: what is tried; what the one gives who is asked, if nothing is given and the key is not known.

    Raises:
        NoPassphrase, WrongPassphrase, Damaged, InputError, MissingExtra: it does not open, and why.
    """
    log = id_of(file, path)
    if log in _keys and not given:
        return _keys[log]
    there = there_in(file)
    ways = sorted({wrap.way for wrap in there})
    found = key_in(path, log, there, given or _from_outside(path, ways))
    if found is None:
        raise NoPassphrase(path, ways)
    _keys[log] = found
    return found


def _from_outside(path: str, ways: Sequence[str]) -> Iterable[Secret]:
    source = asked()
    return source(path, ways) if source else ()


def forget(log: bytes) -> None:
    """Let this process forget the key of a log, so that the next that opens it is asked again."""
    _keys.pop(log, None)


def put(file: sqlite3.Connection, added: Sequence[Wrap]) -> None:
    """Keep wraps of the key in the file of its log."""
    file.executemany("INSERT INTO sealed_key (way, name, wrapped, sum) VALUES (?, ?, ?, ?)", added)


def there_in(file: sqlite3.Connection) -> list[Wrap]:
    """Return the wraps that the file of a log holds."""
    rows = file.execute("SELECT way, name, wrapped, sum FROM sealed_key ORDER BY id")
    return [Wrap(str(way), str(name), _bytes(wrapped), _bytes(sum_)) for way, name, wrapped, sum_ in rows]


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
