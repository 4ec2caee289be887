"""What is typed is taken as it is meant: words heard, lengths of time, names; and help says what is so."""

import json
from pathlib import Path

import pytest
from commandline import Desk, at_work


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


def test_a_quote_without_a_source_is_the_words_as_heard(desk: Desk) -> None:
    """It stays with the entry, in every form, and can be corrected; no source has it."""
    desk.done("respond", "neutral", "--by", "RUS", "--stance", "reserved", "--quote", "ні", "--quote-language", "uk")
    assert "“ні”" in desk.done("show", "9")
    assert "uk" in desk.done("show", "9")
    (line,) = json.loads(desk.done("log", "--last", "1", "--json"))["lines"]
    assert ("ні", []) == (line["quote"], line["sources"])
    assert "ні" in desk.done("log", "--last", "1", "--format", "csv")
    assert "quote: ні" in desk.done("export", "--format", "yaml")
    desk.done("correct", "9", "--set", "quote=не зараз", "--reason", "heard again")
    assert "не зараз" in desk.done("show", "9")
    assert "Heard: “не зараз”" in desk.done("report", "timeline")


def test_the_language_of_no_quote_is_refused(desk: Desk) -> None:
    """A language says of which words it is."""
    assert "--quote-language: is the language of a --quote" in desk.fails(
        2, "say", "Lavrov", "No.", "--quote-language", "ru"
    )


def test_how_long_a_round_took_is_written_as_one_says_it(desk: Desk) -> None:
    """8d is eight days; a length that could be two things is refused with examples."""
    desk.done("round", "istanbul", "opened", "--on", "2022-03-21")
    desk.done("round", "istanbul", "closed", "--duration", "8d", "--on", "2022-03-29")
    assert '"duration":"P8D"' in desk.done("export")
    assert "is a duration, such as 3d" in desk.fails(2, "due", "--within", "8m")


def test_a_provision_has_a_name_of_up_to_60_characters(desk: Desk) -> None:
    """As drafts have them; a longer one is refused."""
    name = "Article 12, paragraph 4, alternative B (proposal of Norway)."
    assert 60 == len(name)
    desk.done("propose", "treaty", "--by", "UKR", "--provision", f"{name}=Words")
    assert name in desk.done("show", "treaty")
    assert "60" in desk.fails(2, "propose", "other", "--by", "UKR", "--provision", f"{name}.=Words")


@pytest.mark.parametrize(
    ("command", "dated", "help_"),
    [
        (["party", "USA", "--role", "observer"], False, "else undated, from the beginning"),
        (["party", "TUR", "--role", "guarantor"], True, "of a new role or name, or if it left, now"),
        (["party", "TUR", "--name", "Türkiye"], True, "of a new role or name, or if it left, now"),
        (["party", "TUR", "--left"], True, "of a new role or name, or if it left, now"),
        (["party", "TUR", "--weight", "votes=3"], False, "else undated, from the beginning"),
        (["issue", "borders", "Borders"], False, "else it is undated, and holds from the beginning"),
        (["source", "wire", "--publisher", "Wire"], False, "else it is undated, and holds from the beginning"),
        (["decide", "threshold:2"], False, "else it is undated, and holds from the beginning"),
        (["retract", "8", "--reason", "x"], False, "else it is undated"),
        (["round", "istanbul", "opened"], True, "When it happened; else now."),
        (["package", "deal", "neutral", "security"], True, "When it happened; else now."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_help_says_what_happens_without_a_date(desk: Desk, command: list[str], dated: bool, help_: str) -> None:
    """What sets up the talks is undated and holds from the beginning; what happens at a time happens now."""
    assert help_ in " ".join(desk.done(command[0], "--help").split())
    desk.done(*command)
    assert dated == ('"occurred"' in desk.record().splitlines()[-1])
