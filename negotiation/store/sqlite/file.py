"""A log in one SQLite file, as the port asks for it."""

from typing import TYPE_CHECKING

from ..port import Finding
from .identity import OpenFile
from .reader import Reader

if TYPE_CHECKING:
    from .writer import Writer


class LogFile:
    """One log file: read at once, written to when needed."""

    def __init__(self, path: str) -> None:
        """Open a log file.

        Raises:
            NoLog, NotALog, NewerLog, BadPath, ForeignOwner, ForeignWriteAheadLog, StoreError: it cannot
                be opened, and why.
        """
        self.path = path
        self.reader = Reader(path)
        self._opened = OpenFile(path)
        self._writer: Writer | None = None

    def writer(self) -> "Writer":
        """Return the connection that writes; the file is still the one that was opened.

        Raises:
            LogReplaced: it was removed, or another one was put in its place.
        """
        if self._writer is None:
            from .writer import Writer  # noqa: PLC0415  # reading does not need it

            self._opened.see_that_it_is_there()
            shared = self.reader.shared
            self._writer = Writer(self.path, shared, self.reader.lock) if shared else Writer(self.path)
        self._opened.see_that_it_is_there()
        return self._writer

    def close(self) -> None:
        """Let go of the file."""
        self.reader.close()
        if self._writer is not None:
            self._writer.close()

    def backup(self, copy: str) -> int:
        """Write a copy, checked after writing; return how many entries it holds."""
        from . import backup  # noqa: PLC0415  # only a copy needs it

        return backup.back_up(self.path, copy)

    def check_record(self, talks: str | None = None) -> list[Finding]:
        """Compare every entry, of some talks or of all, with what was hashed as it was recorded; change nothing."""
        from .altered import alterations  # noqa: PLC0415  # only a check needs it

        return list(alterations(self.path, talks))

    def check(self) -> list[Finding]:
        """Check the file from top to bottom, without changing it."""
        from .check import findings  # noqa: PLC0415  # only a check needs it

        return list(findings(self.path))
