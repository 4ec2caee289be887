"""What was recorded is said to be recorded, whatever becomes of the answer: a full device, a closed pipe, Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commandline import OURS, Desk, at_work

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
SAY = ("say", "Peskov", "We shall see.", "--party", "RUS")
PROGRAM = f"{sys.executable} -m negotiation_cli"
UNUSUAL = (*OURS, "PYTHONUNBUFFERED")
"""What is not as it is where people work: there, what is printed to a file or a pipe waits in a buffer."""
ENVIRONMENT = {**{name: value for name, value in os.environ.items() if name not in UNUSUAL}, "TALKS_RECORDER": "ana"}
AT_THE_PRINT = (
    "import os, signal\n"
    "from negotiation_cli import output\n"
    "from negotiation_cli.main import main\n"
    "def stopped(*_, **__):\n    os.kill(os.getpid(), signal.SIGINT)\n    __import__('time').sleep(5)\n"
    "output.recorded = stopped\n"
    "main({arguments!r})\n"
)
"""Runs the program, to which Ctrl-C comes when it is about to print."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


def _bash(desk: Desk, script: str) -> tuple[int, str]:
    """Run a line of bash, and return its status and what it says on standard error."""
    ran = subprocess.run(
        ["bash", "-c", script], cwd=desk.folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stderr


def _numbers(desk: Desk) -> list[int]:
    return [json.loads(line)["number"] for line in desk.record().splitlines()]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("say Peskov 'We shall see.'", "recorded as #9"),
        ("party CHN FRA --role observer", "recorded as #9 to #10"),
        ("undo", "recorded as #9"),
        ("open geneva Geneva --decide-by consensus", "recorded as #1 to #2"),
        ("record two.yaml", "recorded as #9 to #10"),
        ("import two.yaml", "recorded as #9 to #10"),
        ("import other.jsonl", "recorded as #1 to #2"),
        ("--log new.db init", "made the log new.db"),
    ],
)
def test_what_cannot_be_printed_is_recorded_all_the_same(desk: Desk, command: str, said: str) -> None:
    """On a full device the status is 7, and standard error says as which entries it was recorded."""
    (desk.folder / "two.yaml").write_text(
        "".join(f"- {{kind: issue-added, issue: {name}, title: T}}\n" for name in "ab"), encoding="utf-8"
    )
    (desk.folder / "other").mkdir()
    other = Desk(desk.folder / "other")
    other.done("init")
    other.done("open", "geneva", "Geneva", "--decide-by", "consensus")
    (desk.folder / "other.jsonl").write_text(other.done("export"), encoding="utf-8")
    status, error = _bash(desk, f"{PROGRAM} {command} >/dev/full")
    assert (7, f"{said}, but it could not be printed: No space left on device\n") == (status, error)


def test_a_pipe_that_nobody_reads_is_told(desk: Desk) -> None:
    """`talks say ... | head -0` records, ends with 7, and says so; nothing is said of a read that is cut off."""
    assert (7, "recorded as #9, but it could not be printed: nobody reads it\n") == _unread(desk, "say", "Peskov", "Hm")
    assert (141, "") == _unread(desk, "status")


def _unread(desk: Desk, *command: str) -> tuple[int, str]:
    """Run a command that prints to a pipe whose other end is closed, and return its status and what it says."""
    read, write = os.pipe()
    os.close(read)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "negotiation_cli", *command],
            cwd=desk.folder, env=ENVIRONMENT, stdout=write, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    finally:
        os.close(write)
    return ran.returncode, ran.stderr


def test_what_was_there_already_is_not_told_as_recorded(desk: Desk) -> None:
    """A retry with its --id, an import of what is there and a dry run record nothing, and say nothing of the kind."""
    desk.done(*SAY, "--id", "mine")
    (desk.folder / "same.jsonl").write_text(desk.record(), encoding="utf-8")
    for command in ("say Peskov 'We shall see.' --party RUS --id mine", "import same.jsonl", "undo --dry-run"):
        assert _bash(desk, f"{PROGRAM} {command} >/dev/full") == (1, "error: No space left on device\n")
    assert list(range(1, 10)) == _numbers(desk)


def test_where_nothing_can_be_said_the_status_says_it(desk: Desk) -> None:
    """With both outputs full the status is 7 if it was recorded, and 1 if there was nothing to record."""
    assert _bash(desk, f"{PROGRAM} say Peskov Hm >/dev/full 2>/dev/full")[0] == 7
    assert _bash(desk, f"{PROGRAM} status >/dev/full 2>/dev/full")[0] == 1


def test_ctrl_c_between_the_commit_and_the_print_tells_what_was_recorded(desk: Desk) -> None:
    """Stopped after the commit, the program looks the entries up: the status is 130, and it says what was recorded."""
    ran = subprocess.run(
        [sys.executable, "-c", AT_THE_PRINT.format(arguments=[*SAY])],
        cwd=desk.folder, env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (130, "stopped; recorded as #9\n") == (ran.returncode, ran.stderr)
    assert list(range(1, 10)) == _numbers(desk)


def test_ctrl_c_at_any_moment_tells_the_truth(desk: Desk) -> None:
    """Whenever it comes, what is said of an entry is what the log holds, and no entry comes by halves."""
    started = time.monotonic()
    _bash(desk, f"{PROGRAM} say Peskov Hm")
    whole = time.monotonic() - started  # what a command takes here and now
    for attempt in range(12):
        before = len(_numbers(desk))
        with subprocess.Popen(
            [sys.executable, "-m", "negotiation_cli", "say", "Peskov", f"No. {attempt}"],
            cwd=desk.folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as running:  # fmt: skip
            time.sleep(whole * (0.3 + attempt * 0.06))
            running.send_signal(signal.SIGINT)
            out, error = running.communicate()
        after = _numbers(desk)
        if "stopped" in error:
            told = f"recorded as #{before + 1}" if len(after) > before else "nothing was recorded"
            assert f"stopped; {told}\n" == error
        elif out:
            assert len(after) == before + 1


def test_a_command_run_again_is_told(desk: Desk) -> None:
    """An entry that says what the one before it says is recorded, with a warning; one with an id of its own is not."""
    desk.done(*SAY)
    again = desk(*SAY)
    assert "#10  " in again.out
    assert again.err == "warning: #10 says the same as #9: if it did not happen twice, take it back with talks undo\n"
    assert desk(*SAY, "--id", "mine").err == ""
    assert desk("say", "Peskov", "We shall see!", "--party", "RUS").err == ""
    on = ("--on", "2022-04-01")
    assert desk("respond", "neutral", "--by", "UKR", "--by", "RUS", "--stance", "reserved", *on).err == ""
    repeated = desk("respond", "neutral", "--by", "UKR", "--by", "RUS", "--stance", "reserved", *on)
    assert "warning: #15 to #16 say the same as #13 to #14" in repeated.err
    assert desk("undo").err == ""
    assert desk("undo").err == ""
