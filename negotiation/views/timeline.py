"""What happened, entry by entry: in the order of the history, or in that of the record."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field

from ..domain.catalogue import FRAME
from ..domain.dates.words import some_time
from ..domain.errors import InputError
from ..domain.fold import fold
from ..domain.memberships import memberships
from ..domain.proposal.events import MAKES_VERSION, ProposalEvent
from ..domain.record.annotated import Annotated, AsItReads
from ..domain.record.entry import EffectiveEntry, Entry
from ..domain.record.envelope import Envelope
from ..domain.record.event import Event, RefersTo, parties_of, said_of, subject_of
from ..domain.record.facts import about_of
from ..domain.record.history import History
from ..domain.record.unread import RECORDER, Withheld
from ..domain.references import ENTRY
from ..domain.state import State
from .disputes import RivalAccount, rival_accounts
from .filter import EVERYTHING, Filter
from .phrases import listed, override_words
from .registry import Needs, View
from .sentences.sentence import sentence


class EntryLine(Struct, frozen=True):
    """One entry, for reading."""

    number: int
    id: str
    occurred: str | None
    learned: str | None
    """When it could first be known, if the entry itself says so."""
    kind: str
    what: str
    proposal: str | None
    subject: str | None
    """The thing that it happened to, as ``pledge:reduce``; None for the talks."""
    about: tuple[str, ...]
    """What it refers to beside that, as ``party:CHN``."""
    in_round: str | None
    parties: tuple[str, ...]
    speaker: str | None
    text: str | None
    """The words of a statement, a pledge, a reservation or an observation."""
    act: str | None
    """The formal act."""
    version: int | None
    """The version of the proposal that it made, or is on."""
    says: str | None
    sources: tuple[str, ...]
    grade: str | None
    marking: str | None
    """Who may see it; as the three below not known of an entry that a copy withholds."""
    recorded: str | None
    recorder: str | None
    batch: str | None
    note: str | None
    quote: str | None
    """The words as they were heard; those of sources are with their citations."""
    marks: tuple[str, ...]
    """What to know before relying on it: contested, corrected, retracted, overridden, unfinished, unsourced."""


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
    see_that_some_are(last)
    kept = lines if last is None else lines[-last:]
    return Timeline(talks, tuple(reversed(kept) if newest_first else kept), len(lines) - len(kept))


def see_that_some_are(last: int | None) -> None:
    """Refuse to look for the last of less than one.

    Raises:
        InputError: that is asked for.
    """
    if last is not None and last < 1:
        raise InputError(f"the last {last} entries are none", "ask for one or more")


def timeline(
    history: History, wanted: Filter = EVERYTHING, *, newest_first: bool = False, last: int | None = None
) -> Timeline:
    """Return the effective history, oldest first unless told otherwise; of it, only the last so many entries if told.

    Raises:
        InputError: the last of less than one entry are asked for.
    """
    _, lines, earlier = picked(history, wanted, last=last)
    return Timeline(history.talks, tuple(reversed(lines) if newest_first else lines), earlier)


def picked(
    history: History, wanted: Filter, *, last: int | None = None, among: frozenset[int] | None = None
) -> tuple[Sequence[EffectiveEntry], Sequence[EntryLine], int]:
    """Return the entries that are asked for in the order of the history, with their lines, and how many come before.

    Args:
        history: the history at the clocks of the question.
        wanted: which of its entries.
        last: only so many, the last ones.
        among: only those of these numbers.

    Raises:
        InputError: the last of less than one entry are asked for.
    """
    see_that_some_are(last)
    numbers, earlier = _among(history, wanted, among), 0
    if numbers is None and last is not None and wanted.text is None:
        entries, earlier = history.tail(last)
    elif numbers is None:
        entries = history.entries
    else:
        entries, earlier = history.picked(numbers, last if wanted.text is None else None)
    pairs = [
        (entry, line)
        for entry, line in zip(entries, lines_of(history, entries), strict=True)
        if wanted.tells(line.what, line.note, line.says)
    ]
    if last is not None and len(pairs) > last:
        pairs, earlier = pairs[-last:], len(pairs) - last
    return [entry for entry, _ in pairs], [line for _, line in pairs], earlier


def chosen(history: History, wanted: Filter) -> Collection[int] | None:
    """Return the numbers of the entries that are asked for; None if that is all of them."""
    if wanted.text is None:
        return _among(history, wanted)
    return {entry.number for entry in picked(history, wanted)[0]}


def how_many(history: History, wanted: Filter, among: frozenset[int]) -> int:
    """Return how many entries in view of some numbers are asked for; none is read unless for its words."""
    if wanted.text is None:
        return len(history.in_view(_among(history, wanted, among) or ()))
    return len(picked(history, wanted, among=among)[0])


def _among(history: History, wanted: Filter, among: frozenset[int] | None = None) -> Collection[int] | None:
    """Return the numbers of the entries that are asked for but for their words; None if those are all."""
    asked = wanted.in_zone(history.zone)
    found = history.candidates(asked)
    if found is not None:
        found |= memberships(history).candidates(history, asked)
    for limit in (wanted.numbers, among):
        if limit is not None:
            found = {*limit} if found is None else found & limit
    return found


def lines_of(history: History, entries: Sequence[EffectiveEntry]) -> list[EntryLine]:
    """Return entries of a history for reading."""
    worded = {("proposal", e.event.proposal) for e in entries if isinstance(e.event, MAKES_VERSION)}
    versions = versions_made(fold(history.about(worded))) if worded else {}
    return [line_of(entry, versions) for entry in entries]


def lines_about(history: History, wanted: Filter) -> tuple[EntryLine, ...]:
    """Return what happened to one thing, in the order that its entries have by themselves, oldest first."""
    lines = {line.number: line for line in picked(history, wanted)[1]}
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
    marks = (*_corrected(found), *lowered(found.envelope), *((f"retracted by #{back.number}",) if back else ()))
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
    known = not isinstance(event, Withheld)
    return EntryLine(
        number=entry.number,
        id=entry.id,
        occurred=envelope.occurred,
        learned=envelope.learned,
        kind=event.kind,
        what=sentence(event, number=entry.number, says=envelope.asserted_by, versions=versions, numbers=numbers),
        proposal=event.proposal if isinstance(event, ProposalEvent) else None,
        subject=":".join(subject) if (subject := subject_of(event)) else None,
        about=about_of(event),
        in_round=envelope.in_round,
        parties=parties_of(event),
        speaker=getattr(event, "speaker", None),
        text=getattr(event, "text", None),
        act=getattr(event, "act", None),
        version=versions.get(entry.number) or getattr(event, "version", None),
        says=envelope.asserted_by,
        sources=envelope.cited,
        grade=envelope.grade,
        marking=envelope.marking if known else None,
        recorded=entry.recorded.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if known else None,
        recorder=envelope.recorder if known else None,
        batch=envelope.batch if known else None,
        note=envelope.note,
        quote=envelope.quote,
        marks=marks,
    )


def lowered(envelope: Envelope) -> tuple[str, ...]:
    """Say why more may see an entry than what it is about."""
    return (f"marked lower than what it is about: {envelope.lowered}",) if envelope.lowered else ()


def marks_of(entry: EffectiveEntry) -> tuple[str, ...]:
    """Say what to know of an entry before relying on it."""
    marks = [_contest_mark(account) for account in rival_accounts(entry)]
    marks += _corrected(entry)
    if entry.override:
        marks.append(override_words(entry.override))
    marks += lowered(entry.envelope)
    marks += _not_as_recorded(entry)
    if entry.ahead:
        marks.append("ahead: dated later than this view")
    if entry.unfinished:
        marks.append(some_time(entry.envelope.occurred))
    if not entry.envelope.sources and entry.event.kind not in FRAME:
        marks.append("unsourced")
    return tuple(marks)


def _not_as_recorded(entry: EffectiveEntry) -> list[str]:
    """Say what nobody vouches for, of an entry in a copy: what is withheld of it, and how it names other entries."""
    altered = [path.rpartition("/") for path in entry.envelope.withheld or () if path != RECORDER]
    if not altered:  # as of every entry that is in no copy
        return []
    named = {name for name, said in said_of(type(entry.original.event)) if RefersTo(ENTRY) in said}
    renamed = [name for part, _, name in altered if part == "event" and name in named]
    hidden = [name for part, _, name in altered if part != "event" or name not in named]
    ways = (("withheld", hidden), ("by ids of this copy", renamed))
    return [f"{way}: {listed([name.replace('_', ' ') for name in names])}" for way, names in ways if names]


def _contest_mark(account: RivalAccount) -> str:
    """Say who contests an entry, and what their own account says instead."""
    instead = [f"{d.field} {d.other}" if len(d.other) <= SHORT else f"other {d.field}" for d in account.says_otherwise]
    return f"contested by {account.by}{f' ({listed(instead)})' if instead else ''}"


VIEW = View(timeline, Needs.HISTORY, of_entries=True)
