"""Entries of a file that the log holds already, compared with what it holds, as far as the file tells of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from ..domain.errors import Difference
from ..domain.record.entry import Entry
from ..domain.record.envelope import Claim, Handling, Override
from ..domain.record.event import Event
from ..domain.record.unread import Unread
from ..store.codec import stamp
from ..store.port import Reads

Fields = Mapping[str, object]
"""Fields of an entry by the names that they have in a line, such as ``envelope.note``."""


class Telling(NamedTuple):
    """What a line says of an entry, and the line."""

    where: str
    id: str
    fields: Fields


def differences(reader: Reads, talks: str, tellings: Sequence[Telling]) -> list[Difference]:
    """Return what lines say otherwise of entries than the log does, in the order of record.

    What cannot be read is not compared: whatever rests on it is refused elsewhere.
    """
    numbers = [number for number, _, _ in reader.by_id(talks, [told.id for told in tellings]).values()]
    held = {entry.id: entry for entry in reader.entries(talks, among=numbers)} if numbers else {}
    found = [_difference(held[told.id], told) for told in tellings if told.id in held]
    return sorted((one for one in found if one is not None), key=lambda one: one.number)


def content(event: Event, claim: Claim, handling: Handling) -> dict[str, object]:
    """Return the fields of what an entry says, whoever recorded it; who may see it only as far as that is said."""
    said = {f"envelope.{name}": getattr(claim, name) for name in Claim.__struct_fields__}
    own = {f"event.{name}": getattr(event, name) for name in event.__struct_fields__}
    told = {name: getattr(handling, name) for name in Handling.__struct_fields__}
    handled = {f"envelope.{name}": value for name, value in told.items() if value is not None}
    return {"event.kind": event.kind, **own, **said, **handled}


def whole(entry: Entry) -> dict[str, object]:
    """Return all fields of an entry."""
    envelope = entry.envelope
    return {
        "number": entry.number,
        "stream": entry.stream,
        "version": entry.version,
        "format": entry.format,
        "recorded": entry.recorded,
        "envelope.recorder": envelope.recorder,
        "envelope.batch": envelope.batch,
        "envelope.override": envelope.override,
        **dict.fromkeys((f"envelope.{name}" for name in Handling.__struct_fields__), None),
        **content(entry.event, envelope.claim(), envelope.handling()),
    }


def _difference(held: Entry, told: Telling) -> Difference | None:
    if isinstance(held.event, Unread):
        return None
    unlike = tuple(_unlike(whole(held), told.fields))
    return Difference(told.where, held.number, unlike) if unlike else None


def _unlike(held: Fields, told: Fields) -> Iterator[tuple[str, str, str]]:
    """Yield each field that is told otherwise: its name, what is recorded, and what is told."""
    another = held["event.kind"] != told["event.kind"]
    for name, value in told.items():
        if another and name.startswith("event.") and name != "event.kind":
            continue  # the fields of one kind are not those of another
        own = _as_given(held[name], value) if name == "envelope.override" else held[name]
        if own != value:
            yield name, _shown(own), _shown(value)


def _as_given(held: object, given: object) -> object:
    """Return an override without what was noted on it as it was recorded, where a line does not tell that."""
    if isinstance(held, Override) and isinstance(given, Override) and held.rules is not None and given.rules is None:
        return replace(held, rules=None, breaks=given.breaks)
    return held


def _shown(value: object) -> str:
    if value is None or value == ():
        return "nothing"
    if isinstance(value, datetime):
        return stamp(value)
    return str(value) if isinstance(value, str | int) else msgspec.json.encode(value).decode()
