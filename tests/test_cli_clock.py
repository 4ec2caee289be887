"""The machine's clock moved ahead, in real processes: libfaketime moves it for one command."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import OURS, Desk, Ran, at_work

FAKETIME = shutil.which("faketime")
pytestmark = pytest.mark.skipif(FAKETIME is None, reason="faketime, which moves the clock, is not installed")
ENVIRONMENT = {**{name: value for name, value in os.environ.items() if name not in OURS}, "TALKS_RECORDER": "ana"}
SAY = ("say", "Peskov", "We shall see.")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session, recorded just now."""
    return at_work(tmp_path)


ONE_BY_ONE = """
import contextlib, io, json, sys
from negotiation_cli.main import main
ran = []
for command in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(command)
        except SystemExit as left:
            status = left.code
    ran.append((status, out.getvalue(), err.getvalue()))
print(json.dumps(ran))
"""
"""Runs commands one by one, and says what became of each."""


def _moved(desk: Desk, by: str, *commands: tuple[str, ...]) -> list[Ran]:
    """Run commands in a process whose clock is moved, and return what became of each."""
    process = subprocess.run(
        [str(FAKETIME), "-f", by, sys.executable, "-c", ONE_BY_ONE],
        cwd=desk.folder, env=ENVIRONMENT, input=json.dumps(commands), capture_output=True, text=True, check=True,
    )  # fmt: skip
    ran = [Ran(*one) for one in json.loads(process.stdout)]
    assert len(commands) == len(ran)
    return ran


@pytest.mark.parametrize("by", ["+2d", "+400d", "+20y"])
def test_a_write_while_the_clock_is_ahead_asks_for_a_flag(desk: Desk, by: str) -> None:
    """A command that would be recorded days ahead is refused, with what stands against the clock and what to do."""
    before = desk.record().splitlines()
    commands = (SAY, ("undo",), ("open", "geneva", "Geneva talks"))
    *refused, meant = _moved(desk, by, *commands, (*SAY, "--ahead"))
    for ran in refused:
        assert (4, "") == (ran.status, ran.out)
        assert ran.err.startswith("error: this machine's clock says ")
        assert ran.err.endswith("hint:  set the clock right; if it is right, record it with --ahead\n")
    assert 0 == meant.status
    *earlier, last = desk.record().splitlines()
    assert before == earlier
    assert "We shall see." in last


def test_a_journal_and_an_import_of_now_ask_too(desk: Desk) -> None:
    """Whatever records at the present moment asks; an import that keeps the times of an export does not."""
    for name in "jk":
        text = f"- {{kind: issue-added, issue: {name}, title: T}}\n"
        (desk.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    commands = (("record", "j.yaml"), ("import", "k.yaml"))
    ahead = tuple((*command, "--ahead") for command in commands)
    assert [4, 4, 0, 0] == [ran.status for ran in _moved(desk, "+9d", *commands, *ahead)]
    (desk.folder / "e.jsonl").write_text(desk.record(), encoding="utf-8")
    for log in ("new.db", "other.db"):
        desk.done("--log", log, "init")
    now = ("--log", "new.db", "import", "e.jsonl", "--record-now")
    as_it_was = ("--log", "other.db", "import", "e.jsonl")
    assert [4, 0, 0] == [ran.status for ran in _moved(desk, "+30d", now, (*now, "--ahead"), as_it_was)]


def test_reading_asks_for_nothing(desk: Desk) -> None:
    """A clock that is ahead is nothing to a read."""
    reads = (("status",), ("log",), ("export",), ("doctor",))
    assert [0, 0, 0, 0] == [ran.status for ran in _moved(desk, "+9d", *reads)]


def test_a_quiet_week_asks_for_nothing(tmp_path: Path) -> None:
    """The first write after a week, with a clock that is right, is recorded without a word."""
    desk = Desk(tmp_path)
    assert [0, 0, 0] == [ran.status for ran in _moved(desk, "-7d", ("init",), ("open", "x", "X"), SAY)]
    ran = desk("say", "Peskov", "Back again.")
    assert (ran.status, ran.err) == (0, "")
    assert [0] == [ran.status for ran in _moved(desk, "-30d", SAY)]


def test_after_a_write_ahead_the_truth_is_told(desk: Desk) -> None:
    """What follows is recorded at the later time, dated by the clock, and said to be; doctor names it; an export of it
    is imported by a new log as it is.
    """  # noqa: D205
    assert [0] == [ran.status for ran in _moved(desk, "+9d", (*SAY, "--ahead"))]
    ran = desk("say", "Medinsky", "Now.")
    assert ran.err.startswith("warning: #10 was recorded at ")
    now = desk("say", "Medinsky", "And now.", "--note", "still").out.split("  ")[1]
    assert now in desk.done("say", "Medinsky", "Once more.", "--id", "a")
    assert "odd   nothing of istanbul-2022 was recorded after now" in desk.done("doctor")
    assert "#9 to #12 were recorded at" in desk.done("doctor")
    (desk.folder / "e.jsonl").write_text(desk.record(), encoding="utf-8")
    desk.done("--log", "new.db", "init")
    ran = desk("--log", "new.db", "import", "e.jsonl")
    assert ran.status == 0
    assert "warning: #9 to #12 were recorded at" in ran.err
    assert desk.done("export") == desk.done("--log", "new.db", "export")


def test_a_date_far_ahead_is_refused_off_a_terminal(desk: Desk) -> None:
    """A slip in the year is not recorded; doctor names what was meant to lie so far ahead."""
    said = desk.fails(4, *SAY, "--on", "2220-03-29")
    assert said == "error: on: 2220-03-29 is more than a year ahead\nhint:  if it is meant, record it with --ahead\n"
    desk.done(*SAY, "--on", "2220-03-29", "--ahead")
    odd = [" ".join(line.split()) for line in desk.done("doctor").splitlines() if line.startswith("odd")]
    assert ["odd nothing of istanbul-2022 is dated more than a year ahead #9"] == odd
