"""Changing a log behind the program's back, as somebody with another tool for SQLite would."""

import sqlite3
from contextlib import closing
from pathlib import Path


def unguarded(path: Path | str) -> None:
    """Take away what tells other tools that nothing is changed: whoever wants to alter a log begins with that."""
    with closing(sqlite3.connect(path)) as connection, connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
        for name in names:
            if name.startswith("no_"):
                connection.execute(f"DROP TRIGGER {name}")


def tampered(path: Path, statement: str, *parameters: object) -> Path:
    """Change a log behind the program's back."""
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, parameters)
    return path
