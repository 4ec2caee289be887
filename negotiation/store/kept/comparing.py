"""Comparing what is kept with what the record says, worked out anew."""

from ...domain.dates.clocks import ANY, Clocks
from ..port import Keeps, KeptState, Reads
from . import states
from .readings import all_readings, frame_of
from .standing import KeptHistory


def differing(reader: Reads, keeps: Keeps) -> list[str]:
    """Say in a few words each what is kept and does not follow from the record.

    Args:
        reader: the log.
        keeps: what is kept of one talks.
    """
    entries = reader.entries(keeps.talks)
    frame = frame_of(entries)
    if frame.zone != keeps.zone:
        return [f"dates were read in {keeps.zone}, and not in {frame.zone}"]
    if frame.telling.when_it_happened != keeps.when_it_happened:
        return ["since when what has no source counts as known"]
    kept, anew = set(keeps.readings()), set(all_readings(entries, frame))
    wrong = [f"how #{number} reads" for number in sorted({row.number for row in kept ^ anew})]
    places = keeps.states()
    for state in worked_out(reader, keeps):
        place = places.get((state.sort, state.name), {}).get(state.key)
        if place is not None and _read(state, keeps.read([place])[place]) != _read(state, state.state):
            wrong.append(f"how {state.sort}:{state.name} stands after {state.done} of its entries")
    return wrong


def worked_out(reader: Reads, keeps: Keeps) -> list[KeptState]:
    """Return how things stand after some of their entries, worked out from their first entries on."""
    last = reader.head(keeps.talks).number
    return KeptHistory(reader, keeps, Clocks(at=ANY), last, 0, anew=True).worth_keeping()


def _read(state: KeptState, kept: bytes) -> object:
    return states.decode(state.sort, kept)
