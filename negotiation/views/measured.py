"""What was pledged beside what was measured: arithmetic on numbers of one unit, and never a verdict."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from ..domain.dates.words import in_words
from ..domain.pledge.events import Measurement
from ..domain.pledge.state import Pledge
from ..domain.quantities import Bound, Quantity, bound_in, quantity, quantity_in
from ..domain.record.entry import EffectiveEntry
from ..units import UnitsDiffer, in_unit
from .disputes import Dispute, disputes_of


class Place(StrEnum):
    """Where a number lies."""

    WITHIN = "within the bound"
    ABOVE = "above the bound"
    BELOW = "below the bound"


class Reading(Struct, frozen=True):
    """One measurement, by somebody, of what an indicator looks at."""

    value: str
    """As it was written."""
    quantity: Quantity
    by: str
    on: str | None
    entry: int
    place: Place | None
    """Where it lies; None where there is no bound, or it cannot be compared with it."""
    not_compared: str | None
    """Why it cannot be compared with the bound."""
    sources: tuple[str, ...]
    contested: tuple[Dispute, ...]


class Beside(Struct, frozen=True):
    """What one account says of an indicator, and everything that was measured of it."""

    indicator: str
    pledged: str | None
    """As it was written; None of what no indicator names any more."""
    bound: Bound | None
    """What it is to be, if those words are a bound."""
    according_to: str | None
    entry: int | None
    """The entry that says how it is measured."""
    readings: tuple[Reading, ...]
    """In the order in which they were told."""


def beside(pledge: Pledge, entries: Mapping[int, EffectiveEntry]) -> tuple[Beside, ...]:
    """Return what was pledged, by indicator and account, beside what was measured.

    Only indicators with a bound, and those of which something was measured, are among them.
    """
    found = []
    taken = list(_measured(pledge))
    accounts = _accounts(pledge)
    for name, by, words, entry in accounts:
        limit = bound_in(words)
        readings = tuple(_reading(one, who, at, limit, entries) for one, who, at in taken if one.indicator == name)
        if limit or readings:
            found.append(Beside(name, words, limit, by, entry, readings))
    known = {name for name, _, _, _ in accounts}
    for name in dict.fromkeys(one.indicator for one, _, _ in taken if one.indicator not in known):
        readings = tuple(_reading(one, who, at, None, entries) for one, who, at in taken if one.indicator == name)
        found.append(Beside(name, None, None, None, None, readings))
    return tuple(found)


def _accounts(pledge: Pledge) -> list[tuple[str, str, str, int]]:
    """Return what each indicator looks at by the last word of each who said so, or once where they say the same."""
    last: dict[tuple[str, str], tuple[str, int]] = {}
    for clarification in pledge.clarifications:
        for one in clarification.indicators:
            last.pop((one.name, clarification.by), None)
            last[one.name, clarification.by] = one.text, clarification.entry
    said: dict[tuple[str, str], tuple[str, int]] = {}
    for (name, by), (words, entry) in last.items():
        said[name, words] = by, entry
    return [(name, by, words, entry) for (name, words), (by, entry) in said.items()]


def _measured(pledge: Pledge) -> Iterator[tuple[Measurement, str, int]]:
    """Yield every measurement, with who took it and the entry that tells of it."""
    for observation in pledge.observations:
        yield from ((one, observation.by, observation.entry) for one in observation.measured)
    for verdict in (*pledge.former, *pledge.assessments):
        yield from ((one, verdict.assessor, verdict.entry) for one in verdict.measured)


def _reading(
    one: Measurement, by: str, entry: int, limit: Bound | None, entries: Mapping[int, EffectiveEntry]
) -> Reading:
    read, said = quantity(one.value), entries[entry]
    place, why = None, None
    if limit is not None:
        try:
            place = placed(read, limit)
        except UnitsDiffer as differ:
            why = str(differ)
    contested = disputes_of([said])
    return Reading(one.value, read, by, said.envelope.occurred, entry, place, why, said.envelope.cited, contested)


def placed(read: Quantity, limit: Bound) -> Place:
    """Say where a quantity lies.

    Raises:
        UnitsDiffer: it cannot be compared with the bound.
    """
    if read.of is not None and limit.of is not None and read.of != limit.of:
        raise UnitsDiffer(f"one is of {limit.of}, and the other of {read.of}")
    number = in_unit(read.number, read.unit, limit.unit)
    low = None if limit.low is None else in_unit(limit.low, limit.unit, limit.unit)
    high = None if limit.high is None else in_unit(limit.high, limit.unit, limit.unit)
    if low is not None and (number < low or (limit.strict and number == low)):
        return Place.BELOW
    if high is not None and (number > high or (limit.strict and number == high)):
        return Place.ABOVE
    return Place.WITHIN


def pledged_words(found: Beside, *, by: bool) -> str:
    """Say what an indicator is to be: ``stock: at most 300 kg``, with who says so if that is asked for."""
    who = f" (according to {found.according_to})" if by and found.according_to else ""
    return f"{found.indicator}: {found.pledged}{who}" if found.pledged else found.indicator


def reading_words(one: Reading) -> str:
    """Say what was measured, and where that lies: ``measured 450 kg by IAEA (8 Nov 2019): above the bound``."""
    contested = ", contested" if one.contested else ""
    comes_to = f": {one.place}" if one.place else f": not compared, {one.not_compared}" if one.not_compared else ""
    return f"measured {one.value} by {one.by}{contested} ({in_words(one.on)}){comes_to}"


def beside_words(all_of_it: tuple[Beside, ...]) -> Iterator[tuple[str, int]]:
    """Yield a line for each measurement, beside what was pledged, with the entry that tells of it."""
    several = {one.indicator for one in all_of_it if [o.indicator for o in all_of_it].count(one.indicator) > 1}
    for found in all_of_it:
        pledged = pledged_words(found, by=found.indicator in several)
        for one in found.readings:
            yield f"{pledged}; {reading_words(one)}", one.entry


def baseline_quantity(pledge: Pledge) -> Quantity | None:
    """Return the quantity that the baseline of a pledge is, if it is one."""
    return quantity_in(pledge.baseline)
