"""How many entries there are, grouped by what each says of itself."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import product

from msgspec import Struct

from ..domain.errors import InputError
from ..domain.record.entry import EffectiveEntry
from ..domain.record.event import acting, subject_of
from ..domain.record.history import History
from .registry import Needs, View
from .timeline import EVERYTHING, Filter, timeline

GROUPS: dict[str, Callable[[EffectiveEntry], Sequence[str | None]]] = {
    "kind": lambda entry: (entry.event.kind,),
    "party": lambda entry: acting(entry.event),
    "subject": lambda entry: (":".join(subject_of(entry.event) or ()) or None,),
    "round": lambda entry: (entry.envelope.in_round,),
    "source": lambda entry: entry.envelope.cited,
    "says": lambda entry: (entry.envelope.asserted_by,),
    "marking": lambda entry: (entry.envelope.marking,),
    "recorder": lambda entry: (entry.envelope.recorder,),
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
    among = {line.number for line in timeline(history, wanted).lines}
    counted: Counter[tuple[str | None, ...]] = Counter()
    for entry in history.entries:
        if entry.number in among:
            counted.update(product(*(tuple(dict.fromkeys(GROUPS[name](entry))) or (None,) for name in by)))
    ordered = sorted(counted.items(), key=lambda pair: [(value is None, value or "") for value in pair[0]])
    groups = tuple(Group(dict(zip(by, values, strict=True)), number) for values, number in ordered)
    return Count(history.talks, tuple(by), groups, len(among))


VIEW = View(count, Needs.HISTORY)
