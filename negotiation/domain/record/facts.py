"""What an entry says in a word each: by what entries are found and counted."""

from typing import NamedTuple

from ..dates.edtf import UNDATED, Span
from .envelope import Envelope
from .event import Event, acting, parties_of, subject_of


class Facts(NamedTuple):
    """What one entry says of itself, or several that say the same."""

    kind: str
    subject: str | None
    """The thing within the talks that it happened to, written out: ``proposal:neutral-status``."""
    acting: tuple[str, ...]
    """The parties that do it, and not those that it is done to."""
    parties: tuple[str, ...]
    """The parties that have a part in it."""
    sources: tuple[str, ...]
    in_round: str | None
    says: str | None
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
        parties_of(event),
        envelope.cited,
        envelope.in_round,
        envelope.asserted_by,
        str(envelope.marking),
        envelope.recorder,
        occurred,
    )
