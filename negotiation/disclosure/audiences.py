"""What an audience may read of a record."""

from collections.abc import Mapping, Sequence

from ..domain.errors import NotFound
from ..domain.record.annotated import Annotated
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.record.envelope import Marking

_ORDER = list(Marking)
AUDIENCES: Mapping[str, Marking] = {"press": Marking.PUBLIC, **{str(marking): marking for marking in Marking}}
"""Who may read what: the marking up to which, by the name of the audience."""


def shown_to(audience: str, entries: Sequence[Entry]) -> list[Entry | None]:
    """Return each entry as an audience may read it; None in the place of one that is not for it.

    What is about an entry that is not for it is not for it either.

    Args:
        audience: its name.
        entries: every entry of one talks, in the order of record.

    Raises:
        NotFound: there is no such audience.
    """
    if audience not in AUDIENCES:
        raise NotFound("audience", audience, tuple(AUDIENCES))
    most, annotated = _ORDER.index(AUDIENCES[audience]), Annotated(entries)
    hidden: set[str] = set()
    for entry in entries:
        about = entry.event.entry if isinstance(entry.event, Annotation) else None
        if about in hidden or _ORDER.index(annotated.of(entry).envelope.marking) > most:
            hidden.add(entry.id)
    return [None if entry.id in hidden else entry for entry in entries]
