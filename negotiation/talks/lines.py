"""Recording the lines of a file: those of an export as they are, those that people wrote as a journal."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from msgspec.structs import replace

from ..attempt import Attempt
from ..domain.record.entry import Entry
from ..exchange.jsonl import Portion, outlined, record
from ..exchange.outline import InHand, Lines
from ..exchange.parts import Filling, Part, places_by_talks
from ..exchange.twice import Twice
from ..moments import recorded_ahead
from ..store.later import AT_HAND, Later, recorded
from ..store.origin import Origin
from ..store.store import Appended
from .taking import TakesIn, portions


class TakesLinesIn(TakesIn, Protocol):
    """What is asked of the log that records the lines of a file."""

    attempts: dict[str, Attempt]
    clock: Callable[[], datetime]
    recorder: str

    def now(self, last: datetime | None, *, ahead: bool = False) -> datetime:
        """Return the present moment, to record something at it."""


def import_lines(
    log: TakesLinesIn,
    file: Twice,
    *,
    talks: str | None,
    dry_run: bool,
    record_now: bool,
    ahead: bool,
    new: bool,
    unverified: bool,
) -> Appended:
    """Record the lines of a file; see :meth:`negotiation.log.NegotiationLog.import_file`."""
    begun = log.clock()
    found = outlined(file, unverified=unverified)
    lines: Lines = found.lines
    told: Sequence[Portion] = ()
    if found.told:
        whole, told = portions(
            log, found.every_line, talks, ahead=ahead, new=new, record_now=record_now, comparing=True
        )
        lines = InHand(whole)
    by_talks = places_by_talks(lines)
    for id_, places in by_talks.items():
        head = log.store.reader.head(id_)
        log.attempts[id_] = Attempt(head.number, tuple(lines.entry(place).id for place in places))
        if record_now:
            log.now(head.recorded, ahead=ahead)
    clock = log.clock if record_now else None
    checked = () if unverified else [line.head.talks for line in found.heads]
    origin = Origin(file.path.replace("\\", "/").rpartition("/")[2], log.recorder, log.clock, begun, checked)
    appended = record(log.store, lines, dry_run=dry_run, record_now=clock, told=told, origin=origin)
    return replace(
        appended,
        entries=_whole(log, lines, appended.entries, dry_run=dry_run),
        known=appended.known if len(appended.known) <= AT_HAND else recorded(log.store.reader, appended.known),
        headless=found.headless,
        ahead=recorded_ahead(appended.entries, log.clock()),
    )


def _whole(log: TakesLinesIn, lines: Lines, entries: Sequence[Entry], *, dry_run: bool) -> Sequence[Entry]:
    """Return entries with all that they say: at once if they are few, else as they are looked at."""
    if len(entries) > AT_HAND and not dry_run:
        return recorded(log.store.reader, entries)
    filling = Filling([Part(lines, talks, places) for talks, places in places_by_talks(lines).items()], anew=False)

    def read(start: int, stop: int) -> Iterable[Entry]:
        return (entry for entry, _ in filling(entries[start:stop], bytes))

    return Later(len(entries), read) if len(entries) > AT_HAND else tuple(read(0, len(entries)))
