"""Whether the entries of a log are those that were recorded: each is hashed again, and compared with its hash.

What somebody finds who has altered entries and all hashes with them is told here by nothing: that takes a root that was
kept elsewhere, which `negotiation/trust` compares.
"""

import sqlite3
from collections.abc import Iterator

from ...integrity import opening
from ...integrity.leaf import leaf
from ...integrity.tree import Tree
from ..port import Finding
from . import checkpoints, ids, leaves
from .connect import connect, in_words
from .opening import Connection
from .schema import CHECKPOINTS, COPY, GROWS, GUARDED, GUARDED_BEFORE, IMPORTS, KEPT, TABLES
from .values import mistaken

_MOST = 20
"""How many entries are named."""


def alterations(path: str, talks: str | None = None) -> Iterator[Finding]:
    """Yield what of the record is not as it was written, and what else was done to its tables.

    Args:
        path: the log.
        talks: whose record; all if None.
    """
    connection = connect(path, write=False, whole=True)
    try:
        with in_words(path):
            yield from of_the_record(connection, talks)
    finally:
        connection.close()


def of_the_record(connection: Connection, talks: str | None = None) -> Iterator[Finding]:
    """Yield what :func:`alterations` finds."""
    yield foreign(connection)
    yield from (Finding(check, not wrong, "; ".join(wrong)) for check, wrong in connection.beside())
    if not (values := mistaken(connection)).fine:
        yield values
        return
    names = (
        connection.execute("SELECT talks FROM register UNION SELECT talks FROM tree")
        if _hashed(connection)
        else connection.execute("SELECT DISTINCT talks FROM register")
    )
    wanted = sorted(str(name) for (name,) in names) if talks is None else [talks]
    yield from (altered(connection, name) for name in wanted)
    yield from (found for name in wanted if (found := ids.of_the_record(connection, name)))
    yield from (found for name in wanted if (found := checkpoints.of_the_record(connection, name)))
    if talks is None and (found := checkpoints.strays(connection)):
        yield found


def _hashed(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'tree'").fetchone())


def altered(connection: sqlite3.Connection, talks: str) -> Finding:
    """Compare every entry of some talks, and all of them together, with what was hashed as they were recorded."""
    check = f"the entries of {talks} are those that were recorded"
    kept = leaves.kept_tree(connection, talks)
    if kept is None:
        if left := leaves.kept_leaves(connection, talks):
            words = f"the head of what was recorded is gone, and the hashes of {len(left)} entries are there"
            return Finding(check, fine=False, detail=words)
        detail = "an earlier version recorded them, and none was hashed: the next write hashes them as they stand"
        return Finding(check, fine=True, detail=detail if not _hashed(connection) else f"none was hashed: {detail}")
    wrong = list(_differing(connection, talks, kept))
    words = f"{kept.size} entries, root {kept.root.hex()}"
    return Finding(check, not wrong, "; ".join(wrong[:_MOST]) or words)


def _differing(connection: sqlite3.Connection, talks: str, kept: Tree) -> Iterator[str]:
    """Yield what differs, each entry by its number, with what to do about it."""
    hashes = leaves.kept_leaves(connection, talks)
    whole = Tree().with_(hashes.values())
    for entry in leaves.as_stored(connection, talks):
        expected = hashes.pop(entry.number, None)
        if expected is None:
            yield f"#{entry.number} ({entry.kind}) was never recorded by this program: it has no hash"
        elif leaf(entry) != expected:
            yield f"#{entry.number} ({entry.kind or 'without content'}) is not what was recorded"
        elif entry.given is not None and (undeclared := opening.undeclared(entry)):
            yield f"#{entry.number} shows what was not recorded, and does not say so: {', '.join(undeclared)}"
    if hashes:  # those of which no entry came
        yield f"recorded, and gone: {', '.join(f'#{number}' for number in list(hashes)[:_MOST])}"
    if (whole.size, whole.parts) != (kept.size, kept.parts):
        recorded = f"{kept.size} entries were recorded with the root {kept.root.hex()[:16]}"
        yield f"{recorded}, and the hashes of {whole.size} are there"


def foreign(connection: sqlite3.Connection) -> Finding:
    """Look for tables, views and triggers that this program did not make, and for guards that are gone."""
    ours = {_plain(statement) for statement in (*TABLES, *GUARDED, *IMPORTS, *CHECKPOINTS, *KEPT, *COPY)}
    there = [
        (str(kind), str(name), _plain(str(sql)))
        for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    ]
    found = [f"{kind} {name}" for kind, name, sql in there if kind in ("trigger", "view") and sql not in ours]
    names = {name for _, name, _ in there}
    grows = connection.execute("PRAGMA user_version").fetchone()[0] >= GROWS
    guarded = GUARDED if grows else GUARDED_BEFORE
    guards = [statement.split()[5] for statement in guarded] if "tree" in names else []
    guards += [statement.split()[5] for statement in IMPORTS] if "imported" in names else []
    guards += [statement.split()[5] for statement in CHECKPOINTS] if "checkpoint" in names else []
    gone = [name for name in guards if name not in names]
    words = [f"{what} was made by something else" for what in found]
    words += [f"gone, which keep the record as it is: {', '.join(gone)}"] if gone else []
    return Finding("nothing else has put a hand to the tables", not words, "; ".join(words[:_MOST]))


def _plain(statement: str) -> str:
    return " ".join(statement.replace("IF NOT EXISTS ", "").split())
