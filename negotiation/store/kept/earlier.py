"""Comparing how things stood at earlier moments of the record, as far as that is kept, with what the record says."""

from collections.abc import Mapping

from ...domain.components import Subject
from ...domain.dates.clocks import ANY, Clocks
from ..port import Keeps, Reads
from . import states
from .standing import KeptHistory

MOST = 300
"""At how many moments of a record it is worked out how things stood, the latest first."""
Places = Mapping[Subject, Mapping[int, int]]
"""Where states lie, by their keys, of each thing."""


def differing_before(reader: Reads, keeps: Keeps, places: Places) -> tuple[list[str], int]:
    """Say what of some states does not follow from the record, and how many were not compared.

    A state is kept under a key of all that it was folded from, which was in view at some moment of the record. Whatever
    changed a thing, or whose agreement it takes, begins such a moment.

    Args:
        reader: the log.
        keeps: what is kept of one talks.
        places: the states that are not on the way to where things stand now.
    """
    left = {subject: dict(found) for subject, found in places.items() if found}
    wrong: list[str] = []
    moments = _moments(keeps, left)
    for number in sorted(moments, reverse=True)[:MOST]:
        things = [subject for subject in moments[number] if left.get(subject)]
        if not things:
            continue
        keys = {key for subject in things for key in left[subject]}
        seen = KeptHistory(reader, keeps, Clocks(at=ANY), number, 0, things, anew=True, keys=keys)
        for state in seen.worth_keeping():
            place = left.get((state.sort, state.name), {}).pop(state.key, None)
            if place is None:
                continue
            kept = states.decode(state.sort, keeps.read([place])[place])
            if kept != states.decode(state.sort, state.state):
                of = f"{state.done} of its entries"
                wrong.append(f"how {state.sort}:{state.name} stood after {of}, before more was recorded of them")
    return wrong, sum(map(len, left.values()))


def _moments(keeps: Keeps, things: Places) -> dict[int, set[Subject]]:
    """Return the numbers of the entries that changed things, each with the things that it changed."""
    found: dict[int, set[Subject]] = {}
    acts = keeps.acts() if things else ()
    for row in keeps.readings() if things else ():
        changed = things if row.number in acts else [(row.sort, row.name)]
        subjects = {subject for subject in changed if subject in things}
        for number in (row.since, row.until) if subjects else ():
            if number is not None and number >= keeps.zoned:
                found.setdefault(number, set()).update(subjects)
    return found
