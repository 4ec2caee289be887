"""What stays between the commands of a shell: the program, the logs that are open, which talks are meant."""

import gc
import os
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from typer.main import get_command

from ..commands import COMMANDS
from ..deeds import Deeds
from ..failing import USAGE, exit_status
from ..settings import Settings, staying, who_looks
from .arguments import arguments_of

if TYPE_CHECKING:
    from negotiation import NegotiationLog, TalksLog

LEAVING = ("exit", "quit")


@dataclass
class Session:
    """One process in which commands are given."""

    settings: Settings
    talks_named: str | None = None
    logs: "dict[str, NegotiationLog]" = field(default_factory=dict)
    program: Any = None
    status: int = 0
    """The exit status of the first command that failed; 0 if none did."""

    def __post_init__(self) -> None:
        from ..main import app

        self.program = get_command(app)
        self.program.get_command = cache(self.program.get_command)
        self.talks_named = self.talks_named or self.settings.talks

    def run(self, line: str) -> bool:
        """Run what one line says; False if it is to end the shell."""
        name, _, rest = line.strip().partition(" ")
        if name == "talks" and rest.split()[:1] and rest.split()[0] in (*COMMANDS, *LEAVING, "help", "use"):
            name, _, rest = rest.strip().partition(" ")
        if not name:
            return True
        if name in LEAVING:
            return False
        gc.disable()  # a command is over before looking for cycles would pay; between two there is time for it
        status = self._run(name, rest.strip())
        gc.enable()
        self.status = self.status or status
        return True

    def _run(self, name: str, rest: str) -> int:
        match name:
            case "help":
                return self._given([*rest.split(), "--help"])
            case "use":
                return self._use(rest)
            case "shell":
                print("this is the shell already")
                return USAGE
        command = self.command(name)
        return self._given([name, *(arguments_of(command, rest) if command else rest.split())])

    def command(self, name: str) -> Any:
        """Return a command of the program; None if there is none of that name."""
        return self.program.get_command(None, name)

    def before(self) -> list[str]:
        """Return what stands before every command: which log, which talks, how to show things."""
        told = {"--log": self.settings.log, "--talks": self.talks_named, "--color": self.settings.color}
        told["--passphrase-file"] = self.settings.passphrase_file
        found = [part for name, value in told.items() if value for part in (name, value)]
        return [*found, *(["--debug"] if self.settings.debug else [])]

    def _given(self, arguments: list[str]) -> int:
        return exit_status(self.program, [*self.before(), *arguments], Deeds(staying=self.logs))

    def _use(self, name: str) -> int:
        """Take other talks of the log as those that are meant from now on."""
        before = self.talks_named
        self.talks_named = name or None
        if self.talks() is not None:
            return 0
        status = self._given(["notes"])  # which says what is wrong
        self.talks_named = before
        return status

    def talks(self) -> "TalksLog | None":
        """Return the talks that are meant, if that can be told."""
        from negotiation.domain.errors import NegotiationError

        with suppress(NegotiationError):
            log = staying(self.logs, self.settings.log, who_looks(None, None, ()))
            return log.talks(self.talks_named or os.environ.get("TALKS") or None)
        return None

    def prompt(self) -> str:
        """Return what stands before the line: the talks that are meant, and how many entries they have."""
        from negotiation.domain.errors import NegotiationError

        with suppress(NegotiationError):
            talks = self.talks()
            return f"{talks.id} #{talks.last_number()}> " if talks else "talks> "
        return "talks> "

    def close(self) -> None:
        """Let go of the logs."""
        for log in self.logs.values():
            log.close()
