"""What an entry says in a word each: by what entries are found and counted."""

from typing import NamedTuple

from msgspec import Struct

from ..dates.edtf import UNDATED, Span
from ..references import references
from .envelope import Claim, Envelope
from .event import Event, acting, concerned, parties_of, subject_of


class Facts(NamedTuple):
    """What one entry says of itself, or several that say the same."""

    kind: str
    subject: str | None
    """The thing within the talks that it happened to, written out: ``proposal:neutral-status``."""
    acting: tuple[str, ...]
    """The parties that do it, and not those that it is done to."""
    addressed: tuple[str, ...]
    """The parties that it is done to, or that have a part in it without doing it."""
    parties: tuple[str, ...]
    """The parties that have a part in it."""
    about: tuple[str, ...]
    """What it refers to beside its subject, its round and its sources, written out."""
    sources: tuple[str, ...]
    in_round: str | None
    says: str | None
    speaker: str | None
    marking: str
    recorder: str
    occurred: Span
    """When it happened; that of what has no date lies before all time."""


def facts_of(event: Event, envelope: Envelope, occurred: Span = UNDATED) -> Facts:
    """Return what an entry says of itself, given how it reads, and when that happened."""
    return Facts(
        event.kind,
        ":".join(subject_of(event) or ()) or None,
        acting(event),
        concerned(event),
        parties_of(event),
        about_of(event),
        envelope.cited,
        envelope.in_round,
        envelope.asserted_by,
        getattr(event, "speaker", None),
        str(envelope.marking),
        envelope.recorder,
        occurred,
    )


def about_of(event: Event) -> tuple[str, ...]:
    """Return what an event refers to beside what it happens to, each written out and once."""
    own = subject_of(event)
    return tuple(dict.fromkeys(":".join(found) for found in references(event, Claim()) if found != own))


class Wanted(Struct, frozen=True):
    """Which entries are asked for by their facts, their numbers and dates; what is None does not limit."""

    kind: str | None = None
    """The beginning of the kind."""
    party: str | None = None
    """A party that has a part in it, or that it is about."""
    acting: str | None = None
    addressed: str | None = None
    source: str | None = None
    says: str | None = None
    """A part of the name of whoever asserts it, whatever its case."""
    speaker: str | None = None
    """The same of whoever speaks."""
    marking: str | None = None
    things: tuple[str, ...] = ()
    """Things, written out: it happened to each, or in it, or refers to it."""
    first: int | None = None
    """The number of the first entry."""
    last: int | None = None
    start: int | None = None
    """The beginning of a time, in microseconds since 1970: what may have happened within it, and has a date."""
    end: int | None = None

    def admits(self, number: int, facts: Facts, occurred: Span) -> bool:
        """Say whether an entry is one of those asked for."""
        return (
            (self.first is None or self.first <= number)
            and (self.last is None or number <= self.last)
            and self._within(occurred)
            and (self.kind is None or facts.kind.startswith(self.kind))
            and (self.party is None or self.party in facts.parties or f"party:{self.party}" in facts.about)
            and (self.acting is None or self.acting in facts.acting)
            and (self.addressed is None or self.addressed in facts.addressed)
            and (self.source is None or self.source in facts.sources)
            and (self.says is None or holds(facts.says, self.says))
            and (self.speaker is None or holds(facts.speaker, self.speaker))
            and (self.marking is None or self.marking == facts.marking)
            and all(thing in (facts.subject, f"round:{facts.in_round}", *facts.about) for thing in self.things)
        )

    def _within(self, occurred: Span) -> bool:
        if self.start is None and self.end is None:
            return True
        late = self.start is None or occurred.end > self.start
        return late and (self.end is None or occurred.start < self.end) and occurred.end > UNDATED.end


def holds(name: str | None, part: str) -> bool:
    """Say whether a name has a part in it, whatever its case."""
    return name is not None and part.casefold() in name.casefold()
