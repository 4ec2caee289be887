"""Who may see what drafts are about: as much of the record as tells that, and no more."""

from collections.abc import Sequence

from ..domain.circles import Circles, things_named
from ..domain.decide import Draft
from ..domain.record.entry import Entry
from ..domain.references import ENTRY
from .port import Keeps, Reads


def circles_for(reader: Reads, talks: str, keeps: Keeps | None, drafts: Sequence[Draft]) -> Circles:
    """Return who may see what drafts are about, and what that hangs on in turn.

    Where everybody may see everything nothing is read; where nothing is kept, everything.
    """
    if all(draft.whole for draft in drafts):
        return Circles()
    if keeps is None:
        return Circles(reader.entries(talks))
    if not keeps.any_closed():
        return Circles()
    found: dict[int, Entry] = {}
    seen, things = set[tuple[str, str]](), things_named((draft.event, draft.claim) for draft in drafts)
    while new := things - seen:
        seen |= new
        places = reader.by_id(talks, {name for sort, name in new if sort == ENTRY}).values()
        numbers = {number for number, _, _ in places} | keeps.bringing(new)
        numbers |= set(keeps.said_of(numbers))
        loaded = reader.entries(talks, among=numbers - found.keys())
        found |= {entry.number: entry for entry in loaded}
        things |= things_named((entry.event, entry.envelope) for entry in loaded)
    return Circles([found[number] for number in sorted(found)])
