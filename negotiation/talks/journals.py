"""Recording whole journals."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..domain.errors import (
    Ambiguous,
    HistoryConflict,
    ImportFailed,
    InputError,
    InvalidInput,
    NotAsExported,
    NotFound,
    Problem,
    Refused,
)
from ..store.store import Appended
from .drafts import Amending, NewEntry, OnTheTable
from .recording import Recording
from .renaming import renamed, with_groups

if TYPE_CHECKING:
    from ..domain.record.event import Event
    from ..domain.references import Missing
    from ..exchange.item import Item
    from ..exchange.journal import Journal

_OVERRIDE = "nothing was recorded; an entry that happened all the same takes 'override: REASON'"


def record_journal(
    talks: Recording, path: str, *, dry_run: bool = False, ahead: bool = False, new: bool = False
) -> Appended:
    """Record a journal file, all or nothing; entries recorded before are left as they are.

    Args:
        path: the file, or ``-`` for standard input.
        dry_run: check everything, but record nothing.
        ahead: record it although dates, or the machine's clock, are far ahead.
        new: record entries that look like ones that stand already, too.

    Raises:
        InputError: the file cannot be read, or is of other talks.
        ImportFailed: entries that cannot be taken, every one named.
        LooksRecorded: entries look like ones that stand already.
        FarAhead, ClockAhead: dates, or the machine's clock, are far ahead.
        IdReused, StoreBusy, StoreError: as for any write.
    """
    from ..exchange.journal import read  # noqa: PLC0415  # only journals need YAML

    return record_items(talks, read(path), dry_run=dry_run, ahead=ahead, new=new)


def record_items(
    talks: Recording,
    journal: "Journal",
    *,
    dry_run: bool = False,
    ahead: bool = False,
    new: bool = False,
    unverified: bool = False,
) -> Appended:
    """Record a journal that has been read; see :meth:`record_journal`.

    Args:
        talks: the talks.
        journal: what was read.
        dry_run: check everything, but record nothing.
        ahead: record it although dates, or the machine's clock, are far ahead.
        new: record entries that look like ones that stand already, too.
        unverified: do so although it has fewer entries than it says it was exported with.

    Raises:
        NotAsExported: entries of an export are missing.
    """
    if not unverified and (missing := cut(journal)):
        raise NotAsExported([missing])
    if journal.talks is not None and journal.talks != talks.id:
        raise InputError(f"the journal is of {journal.talks}, not of {talks.id}", f"use --talks {journal.talks}")
    if not journal.items:
        return Appended(())
    items = understood(talks, journal.items, new=new)
    where = {item.id: item.where for item in items}
    try:
        return talks.record_all([new_entry(item) for item in items], dry_run=dry_run, ahead=ahead)
    except InvalidInput as error:
        raise ImportFailed(error.problems) from None
    except HistoryConflict as conflict:
        bad = [Problem("", "", message) for message in conflict.message.splitlines()]
        raise ImportFailed(bad, _OVERRIDE) from None
    except Refused as refused:
        raise ImportFailed(
            [Problem(where.get(v.entry.id, f"#{v.entry.number}"), "", v.refusal.message) for v in refused.violations],
            _OVERRIDE,
        ) from None


def cut(journal: "Journal") -> Problem | None:
    """Say what a journal lacks of what it was exported with, if it lacks anything; more may have been written to it."""
    head, there = journal.head, len(journal.items)
    if head is None or (there >= head.entries and head.talks == (journal.talks or head.talks)):
        return None
    return Problem("", "", f"the journal was exported as {head.words}; it has {there} entries of {journal.talks}")


def of_another_record(talks: Recording, journal: "Journal", appended: Appended) -> str | None:
    """Say that a journal was exported from another record than this one, where some of its entries are here already.

    What was recorded just now, from a journal, was recorded another time, and so has another root.
    """
    head = journal.head
    if head is None or not appended.known or (appended.entries[:1] and appended.entries[0].number <= head.entries):
        return None
    from ..integrity.tree import Tree  # noqa: PLC0415  # few writes need it

    tree = Tree().with_(talks.log.store.reader.leaves(talks.id, head.entries))
    if (tree.size, tree.root.hex()) == (head.entries, head.root):
        return None
    return f"the journal was exported from another record: {head.words}"


def understood(talks: Recording, items: "Sequence[Item]", *, new: bool = False) -> "list[Item]":
    """Return items with all that they name written out, once everything that they name is there.

    Raises:
        ImportFailed: something is not there, or could be several things.
        LooksRecorded: entries look like ones that stand already, and are not said to be new.
    """
    found = _written_out(talks, items)
    _check(talks, found)
    if not new:
        from .likeness import refuse_look_alikes  # noqa: PLC0415  # only what is in files is recorded again

        refuse_look_alikes(talks, found)
    return found


def _check(talks: Recording, items: "Sequence[Item]") -> None:
    """Name every reference of the journal to something that is not there."""
    gaps = _gaps(talks, items)
    if gaps:
        raise ImportFailed(
            [Problem(items[gap.draft].where, "", str(NotFound(gap.sort, gap.name, gap.known))) for gap in gaps]
        )


def _gaps(talks: Recording, items: "Sequence[Item]") -> "list[Missing]":
    """Return every reference of the journal to what is neither in the log nor above it in the journal."""
    from ..domain.references import missing, references  # noqa: PLC0415
    from ..store.names import names  # noqa: PLC0415

    reader = talks.log.store.reader
    events = [(str(item.id), item.event or _naming(item), item.claim) for item in items]
    named = [name for _, event, claim in events for sort, name in references(event, claim) if sort == "entry"]
    known = {id_: (stream, kind) for id_, (_, stream, kind) in reader.by_id(talks.id, named).items()}
    frame = reader.entries(talks.id, streams=[f"{talks.id}/talks"], without=["statement-recorded"])
    return list(missing(events, names(frame, reader.versions(talks.id), known)))


def _written_out(talks: Recording, items: "Sequence[Item]") -> "list[Item]":
    """Return the items with what they name by a number, or by a beginning, named in full.

    Raises:
        ImportFailed: something could be several things.
    """
    from ..domain.record.event import introduced_by  # noqa: PLC0415

    found = with_groups(talks, items)
    brought = [introduced_by(item.event) if item.event else None for item in found]
    bad: list[Problem] = []
    for gap in _gaps(talks, found):
        item = found[gap.draft]
        above = [f"{new[0]}:{new[1]}" for new in brought[: gap.draft] if new and new[1] == gap.name]
        unsorted = gap.sort == "entry" and gap.name in item.unsorted
        try:
            full = above[0] if unsorted and above else _full(talks, gap.name, "" if unsorted else gap.sort)
        except Ambiguous as error:
            bad.append(Problem(item.where, "", f"{error.message}: {error.hint}"))
            continue
        if full is not None:
            found[gap.draft] = renamed(found[gap.draft], gap.sort, gap.name, full)
    if bad:
        raise ImportFailed(bad)
    return found


def _full(talks: Recording, name: str, sort: str) -> str | None:
    """Return what a name stands for, as ``sort:name``; None where it stands for nothing."""
    try:
        return f"{sort}:{talks.full_name(name, sort)}" if sort else talks.full_name(name, "")
    except NotFound:
        return None


def _naming(item: "Item") -> "Event":
    from ..domain import build  # noqa: PLC0415

    try:
        return build.event("entry-retracted", {"entry": item.fields.get("entry"), "reason": "names the entry"})
    except InvalidInput as error:
        raise ImportFailed([Problem(item.where, p.field, p.message) for p in error.problems]) from None


def new_entry(item: "Item") -> NewEntry:
    """Return an item of a journal as an entry to be recorded."""
    return NewEntry(_event(item), item.claim, item.handling, item.override, item.id, item.ahead, item.where)


def _event(item: "Item") -> "Event | Amending | OnTheTable":
    """Return the event of an item, or what is to be looked up before there can be one."""
    if item.event is None:
        return Amending(item.kind, item.fields, item.changes or {}, item.where)
    return OnTheTable(item.event) if item.on_the_table else item.event
