"""The rows of a table as entries, by a map."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ...domain import build
from ...domain.errors import ImportFailed, InvalidInput, Problem
from ...domain.values import Slug
from ..item import Item, item
from ..told import ToldLine
from .mapping import EntryTemplate, Map
from .table import Row, Table
from .template import FIGURES, ValueProblem, filled, names_in

MAX_PROBLEMS = 1000
"""After how many problems the rest of a table is not looked at."""
_NAMELESS = "is empty, and names the talks of a row"
_ID = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,58}[A-Za-z0-9])?", re.ASCII)


def lines_of(table: Table, found: Map) -> list[ToldLine]:
    """Return the entries that the rows of a table are, each with the line of its row.

    Raises:
        ImportFailed: the map does not fit the table, or rows cannot be taken, every one named with its line and column.
    """
    if bad := list(found.unfit(table.columns)):
        raise ImportFailed(bad)
    making = _Making(found)
    lines: list[ToldLine] = []
    for row in table.rows:
        lines += making.lines(row)
        if len(making.bad) >= MAX_PROBLEMS:
            break
    if making.bad:
        raise ImportFailed(list(dict.fromkeys(making.bad)))  # a cell may fill entries of several kinds
    return lines


class _Making:
    """The making of entries of one table, which goes on after a row that cannot be taken, to name them all."""

    def __init__(self, found: Map) -> None:
        self.map = found
        self.tables = found.tables
        self.bad: list[Problem] = []
        self.told: set[tuple[str, str]] = set()
        """The rows and columns whose values are named as bad."""
        self.first: dict[tuple[str, str], str] = {}
        """The row of each key, and of what is made once, by talks."""

    def lines(self, row: Row) -> Iterator[ToldLine]:
        said = self.map.said
        if not _taken(row, said.only or {}, said.skip or {}):
            return
        key = self._filled(said.key, row, "key")
        talks = self._filled(said.talks, row, "talks") if said.talks else ""
        if key is None or talks is None or not self._names_talks(talks, row):
            return
        if not key:
            self.bad.append(Problem(row.where, _columns(said.key), "is empty, and tells the row apart from others"))
            return
        if before := self._met(talks, f"row:{key}", row):
            self.bad.append(Problem(row.where, _columns(said.key), f"'{key[:60]}' is the key of {before} too"))
            return
        kinds: Counter[str] = Counter()
        for template in self.map.entries:
            if not _taken(row, template.only, template.skip):
                continue
            own = key
            if template.once:
                once = self._filled(template.once, row, "once")
                if not once or self._met(talks, f"{template.kind}:{once}", row):
                    continue
                own = once
            kinds[template.kind] += 1
            made = self._item(template, row, own, kinds[template.kind])
            if made is not None:
                yield ToldLine(row.where, made, talks or None, once=template.once is not None)

    def _names_talks(self, talks: str, row: Row) -> bool:
        """Say whether the name of some talks is one, and take up what is wrong with it."""
        if self.map.said.talks and not talks:
            self.bad.append(Problem(row.where, f"{_columns(self.map.said.talks)} (talks)", _NAMELESS))
            return False
        try:
            build.scalar(Slug, talks or "none", "talks")
        except InvalidInput as error:
            columns = _columns(self.map.said.talks or "")
            message = f"{error.problems[0].message}; {{COLUMN|slug}} makes one of any words"
            self.bad.append(Problem(row.where, f"{columns} (talks)", message))
            return False
        return True

    def _met(self, talks: str, name: str, row: Row) -> str | None:
        """Return where a name was met first; None if it was not before."""
        before = self.first.setdefault((talks, name), row.where)
        return None if before == row.where else before

    def _filled(self, template: Any, row: Row, field: str) -> Any:
        try:
            return filled(template, row.cells, self.tables)
        except ValueProblem as problem:
            told = (row.where, problem.column)
            if told not in self.told:  # a value that cannot be used is named once, however many fields it would fill
                self.bad.append(Problem(row.where, f"{problem.column} ({field})", problem.message))
            self.told.add(told)
            return None

    def _item(self, template: EntryTemplate, row: Row, key: str, nth: int) -> Item | None:
        fields = {name: self._filled(value, row, name) for name, value in template.fields.items()}
        if any(value is None for value in fields.values()):
            return None
        given = {name: value for name, value in fields.items() if value not in ("", [], {})}
        given.setdefault("id", self._id(template.kind, key, nth))
        try:
            return item({"kind": template.kind, **given}, row.where)
        except ImportFailed as error:
            self.bad += [self._in_columns(problem, template, row) for problem in error.problems]
            return None

    def _in_columns(self, problem: Problem, template: EntryTemplate, row: Row) -> Problem:
        """Name the columns from which a field that does not fit was filled; of a date, how to say its order."""
        first = problem.field.partition(",")[0].partition(" ")[0].replace("-", "_")
        names = [name for name in template.fields if name.replace("-", "_") == first]
        columns = _columns([template.fields[name] for name in names])
        told = set(self.tables.dates)
        unordered = [name for name in columns.split(", ") if name in row.cells and name not in told]
        ordered = any(FIGURES.fullmatch(row.cells[name]) for name in unordered)
        advice = f"; or say the order in the map: dates: {{{columns}: day month year}}" if ordered else ""
        field = f"{columns} ({problem.field})" if columns else problem.field
        return Problem(row.where, field, f"{problem.message}{advice}")

    def _id(self, kind: str, key: str, nth: int) -> str:
        """Return the id of an entry: from the key of its row, so that it is recorded once."""
        told = key if _ID.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()[:24]
        return f"{self.map.said.ids or kind}-{told}{'' if nth == 1 else f'.{nth}'}"


def _taken(row: Row, only: Mapping[str, Any], skip: Mapping[str, Any]) -> bool:
    """Say whether a row has the values that are asked for, and none of those that are left out."""
    return all(_has(row, *one) for one in only.items()) and not any(_has(row, *one) for one in skip.items())


def _has(row: Row, column: str, values: Any) -> bool:
    """Say whether a row has one of some values in a column; ``*`` is anything that is not empty."""
    cell = row.cells[column]
    wanted = values if isinstance(values, list) else [values]
    return cell in wanted or ("*" in wanted and cell != "")


def _columns(template: Any) -> str:
    return ", ".join(dict.fromkeys(name.column for name in names_in(template)))
