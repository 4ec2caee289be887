"""What a table says of itself: its columns, each with its type, its unit, its key, and a sentence."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from .material import Material

Value = str | int | float | bool | None
"""What stands in a cell; None for nothing."""
Row = tuple[Value, ...]
Rows = Callable[["Material"], Iterable[Row]]
"""Gives the rows of one talks, without the talks, which are the first column of every table."""

TALKS = "talks"


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    FIGURE = "figure"
    YES_NO = "yes or no"
    DAY = "day"
    INSTANT = "instant"


class Column(Struct, frozen=True):
    """One column of a table."""

    name: str
    type: Type
    about: str
    """What it says, in a sentence without its full stop."""
    key: bool = False
    """Whether it is part of what tells the rows apart."""
    refers: str = ""
    """The table in which there is a row of this talks and this value."""
    unit: str = ""


class Table(Struct, frozen=True):
    """One table: its name, what a row of it is, its columns, and how its rows are found."""

    name: str
    about: str
    """What a row is, in a sentence without its full stop."""
    columns: tuple[Column, ...]
    rows: Rows
    refers: Callable[[Row], Iterable[tuple[str, str]]] | None = None
    """What else a row refers to, as a table and a value, where that is another table from row to row."""
    stands_in: bool = False
    """Whether what is only referred to has a row too, with nothing in it but that it is not in view."""

    @property
    def key(self) -> tuple[str, ...]:
        """The names of the columns that tell the rows apart."""
        return tuple(column.name for column in self.columns if column.key)

    def references(self, row: Row) -> Iterator[tuple[str, str]]:
        """Yield what a row of one talks refers to, as a table and a value of its key."""
        for column, value in zip(self.columns[1:], row, strict=True):
            if column.refers and value is not None:
                yield column.refers, str(value)
        if self.refers:
            yield from self.refers(row)

    def stand_in(self, name: str) -> Row:
        """Return the row of a thing that is referred to, and not in view."""
        own: dict[str, Value] = {self.columns[1].name: name, IN_VIEW.name: False}
        return tuple(own.get(column.name) for column in self.columns[1:])


_TALKS = Column(TALKS, Type.TEXT, "The talks", key=True, refers="talks")
IN_VIEW = Column("in_view", Type.YES_NO, "Whether anything is known of it at these clocks, or it is only referred to")


def text(name: str, about: str, *, key: bool = False, refers: str = "", unit: str = "") -> Column:
    """Return a column of texts."""
    return Column(name, Type.TEXT, about, key, refers, unit)


def number(name: str, about: str, *, key: bool = False, refers: str = "", unit: str = "") -> Column:
    """Return a column of whole numbers."""
    return Column(name, Type.NUMBER, about, key, refers, unit)


def figure(name: str, about: str, *, unit: str = "") -> Column:
    """Return a column of numbers that may have decimals."""
    return Column(name, Type.FIGURE, about, unit=unit)


def yes_no(name: str, about: str) -> Column:
    """Return a column that says yes or no."""
    return Column(name, Type.YES_NO, about)


def entry(about: str = "The entry that says so", *, key: bool = False, name: str = "entry") -> Column:
    """Return a column of numbers of entries."""
    return number(name, about, key=key, refers="entries")


WHEN = (
    text("occurred", "When it happened, as it was written", unit="EDTF"),
    Column("day", Type.DAY, "The first day on which that may have been", unit="calendar of the talks' time zone"),
)
"""The columns that say when something happened."""


def table(name: str, about: str, columns: Iterable[Column], rows: Rows, **more: object) -> Table:
    """Return a table whose first column is the talks."""
    return Table(name, about, (_TALKS, *columns), rows, **more)  # type: ignore[arg-type]


def things(name: str, about: str, columns: Iterable[Column], rows: Rows) -> Table:
    """Return a table of things that are referred to by name: the name first, and last if they are in view."""
    first, *others = columns
    return Table(name, about, (_TALKS, first, *others, IN_VIEW), rows, stands_in=True)


def named(rows: Mapping[str, Row]) -> Iterator[Row]:
    """Yield rows of things in view, by their names."""
    yield from ((name, *row, True) for name, row in rows.items())
