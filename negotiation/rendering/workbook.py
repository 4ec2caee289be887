"""Workbooks of Excel: sheets of typed columns, in which no text is ever taken for a formula."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any, Self

from msgspec import Struct

from ..domain.errors import InputError, MissingExtra
from .formats import Paper
from .safe import for_xml, means_formula

Value = str | int | float | bool | date | datetime | None
"""What stands in a cell; None for nothing."""
MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767
"""What a sheet and a cell of Excel hold."""
_LONGEST_NUMBER = 10**15
"""From here on Excel keeps no longer every figure of a number."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it, Excel counts a day that never was."""
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # Excel's form asks for a date; no clock is to show in what is written
_NAME, _WIDEST, _NARROWEST = 31, 60, 8
_PAPERS = {Paper.A4: 9, Paper.LETTER: 1}
"""Paper by the numbers of Excel."""
_HINT = "csv, parquet and duckdb hold it"


def library() -> Any:
    """Return the library that writes workbooks.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  # an extra
    except ImportError:
        raise MissingExtra("xlsxwriter", "xlsx", "writing Excel files") from None
    return xlsxwriter


class Page(Struct, frozen=True):
    """How the sheets of a workbook are printed."""

    paper: Paper = Paper.A4
    title: str = ""
    marking: str = ""
    """What stands at the head of each page; nothing of what is public."""


class Workbook:
    """Writes sheets one after the other."""

    def __init__(self, file: IO[bytes], page: Page, *, folder: str | None = None) -> None:
        """Begin a workbook.

        Args:
            file: what it is written to.
            page: how it is printed.
            folder: where to put rows aside; they are held in memory if None.

        Raises:
            MissingExtra: the library that writes it is not installed.
        """
        told: dict[str, Any] = {"in_memory": True} if folder is None else {"constant_memory": True, "tmpdir": folder}
        self._writer = library().Workbook(file, told)
        self._writer.set_properties({"title": for_xml(page.title)[:255], "created": _MADE})
        self._page = page
        self._names: set[str] = set()
        top = {"valign": "top", "text_wrap": True}
        self._head = self._writer.add_format({"bold": True, "bottom": 2, "bg_color": "#F3F5F8", **top})
        self._text = self._writer.add_format(top)
        self._quoted = self._writer.add_format({**top, "quote_prefix": True})
        self._figure = self._writer.add_format({"valign": "top"})
        self._day = self._writer.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
        self._instant = self._writer.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm:ss"})

    def add(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
        """Write a sheet, and return how many rows it has below its head, which stays in sight.

        Raises:
            InputError: there are more rows, or more characters in a cell, than Excel takes.
        """
        sheet = self._writer.add_worksheet(self._free(name))
        widths = [len(column) + 3 for column in columns]
        for place, column in enumerate(columns):
            sheet.write_string(0, place, for_xml(column), self._head)
        number = 0
        for number, row in enumerate(rows, start=1):
            if number >= MOST_ROWS:
                raise InputError(f"'{sheet.name}' has more than the {MOST_ROWS - 1:,} rows that Excel takes", _HINT)
            for place, value in enumerate(row):
                if isinstance(value, str):
                    widths[place] = max(widths[place], max(map(len, value.split("\n"))) + 1)
                elif value is not None:
                    widths[place] = max(widths[place], 12)
                self._cell(sheet, number, place, value, columns[place])
        self._laid_out(sheet, widths, number)
        return number

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        """Write what is left; after an error, only let go of the rows that were put aside."""
        if error is None:
            self._writer.close()
            return
        self._writer.fileclosed = True
        for sheet in self._writer.worksheets():
            if sheet.constant_memory and sheet.row_data_fh:
                sheet.row_data_fh.close()

    def _cell(self, sheet: Any, row: int, place: int, value: Value, column: str) -> None:
        match value:
            case None | "":
                return
            case bool():
                sheet.write_boolean(row, place, value, self._figure)
            case int() | float() if abs(value) < _LONGEST_NUMBER:
                sheet.write_number(row, place, value, self._figure)
            case datetime() if value.date() >= _FIRST_DAY:
                sheet.write_datetime(row, place, value, self._instant)
            case date() if not isinstance(value, datetime) and value >= _FIRST_DAY:
                sheet.write_datetime(row, place, value, self._day)
            case _:
                self._words(sheet, row, place, str(value), column)

    def _words(self, sheet: Any, row: int, place: int, text: str, column: str) -> None:
        shown = for_xml(text)
        length = len(shown.encode("utf-16-le")) // 2
        if length > MOST_CHARACTERS:
            raise InputError(
                f"'{column}' in row {row + 1} of '{sheet.name}' has {length:,} characters, "
                f"and a cell of Excel takes {MOST_CHARACTERS:,}",
                _HINT,
            )
        sheet.write_string(row, place, shown, self._quoted if means_formula(shown) else self._text)

    def _laid_out(self, sheet: Any, widths: Sequence[int], rows: int) -> None:
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST))
        sheet.freeze_panes(1, 0)
        if widths:
            sheet.autofilter(0, 0, max(rows, 1), len(widths) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(_PAPERS[self._page.paper])
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{_in_head(self._page.title)}&R&B{_in_head(self._page.marking)}")
        sheet.set_footer("&L&A&R&P / &N")

    def _free(self, name: str) -> str:
        """Return a name that Excel takes, and that no sheet has yet."""
        plain = "".join(" " if one in "[]:*?/\\" else one for one in for_xml(name))
        short = " ".join(plain.split()).strip("'")[:_NAME].strip(" '") or "table"
        if short.casefold() == "history":  # Excel keeps that name for itself
            short = "history of it"
        for candidate in _candidates(short):
            if candidate.casefold() not in self._names:
                self._names.add(candidate.casefold())
                return candidate
        return short


def _candidates(name: str) -> Iterator[str]:
    yield name
    for count in range(2, 100_000):
        yield f"{name[: _NAME - len(str(count)) - 3]} ({count})"


def _in_head(text: str) -> str:
    return " ".join(for_xml(text).split()).replace("&", "&&")[:90]


def typed(rows: Sequence[Sequence[str]], columns: Sequence[str], names: Collection[str]) -> list[list[Value]]:
    """Return rows of texts with what is a number or a whole day as such.

    A day is known by its form; a number only where the whole column has nothing else, so that no column is of two
    kinds, and never where it names something.

    Args:
        rows: the rows.
        columns: what they are called.
        names: the columns that name things.
    """
    named = [column.lower() in names for column in columns]
    numbers = [not own and all(_is_number(row[place]) for row in rows) for place, own in enumerate(named)]
    return [[int(text) if numbers[place] and text else _day(text) for place, text in enumerate(row)] for row in rows]


def _is_number(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and len(text) <= 15 and (text == "0" or text[0] != "0"))


def _day(text: str) -> Value:
    if len(text) != 10 or text[4] != "-" or not text[:4].isdigit():
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
