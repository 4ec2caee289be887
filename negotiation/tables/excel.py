"""Tables as one workbook of Excel, made from CSV of the same columns: a sheet for each, with its types."""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from ..rendering.workbook import Page, Value, Workbook
from .catalogue import ALL
from .declaration import Table, Type

_LONGEST = 10_000_000
"""How many characters one cell may have before it is looked at whether Excel takes it."""


def convert(folder: Path, name: str, title: str, marking: str) -> None:
    """Make one workbook of the CSV files of a folder.

    Args:
        folder: where they are, to the letter, one for each table; nothing is put aside elsewhere.
        name: the name of the workbook.
        title: what stands at the head of each page: the line by which the tables are cited.
        marking: how what they hold is marked; nothing if it is public.

    Raises:
        InputError: a table has more rows, or a cell more characters, than Excel takes.
    """
    csv.field_size_limit(_LONGEST)
    page = Page(title=title, marking=marking)
    with (folder / name).open("wb") as file, Workbook(file, page, folder=str(folder)) as book:
        for table in ALL.values():
            book.add(table.name, [column.name for column in table.columns], _rows(table, folder))


def _rows(table: Table, folder: Path) -> Iterator[list[Value]]:
    read = [_READ[column.type] for column in table.columns]
    with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            yield [one(text) if text else None for one, text in zip(read, row, strict=True)]


def _day(text: str) -> Value:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _instant(text: str) -> Value:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return text


_READ: dict[Type, Callable[[str], Value]] = {
    Type.TEXT: str,
    Type.NUMBER: int,
    Type.FIGURE: float,
    Type.YES_NO: lambda text: text == "true",
    Type.DAY: _day,
    Type.INSTANT: _instant,
}
"""How what stands in CSV is read, by its type; the zone of an instant is that of its column, which says so."""
