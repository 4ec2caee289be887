"""Tables as Parquet or as one DuckDB file, made by DuckDB from CSV of the same columns."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import MissingExtra
from .catalogue import ALL
from .declaration import Table, Type

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES = {
    Type.TEXT: "VARCHAR",
    Type.NUMBER: "BIGINT",
    Type.FIGURE: "DOUBLE",
    Type.YES_NO: "BOOLEAN",
    Type.DAY: "DATE",
    Type.INSTANT: "TIMESTAMP",
}
"""The types of DuckDB; those of Parquet follow from them."""


def needed() -> None:
    """See that DuckDB is there.

    Raises:
        MissingExtra: it is not.
    """
    try:
        import duckdb  # noqa: F401, PLC0415  # an extra
    except ImportError:
        raise MissingExtra("duckdb", "tables", "writing Parquet or DuckDB") from None


def convert(folder: Path, form: str, name: str, citation: str) -> None:
    """Make of the CSV files of a folder Parquet files beside them, or one DuckDB file of a name.

    Args:
        folder: where the CSV files are, to the letter, one for each table.
        form: parquet or duckdb.
        name: the name of the DuckDB file.
        citation: the line by which the tables are cited; Parquet files carry it.
    """
    import duckdb  # noqa: PLC0415  # an extra

    own: dict[str, str | bool | int | float | list[str]] = {
        "threads": "2",
        "autoinstall_known_extensions": "false",
        "temp_directory": str(folder / "spill"),
        "default_block_size": "16384",  # the least there is: many a log is small
    }
    with duckdb.connect(str(folder / name) if form == "duckdb" else ":memory:", config=own) as connection:
        for table in ALL.values():
            for statement in _stored(table, folder) if form == "duckdb" else _copied(table, folder, citation):
                connection.execute(statement)
        if form == "duckdb":
            _checkpoint(connection)


def _checkpoint(connection: "DuckDBPyConnection") -> None:
    """Write everything into the file itself, so that no other file has to go with it."""
    connection.execute("CHECKPOINT")


def _stored(table: Table, folder: Path) -> Iterator[str]:
    """Yield the statements that make a table of a DuckDB file."""
    columns = ", ".join(f"{column.name} {_TYPES[column.type]}" for column in table.columns)
    yield f"CREATE TABLE {table.name} ({columns}, PRIMARY KEY ({', '.join(table.key)}))"
    yield f"INSERT INTO {table.name} {_selected(table, folder)}"
    yield f"COMMENT ON TABLE {table.name} IS {_quoted(f'{table.about}.')}"
    for column in table.columns:
        unit = f" ({column.unit})" if column.unit else ""
        yield f"COMMENT ON COLUMN {table.name}.{column.name} IS {_quoted(f'{column.about}{unit}.')}"


def _copied(table: Table, folder: Path, citation: str) -> Iterator[str]:
    """Yield the statement that makes a Parquet file of a table."""
    told = f"{{about: {_quoted(f'{table.about}.')}, citation: {_quoted(citation)}}}"
    options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {told}"
    yield f"COPY ({_selected(table, folder)}) TO {_quoted(str(folder / f'{table.name}.parquet'))} ({options})"


def _selected(table: Table, folder: Path) -> str:
    columns = ", ".join(f"{column.name}: '{_TYPES[column.type]}'" for column in table.columns)
    return (
        f"SELECT * FROM read_csv({_quoted(str(folder / f'{table.name}.csv'))}, auto_detect=false, header=true, "
        f"""delim=',', quote='"', escape='"', nullstr='', parallel=false, max_line_size=10000000, """
        f"columns={{{columns}}})"
    )


def _quoted(text: str) -> str:
    """Return text as a string of SQL."""
    return "'" + text.replace("'", "''") + "'"
