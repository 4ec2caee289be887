"""The program as a process: what happens around it, rather than in it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commandline import OURS, Desk, at_work

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and shells are those of POSIX")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


def _environment(**more: str) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name not in OURS}, **more}


def _program(desk: Desk, *arguments: str, **more: Any) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "negotiation_cli", *arguments]
    return subprocess.run(
        command,
        **{"cwd": desk.folder, "env": _environment(), "capture_output": True, "text": True, "check": False, **more},
    )


def test_the_package_can_be_run(desk: Desk) -> None:
    """`python -m negotiation_cli` is the program, and calls itself talks."""
    ran = _program(desk, "nosuch")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "error: there is no command 'nosuch'\nhint:  talks --help\n"


def test_a_reader_that_has_enough_is_no_error(desk: Desk) -> None:
    """`talks log | head -1` prints a line, and nothing on standard error."""
    script = f"set -o pipefail; {sys.executable} -m negotiation_cli export | (read line; echo read)"
    for number in range(40):
        desk.done("say", "Peskov", "words " * 900, "--id", f"s{number}")
    ran = subprocess.run(
        ["bash", "-c", script], cwd=desk.folder, env=_environment(), capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("read\n", "")
    assert ran.returncode == 141


def test_an_interrupt_ends_with_a_sentence(desk: Desk) -> None:
    """Ctrl-C while a journal is typed ends with 130 and a sentence, and records nothing."""
    before = desk.record()
    command = [sys.executable, "-m", "negotiation_cli", "record", "-"]
    with subprocess.Popen(
        command, cwd=desk.folder, env=_environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin
        assert running.stderr
        running.stdin.write("- kind: issue-added\n" * 100_000)  # more than a pipe holds: the program is reading
        running.stdin.flush()
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
    assert (running.returncode, said) == (130, "stopped; nothing more was recorded\n")
    assert before == desk.record()


def test_a_full_device_is_a_sentence(desk: Desk) -> None:
    """Where standard output cannot take the text, the status is 1 and the reason is given."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with Path("/dev/full").open("w") as full:
        ran = _program(desk, "status", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert (ran.returncode, ran.stderr) == (1, "error: No space left on device\n")


def test_a_closed_standard_output_is_no_error(desk: Desk) -> None:
    """`talks status >&-` has nowhere to print to, and says nothing."""
    ran = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m negotiation_cli status >&-"],
        cwd=desk.folder,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_pipe_gets_utf_8_on_any_machine(desk: Desk, encoding: str) -> None:
    """Whatever the machine's own encoding, a pipe gets the same bytes as a file."""
    ran = _program(desk, "status", text=False, env=_environment(PYTHONIOENCODING=encoding))
    assert desk.done("status").encode() == ran.stdout


def test_two_processes_print_the_same_bytes(desk: Desk) -> None:
    """Nothing of a run shows in its output: hashes are seeded otherwise in each, and the time zone differs."""
    first = _program(
        desk, "report", "status", "--format", "html", env=_environment(PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    )
    other = _program(desk, "report", "status", "--format", "html", env=_environment(PYTHONHASHSEED="2", TZ="UTC"))
    assert first.stdout == other.stdout
    assert first.stdout.startswith("<!DOCTYPE html>")
