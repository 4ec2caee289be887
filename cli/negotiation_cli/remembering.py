"""What the program remembers of its user between two commands, in a folder that is the user's alone."""

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

_FAILED = "failed"


def state_folder() -> Path:
    """Return the folder, made if need be: $XDG_STATE_HOME/talks, else ~/.local/state/talks.

    Raises:
        OSError: it cannot be made.
        RuntimeError: there is no home.
    """
    base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    folder = Path(base) / "talks"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def remember_failure() -> None:
    """Remember, on a terminal, that a command did not do what it was asked: what comes next may count on it."""
    if sys.stdin is not None and sys.stdin.isatty():
        with suppress(OSError, RuntimeError):
            (state_folder() / _FAILED).touch(mode=0o600)


def last_failure() -> datetime | None:
    """Return when a command last failed on a terminal; None if none did, as far as that is remembered."""
    with suppress(OSError, RuntimeError):
        return datetime.fromtimestamp((state_folder() / _FAILED).stat().st_mtime, UTC)
    return None
