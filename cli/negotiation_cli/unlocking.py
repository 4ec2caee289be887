"""What opens an encrypted log: from a file, the environment, or somebody at a terminal; never from the command line."""

import os
import sys
from collections.abc import Collection, Iterator

from negotiation.store.secret import AGE, PASSPHRASE, Lock, Secret

TRIES = 3
"""How often somebody at a terminal is asked."""


def secrets(passphrase_file: str | None, path: str, ways: Collection[str], *, asks: bool) -> Iterator[Secret]:
    """Give what may open an encrypted log.

    Args:
        passphrase_file: the file that was named for the passphrase.
        path: the log.
        ways: in which ways its key is wrapped.
        asks: whether somebody at the terminal may be asked.
    """
    if AGE in ways and (named := os.environ.get("TALKS_IDENTITY")):
        yield Secret(identities=_text(named))
    if PASSPHRASE not in ways:
        return
    known = _known(passphrase_file)
    if known is not None:
        yield Secret(passphrase=known)
    elif asks and _at_a_terminal():
        from .output import aside
        from .settings import passphrase_of

        for left in reversed(range(TRIES)):
            yield Secret(passphrase=passphrase_of(path))
            if left:
                aside("that does not open it")


def _known(passphrase_file: str | None) -> str | None:
    """Return the passphrase that was named, or is in the environment; None if there is none."""
    from negotiation.store.places import read_secret

    if named := passphrase_file or os.environ.get("TALKS_PASSPHRASE_FILE"):
        return read_secret(named)
    return os.environ.get("TALKS_PASSPHRASE") or None


def new_lock(what: str, passphrase_file: str | None, recipients: Collection[str], *, from_environment: bool) -> Lock:
    """Return what a log is to be opened with: what was named; else a passphrase that is asked for twice.

    Args:
        what: the log, or what else the passphrase is of.
        passphrase_file: the file that was named for the new passphrase.
        recipients: those that were named.
        from_environment: whether the environment tells the new passphrase, too.

    Raises:
        MissingInput: nothing was named, and there is no terminal to ask on.
    """
    from negotiation.store.places import read_secret

    told = _known(passphrase_file) if from_environment else passphrase_file and read_secret(passphrase_file)
    option = "--passphrase-file" if from_environment else "--new-passphrase-file"
    if not told and not recipients:
        from .settings import passphrase_of

        if not _at_a_terminal():
            from negotiation.domain.errors import MissingInput

            error = MissingInput([f"the passphrase of {what}"])
            error.hint = f"give it in a file: {option} FILE; or run it on a terminal"
            raise error
        told = passphrase_of(what, anew=True)
    return Lock(told or None, tuple(recipients))


def _text(path: str) -> str:
    """Return what a file of identities holds.

    Raises:
        InputError: it cannot be read.
    """
    from pathlib import Path

    try:
        return Path(path).expanduser().read_text("utf-8")
    except (OSError, ValueError) as error:
        from negotiation.domain.errors import InputError

        why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise InputError(f"the identity cannot be read from '{path}': {why}", "see $TALKS_IDENTITY") from None


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
