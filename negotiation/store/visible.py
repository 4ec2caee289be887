"""A log as a reader sees it who may not see all: the same port, with nothing behind it but the visible record.

Where talks hold nothing that is hidden from them, they are answered from the log as for everybody. Else their part is
worked out from the whole record at the first question, and everything is answered from that; what is kept beside the
record holds what nobody may have seen, and is not looked at.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn

from ..domain.dates.clocks import NOW, Clocks
from ..domain.errors import PartSeen
from ..domain.other_ids import with_other_ids
from ..domain.record.entry import Entry
from ..domain.visible import OF_THE_WHOLE, Reader, sees_all, visible_record
from ..domain.words import Sought
from .behind import PlaceBehind, ReadsBehind
from .part import Part
from .port import Head, Keeps, Place, Reads

if TYPE_CHECKING:
    from ..domain.record.imported import Imported
    from ..integrity.leaf import Stored
    from ..integrity.tree import Tree


class VisibleReads(ReadsBehind):
    """What reads a log for somebody who may not see all of it.

    Args:
        reads: what reads the whole.
        who: who looks.
        clocks: the clocks of the question, by which more may be hidden than by now.
    """

    def __init__(self, reads: Reads, who: Reader, clocks: Clocks = NOW) -> None:
        super().__init__(reads)
        self._who, self._clocks = who, clocks
        self._seen: dict[str, tuple[int, Reads | Part]] = {}

    def _of(self, talks: str) -> "Reads | Part":
        """Return what answers for one talks: the log itself where nothing of them is hidden, else their part."""
        last = self._reads.head(talks).number
        found = self._seen.get(talks)
        if found is None or found[0] != last:
            found = self._seen[talks] = last, self._reads if self._all_of(talks) else Part(self._part(talks, last))
        return found[1]

    def _all_of(self, talks: str) -> bool:
        """Say whether nothing of the talks is hidden; by what is kept, at the cost of what is not for everybody."""
        keeps = None if self._who.outside else self._reads.keeps(talks)
        if keeps is None or keeps.any_of(OF_THE_WHOLE):
            return False
        return sees_all(self._who, self._reads.entries(talks, among=keeps.closed()))

    def _part(self, talks: str, last: int) -> list[Entry]:
        whole = self._reads.entries(talks, numbers=(1, last))
        record = visible_record(whole, self._who, self._clocks)
        return with_other_ids(record, whole) if self._who.outside else record

    def holds(self, talks: str) -> bool:
        """Say whether there are talks of that id."""
        return self._of(talks).holds(talks)

    def talks(self) -> list[str]:
        """Return the ids of the talks in the log."""
        return [talks for talks in self._reads.talks() if self.holds(talks)]

    def head(self, talks: str) -> Head:
        """Return where the record of the talks ends."""
        return self._of(talks).head(talks)

    def entries(
        self,
        talks: str,
        *,
        streams: Collection[str] | None = None,
        without: Collection[str] = (),
        numbers: tuple[int, int] | None = None,
        among: Collection[int] | None = None,
    ) -> list[Entry]:
        """Return entries of one talks in the order of record: of some streams, of other kinds, of some numbers."""
        return self._of(talks).entries(talks, streams=streams, without=without, numbers=numbers, among=among)

    def by_id(self, talks: str, ids: Collection[str]) -> dict[str, tuple[int, str, str]]:
        """Return the number, the stream and the kind of each of these entries that is seen, by entry id."""
        return self._of(talks).by_id(talks, ids)

    def version(self, stream: str) -> int:
        """Return the last version of a stream; 0 if there is no such stream."""
        return self.versions(stream.partition("/")[0]).get(stream, 0)

    def versions(self, talks: str) -> dict[str, int]:
        """Return the last version of every stream of the talks."""
        return self._of(talks).versions(talks)

    def component(self, streams: Collection[str]) -> set[str]:
        """Return these streams and all that may be linked to them: in a part every one that is seen of their talks."""
        by_talks: dict[str, set[str]] = {}
        for stream in streams:
            by_talks.setdefault(stream.partition("/")[0], set()).add(stream)
        return {found for talks, own in by_talks.items() for found in self._of(talks).component(own)}

    def matching(self, talks: str, sought: Sequence[Sought], *, in_names: bool = False) -> set[int]:
        """Return the numbers of the entries in which all that is sought stands, or among the ids that they name."""
        return self._of(talks).matching(talks, sought, in_names=in_names)

    def keeps(self, talks: str) -> Keeps | None:
        """Return what is kept of the talks, where nothing of them is hidden; else it follows from more than is seen."""
        return self._of(talks).keeps(talks)

    def imports(self) -> "list[Imported]":
        """Return nothing: who took over which entries, and from which file, is for those who see all."""
        return []

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

    def salts(self, talks: str) -> dict[int, bytes]:  # noqa: ARG002
        """Return nothing: whoever has the salt of an entry can guess what is left out of it."""
        return {}

    def id_of(self, talks: str, reference: str) -> str:
        """Return the id of the entry that a number, an id or the beginning of one names.

        Raises:
            NotFound, Ambiguous: it names none, or several.
        """
        return self._of(talks).id_of(talks, reference)


class VisiblePlace(PlaceBehind):
    """A log where it is kept, for somebody who may not see all of it.

    Args:
        place: the log.
        who: who looks.
        clocks: the clocks of the question, by which more may be hidden than by now.
    """

    def __init__(self, place: Place, who: Reader, clocks: Clocks = NOW) -> None:
        super().__init__(place, VisibleReads(place.reader, who, clocks))
        self._who = who

    def _refuse(self) -> NoReturn:
        raise PartSeen(self._who.clearance)
