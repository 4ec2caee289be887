"""The signed heads of records that are kept in a log, beside the record and outside of its hashes.

That they are of the record is seen here; who signed them is seen by `negotiation/trust`, which knows the keys.
"""

import sqlite3
from collections.abc import Sequence

from ...integrity.checkpoint import checkpoint, origin
from ...integrity.leaf import leaf
from ...integrity.note import NoNote, note
from ...integrity.tree import root_of
from ..port import Finding
from . import leaves
from .cursor import Cursor
from .schema import CHECKPOINTS

_MOST = 20
"""How many are named."""


def keep(c: Cursor, talks: str, size: int, written: str) -> None:
    """Keep a signed head, in the table that is made for the first one."""
    for statement in CHECKPOINTS:
        c.execute(statement)
    c.execute("INSERT OR IGNORE INTO checkpoint VALUES (?, ?, ?)", (talks, size, written))


def has(connection: sqlite3.Connection) -> bool:
    """Say whether any signed head was ever kept."""
    return bool(connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'checkpoint'").fetchone())


def kept(connection: sqlite3.Connection, talks: str) -> list[bytes]:
    """Return the signed heads as they are kept, the earliest first."""
    if not has(connection):
        return []
    rows = connection.execute("SELECT note FROM checkpoint WHERE talks = ? ORDER BY size, note", (talks,))
    return [str(row[0]).encode("utf-8", "surrogatepass") for row in rows]


def of_the_record(connection: sqlite3.Connection, talks: str) -> Finding | None:
    """Compare each signed head with the record that it is kept beside; None if there is none."""
    notes = kept(connection, talks)
    if not notes:
        return None
    hashes = leaves.kept_leaves(connection, talks)
    own = [hashes[number] for number in sorted(hashes)] or list(map(leaf, leaves.as_stored(connection, talks)))
    wrong = [words for content in notes if (words := _wrong(content, talks, own))]
    check = f"the checkpoints kept of {talks} are of its record"
    if not wrong:
        heads = len({content.rpartition(b"\n\n")[0] for content in notes})
        return Finding(check, fine=True, detail=f"{heads} kept")
    remedy = "the record was rewritten after it was sealed: compare it with a copy from before, talks verify --export"
    return Finding(check, fine=False, detail="; ".join(wrong[:_MOST]), remedy=remedy)


def strays(connection: sqlite3.Connection) -> Finding | None:
    """Name the talks of which signed heads are kept, and no record; None if there are none."""
    if not has(connection):
        return None
    query = "SELECT DISTINCT talks FROM checkpoint WHERE talks NOT IN (SELECT talks FROM register) ORDER BY talks"
    names = [str(name) for (name,) in connection.execute(query)]
    check = "the checkpoints kept are of records that are here"
    return Finding(check, fine=False, detail=f"there is none of {', '.join(names[:_MOST])}") if names else None


def _wrong(content: bytes, talks: str, own: Sequence[bytes]) -> str:
    """Say how a head is not one of the record; nothing if it is."""
    try:
        found = checkpoint(note(content).text)
    except NoNote as error:
        return f"one cannot be read: {error}"
    if not own or found.origin != origin(talks, own[0]):
        return f"that of {found.size} entries is of another record: {found.origin}"
    if found.size > len(own):
        return f"{found.size} entries were sealed, and {len(own)} are there"
    here = root_of(own[: found.size])
    if here != found.root:
        return f"{found.size} entries were sealed with the root {found.root.hex()[:16]}, and have {here.hex()[:16]} now"
    return ""
