"""Every table, in the order in which they are told of; and the tables that tell of these."""

from collections.abc import Iterator

from .declaration import Column, Row, Table, Type, number, text, yes_no
from .deeds import OF_DEEDS
from .record import OF_THE_RECORD
from .texts import OF_TEXTS
from .things import OF_THE_TALKS

TABLES: dict[str, Table] = {one.name: one for one in (*OF_THE_TALKS, *OF_TEXTS, *OF_DEEDS, *OF_THE_RECORD)}
"""Every table of the record, by its name."""


def _columns() -> Iterator[Row]:
    for table in (*TABLES.values(), COLUMNS, CITATION):
        for place, column in enumerate(table.columns, start=1):
            refers, unit = column.refers or None, column.unit or None
            yield table.name, place, column.name, column.type.value, unit, column.key, refers, f"{column.about}."


COLUMNS = Table(
    "columns",
    "One column of one table: the column dictionary",
    (
        text("table_name", "The table", key=True),
        number("place", "The place of the column in it, from 1", key=True),
        text("column_name", "The column"),
        text("type", "What it holds: text, number, figure, yes or no, day, instant"),
        text("unit", "In which unit, or notation"),
        yes_no("key", "Whether it is part of what tells the rows of the table apart"),
        text("refers", "The table in which there is a row of the same talks and this value"),
        text("about", "What it says"),
    ),
    lambda _: _columns(),
)

CITATION = Table(
    "citation",
    "The one row that says what these tables are made from",
    (
        text("citation", "The line by which to cite them", key=True),
        text("log", "The log"),
        number("talks", "How many talks they tell of", unit="talks"),
        number("entries", "How many entries the log held of these", unit="entries"),
        text("last_talks", "The talks of the entry recorded last"),
        number("last_entry", "The number of the entry recorded last"),
        Column("last_recorded", Type.INSTANT, "When that was", unit="UTC"),
        text("happened_by", "What had happened by then is in view", unit="EDTF"),
        text("known_by", "What could be known by then; nothing if whenever it was known", unit="EDTF"),
        text("recorded_by", "What the log held then; nothing if all that it holds", unit="EDTF"),
        text("marking", "The highest marking of any entry"),
        text("program", "The program that made them"),
    ),
    lambda _: (),
)
ALL: dict[str, Table] = {**TABLES, COLUMNS.name: COLUMNS, CITATION.name: CITATION}
"""Every table that is written, by its name."""
