"""What to know of an entry before it is handed on: its marking, its compartments, to whom it may be attributed."""

from ..domain.record.envelope import Envelope
from ..markings import above_public


def labels_of(envelope: Envelope) -> tuple[str, ...]:
    """Return the labels of an entry; none where everybody may see it and name who said it."""
    marking = (envelope.marking,) if above_public(envelope.marking) else ()
    attribution = envelope.attribution
    told = () if attribution in (None, "named") else (_TOLD[attribution],)
    return (*marking, *(f"{name} only" for name in envelope.compartments or ()), *told)


_TOLD = {
    "office": "attribute to the office",
    "party": "attribute to the party",
    "none": "not to be attributed",
}
