"""The apparatus of a document: it numbers the footnotes and keeps account of every entry that is shown."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..domain.fold import fold
from ..domain.lazily import lazily
from ..domain.memberships import memberships
from ..domain.record.annotated import as_it_reads
from ..domain.record.annotations import EntryDisputed, EntryReMarked
from ..domain.record.entry import EffectiveEntry, Entry
from ..domain.record.envelope import Citation, Envelope, open_to_all
from ..domain.record.history import History
from ..domain.talks.events import SourceRegistered
from ..markings import strictest
from ..views.labels import labels_of
from ..views.timeline import EntryLine, line_of, versions_made
from .document import Footnote, Notes, Passage, Resting

_UNSOURCED = "unsourced"
_Key = tuple[Citation, str | None]


class CitedEntry(Struct, frozen=True):
    """An entry that a report shows, for programs."""

    entry: int
    notes: tuple[int, ...]
    marks: tuple[str, ...]
    marking: str
    labels: tuple[str, ...] = ()
    """What to know before it is handed on."""


class Apparatus:
    """Turns claims into passages, and remembers what they rest on."""

    def __init__(self, recorded: Sequence[Entry], history: History) -> None:
        self._recorded = recorded
        self._history = history
        self.now = fold(history)
        self.entries = history.by_number
        self._versions = versions_made(self.now)
        self._numbers: dict[_Key, int] = {}
        self._cited_by: dict[int, dict[int, None]] = {}
        self._claimed: dict[int, CitedEntry] = {}
        self._seen: dict[int, None] = {}
        self._aside: dict[int, Envelope] = {}
        self._sources = {
            entry.event.source: entry for entry in history.entries if isinstance(entry.event, SourceRegistered)
        }
        self._unsourced = (_UNSOURCED,) if self._sources else ()
        """How what has no source is marked; where nothing has one, the foot of the report says so once."""

    @lazily
    def held(self) -> list[Entry]:
        """The entries that the log held at these clocks, in the order of record."""
        holds = self._history.clocks.holds
        return [entry for entry in self._recorded if holds(entry.number, entry.recorded)]

    def claim(self, text: str, number: int, *, strong: bool = False) -> Passage:
        """Return words that rest on an entry, with its footnotes and marks; just the words if it is not in view."""
        entry = self.entries.get(number)
        if entry is None:
            return Passage(text, strong=strong)
        shown = self._claimed.get(number) or self._show(entry)
        accounts = number if entry.disputes else None
        return Passage(text, number, shown.notes, shown.marks, accounts, strong=strong)

    def _show(self, entry: EffectiveEntry) -> CitedEntry:
        envelope, number = entry.envelope, entry.number
        notes = self._notes(envelope.sources, envelope.grade, number)
        self._seen[number] = None
        self._claimed[number] = CitedEntry(number, notes, self._marks(entry), envelope.marking, labels_of(envelope))
        return self._claimed[number]

    def told(self, entry: EffectiveEntry) -> tuple[EffectiveEntry, ...]:
        """Return an entry as told of each member of the groups that it names."""
        return memberships(self._history).told(entry)

    def line(self, entry: EffectiveEntry) -> EntryLine:
        """Return an entry for reading."""
        return line_of(entry, self._versions)

    def see(self, numbers: Iterable[int]) -> None:
        """Count entries as part of the report, although no passage of the text rests on them."""
        self._seen.update(dict.fromkeys(number for number in numbers if number in self.entries))

    def disputed(self) -> list[EffectiveEntry]:
        """Return the entries shown that somebody disputes, in the order of the history."""
        return [entry for entry in self.entries.values() if entry.number in self._seen and entry.disputes]

    def dispute(self, text: str, dispute: Entry, disputed: EffectiveEntry) -> Passage:
        """Return words that rest on a dispute, with the footnotes of the dispute and of the account that it gives.

        What the account cites only because the disputed entry does is no source of it.
        """
        event, envelope = dispute.event, dispute.envelope
        notes = self._notes(envelope.sources, envelope.grade, dispute.number)
        if isinstance(event, EntryDisputed) and event.claim:
            own = tuple(c for c in event.claim.sources if c not in disputed.envelope.sources)
            rival = self._notes(own, event.claim.grade, dispute.number)
            notes = tuple(dict.fromkeys((*notes, *rival)))
        marks = (() if notes else self._unsourced) + labels_of(self._envelope(dispute))
        return Passage(text, entry=dispute.number, notes=notes, marks=marks)

    def aside(self, text: str, entry: Entry, marks: Iterable[str] = ()) -> Passage:
        """Return words of an entry that is no part of the history in view: one about an entry, or one taken back since.

        Its marking counts, and so do its sources.

        Args:
            text: the words.
            entry: an entry that the log held at these clocks.
            marks: what to know of it, beside its marking and whether it has sources.
        """
        envelope = as_it_reads(self.known, entry.id)[1]
        notes = self._notes(envelope.sources, envelope.grade, entry.number)
        self._aside[entry.number] = envelope
        own = labels_of(envelope)
        unsourced = () if notes else self._unsourced
        return Passage(text, notes=notes, marks=tuple(dict.fromkeys((*own, *marks, *unsourced))))

    def noted(self, passage: Resting, *, marks_told: bool = False) -> Passage:
        """Return words with the footnotes of the entries behind them, and whether these are unsourced or not public.

        Args:
            passage: the words.
            marks_told: whether it is told beside them what is unsourced.
        """
        notes: dict[int, None] = {}
        marks: dict[str, None] = {}
        for number in passage.behind:
            shown = self._behind(number)
            if shown is not None:
                notes.update(dict.fromkeys(shown.notes))
                told = (_UNSOURCED, *shown.labels)
                marks.update(dict.fromkeys(mark for mark in shown.marks if mark in told))
        if notes or marks_told:  # what has one source behind it is not unsourced
            marks.pop(_UNSOURCED, None)
        return Passage(
            passage.text, notes=tuple(notes), marks=tuple(marks), runs=passage.runs, changed_by=passage.changed_by
        )

    def _behind(self, number: int) -> CitedEntry | None:
        """Return an entry of which words are shown, be it in the history in view or about an entry; else None."""
        if number in self.entries:
            return self._claimed.get(number) or self._show(self.entries[number])
        entry = self._held_by_number.get(number)
        if entry is None:
            return None
        passage = self.aside("", entry)
        return CitedEntry(
            number, passage.notes, passage.marks, self._aside[number].marking, labels_of(self._aside[number])
        )

    @lazily
    def _held_by_number(self) -> dict[int, Entry]:
        return {entry.number: entry for entry in self.held}

    def notes(self) -> Notes:
        """Return the footnotes of every passage so far, and the marking of what gave them words."""
        found = self.envelopes()
        return Notes(
            tuple(self._footnote(number, *key) for key, number in self._numbers.items()),
            strictest(envelope.marking for envelope in found.values()),
            tuple(number for number, envelope in found.items() if not open_to_all(envelope)),
        )

    def shown(self) -> tuple[CitedEntry, ...]:
        """Return the entries that passages rest on so far, in the order of record."""
        return tuple(shown for _, shown in sorted(self._claimed.items()))

    def envelopes(self) -> dict[int, Envelope]:
        """Return the envelope of every entry that has given words to the report, by its number."""
        found = dict(self._aside)
        for number in self._seen:
            entry = self.entries[number]
            found[number] = entry.envelope
            found.update({about.number: self._envelope(about) for about in (*entry.corrections, *entry.disputes)})
        return dict(sorted(found.items()))

    def _notes(self, citations: tuple[Citation, ...], grade: str | None, entry: int) -> tuple[int, ...]:
        notes = []
        for citation in citations:
            number = self._numbers.setdefault((citation, grade), len(self._numbers) + 1)
            self._cited_by.setdefault(number, {})[entry] = None
            if citation.source in self._sources:
                self._seen[self._sources[citation.source].number] = None
            notes.append(number)
        return tuple(dict.fromkeys(notes))

    def _marks(self, entry: EffectiveEntry) -> tuple[str, ...]:
        told = (mark for mark in self.line(entry).marks if mark != _UNSOURCED or self._unsourced)
        return (*labels_of(entry.envelope), *told)

    def _footnote(self, number: int, citation: Citation, grade: str | None) -> Footnote:
        entry = self._sources.get(citation.source)
        source = self.now.talks.sources.get(citation.source)
        return Footnote(
            number=number,
            source=citation.source,
            publisher=source.publisher if source else None,
            title=source.title if source else None,
            published=source.published if source else None,
            locator=citation.locator,
            quote=citation.quote,
            language=citation.language or (source.language if source else None),
            url=source.url if source else None,
            reliability=source.reliability if source else None,
            grade=grade,
            sha256=source.sha256 if source else None,
            marks=self._marks(entry) if entry else ("not in view at these clocks",),
            entries=tuple(self._cited_by[number]),
        )

    @lazily
    def _re_marked(self) -> set[str]:
        return {entry.event.entry for entry in self.known if isinstance(entry.event, EntryReMarked)}

    @lazily
    def known(self) -> list[Entry]:
        """The entries held, without those about entries that could not be known yet."""
        return [entry for entry in self.held if entry.id not in self._history.unknown]

    def _envelope(self, annotation: Entry) -> Envelope:
        """Return the envelope of an entry about an entry, as it is by now."""
        if annotation.id not in self._re_marked:
            return annotation.envelope
        return as_it_reads(self.known, annotation.id)[1]
