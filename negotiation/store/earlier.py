"""A log as it was when the record of some talks held so many entries: the same port, and only these behind it."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NoReturn

from ..domain.errors import StoreError
from ..integrity.checkpoint import mark_of
from .behind import PlaceBehind, ReadsBehind
from .part import Part
from .port import Place, Reads

if TYPE_CHECKING:
    from ..domain.record.imported import Imported
    from ..integrity.leaf import Stored
    from ..integrity.tree import Tree


class EarlierReads(ReadsBehind, Part):
    """What reads the first entries of one talks, and no other talks.

    Args:
        reads: what reads the log as it is.
        talks: the talks.
        number: how many entries they had.
        marks: which checkpoints were kept, by their marks; all that are kept by now if None.
    """

    def __init__(self, reads: Reads, talks: str, number: int, marks: Collection[str] | None = None) -> None:
        ReadsBehind.__init__(self, reads)
        Part.__init__(self, reads.entries(talks, numbers=(1, number)))
        self._talks, self._number, self._marks = talks, number, marks

    def holds(self, talks: str) -> bool:
        """Say whether these are the talks, and had any entry."""
        return talks == self._talks and super().holds(talks)

    def talks(self) -> list[str]:
        """Return the id of the talks."""
        return [self._talks] if self.holds(self._talks) else []

    def version(self, stream: str) -> int:
        """Return the last version of a stream; 0 if there is no such stream."""
        return self.versions(self._talks).get(stream, 0)

    def imports(self) -> "list[Imported]":
        """Return nothing: what was taken over from files is told of the whole record."""
        return []

    def salts(self, talks: str) -> dict[int, bytes]:  # noqa: ARG002
        """Return nothing: nothing is exported of it."""
        return {}

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


class EarlierPlace(PlaceBehind):
    """A log where it is kept, as it was.

    Args:
        place: the log.
        talks: the talks that are looked at.
        number: how many entries they had.
        marks: which checkpoints were kept, by their marks; all that are kept by now if None.
    """

    def __init__(self, place: Place, talks: str, number: int, marks: Collection[str] | None = None) -> None:
        super().__init__(place, EarlierReads(place.reader, talks, number, marks))

    def _refuse(self) -> NoReturn:
        raise StoreError("this is the log as it was, which is only to be read")
