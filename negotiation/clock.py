"""Whether the machine's clock can be believed: what is once recorded at a time keeps every later entry at that time."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

DAY = timedelta(days=1)
YEAR = timedelta(days=366)

Doubt = Callable[[datetime, datetime | None], str | None]
"""Says why a moment is not believed to be the present, given when the last entry was recorded; else nothing."""

_BUSY = (
    "/run",
    "/run/utmp",
    "/var/log",
    "/var/log/journal",
    "/var/log/syslog",
    "/var/log/wtmp",
    "/var/lib/systemd/timesync/clock",
    "/etc/resolv.conf",
)
"""Files and folders that a machine in use writes to every day, where there are such."""


def utc_now() -> datetime:
    """Return the present moment by the machine's clock."""
    return datetime.now(UTC)


class Witnesses(Struct, frozen=True):
    """What tells of the time beside the clock that is asked; None where it is not to be had."""

    system: datetime | None = None
    """The time of the system, as against that of this program, which may be run with another."""
    hardware: datetime | None = None
    """The clock that runs on when the machine is off."""
    files: datetime | None = None
    """When something was last written that is written to every day."""
    log: datetime | None = None
    """When the log was last written."""


def witnesses(path: str) -> Witnesses:
    """Ask the witnesses that there are on this machine.

    Args:
        path: the log file. What opening it may touch, such as its folder, is no witness.
    """
    log = Path(path).absolute()
    import tempfile  # noqa: PLC0415  # only a write looks at the clock

    busy = [place for place in (*map(Path, _BUSY), Path.home(), Path(tempfile.gettempdir())) if place != log.parent]
    return Witnesses(_system(), _hardware(), _newest([*busy, log]), _newest([log]))


def doubted(now: datetime, last: datetime | None, seen: Witnesses) -> str | None:
    """Say why the clock looks as if it were ahead; nothing if it can be believed.

    A log is often left alone for weeks, so that the time since its last entry says little by itself: the clock is
    doubted only where a witness stands against it, or where more than a year has passed since the log was written.

    Args:
        now: the present moment by the clock.
        last: when the last entry was recorded; None if there is none.
        seen: the witnesses.
    """
    if last is not None and now - last <= DAY:
        return None
    if seen.system is not None and now - seen.system > DAY:
        return f"the system's own clock says {_day(seen.system)}"
    since = last or seen.log
    running = seen.hardware is not None and since is not None and seen.hardware > since - DAY
    if seen.hardware is not None and running and now - seen.hardware > DAY:
        return f"the hardware clock says {_day(seen.hardware)}"
    if last is not None and now - max(last, seen.log or last) > YEAR:
        return f"the last entry was recorded on {_day(last)}, more than a year before"
    if seen.files is not None and now - seen.files > DAY:
        return f"nothing was written on this machine since {_day(seen.files)}"
    return None


def doubting(path: str) -> Doubt:
    """Return how the machine's clock is doubted where a log is written."""
    return lambda now, last: None if last and now - last <= DAY else doubted(now, last, witnesses(path))


def _system() -> datetime | None:
    """Return the time of the kernel, where it tells when it was started and how long it has run (Linux)."""
    with suppress(OSError, ValueError, IndexError, OverflowError):
        started = next(line for line in Path("/proc/stat").read_text("ascii").splitlines() if line.startswith("btime "))
        running = float(Path("/proc/uptime").read_text("ascii").split()[0])
        return _moment(int(started.split()[1]) + running)
    return None


def _hardware() -> datetime | None:
    with suppress(OSError, ValueError, OverflowError):
        return _moment(int(Path("/sys/class/rtc/rtc0/since_epoch").read_text("ascii")))
    return None


def _moment(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None


def _newest(places: list[Path]) -> datetime | None:
    return max(_written(places), default=None)


def _written(places: list[Path]) -> Iterator[datetime]:
    for place in places:
        with suppress(OSError, ValueError, OverflowError):
            found = os.stat(place)  # noqa: PTH116  # says that a path that is no text is none, and no more
            yield datetime.fromtimestamp(max(found.st_mtime, found.st_ctime), UTC)


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"
