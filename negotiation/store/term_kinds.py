"""The kinds of terms that talks have defined, read where something is recorded that holds such terms."""

from collections.abc import Iterable, Iterator

from ..domain.catalogue import EVENTS
from ..domain.errors import Problem
from ..domain.record.annotated import standing
from ..domain.record.annotations import Annotation, EntryCorrected
from ..domain.record.event import Event
from ..domain.talks.events import TermKindDefined
from ..domain.term_kinds import TermField, misfits, terms_of
from .port import Reads

_LEFT_OUT = tuple(
    kind for kind, event in EVENTS.items() if event is not TermKindDefined and not issubclass(event, Annotation)
)
"""The kinds of entries that say nothing of kinds of terms."""


def misfitting(reader: Reads, talks: str, events: Iterable[tuple[str, Event]]) -> list[Problem]:
    """Return what does not fit of the terms of events, by the kinds that the talks, or those before them, define.

    Args:
        reader: the log.
        talks: whose kinds.
        events: what is to be recorded, each with how its place is named in errors.
    """
    told = [(where, event) for where, event in events if any(_accounts(event)) or any(terms_of(event))]
    if not any(True for _, event in told for _ in terms_of(event)):
        return []
    kinds = defined_kinds(reader, talks)
    bad = []
    for where, event in told:
        for defined in _accounts(event):
            kinds[defined.term_kind] = (*kinds.get(defined.term_kind, ()), defined.fields)
        bad += [Problem(where, problem.field, problem.message) for problem in misfits(event, kinds)]
    return bad


def defined_kinds(reader: Reads, talks: str) -> dict[str, tuple[tuple[TermField, ...], ...]]:
    """Return the fields of the kinds that stand in the log; those of a corrected one as it was, too, and as it reads.

    What a text held before its kind was corrected, a revision of it holds still.
    """
    entries = reader.entries(talks, streams=[f"{talks}/talks"], without=_LEFT_OUT)
    there = {event.term_kind for event in standing(entries) if isinstance(event, TermKindDefined)}
    found: dict[str, tuple[tuple[TermField, ...], ...]] = {}
    for entry in entries:
        for defined in _accounts(entry.event):
            if defined.term_kind in there:
                found[defined.term_kind] = (*found.get(defined.term_kind, ()), defined.fields)
    return found


def _accounts(event: Event) -> Iterator[TermKindDefined]:
    """Yield the definition that an event is, or that it says an earlier entry should have been."""
    if isinstance(event, EntryCorrected):
        yield from _accounts(event.event)
    elif isinstance(event, TermKindDefined):
        yield event
