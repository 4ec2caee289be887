"""The index of the words of entries, by which they are searched.

It holds no copy of the text, and what goes into it was taken apart into words before: `negotiation.domain.words` says
what a word is, here and where a text is looked at without it. Its rows are numbered by the talks and the entry. Like
what is kept beside the record it follows from that alone: it is made anew, talks by talks, by the first write to a log
that has none, or one that is behind. Until then a question has one made for itself, in memory.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from ...domain.errors import InputError
from ...domain.record.entry import Entry
from ...domain.record.texts import names_of, texts_of
from ...domain.record.unread import Unread
from ...domain.words import Sought, words_of
from .kept import Rows
from .rows import ENTRIES, entry_of
from .schema import HAS_INDEX, INDEX

if TYPE_CHECKING:
    from .cursor import Cursor

SHIFT = 32
"""How many bits of the number of a row are that of the entry; the others are that of its talks."""

UNINDEXED = (
    "SELECT r.talks, r.number FROM register r JOIN searched t ON t.talks = r.talks WHERE NOT EXISTS "
    f"(SELECT 1 FROM said_docsize d WHERE d.id = (t.id << {SHIFT}) + r.number)"
)
"""The entries that the index of their talks lacks."""
_INDEXED = f"SELECT 1 FROM searched t JOIN said_docsize d ON d.id = (t.id << {SHIFT}) + ?2 WHERE t.talks = ?1"
_MATCHING = (
    f"SELECT s.rowid & {(1 << SHIFT) - 1} FROM said s, searched t WHERE t.talks = ?2 AND said MATCH ?1 "
    f"AND s.rowid BETWEEN t.id << {SHIFT} AND (t.id << {SHIFT}) + {(1 << SHIFT) - 1}"
)
_LIKE = "SELECT term FROM said_word WHERE {0} LIMIT ?2"
_ENDING, _HOLDING = "substr(term, -length(?1)) = ?1", "instr(term, ?1)"
_AS_NEW = (
    "DELETE FROM said_config",
    "INSERT INTO said_config (k, v) VALUES ('version', 4)",
    "DELETE FROM said_data",
    "INSERT INTO said_data (id, block) VALUES (1, x''), (10, x'00000000000000')",
)
"""What an index holds in which there is nothing: FTS5 opens none that lacks it, not even to drop it."""
_ALL_BITS = (1 << 64) - 1
MANY = 500
"""How many words that hold a part are looked for at once."""


def take_in(c: "Cursor", entries: Sequence[Entry]) -> None:
    """Add the words of entries to the index, in the transaction that writes them; make it anew where it is behind."""
    first: dict[str, int] = {}
    for entry in entries:
        first[entry.talks] = min(entry.number, first.get(entry.talks, entry.number))
    behind = {talks for talks, number in first.items() if number > 1 and not _reaches(c, talks, number - 1)}
    for talks in first:
        if talks in behind:
            renew(c, talks)
        else:
            _add(c, talks, _said(entry for entry in entries if entry.talks == talks))


def renew(c: "Cursor", talks: str) -> None:
    """Make the index of the words of talks anew, beside what was there of it: only `empty` makes room."""
    c.execute("DELETE FROM searched WHERE talks = ?", (talks,))
    c.execute(
        "INSERT INTO searched (id, talks) SELECT ifnull(max(id >> ?1), 0) + 1, ?2 FROM said_docsize", (SHIFT, talks)
    )
    c.execute(f"{ENTRIES} ORDER BY r.number", (talks,))
    _add(c, talks, _said([entry_of(talks, tuple(row)) for row in c.fetchall()]))


def empty(c: "Cursor") -> None:
    """Take everything from the index, so that it can be filled anew."""
    c.execute("DROP TABLE IF EXISTS said_word")
    try:
        c.execute("DROP TABLE IF EXISTS said")  # and not its rows: they may be damaged
    except sqlite3.DatabaseError:
        for statement in _AS_NEW:
            c.execute(statement)
        c.execute("DROP TABLE said")
    c.execute("DROP TABLE IF EXISTS searched")
    for statement in INDEX:
        c.execute(statement)


def spoken(connection: sqlite3.Connection) -> dict[int, int] | None:
    """Return what stands for the words of each row, and their places in it; None if the index is damaged."""
    found: dict[int, int] = {}
    query_only = connection.execute("PRAGMA query_only").fetchone()[0]
    try:
        connection.execute("PRAGMA query_only = OFF")  # a table of this connection's own, and nothing in the file
        connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.spoken USING fts5vocab (main, said, instance)")
        connection.execute(f"PRAGMA query_only = {query_only}")
        for row, *word in connection.execute("SELECT doc, term, col, offset FROM temp.spoken"):
            found[row] = (found.get(row, 0) + hash(tuple(word))) & _ALL_BITS
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.execute(f"PRAGMA query_only = {query_only}")
    return found


def unfound(connection: sqlite3.Connection) -> Iterator[str]:
    """Say which words a search finds elsewhere than in the rows that :func:`spoken` has read them in.

    Besides the words themselves an index has what leads to them, by which a search goes.
    """
    every = "SELECT term, count(DISTINCT doc), sum(DISTINCT doc) FROM temp.spoken GROUP BY term"
    try:
        for term, *there in connection.execute(every).fetchall():
            found = "SELECT count(*), sum(rowid) FROM said WHERE said MATCH ?"
            if connection.execute(found, (_quoted([term]),)).fetchall() != [tuple(there)]:
                yield f"'{term}' is not found where it stands"
    except sqlite3.DatabaseError:
        yield "the index of words is damaged"


def differing(
    connection: sqlite3.Connection, talks: str, entries: Sequence[Entry], there: dict[int, int]
) -> Iterator[str]:
    """Say of which entries of some talks the index has other words than they have.

    Args:
        connection: the log.
        talks: their id.
        entries: all their entries; what one that cannot be read says is not known.
        there: what stands for the words of each row of the index.
    """
    first = int(connection.execute("SELECT id FROM searched WHERE talks = ?", (talks,)).fetchone()[0]) << SHIFT
    unread = {entry.number for entry in entries if isinstance(entry.event, Unread)}
    needed = {number - (1 << SHIFT): words for number, words in (_spoken_by(talks, entries) or {}).items()}
    own = {row - first: words for row, words in there.items() if 0 <= row - first < 1 << SHIFT}
    for number in sorted({*needed, *own} - unread):
        if needed.get(number, 0) != own.get(number, 0):
            yield f"{talks} #{number} has other words"


def _spoken_by(talks: str, entries: Iterable[Entry]) -> dict[int, int] | None:
    with closing(_made(talks, _said(entries))) as connection:
        return spoken(connection)


def strays(connection: sqlite3.Connection) -> Iterator[str]:
    """Say which talks are indexed that are not in the log."""
    statement = "SELECT talks FROM searched WHERE talks NOT IN (SELECT talks FROM register) ORDER BY talks"
    yield from (f"{row[0]} is not there" for row in connection.execute(statement))


def _reaches(c: "Cursor", talks: str, number: int) -> bool:
    c.execute(_INDEXED, (talks, number))
    return bool(c.fetchall())


def _add(c: "Cursor", talks: str, rows: Iterable[tuple[int, str, str]]) -> None:
    """Add rows to the index, each with the number of an entry, its words, and those of the ids that it names."""
    c.execute("INSERT OR IGNORE INTO searched (talks) VALUES (?)", (talks,))
    c.execute("SELECT id FROM searched WHERE talks = ?", (talks,))
    first = int(c.fetchall()[0][0]) << SHIFT
    numbered = ((first + number, words, names) for number, words, names in rows)
    c.executemany("INSERT INTO said (rowid, text, names) VALUES (?, ?, ?)", numbered)


def _said(entries: Iterable[Entry]) -> Iterator[tuple[int, str, str]]:
    for entry in entries:
        claim = entry.envelope.claim()
        yield entry.number, _joined(texts_of(entry.event, claim)), _joined(names_of(entry.event, claim))


def _joined(texts: Iterable[str]) -> str:
    return " ".join(" ".join(words_of(text)) for text in texts)


def up_to_date(rows: Rows, talks: str, number: int) -> bool:
    """Say whether there is an index of the words of talks, up to an entry."""
    return bool(rows(HAS_INDEX)) and bool(number == 0 or rows(_INDEXED, talks, number))


def matching(rows: Rows, talks: str, sought: Sequence[Sought], *, in_names: bool = False) -> set[int]:
    """Return the numbers of the entries in which all that is sought stands.

    Args:
        rows: what answers statements.
        talks: whose entries.
        sought: what is looked for; nothing is found by nothing.
        in_names: in the ids of entries that an entry names, too.

    Raises:
        InputError: too many words have a part that is sought.
    """
    asked = [_query(rows, one) for one in sought if one.words]
    if not asked or not all(asked):
        return set()
    query = " AND ".join(f"({one})" for one in asked)
    return {int(row[0]) for row in rows(_MATCHING, query if in_names else f"{{text}} : ({query})", talks)}


def _query(rows: Rows, sought: Sought) -> str:
    """Return the query of FTS5 for words that are looked for, all of it quoted; empty if no word is like them."""
    first, *more = sought.words
    begins = [first]
    if sought.begins_within:
        test = _HOLDING if sought.ends_within and not more else _ENDING
        begins = [str(row[0]) for row in rows(_LIKE.format(test), first, MANY + 1)]
        if len(begins) > MANY:
            raise InputError(f"more than {MANY} words have '{first}' in them", "give more of the word")
    star = " *" if sought.ends_within and (more or not sought.begins_within) else ""
    return " OR ".join(f"{_quoted([word, *more])}{star}" for word in begins)


def _quoted(words: Sequence[str]) -> str:
    text = " ".join(words).replace('"', '""')
    return f'"{text}"'


def matching_without(entries: Iterable[Entry], talks: str, sought: Sequence[Sought], *, in_names: bool) -> set[int]:
    """Return the same as `matching`, by an index in memory that is made for the question."""
    return _in_memory(talks, _said(entries), sought, in_names=in_names)


def found_in(texts: Sequence[str], sought: Sequence[Sought]) -> set[int]:
    """Return the places of the texts in which all that is sought stands, by an index that is made for the question."""
    return _in_memory("", ((place, _joined([text]), "") for place, text in enumerate(texts)), sought)


def _in_memory(
    talks: str, rows: Iterable[tuple[int, str, str]], sought: Sequence[Sought], *, in_names: bool = False
) -> set[int]:
    with closing(_made(talks, rows)) as connection:
        return matching(lambda statement, *given: connection.execute(statement, given).fetchall(), talks, sought,
                        in_names=in_names)  # fmt: skip


def _made(talks: str, rows: Iterable[tuple[int, str, str]]) -> sqlite3.Connection:
    """Return an index in memory."""
    connection = sqlite3.connect(":memory:")
    for statement in INDEX:
        connection.execute(statement)
    _add(connection.cursor(), talks, rows)
    return connection
