"""What an audience may read of a record, in the places that its entries have there."""

from collections.abc import Sequence

from msgspec.structs import replace

from ..domain.errors import InvalidInput, Problem
from ..domain.record.entry import Entry
from ..domain.visible import Reader, visible_record
from ..markings import clearance_of


def shown_to(audience: str, entries: Sequence[Entry]) -> list[Entry | None]:
    """Return each entry as an audience may read it; None in the place of one that is not for it.

    Args:
        audience: its name, such as ``press``.
        entries: every entry of one talks, in the order of record.

    Raises:
        InvalidInput: there is no such audience.
    """
    try:
        reader = Reader(clearance_of(audience), audience=audience)
    except ValueError as error:
        raise InvalidInput([Problem("", "audience", str(error))]) from None
    seen = {entry.id: entry for entry in visible_record(entries, reader)}
    return [
        replace(seen[entry.id], number=entry.number, version=entry.version) if entry.id in seen else None
        for entry in entries
    ]
