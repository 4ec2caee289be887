"""Setting the record right without editing it: correct, retract, dispute, mark anew, undo."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..domain import build
from ..domain.errors import IdReused, NotFound, TakenBack
from ..domain.record.annotated import as_it_reads, retractions
from ..domain.record.annotations import EntryRetracted
from ..domain.record.entry import Entry
from ..domain.record.event import Event
from ..writing import Details
from .drafts import account_of, changed
from .recording import Recording


def correct(
    talks: Recording, reference: str, changes: Mapping[str, Any], *, reason: str, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record how an entry should have read.

    Args:
        reference: the entry.
        changes: new values, by field: of its event, or on, learned, says, sources, grade or note.
        reason: why.
        details: what every write takes, said of the correction itself.

    Raises:
        NotFound: there is no such entry.
        InvalidInput: a change does not fit.
        HistoryConflict: a later entry rests on what it said.
    """
    target = talks.entry_id(reference)
    return _amend(talks, "entry-corrected", target, {"reason": reason}, changes, details)


def dispute(
    talks: Recording,
    reference: str,
    *,
    by: str,
    reason: str,
    account: Mapping[str, Any] | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that somebody contests an entry, with the fields that differ in their own account if they gave one."""
    target = talks.entry_id(reference)
    return _amend(talks, "entry-disputed", target, {"by": by, "reason": reason}, account, details)


def retract(talks: Recording, reference: str, *, reason: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record that an entry should not have been recorded."""
    target = talks.entry_id(reference)
    return talks.record(build.event("entry-retracted", {"entry": target, "reason": reason}), **details)


def re_mark(
    talks: Recording, reference: str, marking: str, /, *, reason: str, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record who may see an entry from now on; a marking among the details is that of the re-marking itself."""
    target = talks.entry_id(reference)
    fields = {"entry": target, "marking": marking, "reason": reason}
    return talks.record(build.event("entry-re-marked", fields), **details)


def undo(
    talks: Recording, reference: str | None = None, *, reason: str = "undone", **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Take back one batch, which is what one command recorded: the one that an entry belongs to, or the last.

    Undoing an undoing brings the batch back.
    """
    reader = talks.log.store.reader
    done = talks.first_try(details.get("id"))
    if done is not None:
        undone = _batch(talks, done.number)
        if not _undoes(talks, undone, reference, reason):
            raise IdReused(done.id, done.number)
        return tuple(undone)
    if reference is None:
        number = reader.head(talks.id).number
        if number == 0:
            raise NotFound("entry", "#1", hint="nothing has been recorded yet")
    else:
        number = talks.number_of(talks.entry_id(reference))
    batch = _batch(talks, number)
    gone = retractions(reader.entries(talks.id, streams={entry.stream for entry in batch}))
    standing = [entry for entry in reversed(batch) if entry.id not in gone]
    if not standing:
        raise TakenBack(number, gone[batch[0].id].number)
    events = [build.event("entry-retracted", {"entry": entry.id, "reason": reason}) for entry in standing]
    return talks.record(*events, **details)


def _undoes(talks: Recording, done: Sequence[Entry], reference: str | None, reason: str) -> bool:
    """Say whether a batch is what undoing the batch of an entry recorded; without one, that of any."""
    found = [entry.event for entry in done]
    if not all(isinstance(event, EntryRetracted) and event.reason == reason for event in found):
        return False
    if reference is None:
        return True
    batch = {entry.id for entry in _batch(talks, talks.number_of(talks.entry_id(reference)))}
    return {event.entry for event in found if isinstance(event, EntryRetracted)} <= batch


def _batch(talks: Recording, number: int) -> list[Entry]:
    """Return the entries of the batch to which an entry belongs; a batch has its numbers in one run."""
    reader, width = talks.log.store.reader, 64
    while True:
        near = reader.entries(talks.id, numbers=(number - width, number + width))
        batch = next(entry.envelope.batch for entry in near if entry.number == number)
        found = [entry for entry in near if entry.envelope.batch == batch]
        whole = found[0].number > max(1, number - width) or found[0].number == 1
        last = reader.head(talks.id).number
        if whole and (found[-1].number < number + width or found[-1].number == last):
            return found
        width *= 4


def _amend(
    talks: Recording,
    kind: str,
    target: str,
    fields: Mapping[str, Any],
    changes: Mapping[str, Any] | None,
    details: Mapping[str, Any],
) -> tuple[Entry, ...]:
    """Record an annotation that says how an entry reads otherwise."""
    reader = talks.log.store.reader
    place = reader.by_id(talks.id, [target]).get(target)
    if place is None:
        raise NotFound("entry", target)

    def written() -> Event:
        first = talks.first_try(details.get("id"))
        near = reader.entries(talks.id, streams=[place[1]], numbers=(1, first.number - 1) if first else None)
        event, envelope = as_it_reads(near, target)
        told = envelope.claim()
        if kind == "entry-disputed":
            told = account_of(told, fields["by"], talks.claim(details))
        otherwise = {} if changes is None else changed(event, told, changes, full_name=talks.full_name)
        return build.event(kind, {"entry": target, **fields, **otherwise})

    return talks.write(lambda _: [written()], (), details)
