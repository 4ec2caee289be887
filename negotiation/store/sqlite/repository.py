"""The library's repository: an aggregate by the name of its stream, folded from its entries."""

from contextlib import closing
from typing import Any

from eventsourcing.application import AggregateNotFoundError, Repository
from eventsourcing.persistence import EventStore

from ...domain.aggregates import BY_NAME
from ...domain.fold import state_of
from .reader import Reader


class StreamRepository(Repository[str]):
    """Gives the state of an aggregate: what its own stream says, corrected, without what was taken back.

    What bears on it from outside (the seats and the rule of the talks, other proposals) is not in its stream; for
    that, ask the talks.
    """

    def __init__(self, event_store: EventStore[str], path: str) -> None:
        super().__init__(event_store)
        self._path = path

    def get(
        self,
        aggregate_id: str,
        *,
        version: int | None = None,
        projector_func: Any = None,  # noqa: ARG002  # the fold is the aggregate's own
        **_: Any,
    ) -> Any:
        """Return the state of the aggregate whose stream this is: ``istanbul-2022/proposal/neutral-status``.

        Args:
            aggregate_id: the stream.
            version: how many of its entries are read; all if None.
            projector_func: not used.

        Raises:
            AggregateNotFoundError: there is no such stream, or not so long a one.
        """
        talks, _slash, rest = aggregate_id.partition("/")
        sort, _slash, name = rest.partition("/")
        with closing(Reader(self._path)) as reader:
            entries = reader.entries(talks, streams=[aggregate_id])
        read = entries if version is None else entries[:version]
        if sort not in BY_NAME or not read or (version is not None and len(read) < version):
            raise AggregateNotFoundError((aggregate_id, version))
        found = state_of(read, sort, name)
        if found is None:
            raise AggregateNotFoundError((aggregate_id, version))
        return found

    def __contains__(self, item: object) -> bool:
        """Say whether there is a stream of that name."""
        try:
            self.get(str(item))
        except AggregateNotFoundError:
            return False
        return True
