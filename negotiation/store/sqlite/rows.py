"""Entries as rows of the tables of a log."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from ...domain.errors import Damaged, Unreadable
from ...domain.record.entry import Entry
from ...domain.record.envelope import Envelope
from ...domain.record.unread import WITHHELD, Unread, Withheld
from ..codec import decode

if TYPE_CHECKING:
    from .cursor import Cursor

ENTRIES = (
    "SELECT r.number, r.entry_id, r.stream, r.version, r.recorded, e.topic, e.state "
    "FROM register r LEFT JOIN stored_events e ON e.originator_id = r.stream AND e.originator_version = r.version "
    "WHERE r.talks = ?"
)
"""What is read of every entry, of the talks of that id."""

EATEN = "something in it takes away what is written, so nothing was recorded"
_ARRIVED = (
    "SELECT count(*) FROM register r JOIN stored_events e ON e.originator_id = r.stream "
    "AND e.originator_version = r.version JOIN leaf l ON l.talks = r.talks AND l.number = r.number "
    "WHERE r.talks = ? AND r.number BETWEEN ? AND ?"
)


def listed(values: Collection[object]) -> str:
    """Return values as SQLite reads them from one parameter."""
    return msgspec.json.encode(list(values)).decode()


def entry_of(talks: str, row: tuple[int, str, str, int, str, str | None, bytes]) -> Entry:
    """Return the entry of a row; one whose content cannot be read stands in its place as unreadable."""
    number, entry_id, stream, version, recorded, kind, state = row
    if kind == WITHHELD:
        envelope = Envelope(recorder=WITHHELD, batch=entry_id)
        return Entry(talks, number, entry_id, stream, version, moment_of(recorded, number), envelope, Withheld())
    try:
        record = decode(kind, state, number)
    except Unreadable as error:
        event = Unread(stored_kind=kind or "unknown", why=error.why, newer=error.newer)
        envelope = Envelope(recorder="unknown", batch=entry_id)
        return Entry(talks, number, entry_id, stream, version, moment_of(recorded, number), envelope, event)
    moment = moment_of(recorded, number)
    return Entry(talks, number, entry_id, stream, version, moment, record.envelope, record.event, record.format)


def moment_of(recorded: str, number: int) -> datetime:
    """Return the moment of recording of an entry.

    Raises:
        Unreadable: it is none.
    """
    try:
        return datetime.fromisoformat(recorded)
    except (TypeError, ValueError):
        raise Unreadable(number, f"'{recorded}' is no moment of recording") from None


def all_arrived(c: "Cursor", entries: Sequence[Entry], path: str) -> None:
    """See that entries are in the tables into which they were written: a trigger of somebody else's can take them away.

    Raises:
        Damaged: one is not.
    """
    numbers: dict[str, list[int]] = {}
    for entry in entries:
        numbers.setdefault(entry.talks, []).append(entry.number)
    for talks, own in numbers.items():
        c.execute(_ARRIVED, (talks, own[0], own[-1]))
        if c.fetchone()[0] != len(own):
            raise Damaged(path, EATEN)
