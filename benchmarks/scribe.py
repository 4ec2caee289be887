"""Writing invented entries down: their places, ids and moments, and the rules that each of them keeps."""

from datetime import UTC, datetime, timedelta
from random import Random

from msgspec.structs import asdict

from negotiation.domain.catalogue import stream_of
from negotiation.domain.dates.edtf import UNDATED, span
from negotiation.domain.folding import Fold
from negotiation.domain.record.entry import EffectiveEntry, Entry
from negotiation.domain.record.envelope import Citation, Claim, Envelope
from negotiation.domain.record.event import Event
from negotiation.markings import WORDS, labels

BEGIN = datetime(2012, 1, 2, 8, tzinfo=UTC)
WORKING_DAY = timedelta(hours=10)
TALKS = "invented-talks"


class Scribe:
    """Keeps the record, in the order of record, with a calendar that moves on."""

    def __init__(self, chance: Random, per_day: int) -> None:
        self.chance = chance
        self.entries: list[Entry] = []
        self.fold = Fold()
        self.now = BEGIN
        self._step = WORKING_DAY / per_day
        self._versions: dict[str, int] = {}
        self._batch = self.new_id()

    def new_id(self) -> str:
        """Return an id such as the program makes."""
        return f"{self.chance.getrandbits(128):032x}"

    @property
    def day(self) -> str:
        """The present day, as an EDTF date."""
        return self.now.date().isoformat()

    def days_ago(self, days: int) -> str:
        """Return an earlier day."""
        return (self.now - timedelta(days=days)).date().isoformat()

    def write(
        self,
        event: Event,
        *,
        on: str | None,
        source: str | None = None,
        quote: str | None = None,
        says: str | None = None,
        stream: str | None = None,
    ) -> Entry | None:
        """Write one entry down, unless a rule refuses it; one that is late must be such that no rule looks at it."""
        entry = self._placed(event, self._envelope(on, source, quote, says), stream)
        moment = UNDATED if on is None else span(on)
        effective = EffectiveEntry(entry, entry.envelope, event, moment)
        late = on is not None and on < self.day
        if not late:
            if next(self.fold.refusals(effective), None) is not None:
                return None
            self.fold.advance(effective)
        self._versions[entry.stream] = entry.version
        self.entries.append(entry)
        self._tick()
        return entry

    def _placed(self, event: Event, envelope: Envelope, stream: str | None) -> Entry:
        stream = stream_of(TALKS, event) or stream or f"{TALKS}/talks"
        version = self._versions.get(stream, 0) + 1
        return Entry(TALKS, len(self.entries) + 1, self.new_id(), stream, version, self.now, envelope, event)

    def _envelope(self, on: str | None, source: str | None, quote: str | None, says: str | None) -> Envelope:
        claim = Claim(
            occurred=on,
            asserted_by=says,
            sources=(Citation(source=source, quote=quote, language="en" if quote else None),) if source else (),
            grade=self.chance.choice(("A1", "B2", "C3", None)) if source else None,
        )
        marking = self.chance.choices(labels(WORDS), (90, 8, 2))[0]
        return Envelope(**asdict(claim), recorder="invented", batch=self._batch, marking=marking)

    def _tick(self) -> None:
        """Let a little time pass; at the end of the day, begin the next one."""
        self.now += self._step * self.chance.uniform(0.5, 1.5)
        if self.now.time() >= (BEGIN + WORKING_DAY).time():
            self.now = datetime.combine(self.now.date() + timedelta(days=1), BEGIN.time(), UTC)
        if self.chance.random() < 0.7:
            self._batch = self.new_id()
