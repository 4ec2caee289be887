"""Entries in memory, answered from as a log is: what is shown of a record that is not the whole one as it stands now.

Nothing that is kept beside a record is looked at: it follows from the whole of it.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from ..domain.errors import Ambiguous, InputError, NotFound
from ..domain.record.entry import Entry
from ..domain.words import Sought
from .port import Head, Keeps, Reads

if TYPE_CHECKING:
    from ..domain.record.imported import Imported

_BEGINS = 4
"""How many characters of an id are its beginning."""


class ReadsInMemory(ABC):
    """What reads entries that were taken from a log.

    Args:
        reads: what reads the log.
    """

    def __init__(self, reads: Reads) -> None:
        self._reads = reads

    @abstractmethod
    def _record(self, talks: str) -> list[Entry]:
        """Return the entries of one talks, in the order of record."""

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

    def holds(self, talks: str) -> bool:
        """Say whether there are talks of that id."""
        return bool(self._record(talks))

    def talks(self) -> list[str]:
        """Return the ids of the talks in the log."""
        return [talks for talks in self._reads.talks() if self.holds(talks)]

    def head(self, talks: str) -> Head:
        """Return where the record of the talks ends."""
        record = self._record(talks)
        return Head(record[-1].number, record[-1].recorded) if record else Head(0, None)

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
        return [
            entry
            for entry in self._record(talks)
            if (numbers is None or numbers[0] <= entry.number <= numbers[1])
            and (among is None or entry.number in among)
            and (streams is None or entry.stream in streams)
            and entry.event.kind not in without
        ]

    def by_id(self, talks: str, ids: Collection[str]) -> dict[str, tuple[int, str, str]]:
        """Return the number, the stream and the kind of each of these entries that is seen, by entry id."""
        wanted = set(ids)
        found = (entry for entry in self._record(talks) if entry.id in wanted)
        return {entry.id: (entry.number, entry.stream, entry.event.kind) for entry in found}

    def version(self, stream: str) -> int:
        """Return the last version of a stream; 0 if there is no such stream."""
        return self.versions(stream.partition("/")[0]).get(stream, 0)

    def versions(self, talks: str) -> dict[str, int]:
        """Return the last version of every stream of the talks."""
        found = {entry.stream: entry.version for entry in self._record(talks)}
        return dict(sorted(found.items()))

    def component(self, streams: Collection[str]) -> set[str]:
        """Return these streams and all that may be linked to them: every one that is seen of their talks."""
        talks = {stream.partition("/")[0] for stream in streams}
        return {*streams, *(stream for id_ in talks for stream in self.versions(id_))}

    def matching(self, talks: str, sought: Sequence[Sought], *, in_names: bool = False) -> set[int]:
        """Return the numbers of the entries in which all that is sought stands, or among the ids that they name."""
        from .sqlite.index import matching_without  # noqa: PLC0415  # an index in memory, of what is seen

        return matching_without(self._record(talks), talks, sought, in_names=in_names)

    def keeps(self, talks: str) -> Keeps | None:  # noqa: ARG002
        """Return nothing: what is kept follows from the whole record."""
        return None

    def imports(self) -> "list[Imported]":
        """Return nothing: who took over which entries, and from which file, is told of the whole record."""
        return []

    def salts(self, talks: str) -> dict[int, bytes]:  # noqa: ARG002
        """Return nothing: whoever has the salt of an entry can guess what is left out of it."""
        return {}

    def id_of(self, talks: str, reference: str) -> str:
        """Return the id of the entry that a number, an id or the beginning of one names.

        Raises:
            NotFound, Ambiguous: it names none, or several.
        """
        number = reference.removeprefix("#")
        if not number:
            raise InputError("a reference is empty", "name an entry by its number, such as #7")
        record = self._record(talks)
        numbered = number.isascii() and number.isdigit()
        if numbered and (found := [entry.id for entry in record if str(entry.number) == str(int(number))]):
            return found[0]
        ids = sorted(entry.id for entry in record if entry.id.startswith(reference))[:9]
        if reference in ids:
            return reference
        if not ids or numbered or len(reference) < _BEGINS:
            last = self.head(talks).number
            raise NotFound(
                "entry", reference, hint=f"its last entry is #{last}" if numbered else "an entry is named as #7"
            )
        if len(ids) > 1:
            raise Ambiguous(reference, ids)
        return ids[0]
