"""Changing a log behind the program's back, as somebody with another tool for SQLite would."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

from negotiation.domain.errors import NegotiationError
from negotiation.integrity.leaf import leaf
from negotiation.integrity.tree import Tree
from negotiation.log import NegotiationLog
from negotiation.store.sqlite.leaves import as_stored
from negotiation.store.sqlite.schema import GUARDED, GUARDED_BEFORE


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
        for statement in GUARDED_BEFORE[2:]:
            connection.execute(statement)
        connection.execute("PRAGMA user_version = 3")
    return path


def tampered(path: Path, statement: str, *parameters: object) -> Path:
    """Change a log behind the program's back."""
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, parameters)
    return path


def rehashed(path: Path) -> None:
    """Make every hash of a log anew and put the guards back, as somebody would who covers up what was altered."""
    with NegotiationLog.open(str(path)) as log:
        talks = log.talks_ids()
        trees = {name: [(e.number, leaf(e), e.salt) for e in log.store.reader.stored(name)] for name in talks}
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM leaf")
        connection.execute("DELETE FROM tree")
        for name, leaves in trees.items():
            rows = [(name, *one) for one in leaves]
            connection.executemany("INSERT INTO leaf (talks, number, hash, salt) VALUES (?, ?, ?, ?)", rows)
            tree = Tree().with_(hash_ for _, hash_, _ in leaves)
            connection.execute("INSERT INTO tree VALUES (?, ?, ?)", (name, tree.size, b"".join(tree.parts)))
        for statement in GUARDED:
            connection.execute(statement)


def shown(path: Path) -> list[str]:
    """Return what is shown of a log: each entry as it was recorded, where everything stands, and what is found."""
    found = []
    with NegotiationLog.open(str(path)) as log:
        for name in log.talks_ids():
            seen = log.talks(name).as_of(at="any")
            found += [repr(seen.record()), repr(seen.status()), repr(seen.search("study")), repr(seen.positions())]
    return found


def flips(path: Path, count: int, chance: Random) -> dict[str, int]:
    """Flip one random bit of a log at a time, and count what became of it.

    Returns:
        How many were harmless (what is shown is the same), refused or found by the check of the log, not noticed
        though they change what is shown, and how many ended in an error that is none of the program's own.
    """
    whole, expected = path.read_bytes(), shown(path)
    target = path.with_name("flipped.db")
    counted = {"harmless": 0, "noticed": 0, "unnoticed": 0, "astray": 0}
    for _ in range(count):
        bit = chance.randrange(len(whole) * 8)
        spoiled = bytearray(whole)
        spoiled[bit // 8] ^= 1 << bit % 8
        target.write_bytes(spoiled)
        target.chmod(0o600)
        counted[_became(target, expected)] += 1
        for ending in ("-wal", "-shm"):
            Path(f"{target}{ending}").unlink(missing_ok=True)
    return counted


def _became(path: Path, expected: list[str]) -> str:
    try:
        found = shown(path)
    except NegotiationError:
        return "noticed"
    except Exception:  # noqa: BLE001  # what is none of the program's own is what is looked for
        return "astray"
    if found == expected:
        return "harmless"
    try:
        with NegotiationLog.open(str(path)) as log:
            return "unnoticed" if all(one.fine for one in log.check()) else "noticed"
    except NegotiationError:
        return "noticed"


MISSING = {
    "a stored event is gone": "DELETE FROM stored_events WHERE rowid = 30",
    "a stored event is no text": "UPDATE stored_events SET state = 7 WHERE rowid = 30",
    "a stored event is of another stream": "UPDATE stored_events SET originator_id = 'x/talks' WHERE rowid = 30",
    "a registered entry is gone": "DELETE FROM register WHERE number = 31",
    "a number jumps": "UPDATE register SET number = -5 WHERE number = 30",
}
"""Statements after which a log of some 60 entries lacks what the rest of it tells of, and still tells of it."""


def lacking(path: Path, damage: str) -> Path:
    """Let a log lack something, by one of the names of MISSING, and keep what follows from it."""
    tampered(path, "DROP TRIGGER nothing_kept_delete_stored_events")
    for what in ("update_stored_events", "delete_register", "update_register"):
        tampered(path, f"DROP TRIGGER nothing_kept_{what}")
    return tampered(path, MISSING[damage])
