"""The closed set of event kinds: what this log can hold, and nothing else."""

from typing import get_args

from .annotations import Annotation, AnyAnnotation, EntryCorrected, EntryDisputed
from .proposal.events import AnyProposalEvent, ProposalEvent
from .talks.events import AnyTalksEvent, TalksEvent
from .values import Model

EVENTS: dict[str, type[TalksEvent | ProposalEvent | Annotation]] = {
    get_args(event.model_fields["kind"].annotation)[0]: event
    for union in (AnyTalksEvent, AnyProposalEvent, AnyAnnotation)
    for event in get_args(union)
}
"""Every kind of event by its name, which is also its topic in the store."""


def stream_of(talks: str, event: Model) -> str | None:
    """Return the stream that an event belongs to; None for an annotation, which goes where its entry is."""
    if isinstance(event, ProposalEvent):
        return f"{talks}/proposal/{event.proposal}"
    if isinstance(event, TalksEvent):
        return f"{talks}/talks"
    return None


def makes_it_another(talks: str, event: Model, stream: str, kind: str) -> bool:
    """Say whether an account of an entry is of another kind, or about another thing, than that entry.

    Args:
        talks: the talks that the entry belongs to.
        event: an event; only corrections and disputes give an account.
        stream: the stream of the entry that it names.
        kind: the kind of that entry.
    """
    if not isinstance(event, EntryCorrected | EntryDisputed) or event.event is None:
        return False
    return event.event.kind != kind or stream_of(talks, event.event) not in (None, stream)
