"""Comparing situations that came of different orders of record: entry numbers are replaced by entry ids."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from negotiation.domain.record.history import History
from negotiation.domain.state import State

_NUMBERED = {"entry", "floated", "tabled", "reopened", "phase_entry"}


def situations_alike(found: History, now: State) -> Any:
    """Return a situation as plain values in which entries stand under their ids."""
    ids = {entry.number: entry.id for entry in found.entries}

    def plain(value: Any, name: str = "") -> Any:
        if name in _NUMBERED:
            return ids.get(value)
        if name == "received":
            return {party: ids[number] for party, number in value.items()}
        if isinstance(value, Struct):
            return {field.name: plain(getattr(value, field.name), field.name) for field in fields(value)}
        if isinstance(value, Mapping):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        return value

    return plain(now)
