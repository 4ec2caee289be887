"""What holds for the whole run of a command: which log, which talks, how to show things."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .deeds import Deeds

if TYPE_CHECKING:
    from negotiation import NegotiationLog
    from negotiation.trust.keyring import Keyring

LOG_NAME = "talks.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """The options that stand before a command."""

    log: str | None = None
    talks: str | None = None
    color: str = "auto"
    debug: bool = False
    deeds: Deeds = field(default_factory=Deeds)
    """What this run of the program has done by now."""


def find_log(named: str | None) -> str:
    """Return the path of the log: the one named, that of $TALKS_LOG, or the nearest talks.db from here upward.

    Raises:
        NoLog: none is named and none is found.
    """
    path = named or os.environ.get("TALKS_LOG")
    if path:
        return path
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / LOG_NAME).is_file():
            return str(folder / LOG_NAME)
    import shlex

    from negotiation.domain.errors import NoLog

    raise NoLog(None, sorted(shlex.quote(found.name) for found in here.glob("*.db")))


def new_log(named: str | None) -> str:
    """Return where a new log is to be made: the place named, that of $TALKS_LOG, or talks.db here."""
    return named or os.environ.get("TALKS_LOG") or LOG_NAME


def recorder() -> str:
    """Return who is recording: $TALKS_RECORDER, or the name of the user."""
    named = os.environ.get("TALKS_RECORDER", "").strip()
    if named:
        return named
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def config_folder() -> Path:
    """Return the folder of what the user has set up: $XDG_CONFIG_HOME/talks, else ~/.config/talks."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "talks"


def keyring() -> "Keyring":
    """Return the keys of the user."""
    from negotiation.trust.keyring import Keyring

    return Keyring(config_folder(), passphrase_of)


def passphrase_of(what: str, *, anew: bool = False) -> str:
    """Ask for a passphrase on a terminal.

    Args:
        what: the key that it is of.
        anew: it is a new one, which is asked for twice.

    Raises:
        MissingInput: there is no terminal to ask on.
    """
    import sys

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        from negotiation.domain.errors import MissingInput

        raise MissingInput([f"the passphrase of {what}"])
    import typer

    from negotiation.rendering.safe import for_terminal

    words = f"passphrase of {for_terminal(what)}"
    return str(typer.prompt(words, hide_input=True, confirmation_prompt=anew, err=True))


def open_log(named: str | None) -> "NegotiationLog":
    """Open the log."""
    from negotiation import NegotiationLog

    log = NegotiationLog.open(find_log(named), recorder=recorder())
    if log.store.reader.notice:
        from .output import aside

        aside(f"warning: {log.store.reader.notice}")
    return log


def staying(logs: "dict[str, NegotiationLog]", named: str | None) -> "NegotiationLog":
    """Return a log that stays open: the one that is open already, or one that is opened now."""
    path = find_log(named)
    key = str(Path(path).resolve())
    if key not in logs:
        logs[key] = open_log(path)
    return logs[key]
