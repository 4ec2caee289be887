"""A table read from a CSV file: its columns, and its rows with the lines that they begin on."""

import codecs
import csv
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from ...domain.errors import ImportFailed, InputError, Problem

MAX_BYTES = 200_000_000
"""The largest table that is read."""
_FORMULAS = ("=", "+", "-", "@")
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Row(Struct, frozen=True):
    """One row of a table."""

    where: str
    """The file, and the line that it begins on."""
    cells: dict[str, str]
    """What stands in it, by the names of the columns."""


class Table(Struct, frozen=True):
    """A table."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read(path: str, *, encoding: str = "utf-8", delimiter: str = ",") -> Table:
    """Read a table; ``-`` is standard input.

    Args:
        path: the file.
        encoding: how its characters are written; a mark of UTF-8 at its beginning is no part of it.
        delimiter: what stands between cells.

    Raises:
        InputError: the file cannot be read, or there is no such encoding.
        ImportFailed: it is not in that encoding, or rows do not fit its columns, every one named.
    """
    text = _decoded(path, encoding)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = _lines(reader, path)
    _, names = next(lines, (1, []))
    columns = _columns(path, [name.strip() for name in names])
    rows: list[Row] = []
    bad: list[Problem] = []
    for number, cells in lines:
        where = f"{path}:{number}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            bad.append(Problem(where, "", f"has {len(cells)} cells, and there are {len(columns)} columns"))
            continue
        rows.append(Row(where, dict(zip(columns, map(_cell, cells), strict=True))))
    if bad:
        raise ImportFailed(bad)
    return Table(path, columns, tuple(rows))


def delimiter_of(path: str, encoding: str = "utf-8") -> str:
    """Return what stands between the cells of a table, by its first line; a comma where there is nothing to tell."""
    if path == "-":
        return ","
    first = next(iter(_decoded(path, encoding).splitlines()), "")
    return max(",;\t|", key=first.count)


def _cell(text: str) -> str:
    """Return what stands in a cell, without the sign by which what looks like a formula is kept from being one."""
    told = text.strip()
    return told[1:] if told[:1] == "'" and told[1:2] in _FORMULAS else told


def _lines(reader: Any, path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a file, each with the number of the line that it begins on."""
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = f"it is not CSV: {error}; is a quote left open?"
            raise ImportFailed([Problem(f"{path}:{number}", "", message)]) from None
        if cells:
            yield number, cells


def _columns(path: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns, which stand in the first row.

    Raises:
        ImportFailed: there are none, or they do not tell the columns apart.
    """
    where = f"{path}:1"
    if not any(names):
        raise ImportFailed([Problem(where, "", "it is empty: the first row names the columns")])
    if len(names) == 1 and (other := next((mark for mark in ";\t|," if mark in names[0]), None)):
        shown = {"\t": "tab"}.get(other, other)
        message = f"has one column only, '{names[0][:60]}': write delimiter: '{shown}' in the map"
        raise ImportFailed([Problem(where, "", message)])
    bad = [f"column {at} has no name" for at, name in enumerate(names, start=1) if not name]
    bad += [f"'{name}' names two columns" for name in dict.fromkeys(names) if name and names.count(name) > 1]
    bad += [f"the name of column {at} cannot be printed" for at, name in enumerate(names, 1) if not name.isprintable()]
    if bad:
        raise ImportFailed([Problem(where, "", message) for message in bad])
    return tuple(names)


def _decoded(path: str, encoding: str) -> str:
    raw = _bytes(path)
    try:
        known = codecs.lookup(encoding).name
    except LookupError:
        hint = "such as utf-8, cp1252 (Windows, Western Europe), cp1251 (Cyrillic), utf-16 or gb18030"
        raise InputError(f"there is no encoding '{encoding}'", hint) from None
    found = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), None)
    if found and known == "utf-8":
        raise ImportFailed(
            [Problem(f"{path}:1", "", f"the file is UTF-16: save it as UTF-8, or say --encoding {found}")]
        )
    try:
        return raw.decode("utf-8-sig" if known == "utf-8" else known)
    except (UnicodeDecodeError, LookupError) as error:
        line = raw.count(b"\n", 0, getattr(error, "start", 0)) + 1
        named = "UTF-8" if known == "utf-8" else known
        advice = "save it as UTF-8, or name its encoding: --encoding cp1252 is that of Windows in Western Europe"
        raise ImportFailed([Problem(f"{path}:{line}", "", f"the file is not {named}: {advice}")]) from None


def _bytes(path: str) -> bytes:
    try:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1) if path == "-" else _of_file(path)
    except FileNotFoundError:
        raise InputError(f"there is no file '{path}'") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"'{path}' cannot be read: {why}") from None
    if len(raw) > MAX_BYTES:
        raise InputError(f"{path} is larger than {MAX_BYTES:,} bytes", "import it in several parts")
    return raw


def _of_file(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)
