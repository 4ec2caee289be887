"""What is kept beside the record: of which version it is, when it is made, and what becomes of it if damaged."""

import hashlib
import sqlite3
from pathlib import Path

import pytest
from commandline import Desk, at_work
from tampering import unguarded

import negotiation
from negotiation import NegotiationLog, viewpoint
from negotiation.domain.aggregates import BY_NAME
from negotiation.store.kept.comparing import compared, worked_out
from negotiation.store.kept.states import encode
from negotiation.store.kept.version import VERSION

ROOT = Path(negotiation.__file__).parent
FOLDS = ("domain", "store/kept", "store/sqlite")
"""Where everything lies on which hangs what a fold gives, and how it is kept."""


def fingerprint() -> str:
    """Return what stands for the text of the modules whose work is kept."""
    found = hashlib.sha256()
    for folder in FOLDS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.name != "version.py":
                found.update(f"{path.relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes())
    return found.hexdigest()[:12]


def test_the_version_changes_with_what_is_kept() -> None:
    """What an older program kept is not taken for what this one would keep."""
    assert fingerprint() == VERSION, f'write VERSION = "{fingerprint()}" into store/kept/version.py'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


def edit(desk: Desk, statement: str) -> None:
    """Run a statement on the log, as somebody with another tool would."""
    if "stored_events" in statement or "register" in statement:
        unguarded(desk.folder / "talks.db")
    with sqlite3.connect(desk.folder / "talks.db") as connection:
        connection.executescript(statement)
    connection.close()


BROKEN = {
    "it is of another version": "UPDATE kept SET version = 'older'",
    "it is behind": "UPDATE kept SET number = number - 1",
    "it is gone": "DELETE FROM kept",
    "a state is rubbish": "UPDATE standing SET state = x'00'",
    "the tables are gone": "DROP TABLE kept",
    "its tables have other columns": "ALTER TABLE reading DROP COLUMN recorder; UPDATE kept SET version = 'older'",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_log_is_read_without_what_is_kept(desk: Desk, how: str) -> None:
    """Where it is missing, of another version or damaged, everything reads as before, and the next write mends it."""
    views = [("status",), ("log", "--last", "2"), ("count", "entries"), ("search", "neutral"), ("due",), ("pledges",)]
    before = [desk.done(*view) for view in views]
    edit(desk, BROKEN[how])
    assert [desk.done(*view) for view in views] == before
    assert "WRONG" not in desk.done("doctor") or how == "a state is rubbish"
    desk.done("say", "UKR", "Hello.", "--on", "2022-03-30")
    with NegotiationLog.open(str(desk.folder / "talks.db")) as log:
        assert log.store.reader.keeps(log.talks_ids()[0]) is not None


def test_only_who_waits_for_all_to_be_read_is_told_why(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word on standard error says that every entry was read, where that is so and could be spared."""
    monkeypatch.setattr(viewpoint, "MANY", 5)
    said = "every entry was read"
    assert said not in desk("status").err
    edit(desk, BROKEN["it is of another version"])
    assert said in desk("status").err
    assert said in desk("log", "--last", "1").err
    assert said not in desk("show", "#3").err
    assert said not in desk("why", "neutral").err
    assert said in desk("status", "--known", "2022-04").err


WRONG = {
    "an entry reads otherwise": "UPDATE reading SET kind = 'talks-resumed' WHERE number = 7",
    "an entry is missing": "DELETE FROM reading WHERE number = 5",
    "an entry is there twice": "CREATE TEMP TABLE other AS SELECT * FROM reading WHERE number = 5; "
    "UPDATE other SET since = 900; INSERT INTO reading SELECT * FROM other",
    "an entry was known earlier": "UPDATE reading SET learned = 0 WHERE number = 7",
    "what has no source was known earlier": "UPDATE kept SET happened = 1",
    "dates were read in another zone": "UPDATE kept SET zone = 'Asia/Tokyo'",
}


@pytest.mark.parametrize("how", WRONG)
def test_doctor_finds_what_does_not_follow_from_the_record(desk: Desk, how: str) -> None:
    """Whatever somebody writes into the tables is found, and made anew on asking."""
    edit(desk, WRONG[how])
    shown = desk("doctor")
    assert shown.status == 6
    assert "WRONG  what is kept of" in shown.out
    assert "WRONG" not in desk.done("doctor", "--rebuild")


@pytest.mark.parametrize("statement", ["UPDATE stored_events SET topic = topic", "DELETE FROM register WHERE 0"])
def test_whoever_edits_the_record_leaves_nothing_kept(desk: Desk, statement: str) -> None:
    """What was kept of the record as it was is not shown for a record that was edited by hand."""
    edit(desk, statement)
    with NegotiationLog.open(str(desk.folder / "talks.db")) as log:
        assert (log.store.reader.keeps(log.talks_ids()[0]) is None) == statement.startswith("UPDATE")


EARLIER = """
DROP TABLE said_word; DROP TABLE said; DROP TABLE searched; DROP TABLE leaf; DROP TABLE tree;
DROP TABLE kept; DROP TABLE reading; DROP TABLE standing;
CREATE VIRTUAL TABLE words USING fts5 (
    text, talks UNINDEXED, number UNINDEXED, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO words SELECT CAST(state AS TEXT), talks, number FROM register JOIN stored_events
    ON originator_id = stream AND originator_version = version;
PRAGMA user_version = 1;
"""
"""Makes a log what one of the first format is."""


def test_a_log_of_the_first_format_is_used_as_it_is(desk: Desk) -> None:
    """It is read, searched, written to and checked, and what makes it fast comes with the next write."""
    with sqlite3.connect(desk.log) as connection:
        connection.executescript(EARLIER)
    connection.close()
    before = desk.record()
    status, found = desk.done("status"), desk.done("search", "neutral")
    assert "WRONG" not in desk.done("doctor")
    desk.done("say", "UKR", "A neutral status.", "--on", "2022-03-31")
    assert desk.record().startswith(before)
    assert desk.done("status") == status
    assert len(desk.done("search", "neutral").splitlines()) == len(found.splitlines()) + 1
    assert "WRONG" not in desk.done("doctor", "--rebuild")
    assert len(desk.done("search", "neutral").splitlines()) == len(found.splitlines()) + 1


def test_the_index_of_words_is_made_anew(desk: Desk) -> None:
    """Whoever empties the index loses nothing: what is searched is found again once it is made anew."""
    found = desk.done("search", "neutral")
    edit(desk, "INSERT INTO said (said) VALUES ('delete-all')")
    assert desk("doctor").status == 6
    desk.done("doctor", "--rebuild")
    assert desk.done("search", "neutral") == found


def test_a_state_of_an_earlier_moment_is_compared(desk: Desk) -> None:
    """How a thing stood before something late was recorded of it is compared, too, and a forged one is named."""
    for number in range(14):
        desk.done("respond", "neutral", "--by", "UKR" if number % 2 else "RUS", "--stance", "reserved", "--on",
                  f"2022-04-{number + 1:02}", "--note", str(number))  # fmt: skip
    desk.done("respond", "neutral", "--by", "RUS", "--stance", "can-live-with", "--on", "2022-03-30", "--note", "late")
    with NegotiationLog.open(str(desk.log)) as log:
        keeps = log.store.reader.keeps(log.talks_ids()[0])
        assert keeps is not None
        assert ([], 0) == compared(log.store.reader, keeps)
        now = {state.key for state in worked_out(log.store.reader, keeps)}
        earlier = {key for found in keeps.states().values() for key in found} - now
        assert earlier, "nothing is kept of an earlier moment"
    forged = encode(BY_NAME["proposal"].first("neutral-status")).hex()
    edit(desk, f"UPDATE standing SET state = x'{forged}' WHERE key IN ({', '.join(map(str, earlier))})")
    ran = desk("doctor")
    assert (6, True) == (ran.status, "before more was recorded of them; talks doctor --rebuild" in ran.out)
    desk.done("doctor", "--rebuild")
