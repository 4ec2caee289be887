"""Where logs are kept: the one module that names the store behind the port."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..integrity.leaf import Stored
    from .port import Finding, Place


def place(path: str) -> "Place":
    """Return the log at a path, which is opened when it is first read.

    Raises:
        BadPath: it names no file.
    """
    from .sqlite.file import LogFile  # noqa: PLC0415  # completion needs less

    return LogFile(path)


def create(path: str) -> None:
    """Make a new, empty log, readable by its owner only.

    Raises:
        LogExists, BadPath, ReadOnlyLog, StoreError: it cannot be made, and why.
    """
    from .sqlite.connect import create as made  # noqa: PLC0415  # opening does not need it

    made(path)


def write_copy(path: str, entries: "Sequence[Stored]", then: Callable[[], None]) -> None:
    """Write a disclosed copy: a log of the entries of one talks, with the hashes that they had as they were recorded.

    Args:
        path: where: there must be nothing of that name.
        entries: the entries, in the order of record.
        then: what is done when it is written, right before it is put in its place.

    Raises:
        LogExists, BadPath, ReadOnlyLog, StoreError: it cannot be made, and why.
    """
    from .sqlite.copies import write_copy as written  # noqa: PLC0415  # only a copy needs it

    written(path, entries, then)


def restore(path: str, copy: str, now: datetime) -> list[str]:
    """Put a copy in the place of a log, and return the names under which what was there lies now.

    Raises:
        BackupFailed, BadPath, StoreBusy, StoreError: nothing was put there, and why.
    """
    from .sqlite.backup import restore as restored  # noqa: PLC0415  # only a copy needs it

    return restored(path, copy, now)


def findings(path: str) -> "Iterator[Finding]":
    """Check a log from top to bottom, without changing it; one that cannot be opened is a finding too."""
    from .sqlite.check import findings as found  # noqa: PLC0415  # only a check needs it

    return found(path)


def names_in(path: str, talks: str | None) -> dict[str, list[str]]:
    """Return the names in a log by their sort, fast, for a shell to offer.

    Args:
        path: the log.
        talks: which talks; the only ones if None.
    """
    from .sqlite.naming import names_in as named  # noqa: PLC0415  # only completion needs it

    return named(path, talks)
