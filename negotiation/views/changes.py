"""What changed between two moments, on any clock: what came and went, and whatever any view tells otherwise."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from ..domain.record.event import subject_of
from ..domain.record.history import History
from ..domain.shares import MANY
from ..domain.state import State
from .changed_entries import EntryChanges, entry_changes
from .compared import POSITION, TALKS, Aspect
from .decisive import Decisive
from .focus import affected
from .moments import Moment, moment
from .redline.provisions import compare, pieces
from .redline.runs import WordRun
from .registry import Needs, View
from .timeline import EntryLine
from .unlike import Unlike, unlike


class Change(Struct, frozen=True):
    """One thing that reads otherwise at the second moment."""

    subject: str
    """The proposal, ``talks``, another thing with its sort (``pledge reduce``), or an entry (``#7``)."""
    what: str
    before: str | None
    after: str | None
    entries: tuple[int, ...]
    """The entries behind the new reading that were not behind the old one; all of them where none is new."""
    entries_before: tuple[int, ...] = ()
    """The entries behind the old reading that are not behind the new one."""
    runs: tuple[WordRun, ...] = ()
    """Of a provision or a term, its words with what became of them."""


class ChangeRow(Struct, frozen=True):
    """A change of any sort, in one shape for all."""

    change: str
    """new, gone, or reads otherwise."""
    thing: str
    field: str
    before: str | None
    after: str | None
    entries: tuple[int, ...]


class Changes(Struct, frozen=True):
    """What changed between two moments."""

    talks: str
    clock: str
    before: str
    after: str
    changes: tuple[Change, ...]
    new: tuple[EntryLine, ...]
    """Entries that came into view."""
    gone: tuple[EntryLine, ...]
    """Entries that are no longer in view."""
    said: tuple[EntryLine, ...]
    """Corrections, retractions, disputes and markings that did not count before."""
    unsaid: tuple[EntryLine, ...]
    """Those that count no more."""

    @property
    def rows(self) -> tuple[ChangeRow, ...]:
        """All of it, a row each: what reads otherwise first."""
        otherwise = (
            ChangeRow("reads otherwise", _called(one.subject), one.what, one.before, one.after, one.entries)
            for one in self.changes
        )
        came = (ChangeRow("new", _thing(one), one.kind, None, one.what, (one.number,)) for one in self.new)
        went = (ChangeRow("gone", _thing(one), one.kind, one.what, None, (one.number,)) for one in self.gone)
        said = (ChangeRow("new", _thing(one), one.kind, None, one.what, (one.number,)) for one in self.said)
        unsaid = (ChangeRow("gone", _thing(one), one.kind, one.what, None, (one.number,)) for one in self.unsaid)
        return (*otherwise, *came, *went, *said, *unsaid)


def _called(subject: str) -> str:
    return f"entry {subject}" if subject.startswith("#") else subject


def _thing(line: EntryLine) -> str:
    sort, _, name = (line.subject or "").partition(":")
    return thing_of((sort, name) if name else None)


def thing_of(subject: tuple[str, str] | None) -> str:
    """Return what a thing is called among the changes: a proposal by its name alone, others with their sort."""
    if subject is None:
        return TALKS
    sort, name = subject
    return name if sort == "proposal" else f"{sort} {name}"


def changes(after: History, *, before: History, clock: str, first: str, second: str) -> Changes:
    """Compare the talks at two moments.

    Args:
        after: the history at the second.
        before: the history at the first.
        clock: the clock on which the moments lie: at, known or recorded.
        first: the first moment, as it was asked for.
        second: the second moment, as it was asked for.
    """
    entries = entry_changes(before, after)
    things = affected(before, after, entries)
    one, two = moment(before, things), moment(after, things)
    decisive = Decisive(after, two.now.talks)
    found = [_decided(change, decisive, two.now) for change in _compared(one.aspects, two.aspects)]
    found += _texts(one.now, two.now)
    found += _others(one, two, found, entries)
    return Changes(
        talks=after.talks or before.talks,
        clock=clock,
        before=first,
        after=second,
        changes=(*_in_order(found), *_rereadings(entries)),
        new=entries.new,
        gone=entries.gone,
        said=entries.said,
        unsaid=entries.unsaid,
    )


def told_together(changes: Sequence[Change]) -> list[Change]:
    """Return changes for people: where the positions of many parties changed in the same way, they are one change."""
    groups: dict[tuple[str, str, str | None, str | None], list[Change]] = {}
    for change in changes:
        what = POSITION if change.what.startswith(POSITION) else change.what
        groups.setdefault((change.subject, what, change.before, change.after), []).append(change)
    found: list[Change] = []
    for (_, what, _, _), alike in groups.items():
        if what is not POSITION or len(alike) <= MANY:
            found += alike
            continue
        behind, behind_before = (
            tuple(dict.fromkeys(number for change in alike for number in entries(change)))
            for entries in (attrgetter("entries"), attrgetter("entries_before"))
        )
        words = f"positions of {len(alike)} parties"
        found.append(replace(alike[0], what=words, entries=behind, entries_before=behind_before))
    return found


def _in_order(found: Iterable[Change]) -> list[Change]:
    """Return the changes of each thing together, in the order in which the things come first."""
    by_subject: dict[str, list[Change]] = {}
    for change in found:
        by_subject.setdefault(change.subject, []).append(change)
    return [change for own in by_subject.values() for change in own]


def _decided(change: Change, decisive: Decisive, now: State) -> Change:
    """Return a change of a label or a text with those of its entries without which it would read otherwise."""
    proposal = now.proposals.get(change.subject)
    if proposal is None or not change.after:
        return change
    return replace(change, entries=decisive.among(change.what, change.entries, proposal))


_TOLD_WITH_ITS_STATUS = frozenset({"version", "text", "words", "set for", "venue", "ended", "lasted", "results"})
"""What of a thing that comes into view is no change of its own."""


def _compared(before: Mapping[tuple[str, str], Aspect], after: Mapping[tuple[str, str], Aspect]) -> list[Change]:
    """Return what reads otherwise, each with the entries that are new behind it, or with all where none is."""
    there_before, there_now = (
        {subject for (subject, _), aspect in found.items() if aspect.words} for found in (before, after)
    )
    found = []
    for subject, what in dict.fromkeys((*after, *before)):
        old, new = before.get((subject, what)), after.get((subject, what))
        appeared = subject not in there_before and what in _TOLD_WITH_ITS_STATUS
        vanished = subject not in there_now and what not in ("status", "state")
        one, two = (reading.words if reading else None for reading in (old, new))
        if one == two or appeared or vanished:
            continue
        was, behind = (reading.entries if reading else () for reading in (old, new))
        fresh = tuple(number for number in behind if number not in was) or behind
        gone = tuple(number for number in was if number not in behind)
        found.append(Change(subject, what, one, two, fresh, gone))
    return found


def _texts(then: State, now: State) -> Iterator[Change]:
    """Yield what became of the provisions and terms of each proposal, word by word."""
    for name, found in now.proposals.items():
        was = then.proposals.get(name)
        old = was.content if was and was.on_the_table else None
        if not found.on_the_table or (old is not None and pieces(old) == pieces(found.content)):
            continue
        for one in compare(pieces(old), pieces(found.content)):
            if not one.changes:
                continue
            moved = [change for change in one.changes if change not in ("reworded", "added", "dropped")]
            what = one.name if one.name.startswith("term ") else f"provision {one.name}"
            before = None if one.before is None else one.old
            after = None if one.provision is None else one.new
            behind = () if old is None or old.entry == found.content.entry else (old.entry,)
            yield Change(
                name, ", ".join((what, *moved)), before, after, (found.content.entry,), behind, one.runs
            )  # fmt: skip


def _rereadings(entries: EntryChanges) -> Iterator[Change]:
    """Yield the fields of entries that read otherwise; marks only where no entry about them tells the same."""
    for found in entries.otherwise:
        if found.field == "marks" and found.by:
            continue
        by = found.by or tuple(number for number, of in entries.about.items() if of == found.entry.number)
        yield Change(f"#{found.entry.number}", found.field, found.before or None, found.after or None, by)


_LEADS = {
    "label": "status",
    "formal": "status",
    "ended": "status",
    "convergence": "text",
    "terms": "version",
    "stale": "version",
    "silence": "silence",
    "coming": "status",
    "unheard": "position",
    "stances": "position",
    "now": "position",
    "moves": "position",
    "objections": "position",
    "ties": "ties",
    "kept": "kept",
    "differing": "kept",
    "verdicts": "verdict",
    "indicators": "measured",
    "measures": "measured",
    "stage": "stat",
    "state": "stat",
    "planned": "set for",
    "until": "goes on",
    "venue": "venue",
    "closed": "ended",
    "duration": "lasted",
    "outputs": "results",
    "guarantors": "guarantor",
    "members": "state",
    "waits_for": "state",
    "phase": "phase",
    "parties": "parties",
    "left": "parties",
    "decides_by": "decides by",
    "version": "version",
    "past_due": "due",
}
"""What of a view is told by a change of something else of the same thing: the beginning of what that is called."""


_TOLD_OF_EACH = frozenset({"unheard", "authors"})
"""What a view of the talks says by proposal, which is told of each proposal."""


def _others(one: Moment, two: Moment, told: list[Change], entries: EntryChanges) -> list[Change]:
    """Return whatever else any view tells otherwise of things that both moments have.

    What another change or an entry tells already is left out; unless nothing else is told at all.
    """
    whats: dict[str, list[str]] = {}
    for change in told:
        whats.setdefault(change.subject, []).append(change.what)
    came = {change.subject for change in told if change.what in ("status", "state") and not change.before}
    touched: dict[str, set[int]] = {}
    for entry in entries.touched:
        touched.setdefault(thing_of(subject_of(entry.event)), set()).add(entry.number)
    rest: list[Change] = []
    kept: list[Change] = []
    for subject in dict.fromkeys((*two.told, *one.told)):
        was, now = one.told.get(subject, {}), two.told.get(subject, {})
        for called in dict.fromkeys((*now, *was)):
            for found in unlike(was.get(called), now.get(called)):
                if found.before == found.after:
                    continue
                path = (called.partition(".")[2] or called, *found.path)
                leads = {lead for part in path if (lead := _LEADS.get(part))}
                led = any(what.startswith(tuple(leads)) or [what] == [*path] for what in whats.get(subject, ()))
                gone = (
                    subject in whats and subject not in two.told
                )  # groups: which of a table's columns belong together
                beside = "groups" in path or (subject == "talks" and not _TOLD_OF_EACH.isdisjoint(path))
                known = led or subject in came or gone or beside or _told_of(found, entries)
                (rest if known else kept).append(_change(subject, called, found, touched.get(subject, set())))
    nothing = not (kept or told or entries.numbers)
    return kept or (rest if nothing else [])


def _change(subject: str, called: str, found: Unlike, own: set[int]) -> Change:
    """Return what a view tells otherwise as a change: by what is new behind it, or else of its thing."""
    fresh = found.behind_after - found.behind_before
    by = fresh or own or found.behind_after or found.behind_before
    gone = found.behind_before - found.behind_after
    what = ", ".join(filter(None, (called.partition(".")[2] or called, found.field))).replace("_", " ")
    return Change(subject, what, found.before, found.after, tuple(sorted(by)), tuple(sorted(gone)))


def _told_of(found: Unlike, entries: EntryChanges) -> bool:
    """Say whether a row came or went with entries that are told of, or only rests on others than before."""
    if found.path[-1:] == ("rests_on",):
        return True
    behind = found.behind_after if found.before is None else found.behind_before if found.after is None else frozenset()
    if not _DISPUTED.isdisjoint(found.path):  # the dispute is told of, be the entry that it disputes older
        return bool(behind & entries.numbers)
    return bool(behind) and behind <= entries.numbers


_DISPUTED = frozenset({"contested", "accounts"})


VIEW = View(changes, Needs.HISTORY, of_entries=True)
