"""The machine's form of a log: one entry a line, sorted keys, the same bytes for the same entries."""

import json
from collections.abc import Iterable, Iterator, Mapping

from ..domain.errors import RestsOnUnreadable, RestsOnWithheld
from ..domain.errors.work import UPDATE
from ..domain.record.entry import Entry
from ..domain.record.unread import Unread, Withheld
from ..domain.values import plain
from ..store.codec import stamp


def exported(
    entries: Iterable[Entry], salts: Mapping[int, bytes] | None = None, *, salvage: bool = False
) -> Iterator[str]:
    """Yield the line of each entry.

    Args:
        entries: the entries, in the order of record.
        salts: what each is hashed with, by its number, so that it has the same hash wherever it is taken in.
        salvage: leave out what cannot be read.

    Raises:
        RestsOnUnreadable: an entry cannot be read, and is not to be left out.
    """
    known = salts or {}
    for entry in entries:
        if isinstance(entry.event, Unread):
            if not salvage and isinstance(entry.event, Withheld):
                hint = "to export what this copy shows: talks export --salvage"
                raise RestsOnWithheld([entry.number], "the export would not be whole", hint)
            if not salvage:
                hint = UPDATE if entry.event.newer else "to save the rest without it: talks export --salvage"
                raise RestsOnUnreadable([entry.number], "the export would not be whole", hint)
            continue
        line = {
            "talks": entry.talks,
            "number": entry.number,
            "id": entry.id,
            "stream": entry.stream,
            "version": entry.version,
            **({"format": entry.format} if entry.format > 1 else {}),
            "recorded": stamp(entry.recorded),
            **({"salt": known[entry.number].hex()} if entry.number in known else {}),
            "envelope": plain(entry.envelope),
            "event": plain(entry.event),
        }
        yield json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
