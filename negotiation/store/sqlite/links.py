"""Which streams bear on which: the links between them, by which is found what a decision takes into account.

They follow from the entries alone. Of an entry that cannot be read nobody knows what it links, so that where there is
one in some talks, the links that are there stay.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from ...domain.record.entry import Entry
from ...domain.record.unread import Unread
from ...domain.references import bearing
from .cursor import Cursor

_OWN = "source >= ? || '/' AND source < ? || '0'"  # "0" follows "/"
_STRAYS = (
    "SELECT source, target FROM stream_link "
    "WHERE substr(source, 1, instr(source, '/') - 1) NOT IN (SELECT talks FROM register)"
)

Link = tuple[str, str]
"""A stream, and one that bears on it."""


def take_in(c: Cursor, entries: Sequence[Entry]) -> None:
    """Add the links that entries bring, in the transaction that writes them."""
    c.executemany("INSERT OR IGNORE INTO stream_link (source, target) VALUES (?, ?)", list(_links(entries)))


def renew(c: Cursor, entries: Sequence[Entry]) -> None:
    """Make the links of some talks anew.

    Args:
        c: the cursor.
        entries: all their entries.
    """
    if entries and not _unread(entries):
        c.execute(f"DELETE FROM stream_link WHERE {_OWN}", (entries[0].talks, entries[0].talks))  # noqa: S608  # of ours
    take_in(c, entries)


def drop_strays(c: Cursor) -> None:
    """Take away the links of talks that are not in the log."""
    c.execute(f"DELETE FROM stream_link WHERE (source, target) IN ({_STRAYS})")  # noqa: S608  # of ours


def differing(connection: sqlite3.Connection, talks: str, entries: Sequence[Entry]) -> Iterator[str]:
    """Say in a few words each which links of some talks do not follow from their entries.

    Args:
        connection: the log.
        talks: their id.
        entries: all their entries.
    """
    statement = f"SELECT source, target FROM stream_link WHERE {_OWN}"  # noqa: S608  # of ours
    there = {(str(source), str(target)) for source, target in connection.execute(statement, (talks, talks))}
    needed = set(_links(entries))
    yield from (f"{_said(link)} is missing" for link in sorted(needed - there))
    if not _unread(entries):
        yield from (f"{_said(link)} is in no entry" for link in sorted(there - needed))


def strays(connection: sqlite3.Connection) -> Iterator[str]:
    """Say which links are of talks that are not in the log."""
    for source, target in connection.execute(_STRAYS):
        yield f"{_said((str(source), str(target)))} is of talks that are not there"


def _said(link: Link) -> str:
    return f"that of {link[0]} to {link[1]}"


def _unread(entries: Iterable[Entry]) -> bool:
    return any(isinstance(entry.event, Unread) for entry in entries)


def _links(entries: Iterable[Entry]) -> Iterator[Link]:
    for entry in entries:
        event = entry.event
        if isinstance(event, Unread):
            continue
        while account := getattr(event, "event", None):  # a correction, of a correction
            event = account
        first, *others = [f"{entry.talks}/{sort}/{name}" for sort, name in bearing(event)] or [""]
        yield from ((first, other) for other in others)
