"""A log as a reader sees it who may not see all: the same port, with nothing behind it but the visible record.

It is worked out from the whole record at the first question about talks, and everything is answered from that; what is
kept beside the record holds what nobody may have seen, and is not looked at.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

from ..domain.dates.clocks import NOW, Clocks
from ..domain.errors import PartSeen
from ..domain.other_ids import with_other_ids
from ..domain.record.entry import Entry
from ..domain.visible import Reader, visible_record
from .in_memory import ReadsInMemory
from .port import Finding, Place, Reads, Writes

if TYPE_CHECKING:
    from ..integrity.leaf import Stored
    from ..integrity.tree import Tree


class VisibleReads(ReadsInMemory):
    """What reads a log for somebody who may not see all of it.

    Args:
        reads: what reads the whole.
        who: who looks.
        clocks: the clocks of the question, by which more may be hidden than by now.
    """

    def __init__(self, reads: Reads, who: Reader, clocks: Clocks = NOW) -> None:
        super().__init__(reads)
        self._who, self._clocks = who, clocks
        self._seen: dict[str, tuple[int, list[Entry]]] = {}

    def _record(self, talks: str) -> list[Entry]:
        last = self._reads.head(talks).number
        found = self._seen.get(talks)
        if found is None or found[0] != last:
            whole = self._reads.entries(talks, numbers=(1, last))
            record = visible_record(whole, self._who, self._clocks)
            record = with_other_ids(record, whole) if self._who.outside else record
            found = self._seen[talks] = last, record
        return found[1]

    def checkpoints(self, talks: str) -> list[bytes]:  # noqa: ARG002
        """Refuse to tell what was sealed of all entries."""
        raise PartSeen(self._who.clearance)

    def tree(self, talks: str) -> "Tree | None":  # noqa: ARG002
        """Refuse to tell the tree over all entries."""
        raise PartSeen(self._who.clearance)

    def leaves(self, talks: str, until: int | None = None) -> list[bytes]:  # noqa: ARG002
        """Refuse to tell the hashes of all entries."""
        raise PartSeen(self._who.clearance)

    def stored(self, talks: str) -> "Iterator[Stored]":  # noqa: ARG002
        """Refuse to yield the entries as they are stored."""
        raise PartSeen(self._who.clearance)


class VisiblePlace:
    """A log where it is kept, for somebody who may not see all of it: nothing is written to it, nor copied.

    Args:
        place: the log.
        who: who looks.
        clocks: the clocks of the question, by which more may be hidden than by now.
    """

    def __init__(self, place: Place, who: Reader, clocks: Clocks = NOW) -> None:
        self._place, self._who = place, who
        self.reader: Reads = VisibleReads(place.reader, who, clocks)

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

    def _refuse(self) -> NoReturn:
        raise PartSeen(self._who.clearance)
