"""An entry: one event as this log recorded it."""

from datetime import datetime

from msgspec import Struct

from ..dates.edtf import EVER, UNDATED, Span, qualified
from .annotations import EntryCorrected
from .envelope import Envelope, Override
from .event import Event

FORMAT = 2
"""The version of the form in which entries are written."""


class Entry(Struct, frozen=True, gc=False):
    """One event with its envelope and its place in the record."""

    talks: str
    number: int
    """Its place in the order of record: 1, 2, 3 and so on within its talks, without a gap."""
    id: str
    stream: str
    version: int
    recorded: datetime
    envelope: Envelope
    event: Event
    format: int = FORMAT
    """The version of the form in which it was written."""


class EffectiveEntry(Struct, frozen=True, gc=False):
    """An entry as it holds at some clocks: with its corrections applied and its disputes beside it."""

    original: Entry
    envelope: Envelope
    event: Event
    occurred: Span
    corrections: tuple[Entry, ...] = ()
    disputes: tuple[Entry, ...] = ()
    unfinished: bool = False
    """Whether its date leaves open if it has happened by the moment of the view ("some time in March", "about")."""
    ahead: bool = False
    """Whether it is dated later than the moment of the view."""

    @property
    def number(self) -> int:
        """Its place in the order of record."""
        return self.original.number

    @property
    def placed(self) -> Span:
        """The time that its date decides for its place among others: any, if it has none or is not sure of it."""
        text = self.envelope.occurred
        if text is None:
            return UNDATED if self.event.frames else EVER
        return EVER if qualified(text) else self.occurred

    @property
    def id(self) -> str:
        """Its own identifier."""
        return self.original.id

    def before(self, number: int) -> tuple[Event, Envelope]:
        """Return what it said before the entry of that number was recorded, with the corrections made by then."""
        made = [entry for entry in self.corrections if entry.number < number]
        if not made or not isinstance(made[-1].event, EntryCorrected):
            return self.original.event, self.original.envelope
        return made[-1].event.event, self.original.envelope.with_claim(made[-1].event.claim)

    @property
    def override(self) -> Override | None:
        """Why it stands although a rule refused it, or refused the correction by which it reads as it does."""
        corrected = self.corrections[-1].envelope.override if self.corrections else None
        return next((found for found in (self.envelope.override, corrected) if found and found.needed), None)
