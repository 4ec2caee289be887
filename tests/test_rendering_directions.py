"""Writing from right to left beside figures, isolated so that each is read in its own order."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.rendering.as_html import isolated as isolated_in_html
from negotiation.rendering.as_html import write as as_html
from negotiation.rendering.as_md import write as as_markdown
from negotiation.rendering.as_table import write as as_text
from negotiation.rendering.directions import END, ISOLATE, isolated
from negotiation.rendering.document import Document, facts, table

HEBREW, ARABIC = "הארץ", "السلام عليكم"
mixed = st.lists(
    st.sampled_from([HEBREW, ARABIC, "Haaretz", "Газета", "停火", "30", "5%", " ", ", ", "“", "”", "\n", "(", "<b>"])
).map("".join)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Haaretz, 30 Mar 2022", "Haaretz, 30 Mar 2022"),
        ("Газета, 30 марта", "Газета, 30 марта"),
        (f"{HEBREW}, 30 Mar 2022", "⟨הארץ⟩, 30 Mar 2022"),
        (f"source x: {HEBREW}, 30 Mar 2022", "source x: ⟨הארץ⟩, 30 Mar 2022"),
        (f"{ARABIC}, 5", "⟨السلام عليكم, 5⟩"),
        (f"A ({ARABIC} - {HEBREW}) 5", "A (⟨السلام عليكم - הארץ⟩) 5"),
        (f"Lapid: “{HEBREW} 5 EU {HEBREW}”, #7", "Lapid: “⟨הארץ 5 EU הארץ⟩”, #7"),
        (f"5 Jan  {HEBREW}: “{HEBREW} 5”", "5 Jan  ⟨הארץ⟩: “⟨הארץ 5⟩”"),
        (f"one\n{HEBREW} 1\ntwo", "one\n⟨הארץ 1⟩\ntwo"),
    ],
)
def test_what_is_isolated(text: str, written: str) -> None:
    """A line without other letters, what is quoted, else each run from such a letter to the last one."""
    assert isolated(text).replace(ISOLATE, "⟨").replace(END, "⟩") == written


@given(mixed)
def test_nothing_is_lost_and_all_of_it_is_closed(text: str) -> None:
    """Without the isolates it is the text; each is closed on its line; no letter from right to left is outside."""
    written = isolated(text)
    assert re.sub(f"[{ISOLATE}{END}]", "", written) == text
    outside = re.sub(f"{ISOLATE}[^{ISOLATE}{END}\n]*{END}", "", written)
    assert not re.search(f"[{ISOLATE}{END}\u0590-\u08ff]", outside)


@given(mixed)
def test_in_html_it_is_escaped_too(text: str) -> None:
    """Nothing but the isolating elements is markup, and they are balanced."""
    written = str(isolated_in_html(text))
    assert "<b>" not in written
    assert written.count("<bdi>") == written.count("</bdi>")
    assert "<" not in written.replace("<bdi>", "").replace("</bdi>", "")


def test_every_format_for_people_isolates() -> None:
    """In titles, facts and cells: by characters in plain text and Markdown, by elements in HTML."""
    found = Document(f"t {HEBREW} 1", (facts([("name", f"x {HEBREW} 2")]), table(("a",), [(f"y {HEBREW} 3",)])))
    for write in (as_text, as_markdown):
        written = write(found)
        assert [f"{ISOLATE}{HEBREW}{END} {number}" in written for number in (1, 2, 3)] == [True] * 3
    assert [f"<bdi>{HEBREW}</bdi> {number}" in as_html(found) for number in (1, 2, 3)] == [True] * 3


def test_isolates_take_no_column() -> None:
    """A table stays aligned, and what is folded is isolated on each of its lines."""
    found = table(("a", "b"), ((HEBREW, "x"), ("abcd", "y")))
    lines = as_text(Document("t", (found,))).splitlines()[4:]
    assert lines == [f"{ISOLATE}{HEBREW}{END}  x", "abcd  y"]
    folded = as_text(Document("t", (table(("a",), ((f"x {ARABIC} {ARABIC}",),)),)), 12).splitlines()[4:]
    assert all(line.count(ISOLATE) == line.count(END) for line in folded)
    assert sum(line.count(ISOLATE) for line in folded) > 1
