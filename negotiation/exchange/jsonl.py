"""The machine's form of a log: one entry a line, sorted keys, the same bytes for the same entries."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, ValidationError

from ..domain.annotations import AnyEvent
from ..domain.build import problems
from ..domain.decide import Draft
from ..domain.entry import Entry
from ..domain.envelope import Envelope
from ..domain.errors import BackDated, ImportFailed, NotFound, Problem, Refused
from ..domain.references import Names, missing
from ..domain.values import EntryId, Model, Slug
from ..store.store import Appended, Drafting, Scope, Store
from .reading import lines

MAX_PROBLEMS = 1000
"""After how many bad lines the reading of a file is given up."""


class ExportedEntry(Model):
    """One line of the file."""

    talks: Slug
    number: Annotated[int, Field(ge=1)]
    id: EntryId
    stream: str
    version: Annotated[int, Field(ge=1)]
    recorded: AwareDatetime
    envelope: Envelope
    event: AnyEvent


def exported(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the line of each entry."""
    for entry in entries:
        line = {
            "talks": entry.talks,
            "number": entry.number,
            "id": entry.id,
            "stream": entry.stream,
            "version": entry.version,
            "recorded": entry.recorded.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "envelope": entry.envelope.model_dump(mode="json", exclude_none=True),
            "event": entry.event.model_dump(mode="json", exclude_none=True),
        }
        yield json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Line:
    """An entry read from a line."""

    where: str
    entry: ExportedEntry


def read(path: str) -> list[Line]:
    """Read a file of exported entries.

    Raises:
        ImportFailed: lines that are not entries, every one named; or entries are missing between them.
    """
    found: list[Line] = []
    bad: list[Problem] = []
    for number, text in lines(path):
        if not text.strip():
            continue
        where = f"{path}:{number}"
        entry, wrong = _parsed(where, text)
        bad.extend(wrong)
        if entry is not None:
            found.append(Line(where, entry))
        if len(bad) >= MAX_PROBLEMS:
            break
    bad.extend(_out_of_line(found) if not bad else [])
    if bad:
        raise ImportFailed(bad)
    return found


def _parsed(where: str, text: str) -> tuple[ExportedEntry | None, list[Problem]]:
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        return ExportedEntry.model_validate(data), []
    except ValidationError as error:
        return None, problems(error, where)
    except RecursionError:
        return None, [Problem(where, "", "it is nested too deeply")]
    except ValueError as error:
        return None, [Problem(where, "", f"it is not a JSON object: {error}")]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"'{next(name for name in names if names.count(name) > 1)}' is given twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _out_of_line(found: Sequence[Line]) -> list[Problem]:
    """Find entries that are missing, doubled, or out of the order of record."""
    bad = []
    last: dict[str, ExportedEntry] = {}
    ids: dict[tuple[str, str], str] = {}
    for line in found:
        entry = line.entry
        before = last.get(entry.talks)
        if before is not None and entry.number != before.number + 1:
            message = f"#{entry.number} follows #{before.number}: the numbers of {entry.talks} have no gap"
            bad.append(Problem(line.where, "number", message))
        if before is not None and entry.recorded < before.recorded:
            bad.append(Problem(line.where, "recorded", f"it is earlier than that of #{before.number} before it"))
        first = ids.setdefault((entry.talks, entry.id), line.where)
        if first != line.where:
            bad.append(Problem(line.where, "id", f"'{entry.id}' is the id of {first} too"))
        last[entry.talks] = entry
    return bad


def record(
    store: Store,
    found: Sequence[Line],
    *,
    dry_run: bool = False,
    record_now: Callable[[], datetime] | None = None,
) -> Appended:
    """Record entries read from a file, all or none; those that the log holds already are left as they are.

    Args:
        store: the log.
        found: what was read.
        dry_run: decide, but record nothing.
        record_now: gives the moment to record them at; without it they keep their own.

    Raises:
        ImportFailed: entries refer to what is not there, or break rules, every one named.
        BackDated: they were recorded before the last entry that the log holds.
        IdReused: an id belongs to another entry.
    """
    by_talks: dict[str, list[Line]] = {}
    for line in found:
        by_talks.setdefault(line.entry.talks, []).append(line)
    draftings = {talks: _drafting(store, talks, some, record_now) for talks, some in by_talks.items()}
    where = {line.entry.id: line.where for line in found}
    try:
        return store.append_all(draftings, dry_run=dry_run)
    except Refused as refused:
        raise ImportFailed(
            [
                Problem(where.get(violation.entry.id, f"#{violation.entry.number}"), "", violation.refusal.message)
                for violation in refused.violations
            ]
        ) from None


def _drafting(store: Store, talks: str, found: Sequence[Line], record_now: Callable[[], datetime] | None) -> Drafting:
    drafts = [_draft(line.entry) for line in found]

    def drafting(scope: Scope) -> list[Draft]:
        known = store.reader.by_id(talks, [draft.id for draft in drafts])
        fresh = [draft for draft in drafts if draft.id not in known]
        _check_references(store, talks, scope, drafts, found)
        if record_now is not None:
            moment = max(filter(None, (record_now(), scope.recorded)))
            return [draft if draft.id in known else replace(draft, recorded=moment) for draft in drafts]
        if fresh and scope.recorded and fresh[0].recorded < scope.recorded:
            raise BackDated(_utc(fresh[0].recorded), _utc(scope.recorded), scope.number)
        return drafts

    return drafting


def _check_references(store: Store, talks: str, scope: Scope, drafts: Sequence[Draft], found: Sequence[Line]) -> None:
    """Name every line that refers to something that is not there."""
    from ..store.reader import names  # noqa: PLC0415

    named = [draft.event.entry for draft in drafts if hasattr(draft.event, "entry")]
    known = {id_: (stream, kind) for id_, (_, stream, kind) in store.reader.by_id(talks, named).items()}
    available: Names = names(scope.entries, store.reader.versions(talks), known)
    gaps = list(missing([(draft.id, draft.event, draft.claim) for draft in drafts], available))
    if gaps:
        raise ImportFailed(
            [Problem(found[gap.draft].where, "", NotFound(gap.sort, gap.name, gap.known).message) for gap in gaps]
        )


def _draft(entry: ExportedEntry) -> Draft:
    return Draft(
        id=entry.id,
        event=entry.event,
        claim=entry.envelope.claim(),
        recorder=entry.envelope.recorder,
        batch=entry.envelope.batch,
        recorded=entry.recorded.astimezone(UTC),
        marking=entry.envelope.marking,
        override=entry.envelope.override,
    )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
