"""How many entries, proposals, pledges or formal acts there are, grouped by what each says of itself."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, groupby, product

from msgspec import Struct
from msgspec.structs import replace

from ..domain.dates.periods import PERIODS
from ..domain.errors import InputError
from ..domain.record.history import History
from .countable import COUNTABLES, Countable
from .filter import EVERYTHING, Filter
from .registry import Needs, View
from .timeline import chosen

TALKS = "talks"
"""What several talks can be grouped by beside what is counted: which talks it is in."""
_Key = tuple[str | None, ...]


class Group(Struct, frozen=True):
    """Things that have the same in common."""

    values: Mapping[str, str | None]
    """What they have in common, by what was asked for; None where they say nothing of the sort."""
    count: int
    so_far: int | None = None
    """With those of the periods before that have all else in common; None if not asked for, or without a period."""


class GroupTotal(Struct, frozen=True):
    """How many have one thing in common, whatever else they say; each counted once."""

    by: str
    value: str | None
    count: int


class Count(Struct, frozen=True):
    """How many there are, grouped."""

    what: str
    talks: str | None
    """The talks; None if they are several."""
    among: int
    """In how many talks was counted."""
    by: tuple[str, ...]
    groups: tuple[Group, ...]
    totals: tuple[GroupTotal, ...]
    """For each thing that is grouped by, how many say what of it; none where they are grouped by one thing alone."""
    total: int
    """How many there are; less than the sum of the groups where one is in several of them."""


def count(
    history: History,
    by: Sequence[str] | None = None,
    wanted: Filter = EVERYTHING,
    *,
    what: str = "entries",
    cumulative: bool = False,
) -> Count:
    """Count what is in view; what has several parties or sources is counted with each.

    What a group did is counted with the group and with each of its members then.

    Args:
        history: the history at the clocks of the question.
        by: what to group by: some of what `COUNTABLES` says; nothing for one group of all; the usual one if None.
        wanted: which entries; what is none itself is counted by the entry that brought it about.
        what: what to count: one of `COUNTABLES`.
        cumulative: add up to the end of each day, month or year, which is among what is grouped by.

    Raises:
        InputError: there is nothing of that name to count or to group by, or no period to add up by.
    """
    return counted([(history, wanted)], by, what=what, cumulative=cumulative)


def counted(
    histories: Iterable[tuple[History, Filter]],
    by: Sequence[str] | None = None,
    *,
    what: str = "entries",
    cumulative: bool = False,
) -> Count:
    """Count what is in view of several talks together, as :func:`count` does; by ``talks`` too.

    Args:
        histories: the history of each talks at the clocks of the question, with which of its entries.
        by: what to group by; `talks` for the talks.
        what: what to count.
        cumulative: add up to the end of each day, month or year.

    Raises:
        InputError: as for :func:`count`.
    """
    countable, groups = _asked(what, by, cumulative=cumulative)
    found: Counter[_Key] = Counter()
    margins: Counter[tuple[str, str | None]] = Counter()
    total, talks = 0, []
    own = [name for name in groups if name != TALKS]
    for history, wanted in histories:
        talks.append(history.talks)
        among = chosen(history, wanted)
        for facts, number in countable.found(history, own, among):
            total += number
            said = {**facts, TALKS: (history.talks,)}
            for name in groups:
                margins.update({(name, value): number for value in said[name]})
            found.update(dict.fromkeys(product(*(said[name] for name in groups)), number))
    told = [
        Group(dict(zip(groups, key, strict=True)), number)
        for key, number in sorted(found.items(), key=_order)
        if number
    ]
    return Count(
        what=what,
        talks=talks[0] if len(talks) == 1 else None,
        among=len(talks),
        by=groups,
        groups=tuple(_added_up(told, groups) if cumulative else told),
        totals=tuple(_totals(margins, groups)) if len(groups) > 1 else (),
        total=total,
    )


def _asked(what: str, by: Sequence[str] | None, *, cumulative: bool) -> tuple[Countable, tuple[str, ...]]:
    """Return what is counted, and by what.

    Raises:
        InputError: there is nothing of that name to count or to group by, or no period to add up by.
    """
    if what not in COUNTABLES:
        raise InputError(f"'{what[:80]}' cannot be counted", f"what can: {', '.join(COUNTABLES)}")
    countable = COUNTABLES[what]
    groups = tuple(dict.fromkeys((countable.usual,) if by is None else by))
    for name in groups:
        if name not in (*countable.groups, TALKS):
            hint = f"by {', '.join((*countable.groups, TALKS))}"
            raise InputError(f"{what} cannot be counted by '{name[:80]}'", hint)
    if cumulative and len(PERIODS.keys() & set(groups)) != 1:
        raise InputError("what is added up is added up by one period", f"name it: --by {'|'.join(PERIODS)}")
    return countable, groups


def _order(pair: tuple[_Key, int]) -> list[tuple[bool, str]]:
    return [(value is None, value or "") for value in pair[0]]


def _totals(margins: Counter[tuple[str, str | None]], groups: Sequence[str]) -> Iterable[GroupTotal]:
    for name in groups:
        own = {(value,): number for (by, value), number in margins.items() if by == name and number}
        yield from (GroupTotal(name, key[0], number) for key, number in sorted(own.items(), key=_order))


def _added_up(groups: Sequence[Group], by: Sequence[str]) -> Iterable[Group]:
    """Yield groups with how many there are up to the end of the period of each, those with the same else together."""
    place = next(index for index, name in enumerate(by) if name in PERIODS)

    def rest(group: Group) -> list[tuple[bool, str]]:
        values = tuple(group.values.values())
        return _order(((*values[:place], *values[place + 1 :]), 0))

    for _, same in groupby(sorted(groups, key=rest), rest):  # the sort keeps the order of the periods
        own = list(same)
        dated = [group for group in own if group.values[by[place]] is not None]
        sums = accumulate(group.count for group in dated)
        yield from (replace(group, so_far=number) for group, number in zip(dated, sums, strict=True))
        yield from own[len(dated) :]


VIEW = View(count, Needs.HISTORY, of_entries=True)
