"""What entries about entries come to: what each entry reads as, what was taken back, and by what.

This is the only reader of annotations; whatever asks how an entry reads, or whether it stands, asks it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..lazily import lazily
from .annotations import Annotation, EntryCorrected, EntryDisputed, EntryReMarked, EntryRetracted
from .entry import Entry
from .envelope import Envelope
from .event import Event


class AsItReads(Struct, frozen=True):
    """What one entry says by now, with what was said of it."""

    event: Event
    envelope: Envelope
    corrections: tuple[Entry, ...] = ()
    """The corrections that stand, each as it reads itself, in the order of record; the last one holds."""
    disputes: tuple[Entry, ...] = ()
    """The disputes that stand, each as it reads itself."""
    re_marked: bool = False
    as_before: tuple[str, ...] = ("compartments", "attribution")
    """What no re-marking that was read so far has given anew: so it is as an earlier one says, or as it was."""


Leaving = Callable[[Entry, AsItReads], bool]
"""Says of an annotation, as it reads, whether it is left out."""


class Annotated:
    """A record, or a part of it, with its annotations applied.

    The latest annotation is read first, so that annotations can be annotated themselves: one that was corrected counts
    as if it had been recorded so at first. Which entry an annotation names is what it is, and no correction changes it.

    Args:
        entries: entries of one talks, in the order of record; entries that annotations name need not be among them.
        leaving: leaves out annotations, such as those that could not be known yet.
    """

    def __init__(self, entries: Sequence[Entry], leaving: Leaving | None = None) -> None:
        self._entries = entries
        about = [(entry, entry.event.entry) for entry in entries if isinstance(entry.event, Annotation)]
        named = {entry.id for entry, _ in about} | {name for _, name in about}  # of very many, few are
        self._places = {entry.id: place for place, entry in enumerate(entries) if entry.id in named}
        self._annotated: dict[str, AsItReads] = {}
        self.retracted: dict[str, Entry] = {}
        """What was taken back and not brought back: each retraction that stands, by the id of the entry it names."""
        self.left_out: set[str] = set()
        """The ids of the annotations that were left out."""
        for entry, name in reversed(about):
            if entry.id not in self.retracted:
                self._apply(entry, name, leaving)

    def of(self, entry: Entry) -> AsItReads:
        """Return what an entry reads as; one that nothing was said of reads as it was recorded."""
        return self._annotated.get(entry.id) or AsItReads(entry.event, entry.envelope)

    def by_id(self, entry_id: str) -> AsItReads:
        """Return what the entry of that id reads as.

        Raises:
            KeyError: it is not among the entries.
        """
        return self.of(self._by_id[entry_id])

    @lazily
    def _by_id(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self._entries}

    def standing(self) -> Iterator[AsItReads]:
        """Yield what the entries that were not taken back read as, in the order of record."""
        for entry in self._entries:
            if entry.id not in self.retracted:
                yield self.of(entry)

    def _apply(self, entry: Entry, named: str, leaving: Leaving | None) -> None:
        """Apply one annotation that stands; of several of a kind the latest was seen first, and holds."""
        own = self.of(entry)
        if leaving and leaving(entry, own):
            self.left_out.add(entry.id)
            return
        if isinstance(own.event, EntryRetracted):
            self.retracted.setdefault(named, entry)
        place = self._places.get(named)
        if place is not None and place < self._places[entry.id]:
            self._annotated[named] = _applied(own, entry, self.of(self._entries[place]))


def _applied(annotation: AsItReads, entry: Entry, target: AsItReads) -> AsItReads:
    """Return a target as it reads with one more annotation, which was recorded before those that it has."""
    as_read = entry
    if annotation.event is not entry.event or annotation.envelope is not entry.envelope:
        as_read = replace(entry, event=annotation.event, envelope=annotation.envelope)
    match annotation.event:
        case EntryCorrected() as event if not target.corrections:
            envelope = target.envelope.with_claim(event.claim)
            return replace(target, event=event.event, envelope=envelope, corrections=(as_read,))
        case EntryCorrected():
            return replace(target, corrections=(as_read, *target.corrections))
        case EntryDisputed():
            return replace(target, disputes=(as_read, *target.disputes))
        case EntryReMarked() as event:
            return _re_marked(target, event)
        case _:
            return target


def _re_marked(target: AsItReads, event: EntryReMarked) -> AsItReads:
    """Return a target as it reads with one more re-marking, recorded before those that it has.

    The marking is that of the last one, and the compartments and the attribution are those of the last that gives any.
    """
    given = {name: value for name in target.as_before if (value := getattr(event, name)) is not None}
    marking = target.envelope.marking if target.re_marked else event.marking
    envelope = replace(target.envelope, marking=marking, **given)
    left = tuple(name for name in target.as_before if name not in given)
    return replace(target, envelope=envelope, re_marked=True, as_before=left)


def as_it_reads(entries: Sequence[Entry], entry_id: str) -> tuple[Event, Envelope]:
    """Return what an entry says by now, with its corrections applied; it may be an entry about an entry."""
    found = Annotated(entries).by_id(entry_id)
    return found.event, found.envelope


def retractions(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """Return the retraction of every entry that was taken back and not brought back, by the id of that entry."""
    return Annotated(entries).retracted


def standing(entries: Sequence[Entry]) -> Iterable[Event]:
    """Yield what the entries say by now, corrected, without those that were taken back."""
    return (found.event for found in Annotated(entries).standing())
