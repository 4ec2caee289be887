"""Setting the record right from the command line: what was said stays, and every view shows what became of it."""

import json
import re
from pathlib import Path

import pytest
from commandline import Desk, at_work


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session, where #8 says that RUS is studying neutral-status."""
    return at_work(tmp_path)


def _row(table: str, first: str) -> str:
    """Return the row of a table that begins with a word."""
    (row,) = [line for line in table.splitlines() if re.match(rf"{re.escape(first)}\s", line)]
    return row


def test_a_correction_changes_what_is_read_and_not_what_was_recorded(desk: Desk) -> None:
    """After a correction the status has the new stance; the record and show have both, and since when."""
    assert (
        desk.done("correct", "8", "--set", "stance=reserved", "--reason", "misheard")
        == "#9  #8 was corrected: misheard\n    stance: studying → reserved\n"
    )
    assert "RUS: reserved" in _row(desk.done("status"), "neutral-status")
    assert "RUS: studying" in _row(desk.done("status", "--recorded", "#8"), "neutral-status")
    record = desk.done("log", "--record")
    assert "RUS is studying neutral-status" in _row(record, "#8")
    assert "corrected by #9" in _row(record, "#8")
    shown = desk.done("show", "8")
    assert shown.startswith("#8 RUS has reserved its position on neutral-status")
    assert "stance  studying     reserved" in shown
    assert "#8 was corrected: misheard" in _row(shown, "#9")


def test_a_correction_may_be_of_what_is_said_of_the_entry(desk: Desk) -> None:
    """The date, who says so, the sources, the grade and the note are corrected as fields are."""
    desk.done(
        *("correct", "8", "--set", "on=2022-03-30", "--set", "says=Peskov", "--set", "sources=agencies-0330"),
        *("--set", "grade=B2", "--set", "note=by telephone", "--reason", "the tape"),
    )
    shown = desk.done("show", "8")
    for words in ("30 Mar 2022", "Peskov", "agencies-0330", "B2", "by telephone"):
        assert words in shown, words
    assert "RUS: not heard" in _row(desk.done("status", "--at", "2022-03-29"), "neutral-status")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["8", "--set", "stance=fond", "--reason", "x"], "stance: "),
        (["8", "--set", "stnce=opposes", "--reason", "x"], "stnce: there is no such field"),
        (["8", "--set", "stance", "--reason", "x"], "'stance' is no FIELD=VALUE"),
        (["8", "--reason", "x"], "missing: --set"),
        (["8", "--set", "stance=opposes"], "missing: --reason"),
    ],
    ids=str,
)
def test_a_correction_that_does_not_fit_is_refused(desk: Desk, arguments: list[str], said: str) -> None:
    """What a correction sets is checked as if it were recorded; it needs a field and a reason."""
    assert said in desk.fails(2, "correct", *arguments)


STUDYING = "    RUS is studying neutral-status (version 1), says Medinsky\n"
"""What was taken back, as it is shown below its retraction."""


def test_a_retracted_entry_is_out_of_every_view_but_the_record(desk: Desk) -> None:
    """After a retraction the party is not heard; the record keeps the entry and says by what it was retracted."""
    said = desk.done("retract", "8", "--reason", "never said")
    assert said == f"#9  #8 was retracted: never said\n{STUDYING}"
    assert "RUS: not heard" in _row(desk.done("status"), "neutral-status")
    assert "#8" not in desk.done("log")
    assert "retracted by #9" in _row(desk.done("log", "--record"), "#8")
    assert "#8 was retracted: never said" in _row(desk.done("show", "8"), "#9")


def test_a_disputed_entry_stays_and_is_contested(desk: Desk) -> None:
    """A dispute leaves the entry in the views, marked with who contests it and what they say instead."""
    desk.done("dispute", "8", "--by", "Peskov", "--reason", "never said so", "--set", "stance=opposes")
    status = desk.done("status")
    assert "under consideration, contested" in status
    assert "RUS: studying (contested)" in status
    assert "neutral-status is contested: #8 by Peskov: never said so" in status
    assert "contested by Peskov (stance opposes)" in _row(desk.done("log"), "#8")
    assert "stance: opposes (not: studying)" in desk.done("show", "8")
    assert "Peskov disputes #8: never said so" in desk.done("why", "neutral-status")
    assert "missing: --by, --reason" in desk.fails(2, "dispute", "8")


def test_an_entry_can_be_marked_anew(desk: Desk) -> None:
    """re-mark says who may see an entry from now on; --marking is who may see the re-marking itself."""
    said = desk.done(
        "re-mark",
        "8",
        "confidential",
        "--reason",
        "a source at risk",
        "--marking",
        "restricted",
        "--lowered",
        "no secret",
    )
    assert said == "#9  #8 was marked confidential: a source at risk  [restricted]\n"
    assert "#8" in desk.done("log", "--marking", "confidential")
    assert re.search(r"^marking +confidential$", desk.done("show", "8"), re.MULTILINE)
    assert re.search(r"^marking +restricted$", desk.done("show", "9"), re.MULTILINE)
    assert "marking: " in desk.fails(2, "re-mark", "8", "secret", "--reason", "x")


def test_an_entry_stays_in_its_compartments_until_it_is_taken_out_of_them(desk: Desk) -> None:
    """Another marking leaves them as the one before left them; --no-compartment takes the entry out of all."""
    for options, said in (
        (("restricted", "--compartment", "navy"), "restricted, navy only"),
        (("confidential",), "confidential, navy only"),
        (("restricted", "--no-compartment"), "restricted"),
        (("confidential",), "confidential"),
    ):
        told = desk.done("re-mark", "8", *options, "--reason", "the source asked")
        assert ("--no-compartment" in options) == ("#8 was marked restricted, in no compartment: " in told)
        assert f"#8 [{said}]" in desk.done("log")
    refused = ("re-mark", "8", "restricted", "--reason", "x", "--no-compartment", "--compartment", "navy")
    assert "does not go with --no-compartment" in desk.fails(2, *refused)


def test_an_undo_takes_back_the_last_command_and_another_brings_it_back(desk: Desk) -> None:
    """Undo reverses what the last command recorded; undone itself, it is as if nothing had been undone."""
    before = desk.done("status")
    assert desk.done("undo") == f"#9  #8 was retracted: undone\n{STUDYING}"
    assert "RUS: not heard" in _row(desk.done("status"), "neutral-status")
    said = desk.done("undo", "--reason", "it was right")
    assert said == "#10  #9 was retracted: it was right\n    #8 was retracted: undone\n"
    assert before == desk.done("status")
    record = desk.done("log", "--record")
    assert "retracted by #10" in _row(record, "#9")
    assert "retracted" not in _row(record, "#8")


def test_redo_brings_back_what_was_taken_back_last(desk: Desk) -> None:
    """What undo or retract took back is back, one after the other; then there is nothing to bring back."""
    before = desk.done("status")
    desk.done("retract", "8", "--reason", "misheard")
    desk.done("respond", "security", "--by", "UKR", "--by", "RUS", "--stance", "supports", "--on", "2022-03-30")
    desk.done("undo")
    said = desk.done("redo", "--dry-run")
    assert "#14  #13 was retracted: brought back" in said
    assert desk.done("redo") == said.replace("  (not recorded: dry run)", "")
    assert "supports" in _row(desk.done("status"), "security-guarantees")
    assert "#16  #9 was retracted: brought back" in desk.done("redo")
    assert "studying" in _row(desk.done("status"), "neutral-status")
    assert "nothing was taken back that is not back by now" in desk.fails(3, "redo")
    desk.done("undo", "10")
    assert before == desk.done("status")


def test_an_undo_after_a_redo_takes_it_back_again(desk: Desk) -> None:
    """Undo and redo follow each other as often as one likes; with an id of its own, a redo happens once."""
    for _ in range(2):
        desk.done("undo", "8")
        assert "RUS: not heard" in _row(desk.done("status"), "neutral-status")
        desk.done("redo")
        assert "studying" in _row(desk.done("status"), "neutral-status")
    desk.done("undo", "8")
    assert desk.done("redo", "--id", "mine") == desk.done("redo", "--id", "mine")
    assert "belongs to #8" in desk.fails(4, "redo", "--id", _first_id(desk, 8))


def _first_id(desk: Desk, number: int) -> str:
    return str(json.loads(desk.done("log", "--json"))["lines"][number - 1]["id"])


def test_an_undo_takes_back_all_that_one_command_recorded(desk: Desk) -> None:
    """A command that recorded two entries is undone by two, whichever of them is named."""
    desk.done("respond", "security", "--by", "UKR", "--by", "RUS", "--stance", "supports", "--on", "2022-03-30")
    said = desk.done("undo", "9")
    stood = "supports security-guarantees (version 1)"
    assert said.splitlines() == [
        "#11  #10 was retracted: undone", f"    RUS {stood}", "#12  #9 was retracted: undone", f"    UKR {stood}"
    ]  # fmt: skip
    assert "RUS: not heard" in _row(desk.done("status"), "security-guarantees")


def test_an_undo_that_would_break_what_came_later_is_refused(desk: Desk) -> None:
    """What later entries rest on is not undone: they are named."""
    said = desk.fails(4, "undo", "7")
    assert "this would make #8 impossible" in said


def test_a_correction_can_be_corrected_and_undone(desk: Desk) -> None:
    """A correction is an entry like others: a second one holds, and undoing it leaves the first."""
    desk.done("correct", "8", "--set", "stance=reserved", "--reason", "misheard")
    desk.done("correct", "8", "--set", "stance=opposes", "--reason", "misheard again")
    assert "RUS opposes" in desk.done("show", "8").splitlines()[0]
    desk.done("undo")
    assert "RUS has reserved" in desk.done("show", "8").splitlines()[0]
    desk.done("undo", "9")
    assert "RUS is studying" in desk.done("show", "8").splitlines()[0]
