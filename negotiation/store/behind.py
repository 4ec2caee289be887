"""What stands before a log and shows less of it: it is opened, closed and locked as that is, and never written to."""

from abc import abstractmethod
from contextlib import AbstractContextManager
from typing import NoReturn

from .port import Finding, Place, Reads, Writes


class ReadsBehind:
    """What the reading of a log has in common that stands before another one.

    Args:
        reads: what reads that.
    """

    def __init__(self, reads: Reads) -> None:
        self._reads = reads

    @property
    def lock(self) -> AbstractContextManager[object]:
        """What whoever reads holds, so that threads take turns."""
        return self._reads.lock

    @property
    def notice(self) -> str:
        """What is to be known of how the log is read."""
        return self._reads.notice

    def close(self) -> None:
        """Let go of the log."""
        self._reads.close()

    def snapshot(self) -> AbstractContextManager[None]:
        """Keep what is read within it at one moment, whatever is written meanwhile."""
        return self._reads.snapshot()


class PlaceBehind:
    """A log where it is kept, of which less is shown: nothing is written to it, nor copied.

    Args:
        place: the log.
        reader: what reads what is shown of it.
    """

    def __init__(self, place: Place, reader: Reads) -> None:
        self._place = place
        self.reader = reader

    @property
    def path(self) -> str:
        """Its name for people."""
        return self._place.path

    def close(self) -> None:
        """Let go of it."""
        self._place.close()

    def writer(self) -> Writes:
        """Refuse to write."""
        self._refuse()

    def backup(self, copy: str) -> int:  # noqa: ARG002
        """Refuse to copy all of it."""
        self._refuse()

    def check_record(self, talks: str | None = None) -> list[Finding]:  # noqa: ARG002
        """Refuse to check all of it."""
        self._refuse()

    def check(self) -> list[Finding]:
        """Refuse to check all of it."""
        self._refuse()

    @abstractmethod
    def _refuse(self) -> NoReturn:
        """Say why all of it is out of reach."""
