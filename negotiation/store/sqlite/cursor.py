"""What runs statements within the transaction of a write."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol


class Cursor(Protocol):
    """A cursor of SQLite, or of a library around it."""

    def execute(self, statement: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run a statement."""

    def executemany(self, statement: str, parameters: Iterable[Sequence[Any]], /) -> Any:
        """Run a statement several times."""

    def fetchone(self) -> Any:
        """Return the next row of its answer."""

    def fetchall(self) -> list[Any]:
        """Return the rows of its answer."""
