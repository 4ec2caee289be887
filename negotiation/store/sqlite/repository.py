"""The library's repository: an aggregate by the name of its stream, folded from its entries."""

from collections.abc import Sequence
from contextlib import closing
from typing import Any

from eventsourcing.application import AggregateNotFoundError, Repository, project_aggregate
from eventsourcing.persistence import EventStore

from ...domain.aggregates import BY_NAME
from ...domain.fold import state_of
from ...domain.record.entry import Entry
from ..bearing import Bearing
from .reader import Reader


class StreamRepository(Repository[str]):
    """Gives the state of an aggregate: what its stream says, corrected, without what was taken back.

    What bears on it counts as in every decision, the acts of the talks above all, since no proposal knows by itself
    who decides. It is the state after everything that is recorded, at no particular moment; for that, ask the talks.
    """

    def __init__(self, event_store: EventStore[str], path: str) -> None:
        super().__init__(event_store)
        self._path = path

    def get(
        self,
        aggregate_id: str,
        *,
        version: int | None = None,
        projector_func: Any = project_aggregate,
        **options: Any,
    ) -> Any:
        """Return the state of the aggregate whose stream this is: ``istanbul-2022/proposal/neutral-status``.

        Args:
            aggregate_id: the stream.
            version: how many of its entries are read, and what was recorded elsewhere by then; all if None.
            projector_func: folds the library's events in a way of its own; without it the fold is the aggregate's.
            options: what the library takes; nothing is kept in memory, so that they change nothing.

        Raises:
            AggregateNotFoundError: there is no such stream, or not so long a one, or nothing in it stands.
            RestsOnUnreadable: an entry that counts for it cannot be read.
        """
        if projector_func is not project_aggregate:
            return super().get(aggregate_id, version=version, projector_func=projector_func, **options)
        sort, _slash, name = aggregate_id.partition("/")[2].partition("/")
        entries = self._counting(aggregate_id, sort, name, version) if sort in BY_NAME else []
        found = state_of(entries, sort, name) if entries else None
        if found is None:
            raise AggregateNotFoundError((aggregate_id, version))
        return found

    def _counting(self, stream: str, sort: str, name: str, version: int | None) -> Sequence[Entry]:
        """Return the entries that bear on a stream, by its last one if a version is given; none if there is no such."""
        with closing(Reader(self._path)) as reader, reader.snapshot():
            entries = Bearing(reader, stream.partition("/")[0], [(sort, name)] if name else ()).read()
        own = {entry.version: entry.number for entry in entries if entry.stream == stream}
        if version is None:
            return entries if own else ()
        return [entry for entry in entries if entry.number <= own.get(version, 0)]

    def __contains__(self, item: object) -> bool:
        """Say whether there is a stream of that name."""
        try:
            self.get(str(item))
        except AggregateNotFoundError:
            return False
        return True
