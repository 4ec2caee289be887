"""Disclosed copies: logs in which some of what was recorded stands as hashes; nothing is recorded in them."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from ...integrity.leaf import Stored, leaf
from ...integrity.opening import written
from ...integrity.tree import Tree
from .connect import create_tables, in_words, new_log
from .reader import Reader
from .schema import COPY
from .writer import Writer


def write_copy(path: str, entries: Sequence[Stored], then: Callable[[], None]) -> None:
    """Write a log of entries as they are, with the hashes that they had where they were recorded.

    Args:
        path: where: there must be nothing of that name.
        entries: all entries of one talks, in the order of record.
        then: what is done when it is written, right before it is put in its place.

    Raises:
        LogExists, BadPath, ReadOnlyLog, DiskFull, StoreError: it cannot be made, and why.
    """
    with new_log(path) as draft:
        with in_words(path):
            create_tables(draft)
            with _writing(draft) as connection:
                _fill(connection, entries)
            _derive(str(draft))
            with _writing(draft) as connection:
                for statement in COPY:
                    connection.execute(statement)
                given = [(e.talks, e.number, written(e.given)) for e in entries if e.given is not None]
                connection.executemany("INSERT INTO withheld VALUES (?, ?, ?)", given)
        then()


@contextmanager
def _writing(draft: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")


def _fill(connection: sqlite3.Connection, entries: Sequence[Stored]) -> None:
    events = [(e.stream, e.version, e.kind, e.content) for e in entries]
    connection.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?)", events)
    places = [(e.talks, e.number, e.id, e.stream, e.version, e.recorded) for e in entries]
    connection.executemany("INSERT INTO register VALUES (?, ?, ?, ?, ?, ?)", places)
    hashes = [leaf(e) for e in entries]
    rows = [(e.talks, e.number, hash_, e.salt) for e, hash_ in zip(entries, hashes, strict=True)]
    connection.executemany("INSERT INTO leaf VALUES (?, ?, ?, ?)", rows)
    tree = Tree().with_(hashes)
    connection.execute("INSERT INTO tree VALUES (?, ?, ?)", (entries[0].talks, tree.size, b"".join(tree.parts)))


def _derive(path: str) -> None:
    """Make what follows from the entries that can be read, so that they are found by their words."""
    with closing(Reader(path)) as reader, closing(Writer(path)) as writer:
        writer.derive(reader.entries(talks) for talks in reader.talks())
        for talks in reader.talks():
            writer.rebuild(talks)
