"""Reading a group as its members, wherever what is recorded names one in the place of a party."""

from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import TypeVar

from msgspec.structs import replace

from ..values import Model
from .annotations import EntryDisputed
from .entry import EffectiveEntry, Entry
from .event import Acts, Concerns, Fact, NamesParties, facts_by_field, stated

M = TypeVar("M", bound=Model)

Members = Mapping[str, tuple[str, ...]]
"""The members of each group at one moment, by its code; one that has none is read as itself."""


def spelled_out(entry: EffectiveEntry, members: Members) -> tuple[EffectiveEntry, ...]:
    """Return an entry as one that its members did, or several: one for each member where it names a single party.

    A dispute by a group is one by each of those who are its members when the disputed entry happens.

    Args:
        entry: the entry, which may name groups.
        members: who they are, when it happens.
    """
    if not members:
        return (entry,)
    disputes = tuple(one for dispute in entry.disputes for one in _disputed(dispute, members))
    told = entry if disputes == entry.disputes else replace(entry, disputes=disputes)
    if members.keys().isdisjoint(name for _, name in stated(entry.event)):
        return (told,)
    return tuple(replace(told, event=event) for event in each_member(entry.event, members))


def named_groups(model: Model, groups: Collection[str]) -> tuple[str, ...]:
    """Return the groups that an event names and in whose place their members are read, each once."""
    found = (name for fact, name in stated(model) if name in groups and _reads_as_members(fact))
    return tuple(dict.fromkeys(found))


def each_member(model: M, members: Members) -> tuple[M, ...]:
    """Return a value with the members in the place of each group: several values where a field holds one party."""
    choices: list[tuple[str, tuple[object, ...]]] = []
    for name, facts in facts_by_field(type(model)):
        value = getattr(model, name)
        if isinstance(value, tuple):
            choices.append((name, (tuple(_of_several(value, facts, members)),)))
        elif isinstance(value, Model):
            choices.append((name, each_member(value, members)))
        elif value in members and any(map(_reads_as_members, facts)):
            choices.append((name, members[value]))
    names = [name for name, _ in choices]
    made = (dict(zip(names, values, strict=True)) for values in product(*(values for _, values in choices)))
    return tuple(replace(model, **changes) for changes in made)


def _of_several(value: tuple[object, ...], facts: tuple[Fact, ...], members: Members) -> Iterator[object]:
    """Yield the values of a field that holds several; who is named by itself is not told of as a member as well."""
    if not any(isinstance(item, Model) for item in value):
        reads = any(map(_reads_as_members, facts))
        named = ((members.get(str(item), (item,)) if reads else (item,)) for item in value)
        yield from dict.fromkeys(one for several in named for one in several) if reads else value
        return
    told = {party for item in value if (party := _one_party(item)) is not None and party not in members}
    for item in value:
        assert isinstance(item, Model)  # noqa: S101  # a field holds values of one sort
        within = _one_party(item) in members
        for one in each_member(item, members):
            party = _one_party(one)
            if within and party in told:
                continue
            told |= {party} if within and party is not None else set()
            yield one


def _one_party(value: object) -> str | None:
    """Return the party of a value that is of one party: a vote cast, a delegation."""
    if not isinstance(value, Model):
        return None
    own = ((getattr(value, name), facts) for name, facts in facts_by_field(type(value)))
    return next((str(one) for one, facts in own if isinstance(one, str) and any(map(_reads_as_members, facts))), None)


def _reads_as_members(fact: Fact) -> bool:
    return isinstance(fact, NamesParties) or (isinstance(fact, Acts | Concerns) and not fact.as_one)


def _disputed(dispute: Entry, members: Members) -> Iterator[Entry]:
    event = dispute.event
    if isinstance(event, EntryDisputed) and event.by in members:
        yield from (replace(dispute, event=replace(event, by=member)) for member in members[event.by])
    else:
        yield dispute
