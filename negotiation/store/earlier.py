"""A log as it was when the record of some talks held so many entries: the same port, and only these behind it."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NoReturn

from ..domain.errors import StoreError
from ..domain.record.entry import Entry
from ..integrity.checkpoint import mark_of
from .in_memory import ReadsInMemory
from .port import Finding, Place, Reads, Writes

if TYPE_CHECKING:
    from ..integrity.leaf import Stored
    from ..integrity.tree import Tree


class EarlierReads(ReadsInMemory):
    """What reads the first entries of one talks, and no other talks.

    Args:
        reads: what reads the log as it is.
        talks: the talks.
        number: how many entries they had.
        marks: which checkpoints were kept, by their marks; all that are kept by now if None.
    """

    def __init__(self, reads: Reads, talks: str, number: int, marks: Collection[str] | None = None) -> None:
        super().__init__(reads)
        self._talks, self._number, self._marks = talks, number, marks
        self._entries: list[Entry] | None = None

    def _record(self, talks: str) -> list[Entry]:
        if talks != self._talks:
            return []
        if self._entries is None:
            self._entries = self._reads.entries(talks, numbers=(1, self._number))
        return self._entries

    def talks(self) -> list[str]:
        """Return the id of the talks."""
        return [self._talks] if self.holds(self._talks) else []

    def checkpoints(self, talks: str) -> list[bytes]:
        """Return the signed heads of the record that were kept beside it."""
        found = self._reads.checkpoints(talks)
        return found if self._marks is None else [note for note in found if mark_of(note) in self._marks]

    def tree(self, talks: str) -> "Tree | None":  # noqa: ARG002
        """Return no tree: that which is kept is over all entries."""
        return None

    def leaves(self, talks: str, until: int | None = None) -> list[bytes]:
        """Return the hashes of the entries, up to a number."""
        return self._reads.leaves(talks, self._number if until is None else min(until, self._number))

    def stored(self, talks: str) -> "Iterator[Stored]":
        """Yield the entries as they are stored."""
        return islice(self._reads.stored(talks), self._number)


class EarlierPlace:
    """A log where it is kept, as it was: nothing is written to it, nor copied.

    Args:
        place: the log.
        talks: the talks that are looked at.
        number: how many entries they had.
        marks: which checkpoints were kept, by their marks; all that are kept by now if None.
    """

    def __init__(self, place: Place, talks: str, number: int, marks: Collection[str] | None = None) -> None:
        self._place = place
        self.reader: Reads = EarlierReads(place.reader, talks, number, marks)

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
        """Refuse to copy it."""
        self._refuse()

    def check_record(self, talks: str | None = None) -> list[Finding]:  # noqa: ARG002
        """Refuse to check it."""
        self._refuse()

    def check(self) -> list[Finding]:
        """Refuse to check it."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise StoreError("this is the log as it was, which is only to be read")
