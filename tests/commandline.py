"""The command line in tests: run in this process as `main` runs it, in a folder of the test's own."""

import io
import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from typer.main import get_command

from negotiation_cli.main import app, main

OURS = (
    "TALKS",
    "TALKS_AUDIENCE",
    "TALKS_CLEARANCE",
    "TALKS_LOG",
    "TALKS_DEBUG",
    "TALKS_IDENTITY",
    "TALKS_KEY",
    "TALKS_PASSPHRASE",
    "TALKS_PASSPHRASE_FILE",
    "TALKS_RECORDER",
    "NO_COLOR",
    "PAGER",
    "VISUAL",
    "EDITOR",
    "COLUMNS",
    "LINES",
)
"""What the environment may hold that changes what the program does."""

TALKS = "istanbul-2022"
SESSION = (
    ("init",),
    ("open", TALKS, "Ukraine–Russia talks, February–April 2022"),  # noqa: RUF001
    ("party", "UKR", "RUS", "--role", "negotiating"),
    ("party", "TUR", "--role", "host", "--role", "mediator"),
    ("source", "agencies-0330", "--publisher", "Agencies", "--published", "2022-03-30", "--reliability", "B"),
    ("propose", "security-guarantees", "--by", "UKR", "--to", "RUS", "--on", "2022-03-29", "--source", "agencies-0330",
     "--term", "security-guarantees,trigger=armed attack,consultation=P3D,guarantors=GBR+CHN+USA+FRA+TUR"),
    ("propose", "neutral-status", "--by", "UKR", "--to", "RUS", "--on", "2022-03-29", "--source", "agencies-0330",
     "--term", "neutral-status,permanent=yes", "--in-exchange-for", "security-guarantees"),
    ("respond", "neutral-status", "--by", "RUS", "--stance", "studying", "--says", "Medinsky", "--on", "2022-03-29"),
)  # fmt: skip
"""The session by which the log of most tests is made: its entries are #1 to #8."""


@dataclass(frozen=True)
class Ran:
    """What became of a command."""

    status: int
    out: str
    err: str


class Desk:
    """A folder, and a note-taker who types commands there."""

    def __init__(self, folder: Path, log: bytes | None = None) -> None:
        self.folder = folder
        self.log = folder / "talks.db"
        self.own = {"TALKS_RECORDER": "ana", "XDG_CONFIG_HOME": str(folder / ".config")}
        if log is not None:
            self.log.touch(mode=0o600)
            self.log.write_bytes(log)

    def __call__(self, *arguments: str, typed: str | bytes = "", **environment: str) -> Ran:
        """Run a command with some input and environment, and return what became of it."""
        given = io.TextIOWrapper(io.BytesIO(typed.encode() if isinstance(typed, str) else typed), encoding="utf-8")
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        with pytest.MonkeyPatch.context() as here:
            here.chdir(self.folder)
            for name in OURS:
                here.delenv(name, raising=False)
            for name, value in {**self.own, **environment}.items():
                here.setenv(name, value)
            for name, stream in (("stdin", given), ("stdout", out), ("stderr", err)):
                here.setattr(sys, name, stream)
            here.setattr(import_module(main.__module__), "get_command", lambda _: _program())
            with pytest.raises(SystemExit) as left:
                main(list(arguments))
            out.flush()
            err.flush()
        status = left.value.code if isinstance(left.value.code, int) else 1
        return Ran(status, _text(out), _text(err))

    def done(self, *arguments: str, typed: str | bytes = "", **environment: str) -> str:
        """Run a command that is expected to do what it is asked, and return what it prints."""
        ran = self(*arguments, typed=typed, **environment)
        assert ran.status == 0, f"talks {' '.join(arguments)}\n{ran.err}"
        return ran.out

    def fails(self, status: int, *arguments: str, typed: str | bytes = "", **environment: str) -> str:
        """Run a command that is expected to fail, change nothing and print no data; return what it says."""
        before = self._files()
        ran = self(*arguments, typed=typed, **environment)
        assert (status, "") == (ran.status, ran.out), f"talks {' '.join(arguments)}\n{ran.err}{ran.out}"
        assert "error: " in ran.err, ran.err
        assert "Traceback" not in ran.err
        if before != self._files():  # SQLite may have tidied up: then it is the record that counts
            with TemporaryDirectory() as folder:
                for name, content in before.items():
                    (Path(folder) / name).touch(mode=0o600)
                    (Path(folder) / name).write_bytes(content)
                earlier = Desk(Path(folder))
                earlier.own = {**self.own, **earlier.own}
                assert earlier.record() == self.record()
        return ran.err

    def _files(self) -> dict[str, bytes]:
        """Return the bytes of the log, and of what is not merged into it yet."""
        there = (self.log, self.log.with_name(f"{self.log.name}-wal"))
        return {path.name: path.read_bytes() for path in there if path.is_file()}

    def record(self) -> str:
        """Return the whole record, or nothing where there is no log that can be read."""
        lines = self("export").out.split("\n") if self.log.is_file() else []
        return "\n".join(line for line in lines if not line.startswith('{"head":'))


@cache
def _program() -> Any:
    """Return the program, which makes each of its commands once, as a shell does, and not anew for each line."""
    program: Any = get_command(app)
    make = program.get_command
    made = cache(lambda name: make(None, name))
    program.get_command = lambda _, name: made(name)  # each line has a context of its own
    return program


def _text(stream: io.TextIOWrapper) -> str:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


def at_work(folder: Path, *later: tuple[str, ...]) -> Desk:
    """Return a desk with the log of the session, and of what was done after it."""
    return after(folder, *SESSION, *later)


def after(folder: Path, *commands: tuple[str, ...]) -> Desk:
    """Return a desk with the log that these commands make: a copy of one and the same log."""
    return Desk(folder, _log(commands))


@cache
def _log(commands: tuple[tuple[str, ...], ...]) -> bytes:
    own = commands[len(SESSION) :] if commands[: len(SESSION)] == SESSION else ()
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), _log(SESSION) if own else None)
        for command in own or commands:
            desk.done(*command)
        return desk.log.read_bytes()
