"""The report on changes: what reads otherwise than at an earlier date, or than when the log held fewer entries.

Since a date means: what had happened by the end of it. Since an entry means: what the log held when that was its last.
The other clocks are those of the report.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ...asof import AsOf
from ...domain.dates.clocks import Clocks
from ...domain.dates.edtf import span
from ...domain.dates.words import its_end
from ...domain.errors import InputError, NotFound
from ...domain.record.history import History, history
from ...domain.talks.events import TalksEvent
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Section, Table, Words, cell, redlined
from ...rendering.layouts.common import line_when
from ...views.changes import Change, Changes, changes, told_together
from ...views.status import Status, status
from ...views.timeline import EntryLine
from ..pieces.common import NONE, lines
from . import Body, Kind

_LAST = "everything in view"
TALKS = "talks"
"""What the changes of the talks themselves are listed under."""
_SAID = ("statement-recorded", "source-registered")
_ABOUT = {
    "entry-corrected": "correction",
    "entry-retracted": "retraction",
    "entry-disputed": "dispute",
    "entry-re-marked": "marking",
}
"""What entries about entries are called, by their kinds."""


class Compared(Struct, frozen=True):
    """What changed since a moment, and the history up to it."""

    since: str
    """The moment: an EDTF date, or an entry as ``#7``."""
    before: History
    view: Changes

    @property
    def words(self) -> str:
        """The moment, in words."""
        return f"entry {self.since}" if self.since.startswith("#") else its_end(self.since)


def compared(asof: AsOf, apparatus: Apparatus, reference: str) -> Compared:
    """Return what changed since a date or an entry.

    Args:
        asof: the talks at one point of view.
        apparatus: the apparatus of the report.
        reference: since when.

    Raises:
        NotFound: there is no such entry.
        InputError: it lies after the point of view, or is neither.
    """
    since = _since(reference, asof, apparatus)
    clock = "recorded" if since.startswith("#") else "at"
    before = history(asof.entries, _clocks(asof.clocks, clock, since), asof.history.moment)
    view = changes(asof.history, before=before, clock=clock, first=since, second=getattr(asof.clocks, clock) or _LAST)
    return Compared(since, before, view)


def build(asof: AsOf, apparatus: Apparatus, reference: str | None) -> Body:
    """Build the body of a report on changes."""
    found = compared(asof, apparatus, reference or "")
    told = sections(found, asof, apparatus)
    sheet, words = _sheet(found.view, apparatus), f"Changes since {found.words}"
    return Body(found.view, told, sheet, found.view.rows, words, found.since)


def sections(found: Compared, asof: AsOf, apparatus: Apparatus) -> tuple[Section, ...]:
    """Return what reads otherwise, and which entries came and went."""
    view = found.view
    _see_what_was(found.before, status(found.before), view, apparatus)
    table = Table(
        "What reads otherwise",
        ("What", "Before", "Now"),
        tuple(_row(change, apparatus) for change in told_together(view.changes)),
        "Nothing reads otherwise.",
        shape="play",
    )
    new = lines(view.new, apparatus, "Entries that came into view, oldest first", "No entry came into view.")
    about = _about(view.said, "Corrections, retractions, disputes and markings", apparatus)
    undone = _about(view.unsaid, "They counted before, and do not any more", apparatus)
    return (
        Section("What changed", (table,)),
        Section("New entries", (new,)),
        *((Section("New entries about entries", (about,)),) if view.said else ()),
        *((Section("Entries about entries that count no more", (undone,)),) if view.unsaid else ()),
        *((Section("Entries no longer in view", (_gone(view.gone, asof, apparatus),)),) if view.gone else ()),
    )


def _since(reference: str, asof: AsOf, apparatus: Apparatus) -> str:
    """Return the moment of a reference: an EDTF date, or an entry as ``#7``.

    Raises:
        NotFound: there is no such entry.
        InputError: it lies after the point of view, or is neither.
    """
    text = reference.strip().removeprefix("entry:")
    if re.fullmatch(r"#\d+|\d{1,3}", text, re.ASCII):
        number, last = int(text.removeprefix("#")), apparatus.held[-1].number if apparatus.held else 0
        if number > last:
            raise NotFound("entry", f"#{number}", hint=f"at this point of view, the last one is #{last}")
        return f"#{number}"
    until = span(text, asof.history.zone).end
    if until > asof.clocks.happened_until(asof.history.zone):
        raise InputError(f"{text} lies after {asof.clocks.at}, the moment of this report", "name an earlier moment")
    if asof.clocks.at is None and span(text, asof.history.zone).start > asof.history.moment:
        raise InputError(f"{text} lies ahead of the moment of this report", "name an earlier moment")
    return text


def _clocks(clocks: Clocks, clock: str, since: str) -> Clocks:
    return replace(clocks, at=since) if clock == "at" else replace(clocks, recorded=since)


def _see_what_was(before: History, old: Status, view: Changes, apparatus: Apparatus) -> None:
    """Count what the earlier readings rest on as part of the report, as far as it is still in view."""
    changed = {change.subject for change in view.changes}
    for change in view.changes:
        apparatus.see(change.entries_before)
    for was in old.proposals:
        if was.proposal in changed:
            apparatus.see((*was.grounds.because, was.formal.entry, was.text.entry, *(tie.entry for tie in was.ties)))
    if TALKS in changed:
        apparatus.see(e.number for e in before.entries if isinstance(e.event, TalksEvent) and e.event.kind not in _SAID)


def _row(change: Change, apparatus: Apparatus) -> tuple[Cell, ...]:
    entries = [number for number in change.entries if number in apparatus.entries]
    apparatus.see(entries)
    after = apparatus.claim(change.after, entries[-1] if entries else 0) if change.after else None
    if after and change.before and change.runs:
        words = redlined(change.runs)
        after = replace(after, text=words.text, runs=words.runs)
    missing = set(change.entries) - set(entries)  # no part of the history in view: they are about what is
    about = [entry for entry in apparatus.held if entry.number in missing] if missing else []
    others = (
        *(replace(apparatus.claim("and on", number), quiet=True) for number in entries[:-1]),
        *(
            replace(apparatus.aside(f"and on {_called(entry.event.kind)}#{entry.number}", entry), quiet=True)
            for entry in about
        ),
    )
    return (
        (Passage(change.subject, strong=True), Passage(change.what, quiet=True)),
        (Passage(change.before),) if change.before else NONE,
        (after, *others) if after else (Passage("no longer there", quiet=True),),
    )


def _called(kind: str) -> str:
    """Return what stands before the number of an entry that is named by what it is; nothing for one taken back."""
    return f"the {_ABOUT[kind]} " if kind in _ABOUT else ""


def _about(found: tuple[EntryLine, ...], caption: str, apparatus: Apparatus) -> Table:
    entries = {entry.number: entry for entry in apparatus.held}
    numbers = {entry.id: entry.number for entry in apparatus.held}
    rows = []
    for line in found:
        entry = entries[line.number]
        apparatus.see([numbers.get(getattr(entry.event, "entry", ""), 0)])
        rows.append(_listed(line, apparatus.aside(line.what, entry, _without(line.marks))))
    return Table(caption, _COLUMNS, tuple(rows))


def _sheet(view: Changes, apparatus: Apparatus) -> Table:
    """Lay out all that changed for a spreadsheet: what reads otherwise, what came, and what went, a row each."""
    rows = []
    for row in view.rows:
        by = next((number for number in row.entries if number in apparatus.entries), 0)
        after = replace(apparatus.claim(row.after, by), entry=None) if row.after else Passage("")
        told: tuple[Words, ...] = (
            row.change,
            row.thing,
            row.field,
            row.before or "",
            after,
            ", ".join(f"#{n}" for n in row.entries),
        )
        rows.append(tuple(map(cell, told)))
    return Table("What changed", ("Change", "Thing", "Field", "Before", "After", "By"), tuple(rows), "Nothing changed.")


_COLUMNS = ("Entry", "When", "What happened")


def _gone(found: tuple[EntryLine, ...], asof: AsOf, apparatus: Apparatus) -> Table:
    """Lay out what was in view before and is not any more; each entry says why."""
    entries = {entry.number: entry for entry in apparatus.held}
    rows = []
    for line in found:
        entry = entries[line.number]
        back = asof.history.retracted.get(entry.id)
        why = f"retracted by #{back.number}" if back else "dated outside this view by now"
        rows.append(_listed(line, apparatus.aside(line.what, entry, (*_without(line.marks), why))))
    return Table("In view before, and not any more", _COLUMNS, tuple(rows))


def _without(marks: tuple[str, ...]) -> Iterator[str]:
    return (mark for mark in marks if mark != "unsourced")


def _listed(line: EntryLine, what: Passage) -> tuple[Cell, ...]:
    return (Passage(f"#{line.number}"),), (Passage(line_when(line)),), (what,)


KIND = Kind("Report on changes", build, about="moment", example="2022-03-29 or '#7'")
"""What changed since a date or an entry."""
