# ruff: noqa: RUF001, RUF002  # the writing of the world
"""Searches as people write them: what is found, in which script, and where it stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import Filter, NegotiationError, TalksLog
from negotiation.domain.words import Sought, words_in, words_of
from negotiation.store.sqlite import index
from negotiation.views.search import sought


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Security guarantees, NOT bases!", ["security", "guarantees", "not", "bases"]),
        ("双方同意停火", ["双", "方", "同", "意", "停", "火"]),
        ("在UN同意", ["在", "un", "同", "意"]),
        ("停戦に合意した", ["停", "戦", "に", "合", "意", "し", "た"]),
        ("ยุติการยิง", ["ยุ", "ติ", "ก", "า", "ร", "ยิ", "ง"]),
        ("한국은", ["한", "국", "은"]),
        ("Türkiye’s İstanbul, Žeļko", ["turkiye", "s", "istanbul", "zelko"]),
        ("ＵＮ ﬁve Straße", ["un", "five", "strasse"]),
        ("שָׁלוֹם سَلام", ["שלום", "سلام"]),
        ("शांति वार्ता", ["शांति", "वार्ता"]),
        ("всё", ["все"]),
        ("3.67 % of 55%", ["3", "67", "%", "of", "55", "%"]),
        ("۵٪ ٣", ["5", "%", "3"]),
        ("neutral-status_2", ["neutral", "status", "2"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Letters of scripts without spaces are words of their own, signs too; case, width and accents are no matter."""
    assert words_of(text) == words


@given(st.text(max_size=60))
def test_words_have_places(text: str) -> None:
    """Whatever the text, its words are those that stand in it, in order and apart, and are words of themselves."""
    placed = words_in(text)
    assert [word.text for word in placed] == words_of(text)
    assert [words_of(text[word.start : word.end]) for word in placed] == [[word.text] for word in placed]
    assert all(one.end <= other.start for one, other in pairwise(placed))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  * -- ", []),
        ("security guarantees", [Sought(("security",)), Sought(("guarantees",))]),
        ('"security guarantees" Istanbul', [Sought(("security", "guarantees")), Sought(("istanbul",))]),
        ("guarant*", [Sought(("guarant",), ends_within=True)]),
        ("*trality", [Sought(("trality",), begins_within=True)]),
        ("*utral*", [Sought(("utral",), begins_within=True, ends_within=True)]),
        ("NOT text:UKR", [Sought(("not",)), Sought(("text", "ukr"))]),
        ("停火*", [Sought(("停", "火"))]),
        ("5%", [Sought(("5", "%"))]),
        ('say "never', [Sought(("say",)), Sought(("never",))]),
        ("\udcff", []),
    ],
)
def test_a_search_as_people_write_it(text: str, expected: list[Sought]) -> None:
    """Quotes make phrases, stars parts of words; no other character has a meaning of its own."""
    assert list(sought(text)) == expected


def test_each_word_may_be_a_part_of_another() -> None:
    """Asked for parts, each word is looked for within words, but for the letters of scripts without spaces."""
    assert [Sought(("neu",), True, True), Sought(("停",))] == list(sought("neu 停", parts=True))


pieces = st.sampled_from(["cease", "fire", "ceasefire", "停", "火", "UN", "ยิ", "ง", "5", "%", "é", " ", " ", "-", '"'])
texts = st.lists(pieces, min_size=1, max_size=8).map("".join)


@given(st.lists(texts, min_size=1, max_size=4), texts, st.booleans(), st.booleans())
def test_the_index_finds_what_stands_in_a_text(held: list[str], text: str, begins: bool, ends: bool) -> None:
    """The index of words, and a look at the words of each text, find the same."""
    words = tuple(words_of(text))
    one = Sought(words, begins, ends)
    placed = [words_in(said) for said in held]
    expected = {n for n, there in enumerate(placed) if words and any(one.at(there, at) for at in range(len(there)))}
    assert index.found_in(held, [one]) == expected


def numbers(journal: TalksLog, text: str, *, parts: bool = False) -> list[int]:
    """Return the numbers of the entries that a search finds."""
    return [line.number for line in journal.as_of().search(text, parts=parts).lines]


def test_what_is_found(journal: TalksLog) -> None:
    """A part of a sentence without spaces, letters glued to it, figures and signs in text; no dates and no ids.

    - {kind: statement-recorded, on: 2022-03-29, speaker: 外交部, text: 双方同意停火，在UN同意}
    - {kind: statement-recorded, on: 2022-03-30, speaker: S, text: "Enrichment of 5% is a ceasefire of sorts"}
    - {kind: statement-recorded, on: 2022-04-02, speaker: โฆษก, text: ยุติการยิงทันที}
    """
    asked = ["停火", "un 同意", "外交", "5%", "%", "5", "30", "2022", "การยิง", "cease", "cease*", "*fire", "*easefi*"]
    found = {text: numbers(journal, text) for text in asked}
    nothing: list[int] = []
    assert found == {
        "停火": [5],
        "un 同意": [5],
        "外交": [5],
        "5%": [6],
        "%": [6],
        "5": [6],
        "30": nothing,
        "2022": nothing,
        "การยิง": [7],
        "cease": nothing,
        "cease*": [6],
        "*fire": [6],
        "*easefi*": [6],
    }
    assert [6] == numbers(journal, "cease", parts=True)


def test_the_place_where_it_was_found(journal: TalksLog) -> None:
    r"""What was found is marked, with the words around it; where a correction took it away, what was said at first.

    - {kind: statement-recorded, on: 2022-03-29, speaker: 外交部, text: 双方同意停火，在UN同意}
    - {kind: statement-recorded, on: 2022-04-01, speaker: T, text: No neutrality at all}
    - kind: statement-recorded
      on: 2022-04-02
      speaker: U
      text: "one two three four five six seven eight nine ten eleven\nneutral bases
        and then some more words until the end of it all, that is the last of them"
    """
    journal.correct("#6", {"text": "No hostility at all"}, reason="misheard")
    assert ["双方同意>>停火<<，在UN同意"] == [line.place for line in journal.as_of().search("停火").lines]
    assert ["No >>neutrality<< at all"] == [line.place for line in journal.as_of().search("neutrality").lines]
    assert ["No >>hostility<< at >>all<<"] == [line.place for line in journal.as_of().search("all hostility").lines[:1]]
    around = (
        "… three four five six seven eight nine ten eleven >>neutral bases<< and then "
        "some more words until the end of it"
    )
    assert [f"{around} …"] == [line.place for line in journal.as_of().search('"neutral bases"').lines]
    both = journal.as_of().search('"neutral bases" them').lines
    assert [f"{around} all, that is the last of >>them<<"] == [line.place for line in both]


def test_a_hint_where_few_are_found(journal: TalksLog) -> None:
    """Where few are found it is said how many more parts of words would find; where all were asked for, nothing.

    - {kind: statement-recorded, on: 2022-03-29, speaker: S, text: A ceasefire}
    - {kind: statement-recorded, on: 2022-03-30, speaker: S, text: Cease fire!}
    """
    seen = journal.as_of()
    assert ([6], 1) == ([line.number for line in seen.search("fire").lines], seen.search("fire").within_words)
    assert 0 == seen.search("fire", parts=True).within_words
    assert 0 == seen.search("fire", Filter(since="2022-03-30")).within_words


def test_filters_and_the_last_of_them(journal: TalksLog) -> None:
    """A search takes the filters of every list, and its last lines.

    - {kind: statement-recorded, on: 2022-03-29, speaker: S, text: peace}
    - {kind: statement-recorded, on: 2022-03-30, speaker: T, text: peace}
    - {kind: statement-recorded, on: 2022-03-31, speaker: S, text: peace}
    """
    seen = journal.as_of()
    assert [5, 7] == [line.number for line in seen.search("peace", Filter(speaker="s")).lines]
    last = seen.search("peace", Filter(speaker="s"), last=1)
    assert ([7], 1) == ([line.number for line in last.lines], last.earlier)


def test_too_many_words_have_a_part(journal: TalksLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that stands in more words than can be looked for is refused, with what to do.

    - {kind: statement-recorded, on: 2022-03-29, speaker: S, text: aa ab ac ad}
    """
    monkeypatch.setattr(index, "MANY", 3)
    with pytest.raises(NegotiationError, match="more than 3 words have 'a' in them") as refused:
        journal.as_of().search("*a*")
    assert refused.value.hint == "give more of the word"
    assert [5] == numbers(journal, "a*")


def test_a_search_of_a_log_takes_anything(journal: TalksLog) -> None:
    """Operators, quotes and bytes that are no text find nothing, and break nothing.

    - {kind: statement-recorded, on: 2022-03-01, speaker: S, text: "NOT a word AND no more"}
    """
    assert [5] == numbers(journal, "NOT AND")
    for text in ('" OR 1=1 --', "\udcff", "'; DROP TABLE words", "(((", '""', "*"):
        assert [] == numbers(journal, text), text
