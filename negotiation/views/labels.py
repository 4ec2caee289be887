"""What to know of an entry before it is handed on: its marking, its compartments, to whom it may be attributed."""

from ..domain.record.annotations import EntryReMarked
from ..domain.record.envelope import Compartments, Envelope
from ..markings import above_public


def labels_of(envelope: Envelope) -> tuple[str, ...]:
    """Return the labels of an entry; none where everybody may see it and name who said it."""
    marking = (envelope.marking,) if above_public(envelope.marking) else ()
    attribution = envelope.attribution
    told = () if attribution in (None, "named") else (TOLD[attribution],)
    return (*marking, *_only(envelope.compartments), *told)


def set_by(event: EntryReMarked) -> str:
    """Return all that a re-marking sets, in words: what everybody may see, and who may be named, as well."""
    told = (TOLD[event.attribution],) if event.attribution else ()
    rooms = ("in no compartment",) if event.compartments == () else _only(event.compartments)
    return ", ".join((event.marking, *rooms, *told))


def _only(compartments: Compartments) -> tuple[str, ...]:
    return tuple(f"{name} only" for name in compartments or ())


TOLD = {
    "named": "to be attributed by name",
    "office": "attribute to the office",
    "party": "attribute to the party",
    "none": "not to be attributed",
}
"""What is said of each attribution; of the first, which every entry has to begin with, where it is set anew."""
