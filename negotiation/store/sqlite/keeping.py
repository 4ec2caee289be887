"""Keeping beside the record what follows from it: how each entry reads, and how each thing stands.

How entries read is written in the transaction that writes the entries; where that was missing, of another version, or
behind, it is made anew by the next write.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from ...domain.dates.edtf import ALWAYS_BEFORE
from ...domain.record.annotations import Annotation
from ...domain.record.entry import Entry
from ...domain.record.event import SetsZone, value_of
from ...domain.record.history import zone_now
from ...domain.record.unread import Unread
from ..kept.reading import Reading
from ..kept.readings import about, all_readings, readings
from ..kept.states import EVERY
from ..kept.version import VERSION
from ..port import KeptState
from .cursor import Cursor
from .rows import ENTRIES, entry_of, listed

_NAMES = ("kept", "reading", "standing")
_LATEST = "UPDATE kept SET latest = max(latest, ?2) WHERE talks = ?1"
_INSERT = f"INSERT INTO reading VALUES ({', '.join('?' * (1 + len(Reading._fields)))})"


def take_in(c: Cursor, entries: Sequence[Entry]) -> None:
    """Keep how new entries read, in the transaction that writes them; make everything anew where it was behind."""
    for talks, group in groupby(sorted(entries, key=lambda entry: (entry.talks, entry.number)), lambda e: e.talks):
        new = list(group)
        if new[0].number == 1:
            rebuild(c, talks, new)
            continue
        before = (talks, VERSION, new[0].number - 1)
        c.execute("SELECT zone FROM kept WHERE talks = ? AND version = ? AND number = ?", before)
        zones = c.fetchall()
        if not zones or any(value_of(entry.event, SetsZone) for entry in new) or _reframes(c, talks, new):
            rebuild(c, talks)
            continue
        _add(c, talks, new, zones[0][0])
        c.execute("UPDATE kept SET number = ? WHERE talks = ?", (new[-1].number, talks))


def keep(c: Cursor, talks: str, states: Sequence[KeptState]) -> None:
    """Keep how things stand; of each, what was kept of it last gives way, but for what is kept for earlier moments."""
    things = {(state.sort, state.name) for state in states}
    last = "DELETE FROM standing WHERE talks = ? AND sort = ? AND name = ? AND done % ? <> 0"
    c.executemany(last, [(talks, *thing, EVERY) for thing in things])
    c.executemany(
        "INSERT OR IGNORE INTO standing (talks, sort, name, key, done, state) VALUES (?, ?, ?, ?, ?, ?)",
        [(talks, *state) for state in states],
    )


def _reframes(c: Cursor, talks: str, entries: Sequence[Entry]) -> bool:
    """Say whether any of some entries is about one that sets the time zone."""
    named = [entry.event.entry for entry in entries if isinstance(entry.event, Annotation)]
    roots = {root for name in named if (root := _root(c, talks, name))}
    if not roots:
        return False
    return any(value_of(entry.event, SetsZone) for entry in _entries(c, talks, roots))


def _add(c: Cursor, talks: str, entries: Sequence[Entry], zone: str) -> None:
    for entry in entries:
        if not isinstance(entry.event, Annotation):
            c.execute(_LATEST, (talks, _insert(c, talks, readings(entry, (), zone))))
            continue
        root = _root(c, talks, entry.event.entry)
        _insert(c, talks, [about(entry, root)])
        if root:
            c.execute("SELECT number FROM reading WHERE talks = ? AND of = ?", (talks, root))
            numbers = {row[0] for row in c.fetchall()}
            first, *said = _entries(c, talks, {root, *numbers})
            c.execute("DELETE FROM reading WHERE talks = ? AND number = ?", (talks, root))
            c.execute(_LATEST, (talks, _insert(c, talks, readings(first, said, zone))))


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
    zone = zone_now(entries)
    latest = _insert(c, talks, all_readings(entries, zone))
    setting = {entry.number for entry in entries if value_of(entry.event, SetsZone)}
    c.execute("SELECT number, of FROM reading WHERE talks = ? AND of IS NOT NULL", (talks,))
    zoned = max([0, *setting, *(number for number, of in c.fetchall() if of in setting)])
    last = entries[-1].number
    c.execute("INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?)", (talks, VERSION, last, zone, zoned, latest))


def _entries(c: Cursor, talks: str, among: Collection[int] | None = None) -> list[Entry]:
    some = "" if among is None else " AND r.number IN (SELECT value FROM json_each(?))"
    c.execute(f"{ENTRIES}{some} ORDER BY r.number", (talks,) if among is None else (talks, listed(among)))
    return [entry_of(talks, tuple(row)) for row in c.fetchall()]


def _insert(c: Cursor, talks: str, rows: Iterable[Reading]) -> int:
    """Keep how entries read, and return the latest beginning of a date among them."""
    found = list(rows)
    c.executemany(_INSERT, ((talks, *row) for row in found))
    return max((row.start for row in found), default=ALWAYS_BEFORE)
