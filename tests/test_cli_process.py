"""The program as a process: what happens around it, rather than in it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import OURS, Desk, at_work

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and shells are those of POSIX")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


def _environment(**more: str) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name not in OURS}, **more}


def _program(desk: Desk, *command: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a command of the program, or of bash, as a process of its own."""
    whole = command if command[0] == "bash" else (sys.executable, "-m", "negotiation_cli", *command)
    return subprocess.run(whole, cwd=desk.folder, env=_environment(**environment), capture_output=True, check=False)


def test_the_package_can_be_run(desk: Desk) -> None:
    """`python -m negotiation_cli` is the program, and calls itself talks."""
    ran = _program(desk, "nosuch")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"error: there is no command 'nosuch'\nhint:  talks --help\n"


@pytest.mark.parametrize("length", [1, 40])
def test_a_reader_that_has_enough_is_no_error(desk: Desk, length: int) -> None:
    """`talks export | head -1` is quiet on standard error, whether the pipe breaks in the middle or at the end."""
    for number in range(length):
        desk.done("say", "Peskov", "words " * 900, "--id", f"s{number}")
    script = (
        f"{sys.executable} -m negotiation_cli export | (read -r -n 1; exec <&-; sleep 0.3); echo ${{PIPESTATUS[0]}}"
    )
    ran = _program(desk, "bash", "-c", script)
    assert ran.stderr == b""
    assert ran.stdout in ((b"141\n", b"0\n") if length == 1 else (b"141\n",))


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
    assert (running.returncode, said) == (130, "stopped; nothing was recorded\n")
    assert before == desk.record()


def test_a_full_device_is_a_sentence(desk: Desk) -> None:
    """Where standard output cannot take the text, the status is 1 and the reason is given."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    ran = _program(desk, "bash", "-c", f"{sys.executable} -m negotiation_cli status >/dev/full")
    assert (ran.returncode, ran.stderr) == (1, b"error: No space left on device\n")


def test_a_closed_standard_output_is_no_error(desk: Desk) -> None:
    """`talks status >&-` has nowhere to print to, and says nothing."""
    ran = _program(desk, "bash", "-c", f"{sys.executable} -m negotiation_cli status >&-")
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_pipe_gets_utf_8_on_any_machine(desk: Desk) -> None:
    """Whatever the machine's own encoding, a pipe gets the same bytes as a file."""
    ran = _program(desk, "status", PYTHONIOENCODING="cp1252")
    assert desk.done("status").encode() == ran.stdout


def test_two_processes_print_the_same_bytes(desk: Desk) -> None:
    """Nothing of a run shows in its output: hashes are seeded otherwise in each, and the time zone differs."""
    first = _program(desk, "report", "status", "--format", "html", PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    other = _program(desk, "report", "status", "--format", "html", PYTHONHASHSEED="2", TZ="UTC")
    assert first.stdout == other.stdout
    assert first.stdout.startswith(b"<!DOCTYPE html>")
