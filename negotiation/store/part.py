"""The part of talks that a reader may see, where that is not all: whatever is asked is answered from it, in memory."""

from collections.abc import Collection, Sequence

from ..domain.record.entry import Entry
from ..domain.references import ALIKE, entry_named
from ..domain.words import Sought
from .port import Head, Keeps


class Part:
    """What a reader sees of one talks; what is kept beside the record follows from all of it, and is not here.

    Args:
        record: the entries that they see, in the order of record.
    """

    def __init__(self, record: Sequence[Entry]) -> None:
        self._record = record

    def holds(self, talks: str) -> bool:  # noqa: ARG002
        """Say whether anything is seen."""
        return bool(self._record)

    def head(self, talks: str) -> Head:  # noqa: ARG002
        """Return where the record ends."""
        return Head(self._record[-1].number, self._record[-1].recorded) if self._record else Head(0, None)

    def entries(
        self,
        talks: str,  # noqa: ARG002
        *,
        streams: Collection[str] | None = None,
        without: Collection[str] = (),
        numbers: tuple[int, int] | None = None,
        among: Collection[int] | None = None,
    ) -> list[Entry]:
        """Return entries in the order of record: of some streams, of other kinds, of some numbers."""
        return [
            entry
            for entry in self._record
            if (numbers is None or numbers[0] <= entry.number <= numbers[1])
            and (among is None or entry.number in among)
            and (streams is None or entry.stream in streams)
            and entry.event.kind not in without
        ]

    def by_id(self, talks: str, ids: Collection[str]) -> dict[str, tuple[int, str, str]]:  # noqa: ARG002
        """Return the number, the stream and the kind of each of these entries that is seen, by entry id."""
        wanted = set(ids)
        found = (entry for entry in self._record if entry.id in wanted)
        return {entry.id: (entry.number, entry.stream, entry.event.kind) for entry in found}

    def versions(self, talks: str) -> dict[str, int]:  # noqa: ARG002
        """Return the last version of every stream."""
        found = {entry.stream: entry.version for entry in self._record}
        return dict(sorted(found.items()))

    def component(self, streams: Collection[str]) -> set[str]:
        """Return these streams and all that may be linked to them: every one that is seen."""
        return {*streams, *(entry.stream for entry in self._record)}

    def matching(self, talks: str, sought: Sequence[Sought], *, in_names: bool = False) -> set[int]:
        """Return the numbers of the entries in which all that is sought stands, or among the ids that they name."""
        from .sqlite.index import matching_without  # noqa: PLC0415  # an index in memory, of what is seen

        return matching_without(self._record, talks, sought, in_names=in_names)

    def keeps(self, talks: str) -> Keeps | None:  # noqa: ARG002
        """Return nothing."""
        return None

    def id_of(self, talks: str, reference: str) -> str:
        """Return the id of the entry that a number, an id or the beginning of one names.

        Raises:
            NotFound, Ambiguous: it names none, or several.
        """

        def numbered(number: int) -> str | None:
            return next((entry.id for entry in self._record if entry.number == number), None)

        def beginning(text: str) -> list[str]:
            return sorted(entry.id for entry in self._record if entry.id.startswith(text))[:ALIKE]

        return entry_named(reference, numbered, beginning, lambda: self.head(talks).number)
