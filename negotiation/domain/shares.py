"""How many it takes: a number of heads, a share of them, a share of what they weigh, some who must be among them."""

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from .values import Model, Slug

MANY = 12
"""How many parties are named one by one; of more it is told how many they are, while sheets name them all."""

_EXACT = 1e-9
"""Less than by which a share that was written as a fraction may differ."""

Percent = Annotated[float, Meta(gt=0, le=100)]


class Share(Model):
    """A share of a weight that parties have: ``emissions:55%``."""

    name: Slug
    """The weight."""
    percent: Percent

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object]:
        """Read ``emissions:55%``."""
        name, _, share = text.strip().partition(":")
        return {"name": name, "percent": percent_of(share) or share.strip()}


def percent_of(text: str) -> str | float | None:
    """Read a share, ``75%`` or ``2/3``, as a percentage; None if it is none."""
    share = text.strip()
    if share.endswith("%"):
        return share[:-1].strip()
    part, slash, whole = share.partition("/")
    if slash and part.strip().isdecimal() and whole.strip().isdecimal() and int(whole):
        return 100 * int(part) / int(whole)
    return None


def number_words(number: float | Decimal) -> str:
    """Write a number with all its digits, those of thousands in threes: ``1,428,627,663``, ``20.09``."""
    told = format(Decimal(str(number)), ",f")
    return told.rstrip("0").rstrip(".") if "." in told else told


def percent_words(percent: float) -> str:
    """Write a percentage; as a fraction where it is no round one: ``2/3``, for 66.666... %."""
    if abs(percent * 100 - round(percent * 100)) < _EXACT:
        return f"{percent:g} %"
    parts = ((round(percent * whole / 100), whole) for whole in range(3, 100))
    found = (f"{part}/{whole}" for part, whole in parts if abs(100 * part / whole - percent) < _EXACT)
    return next(found, f"{number_words(percent)} %")


class Weight(Struct, frozen=True):
    """What a party weighs."""

    value: float
    of: float | None = None
    """Of how much, where that was said."""
    entry: int = 0


Weights = Mapping[str, Mapping[str, Weight]]
"""What each party weighs, by the name of the weight."""


class Tally(Struct, frozen=True):
    """How much there is of something, and how much it takes."""

    what: str
    have: float
    need: float

    @property
    def met(self) -> bool:
        """Whether there is enough."""
        return self.have >= self.need - 1e-9

    @property
    def words(self) -> str:
        """Say how much there is: ``28 of 55 parties``, ``38 of 55 % of emissions``."""
        if self.what in ("parties", "named parties"):
            return f"{self.have:g} of {self.need:g} {self.what}"
        return f"{_shown(self.have)} of {number_words(self.need)} % of {self.what}"


def tallies(
    agreeing: Collection[str],
    parties: Collection[str],
    weights: Weights,
    *,
    count: int | None = None,
    percent: float | None = None,
    shares: Collection[tuple[str, float]] = (),
    including: Collection[str] = (),
) -> Iterator[Tally]:
    """Yield how much there is of all that it takes.

    Args:
        agreeing: who has agreed.
        parties: those among whom heads are counted.
        weights: what parties weigh.
        count: how many it takes.
        percent: which share of the heads it takes.
        shares: which share of which weights it takes.
        including: who must be among them.
    """
    heads = sum(1 for party in parties if party in agreeing)
    if count is not None:
        yield Tally("parties", heads, count)
    if percent is not None:
        yield Tally("the parties", 100 * heads / len(parties) if parties else 0, percent)
    for name, needed in shares:
        yield Tally(name, weighed(weights.get(name, {}), parties, agreeing), needed)
    if including:
        yield Tally("named parties", sum(1 for party in including if party in agreeing), len(including))


def weighed(weights: Mapping[str, Weight], parties: Collection[str], agreeing: Collection[str]) -> float:
    """Return which share of a weight some parties have, in per cent.

    The whole is what was said that it is; else 100, as of percentages, unless the parties weigh more than that
    together: then it is what they weigh.
    """
    among = parties if isinstance(parties, AbstractSet | Mapping) else frozenset(parties)
    there = {party: weight for party, weight in weights.items() if party in among}
    said = [weight.of for weight in there.values() if weight.of is not None]
    whole = said[-1] if said else max(100.0, sum(weight.value for weight in there.values()))
    return 100 * sum(weight.value for party, weight in there.items() if party in agreeing) / whole if whole else 0


def _shown(share: float) -> str:
    """Write a share so that it does not look like enough where it is not."""
    return f"{int(share * 100 + 1e-6) / 100:g}"
