"""Writing the tables, as CSV, as Parquet or as one DuckDB file: whole, or not at all."""

import csv
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.errors import InputError
from ..domain.record.entry import Entry
from ..domain.record.history import History
from ..rendering.safe import for_csv
from .catalogue import ALL, CITATION, COLUMNS
from .citing import Tally
from .declaration import Row, Value
from .material import Material
from .rows import rows_of

if TYPE_CHECKING:
    from _csv import Writer

FORMS = ("csv", "parquet", "duckdb")
CITATION_FILE = "CITATION.txt"
Seen = tuple[str, Sequence[Entry], History]
"""One talks at the clocks: its id, its entries as they were recorded, and its history."""


def write(several: Iterable[Seen], tally: Tally, target: str, form: str) -> dict[str, int]:
    """Write the tables of talks, and return how many rows each has.

    Args:
        several: the talks, one after the other; no more than one of them is held in memory.
        tally: what is written of which log; it is filled.
        target: the folder, or for DuckDB the file.
        form: one of `FORMS`.

    Raises:
        InputError: it cannot be written there, or other files would be lost.
        MissingExtra: the library that writes Parquet and DuckDB is not installed.
    """
    if form != "csv":
        from .duck import needed  # noqa: PLC0415  # loads an extra

        needed()
    place = Path(target)
    _see_that_it_is_ours(place, form)
    with _draft(place) as draft:
        rows = _as_csv(several, tally, draft, harmless=form == "csv")
        citation = str(tally.row()[0])
        if form != "csv":
            from .duck import convert  # noqa: PLC0415  # loads an extra

            convert(draft, form, place.name, citation)
        (draft / CITATION_FILE).write_text(f"{citation}\n", encoding="utf-8", newline="\n")
        if tally.closed:
            for found in draft.iterdir():
                found.chmod(0o600)
        _put(draft, place, form)
    return rows


def _as_csv(several: Iterable[Seen], tally: Tally, folder: Path, *, harmless: bool) -> dict[str, int]:
    """Write each table as CSV; made harmless for spreadsheets, or to the letter for whatever reads it next."""
    rows = dict.fromkeys(ALL, 0)
    with ExitStack() as files:
        writers = {}
        for name, table in ALL.items():
            file = files.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(
                file, lineterminator="\n", quoting=csv.QUOTE_MINIMAL if harmless else csv.QUOTE_ALL
            )
            writers[name].writerow([column.name for column in table.columns])

        def put(name: str, found: Iterable[Row]) -> None:
            rows[name] += _written(writers[name], found, harmless=harmless)

        for talks, recorded, history in several:
            seen = Material(talks, recorded, history)
            tally.count(seen.held, history.moment, [entry.envelope for entry in _marked(seen)])
            for name, found in rows_of(seen).items():
                put(name, found)
        put(COLUMNS.name, COLUMNS.rows(None))  # type: ignore[arg-type]  # they tell of no talks
        put(CITATION.name, [tally.row()])
    return rows


def _marked(seen: Material) -> Iterator[Any]:
    """Yield what is marked as it is by now: the entries as they were recorded, and as they read."""
    yield from seen.held
    yield from seen.history.whole


def _written(writer: "Writer", rows: Iterable[Row], *, harmless: bool) -> int:
    cell, number = _harmless if harmless else _plain, 0
    for number, row in enumerate(rows, start=1):  # noqa: B007  # how many there were
        writer.writerow(map(cell, row))
    return number


def _plain(value: Value) -> Value:
    return value if value is not True and value is not False else str(value).lower()


def _harmless(value: Value) -> Value:
    """Return what a cell holds, as no spreadsheet takes it for a formula; letters and figures alone harm nobody."""
    if isinstance(value, str):
        return value if value.isalnum() else for_csv(value)
    return _plain(value)


def _see_that_it_is_ours(place: Path, form: str) -> None:
    """See that what stands where tables are to be written is tables, or nothing.

    Raises:
        InputError: it is something else.
    """
    if form == "duckdb":
        if place.exists() and not _is_duckdb(place):
            raise InputError(f"'{place}' is there, and is no DuckDB file", "name another one")
        return
    if place.exists() and not place.is_dir():
        raise InputError(f"'{place}' is a file, and the tables are many", "name a folder, or FILE.duckdb")
    taken = [name for name in _names(form) if (place / name).exists()]
    if taken and not (place / CITATION_FILE).exists():
        raise InputError(f"'{place}' holds other files of these names: {', '.join(taken[:3])}", "name another folder")


def _is_duckdb(place: Path) -> bool:
    if not place.is_file():
        return False
    with place.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


def _names(form: str) -> list[str]:
    return [f"{name}.{form}" for name in ALL]


@contextmanager
def _draft(place: Path) -> Iterator[Path]:
    """Give a folder beside a place, and take it away at the end.

    Raises:
        InputError: it cannot be made there, or what is written in it does not fit.
    """
    draft = place.with_name(f".{place.name or 'tables'}.{os.getpid()}.new")
    try:
        draft.mkdir()
        yield draft
    except OSError as error:
        raise InputError(f"'{place}' cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put(draft: Path, place: Path, form: str) -> None:
    """Put what was written in its place, file by file, each whole."""
    if form == "duckdb":
        (draft / place.name).replace(place)
        return
    place.mkdir(exist_ok=True)
    for name in (*_names(form), CITATION_FILE):
        (draft / name).replace(place / name)
