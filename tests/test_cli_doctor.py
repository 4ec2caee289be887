"""The check of a log: fine on a good one, and each sort of damage found, named, and left as it is."""

import re
import sqlite3
from pathlib import Path

import pytest
from commandline import Desk, at_work
from tampering import tampered, unguarded

DAMAGES = {
    "a register row is gone": ("DELETE FROM register WHERE number = 4", "every stored event is registered"),
    "a stored event is gone": (
        "DELETE FROM stored_events WHERE originator_id LIKE '%neutral-status' AND originator_version = 2",
        "every registered entry is stored",
    ),
    "an event is rubbish": (
        "UPDATE stored_events SET state = 'rubbish' WHERE originator_id LIKE '%neutral-status'",
        "every entry of istanbul-2022 can be read",
    ),
    "an event is of another kind": (
        "UPDATE stored_events SET topic = 'os:system' WHERE originator_id LIKE '%neutral-status'",
        "every entry of istanbul-2022 can be read",
    ),
    "a number is left out": ("UPDATE register SET number = 20 WHERE number = 8", "the numbers have no gap"),
    "a version is left out": (
        "UPDATE register SET version = 7 WHERE number = 8",
        "the versions of every stream have no gap",
    ),
    "the search index lacks an entry": ("DELETE FROM said_docsize WHERE id & 0xff = 8", "every entry can be searched"),
    "a recording time goes back": (
        "UPDATE register SET recorded = '1999-01-01T00:00:00.000000Z' WHERE number = 8",
        "the recording times never go back",
    ),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


def test_a_good_log_is_fine(desk: Desk) -> None:
    """Every check of a log that this program made is fine, whatever was recorded over a rule or taken back."""
    desk.done("act", "neutral", "signed", "--by", "UKR", "--override", "it was seen")
    desk.done("correct", "8", "--set", "stance=reserved", "--reason", "misheard")
    desk.done("undo")
    shown = desk.done("doctor")
    assert "WRONG" not in shown
    assert "11 entries" in shown
    assert "1 recorded over a rule" in shown


def test_an_empty_log_is_fine(tmp_path: Path) -> None:
    """There is nothing wrong with a log in which nothing is recorded yet."""
    desk = Desk(tmp_path)
    desk.done("init")
    assert "WRONG" not in desk.done("doctor")


MISTAKEN = {
    "a number is a text": ("UPDATE register SET number = '8x' WHERE number = 8", "number of register holds '8x'"),
    "a number is a fraction": ("UPDATE leaf SET number = 8.5 WHERE number = 8", "number of leaf holds 8.5"),
    "a version is a text": ("UPDATE register SET version = 'x' WHERE number = 8", "version of register holds 'x'"),
    "the talks are bytes": ("UPDATE register SET talks = X'6162' WHERE number = 8", "talks of register holds X'6162'"),
    "an id is bytes": ("UPDATE register SET entry_id = X'6162' WHERE number = 8", "entry_id of register holds X'6162'"),
    "a size is a text": ("UPDATE tree SET size = 'many'", "size of tree holds 'many'"),
    "a moment has no zone": (
        "UPDATE register SET recorded = '2022-03-30T09:08:00.000000' WHERE number = 8",
        "recorded of register holds '2022-03-30T09:08:00.000000', which is no moment",
    ),
    "a moment is none": ("UPDATE register SET recorded = '' WHERE number = 8", "holds '', which is no moment"),
}


@pytest.mark.parametrize("damage", MISTAKEN)
def test_a_value_that_is_of_no_use_where_it_stands_is_named(desk: Desk, damage: str) -> None:
    """What no column of ours would hold is found by the check and the verification, and no read takes it for a slip."""
    statement, words = MISTAKEN[damage]
    tampered(desk.log, statement)
    for check in ("doctor", "verify"):
        ran = desk(check)
        assert 6 == ran.status, ran.err
        assert "WRONG  every value is of the sort that its column is for" in ran.out
        assert words in ran.out
    for command in (("status",), ("log", "--json"), ("export",), ("list",), ("status", "--audience", "press")):
        assert "this program is wrong" not in desk(*command).err, command


def test_an_error_that_a_damaged_log_brings_about_is_told_as_damage(desk: Desk) -> None:
    """What breaks on a log that lacks a part is said to be damage, and where to whoever may see all of it."""
    tampered(desk.log, "DROP TRIGGER nothing_kept_delete_stored_events")
    tampered(desk.log, DAMAGES["a stored event is gone"][0])
    ran = desk("status", "--json")
    assert (6, "") == (ran.status, ran.out)
    assert "talks.db' is damaged: it is not so that every registered entry is stored: istanbul-2022 #8" in ran.err
    ran = desk("status", "--json", "--clearance", "TLP:GREEN")
    assert (6, "") == (ran.status, ran.out)
    assert "talks.db' is damaged: what stands in it does not fit together" in ran.err


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found(desk: Desk, damage: str) -> None:
    """Each sort of damage ends with 6, is named, and stays as it was found, in every format."""
    statement, check = DAMAGES[damage]
    unguarded(desk.log)
    connection = sqlite3.connect(desk.log)
    connection.execute(statement)
    connection.commit()
    connection.close()
    before = desk.log.read_bytes()
    ran = desk("doctor")
    assert ran.status == 6, ran.out
    assert f"WRONG  {check}" in ran.out
    assert "Traceback" not in ran.err
    assert desk("doctor", "--json").status == 6
    assert before == desk.log.read_bytes()


def test_a_file_that_was_cut_short_is_found(desk: Desk) -> None:
    """A log of which the end is missing is no reason for a traceback: it is named as damaged."""
    whole = desk.log.read_bytes()
    desk.log.write_bytes(whole[: len(whole) // 2])
    for command in (("doctor",), ("status",), ("export",), ("verify",), ("note", "x")):
        ran = desk(*command)
        assert 6 == ran.status, ran.out
        assert "error: '" in ran.err
        assert "is damaged: " in ran.err


@pytest.mark.parametrize("damage", ["an event is rubbish", "an event is of another kind", "a stored event is gone"])
def test_a_damaged_log_is_not_read_as_if_it_were_whole(desk: Desk, damage: str) -> None:
    """A read tells which entry it cannot decode, and shows the rest; nothing stored is imported or run."""
    unguarded(desk.log)
    connection = sqlite3.connect(desk.log)
    connection.execute(DAMAGES[damage][0])
    connection.commit()
    connection.close()
    ran = desk("status")
    assert (ran.status, ran.err) == (0, "")
    assert "not in view" in ran.out
    assert "cannot be read: " in ran.out
    assert (6, 1) == (desk("doctor").status, desk("export").status)
    saved = desk("export", "--salvage")
    assert (saved.status, "left out: " in saved.err) == (0, True)


def test_what_rests_on_an_entry_that_cannot_be_read_is_said_to_be_read_without_it(desk: Desk) -> None:
    """Whoever reads that a position is taken on nothing is told that its proposal may be there, unread."""
    unguarded(desk.log)
    connection = sqlite3.connect(desk.log)
    connection.execute("UPDATE stored_events SET topic = 'sung' WHERE topic = 'proposal-tabled'")
    connection.commit()
    connection.close()
    rules = next(line for line in desk("doctor").out.splitlines() if "keep the rules" in line)
    assert rules.startswith("WRONG")
    assert re.search(r"is not on the table at that time; read without #\d", rules)
