"""How many entries there are, grouped by what each says of itself."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import product

from msgspec import Struct

from ..domain.errors import InputError
from ..domain.record.facts import Facts
from ..domain.record.history import History
from .registry import Needs, View
from .timeline import EVERYTHING, Filter, timeline

GROUPS: dict[str, Callable[[Facts], Sequence[str | None]]] = {
    "kind": lambda facts: (facts.kind,),
    "party": lambda facts: facts.acting,
    "subject": lambda facts: (":".join(facts.subject or ()) or None,),
    "round": lambda facts: (facts.in_round,),
    "source": lambda facts: facts.sources,
    "says": lambda facts: (facts.says,),
    "marking": lambda facts: (facts.marking,),
    "recorder": lambda facts: (facts.recorder,),
}
"""What entries are grouped by: the groups that an entry is in; a party is one that acts, not one that is acted upon."""


class Group(Struct, frozen=True):
    """Entries that have the same in common."""

    values: Mapping[str, str | None]
    """What they have in common, by what was asked for; None where they say nothing of the sort."""
    count: int


class Count(Struct, frozen=True):
    """How many entries there are, grouped."""

    talks: str
    by: tuple[str, ...]
    groups: tuple[Group, ...]
    total: int
    """How many entries there are; less than the sum of the groups where one is in several of them."""


def count(history: History, by: Sequence[str] = ("kind",), wanted: Filter = EVERYTHING) -> Count:
    """Count the entries in view; one that has several parties or sources is counted with each.

    Args:
        history: the history at the clocks of the question.
        by: what to group by: some of `GROUPS`; nothing for one group of all.
        wanted: which entries.

    Raises:
        InputError: there is nothing of that name to group by.
    """
    for name in by:
        if name not in GROUPS:
            raise InputError(f"entries cannot be counted by '{name[:80]}'", f"by {', '.join(GROUPS)}")
    among = None if wanted == EVERYTHING else {line.number for line in timeline(history, wanted).lines}
    counted: Counter[tuple[str | None, ...]] = Counter()
    total = 0
    for facts, number in history.facts(among):
        total += number
        for values in product(*(tuple(dict.fromkeys(GROUPS[name](facts))) or (None,) for name in by)):
            counted[values] += number
    ordered = sorted(counted.items(), key=lambda pair: [(value is None, value or "") for value in pair[0]])
    groups = tuple(Group(dict(zip(by, values, strict=True)), number) for values, number in ordered)
    return Count(history.talks, tuple(by), groups, total)


VIEW = View(count, Needs.HISTORY)
