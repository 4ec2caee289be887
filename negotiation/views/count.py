"""How many entries there are, grouped by what each says of itself."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from msgspec import Struct

from ..domain.errors import InputError
from ..domain.memberships import memberships
from ..domain.record.entry import EffectiveEntry
from ..domain.record.event import acting
from ..domain.record.facts import Facts, facts_of
from ..domain.record.history import History
from .registry import Needs, View
from .timeline import EVERYTHING, Filter, timeline

GROUPS = {
    "kind": "kind",
    "party": "acting",
    "subject": "subject",
    "round": "in_round",
    "source": "sources",
    "says": "says",
    "marking": "marking",
    "recorder": "recorder",
}
"""What entries are grouped by: the facts of an entry; a party is one that acts, not one that is acted upon."""


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

    What a group did is counted with the group and with each of its members then.

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
    for facts, number in history.facts([GROUPS[name] for name in by], among):
        total += number
        counted.update(dict.fromkeys(_of(facts, by), number))
    if "party" in by:
        for entry in _by_groups(history, among):
            facts = facts_of(entry.event, entry.envelope)
            members = facts._replace(acting=memberships(history).acting(entry))
            counted.update(dict.fromkeys(set(_of(members, by)) - set(_of(facts, by)), 1))
    ordered = sorted(counted.items(), key=lambda pair: [(value is None, value or "") for value in pair[0]])
    groups = tuple(Group(dict(zip(by, values, strict=True)), number) for values, number in ordered)
    return Count(history.talks, tuple(by), groups, total)


def _of(facts: Facts, by: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
    """Yield the groups that an entry is in, by its facts."""
    return product(*(_values(getattr(facts, GROUPS[name])) for name in by))


def _by_groups(history: History, among: Collection[int] | None) -> Iterator[EffectiveEntry]:
    """Yield the entries in which groups act: their members do as well, which they do not say themselves."""
    groups = memberships(history)
    own = [history.candidates(parties=group) for group in groups.ever]
    named = {number for numbers in own for number in numbers or ()}
    entries = history.entries if None in own else history.picked(named)
    for entry in entries:
        if (among is None or entry.number in among) and not groups.ever.keys().isdisjoint(acting(entry.event)):
            yield entry


def _values(fact: str | tuple[str, ...] | None) -> tuple[str | None, ...]:
    """Return the groups that an entry is in by one of its facts: one for each of several, or that of nothing."""
    return tuple(dict.fromkeys(fact)) or (None,) if isinstance(fact, tuple) else (fact,)


VIEW = View(count, Needs.HISTORY)
