"""Text from outside, made harmless: for terminals, JSON, Markdown, CSV and links."""

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negotiation.rendering.links import for_link
from negotiation.rendering.safe import for_csv, for_json, for_markdown, for_terminal

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
KEPT = ("שלום לעם", "السلام عليكم", "e\u0301", "नमस्ते", "한국어", "👩\u200d👩\u200d👧", "a\u200fb", "Türkiye")
any_text = st.text(st.characters())


@given(any_text)
@example("\x1b[31mred\x9b0m\x07\u202e\u2066\r\n\r")
def test_a_terminal_gets_no_control_character(text: str) -> None:
    """Whatever the text, nothing is left that a terminal would obey."""
    assert not CONTROL.search(for_terminal(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("\x9b31m", r"\x9b31m"),
        ("a\u202eb", r"a\u202eb"),
        ("\u2066a\u2069", r"\u2066a\u2069"),
        ("\x07\x00\x7f", r"\x07\x00\x7f"),
        ("one\r\ntwo", "one\ntwo"),
        ("one\rtwo", r"one\x0dtwo"),
        ("tab\there\nline", "tab\there\nline"),
    ],
)
def test_control_characters_are_shown(text: str, shown: str) -> None:
    """They are written out, so that a reader sees that they are there."""
    assert for_terminal(text) == shown


@pytest.mark.parametrize("text", KEPT)
def test_writing_of_the_world_is_kept(text: str) -> None:
    """Right-to-left letters, combining marks and joined emoji come out as they went in, everywhere."""
    assert [for_terminal(text), for_json(text), for_markdown(text), for_csv(text)] == [text] * 4


@given(any_text)
@example("\x7f\u202e\ud800")
def test_json_stays_the_same_value(text: str) -> None:
    """What is escaped more than JSON asks for is read back to the letter."""
    written = for_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert not CONTROL.search(written)


@given(any_text)
@example("`</td>\n# h\n- x\n1. y\n[a](javascript:b) ![c](d) | e || f <g> &amp; ~~h~~ $i$ ^j")
def test_markdown_has_no_markup_left(text: str) -> None:
    """Every character that begins markup is escaped, and the text stays on one line."""
    written = for_markdown(text)
    assert "\n" not in written
    bare = re.sub(r"\\.", "", written).replace("<br>", "")
    assert not re.search(r"[`*_{}\[\]<>#|~^$!&@\\]", bare)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# title", r"\# title"),
        ("- point", r"\- point"),
        ("+ point", r"\+ point"),
        ("12. point", r"12\. point"),
        ("3) point", r"3\) point"),
        ("a\n- b", r"a<br>\- b"),
        ("---", r"\---"),
        ("====", r"\===="),
        ("https://a.example", r"https\://a.example"),
        ("www.a.example", r"www\.a.example"),
        ("a - b = 1. c", "a - b = 1. c"),
    ],
)
def test_markdown_is_escaped_where_it_would_mean_something(text: str, written: str) -> None:
    """A sign is escaped where it begins a line; in a line it is left readable."""
    assert for_markdown(text) == written


@given(st.sampled_from("=+-@＝＋－＠"), st.sampled_from(["", " ", "\u00a0", "\ufeff", "\u200b", "\u200e "]), any_text)  # noqa: RUF001
def test_a_formula_is_defused(sign: str, before: str, rest: str) -> None:
    """A cell that begins like a formula, behind what nobody sees too, begins with an apostrophe."""
    assert for_csv(f"{before}{sign}{rest}").startswith("'")


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx", "=1+1", "-5", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_cells_that_a_spreadsheet_would_run_are_text(text: str) -> None:
    """Tabs and line ends at the front count as well."""
    assert not for_csv(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", ["29 Mar 2022", "a = b", "", "#5", "–", "'quoted'"])  # noqa: RUF001
def test_other_cells_are_left_alone(text: str) -> None:
    """Nothing is added where nothing threatens."""
    assert for_csv(text) == text


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"),
        ("http://a.example/%20", "http://a.example/%20"),
        ("https://a.example/шлях", "https://a.example/%D1%88%D0%BB%D1%8F%D1%85"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://a.example/`|\\", "https://a.example/%60%7C%5C"),
        ("https://a.example/\u202e", "https://a.example/%E2%80%AE"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("ftp://a.example", None),
        ("https:///path", None),
        ("//a.example", None),
        ("https://a.example/b c", None),
        ("https://a.example/\nb", None),
        ("https://[bad", None),
        ("https://a.example/\ud800", None),
        ("", None),
    ],
)
def test_only_addresses_of_the_web_are_followed(url: str, link: str | None) -> None:
    """What is no plain address of the web is no link, and what is one is written in ASCII."""
    assert for_link(url) == link


@given(any_text)
def test_no_link_leaves_its_quotes(text: str) -> None:
    """Whatever stands in an address, it ends no attribute and no angle bracket."""
    link = for_link(f"https://a.example/{text}")
    assert link is None or not re.search(r"[\s<>\"`\\{}|^\x00-\x20\x7f-\uffff]", link)
