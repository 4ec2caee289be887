"""An entry: one event as this log recorded it."""

from dataclasses import dataclass
from datetime import datetime

from ..dates.edtf import Span
from .annotations import AnyEvent, EntryCorrected
from .envelope import Envelope, Override


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with its envelope and its place in the record."""

    talks: str
    number: int
    """Its place in the order of record: 1, 2, 3 and so on within its talks, without a gap."""
    id: str
    stream: str
    version: int
    recorded: datetime
    envelope: Envelope
    event: AnyEvent


@dataclass(frozen=True, slots=True)
class EffectiveEntry:
    """An entry as it holds at some clocks: with its corrections applied and its disputes beside it."""

    original: Entry
    envelope: Envelope
    event: AnyEvent
    occurred: Span
    learned: int
    """The first instant at which it could be known, in microseconds since 1970."""
    corrections: tuple[Entry, ...] = ()
    disputes: tuple[Entry, ...] = ()
    unfinished: bool = False
    """Whether its interval has begun but not ended by the moment of the view ("some time in March")."""

    @property
    def number(self) -> int:
        """Its place in the order of record."""
        return self.original.number

    @property
    def id(self) -> str:
        """Its own identifier."""
        return self.original.id

    def before(self, number: int) -> tuple[AnyEvent, Envelope]:
        """Return what it said before the entry of that number was recorded, with the corrections made by then."""
        made = [entry for entry in self.corrections if entry.number < number]
        if not made or not isinstance(made[-1].event, EntryCorrected):
            return self.original.event, self.original.envelope
        return made[-1].event.event, self.original.envelope.with_claim(made[-1].event.claim)

    @property
    def override(self) -> Override | None:
        """Why it stands although a rule refused it, or refused the correction by which it reads as it does."""
        corrected = self.corrections[-1].envelope.override if self.corrections else None
        return self.envelope.override or corrected
