"""Numbers with units, and bounds on them, as they are written: ``5 of 12 crossings``, ``at most 3.67 %``."""

import re
from typing import Annotated

from msgspec import Struct

from .values import STRIPPED, Holds, text

Number = int | float

_NUMBER = r"-?\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?"
_UNIT = r"(?!of\b)[^\W\d_][^<>=≤≥,;:]*|[%‰°€$£¥µ][^<>=≤≥,;:]*"
_QUANTITY = re.compile(rf"({_NUMBER})(?:\s+of\s+({_NUMBER}))?(?:\s*({_UNIT}))?")
_BETWEEN = re.compile(rf"between\s+({_NUMBER})(?:\s*({_UNIT}))?\s+and\s+(.*)", re.IGNORECASE)
_STANDS_ALONE = re.compile(r"\s\d")
"""A number within a unit: then it is more than one unit."""
_SOUNDS_LIKE = re.compile(r"-?\d[\d.,\u202f\u00a0]*")

_MAYBE_THOUSANDS = re.compile(r"(?<![\d.,\u202f\u00a0])[1-9]\d{0,2}\.\d{3}(?!\d)")

_SIGNS = {
    "<=": "at most",
    "≤": "at most",
    ">=": "at least",
    "≥": "at least",
    "<": "below",
    ">": "above",
}
_WORDS = {
    "at most": "at most",
    "no more than": "at most",
    "not more than": "at most",
    "up to": "at most",
    "at least": "at least",
    "no less than": "at least",
    "no fewer than": "at least",
    "not less than": "at least",
    "below": "below",
    "less than": "below",
    "fewer than": "below",
    "above": "above",
    "more than": "above",
    "exactly": "exactly",
}
_BOUND = re.compile(rf"({'|'.join((*_SIGNS, *_WORDS))})\s*(.*)", re.IGNORECASE | re.DOTALL)


class Quantity(Struct, frozen=True):
    """A number with a unit."""

    number: Number
    of: Number | None = None
    """Of how many, if it says so: ``5 of 12 crossings``."""
    unit: str = ""


class Bound(Struct, frozen=True):
    """What a number is to be: at most or at least so much, below or above it, exactly that, or between two."""

    low: Number | None = None
    high: Number | None = None
    strict: bool = False
    """Whether the limit itself is beyond the bound: below 5, not at most 5."""
    of: Number | None = None
    unit: str = ""

    @property
    def words(self) -> str:
        """The kind of bound: ``at most``, ``between`` and so on."""
        if self.low is not None and self.high is not None:
            return "exactly" if self.low == self.high else "between"
        if self.high is not None:
            return "below" if self.strict else "at most"
        return "above" if self.strict else "at least"


def quantity(written: str) -> Quantity:
    """Read a number with a unit, if it has one.

    Raises:
        ValueError: it is none, or not written so that it can be read in one way only.
    """
    found = _QUANTITY.fullmatch(written.strip())
    if found is None or _STANDS_ALONE.search(found[3] or ""):
        raise ValueError(_no_quantity(written))
    return Quantity(_number(found[1]), _number(found[2]) if found[2] else None, _unit(found[3]))


def bound(written: str) -> Bound:
    """Read a bound: ``at most 300 kg``, ``>= 5 of 12``, ``between 3 and 5 %``.

    Raises:
        ValueError: it is none.
    """
    text_ = written.strip()
    if between := _BETWEEN.fullmatch(text_):
        low, high = _number(between[1]), quantity(between[3])
        if between[2] and _unit(between[2]) != high.unit:
            raise ValueError(f"'{written}' has two units: write both ends in one, such as between 3 and 5 %")
        if low > high.number:
            raise ValueError(f"'{written}' ends before it begins: the lesser number comes first")
        return Bound(low, high.number, of=high.of, unit=high.unit)
    found = _BOUND.fullmatch(text_)
    if found is None:
        raise ValueError(
            f"'{written[:60]}' is no bound: write at most, at least or between, and a quantity, such as at most 300 kg"
        )
    kind, read = {**_SIGNS, **_WORDS}[found[1].casefold()], quantity(found[2])
    low_, high_ = kind in ("at least", "above", "exactly"), kind in ("at most", "below", "exactly")
    strict = kind in ("below", "above")
    return Bound(read.number if low_ else None, read.number if high_ else None, strict, read.of, read.unit)


def quantity_in(written: str | None) -> Quantity | None:
    """Return the quantity that a text is; None if it is anything else."""
    try:
        return quantity(written or "")
    except ValueError:
        return None


def bound_in(written: str) -> Bound | None:
    """Return the bound that a text is; None if it is anything else, such as a sentence."""
    try:
        return bound(written)
    except ValueError:
        return None


def maybe_thousands(written: str) -> list[str]:
    """Return the numbers of a quantity or a bound that may be meant as thousands: a point, and three figures after it.

    ``40.000`` is one; ``0.125`` and ``1,234.567`` are not, which can be read in one way only.
    """
    read = quantity_in(written) or bound_in(written)
    return _MAYBE_THOUSANDS.findall(written) if read else []


def see_that_it_is_read(written: str) -> None:
    """Refuse a text that is meant as a bound, and cannot be read as one; words that say more are left as they are.

    Raises:
        ValueError: it begins with a sign such as ``<=``, or holds a number that is none.
    """
    found = _BOUND.fullmatch(written.strip())
    if found is None:
        return
    number = _SOUNDS_LIKE.match(found[2])
    if found[1] in _SIGNS or (number and not re.fullmatch(_NUMBER, number[0].rstrip(".,"))):
        bound(written)


class Parted(Struct, frozen=True):
    """A name, and what is said of it."""

    name: str
    said: str


def parted(written: str) -> Parted | None:
    """Part ``stock: at most 300 kg``, ``stock=450 kg`` and ``enrichment<=5 %`` into a name and what is said of it.

    A sign of comparison belongs to what is said, and what stands before an equals sign is the name, colons and all.
    """
    found = re.search(r"<=|>=|[<>=≤≥]", written) or re.search(":", written)
    if found is None:
        return None
    name = written[: found.start()].strip()
    rest = written[found.end() :] if found[0] in "=:" else written[found.start() :]
    return Parted(name if found[0] in "=:" else name.removesuffix(":").strip(), rest.strip())


def _number(written: str) -> Number:
    plain = re.sub(r"[,\u202f\u00a0]", "", written)
    return float(plain) if "." in plain else int(plain)


def _unit(written: str | None) -> str:
    return " ".join((written or "").split())


def _no_quantity(written: str) -> str:
    shown = written if len(written) <= 60 else f"{written[:57]}..."
    number = _SOUNDS_LIKE.match(written.strip())
    if number and not re.fullmatch(_NUMBER, number[0].rstrip(".,")):
        return f"'{shown}' is no quantity: thousands are written as 1,200 and decimals as 3.67"
    return f"'{shown}' is no quantity: write a number and its unit, such as 300 kg, 3.67 % or 5 of 12 crossings"


QuantityText = Annotated[str, text(least=1, most=100), STRIPPED, Holds(quantity)]
"""A number with a unit as it was written: ``300 kg``."""

BoundText = Annotated[str, text(least=1, most=100), STRIPPED, Holds(bound)]
"""A bound as it was written: ``at most 300 kg``."""
