"""When a party disowns what an entry has it say."""

from .annotations import EntryDisputed
from .entry import EffectiveEntry, Entry


def disavowed(entry: EffectiveEntry, party: str) -> bool:
    """Say whether a party contests that it ever said this, and not only when, or where that was read."""
    return any(_tells_otherwise(entry, dispute, party) for dispute in entry.disputes)


def _tells_otherwise(entry: EffectiveEntry, dispute: Entry, party: str) -> bool:
    event = dispute.event
    if not isinstance(event, EntryDisputed) or event.by != party:
        return False
    if event.event is None:
        return event.claim is None
    return event.event != entry.before(dispute.number)[0]
