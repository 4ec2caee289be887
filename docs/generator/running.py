"""Running commands for the documentation: in a folder of their own, with a clock and ids that are always the same."""

import io
import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from typer.main import get_command

from negotiation import NegotiationLog
from negotiation.domain.visible import Reader
from negotiation_cli.failing import exit_status
from negotiation_cli.main import app

BEGINNING = datetime(2022, 3, 30, 9, tzinfo=UTC)
"""When the first command of a scene is given; each later one follows a minute after."""

FOLDER = "/home/ana/talks"
"""What the examples show as the folder they run in."""


@dataclass(frozen=True)
class Ran:
    """One command, and what became of it."""

    command: str
    output: str
    errors: str
    status: int
    raised: Exception | None = None

    def shown(self) -> str:
        """Return the command and what it printed, as a reader would see it."""
        return f"$ {self.command}\n{self.output}{self.errors}"


@dataclass
class Scene:
    """A folder with a log in it, and somebody who types commands."""

    folder: Path
    now: datetime | None = BEGINNING
    """What time it is; that of the machine if None."""
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    opened: list[NegotiationLog] = field(default_factory=list)

    def run(self, command: str, given: str = "") -> Ran:
        """Run one command line that begins with ``talks``.

        Args:
            command: the line as it would be typed; quotes are read as the shell reads them, nothing else is.
            given: what comes on standard input.

        Raises:
            ValueError: it is another program.
        """
        program, *arguments = shlex.split(command)
        if program != "talks":
            raise ValueError(f"only talks can be run here, not: {command}")
        spied = _Spied(_program())
        out, err = io.StringIO(), io.StringIO()
        stdin = io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8")
        with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", stdin):
            status = exit_status(spied, arguments)
        while self.opened:
            self.opened.pop().close()
        if self.now is not None:
            self.now += timedelta(minutes=1)
        return Ran(command, self._told(out), self._told(err), status, spied.raised)

    def must(self, *commands: str) -> None:
        """Run commands that have to succeed.

        Raises:
            AssertionError: one of them did not.
        """
        for command in commands:
            ran = self.run(command)
            if ran.status:
                raise AssertionError(ran.shown())

    def begin(self, *commands: str) -> None:
        """Begin with commands that have to succeed; of scenes that begin alike the first one gives them for all.

        Raises:
            AssertionError: one of them did not.
        """
        if self.now is None:  # what is recorded now is recorded at another time in the next scene
            self.must(*commands)
            return
        begun = _begun(commands, self.now)
        for name, (mode, content) in begun.files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode)
            path.write_bytes(content)
        self.now, self.ids = begun.now, count(begun.id)

    def _told(self, stream: io.StringIO) -> str:
        return stream.getvalue().replace(str(self.folder), FOLDER)


@dataclass(frozen=True)
class _Begun:
    """Where some commands lead: the files with their modes, what time it is, and the number of the next id."""

    files: dict[str, tuple[int, bytes]]
    now: datetime | None
    id: int


@cache
def _begun(commands: tuple[str, ...], now: datetime) -> _Begun:
    with scene(now) as found:
        found.must(*commands)
        paths = [path for path in found.folder.rglob("*") if path.is_file()]
        files = {
            str(path.relative_to(found.folder)): (path.stat().st_mode & 0o777, path.read_bytes()) for path in paths
        }
        return _Begun(files, found.now, next(found.ids))


@cache
def _program() -> Any:
    """Return the program, which makes each of its commands once, as a shell does, and not anew for each line."""
    program: Any = get_command(app)
    make = program.get_command
    made = cache(lambda name: make(None, name))
    program.get_command = lambda _, name: made(name)  # each line has a context of its own
    return program


class _Spied:
    """A command that keeps the error that it raised."""

    def __init__(self, command: Any) -> None:
        self._command = command
        self.raised: Exception | None = None

    def main(self, **given: Any) -> Any:
        """Run the command, as the library that reads the command line does."""
        try:
            return self._command.main(**given)
        except Exception as error:
            self.raised = error
            raise


@contextmanager
def scene(now: datetime | None = BEGINNING) -> Iterator[Scene]:
    """Set a scene in an empty folder, and clear it away afterwards; without a moment it plays now."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        found = Scene(folder, now)
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("TALKS", "COLUMNS"))}
        own = {"TALKS_RECORDER": "ana", "HOME": FOLDER, "XDG_CONFIG_HOME": str(folder / ".config")}
        stack.enter_context(patch.dict(os.environ, {**plain, **own}, clear=True))
        stack.enter_context(patch.object(NegotiationLog, "open", _opening(found)))
        before = Path.cwd()
        stack.callback(os.chdir, before)
        os.chdir(folder)
        yield found


def _opening(found: Scene) -> Any:
    """Return a way to open logs that takes its clock, its ids and its salts from the scene."""

    def opened(
        cls: type[NegotiationLog], path: str, *, recorder: str = "unknown", reader: Reader | None = None
    ) -> NegotiationLog:
        from negotiation.store.sqlite.file import LogFile  # noqa: PLC0415
        from negotiation.store.store import Store  # noqa: PLC0415  # as late as the program itself loads it

        store = Store(LogFile(path), reader, new_salt=lambda: bytes(32))  # so that roots are the same each time
        log = cls(store, recorder=recorder, clock=clock, new_id=lambda: f"e{next(found.ids)}")
        found.opened.append(log)
        return log

    def clock() -> datetime:
        return found.now or datetime.now(UTC)

    return classmethod(opened)
