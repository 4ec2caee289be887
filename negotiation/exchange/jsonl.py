"""Recording what was exported: every line is read with every field checked, and all are recorded or none."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    InputError,
    NegotiationError,
    NotAsExported,
    NotFound,
    Problem,
    RecordedOtherwise,
    Refused,
)
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.record.envelope import Handling
from ..domain.references import missing
from ..store.names import names
from ..store.origin import Origin
from ..store.store import Appended, Drafting, Scope, Store, entries_named
from ..store.term_kinds import misfitting
from .heads import HeadLine, Salted, unlike
from .held import Telling, content, differences, whole
from .line import Line, parsed
from .order import Order
from .outline import InHand, Lines, Outline
from .parts import Filling, Part, in_batches, places_by_talks
from .reading import IN_PARTS, MAX_FILE, lines, lines_in
from .told import ToldLine
from .twice import Twice

AT_ONCE = 1000
"""How many lines are compared at a time with what the log holds."""

MAX_LINES = 500_000
"""How many lines of a file are taken at once: of an export these are some 400 MB of memory."""

MAX_PROBLEMS = 100
"""How much that is wrong with the lines of a file is told; the rest is counted."""


class Portion(Struct, frozen=True):
    """What a file brings for one talks."""

    talks: str
    drafting: Drafting
    where: Callable[[], Mapping[str, str]]
    """Gives the line of each entry, by its id: asked for only where something is wrong."""


class File(Struct, frozen=True):
    """What stands in a file."""

    lines: Lines
    """The lines that are entries as a whole."""
    told: Sequence[tuple[int, ToldLine]] = ()
    """The others, each with how many of those come before it."""
    heads: Sequence[HeadLine] = ()

    @property
    def other_than_exported(self) -> list[Problem]:
        """Each head that the entries of the file do not make."""
        told = {line.talks for _, line in self.told}
        less = {head.head.talks for head in self.heads} if None in told else {talks for talks in told if talks}
        by_talks = places_by_talks(self.lines)

        def salted(talks: str) -> Iterator[Salted]:
            lines = map(self.lines.whole, by_talks.get(talks, ()))
            return ((line.entry, line.salt) for line in lines)

        return list(unlike(self.heads, salted, less))

    @property
    def headless(self) -> tuple[str, ...]:
        """The talks of which it has exported entries, and no head by which they could be checked."""
        told = {line.head.talks for line in self.heads}
        return tuple(talks for talks in places_by_talks(self.lines) if talks not in told)

    @property
    def every_line(self) -> list[Line | ToldLine]:
        """All lines but the heads, in their order, with all that they say."""
        found: list[Line | ToldLine] = []
        begin = 0
        for end, line in self.told:
            found += [*map(self.lines.whole, range(begin, end)), line]
            begin = end
        return [*found, *map(self.lines.whole, range(begin, len(self.lines)))]


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
    return _read(path, lines(path, MAX_FILE), InHand(), unverified=unverified)


def outlined(file: Twice, *, unverified: bool = True) -> File:
    """Do the same, and hold of each line only what rules look at, as long as the file is there to be read again."""
    return _read(file.path, lines_in(file, file.path, MAX_FILE), Outline(file), unverified=unverified)


def _read(path: str, given: Iterable[tuple[int, str]], found: Lines, *, unverified: bool) -> File:
    told: list[tuple[int, ToldLine]] = []
    heads: list[HeadLine] = []
    bad: list[Problem] = []
    more = 0
    try:
        for number, text in _not_blank(path, given):
            result = parsed(f"{path}:{number}", text)
            if isinstance(result, HeadLine):
                heads.append(result)
            elif isinstance(result, list):
                more += len(result) if len(bad) >= MAX_PROBLEMS else 0
                bad += result if len(bad) < MAX_PROBLEMS else []
            elif bad:
                continue  # nothing of it will be recorded
            elif isinstance(result, ToldLine):
                told.append((len(found), result))
            else:
                found.take(number, result)
    except ImportFailed as error:  # the rest cannot be read, but what was wrong before it is told
        bad.extend(error.problems)
    found.taken()
    file = File(found, told, heads)
    if not bad:
        if not unverified and (otherwise := file.other_than_exported):
            raise NotAsExported(otherwise)
        order = Order(found)
        mixed = {line.talks for _, line in told}
        whole = (place for place in range(len(found)) if found.entry(place).talks not in mixed)
        bad = [problem for place in whole for problem in order.broken_by(place)]
    if bad:
        raise ImportFailed(bad, more=more)
    return file


def _not_blank(path: str, given: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the lines in which there is something, of which there may not be too many."""
    taken = 0
    for number, text in given:
        if text.strip():
            taken += 1
            if taken > MAX_LINES:
                raise InputError(f"{path} has more than {MAX_LINES:,} lines", IN_PARTS)
            yield number, text


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
    if file.told:
        raise ImportFailed([Problem(line.where, "", "is no exported entry") for _, line in file.told])
    return [*map(file.lines.whole, range(len(file.lines)))]


def record(
    store: Store,
    found: Sequence[Line] | Lines,
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
    lines = InHand(found) if isinstance(found, Sequence) else found
    parts = [Part(lines, talks, places) for talks, places in places_by_talks(lines).items()]
    if strange := [problem for part in parts for problem in _misfits(store, part)]:
        raise ImportFailed(strange)
    portions = [_portion(store, part, record_now) for part in parts] + [*told]
    try:
        draftings = {portion.talks: portion.drafting for portion in portions}
        filling = Filling(parts, anew=bool(record_now))
        return store.append_all(draftings, dry_run=dry_run, filling=filling, origin=origin)
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


def _misfits(store: Store, part: Part) -> list[Problem]:
    """Return what does not fit of the terms of lines that the log does not hold yet."""
    there = _held(store, part)
    new = (
        (part.lines.where(place), entry.event)
        for place, entry in zip(part.places, part.entries(), strict=True)
        if entry.id not in there
    )
    return misfitting(store.reader, part.talks, new)


def _held(store: Store, part: Part) -> set[str]:
    """Return the ids of those entries that the log holds."""
    found: set[str] = set()
    for some in in_batches(part.places, AT_ONCE):
        ids = [part.lines.entry(place).id for place in some]
        there = store.reader.by_id(part.talks, ids)
        found.update(id_ for id_ in ids if id_ in there)
    return found


def _portion(store: Store, part: Part, record_now: Callable[[], datetime] | None) -> Portion:
    return Portion(part.talks, _drafting(store, part, record_now), part.where)


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


def _drafting(store: Store, part: Part, record_now: Callable[[], datetime] | None) -> Drafting:
    def drafting(scope: Scope) -> list[Draft]:
        drafts = list(_drafts(part))
        known = _held(store, part)
        fresh = part.of(at for at in part.places if part.lines.entry(at).id not in known)
        there = part.of(at for at in part.places if part.lines.entry(at).id in known)
        if unlike := _unlike_the_log(store, there, anew=bool(record_now)):
            raise RecordedOtherwise(unlike)
        gap = [] if record_now else _gap(fresh, scope)
        bad = gap + _undated(fresh) + _unfounded(store, scope, drafts, part)
        if bad:
            raise ImportFailed(bad)
        if record_now is not None:
            moment = max(filter(None, (record_now(), scope.recorded)))
            return [draft if draft.id in known else replace(draft, recorded=moment) for draft in drafts]
        first = next(fresh.entries(), None)
        if first is not None and scope.recorded and first.recorded < scope.recorded:
            raise BackDated(first.recorded, scope.recorded, scope.number)
        return drafts

    return drafting


def _unlike_the_log(store: Store, part: Part, *, anew: bool) -> list[Difference]:
    """Return what lines say otherwise of entries than the log does that holds them, in the order of record."""
    unlike: list[Difference] = []
    for some in in_batches(part.places, AT_ONCE):
        tellings = [_telling(part.lines.whole(place), anew=anew) for place in some]
        unlike += differences(store.reader, part.talks, tellings)
    return sorted(unlike, key=lambda one: one.number)


def _telling(line: Line, *, anew: bool) -> Telling:
    """Return what a line says of an entry; of what it says alone, and not of its recording, if that is made anew."""
    entry, envelope = line.entry, line.entry.envelope
    fields = content(entry.event, envelope.claim(), envelope.handling()) if anew else whole(entry)
    if entry.format == 1:  # so reads what says nothing of it, too
        fields.pop("format", None)
    return Telling(line.where, entry.id, fields)


def _gap(fresh: Part, scope: Scope) -> list[Problem]:
    """Name the line that would leave a gap after the last entry of the log."""
    first = next(fresh.entries(), None)
    if first is None or first.number <= scope.number + 1:
        return []
    message = f"the entries before #{first.number} are missing: the log ends at #{scope.number}"
    return [Problem(fresh.lines.where(fresh.places[0]), "number", message)]


def _undated(fresh: Part) -> list[Problem]:
    """Name every line that tells of what happened at a time and does not say when."""
    message = "is needed: when it happened, as vague as need be (2022)"
    return [
        Problem(fresh.lines.where(place), "envelope.occurred", message)
        for place, entry in zip(fresh.places, fresh.entries(), strict=True)
        if lacks_a_date(entry.event, entry.envelope)
    ]


def _unfounded(store: Store, scope: Scope, drafts: Sequence[Draft], part: Part) -> list[Problem]:
    """Name every line that refers to something that is not there, or would make an entry another one."""
    named = store.reader.by_id(part.talks, entries_named(drafts))
    places = {id_: (stream, kind) for id_, (_, stream, kind) in named.items()}
    available = names(scope.entries, store.reader.versions(part.talks), places)
    said = ((draft.id, draft.event, draft.claim) for draft in drafts)
    bad = [
        Problem(part.lines.where(part.places[gap.draft]), "", NotFound(gap.sort, gap.name, gap.known).message)
        for gap in missing(said, available)
    ]
    about = {entry.event.entry for entry in part.entries() if isinstance(entry.event, Annotation)}
    places |= {entry.id: (entry.stream, entry.event.kind) for entry in part.entries() if entry.id in about}
    return bad + [
        Problem(part.lines.where(place), "event", "it does not fit the entry")
        for place, entry in zip(part.places, part.entries(), strict=True)
        if _unlike(entry, places)
    ]


def _unlike(entry: Entry, places: Mapping[str, tuple[str, str]]) -> bool:
    """Say whether an entry makes one that is there another one."""
    event = entry.event
    place = places.get(event.entry) if isinstance(event, Annotation) else None
    return place is not None and makes_it_another(entry.talks, event, *place)


def _drafts(part: Part) -> Iterator[Draft]:
    """Yield what is to be recorded; what very many say in the same words of who may see them is one object."""
    alike: dict[Handling, Handling] = {}
    for entry in part.entries():
        envelope = entry.envelope
        handling = envelope.handling()
        yield Draft(
            id=entry.id,
            event=entry.event,
            claim=envelope,  # which is one, and needs no copy
            recorder=envelope.recorder,
            batch=envelope.batch,
            recorded=entry.recorded,
            handling=alike.setdefault(handling, handling),
            whole=entry,
            override=envelope.override,
            format=entry.format,
        )
