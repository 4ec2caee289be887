"""Every entry as it was recorded, in the order of record, with what became of it."""

from collections.abc import Sequence

from ..domain.dates.edtf import UNDATED, span
from ..domain.fold import fold
from ..domain.memberships import memberships
from ..domain.record.annotations import Annotation, EntryDisputed
from ..domain.record.entry import Entry
from ..domain.record.facts import Facts, Wanted, facts_of
from ..domain.record.history import History, told_of
from ..domain.record.unread import Unread, Withheld
from .filter import EVERYTHING, Filter
from .registry import Needs, View
from .timeline import Timeline, arranged, line, lowered, marks_of, versions_made


def record(
    entries: Sequence[Entry],
    history: History,
    wanted: Filter = EVERYTHING,
    *,
    newest_first: bool = False,
    last: int | None = None,
) -> Timeline:
    """Return every entry as it was recorded, in the order of record, with what became of it.

    Args:
        entries: the entries of the talks, in the order of record.
        history: the history at the clocks of the question.
        wanted: which of them.
        newest_first: the last recorded first.
        last: only so many, the last recorded ones.

    Raises:
        InputError: the last of less than one entry are asked for.
    """
    effective = told_of(history)
    versions = versions_made(fold(history))
    numbers = {entry.id: entry.number for entry in entries}
    held = [e for e in entries if history.clocks.holds(e.number, e.recorded) and e.id not in history.unknown]
    disputed: dict[str, list[str]] = {}
    for entry in held:
        if isinstance(entry.event, EntryDisputed) and entry.id not in history.retracted:
            disputed.setdefault(entry.event.entry, []).append(entry.event.by)
    groups = memberships(history)
    lines, asked = [], wanted.in_zone(history.zone)
    for entry in held:
        found = effective.get(entry.id)
        stands = isinstance(entry.event, Annotation | Unread) or entry.id in history.retracted
        if found is None and not stands:
            continue
        contested = disputed.get(entry.id, ()) if isinstance(entry.event, Annotation) else ()
        marks = marks_of(found) if found else (*(f"contested by {by}" for by in contested), *lowered(entry.envelope))
        if entry.id in history.retracted:
            marks = (*marks, f"retracted by #{history.retracted[entry.id].number}")
        shown = line(entry, entry.event, entry.envelope, versions, numbers, marks)
        facts = groups.with_members(facts_of(entry.event, entry.envelope), found) if found else None
        if _asked(entry, facts, wanted, asked, history.zone) and wanted.tells(shown.what, shown.note, shown.says):
            lines.append(shown)
    return arranged(history.talks, lines, newest_first=newest_first, last=last)


def _asked(entry: Entry, facts: Facts | None, wanted: Filter, asked: Wanted, zone: str) -> bool:
    """Say whether an entry is one of those asked for, by what it said when it was recorded."""
    occurred = entry.envelope.occurred
    happened = UNDATED if occurred is None else span(occurred, zone)
    among = wanted.numbers is None or entry.number in wanted.numbers
    found = facts or facts_of(entry.event, entry.envelope)
    if isinstance(entry.event, Withheld):
        found = found._replace(marking="")
    return among and asked.admits(entry.number, found, happened)


VIEW = View(record, Needs.RECORD, of_entries=True)
