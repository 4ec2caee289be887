"""How an entry reads, from one number of the record to another: a row for each time that something was said of it."""

from collections.abc import Iterator, Sequence

from ...domain.dates.edtf import UNDATED, Span, qualified, span
from ...domain.record.annotated import Annotated, AsItReads
from ...domain.record.annotations import Annotation
from ...domain.record.entry import Entry
from ...domain.record.event import introduced_by, subject_of
from ...domain.record.facts import facts_of
from .reading import Reading


def readings(entry: Entry, said: Sequence[Entry], zone: str) -> Iterator[Reading]:
    """Yield how an entry reads, from its recording on.

    Args:
        entry: the entry, which is about no other entry.
        said: the entries about it, and about these in turn, in the order of record.
        zone: the time zone of the talks.
    """
    numbers = [entry.number, *(one.number for one in said)]
    for place, since in enumerate(numbers):
        until = numbers[place + 1] if place < len(said) else None
        read = Annotated([entry, *said[:place]])
        found = read.of(entry)
        date = found.envelope.occurred
        yield _row(
            entry,
            found,
            UNDATED if date is None else span(date, zone),
            since=since,
            until=until,
            gone=entry.id in read.retracted or isinstance(found.event, Annotation),  # then it is no part of a history
        )


def about(entry: Entry, of: int) -> Reading:
    """Return the row of an entry about an entry.

    Args:
        entry: the entry.
        of: the number of the entry that it is about in the end.
    """
    return _row(entry, AsItReads(entry.event, entry.envelope), UNDATED, since=entry.number, of=of)


def _row(
    entry: Entry,
    found: AsItReads,
    occurred: Span,
    *,
    since: int,
    until: int | None = None,
    of: int | None = None,
    gone: bool = False,
) -> Reading:
    facts = facts_of(found.event, found.envelope)
    date = found.envelope.occurred
    sort, name = subject_of(found.event) or (type(found.event).aggregate, "")
    return Reading(
        number=entry.number,
        since=since,
        until=until,
        of=of,
        sort=sort,
        name=name,
        kind=facts.kind,
        start=occurred.start,
        end=occurred.end,
        firm=found.event.frames if date is None else not qualified(date),
        gone=gone,
        acting="\n".join(facts.acting),
        parties="\n".join(facts.parties),
        sources="\n".join(facts.sources),
        in_round=facts.in_round,
        says=facts.says,
        marking=facts.marking,
        recorder=facts.recorder,
        brings=":".join(introduced_by(found.event) or ()),
    )


def all_readings(entries: Sequence[Entry], zone: str) -> Iterator[Reading]:
    """Yield how every entry of a record reads.

    Args:
        entries: all entries of one talks, in the order of record.
        zone: the time zone of the talks.
    """
    roots: dict[str, Entry] = {}
    said: dict[int, list[Entry]] = {}
    for entry in entries:
        if not isinstance(entry.event, Annotation):
            roots[entry.id] = entry
        elif entry.event.entry in roots:
            root = roots[entry.id] = roots[entry.event.entry]
            said.setdefault(root.number, []).append(entry)
            yield about(entry, root.number)
        else:
            yield about(entry, 0)  # nothing that was recorded before it bears its name
    for entry in entries:
        if not isinstance(entry.event, Annotation):
            yield from readings(entry, said.get(entry.number, ()), zone)
