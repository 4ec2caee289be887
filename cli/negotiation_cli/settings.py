"""What holds for the whole run of a command: which log, which talks, how to show things."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .configured import config_folder, configured
from .deeds import Deeds

if TYPE_CHECKING:
    from negotiation import NegotiationLog
    from negotiation.domain.visible import Reader
    from negotiation.trust.keyring import Keyring

LOG_NAME = "talks.db"
ALL = "all"
"""The clearance of whoever may see all, whatever the environment says."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The options that stand before a command."""

    log: str | None = None
    talks: str | None = None
    color: str = "auto"
    debug: bool = False
    passphrase_file: str | None = None
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
    """Return who is recording: as is set up, or the name of the user.

    Raises:
        InputError: what is set up cannot be read.
    """
    named = configured("recorder").get("recorder")
    if named:
        return named
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


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


def open_log(named: str | None, who: "Reader | None" = None) -> "NegotiationLog":
    """Open the log, for somebody who may not see all of it if told who."""
    from negotiation import NegotiationLog

    log = NegotiationLog.open(find_log(named), recorder=recorder(), reader=who)
    if log.store.reader.notice:
        from .output import aside

        aside(f"warning: {log.store.reader.notice}")
    return log


def staying(logs: "dict[str, NegotiationLog]", named: str | None, who: "Reader | None" = None) -> "NegotiationLog":
    """Return a log that stays open: the one that is open already for whoever looks, or one that is opened now."""
    path = find_log(named)
    key = f"{Path(path).resolve()} {who}"
    if key not in logs:
        logs[key] = open_log(path, who)
    return logs[key]


def who_looks(clearance: str | None, audience: str | None, compartments: Sequence[str]) -> "Reader | None":
    """Return who looks: as the options say, else as is set up; None for whoever may see all.

    Raises:
        InputError: there is no such label or audience, or both are given; or what is set up cannot be read.
    """
    if clearance is None and audience is None:
        found = configured("audience", "clearance")
        audience, clearance = found.get("audience"), found.get("clearance")
    if compartments and not (clearance or audience):
        from negotiation.domain.errors import InputError

        raise InputError("a compartment is for whoever may not see all", "give --clearance or --audience, too")
    if (clearance is None and audience is None) or (clearance == ALL and audience is None):
        return None
    from negotiation.domain.errors import InputError
    from negotiation.domain.visible import Reader
    from negotiation.markings import clearance_of, written

    if clearance is not None and audience is not None:
        raise InputError("--clearance and --audience ask for two readers", "give one of them")
    try:
        label = written(clearance or "") if audience is None else clearance_of(audience)
    except ValueError as error:
        raise InputError(f"{'the clearance' if audience is None else 'the audience'} {error}") from None
    return Reader(label, frozenset(compartments), audience)
