"""Keeping beside the record what follows from it: how each entry reads, and how each thing stands.

How entries read is written in the transaction that writes the entries; where that was missing, of another version, or
behind, it is made anew by the next write.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from ...domain.dates.edtf import ALWAYS_AFTER, ALWAYS_BEFORE, span
from ...domain.record.annotations import Annotation
from ...domain.record.entry import Entry
from ...domain.record.event import Published, SetsUnsourced, SetsZone, introduced_by, value_of
from ...domain.record.known import Telling
from ...domain.record.unread import Unread
from ..kept.asked import Asked
from ..kept.reading import Reading
from ..kept.readings import Frame, about, all_readings, frame_of, readings, told_anew
from ..kept.states import kept_after
from ..kept.version import VERSION
from ..port import KeptState
from .cursor import Cursor
from .kept import PUBLISHED
from .rows import ENTRIES, entry_of, listed

_NAMES = ("kept", "reading", "standing")
_LATEST = "UPDATE kept SET latest = max(latest, ?2) WHERE talks = ?1"
_CITES = "instr(char(10) || sources || char(10), char(10) || ?2 || char(10))"
_ROOTS = "SELECT DISTINCT iif(ifnull(of, 0) = 0, number, of) FROM reading"
_CITING = f"{_ROOTS} WHERE talks = ?1 AND number < ?3 AND (brings = 'source:' || ?2 OR {_CITES})"
"""Which entries cite a source or bring it in, by themselves or by what was said of them."""
_LOOSE = f"{_ROOTS} INDEXED BY reading_loose WHERE talks = ?1 AND number < ?3 AND loose AND {_CITES}"
"""Which of them cite a source that was not brought in before."""
_INSERT = f"INSERT INTO reading VALUES ({', '.join('?' * (1 + len(Reading._fields)))})"


def take_in(c: Cursor, entries: Sequence[Entry]) -> None:
    """Keep how new entries read, in the transaction that writes them; make everything anew where it was behind."""
    for talks, group in groupby(sorted(entries, key=lambda entry: (entry.talks, entry.number)), lambda e: e.talks):
        new = list(group)
        if new[0].number == 1:
            rebuild(c, talks, new)
            continue
        before = (talks, VERSION, new[0].number - 1)
        c.execute("SELECT zone, happened FROM kept WHERE talks = ? AND version = ? AND number = ?", before)
        found = c.fetchall()
        if not found or any(_frames(entry) for entry in new) or _reframes(c, talks, new):
            rebuild(c, talks)
            continue
        _Adding(c, talks, *found[0]).add(new)
        c.execute("UPDATE kept SET number = ? WHERE talks = ?", (new[-1].number, talks))


def keep(c: Cursor, talks: str, states: Sequence[KeptState]) -> None:
    """Keep how things stand; of each, what was kept of it last gives way, but for what is kept for earlier moments."""
    for sort, name in {(state.sort, state.name) for state in states}:
        c.execute("SELECT id, done FROM standing WHERE talks = ? AND sort = ? AND name = ?", (talks, sort, name))
        last = [(row[0],) for row in c.fetchall() if not kept_after(row[1])]
        c.executemany("DELETE FROM standing WHERE id = ?", last)
    c.executemany(
        "INSERT OR IGNORE INTO standing (talks, sort, name, key, done, state) VALUES (?, ?, ?, ?, ?, ?)",
        [(talks, *state) for state in states],
    )


def drop_strays(c: Cursor) -> None:
    """Take away what is kept of talks that are not in the log."""
    for name in _NAMES:
        c.execute(f"DELETE FROM {name} WHERE talks NOT IN (SELECT talks FROM register)")


def _frames(entry: Entry) -> bool:
    """Say whether an entry sets by what all are read."""
    return bool(value_of(entry.event, SetsZone) or value_of(entry.event, SetsUnsourced))


def _reframes(c: Cursor, talks: str, entries: Sequence[Entry]) -> bool:
    """Say whether any of some entries is about one that sets by what all are read."""
    named = [entry.event.entry for entry in entries if isinstance(entry.event, Annotation)]
    roots = {root for name in named if (root := _root(c, talks, name))}
    if not roots:
        return False
    return any(map(_frames, _entries(c, talks, roots)))


class _Adding:
    """Keeping how new entries read, and how those read otherwise that they are about or tell the date of.

    Args:
        c: the cursor.
        talks: the id of the talks.
        zone: their time zone.
        happened: whether what has no source counts as known when it happened.
    """

    def __init__(self, c: Cursor, talks: str, zone: str, happened: int) -> None:
        self._c, self._talks = c, talks
        self._published: dict[str, int | None] = {}
        self._frame = Frame(zone, Telling(Asked(self._find, self._published, dict), bool(happened)))

    def add(self, entries: Sequence[Entry]) -> None:
        """Keep how entries read that are in the log and have no rows yet."""
        for entry in entries:
            if isinstance(entry.event, Annotation):
                root = _root(self._c, self._talks, entry.event.entry)
                brought = self._brought(root)
                self._insert([about(entry, root, self._frame)])
                self._anew(root)
                for name in brought | self._brought(root):
                    self._published.pop(name, None)
                    self._tell_anew(entry, name, _CITING)
                continue
            source, start = _published(entry, self._frame.zone)
            known = source is not None and self._is_there(source)
            if source is not None:
                self._published[source] = start
            self._insert(readings(entry, (), self._frame))
            if source is not None:
                self._tell_anew(entry, source, _CITING if known else _LOOSE)

    def _is_there(self, source: str) -> bool:
        """Say whether a source was ever brought in."""
        self._c.execute(
            "SELECT 1 FROM reading INDEXED BY reading_brings WHERE talks = ? AND brings <> '' AND brings = ? LIMIT 1",
            (self._talks, f"source:{source}"),
        )
        return bool(self._c.fetchall())

    def _brought(self, number: int) -> set[str]:
        """Return the sources that an entry brings in, however it reads."""
        statement = "SELECT brings FROM reading WHERE talks = ? AND number = ? AND brings LIKE 'source:%'"
        self._c.execute(statement, (self._talks, number))
        return {row[0].partition(":")[2] for row in self._c.fetchall()}

    def _tell_anew(self, entry: Entry, source: str, citing: str) -> None:
        """Keep how all those read, now that an entry tells otherwise when a source was published, that hang on it."""
        self._c.execute(citing, (self._talks, source, entry.number))
        hanging = [row[0] for row in self._c.fetchall()]
        for number in hanging:
            self._anew(number)
        if hanging:
            self._c.execute("UPDATE kept SET told = ? WHERE talks = ?", (entry.number, self._talks))

    def _anew(self, number: int) -> None:
        """Keep anew how an entry reads, and those about it."""
        self._c.execute("SELECT number FROM reading WHERE talks = ? AND of = ?", (self._talks, number))
        numbers = {row[0] for row in self._c.fetchall()} if number else set()
        entries = _entries(self._c, self._talks, {number, *numbers})
        rows = list(self._rows(entries))  # as long as the old ones are there, which may tell the date of a source
        self._c.executemany(
            "DELETE FROM reading WHERE talks = ? AND number = ?", [(self._talks, entry.number) for entry in entries]
        )
        self._insert(rows)

    def _rows(self, entries: Sequence[Entry]) -> Iterator[Reading]:
        """Yield how the first of some entries reads, and the others, which are about it."""
        for place, entry in enumerate(entries):
            if isinstance(entry.event, Annotation):  # the first is about one that is not there
                yield about(entry, entries[0].number if place else 0, self._frame)
            else:
                yield from readings(entry, entries[1:], self._frame)

    def _find(self, names: Collection[str]) -> dict[str, int]:
        self._c.execute(PUBLISHED, (self._talks, ALWAYS_AFTER, listed(names)))
        return dict(tuple(row) for row in self._c.fetchall())

    def _insert(self, rows: Iterable[Reading]) -> None:
        made = list(rows)  # what makes them asks the same cursor
        self._c.execute(_LATEST, (self._talks, _insert(self._c, self._talks, made)))


def _published(entry: Entry, zone: str) -> tuple[str | None, int]:
    """Return the source of which an entry tells when it was published, and the beginning of that."""
    brings, published = introduced_by(entry.event), value_of(entry.event, Published)
    return (brings[1], span(published, zone).start) if brings and published else (None, 0)


def _root(c: Cursor, talks: str, entry_id: str) -> int:
    """Return the number of the entry that an entry is, or is about in the end; 0 if there is none."""
    c.execute(
        "SELECT ifnull(of, number) FROM reading WHERE talks = ?1 AND number = "
        "(SELECT number FROM register WHERE talks = ?1 AND entry_id = ?2)",
        (talks, entry_id),
    )
    found = c.fetchall()
    return int(found[0][0]) if found else 0


def rebuild(c: Cursor, talks: str, known: Sequence[Entry] | None = None) -> None:
    """Make everything that is kept of talks anew; nothing is kept of what cannot be read.

    Args:
        c: the cursor.
        talks: the id of the talks.
        known: all their entries, where they are at hand.
    """
    entries = _entries(c, talks) if known is None else known
    for name in _NAMES:
        c.execute(f"DELETE FROM {name} WHERE talks = ?", (talks,))
    if not entries or any(isinstance(entry.event, Unread) for entry in entries):
        return
    frame = frame_of(entries)
    latest = _insert(c, talks, all_readings(entries, frame))
    setting = {entry.number for entry in entries if value_of(entry.event, SetsZone)}
    c.execute("SELECT number, of FROM reading WHERE talks = ? AND of IS NOT NULL", (talks,))
    zoned = max([0, *setting, *(number for number, of in c.fetchall() if of in setting)])
    last = entries[-1].number
    happened, told = frame.telling.when_it_happened, told_anew(entries)
    columns = "talks, version, number, zone, zoned, happened, told, latest"
    row = (talks, VERSION, last, frame.zone, zoned, happened, told, latest)
    c.execute(f"INSERT INTO kept ({columns}) VALUES ({', '.join('?' * len(row))})", row)


def _entries(c: Cursor, talks: str, among: Collection[int] | None = None) -> list[Entry]:
    some = "" if among is None else " AND r.number IN (SELECT value FROM json_each(?))"
    c.execute(f"{ENTRIES}{some} ORDER BY r.number", (talks,) if among is None else (talks, listed(among)))
    return [entry_of(talks, tuple(row)) for row in c.fetchall()]


def _insert(c: Cursor, talks: str, rows: Iterable[Reading]) -> int:
    """Keep how entries read, and return the latest beginning of a date among them."""
    latest = ALWAYS_BEFORE

    def passed() -> Iterator[tuple[object, ...]]:  # one by one, since they may be many
        nonlocal latest
        for row in rows:
            latest = max(latest, row.start)
            yield talks, *row

    c.executemany(_INSERT, passed())
    return latest
