"""What happened, entry by entry: in the order of the history, or in that of the record."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field

from ..domain.catalogue import FRAME
from ..domain.dates.words import some_time
from ..domain.errors import InputError
from ..domain.fold import fold
from ..domain.memberships import memberships
from ..domain.proposal.events import ProposalAmended, ProposalEvent, ProposalFloated, ProposalRevised, ProposalTabled
from ..domain.record.annotated import Annotated, AsItReads
from ..domain.record.entry import EffectiveEntry, Entry
from ..domain.record.envelope import Envelope
from ..domain.record.event import Event, parties_of, subject_of
from ..domain.record.history import History
from ..domain.references import references
from ..domain.state import State
from ..domain.talks.events import StatementRecorded
from .disputes import RivalAccount, rival_accounts
from .phrases import listed, override_words
from .registry import Needs, View
from .sentences.sentence import sentence


class EntryLine(Struct, frozen=True):
    """One entry, for reading."""

    number: int
    id: str
    on: str | None
    kind: str
    what: str
    proposal: str | None
    subject: str | None
    """The thing that it happened to, as ``pledge:reduce``; None for the talks."""
    in_round: str | None
    parties: tuple[str, ...]
    says: str | None
    sources: tuple[str, ...]
    grade: str | None
    marking: str
    recorded: str
    recorder: str
    batch: str
    note: str | None
    marks: tuple[str, ...]
    """What to know before relying on it: contested, corrected, retracted, overridden, unfinished, unsourced."""


class Filter(Struct, frozen=True):
    """Which entries are asked for; what is not given does not limit."""

    party: str | None = None
    """A party, or a group; what a group does its members do."""
    proposal: str | None = None
    pledge: str | None = None
    round: str | None = None
    kind: str | None = None
    source: str | None = None
    marking: str | None = None
    text: str | None = None
    numbers: frozenset[int] | None = None

    def __call__(self, line: EntryLine, about: Iterable[str], parties: Collection[str]) -> bool:
        """Say whether an entry is one of those asked for, given what it refers to and who has a part in it."""
        wanted = (
            self.party is None or self.party in parties,
            self.proposal is None or self.proposal == line.proposal or f"proposal:{self.proposal}" in about,
            self.pledge is None or f"pledge:{self.pledge}" in (line.subject, *about),
            self.round is None or f"round:{self.round}" in (line.subject, *about),
            self.kind is None or self.kind in (line.kind, line.kind.partition("-")[0]),
            self.source is None or self.source in line.sources,
            self.marking is None or self.marking == line.marking,
            self.text is None or self.text.casefold() in f"{line.what} {line.note or ''} {line.says or ''}".casefold(),
            self.numbers is None or line.number in self.numbers,
        )
        return all(wanted)


EVERYTHING = Filter()

SHORT = 40
"""A rival account's value up to this length is written out in a mark; a longer one is named."""


class Timeline(Struct, frozen=True):
    """Entries for reading, in some order."""

    talks: str
    lines: tuple[EntryLine, ...] = field(default_factory=tuple)
    earlier: int = 0
    """How many come before those that were asked for."""


def arranged(talks: str, lines: Sequence[EntryLine], *, newest_first: bool, last: int | None) -> Timeline:
    """Return lines that stand in their order as a timeline.

    Args:
        talks: the id of the talks.
        lines: the lines, oldest first.
        newest_first: the other way round.
        last: only so many, the last ones.

    Raises:
        InputError: that is none.
    """
    if last is not None and last < 1:
        raise InputError(f"the last {last} entries are none", "ask for one or more")
    kept = lines if last is None else lines[-last:]
    return _arranged(talks, kept, len(lines) - len(kept), newest_first=newest_first)


def _arranged(talks: str, lines: Sequence[EntryLine], earlier: int, *, newest_first: bool) -> Timeline:
    return Timeline(talks, tuple(reversed(lines) if newest_first else lines), earlier)


def timeline(
    history: History, wanted: Filter = EVERYTHING, *, newest_first: bool = False, last: int | None = None
) -> Timeline:
    """Return the effective history, oldest first unless told otherwise; of it, only the last so many entries if told.

    Raises:
        InputError: the last of less than one entry are asked for.
    """
    if wanted == EVERYTHING and last is not None and last > 0:
        entries, earlier = history.tail(last)
        return _arranged(history.talks, lines_of(history, entries), earlier, newest_first=newest_first)
    numbers = _among(history, wanted)
    entries = history.entries if numbers is None else history.picked(numbers)
    groups = memberships(history)
    lines = [
        line
        for entry, line in zip(entries, lines_of(history, entries), strict=True)
        if wanted(line, about(entry.event, entry.envelope), groups.parties_of(entry))
    ]
    return arranged(history.talks, lines, newest_first=newest_first, last=last)


def _among(history: History, wanted: Filter) -> Collection[int] | None:
    """Return the numbers of entries among which are all that are asked for; None if those may be any."""
    names = (None,) if wanted.party is None else memberships(history).names_of(wanted.party)
    found: set[int] = set()
    for name in names:
        own = history.candidates(parties=name, sources=wanted.source, marking=wanted.marking)
        if own is None:
            return wanted.numbers
        found |= own
    return found if wanted.numbers is None else found & wanted.numbers


def lines_of(history: History, entries: Sequence[EffectiveEntry]) -> list[EntryLine]:
    """Return entries of a history for reading."""
    worded = {("proposal", e.event.proposal) for e in entries if isinstance(e.event, _WORDED)}
    versions = versions_made(fold(history.about(worded))) if worded else {}
    return [line_of(entry, versions) for entry in entries]


_WORDED = (ProposalFloated, ProposalTabled, ProposalRevised, ProposalAmended)
"""The events that make a version of a proposal, which its number tells."""


def lines_about(history: History, wanted: Filter) -> tuple[EntryLine, ...]:
    """Return what happened to one thing, in the order that its entries have by themselves, oldest first."""
    lines = {line.number: line for line in timeline(history, wanted).lines}
    return tuple(lines[entry.number] for entry in history.among(lines))


def versions_made(now: State) -> dict[int, int]:
    """Return which version of its proposal each entry made, by entry number."""
    return {version.entry: version.number for proposal in now.proposals.values() for version in proposal.versions}


def line_of(entry: EffectiveEntry, versions: Mapping[int, int]) -> EntryLine:
    """Return an entry of the effective history for reading."""
    return line(entry.original, entry.event, entry.envelope, versions, {}, marks_of(entry))


def recorded_line(entry: Entry, versions: Mapping[int, int], numbers: Mapping[str, int]) -> EntryLine:
    """Return an entry as it was recorded for reading."""
    return line(entry, entry.event, entry.envelope, versions, numbers, ())


def as_it_reads_line(
    entry: Entry, read: Annotated, versions: Mapping[int, int], numbers: Mapping[str, int]
) -> EntryLine:
    """Return an entry that is no part of the history for reading: as it reads by now, with what has become of it."""
    found, back = read.of(entry), read.retracted.get(entry.id)
    marks = (*_corrected(found), *((f"retracted by #{back.number}",) if back else ()))
    return line(entry, found.event, found.envelope, versions, numbers, marks)


def _corrected(found: AsItReads | EffectiveEntry) -> tuple[str, ...]:
    """Name the correction that holds, if there is one."""
    return (f"corrected by #{found.corrections[-1].number}",) if found.corrections else ()


def line(
    entry: Entry,
    event: Event,
    envelope: Envelope,
    versions: Mapping[int, int],
    numbers: Mapping[str, int],
    marks: tuple[str, ...],
) -> EntryLine:
    """Return an entry for reading, with one event and one envelope of the several that it may have had."""
    return EntryLine(
        number=entry.number,
        id=entry.id,
        on=envelope.occurred,
        kind=event.kind,
        what=sentence(event, number=entry.number, says=envelope.asserted_by, versions=versions, numbers=numbers),
        proposal=event.proposal if isinstance(event, ProposalEvent) else None,
        subject=":".join(subject) if (subject := subject_of(event)) else None,
        in_round=envelope.in_round,
        parties=parties_of(event),
        says=envelope.asserted_by,
        sources=envelope.cited,
        grade=envelope.grade,
        marking=envelope.marking,
        recorded=entry.recorded.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        recorder=envelope.recorder,
        batch=envelope.batch,
        note=envelope.note,
        marks=marks,
    )


def marks_of(entry: EffectiveEntry) -> tuple[str, ...]:
    """Say what to know of an entry before relying on it."""
    marks = [_contest_mark(account) for account in rival_accounts(entry)]
    marks += _corrected(entry)
    if entry.override:
        marks.append(override_words(entry.override))
    if entry.ahead:
        marks.append("ahead: dated later than this view")
    if entry.unfinished:
        marks.append(some_time(entry.envelope.occurred))
    if not entry.envelope.sources and entry.event.kind not in FRAME:
        marks.append("unsourced")
    return tuple(marks)


def _contest_mark(account: RivalAccount) -> str:
    """Say who contests an entry, and what their own account says instead."""
    instead = [f"{d.field} {d.other}" if len(d.other) <= SHORT else f"other {d.field}" for d in account.says_otherwise]
    return f"contested by {account.by}{f' ({listed(instead)})' if instead else ''}"


def about(event: Event, envelope: Envelope) -> tuple[str, ...]:
    """Return what an entry refers to, in words or in passing."""
    found = tuple(f"{sort}:{name}" for sort, name in references(event, envelope))
    return (*found, *event.about) if isinstance(event, StatementRecorded) else found


VIEW = View(timeline, Needs.HISTORY)
