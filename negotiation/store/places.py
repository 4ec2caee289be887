"""Where logs are kept: the one module that names the store behind the port."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from ..domain.dates.edtf import DateError
from ..domain.errors import Damaged, NegotiationError

if TYPE_CHECKING:
    from ..integrity.leaf import Stored
    from .port import Finding, Place
    from .secret import Lock, Secret


def place(path: str) -> "Place":
    """Return the log at a path, which is opened when it is first read.

    Raises:
        BadPath: it names no file.
    """
    from .sqlite.file import LogFile  # noqa: PLC0415  # completion needs less

    return LogFile(path)


def is_of_a_log(path: str) -> bool:
    """Say whether a file is a log, or what is kept beside one: nothing else may be put in its place.

    Raises:
        OSError: it cannot be looked into.
    """
    from .sqlite.opening import is_of_a_log as found  # noqa: PLC0415  # reading does not need it

    return found(path)


def create(path: str, lock: "Lock | None" = None) -> None:
    """Make a new, empty log, readable by its owner only.

    Args:
        path: where.
        lock: what opens it; it is encrypted if there is one.

    Raises:
        LogExists, BadPath, ReadOnlyLog, StoreError: it cannot be made, and why.
        InputError, MissingExtra: it cannot be encrypted so.
    """
    from .sqlite.connect import create as made  # noqa: PLC0415  # opening does not need it

    made(path, lock)


def unlock(path: str, secrets: "Sequence[Secret]") -> None:
    """Open an encrypted log with what is given, for as long as the process runs.

    Raises:
        WrongPassphrase: nothing of it opens the log.
        NoLog, NotALog, NewerLog, StoreError: it cannot be read.
    """
    from .sqlite.unlocking import unlock as unlocked  # noqa: PLC0415  # only an encrypted log needs it

    unlocked(path, secrets)


def opened_by(path: str) -> list[tuple[str, str]]:
    """Return what opens a log, each by its way and its name; nothing if it is not encrypted."""
    from .sqlite.unlocking import opened_by as found  # noqa: PLC0415  # only an encrypted log needs it

    return found(path)


def change_lock(path: str, lock: "Lock", without: Sequence[str] = ()) -> bool:
    """Change what opens an encrypted log, and say whether nothing is left in the file of what opened it before.

    Args:
        path: the log.
        lock: a passphrase in the place of the one before, and recipients that are added.
        without: what opens it no longer: recipients, or ``passphrase``.

    Raises:
        InputError, NotFound, NoPassphrase, WrongPassphrase, StoreError: nothing was changed, and why.
    """
    from .sqlite.unlocking import change  # noqa: PLC0415  # only an encrypted log needs it

    return change(path, lock, without)


def read_secret(path: str) -> str:
    """Return the passphrase that is the first line of a file.

    Raises:
        InputError: it cannot be read, or is empty.
    """
    from .sqlite.unlocking import read_secret as read  # noqa: PLC0415  # only an encrypted log needs it

    return read(path)


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


def backup(path: str, copy: str) -> int:
    """Write a copy of a log, of one moment, checked after writing, and return how many entries it holds.

    An encrypted log is copied as it is, and does not have to be opened for it.

    Raises:
        LogExists, BadPath, BackupFailed, NoLog, NotALog, StoreError: it was not written, and why.
    """
    from .sqlite import backup as copying  # noqa: PLC0415  # only a copy needs it

    return copying.back_up(path, copy)


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


def damage(path: str) -> str:
    """Say what is damaged in a log, in a few words; nothing if that is nothing.

    Raises:
        NegotiationError: it cannot be opened as a log at all.
    """
    from .sqlite.check import damage as found  # noqa: PLC0415  # only a check needs it

    return found(path)


def damage_behind(error: Exception, path: str, *, sees_all: bool) -> Damaged | None:
    """Return the damage of a log by which an error came about that nobody has foreseen; None if it did not.

    Args:
        error: the error.
        path: the log.
        sees_all: whether it was read for somebody who may see all of it, and so be told what is damaged.
    """
    if isinstance(error, NegotiationError | DateError):
        return None
    with suppress(Exception):  # what cannot be looked into explains nothing
        if found := damage(path):
            return Damaged(path, found if sees_all else "what stands in it does not fit together")
    return None


def names_in(path: str, talks: str | None) -> dict[str, list[str]]:
    """Return the names in a log by their sort, fast, for a shell to offer.

    Args:
        path: the log.
        talks: which talks; the only ones if None.
    """
    from .sqlite.naming import names_in as named  # noqa: PLC0415  # only completion needs it

    return named(path, talks)
