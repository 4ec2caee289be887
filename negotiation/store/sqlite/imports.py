"""What the log took over from files, and when, in a table beside the record."""

import sqlite3
from collections.abc import Iterable

from ...domain.record.imported import Imported
from ..codec import stamp
from .cursor import Cursor
from .rows import moment_of
from .schema import IMPORTS

_THERE = "SELECT 1 FROM sqlite_schema WHERE name = 'imported'"
_TAKE = "INSERT INTO imported (talks, first, last, moment, recorder, file, as_exported) VALUES (?, ?, ?, ?, ?, ?, ?)"
_HELD = "SELECT talks, first, last, moment, recorder, file, as_exported FROM imported ORDER BY talks, first"


def take_in(c: Cursor, imported: Iterable[Imported]) -> None:
    """Note what is taken over, in the transaction that records it; the table is made with the first."""
    rows = [(i.talks, i.first, i.last, stamp(i.moment), i.by, i.file, int(i.as_exported)) for i in imported]
    if not rows:
        return
    for statement in IMPORTS:
        c.execute(statement)
    c.executemany(_TAKE, rows)


def held(connection: sqlite3.Connection) -> list[Imported]:
    """Return what was taken over, in the order of the talks and of their entries."""
    if not connection.execute(_THERE).fetchone():
        return []
    return [
        Imported(str(talks), int(first), int(last), moment_of(moment, int(first)), str(by), str(file), bool(whole))
        for talks, first, last, moment, by, file, whole in connection.execute(_HELD)
    ]
