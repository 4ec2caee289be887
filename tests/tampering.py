"""Changing a log behind the program's back, as somebody with another tool for SQLite would."""

import sqlite3
from contextlib import closing
from pathlib import Path

from negotiation.integrity.leaf import leaf
from negotiation.integrity.tree import Tree
from negotiation.store.sqlite.leaves import as_stored
from negotiation.store.sqlite.schema import GUARDED


def unguarded(path: Path | str) -> None:
    """Take away what tells other tools that nothing is changed: whoever wants to alter a log begins with that."""
    with closing(sqlite3.connect(path)) as connection, connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
        for name in names:
            if name.startswith("no_"):
                connection.execute(f"DROP TRIGGER {name}")


def as_format_3(path: Path) -> Path:
    """Make a log what the version before salts would have made of it: every entry is hashed in form 1."""
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        (names,) = zip(*connection.execute("SELECT talks FROM tree").fetchall(), strict=True)
        hashes = {name: [leaf(entry._replace(salt=None)) for entry in as_stored(connection, name)] for name in names}
        connection.execute("DROP TABLE leaf")
        connection.execute(
            "CREATE TABLE leaf (talks TEXT NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, "
            "PRIMARY KEY (talks, number)) WITHOUT ROWID"
        )
        for name, own in hashes.items():
            rows = [(name, number, hash_) for number, hash_ in enumerate(own, start=1)]
            connection.executemany("INSERT INTO leaf VALUES (?, ?, ?)", rows)
            parts = b"".join(Tree().with_(own).parts)
            connection.execute("UPDATE tree SET parts = ? WHERE talks = ?", (parts, name))
        for statement in GUARDED[2:]:
            connection.execute(statement)
        connection.execute("PRAGMA user_version = 3")
    return path


def tampered(path: Path, statement: str, *parameters: object) -> Path:
    """Change a log behind the program's back."""
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, parameters)
    return path
