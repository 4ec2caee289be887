"""Two wordings word by word: nothing is lost on either side, in any script, and the marks say it without doubt."""

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from negotiation.views.redline.runs import How, WordRun, changed, marked, unmarked
from negotiation.views.redline.words import compared, tokens

texts = st.text(alphabet="ab [-]{+}\\ \n的同ก้น,.", max_size=25)


def told(before: str, after: str) -> str:
    """Return a redline in plain text."""
    return marked(compared(before, after))


@examples(5, 20_000)
@given(texts, texts)
def test_both_texts_can_be_read_from_a_redline(before: str, after: str) -> None:
    """What is not inserted is the first text, what is not deleted the second, to the last space; marks read back."""
    runs = compared(before, after)
    assert before == "".join(run.text for run in runs if run.how is not How.INSERTED)
    assert after == "".join(run.text for run in runs if run.how is not How.DELETED)
    assert (before != after) == changed(runs)
    if changed(runs):
        assert runs == unmarked(marked(runs))


@examples(2, 20_000)
@given(texts)
def test_words_put_together_are_the_text(text: str) -> None:
    """A text is its words with the space before each."""
    assert text == "".join(token.gap + token.word for token in tokens(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The non-nuclear status, 3.67 %!", ["The", "non-nuclear", "status", ",", "3.67", "%", "!"]),
        ("[shall][should]", ["[", "shall", "]", "[", "should", "]"]),
        ("停火は3日間。", ["停", "火", "は", "3", "日", "間", "。"]),
        ("ที่น้ำ", ["ที่", "น้ำ"]),
        ("ទឹក", ["ទឹ", "ក"]),
        ("भारत की शांति।", ["भारत", "की", "शांति", "।"]),
        ("لا سلام، بعد", ["لا", "سلام", "،", "بعد"]),
        ("don’t", ["don’t"]),  # noqa: RUF001  # an apostrophe, as people write it
    ],
)
def test_where_words_begin_and_end(text: str, expected: list[str]) -> None:
    """A word is what stands between spaces and marks; without spaces, a character with what belongs to it."""
    assert expected == [token.word for token in tokens(text)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The river [shall][should] be shared.", "The river shall be shared.",
         "The river [-[-]shall[-][should]-] be shared."),
        ("All states report", "All states shall report", "All states {+shall +}report"),
        ("within 10 days", "within 30 days", "within [-10-]{+30+} days"),
        ("联合国同意停火。", "联合国不同意停火。", "联合国{+不+}同意停火。"),
        ("a  b", "a b", "a [- -]b"),
        ("the old man, of the sea", "the new and better woman, from a lake",
         "the [-old man, of the sea-]{+new and better woman, from a lake+}"),
        ("as it was", "as it was", "as it was"),
        ("", "anew", "{+anew+}"),
    ],
)  # fmt: skip
def test_what_a_redline_looks_like(before: str, after: str, expected: str) -> None:
    """Deletions and insertions are of whole words, in marks that need no colour."""
    assert expected == told(before, after)


def test_words_that_look_like_marks_are_told_from_marks() -> None:
    """A backslash stands before what the words themselves have of marks, and before a backslash."""
    assert r"see \[-a\-]{+ now+}" == told("see [-a-]", "see [-a-] now")
    assert (WordRun(How.DELETED, "[-"), WordRun(How.INSERTED, "{+")) == unmarked(r"[-\[--]{+\{++}")
