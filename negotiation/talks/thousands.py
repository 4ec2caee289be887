"""Numbers in entries that some write so who mean thousands: ``40.000`` is forty here, and forty thousand elsewhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from ..domain.quantities import maybe_thousands
from ..domain.record.entry import Entry
from ..domain.record.event import Event


def maybe_meant(entries: Sequence[Entry], fields: Sequence[str]) -> list[str]:
    """Say of each number with a point before three figures how it is read, and what to write for the other reading.

    Args:
        entries: what was recorded.
        fields: which fields of events hold quantities and bounds.
    """
    texts = (text for entry in entries for text in _told(entry.event, fields))
    found = {number: None for text in texts for number in maybe_thousands(text)}
    return [
        f"{number} is read with a decimal point: if {number.replace('.', ',')} is meant, take it back with talks undo"
        for number in found
    ]


def _told(event: Event, fields: Sequence[str]) -> Iterator[str]:
    while (account := getattr(event, "event", None)) is not None:  # what a correction or a dispute says instead
        event = account
    return _texts([getattr(event, field, None) for field in fields])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        yield from _texts(asdict(value))
    elif isinstance(value, Iterable):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(item)
