"""Taking back what one command recorded, and bringing back what was taken back."""

from collections.abc import Sequence
from typing import Unpack

from ..domain import build
from ..domain.catalogue import EVENTS
from ..domain.errors import IdReused, NotFound, NothingTakenBack, TakenBack
from ..domain.record.annotated import retractions
from ..domain.record.annotations import Annotation, EntryRetracted
from ..domain.record.entry import Entry
from ..writing import Details
from .recording import Recording


def undo(
    talks: Recording, reference: str | None = None, *, reason: str = "undone", **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Take back one batch, which is what one command recorded: the one that an entry belongs to, or the last.

    Undoing an undoing brings the batch back.
    """
    done = talks.first_try(details.get("id"))
    if done is not None:
        undone = _batch(talks, done.number)
        if not _undoes(talks, undone, reference, reason):
            raise IdReused(done.id, done.number)
        return tuple(undone)
    standing = to_take_back(talks, reference)
    events = [build.event("entry-retracted", {"entry": entry.id, "reason": reason}) for entry in standing]
    return talks.record(*events, **details)


def to_take_back(talks: Recording, reference: str | None = None) -> list[Entry]:
    """Return what undoing would take back, the last entry first: what stands of a batch.

    Raises:
        NotFound, Ambiguous: the reference names no entry, or several; or there is nothing yet.
        TakenBack: all of it was taken back.
    """
    reader = talks.log.store.reader
    if reference is None:
        number = reader.head(talks.id).number
        if number == 0:
            raise NotFound("entry", "#1", hint="nothing has been recorded yet")
    else:
        number = talks.number_of(talks.entry_id(reference))
    batch = _batch(talks, number)
    acts = [kind for kind, event in EVENTS.items() if not issubclass(event, Annotation)]
    said = reader.entries(talks.id, streams={entry.stream for entry in batch}, without=acts)
    gone = retractions(sorted([*batch, *(e for e in said if e not in batch)], key=lambda entry: entry.number))
    standing = [entry for entry in reversed(batch) if entry.id not in gone]
    if not standing:
        raise TakenBack(number, gone[batch[0].id].number)
    return standing


def redo(talks: Recording, *, reason: str = "brought back", **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Bring back what was taken back last, be it by undoing or by a retraction, and has not been brought back.

    Raises:
        NothingTakenBack: there is nothing of the kind.
    """
    done = talks.first_try(details.get("id"))
    if done is not None:
        found = _batch(talks, done.number)
        if not all(isinstance(entry.event, EntryRetracted) and entry.event.reason == reason for entry in found):
            raise IdReused(done.id, done.number)
        return tuple(found)
    others = [kind for kind in EVENTS if EVENTS[kind] is not EntryRetracted]
    back = talks.log.store.reader.entries(talks.id, without=others)
    ids, gone = {entry.id for entry in back}, retractions(back)
    last = next((e for e in reversed(back) if e.id not in gone and _named(e) not in ids), None)
    if last is None:
        raise NothingTakenBack
    return undo(talks, last.id, reason=reason, **details)


def _named(retraction: Entry) -> str:
    return retraction.event.entry if isinstance(retraction.event, EntryRetracted) else ""


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
