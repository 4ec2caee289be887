"""The index of the words of entries, by which they are searched.

It holds no copy of the text: what an entry says is where it is stored. Its rows are numbered by the talks and the
entry. In logs of the first format it is another table, which has a copy, and stays.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from ...domain.record.entry import Entry
from ...domain.record.envelope import Envelope
from ...domain.record.event import Event
from ...domain.values import plain
from .cursor import Cursor

SHIFT = 32
"""How many bits of the number of a row are that of the entry; the others are that of its talks."""

UNINDEXED = (
    "SELECT r.talks, r.number FROM register r LEFT JOIN word_talks t ON t.talks = r.talks WHERE NOT EXISTS "
    f"(SELECT 1 FROM word_docsize d WHERE d.id = (t.id << {SHIFT}) + r.number)"
)
"""The entries that the index lacks."""
UNINDEXED_EARLIER = "SELECT talks, number FROM register EXCEPT SELECT talks, number FROM words"
"""The same of a log of an earlier version."""

MATCHING = (
    f"SELECT w.rowid & {(1 << SHIFT) - 1} FROM word w, word_talks t WHERE t.talks = ?2 AND word MATCH ?1 "
    f"AND w.rowid BETWEEN t.id << {SHIFT} AND (t.id << {SHIFT}) + {(1 << SHIFT) - 1}"
)
"""The numbers of the entries of some talks whose words match a query."""
MATCHING_EARLIER = "SELECT number FROM words WHERE words MATCH ?1 AND talks = ?2"

IS_EARLIER = "SELECT 1 FROM sqlite_schema WHERE name = 'words'"
"""Whether the log is of an earlier version, whose index has a copy of the text."""


def take_in(c: Cursor, entries: Sequence[Entry]) -> None:
    """Add the words of entries to the index, in the transaction that writes them."""
    c.execute(IS_EARLIER)
    if c.fetchall():
        rows = ((words(e.envelope, e.event), e.talks, e.number) for e in entries)
        c.executemany("INSERT INTO words (text, talks, number) VALUES (?, ?, ?)", rows)
        return
    names = sorted({entry.talks for entry in entries})
    c.executemany("INSERT OR IGNORE INTO word_talks (talks) VALUES (?)", [(name,) for name in names])
    c.execute("SELECT talks, id FROM word_talks")
    ids = {row[0]: row[1] for row in c.fetchall()}
    numbered = (((ids[e.talks] << SHIFT) + e.number, words(e.envelope, e.event)) for e in entries)
    c.executemany("INSERT INTO word (rowid, text) VALUES (?, ?)", numbered)


def empty(c: Cursor) -> None:
    """Take everything from the index, so that it can be filled anew."""
    c.execute(IS_EARLIER)
    c.execute("DELETE FROM words" if c.fetchall() else "INSERT INTO word (word) VALUES ('delete-all')")


def words(envelope: Envelope, event: Event) -> str:
    """Return everything that an entry says, as text to be searched."""
    claim = plain(envelope.claim())
    return "\n".join(_strings([plain(event), claim]))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)
