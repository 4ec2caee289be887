"""The closed set of event kinds: what this log can hold, and nothing else."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, get_args

from .aggregates import AGGREGATES, STREAMS
from .record import annotations
from .record.annotations import Annotation, AnyAnnotation, EntryCorrected, EntryDisputed
from .record.event import Event, subject_of
from .values import kind_of

EVENTS: dict[str, type[Event]] = {
    kind_of(kind): kind
    for kinds in (*(aggregate.kinds for aggregate in AGGREGATES), get_args(AnyAnnotation))
    for kind in kinds
}
"""Every kind of event by its name, which is also its topic in the store."""

if TYPE_CHECKING:
    AnyEvent = Event
else:
    AnyEvent = reduce(or_, EVENTS.values())
"""Any event: a union told apart by `kind`, which may hold itself (the correction of a correction)."""

# Only here is it known of which kinds an account can be. They are looked up by this name when the first account is met,
# since to build the schemas of all kinds costs more than most commands take.
vars(annotations)["AnyEvent"] = AnyEvent

FRAME = frozenset(name for name, kind in EVENTS.items() if kind.frames)
"""Kinds that frame the talks: without a date of their own they hold from the beginning."""

BEARING_ON_NOTHING = frozenset(name for name, kind in EVENTS.items() if not kind.bears)
"""Kinds whose recording can make no other entry impossible."""


def stream_of(talks: str, event: Event) -> str | None:
    """Return the stream that an event belongs to; None for an annotation, which goes where its entry is."""
    if isinstance(event, Annotation):
        return None
    subject = subject_of(event)
    return f"{talks}/{subject[0]}/{subject[1]}" if subject and subject[0] in STREAMS else f"{talks}/talks"


def makes_it_another(talks: str, event: Event, stream: str, kind: str) -> bool:
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
