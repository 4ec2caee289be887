"""Whether what a log names is named as this program names it, since files and addresses are made of these names."""

import re
import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec

from ...domain.aggregates import STREAMS
from ...domain.record.event import TALKS
from ...domain.record.unread import WITHHELD
from ...domain.values import EntryId, Slug
from ..port import Finding

_MOST = 20
"""How many are named."""
_NUMBER = re.compile("[1-9][0-9]*")


def of_the_record(connection: sqlite3.Connection, talks: str) -> Finding | None:
    """Look for ids of some talks, of their things and of their entries that this program never gives; None if none."""
    entries = connection.execute("SELECT entry_id FROM register WHERE talks = ?", (talks,))
    streams = connection.execute("SELECT DISTINCT stream FROM register WHERE talks = ?", (talks,))
    wrong = [] if _is_id(talks, Slug) else [f"the talks {talks!r}"]
    wrong += [f"the stream {name!r}" for (name,) in streams if not _is_stream(talks, name)]
    wrong += [f"the entry {id_!r}" for id_ in _others((row[0] for row in entries), EntryId)]
    if not wrong:
        return None
    more = f"; and {len(wrong) - _MOST} more" if len(wrong) > _MOST else ""
    remedy = "this program never wrote them: write no files from this log, and ask where it comes from"
    return Finding(f"the ids of {talks} are ids", fine=False, detail="; ".join(wrong[:_MOST]) + more, remedy=remedy)


def _is_stream(talks: str, name: object) -> bool:
    """Say whether a stream is that of the talks, or of one of their things."""
    if not isinstance(name, str) or not name.startswith(f"{talks}/"):
        return False
    sort, *things = name.removeprefix(f"{talks}/").split("/")
    match things:
        case []:
            return sort == TALKS
        case [thing]:
            return bool(_NUMBER.fullmatch(thing)) if sort == WITHHELD else sort in STREAMS and _is_id(thing, Slug)
    return False


def _is_id(value: object, form: Any) -> bool:
    return not _others([value], form)


def _others(values: Iterable[object], form: Any) -> list[object]:
    """Return the values that are no ids of a form; all of them are looked at at once, since there are rarely any."""
    every = list(values)
    try:
        msgspec.convert(every, list[form])
    except msgspec.ValidationError:
        return every if len(every) == 1 else [value for value in every if _others([value], form)]
    return []
