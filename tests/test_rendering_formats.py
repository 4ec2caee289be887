"""Documents as Markdown, CSV, JSON, JSON lines and plain text."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.rendering.as_csv import write as as_csv
from negotiation.rendering.as_json import write as as_json
from negotiation.rendering.as_jsonl import write as as_json_lines
from negotiation.rendering.as_md import write as as_markdown
from negotiation.rendering.as_table import write as as_text
from negotiation.rendering.document import Document, facts, remarks, table
from negotiation.rendering.formats import FORMATS

any_text = st.text(st.characters(exclude_categories=["Cs"]))


def document(*cells: str) -> Document:
    """Return a document whose table has one row of these cells."""
    columns = tuple(f"c{place}" for place in range(len(cells)))
    sections = (facts([("name", cells[0])]), table(columns, [cells]), remarks([cells[-1]], "remarks"))
    return Document("title", sections, {"b": cells, "a": 1}, [{"cell": cell} for cell in cells])


def test_markdown_has_headings_facts_tables_and_remarks() -> None:
    """Each block has its own form."""
    assert as_markdown(document("a|b", "- c")) == (
        "# title\n\n- **name**: a\\|b\n\n| c0 | c1 |\n|---|---|\n| a\\|b | \\- c |\n\n## remarks\n\n- \\- c\n"
    )


def test_an_empty_table_says_so() -> None:
    """Where there are no rows, a sentence stands instead, in Markdown and in plain text."""
    empty = Document("title", (table(("a",), (), empty="no proposal"),))
    assert as_markdown(empty) == "# title\n\n*no proposal*\n"
    assert as_text(empty) == "title\n\nno proposal\n"
    assert as_csv(empty) == "a\n"


def test_csv_holds_the_first_table() -> None:
    """Commas, quotes and line ends are quoted, formulas defused."""
    assert as_csv(document('a,"b"', "c\nd", "=e")) == 'c0,c1,c2\n"a,""b""","c\nd",\'=e\n'


@given(st.lists(any_text, min_size=2, max_size=4))
def test_csv_is_read_back(cells: list[str]) -> None:
    """Whatever the text, a reader of CSV finds one row of as many cells below the head."""
    rows = list(csv.reader(io.StringIO(as_csv(document(*cells)))))
    assert [len(row) for row in rows] == [len(cells), len(cells)]


@given(st.lists(any_text, min_size=1, max_size=4))
def test_json_is_read_back(cells: list[str]) -> None:
    """JSON gives the text to the letter, with sorted keys; JSON lines give one object a line."""
    one, many = as_json(document(*cells)), as_json_lines(document(*cells))
    assert json.loads(one) == {"a": 1, "b": cells}
    assert one.index('"a"') < one.index('"b"')
    assert [json.loads(line) for line in many.split("\n")[:-1]] == [{"cell": cell} for cell in cells]


@given(st.lists(any_text, min_size=1, max_size=4))
def test_the_same_document_gives_the_same_text(cells: list[str]) -> None:
    """Nothing but the document goes into the text."""
    for write in FORMATS.values():
        assert write(document(*cells)) == write(document(*cells))


def test_plain_text_aligns_what_is_seen() -> None:
    """Combining marks take no column and wide characters two."""
    found = table(("a", "b"), (("e\u0301", "x"), ("한국", "y"), ("abcd", "z")))
    lines = as_text(Document("t", (found,))).splitlines()[4:]
    assert lines == ["e\u0301     x", "한국  y", "abcd  z"]


def test_plain_text_gives_each_line_of_a_cell_a_line() -> None:
    """A cell of two lines makes a row of two, with nothing trailing."""
    lines = as_text(Document("t", (table(("a", "b"), [("one\ntwo", "x")]),))).splitlines()[4:]
    assert lines == ["one  x", "two"]


@pytest.mark.parametrize("write", FORMATS.values())
def test_no_format_writes_an_escape(write: object) -> None:
    """An escape sequence is shown in every format."""
    assert callable(write)
    assert "\x1b" not in write(document("\x1b[31m", "\u202e"))
