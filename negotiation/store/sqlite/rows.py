"""Entries as rows of the tables of a log."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from ...domain.errors import Unreadable
from ...domain.record.entry import Entry
from ...domain.record.envelope import Envelope
from ...domain.record.unread import WITHHELD, Unread, Withheld
from ..codec import decode

ENTRIES = (
    "SELECT r.number, r.entry_id, r.stream, r.version, r.recorded, e.topic, e.state "
    "FROM register r LEFT JOIN stored_events e ON e.originator_id = r.stream AND e.originator_version = r.version "
    "WHERE r.talks = ?"
)
"""What is read of every entry, of the talks of that id."""


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
