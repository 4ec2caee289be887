"""The closed set of event kinds: what this log can hold, and nothing else."""

from typing import get_args

from .package.events import AnyPackageEvent, PackageEvent
from .pledge.events import AnyPledgeEvent, PledgeEvent
from .proposal.base import ProposalEvent
from .proposal.events import AnyProposalEvent
from .record.annotations import Annotation, AnyAnnotation, EntryCorrected, EntryDisputed
from .round.events import AnyRoundEvent, RoundEvent
from .talks.events import AnyTalksEvent, TalksEvent
from .values import Model

AnyKind = TalksEvent | PackageEvent | RoundEvent | ProposalEvent | PledgeEvent | Annotation

EVENTS: dict[str, type[AnyKind]] = {
    get_args(event.model_fields["kind"].annotation)[0]: event
    for union in (AnyTalksEvent, AnyPackageEvent, AnyRoundEvent, AnyProposalEvent, AnyPledgeEvent, AnyAnnotation)
    for event in get_args(union)
}
"""Every kind of event by its name, which is also its topic in the store."""

BEARING_ON_NOTHING = frozenset({"source-registered", "statement-recorded", "issue-added"})
"""Kinds whose recording can make no other entry impossible."""

STREAMS = ("proposal", "pledge", "round")
"""The sorts of things that have a stream of their own; everything else is in the stream of the talks."""


def subject_of(event: Model) -> tuple[str, str] | None:
    """Return the thing within the talks that an event happens to, as a sort and a name; None for the talks."""
    match event:
        case ProposalEvent():
            return "proposal", event.proposal
        case PledgeEvent():
            return "pledge", event.pledge
        case RoundEvent():
            return "round", event.round
        case PackageEvent():
            return "package", event.package
    return None


def stream_of(talks: str, event: Model) -> str | None:
    """Return the stream that an event belongs to; None for an annotation, which goes where its entry is."""
    if isinstance(event, Annotation):
        return None
    subject = subject_of(event)
    return f"{talks}/{subject[0]}/{subject[1]}" if subject and subject[0] in STREAMS else f"{talks}/talks"


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
