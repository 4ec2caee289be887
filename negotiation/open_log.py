"""A log that is open: its store, who records in it, and at what time; all that talks need of their log."""

from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import Self

from .attempt import Attempt
from .clock import Doubt, doubting, utc_now
from .domain.dates.clocks import Clocks
from .domain.errors import ClockAhead
from .store.store import Store


def random_id() -> str:
    """Return a new id for an entry."""
    from uuid import uuid4  # noqa: PLC0415  # reading does not need it

    return uuid4().hex


class OpenLog:
    """A store, with what is to be known for recording in it.

    Args:
        store: the log's.
        recorder: who records what is written through it.
        clock: gives the present moment, aware of its time zone.
        new_id: gives a new entry id at each call.
        doubt: says why that moment is not believed, given when the last entry was recorded.
    """

    def __init__(
        self,
        store: Store,
        *,
        recorder: str = "unknown",
        clock: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
        doubt: Doubt | None = None,
    ) -> None:
        self.store = store
        self.recorder = recorder.strip() or "unknown"
        self.clock = clock
        self.new_id = new_id
        own = doubting(store.path) if clock is utc_now else None
        self.doubt: Doubt | None = doubt or own
        """Says why the clock looks as if it were ahead; None if it is believed."""
        self.attempts: dict[str, Attempt] = {}
        """What the last call set out to record, by talks."""

    def at(self, clocks: Clocks) -> Self:
        """Return the log as whoever looks may see it at some clocks."""
        store = self.store.at(clocks)
        if store is self.store:
            return self
        then = copy(self)
        then.store = store
        return then

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def now(self, last: datetime | None, *, ahead: bool = False) -> datetime:
        """Return the present moment, to record something at it.

        Args:
            last: when the last entry was recorded.
            ahead: believe the clock, whatever stands against it.

        Raises:
            ClockAhead: the clock looks as if it were ahead.
        """
        moment = self.clock()
        why = self.doubt(moment, last) if self.doubt and not ahead else None
        if why:
            raise ClockAhead(f"{moment:%Y-%m-%d %H:%M} UTC", why)
        return moment
