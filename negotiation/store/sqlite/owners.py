"""Whom the files belong to that lie beside a log: SQLite merges what it finds there, whoever has put it there.

SQLite makes those files itself, in the name of whoever runs the program; the administrator's it gives to the owner of
the log. So they are taken if they belong to one of these, or to somebody who may write to the log itself.
"""

import os
import stat
from pathlib import Path

from ...domain.errors import ForeignOwner
from .opening import COMPANIONS

_ROOT = 0


def see_that_nobody_else_laid_them(path: str) -> None:
    """Refuse a log beside which lies what another user has put there.

    Raises:
        ForeignOwner: SQLite would take it for a part of the log.
    """
    if os.name != "posix":
        return
    log = Path(os.path.realpath(path))  # beside which SQLite looks
    for ending in COMPANIONS:
        beside = f"{log}{ending}"
        owner = owner_of(beside)
        if owner is not None and not _may_write(owner, log):
            raise ForeignOwner(str(log), beside, _called(owner), _called(log.stat().st_uid))


def owner_of(path: str) -> int | None:
    """Return whom a file belongs to, and of a link the link; None if there is no such file."""
    try:
        return os.lstat(path).st_uid
    except OSError:
        return None


def others_in_the_folder(path: str) -> str:
    """Say who but the owner of a log may put files beside it; nothing if nobody may."""
    if os.name != "posix":
        return ""
    log = Path(os.path.realpath(path))
    folder, owner = log.parent.stat(), log.stat().st_uid
    mode = stat.S_IMODE(folder.st_mode)
    if folder.st_uid not in (owner, os.geteuid(), _ROOT):
        return f"it belongs to {_called(folder.st_uid)}: move the log to a folder of your own"
    if mode & stat.S_IWOTH or (mode & stat.S_IWGRP and not _own_group(owner, folder.st_gid)):
        return f"its mode is {mode:o}: chmod go-w {log.parent}, or move the log to a folder of your own"
    return ""


def _may_write(user: int, log: Path) -> bool:
    found = log.stat()
    if user in (found.st_uid, os.geteuid(), _ROOT) or found.st_mode & stat.S_IWOTH:
        return True
    return bool(found.st_mode & stat.S_IWGRP) and found.st_gid in _groups(user)


def _groups(user: int) -> list[int]:
    import pwd  # noqa: PLC0415  # few logs are shared

    try:
        known = pwd.getpwuid(user)
    except KeyError:
        return []
    return os.getgrouplist(known.pw_name, known.pw_gid)


def _own_group(user: int, group: int) -> bool:
    """Say whether a group is that of one user alone, which many systems make for each and name after the user."""
    import grp  # noqa: PLC0415  # few folders may be written by a group
    import pwd  # noqa: PLC0415

    try:
        return pwd.getpwuid(user).pw_name == grp.getgrgid(group).gr_name
    except KeyError:
        return False


def _called(user: int) -> str:
    import pwd  # noqa: PLC0415  # only what is refused is named

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"
