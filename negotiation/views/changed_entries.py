"""Which entries came into view between two moments, which went out of it, and which read otherwise."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..domain.record.entry import EffectiveEntry, Entry
from ..domain.record.history import History, SaidOfEntry
from .differences import differences
from .timeline import EntryLine, line, lines_of, marks_of


class Rereading(Struct, frozen=True):
    """A field of an entry that reads otherwise."""

    entry: EffectiveEntry
    field: str
    before: str
    after: str
    by: tuple[int, ...]
    """The entries about it by which it does; none where only time has passed."""


class EntryChanges(Struct, frozen=True):
    """What became of the entries between two moments."""

    new: tuple[EntryLine, ...]
    gone: tuple[EntryLine, ...]
    otherwise: tuple[Rereading, ...]
    said: tuple[EntryLine, ...]
    """Entries about entries that did not count before: corrections, retractions, disputes and markings."""
    unsaid: tuple[EntryLine, ...]
    """Those that count no more."""
    about: Mapping[int, int]
    """The entries that these are about, by their numbers."""
    touched: tuple[EffectiveEntry, ...]
    """All entries that came, went, or read otherwise, as they read at each of the moments."""

    @property
    def numbers(self) -> frozenset[int]:
        """All entries that are told of by themselves."""
        lines = (*self.new, *self.gone, *self.said, *self.unsaid)
        return frozenset((*(found.number for found in lines), *(found.entry.number for found in self.otherwise)))


def entry_changes(before: History, after: History) -> EntryChanges:
    """Compare which entries are in view at two moments, and how each reads."""
    then, now = before.readings(), after.readings()
    perhaps = {number for number in then.keys() & now.keys() if then[number] != now[number]}
    was = before.told_in(then.keys() - now.keys() | perhaps)
    reads = after.told_in(now.keys() - then.keys() | perhaps)
    differing = {number for number in perhaps if was[number] != reads[number]}
    saying, says = before.reading_of_said(), after.reading_of_said()
    asked = {number for number in saying.keys() | says.keys() if saying.get(number) != says.get(number)}
    was_said = {entry.number: entry for entry in before.said_in(asked)}
    is_said = {entry.number: entry for entry in after.said_in(asked)}
    said = [entry for number, entry in is_said.items() if was_said.get(number) != entry]
    unsaid = [entry for number, entry in was_said.items() if number not in is_said]
    return EntryChanges(
        new=tuple(lines_of(after, [entry for number, entry in reads.items() if number not in then])),
        gone=tuple(lines_of(before, [entry for number, entry in was.items() if number not in now])),
        otherwise=tuple(
            found for number in sorted(differing) for found in _rereadings(was[number], reads[number])
        ),
        said=tuple(map(_said_line, said)),
        unsaid=tuple(map(_said_line, unsaid)),
        about={entry.number: entry.of for entry in (*said, *unsaid)},
        touched=tuple(
            entry for entry in (*was.values(), *reads.values()) if entry.number not in perhaps - differing
        ),
    )  # fmt: skip


def _said_line(said: SaidOfEntry) -> EntryLine:
    """Return an entry about an entry for reading."""
    named = {getattr(said.event, "entry", ""): said.of} if said.of else {}
    unsourced = () if said.envelope.sources else ("unsourced",)
    found = line(said.original, said.event, said.envelope, {}, named, unsourced)
    return replace(found, subject=f"entry:#{said.of}") if said.of else found


def _rereadings(one: EffectiveEntry, other: EffectiveEntry) -> Iterator[Rereading]:
    """Yield the fields in which an entry reads otherwise, each with the correction or the like by which it does."""
    corrected = _only(other.corrections, one.corrections) or _only(one.corrections, other.corrections)
    for found in differences(one.event, one.envelope.claim(), other.event, other.envelope.claim()):
        yield Rereading(other, found.field, found.one, found.other, corrected)
    if one.envelope.marking != other.envelope.marking:
        yield Rereading(other, "marking", one.envelope.marking, other.envelope.marking, ())
    disputed = _only(other.disputes, one.disputes) + _only(one.disputes, other.disputes)
    marks, now = marks_of(one), marks_of(other)
    if marks != now:
        yield Rereading(other, "marks", "; ".join(marks), "; ".join(now), tuple(sorted({*corrected, *disputed})))


def _only(those: Sequence[Entry], others: Sequence[Entry]) -> tuple[int, ...]:
    have = {entry.number for entry in others}
    return tuple(entry.number for entry in those if entry.number not in have)
