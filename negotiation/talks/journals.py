"""Recording whole journals."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..domain.errors import HistoryConflict, ImportFailed, InputError, InvalidInput, NotFound, Problem, Refused
from ..store.store import Appended
from .base import TalksBase
from .drafts import Amending, NewEntry

if TYPE_CHECKING:
    from ..domain.record.event import Event
    from ..exchange.item import Item
    from ..exchange.journal import Journal

_OVERRIDE = "nothing was recorded; an entry that happened all the same takes 'override: REASON'"


class Journals(TalksBase):
    """Recording what people wrote in a journal."""

    def record_journal(self, path: str, *, dry_run: bool = False) -> Appended:
        """Record a journal file, all or nothing; entries recorded before are left as they are.

        Raises:
            InputError: the file cannot be read, or is of other talks.
            ImportFailed: entries that cannot be taken, every one named.
            IdReused, StoreBusy, StoreError: as for any write.
        """
        from ..exchange.journal import read  # noqa: PLC0415  # only journals need YAML

        return self.record_items(read(path), dry_run=dry_run)

    def record_items(self, journal: "Journal", *, dry_run: bool = False) -> Appended:
        """Record a journal that has been read; see :meth:`record_journal`."""
        if journal.talks is not None and journal.talks != self.id:
            raise InputError(f"the journal is of {journal.talks}, not of {self.id}", f"use --talks {journal.talks}")
        if not journal.items:
            return Appended(())
        self._check(journal.items)
        where = {item.id: item.where for item in journal.items}
        try:
            return self.record_all([new_entry(item) for item in journal.items], dry_run=dry_run)
        except InvalidInput as error:
            raise ImportFailed(error.problems) from None
        except HistoryConflict as conflict:
            bad = [Problem("", "", message) for message in conflict.message.splitlines()]
            raise ImportFailed(bad, _OVERRIDE) from None
        except Refused as refused:
            raise ImportFailed(
                [
                    Problem(where.get(v.entry.id, f"#{v.entry.number}"), "", v.refusal.message)
                    for v in refused.violations
                ],
                _OVERRIDE,
            ) from None

    def _check(self, items: "Sequence[Item]") -> None:
        """Name every reference of the journal to something that is not there."""
        from ..domain.references import missing, references  # noqa: PLC0415
        from ..store.reader import names  # noqa: PLC0415

        reader = self._log.store.reader
        events = [(str(item.id), item.event or _naming(item), item.claim) for item in items]
        named = [name for _, event, claim in events for sort, name in references(event, claim) if sort == "entry"]
        known = {id_: (stream, kind) for id_, (_, stream, kind) in reader.by_id(self.id, named).items()}
        frame = reader.entries(self.id, streams=[f"{self.id}/talks"], without=["statement-recorded"])
        available = names(frame, reader.versions(self.id), known)
        gaps = list(missing(events, available))
        if gaps:
            raise ImportFailed(
                [Problem(items[gap.draft].where, "", str(NotFound(gap.sort, gap.name, gap.known))) for gap in gaps]
            )


def _naming(item: "Item") -> "Event":
    from ..domain import build  # noqa: PLC0415

    try:
        return build.event("entry-retracted", {"entry": item.fields.get("entry"), "reason": "names the entry"})
    except InvalidInput as error:
        raise ImportFailed([Problem(item.where, p.field, p.message) for p in error.problems]) from None


def new_entry(item: "Item") -> NewEntry:
    """Return an item of a journal as an entry to be recorded."""
    event = item.event or Amending(item.kind, item.fields, item.changes or {}, item.where)
    return NewEntry(event, item.claim, item.marking, item.override, item.id)
