"""Units of measurement: how a number reads in another unit, where a library knows both."""

import re
from decimal import Decimal
from functools import cache
from typing import Any

EXTRA = "units"
"""The extra with which that library, pint, is installed."""

_PLAIN = re.compile(r"[^\W\d_%]{1,30}[23]?(?:[/*·][^\W\d_%]{1,30}[23]?){0,3}|%")
"""Units that are looked up: names with small powers. Anything else could be a sum that takes for ever."""

_SEVERAL = frozenset({"ton", "tons", "gallon", "gallons", "pint", "pints", "quart", "quarts", "barrel", "barrels",
                       "month", "months", "year", "years"})  # fmt: skip
"""Units of which there are several: in different countries or trades, or from one month to the next."""


class UnitsDiffer(Exception):  # it says what is so, and nothing failed
    """Two units that cannot be compared, and why."""


def in_unit(number: float, unit: str, other: str) -> Decimal:
    """Return a number of one unit in another.

    Raises:
        UnitsDiffer: that cannot be done without guessing.
    """
    exact = Decimal(str(number))
    if unit == other:
        return exact
    if not unit or not other:
        raise UnitsDiffer(f"one is in {unit or other}, and the other without a unit")
    several = [name for name in (unit, other) if name.casefold() in _SEVERAL]
    if several:
        raise UnitsDiffer(f"there are several sorts of {several[0]}")
    registry = _registry()
    if registry is None:
        how = f"pip install pint (it comes with the extra '{EXTRA}' of negotiation-log)"
        raise UnitsDiffer(f"{unit} and {other} are different units; to compare them: {how}")
    if not (_PLAIN.fullmatch(unit) and _PLAIN.fullmatch(other)):
        raise UnitsDiffer(f"{unit} and {other} are different units")
    try:
        found: Decimal = registry.Quantity(exact, unit).to(other).magnitude
    except Exception as error:  # whatever the library says of units that it does not know
        raise UnitsDiffer(f"{unit} and {other} are different units") from error
    return found


@cache
def _registry() -> Any:
    """Return what knows units, made when it is first needed; None if it is not installed."""
    try:
        import pint  # noqa: PLC0415  # it takes longer to import than a command takes
    except ImportError:
        return None
    return pint.UnitRegistry(non_int_type=Decimal)
