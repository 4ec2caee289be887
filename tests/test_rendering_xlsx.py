"""Workbooks of Excel: read by another library than the one that writes them; no text is ever a formula."""

import io
import string
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import reports_example as example
from commandline import at_work
from hypothesis import given
from hypothesis import strategies as st
from unpacked import everything_in

from negotiation import NegotiationLog, reports
from negotiation.domain.errors import InputError, MissingExtra
from negotiation.rendering import workbook
from negotiation.rendering.document import Document, Table, facts, sheet, table
from negotiation.rendering.formats import FILES, Paper
from negotiation.rendering.safe import for_xml
from negotiation.rendering.workbook import MOST_CHARACTERS, Page, Workbook
from negotiation.tables.catalogue import ALL

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
FORMULAS = ("=1+1", "+1", "-1", "@sum", "＝1", "\t=1", "=cmd|' /C calc'!A0", "_x0041_", "https://x.example", "'quoted")  # noqa: RUF001


def opened(content: bytes) -> openpyxl.Workbook:
    """Return a workbook as the other library reads it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def written(*cells: str) -> openpyxl.Workbook:
    """Return a workbook with one row of these cells."""
    columns = [string.ascii_lowercase[place] for place in range(len(cells))]
    return opened(FILES["xlsx"](Document("title", (table(columns, [cells]),)), Paper.A4))


@given(st.lists(any_text, min_size=1, max_size=4))
def test_any_text_is_read_back(cells: list[str]) -> None:
    """Whatever the text, the other library finds it, and of no formula; what is harmful is shown, not written."""
    found = list(written(*(f"x{cell}" for cell in cells)).worksheets[0].iter_rows(min_row=2))
    assert [for_xml(f"x{cell}") for cell in cells] == [cell.value for cell in found[0]]


def test_no_text_is_a_formula() -> None:
    """What begins as a formula does is text, and stays text when its cell is edited."""
    row = next(written(*FORMULAS).worksheets[0].iter_rows(min_row=2))
    assert [for_xml(text) for text in FORMULAS] == [cell.value for cell in row]
    assert {"s"} == {cell.data_type for cell in row}
    assert [True] * 7 == [bool(cell.quotePrefix) for cell in row[:7]]
    assert all(cell.hyperlink is None for cell in row)


def test_days_and_numbers_are_typed_and_names_are_not() -> None:
    """A whole day is a date, a column of whole numbers is of numbers; vague dates, ids and mixed columns are text."""
    columns = ("day", "entries", "provision", "mixed", "talks")
    rows = [("2022-03-29", "4", "1", "7", "1"), ("2022-03", "0", "2", "7a", "2"), ("1815-06-09", "", "3", "07", "3")]
    found = opened(FILES["xlsx"](Document("t", (table(columns, rows),)), Paper.A4)).worksheets[0]
    assert [
        (datetime(2022, 3, 29), 4, "1", "7", "1"),  # noqa: DTZ001  # as the other library gives it
        ("2022-03", 0, "2", "7a", "2"),
        ("1815-06-09", None, "3", "07", "3"),
    ] == list(found.iter_rows(min_row=2, values_only=True))
    assert found["A2"].number_format == "yyyy-mm-dd"


def test_a_sheet_stays_in_sight_and_can_be_filtered() -> None:
    """Its head is frozen, its rows can be filtered, its columns are as wide as their words, within limits."""
    found = written("short", "x" * 300).worksheets[0]
    assert ("A2", "A1:B2") == (found.freeze_panes, found.auto_filter.ref)
    assert found.column_dimensions["A"].width < found.column_dimensions["B"].width < 62


def test_every_table_has_a_sheet_of_a_name_that_excel_takes() -> None:
    """Names are cut, cleaned of what Excel forbids, and told apart; the main table comes first, and once."""
    same = [
        table(("a",), [("1",)], heading=heading) for heading in ("A [very] long/heading: of a table", "History", "x")
    ]
    twice = (*same, *same)
    names = opened(FILES["xlsx"](Document("t", twice, sheet=sheet(("a",), [("1",)])), Paper.A4)).sheetnames
    assert ["t", "A very long heading of a table", "history of it", "x"] == names[:4]
    assert ["A very long heading of a ta (2)", "history of it (2)", "x (2)", "about"] == names[4:]
    assert all(len(name) <= 31 for name in names)


@pytest.mark.parametrize("kind", ["dossier", "timeline", "status"])
def test_no_two_tables_of_a_report_have_one_caption(tmp_path: Path, kind: str) -> None:
    """What is told in stretches of time says of which: the names of its sheets do not differ by a number alone."""
    report = reports.make(kind, example.bargaining(tmp_path / "talks.db").as_of())
    captions = [block.caption for section in report.sections for block in section.blocks if isinstance(block, Table)]
    assert len(captions) > 1
    assert len(captions) == len(set(captions))


def test_a_report_brings_its_sources_and_what_it_is_of(tmp_path: Path) -> None:
    """Beside its tables there are its sources, its point of view, and the command that makes it again."""
    talks = example.bargaining(tmp_path / "talks.db")
    book = opened(reports.packed(reports.make("positions", talks.as_of()), "xlsx"))
    assert {"sources", "about"} <= set(book.sheetnames)
    told = {row[0]: row[1] for row in book["about"].iter_rows(min_row=2, values_only=True)}
    assert str(told["to make it again"]).startswith("talks --talks ")
    assert ["Marks", "Sources"] == [cell.value for cell in book.worksheets[0][1]][-2:]
    example.closed(talks)


def test_a_view_brings_its_dictionary(tmp_path: Path) -> None:
    """What each column holds is told on a sheet, in the words of the reference."""
    at_work(tmp_path).done("status", "-o", "status.xlsx")
    book = openpyxl.load_workbook(tmp_path / "status.xlsx")
    told = {row[0]: row[1] for row in book["columns"].iter_rows(min_row=2, values_only=True)}
    assert "where it stands, in a few words" == told["status"]
    assert list(told) == [cell.value for cell in book.worksheets[0][1]]


def test_what_is_marked_says_so_on_every_page_and_is_its_owners(tmp_path: Path) -> None:
    """What holds anything that not everybody may see has its marking on each page, and is a file for its owner."""
    desk = at_work(tmp_path)
    desk.done("say", "Maria", "High water", "--on", "2022-03-01", "--marking", "TLP:RED")
    for form in ("xlsx", "docx"):
        desk.done("log", "-o", f"log.{form}")
        assert "TLP:RED" in everything_in(form, (tmp_path / f"log.{form}").read_bytes())
        assert 0o600 == (tmp_path / f"log.{form}").stat().st_mode & 0o777
    book = openpyxl.load_workbook(tmp_path / "log.xlsx")
    heads = [found.oddHeader for found in book.worksheets]
    assert {"&BTLP:RED"} == {str(head.right.text) for head in heads if head}  # in bold
    desk.done("log", "--audience", "press", "-o", "press.xlsx")
    assert (tmp_path / "press.xlsx").stat().st_mode & 0o077


def test_more_than_excel_takes_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell that is too long, or a row too many, is an error that names it, and what does hold it."""
    with pytest.raises(InputError, match=r"'a' in row 2 of 't' has 32,768 characters, .* takes 32,767"):
        FILES["xlsx"](Document("t", (table(("a",), [("x" * (MOST_CHARACTERS + 1),)]),)), Paper.A4)
    assert FILES["xlsx"](Document("t", (table(("a",), [("x" * MOST_CHARACTERS,)]),)), Paper.A4)
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(InputError, match="'t' has more than the 2 rows that Excel takes") as raised:
        FILES["xlsx"](Document("t", (table(("a",), [("x",)] * 3),)), Paper.A4)
    assert "csv" in str(raised.value.hint)
    desk = at_work(tmp_path)
    assert "rows that Excel takes" in desk.fails(2, "tables", "-o", "tables.xlsx")
    assert not list(tmp_path.glob("*.xlsx*"))


def test_the_same_bytes_again() -> None:
    """Nothing in it says when it was made, whether rows are held or put aside."""
    content = FILES["xlsx"](Document("t", (table(("a",), [("x",)]),)), Paper.A4)
    assert content == FILES["xlsx"](Document("t", (table(("a",), [("x",)]),)), Paper.A4)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {found.date_time for found in archive.infolist()}
    assert "2026" not in everything_in("xlsx", content)


def test_all_tables_as_one_workbook(tmp_path: Path) -> None:
    """Each tidy table is a sheet of the same rows as in CSV, with its types, and the columns and the citation too."""
    talks = example.bargaining(tmp_path / "talks.db")
    example.closed(talks)
    with NegotiationLog.open(str(tmp_path / "talks.db")) as log:
        rows = log.write_tables(str(tmp_path / "tables.xlsx"), "xlsx", at="2030")
        log.write_tables(str(tmp_path / "again.xlsx"), "xlsx", at="2030")
        log.write_tables(str(tmp_path / "csv"), at="2030")
    assert (tmp_path / "tables.xlsx").read_bytes() == (tmp_path / "again.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert list(ALL) == book.sheetnames
    assert rows == {found.title: found.max_row - 1 for found in book}
    entries = book["entries"]
    names = [cell.value for cell in entries[1]]
    kinds = {
        name: {type(value) for value in column if value is not None}
        for name, column in zip(names, zip(*entries.iter_rows(min_row=2, values_only=True), strict=True), strict=True)
    }
    assert {int} == kinds["entry"]
    assert {datetime} == kinds["day"] == kinds["recorded"]
    assert {bool} == kinds["in_view"]
    assert {str} == kinds["occurred"]
    (tmp_path / "mine.xlsx").write_text("mine")
    with (
        NegotiationLog.open(str(tmp_path / "talks.db")) as log,
        pytest.raises(InputError, match="is there, and is no workbook of Excel"),
    ):
        log.write_tables(str(tmp_path / "mine.xlsx"), "xlsx")
    assert "mine" == (tmp_path / "mine.xlsx").read_text()


def test_the_library_is_an_option(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without it the error names the extra, and nothing is written."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra) as raised:
        Workbook(io.BytesIO(), Page())
    assert "the extra 'xlsx' of negotiation-log" in str(raised.value.hint)
    desk = at_work(tmp_path)
    for command in (("status", "-o", "x.xlsx"), ("tables", "-o", "x.xlsx")):
        assert "takes the library xlsxwriter" in desk.fails(1, *command)
    assert not (tmp_path / "x.xlsx").exists()


def test_a_date_before_excel_is_text() -> None:
    """Excel counts a day that never was before March 1900; what lies before is written as it was said."""
    out = io.BytesIO()
    with Workbook(out, Page()) as book:
        book.add("t", ("a",), [(date(1900, 2, 28),), (date(1900, 3, 1),), (10**15,)])
    found = [cell.value for cell in next(iter(opened(out.getvalue()).worksheets[0].iter_cols(min_row=2)))]
    assert ["1900-02-28", datetime(1900, 3, 1), str(10**15)] == found  # noqa: DTZ001  # as above


def test_facts_alone_are_a_sheet() -> None:
    """Where there is no table, the facts are one."""
    first = opened(FILES["xlsx"](Document("t", (facts([("name", "value")]),)), Paper.A4)).worksheets[0]
    assert [("what", "value"), ("name", "value")] == list(first.iter_rows(values_only=True))
