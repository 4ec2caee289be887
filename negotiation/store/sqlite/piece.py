"""All that an encrypted log has in memory, encrypted as one piece: it spares whoever opens the log working it out.

It holds nothing that does not follow from the entries. One that is damaged, of another version of the program, or of
another state of the log is not read, and what is lost is only time.
"""

import sqlite3
import zlib
from contextlib import suppress

from ..kept.version import VERSION
from . import mark
from .cipher import Cipher, Undecipherable
from .sealing import in_memory

MANY = 50
"""How many entries are taken in one by one, at least, before all is encrypted as one piece again."""
_SHARE = 50
"""Of how many entries one more makes it worth that."""
_LARGEST = 900_000_000
"""How large such a piece may be: SQLite holds a gigabyte in one place."""


def pace(entries: int) -> int:
    """Return after how many entries more all is encrypted as one piece: the more there are, the more rarely."""
    return max(MANY, entries // _SHARE)


def shown(c: sqlite3.Cursor, cipher: Cipher) -> tuple[int, bytes] | None:
    """Return of how many entries the piece in the file is, and what it holds; None if there is none of use."""
    for places, piece in c.execute("SELECT places, image FROM sealed_image WHERE version = ?", (VERSION,)).fetchall():
        with suppress(Undecipherable, zlib.error, TypeError):
            return places, zlib.decompress(cipher.image(places, VERSION, _tags(c, places), piece))
    return None


def keep(c: sqlite3.Cursor, cipher: Cipher, memory: bytes) -> int:
    """Encrypt all that is in memory into the file, in the transaction, and return how many entries that is."""
    places = in_memory(c)
    piece = zlib.compress(memory, 1)
    if places and len(piece) < _LARGEST:
        mark.count(c)
        closed = cipher.closed_image(places, VERSION, _tags(c, places), piece)
        c.execute("INSERT OR REPLACE INTO sealed_image VALUES (1, ?, ?, ?)", (VERSION, places, closed))
    return places


def _tags(c: sqlite3.Cursor, place: int) -> bytes:
    """Return by what the row at a place is known: the ends of what was encrypted there."""
    c.execute("SELECT substr(head, -16), substr(content, -16) FROM sealed_entry WHERE place = ?", (place,))
    return b"".join(part for row in c.fetchall() for part in row if isinstance(part, bytes))
