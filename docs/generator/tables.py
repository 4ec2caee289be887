"""The page of the tidy tables, from their declarations: what a row is, each column with its type, unit and key."""

from collections.abc import Iterator

from negotiation.tables.catalogue import ALL
from negotiation.tables.declaration import Column, Table

_INTRODUCTION = """\
# Tables

<!-- Written by docs/generate.py from the code; do not edit. -->

`talks tables -o FOLDER` writes what is in view as one CSV file a table, `-f parquet` as Parquet, and \
`-o FILE.duckdb` as one DuckDB file; [how to use them](../how-to/count-and-ask-many-talks.md) is told elsewhere.
The columns are the same in each; `columns` has this page as a table, and `CITATION.txt` the line by which to cite them.

- Every table but `columns` and `citation` holds all talks that were asked for, \
and the talks are its first column: keys are the talks and what is said to be a key below.
- A column that refers to a table has a row there with the same talks and that value.
  What is only referred to, and not known at these clocks, has a row in which `in_view` is false and the rest is empty.
- `entries` has every entry that the log held; of those that are not in view it tells that, and why.
- Empty is nothing: CSV has an empty cell, Parquet and DuckDB have `NULL`.
- A *number* is whole, and a *figure* may have decimals; *yes or no* is `true` or `false`, \
a *day* is written `2022-03-29`, an *instant* `2022-03-29T10:00:00` in UTC.
- Parquet and DuckDB have texts to the letter; in CSV control characters are written out, \
and a cell that a spreadsheet would take for a formula begins with an apostrophe.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([_INTRODUCTION, *(line for table in ALL.values() for line in _section(table))])


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield f"{table.about}.\n"
    yield "| column | type | what it says |\n|---|---|---|"
    yield from map(_row, table.columns)
    yield ""


def _row(column: Column) -> str:
    kind = f"{column.type.value}, {column.unit}" if column.unit else column.type.value
    own = "Key. " if column.key else ""
    refers = f" Refers to `{column.refers}`." if column.refers else ""
    return f"| `{column.name}` | {kind} | {own}{column.about}.{refers} |"
