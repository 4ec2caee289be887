"""A pseudo-terminal in tests, in which commands are run as somebody would who sits at one."""

import os
import sys
from typing import Any

import pexpect
from commandline import OURS, Desk

_OURS = {"TERM": "xterm", "TALKS_RECORDER": "ana"}


class Terminal:
    """A terminal of some size, in which commands are run."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.running: list[Any] = []

    def __call__(self, *arguments: str, columns: int = 100, lines: int = 60, **environment: str) -> Any:
        """Start a command on the terminal."""
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "negotiation_cli", *arguments],
            cwd=str(self.desk.folder),
            env={
                **kept,
                "TERM": "xterm",
                "TALKS_RECORDER": "ana",
                "XDG_STATE_HOME": str(self.desk.folder),
                **environment,
            },
            encoding="utf-8",
            timeout=120,
            dimensions=(lines, columns),
        )
        child.delaybeforesend = None
        child.delayafterclose = 0.01
        self.running.append(child)
        return child

    def shown(self, *arguments: str, columns: int = 100, lines: int = 60, **environment: str) -> str:
        """Run a command to its end and return what it shows."""
        child = self(*arguments, columns=columns, lines=lines, **environment)
        child.expect(pexpect.EOF)
        return str(child.before).replace("\r\n", "\n")

    def close(self) -> None:
        """End what goes on running."""
        for child in self.running:
            child.close(force=True)
