"""The log as each visitor may see it: kept open between requests, and opened anew where another took its place."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import time_ns

from ..clock import utc_now
from ..domain.errors import PartSeen
from ..domain.visible import Reader
from ..log import NegotiationLog
from .visitors import Visitor

FRESH = 3_000_000_000
"""For so many nanoseconds after a file was written it may hold what nobody reads yet: a write stands in it before it
counts, which it does once it is on the disk."""
LOOK = 400_000_000
"""How often it is looked again meanwhile, in nanoseconds."""
_MOST_READERS = 32
"""For how many sorts of readers the log is kept open; for others it is opened anew."""


class Logs:
    """One log, as anybody may see it.

    Args:
        path: where it is.
        clock: gives the present moment.
    """

    def __init__(self, path: str, clock: Callable[[], datetime] = utc_now) -> None:
        self.path = path
        self.clock = clock
        self._lock = Lock()
        self._open: OrderedDict[Reader | None, NegotiationLog] = OrderedDict()
        self.which: tuple[int, int] | None = None
        """Which file it is."""

    def seen_by(self, visitor: Visitor) -> NegotiationLog:
        """Return the log as a visitor may see it.

        Raises:
            NoLog, NotALog, NewerLog, BadPath, StoreError: it cannot be opened, and why.
        """
        with self._lock:
            self._see_that_it_is_the_same()
            found = self._open.get(visitor.reader)
            if found is None:
                found = NegotiationLog.open(self.path, clock=self.clock, reader=visitor.reader)
                self._open[visitor.reader] = found
            self._open.move_to_end(visitor.reader)
            while len(self._open) > _MOST_READERS:
                self._open.popitem(last=False)  # whoever still reads it holds it; then it is let go of
            return found

    @contextmanager
    def written_by(self, visitor: Visitor) -> Iterator[NegotiationLog]:
        """Open the log for a visitor who records in it.

        Raises:
            PartSeen: they may not see all of it, or may not record.
        """
        if visitor.reader is not None or not visitor.may_append:
            raise PartSeen(visitor.reader.clearance if visitor.reader else "what may be looked at")
        with NegotiationLog.open(self.path, recorder=visitor.name, clock=self.clock) as log:
            yield log

    def mark(self, now: int | None = None) -> tuple[object, ...]:
        """Return what is another whenever more may be read: the files of the log, by their times and sizes.

        Args:
            now: the present, in nanoseconds since 1970; that of this machine if None.
        """
        files = [_mark(Path(f"{self.path}{ending}")) for ending in ("", "-wal")]
        since = (time_ns() if now is None else now) - max((found[0] for found in files if found), default=0)
        return (*files, since // LOOK if 0 <= since < FRESH else None)

    def close(self) -> None:
        """Let go of the log."""
        with self._lock:
            for log in self._open.values():
                log.close()
            self._open.clear()

    def _see_that_it_is_the_same(self) -> None:
        """Forget what is open where another file has taken the place of the log."""
        try:
            found = Path(self.path).stat()
        except OSError:
            return  # opening it says why
        which = found.st_dev, found.st_ino
        if which != self.which:
            self._open.clear()
            self.which = which


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
