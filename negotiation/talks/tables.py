"""Recording the rows of a table by a map."""

from collections.abc import Sequence

from msgspec.structs import replace

from ..domain.errors import IdReused, ImportFailed, Problem
from ..domain.record.event import introduced_by
from ..exchange.jsonl import record
from ..exchange.tables.mapping import read as read_map
from ..exchange.tables.rows import lines_of
from ..exchange.tables.table import read as read_table
from ..exchange.told import ToldLine
from ..store.store import Appended
from .resolve import catalogue
from .taking import TakesIn, portions

MOST = 20
"""How many rows are named that were recorded and read otherwise since."""


def import_table(
    log: TakesIn,
    path: str,
    map_path: str,
    *,
    talks: str | None = None,
    encoding: str | None = None,
    dry_run: bool = False,
    ahead: bool = False,
) -> Appended:
    """Record the rows of a table; see :meth:`negotiation.log.NegotiationLog.import_table`."""
    found = read_map(map_path)
    table = read_table(path, encoding=encoding or found.said.encoding, delimiter=found.delimiter)
    lines = lines_of(table, found)
    if any(not line.talks for line in lines):
        only = log.talks(talks).id
        lines = [replace(line, talks=line.talks or only) for line in lines]
    there = _there_already(log, lines)
    lines = [line for at, line in enumerate(lines) if at not in there]
    if not lines:
        return Appended(())
    try:
        return _recorded(log, lines, talks, dry_run=dry_run, ahead=ahead)
    except IdReused as error:
        raise ImportFailed(_otherwise(log, lines, talks, error, ahead=ahead)) from None


def _there_already(log: TakesIn, lines: Sequence[ToldLine]) -> set[int]:
    """Return the places of what brings in once what the talks hold already, by an entry of another origin."""
    talks = {str(line.talks) for line in lines if line.once} & set(log.talks_ids())
    reader = log.store.reader
    held = {id_: catalogue(reader, id_) for id_ in talks}
    known = {id_: reader.by_id(id_, [str(line.item.id) for line in lines if line.talks == id_]) for id_ in talks}
    found = set()
    for at, line in enumerate(lines):
        if line.once and line.talks in talks and line.item.event and line.item.id not in known[line.talks]:
            new = introduced_by(line.item.event)
            if line.item.kind == "talks-opened" or (new and new[1] in held[line.talks].get(new[0], ())):
                found.add(at)
    return found


def _recorded(log: TakesIn, lines: Sequence[ToldLine], talks: str | None, *, dry_run: bool, ahead: bool) -> Appended:
    _, told = portions(log, lines, talks, ahead=ahead, new=False, record_now=False)
    return record(log.store, [], dry_run=dry_run, told=told)


def _otherwise(
    log: TakesIn, lines: Sequence[ToldLine], talks: str | None, error: IdReused, *, ahead: bool
) -> list[Problem]:
    """Name the rows that were recorded and read otherwise since, trying the rest without each."""
    bad: list[Problem] = []
    rest = list(lines)
    found: IdReused | None = error
    while found is not None and len(bad) < MOST:
        row = next(line for line in rest if line.item.id == found.entry_id)
        message = f"was recorded as #{found.number}, and reads otherwise since: talks correct {found.number} mends that"
        bad.append(Problem(row.where, row.item.kind, message))
        rest.remove(row)
        try:
            _recorded(log, rest, talks, dry_run=True, ahead=ahead)
            found = None
        except IdReused as another:
            found = another
    return bad
