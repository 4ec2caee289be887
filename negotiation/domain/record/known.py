"""When each entry could first be known: the publication of its source, what it states itself, or its recording."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..dates.edtf import ALWAYS_BEFORE, instant, span
from .annotated import Annotated, AsItReads
from .annotations import Annotation, EntryDisputed
from .entry import Entry
from .event import Published, SetsUnsourced, introduced_by, value_of

HAPPENED = "happened"
"""The setting by which what has no source counts as known when it happened, not when it was recorded."""


class Telling(NamedTuple):
    """What tells of a whole record when its entries could be known."""

    published: Mapping[str, int]
    """The first instant of each source's publication, for the sources that have one."""
    when_it_happened: bool = False
    """Whether what has no source counts as known when it happened."""


def telling(annotated: Annotated, zone: str) -> Telling:
    """Return what tells when the entries of a record could be known.

    Args:
        annotated: the record.
        zone: the time zone of the talks.
    """
    standing = list(annotated.standing())
    settings = [value for found in standing if (value := value_of(found.event, SetsUnsourced))]
    return Telling(_published(standing, zone), bool(settings) and settings[-1] == HAPPENED)


class Knowledge:
    """What could be known by some instant.

    Args:
        telling: the sources of the record, and its setting.
        zone: the time zone of the talks.
        until: the instant up to which what was learned is in view, exclusive, in microseconds since 1970.
    """

    def __init__(self, telling: Telling, zone: str, until: int) -> None:
        self.until = until
        self._zone = zone
        self._published, self._when_it_happened = telling

    def learned(self, entry: Entry, found: AsItReads) -> int:
        """Return the first instant at which an entry could be known: where nothing tells, that of its recording."""
        told = self.told(found)
        return instant(entry.recorded) if told is None else told

    def told(self, found: AsItReads) -> int | None:
        """Return the first instant at which an entry could be known, as far as anything tells; else None.

        That is what the entry states; else the first publication of a source that it cites; else, for what frames the
        talks and has no date, ever; else, where the talks say so of what has no source, the moment of its happening.
        """
        claim, event = found.envelope, found.event
        if claim.learned is not None:
            return span(claim.learned, self._zone).start
        cited = [self._published[name] for name in claim.cited if name in self._published]
        if cited:
            return min(cited)
        if value_of(event, Published):
            return self._published.get((introduced_by(event) or ("", ""))[1], ALWAYS_BEFORE)
        if claim.occurred is None and event.frames:
            return ALWAYS_BEFORE
        if self._when_it_happened and claim.occurred is not None and not claim.sources:
            return span(claim.occurred, self._zone).start
        return None

    def leaves_out(self, entry: Entry, found: AsItReads) -> bool:
        """Say whether an annotation could not be known yet."""
        since = self.counts_since(entry, found)
        return since is not None and since >= self.until

    def counts_since(self, entry: Entry, found: AsItReads) -> int | None:
        """Return the first instant at which an annotation could be known; None if it holds for every moment.

        A correction, retraction or marking that cites no source mends the recording, not the knowledge, so it holds for
        every moment; one that cites a source holds from its publication. A dispute is an act of its own, known from
        its source, or from its recording.
        """
        mends = isinstance(found.event, Annotation) and not isinstance(found.event, EntryDisputed)
        if mends and found.envelope.learned is None and not found.envelope.sources:
            return None
        return self.learned(entry, found)


def _published(standing: Iterable[AsItReads], zone: str) -> Mapping[str, int]:
    """Return the first instant of each source's publication, for the sources that have one."""
    return {
        brought[1]: span(published, zone).start
        for found in standing
        if (published := value_of(found.event, Published)) and (brought := introduced_by(found.event))
    }
