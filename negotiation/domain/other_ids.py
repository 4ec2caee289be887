"""Ids of entries that tell something, and others in their places for readers outside.

The id of an entry may be made of what it says, as that of an entry of a journal is, so that it would tell whether a
guess at what is left out of it is right; and those of one command end in their places in it, so that a missing one
would tell that something is hidden.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace

from .record.entry import Entry

T = TypeVar("T")

LATER = re.compile(r"(.+)\.\d+", re.DOTALL)
"""The id of an entry that is not the first of its command: that of the first, and its place."""


def with_other_ids(record: Sequence[Entry], whole: Sequence[Entry]) -> list[Entry]:
    """Return entries with other ids in the places of those that tell something, wherever they are named.

    Args:
        record: what is seen of a record.
        whole: the same entries and those that are not seen, as they were recorded.
    """
    ids = dict(_others(record, {entry.id: entry for entry in whole}))
    return [_renamed(entry, ids) for entry in record] if ids else list(record)


def _others(record: Sequence[Entry], recorded: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Yield each id that tells something, with another one: by the batch, which is random, and the place in it."""
    places: dict[str, int] = {}
    for entry in record:
        places[entry.envelope.batch] = place = places.get(entry.envelope.batch, 0) + 1
        if LATER.fullmatch(entry.id) or not _whole(entry, recorded[entry.id]):
            yield (
                entry.id,
                sha256(f"negotiation-log edition\n{entry.envelope.batch}\n{place}".encode()).hexdigest()[:32],
            )


def _whole(entry: Entry, recorded: Entry) -> bool:
    """Say whether all is shown of an entry but who recorded it and how it may be attributed."""
    own = recorded.envelope
    same = replace(entry.envelope, recorder=own.recorder, attribution=own.attribution) == own
    return same and entry.event == recorded.event


def _renamed(value: T, ids: Mapping[str, str]) -> T:
    """Return a value in which every text that is an id, or ends in one after its sort, is that of another."""
    found: object = value
    if isinstance(value, str):
        sort, colon, name = value.rpartition(":")
        found = f"{sort}{colon}{ids[name]}" if name in ids else value
    elif isinstance(value, tuple):
        found = tuple(_renamed(item, ids) for item in value)
    elif isinstance(value, Struct):
        told = {info.name: getattr(value, info.name) for info in fields(value)}
        other = {name: new for name, old in told.items() if (new := _renamed(old, ids)) is not old and new != old}
        found = replace(value, **other) if other else value
    return found  # type: ignore[return-value]  # of the same type
