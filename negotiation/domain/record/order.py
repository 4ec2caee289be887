"""The order in which a history is folded: by date where the dates tell, by the order of record where they do not.

Entries are placed one by one in the order of record. Each goes last, unless its interval is over before that of
an entry already placed begins: then it goes right before the first such entry. So two entries whose intervals are
disjoint always stand in the order of their dates; where intervals overlap (a day, and an hour of that day), the
order of record decides as far as the dates leave it free; and an entry that arrives late never changes the order
of those that were there before it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter

from .entry import EffectiveEntry


def in_order(entries: Iterable[EffectiveEntry]) -> tuple[EffectiveEntry, ...]:
    """Return the entries in the order in which they are to be folded."""
    by_number = sorted(entries, key=attrgetter("original.number"))
    return tuple(by_number[place] for place in order([entry.placed for entry in by_number]))


def order(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return the places of intervals, which stand in the order of record, in the order in which they are folded."""
    placed: list[int] = []
    latest: list[int] = []  # latest[i]: the latest start among placed[: i + 1], which never falls
    for place, (start, end) in enumerate(spans):
        if not latest or latest[-1] < end:
            placed.append(place)
            latest.append(max(latest[-1], start) if latest else start)
            continue
        here = bisect_left(latest, end)
        placed.insert(here, place)
        # What follows begins no earlier than this entry ends, so its own maxima stay as they are.
        latest.insert(here, max(latest[here - 1], start) if here else start)
    return placed
