"""Whether the tables of a record hold values of the sorts that their columns are for.

SQLite takes any value in any column, so that another tool can put words where a number is, and whoever reads it breaks.
"""

import sqlite3
from collections.abc import Iterator

from ..port import MISTAKEN, Finding
from .schema import EVENTS_TABLE

_MOST = 20
"""How many values are named."""
_OF_THE_RECORD = (EVENTS_TABLE, "register", "leaf", "tree", "withheld", "imported", "checkpoint")
_TAKEN = {"TEXT": "'text', 'null'", "INTEGER": "'integer', 'null'", "BLOB": "'blob', 'text', 'null'"}
"""What may stand in a column, by the sort that it is for; a text is read as bytes, and SQLite knows what may lack."""
_RECORDED = (
    "SELECT recorded FROM register WHERE julianday(recorded) IS NULL OR recorded NOT GLOB '????-??-??T??:??:??*Z'"
)


def mistaken(connection: sqlite3.Connection) -> Finding:
    """Look for values that are of no use where they stand; what reads a record relies on there being none."""
    there = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    wrong = [found for table in _OF_THE_RECORD if table in there for found in _in(connection, table)]
    rows = connection.execute(f"{_RECORDED} LIMIT {_MOST}")
    wrong += [f"recorded of register holds {recorded!r}, which is no moment" for (recorded,) in rows]
    return Finding(MISTAKEN, not wrong, "; ".join(wrong[:_MOST]))


def _in(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    for _, column, sort, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
        rows = connection.execute(
            f"SELECT quote({column}) FROM {table} WHERE typeof({column}) NOT IN ({_TAKEN[sort]}) LIMIT {_MOST}"  # noqa: S608  # of ours
        )
        yield from (f"{column} of {table} holds {str(value)[:80]}, which is no {sort}" for (value,) in rows)
