"""How an entry reads, from one number of the record to another: a row for each time that something was said of it.

What was said of it later than it could be known is left out by those who know no more; so there is a row for each time
that more could be known of it, too.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from ...domain.circles import Circles
from ...domain.dates.edtf import ALWAYS_AFTER, UNDATED, Span, qualified, span
from ...domain.record.annotated import Annotated, AsItReads
from ...domain.record.annotations import Annotation, EntryCorrected, EntryReMarked
from ...domain.record.entry import Entry
from ...domain.record.envelope import Claim, Envelope, open_to_all
from ...domain.record.event import Event, Published, SetsUnsourced, introduced_by, subject_of, value_of
from ...domain.record.facts import facts_of
from ...domain.record.history import zone_now
from ...domain.record.known import Knowledge, Telling, telling
from .reading import Reading


class Frame(NamedTuple):
    """By what all entries of some talks are read."""

    zone: str
    """The time zone in which their dates are."""
    telling: Telling
    """What tells when they could be known."""


def frame_of(entries: Sequence[Entry]) -> Frame:
    """Return by what the entries of talks are read, given all of them, in the order of record."""
    zone = zone_now(entries)
    return Frame(zone, telling(Annotated(entries), zone))


def readings(entry: Entry, said: Sequence[Entry], frame: Frame) -> Iterator[Reading]:
    """Yield how an entry reads, from its recording on.

    Args:
        entry: the entry, which is about no other entry.
        said: the entries about it, and about these in turn, in the order of record.
        frame: by what it is read.
    """
    numbers = [entry.number, *(one.number for one in said)]
    knowledge = Knowledge(frame.telling, frame.zone, ALWAYS_AFTER)
    for place, since in enumerate(numbers):
        until = numbers[place + 1] if place < len(said) else None
        for after, before, read in _as_known(entry, said[:place], frame):
            found = read.of(entry)
            date = found.envelope.occurred
            yield _row(
                entry,
                found,
                frame,
                UNDATED if date is None else span(date, frame.zone),
                since=since,
                until=until,
                part=0 if before is None else _part(read, before),
                knowing_after=after,
                knowing_until=before,
                learned=knowledge.learned(entry, found),
                told=knowledge.told(found) is not None,
                gone=entry.id in read.retracted or isinstance(found.event, Annotation),  # then it is no part of it
            )


def about(entry: Entry, of: int, frame: Frame) -> Reading:
    """Return the row of an entry about an entry.

    Args:
        entry: the entry.
        of: the number of the entry that it is about in the end.
        frame: by what it is read.
    """
    found = AsItReads(entry.event, entry.envelope)
    row = _row(entry, found, frame, UNDATED, since=entry.number, of=of)
    cited = tuple(dict.fromkeys(name for _, claim in _accounts(entry) for name in claim.cited))
    return row._replace(sources="\n".join(cited), loose=_loose(cited, frame))


def _as_known(entry: Entry, said: Sequence[Entry], frame: Frame) -> Iterator[tuple[int | None, int | None, Annotated]]:
    """Yield what was said of an entry as those read it who knew later than one instant, and up to another."""
    every = Annotated([entry, *said])
    if not said:
        yield None, None, every
        return
    knowledge = Knowledge(frame.telling, frame.zone, ALWAYS_AFTER)
    moments = {
        since
        for one in said
        for event, claim in _every_account(said)
        if (since := knowledge.counts_since(one, AsItReads(event, one.envelope.with_claim(claim)))) is not None
    }
    after, begun = None, None
    for moment in sorted(moments):
        leaving = Knowledge(frame.telling, frame.zone, moment).leaves_out
        read = Annotated([entry, *said], leaving)
        if begun and not _alike(entry, begun[1], read):
            yield after, begun[0], begun[1]
            after = begun[0]
        begun = moment, read
    if begun and not _alike(entry, begun[1], every):
        yield after, begun[0], begun[1]
        after = begun[0]
    yield after, None, every


def _part(read: Annotated, before: int) -> int:
    """Return a number for a way to read an entry, by what is left out of it, and until when."""
    text = repr((sorted(read.left_out), before)).encode()
    return int.from_bytes(blake2b(text, digest_size=7).digest(), "big") | 1


def _alike(entry: Entry, one: Annotated, other: Annotated) -> bool:
    return (one.of(entry), one.retracted, one.left_out) == (other.of(entry), other.retracted, other.left_out)


def _every_account(said: Sequence[Entry]) -> Iterator[tuple[Event, Claim]]:
    """Yield whatever any of some annotations may read as, by itself or by what another says in its place."""
    for one in said:
        yield from _accounts(one)


def _accounts(entry: Entry) -> Iterator[tuple[Event, Claim]]:
    event: Event = entry.event
    yield event, entry.envelope.claim()
    while isinstance(event, EntryCorrected):
        yield event.event, event.claim
        event = event.event


def _loose(cited: Sequence[str], frame: Frame) -> bool:
    return any(name not in frame.telling.published for name in cited)


def _row(
    entry: Entry,
    found: AsItReads,
    frame: Frame,
    occurred: Span,
    *,
    since: int,
    until: int | None = None,
    of: int | None = None,
    part: int = 0,
    knowing_after: int | None = None,
    knowing_until: int | None = None,
    learned: int = ALWAYS_AFTER,
    told: bool = True,
    gone: bool = False,
) -> Reading:
    facts = facts_of(found.event, found.envelope)
    date = found.envelope.occurred
    sort, name = subject_of(found.event) or (type(found.event).aggregate, "")
    brings = introduced_by(found.event)
    published = value_of(found.event, Published) if brings else None
    return Reading(
        number=entry.number,
        since=since,
        until=until,
        part=part,
        knowing_after=knowing_after,
        knowing_until=knowing_until,
        of=of,
        sort=sort,
        name=name,
        kind=facts.kind,
        start=occurred.start,
        end=occurred.end,
        firm=found.event.frames if date is None else not qualified(date),
        learned=learned,
        told=told,
        gone=gone,
        acting=None if facts.acting == facts.parties else "\n".join(facts.acting),
        addressed="\n".join(facts.addressed),
        parties="\n".join(facts.parties),
        about="\n".join(facts.about),
        sources="\n".join(facts.sources),
        loose=_loose(facts.sources, frame),
        published=None if published is None else span(published, frame.zone).start,
        in_round=facts.in_round,
        says=facts.says,
        speaker=facts.speaker,
        marking=facts.marking,
        closed=_closed(entry, found.envelope, found.event),
        recorder=facts.recorder,
        brings=":".join(brings or ()),
    )


def _closed(entry: Entry, envelope: Envelope, event: Event) -> bool:
    """Say whether not everybody may see an entry as it reads, or as it is recorded, or an entry that it re-marks."""
    closes = isinstance(event, EntryReMarked) and not Circles().about(event, Claim()).everybody
    return closes or bool(entry.envelope.lowered) or not (open_to_all(envelope) and open_to_all(entry.envelope))


def told_anew(entries: Sequence[Entry]) -> int:
    """Return the number of the entry since which it is told as it is at the end when each entry could be known.

    Args:
        entries: all entries of one talks, in the order of record.
    """
    last, cited, brought = 0, set[str](), set[str]()
    accounts: list[tuple[Event, Claim]]
    roots: dict[str, str] = {}
    telling: set[str] = set()
    for entry in entries:
        accounts = list(_accounts(entry)) if isinstance(entry.event, Annotation) else [(entry.event, entry.envelope)]
        sources = {
            brings[1] for event, _ in accounts if value_of(event, Published) and (brings := introduced_by(event))
        }
        sets = any(value_of(event, SetsUnsourced) for event, _ in accounts)
        root = roots.get(entry.event.entry, "") if isinstance(entry.event, Annotation) else entry.id
        again = not (cited.isdisjoint(sources) and brought.isdisjoint(sources))
        if sets or (root != entry.id and (sources or root in telling)) or again:
            last = entry.number
        roots[entry.id] = root
        if sets or sources or (introduced_by(entry.event) or ("",))[0] == "source":
            telling.add(root)
        cited.update(name for _, claim in accounts for name in claim.cited)
        brought |= sources
    return last


def all_readings(entries: Sequence[Entry], frame: Frame) -> Iterator[Reading]:
    """Yield how every entry of a record reads.

    Args:
        entries: all entries of one talks, in the order of record.
        frame: by what they are read.
    """
    roots: dict[str, Entry] = {}
    said: dict[int, list[Entry]] = {}
    for entry in entries:
        if not isinstance(entry.event, Annotation):
            roots[entry.id] = entry
        elif entry.event.entry in roots:
            root = roots[entry.id] = roots[entry.event.entry]
            said.setdefault(root.number, []).append(entry)
            yield about(entry, root.number, frame)
        else:
            yield about(entry, 0, frame)  # nothing that was recorded before it bears its name
    for entry in entries:
        if not isinstance(entry.event, Annotation):
            yield from readings(entry, said.get(entry.number, ()), frame)
