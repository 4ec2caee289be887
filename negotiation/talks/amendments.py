"""Setting the record right without editing it: correct, retract, dispute, mark anew, undo."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..details import Details
from ..domain import build
from ..domain.errors import IdReused, NotFound, TakenBack
from ..domain.record.annotated import as_it_reads, retractions
from ..domain.record.annotations import EntryRetracted
from ..domain.record.entry import Entry
from ..domain.record.event import Event
from .base import TalksBase
from .drafts import account_of, changed


class Amendments(TalksBase):
    """Recording entries about entries."""

    def correct(
        self, reference: str, changes: Mapping[str, Any], *, reason: str, **details: Unpack[Details]
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
        target = self._entry_id(reference)
        return self._amend("entry-corrected", target, {"reason": reason}, changes, details)

    def dispute(
        self,
        reference: str,
        *,
        by: str,
        reason: str,
        account: Mapping[str, Any] | None = None,
        **details: Unpack[Details],
    ) -> tuple[Entry, ...]:
        """Record that somebody contests an entry, with the fields that differ in their own account if they gave one."""
        target = self._entry_id(reference)
        return self._amend("entry-disputed", target, {"by": by, "reason": reason}, account, details)

    def retract(self, reference: str, *, reason: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
        """Record that an entry should not have been recorded."""
        target = self._entry_id(reference)
        return self.record(build.event("entry-retracted", {"entry": target, "reason": reason}), **details)

    def re_mark(self, reference: str, marking: str, /, *, reason: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
        """Record who may see an entry from now on; a marking among the details is that of the re-marking itself."""
        target = self._entry_id(reference)
        fields = {"entry": target, "marking": marking, "reason": reason}
        return self.record(build.event("entry-re-marked", fields), **details)

    def undo(
        self, reference: str | None = None, *, reason: str = "undone", **details: Unpack[Details]
    ) -> tuple[Entry, ...]:
        """Take back one batch, which is what one command recorded: the one that an entry belongs to, or the last.

        Undoing an undoing brings the batch back.
        """
        reader = self._log.store.reader
        done = self._first_try(details.get("id"))
        if done is not None:
            undone = self._batch(done.number)
            if not self._undoes(undone, reference, reason):
                raise IdReused(done.id, done.number)
            return tuple(undone)
        if reference is None:
            number = reader.head(self.id).number
            if number == 0:
                raise NotFound("entry", "#1", hint="nothing has been recorded yet")
        else:
            number = self.number_of(self._entry_id(reference))
        batch = self._batch(number)
        gone = retractions(reader.entries(self.id, streams={entry.stream for entry in batch}))
        standing = [entry for entry in reversed(batch) if entry.id not in gone]
        if not standing:
            raise TakenBack(number, gone[batch[0].id].number)
        events = [build.event("entry-retracted", {"entry": entry.id, "reason": reason}) for entry in standing]
        return self.record(*events, **details)

    def _undoes(self, done: Sequence[Entry], reference: str | None, reason: str) -> bool:
        """Say whether a batch is what undoing the batch of an entry recorded; without one, that of any."""
        found = [entry.event for entry in done]
        if not all(isinstance(event, EntryRetracted) and event.reason == reason for event in found):
            return False
        if reference is None:
            return True
        batch = {entry.id for entry in self._batch(self.number_of(self._entry_id(reference)))}
        return {event.entry for event in found if isinstance(event, EntryRetracted)} <= batch

    def _batch(self, number: int) -> list[Entry]:
        """Return the entries of the batch to which an entry belongs; a batch has its numbers in one run."""
        reader, width = self._log.store.reader, 64
        while True:
            near = reader.entries(self.id, numbers=(number - width, number + width))
            batch = next(entry.envelope.batch for entry in near if entry.number == number)
            found = [entry for entry in near if entry.envelope.batch == batch]
            whole = found[0].number > max(1, number - width) or found[0].number == 1
            last = reader.head(self.id).number
            if whole and (found[-1].number < number + width or found[-1].number == last):
                return found
            width *= 4

    def _amend(
        self,
        kind: str,
        target: str,
        fields: Mapping[str, Any],
        changes: Mapping[str, Any] | None,
        details: Mapping[str, Any],
    ) -> tuple[Entry, ...]:
        """Record an annotation that says how an entry reads otherwise."""
        reader = self._log.store.reader
        place = reader.by_id(self.id, [target]).get(target)
        if place is None:
            raise NotFound("entry", target)

        def written() -> Event:
            first = self._first_try(details.get("id"))
            near = reader.entries(self.id, streams=[place[1]], numbers=(1, first.number - 1) if first else None)
            event, envelope = as_it_reads(near, target)
            told = envelope.claim()
            if kind == "entry-disputed":
                told = account_of(told, fields["by"], self._claim(details))
            otherwise = {} if changes is None else changed(event, told, changes, full_name=self.full_name)
            return build.event(kind, {"entry": target, **fields, **otherwise})

        return self._write(lambda _: [written()], (), details)
