"""Comparing what is kept with what the record says, worked out anew."""

from collections.abc import Collection
from typing import NamedTuple

from ...domain.dates.clocks import ANY, Clocks
from ...domain.record.event import SetsZone, value_of
from ..port import Keeps, KeptState, Reads
from . import states
from .earlier import differing_before
from .readings import all_readings, frame_of, told_anew
from .standing import KeptHistory


class Comparison(NamedTuple):
    """What is kept, beside what follows from the record."""

    wrong: list[str]
    """What differs, in a few words each."""
    left: int = 0
    """How many states of earlier moments were not compared."""


def compared(reader: Reads, keeps: Keeps) -> Comparison:
    """Compare what is kept with what follows from the record.

    Args:
        reader: the log.
        keeps: what is kept of one talks.
    """
    entries = reader.entries(keeps.talks)
    frame = frame_of(entries)
    if frame.zone != keeps.zone:
        return Comparison([f"dates were read in {keeps.zone}, and not in {frame.zone}"])
    if frame.telling.when_it_happened != keeps.when_it_happened:
        return Comparison(["since when what has no source counts as known"])
    kept, anew = set(keeps.readings()), set(all_readings(entries, frame))
    wrong = [f"how #{number} reads" for number in sorted({row.number for row in kept ^ anew})]
    zoning = {entry.number for entry in entries if value_of(entry.event, SetsZone)}
    if keeps.zoned < max([0, *zoning, *(row.number for row in anew if row.of in zoning)]):
        wrong.append(f"since when dates are read in {keeps.zone}")
    if keeps.told < told_anew(entries):
        wrong.append("since when it is told as it is now when each could be known")
    if keeps.latest < max((row.start for row in anew), default=keeps.latest):
        wrong.append("which date is the latest")
    if wrong:  # how things stand is worked out by these
        return Comparison(wrong)
    places = {subject: dict(found) for subject, found in keeps.states().items()}
    for state in worked_out(reader, keeps, {key for found in places.values() for key in found}):
        place = places.get((state.sort, state.name), {}).pop(state.key, None)
        if place is not None and _read(state, keeps.read([place])[place]) != _read(state, state.state):
            wrong.append(f"how {state.sort}:{state.name} stands after {state.done} of its entries")
    before, left = differing_before(reader, keeps, places)
    return Comparison([*wrong, *before], left)


def worked_out(reader: Reads, keeps: Keeps, keys: Collection[int] = ()) -> list[KeptState]:
    """Return how things stand after some of their entries, worked out from their first entries on.

    Args:
        reader: the log.
        keeps: what is kept of one talks.
        keys: what stands for more moments of things, at which they are worked out, too.
    """
    last = reader.head(keeps.talks).number
    return KeptHistory(reader, keeps, Clocks(at=ANY), last, 0, anew=True, keys=keys).worth_keeping()


def _read(state: KeptState, kept: bytes) -> object:
    return states.decode(state.sort, kept)
