"""Reading what one talks holds: its entries, sentences about them, and its views as of any moment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..domain.dates.clocks import Clocks
from ..domain.dates.edtf import instant
from ..domain.record.annotated import as_it_reads
from ..domain.record.annotations import Annotation, EntryCorrected, EntryRetracted
from ..domain.record.entry import Entry
from ..domain.record.history import history
from ..store.store import UNFRAMED
from .referring import Referring

if TYPE_CHECKING:
    from ..asof import AsOf
    from ..views.changes import Changes
    from ..views.differences import Difference


class Reading(Referring):
    """One talks of a log, to read."""

    def entries(self, *, until: int | None = None, statements: bool = True) -> list[Entry]:
        """Return the entries as they were recorded, in the order of record.

        Args:
            until: none after the entry of this number.
            statements: with the statements, or without them.
        """
        numbers = None if until is None else (1, until)
        return self._log.store.reader.entries(self.id, numbers=numbers, without=() if statements else UNFRAMED)

    def last_number(self) -> int:
        """Return the number of the last entry; 0 if there is none."""
        return self._log.store.reader.head(self.id).number

    def sentences(self, entries: Sequence[Entry]) -> list[str]:
        """Say in a sentence each what these entries record."""
        from ..domain.fold import fold  # noqa: PLC0415
        from ..domain.record.history import history  # noqa: PLC0415  # only what speaks needs it
        from ..views.sentences.sentence import sentence  # noqa: PLC0415
        from ..views.timeline import versions_made  # noqa: PLC0415

        reader = self._log.store.reader
        made = [
            entry
            for entry in entries
            if entry.event.kind in ("proposal-tabled", "proposal-floated", "proposal-revised")
        ]
        near = reader.entries(self.id, streams={entry.stream for entry in made}) if made else []
        known = {entry.id for entry in near}
        versions = versions_made(fold(history([*near, *(e for e in made if e.id not in known)])))
        named = reader.by_id(self.id, [e.event.entry for e in entries if isinstance(e.event, Annotation)])
        numbers = {id_: number for id_, (number, _, _) in named.items()}
        return [
            sentence(e.event, number=e.number, says=e.envelope.asserted_by, versions=versions, numbers=numbers)
            for e in entries
        ]

    def taken_back_by(self, entry: Entry) -> str | None:
        """Say in a sentence what a retraction takes back; nothing for an entry of another kind."""
        if not isinstance(entry.event, EntryRetracted):
            return None
        number = self.number_of(entry.event.entry)
        return self.sentences(self._log.store.reader.entries(self.id, numbers=(number, number)))[0]

    def changed_by(self, entry: Entry) -> "tuple[Difference, ...]":
        """Return what a correction changed, field by field; nothing for an entry of another kind."""
        if not isinstance(entry.event, EntryCorrected):
            return ()
        from ..views.differences import differences  # noqa: PLC0415  # only what speaks needs it

        near = self._log.store.reader.entries(self.id, streams=[entry.stream], numbers=(1, entry.number - 1))
        event, envelope = as_it_reads(near, entry.event.entry)
        return differences(event, envelope.claim(), entry.event.event, entry.event.claim)

    def matching(self, query: str) -> set[int]:
        """Return the numbers of the entries whose words match a query of the full-text index."""
        return self._log.store.reader.matching(self.id, query)

    def as_of(self, *, at: str | None = None, known: str | None = None, recorded: str | None = None) -> "AsOf":
        """Return the talks at one point of view on the three clocks.

        Args:
            at: what had happened by then (EDTF; its end counts).
            known: what could be known by then.
            recorded: what this log held then, or ``#42``: when it held 42 entries.

        Raises:
            DateError: one of them is no date.
        """
        from ..asof import AsOf  # noqa: PLC0415  # only what shows needs it

        now = instant(self._log.clock())
        return AsOf(self, Clocks(at, known, recorded), now)

    def changes(self, first: str, second: str, *, clock: str = "at", **others: str | None) -> "Changes":
        """Return what changed between two moments on one clock, the other clocks held still.

        Args:
            first: the earlier moment (EDTF).
            second: the later moment.
            clock: at, known or recorded.
            others: the other two clocks.
        """
        from ..views.changes import changes  # noqa: PLC0415

        entries, now = self.entries(), instant(self._log.clock())
        before, after = (history(entries, Clocks(**{**others, clock: moment}), now) for moment in (first, second))
        return changes(after, before=before, clock=clock, first=first, second=second)
