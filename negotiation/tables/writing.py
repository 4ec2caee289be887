"""Writing the tables, as CSV, as Parquet, as one DuckDB file or as one workbook: whole, or not at all."""

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
from ..files import put
from ..markings import above_public
from ..rendering.footnotes import marking_title
from ..rendering.safe import for_csv
from .catalogue import ALL, CITATION, COLUMNS
from .citing import Tally
from .declaration import Row, Value
from .material import Material
from .rows import rows_of

if TYPE_CHECKING:
    from _csv import Writer

FORMS = ("csv", "parquet", "duckdb", "xlsx")
ONE_FILE = {"duckdb": "DuckDB file", "xlsx": "workbook of Excel"}
"""The forms in which all tables are one file, each with what that is called."""
CITATION_FILE = "CITATION.txt"
Seen = tuple[str, Sequence[Entry], History]
"""One talks at the clocks: its id, its entries as they were recorded, and its history."""


def write(several: Iterable[Seen], tally: Tally, target: str, form: str) -> dict[str, int]:
    """Write the tables of talks, and return how many rows each has.

    Args:
        several: the talks, one after the other; no more than one of them is held in memory.
        tally: what is written of which log; it is filled.
        target: the folder; for DuckDB and Excel the file.
        form: one of `FORMS`.

    Raises:
        InputError: it cannot be written there, or other files would be lost, or Excel does not hold as much.
        MissingExtra: the library that writes Parquet and DuckDB, or Excel, is not installed.
    """
    _see_that_it_can_be_made(form)
    place = Path(target)
    _see_that_it_is_ours(place, form)
    with _draft(place) as draft:
        rows = _as_csv(several, tally, draft, harmless=form == "csv")
        citation = str(tally.row()[0])
        if form == "xlsx":
            from . import excel  # noqa: PLC0415  # loads an extra

            marking = marking_title(tally.marking) if above_public(tally.marking) else ""
            excel.convert(draft, place.name, citation, marking)
        elif form != "csv":
            from .duck import convert  # noqa: PLC0415  # loads an extra

            convert(draft, form, place.name, citation)
        (draft / CITATION_FILE).write_text(f"{citation}\n", encoding="utf-8", newline="\n")
        _put(draft, place, form, private=tally.closed)
    return rows


def _see_that_it_can_be_made(form: str) -> None:
    """See that the library is there which makes a form.

    Raises:
        MissingExtra: it is not.
    """
    if form == "xlsx":
        from ..rendering.workbook import library  # noqa: PLC0415  # loads an extra

        library()
    elif form != "csv":
        from .duck import needed  # noqa: PLC0415  # loads an extra

        needed()


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
    if form in ONE_FILE:
        if place.exists() and not _is_one(place, form):
            raise InputError(f"'{place}' is there, and is no {ONE_FILE[form]}", "name another one")
        return
    if place.exists() and not place.is_dir():
        raise InputError(f"'{place}' is a file, and the tables are many", "name a folder, FILE.duckdb or FILE.xlsx")
    taken = [name for name in _names(form) if (place / name).exists()]
    if taken and not (place / CITATION_FILE).exists():
        raise InputError(f"'{place}' holds other files of these names: {', '.join(taken[:3])}", "name another folder")


def _is_one(place: Path, form: str) -> bool:
    """Say whether a file is of a form, by what it begins with."""
    if not place.is_file():
        return False
    with place.open("rb") as file:
        begin = file.read(12)
    return begin[8:] == b"DUCK" if form == "duckdb" else begin.startswith(b"PK")


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
        draft.mkdir(mode=0o700)
        yield draft
    except OSError as error:
        raise InputError(f"'{place}' cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put(draft: Path, place: Path, form: str, *, private: bool) -> None:
    """Put what was written in its place, file by file, each whole."""
    if form in ONE_FILE:
        put(draft / place.name, place, private=private)
        return
    place.mkdir(exist_ok=True)
    for name in (*_names(form), CITATION_FILE):
        put(draft / name, place / name, private=private)
