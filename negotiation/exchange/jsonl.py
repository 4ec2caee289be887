"""Recording what was exported: every line is read with every field checked, and all are recorded or none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from ..domain.catalogue import makes_it_another
from ..domain.decide import Draft, lacks_a_date
from ..domain.errors import (
    BackDated,
    Difference,
    HistoryConflict,
    ImportFailed,
    NegotiationError,
    NotAsExported,
    NotFound,
    Problem,
    RecordedOtherwise,
    Refused,
)
from ..domain.lazily import lazily
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.references import missing
from ..store.codec import stamp
from ..store.names import names
from ..store.origin import Origin
from ..store.store import Appended, Drafting, Salts, Scope, Store, entries_named
from ..store.term_kinds import misfitting
from .heads import HeadLine, unlike
from .held import Telling, content, differences, whole
from .line import Line, parsed
from .order import Order
from .reading import MAX_FILE, lines
from .told import ToldLine

MAX_PROBLEMS = 100
"""How much that is wrong with the lines of a file is told; the rest is counted."""


class Portion(Struct, frozen=True):
    """What a file brings for one talks."""

    talks: str
    drafting: Drafting
    where: Callable[[], Mapping[str, str]]
    """Gives the line of each entry, by its id: asked for only where something is wrong."""


class _Salts(Mapping[tuple[str, str], bytes | None]):
    """What the entries of lines are hashed with, by talks and id: looked up once they are decided on, and not before.

    Args:
        lines: the lines of each talks.
    """

    def __init__(self, lines: Mapping[str, Sequence[Line]]) -> None:
        self._lines = lines

    @lazily
    def _by_id(self) -> dict[str, dict[str, bytes | None]]:
        return {talks: {line.entry.id: line.salt for line in some} for talks, some in self._lines.items()}

    def __getitem__(self, key: tuple[str, str]) -> bytes | None:
        talks, id_ = key
        return self._by_id[talks][id_]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((talks, id_) for talks, some in self._by_id.items() for id_ in some)

    def __len__(self) -> int:
        return sum(map(len, self._by_id.values()))


class File(Struct, frozen=True):
    """What stands in a file."""

    lines: Sequence[Line | ToldLine]
    heads: Sequence[HeadLine] = ()

    @property
    def other_than_exported(self) -> list[Problem]:
        """Each head that the entries of the file do not make."""
        told = {line.talks for line in self.lines if isinstance(line, ToldLine)}
        less = {head.head.talks for head in self.heads} if None in told else {talks for talks in told if talks}
        return list(
            unlike(self.heads, [(line.entry, line.salt) for line in self.lines if isinstance(line, Line)], less)
        )

    @property
    def headless(self) -> tuple[str, ...]:
        """The talks of which it has exported entries, and no head by which they could be checked."""
        told = {line.head.talks for line in self.heads}
        exported = dict.fromkeys(line.entry.talks for line in self.lines if isinstance(line, Line))
        return tuple(talks for talks in exported if talks not in told)


def read(path: str, *, unverified: bool = True) -> File:
    """Read a file of entries; ``-`` is standard input.

    Args:
        path: the file.
        unverified: leave it to others to compare the entries with the heads of their records that stand in it.

    Raises:
        InputError: the file cannot be read.
        NotAsExported: the entries are not those of a head that stands in the file.
        ImportFailed: lines that are not entries, every one named; or entries are missing between them.
    """
    found: list[Line | ToldLine] = []
    heads: list[HeadLine] = []
    bad: list[Problem] = []
    more = 0
    try:
        for number, text in lines(path, MAX_FILE):
            result = parsed(f"{path}:{number}", text) if text.strip() else []
            if isinstance(result, HeadLine):
                heads.append(result)
            elif isinstance(result, list):
                more += len(result) if len(bad) >= MAX_PROBLEMS else 0
                bad += result if len(bad) < MAX_PROBLEMS else []
                found = found if not bad else []  # nothing of it will be recorded
            elif not bad:
                found.append(result)
    except ImportFailed as error:  # the rest cannot be read, but what was wrong before it is told
        bad.extend(error.problems)
    file = File(found, heads)
    if not bad:
        if not unverified and (otherwise := file.other_than_exported):
            raise NotAsExported(otherwise)
        order = Order()
        mixed = {line.talks for line in found if isinstance(line, ToldLine)}
        whole = [line for line in found if isinstance(line, Line) and line.entry.talks not in mixed]
        bad = [problem for line in whole for problem in order.broken_by(line)]
    if bad:
        raise ImportFailed(bad, more=more)
    return file


def read_whole(path: str) -> list[Line]:
    """Read a file of exported entries, each of which is one as a whole; see :func:`read`.

    Raises:
        ImportFailed: lines lack what only a log knows.
    """
    return whole_lines(read(path))


def whole_lines(file: File) -> list[Line]:
    """Return the lines of a file, each of which is an entry as a whole.

    Raises:
        ImportFailed: lines lack what only a log knows.
    """
    lacking = [line for line in file.lines if isinstance(line, ToldLine)]
    if lacking:
        raise ImportFailed([Problem(line.where, "", "is no exported entry") for line in lacking])
    return [line for line in file.lines if isinstance(line, Line)]


def record(
    store: Store,
    found: Sequence[Line],
    *,
    dry_run: bool = False,
    record_now: Callable[[], datetime] | None = None,
    told: Sequence[Portion] = (),
    origin: Origin | None = None,
) -> Appended:
    """Record entries read from a file, all or none; those that the log holds already are left as they are.

    Args:
        store: the log.
        found: the lines that are entries as a whole.
        dry_run: decide, but record nothing.
        record_now: gives the moment to record them at; without it they keep their own.
        told: what other lines tell, by talks.
        origin: the file that they come from.

    Raises:
        ImportFailed: entries refer to what is not there, or break rules, every one named.
        BackDated: they were recorded before the last entry that the log holds.
        RecordedOtherwise: entries of the log are told otherwise, every one named.
    """
    by_talks: dict[str, list[Line]] = {}
    for line in found:
        by_talks.setdefault(line.entry.talks, []).append(line)
    if strange := [problem for talks, some in by_talks.items() for problem in _misfits(store, talks, some)]:
        raise ImportFailed(strange)
    portions = [_portion(store, some, record_now) for some in by_talks.values()] + [*told]
    try:
        draftings = {portion.talks: portion.drafting for portion in portions}
        salts: Salts = {} if record_now else _Salts(by_talks)
        return store.append_all(draftings, dry_run=dry_run, salts=salts, origin=origin)
    except RecordedOtherwise:
        unlike = [difference for portion in portions for difference in _otherwise(store, portion)]
        if not unlike:  # what was there has just been replaced
            raise
        raise RecordedOtherwise(unlike) from None
    except (Refused, ImportFailed):
        bad = [problem for portion in portions for problem in _problems(store, portion)]
        if not bad:  # others have just recorded what was missing
            raise
        raise ImportFailed(bad) from None


def _misfits(store: Store, talks: str, found: Sequence[Line]) -> list[Problem]:
    """Return what does not fit of the terms of lines that the log does not hold yet."""
    there = store.reader.by_id(talks, [line.entry.id for line in found])
    new = ((line.where, line.entry.event) for line in found if line.entry.id not in there)
    return misfitting(store.reader, talks, new)


def _portion(store: Store, found: Sequence[Line], record_now: Callable[[], datetime] | None) -> Portion:
    def where() -> dict[str, str]:
        return {line.entry.id: line.where for line in found}

    return Portion(found[0].entry.talks, _drafting(store, found, record_now), where)


def _otherwise(store: Store, portion: Portion) -> Sequence[Difference]:
    """Return what a file says otherwise for one talks of entries that the log holds."""
    try:
        store.append(portion.talks, portion.drafting, None, dry_run=True)
    except RecordedOtherwise as otherwise:
        return otherwise.differences
    except NegotiationError:  # what else is wrong is told once that is mended
        return ()
    return ()


def _problems(store: Store, portion: Portion) -> list[Problem]:
    """Return what is wrong with what a file brings for one talks."""
    try:
        store.append(portion.talks, portion.drafting, None, dry_run=True)
    except ImportFailed as failed:
        return list(failed.problems)
    except HistoryConflict as conflict:
        file = next(iter(portion.where().values())).rpartition(":")[0]
        return [Problem(file, "", message) for message in conflict.message.splitlines()]
    except Refused as refused:
        where = portion.where()
        return [Problem(where.get(v.entry.id, f"#{v.entry.number}"), "", v.refusal.message) for v in refused.violations]
    return []


def _drafting(store: Store, found: Sequence[Line], record_now: Callable[[], datetime] | None) -> Drafting:
    talks = found[0].entry.talks

    def drafting(scope: Scope) -> list[Draft]:
        drafts = [_draft(line.entry) for line in found]
        known = store.reader.by_id(talks, [draft.id for draft in drafts])
        fresh = [line for line in found if line.entry.id not in known]
        there = [line for line in found if line.entry.id in known]
        if unlike := differences(store.reader, talks, [_telling(line, anew=bool(record_now)) for line in there]):
            raise RecordedOtherwise(unlike)
        gap = [] if record_now else _gap(fresh, scope)
        bad = gap + _undated(fresh) + _unfounded(store, scope, drafts, found)
        if bad:
            raise ImportFailed(bad)
        if record_now is not None:
            moment = max(filter(None, (record_now(), scope.recorded)))
            return [draft if draft.id in known else replace(draft, recorded=moment) for draft in drafts]
        if fresh and scope.recorded and fresh[0].entry.recorded < scope.recorded:
            raise BackDated(_utc(fresh[0].entry.recorded), _utc(scope.recorded), scope.number)
        return drafts

    return drafting


def _telling(line: Line, *, anew: bool) -> Telling:
    """Return what a line says of an entry; of what it says alone, and not of its recording, if that is made anew."""
    entry, envelope = line.entry, line.entry.envelope
    fields = content(entry.event, envelope.claim(), envelope.handling()) if anew else whole(entry)
    if entry.format == 1:  # so reads what says nothing of it, too
        fields.pop("format", None)
    return Telling(line.where, entry.id, fields)


def _gap(fresh: Sequence[Line], scope: Scope) -> list[Problem]:
    """Name the line that would leave a gap after the last entry of the log."""
    if not fresh or fresh[0].entry.number <= scope.number + 1:
        return []
    message = f"the entries before #{fresh[0].entry.number} are missing: the log ends at #{scope.number}"
    return [Problem(fresh[0].where, "number", message)]


def _undated(fresh: Sequence[Line]) -> list[Problem]:
    """Name every line that tells of what happened at a time and does not say when."""
    message = "is needed: when it happened, as vague as need be (2022)"
    return [
        Problem(line.where, "envelope.occurred", message)
        for line in fresh
        if lacks_a_date(line.entry.event, line.entry.envelope)
    ]


def _unfounded(store: Store, scope: Scope, drafts: Sequence[Draft], found: Sequence[Line]) -> list[Problem]:
    """Name every line that refers to something that is not there, or would make an entry another one."""
    talks = found[0].entry.talks
    named = store.reader.by_id(talks, entries_named(drafts))
    places = {id_: (stream, kind) for id_, (_, stream, kind) in named.items()}
    available = names(scope.entries, store.reader.versions(talks), places)
    bad = [
        Problem(found[gap.draft].where, "", NotFound(gap.sort, gap.name, gap.known).message)
        for gap in missing([(draft.id, draft.event, draft.claim) for draft in drafts], available)
    ]
    places = {**places, **{line.entry.id: (line.entry.stream, line.entry.event.kind) for line in found}}
    return bad + [Problem(line.where, "event", "it does not fit the entry") for line in found if _unlike(line, places)]


def _unlike(line: Line, places: Mapping[str, tuple[str, str]]) -> bool:
    """Say whether a line makes an entry that is there another one."""
    event = line.entry.event
    place = places.get(event.entry) if isinstance(event, Annotation) else None
    return place is not None and makes_it_another(line.entry.talks, event, *place)


def _draft(entry: Entry) -> Draft:
    return Draft(
        id=entry.id,
        event=entry.event,
        claim=entry.envelope.claim(),
        recorder=entry.envelope.recorder,
        batch=entry.envelope.batch,
        recorded=entry.recorded,
        handling=entry.envelope.handling(),
        whole=entry,
        override=entry.envelope.override,
        format=entry.format,
    )


def _utc(moment: datetime) -> str:
    return f"{stamp(moment)[:19].replace('T', ' ')} UTC"
