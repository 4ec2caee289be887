"""Taking lines that people wrote: what only a log knows is worked out, and what they say of it has to fit."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from msgspec.structs import replace

from ..domain.catalogue import stream_of
from ..domain.decide import Draft
from ..domain.errors import BackDated, ImportFailed, InvalidInput, Problem, RecordedOtherwise
from ..exchange.held import Telling, content, differences
from ..exchange.item import Item, repeated
from ..exchange.jsonl import Portion
from ..exchange.line import Line
from ..exchange.told import ToldLine
from ..store.store import Scope, Store
from . import TalksLog
from .journals import new_entry, understood


class TakesIn(Protocol):
    """What is asked of the log that takes lines in."""

    @property
    def store(self) -> Store:
        """Where it is kept."""

    def talks(self, talks: str | None = None) -> TalksLog:
        """Return the talks of that id; without it, the only talks there are."""

    def talks_ids(self) -> list[str]:
        """Return the ids of all talks in the log."""

    def begin(self, talks: str) -> TalksLog:
        """Return the talks of exactly that id, whether or not anything is recorded of them yet."""


def portions(
    log: TakesIn,
    found: Sequence[Line | ToldLine],
    talks: str | None,
    *,
    ahead: bool,
    new: bool,
    record_now: bool,
    comparing: bool = False,
) -> tuple[list[Line], list[Portion]]:
    """Take the lines of a file apart: those that are an export as they are, and what the others tell, by talks.

    Args:
        log: the log.
        found: what was read.
        talks: the talks of lines that name none; the only ones if None.
        ahead: dates that lie far ahead are meant.
        new: entries that look like ones that stand already are others.
        record_now: they are recorded now, whatever they say of that.
        comparing: what they say of entries that the log holds is compared with those as it is recorded.

    Raises:
        ImportFailed, LooksRecorded: as for a journal.
        NoTalks, SeveralTalks: lines name no talks, or talks that are not there and that they do not open.
    """
    only = log.talks(talks).id if any(isinstance(line, ToldLine) and not line.talks for line in found) else ""
    lines = [replace(line, talks=line.talks or only) if isinstance(line, ToldLine) else line for line in found]
    mixed = dict.fromkeys(str(line.talks) for line in lines if isinstance(line, ToldLine))
    whole = [line for line in lines if isinstance(line, Line) and line.entry.talks not in mixed]
    told = [line if isinstance(line, ToldLine) else _as_told(line) for line in lines]
    found_in = []
    bad: list[Problem] = []
    for id_ in mixed:
        own = [line for line in told if line.talks == id_]
        try:
            found_in.append(_portion(log, id_, own, ahead=ahead, new=new, record_now=record_now, comparing=comparing))
        except ImportFailed as error:  # what is wrong in other talks is told as well
            bad += error.problems
    if bad:
        raise ImportFailed(bad)
    return whole, found_in


def _as_told(line: Line) -> ToldLine:
    """Return an entry that is known as a whole, and stands among others that are not, in their form."""
    entry, envelope = line.entry, line.entry.envelope
    made = Item(
        where=line.where,
        kind=entry.event.kind,
        id=entry.id,
        event=entry.event,
        fields={},
        claim=envelope.claim(),
        handling=envelope.handling(),
        override=envelope.override,
        named=True,
    )
    place = entry.number, entry.stream, entry.version, entry.recorded
    return ToldLine(line.where, made, entry.talks, *place, envelope.recorder, envelope.batch)


def _portion(
    log: TakesIn,
    talks: str,
    lines: Sequence[ToldLine],
    *,
    ahead: bool,
    new: bool,
    record_now: bool,
    comparing: bool,
) -> Portion:
    opens = any(line.item.kind == "talks-opened" for line in lines)
    held = log.begin(talks) if opens or log.store.reader.holds(talks) else log.talks(talks)
    if doubled := list(repeated(line.item for line in lines)):
        raise ImportFailed(doubled)
    items = understood(held, [line.item for line in lines], new=new)
    entries = [
        replace(
            new_entry(item),
            recorder=line.recorder,
            batch=line.batch,
            recorded=None if record_now or line.recorded is None else line.recorded.astimezone(UTC),
        )
        for item, line in zip(items, lines, strict=True)
    ]
    writing = held.drafting_all(entries, ahead=ahead)

    def drafting(scope: Scope) -> Sequence[Draft]:
        try:
            drafts = writing(scope)
        except InvalidInput as error:
            raise ImportFailed(error.problems) from None
        there = log.store.reader.by_id(held.id, [draft.id for draft in drafts])
        fresh = [(draft, line) for draft, line in zip(drafts, lines, strict=True) if draft.id not in there]
        told = [_telling(draft, line, anew=record_now) for draft, line in zip(drafts, lines, strict=True)]
        if unlike := differences(log.store.reader, held.id, told if comparing else ()):
            raise RecordedOtherwise(unlike)
        bad = [*_back(fresh, scope), *(_elsewhere(held, fresh, scope) if not record_now else ())]
        if bad:
            raise ImportFailed(bad)
        return drafts

    return Portion(held.id, drafting, lambda: {str(item.id): item.where for item in items})


def _telling(draft: Draft, line: ToldLine, *, anew: bool) -> Telling:
    """Return what a line says of an entry: as much of its recording as it tells, none if that is made anew."""
    recorded = line.recorded and line.recorded.astimezone(UTC)
    of_the_log = {
        "number": line.number,
        "stream": line.stream,
        "version": line.version,
        "recorded": recorded,
        "envelope.recorder": line.recorder,
        "envelope.batch": line.batch,
        "envelope.override": line.item.override,
    }
    said = {} if anew else {name: value for name, value in of_the_log.items() if value is not None}
    return Telling(line.where, draft.id, {**said, **content(draft.event, draft.claim, draft.handling)})


def _back(fresh: Sequence[tuple[Draft, ToldLine]], scope: Scope) -> list[Problem]:
    """Name every line that says it was recorded before the one above it.

    Raises:
        BackDated: one says that it was recorded before the last entry of the log.
    """
    bad: list[Problem] = []
    last: datetime | None = scope.recorded
    for draft, line in fresh:
        if last is not None and draft.recorded < last:
            if last == scope.recorded:
                raise BackDated(draft.recorded, last, scope.number)
            bad.append(Problem(line.where, "recorded", "it is earlier than that of the entry before it"))
        last = max(filter(None, (last, draft.recorded)))
    return bad


def _elsewhere(talks: TalksLog, fresh: Sequence[tuple[Draft, ToldLine]], scope: Scope) -> list[Problem]:
    """Name every line that gives itself another place than it has."""
    bad: list[Problem] = []
    versions = dict(talks.log.store.reader.versions(talks.id))
    streams: dict[str, str] = {}
    for number, (draft, line) in enumerate(fresh, start=scope.number + 1):
        stream = stream_of(talks.id, draft.event) or _of_what_it_is_about(talks, draft, streams)
        versions[stream] = versions.get(stream, 0) + 1
        streams[draft.id] = stream
        for name, is_, said in (
            ("number", number, line.number),
            ("stream", stream, line.stream),
            ("version", versions[stream], line.version),
        ):
            if said is not None and said != is_:
                bad.append(Problem(line.where, name, f"it would be {is_}: leave it out, or take --record-now"))
    return bad


def _of_what_it_is_about(talks: TalksLog, draft: Draft, streams: dict[str, str]) -> str:
    """Return the stream of the entry that an entry is about, in the log or above it in the file."""
    about = str(getattr(draft.event, "entry", ""))
    place = talks.log.store.reader.by_id(talks.id, [about]).get(about)
    return streams.get(about) or (place[1] if place else "")
