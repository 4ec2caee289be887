"""Who was in which group when: by this entries that name a group are read as what its members did."""

from collections.abc import Collection, Iterator, Sequence
from itertools import product

from msgspec.structs import replace

from .components import acts_in_view
from .course import Course
from .record.entry import EffectiveEntry
from .record.event import Acts, Concerns, Event, acting, parties_of, stated
from .record.facts import Facts, Wanted, facts_of
from .record.history import History
from .record.members import Members, spelled_out
from .talks.events import GroupFormed, GroupMembersChanged
from .values import kind_of

FORMED = kind_of(GroupFormed)
"""The kind of entry without which there are no groups."""


class Memberships:
    """Who was in which group when.

    Args:
        acts: the acts of the talks in view, in their order; none where there are no groups.
    """

    def __init__(self, acts: Sequence[EffectiveEntry] = ()) -> None:
        self._course = Course(acts)
        self.ever = dict(_ever(acts))
        """Everybody who was in a group at some time, by its code."""

    def at(self, entry: EffectiveEntry) -> Members:
        """Return the members of each group when an entry happens."""
        (place,) = self._course.places([(entry.number, *entry.placed)])
        return self._course.talks_at(place).members

    def told(self, entry: EffectiveEntry) -> tuple[EffectiveEntry, ...]:
        """Return an entry as told of each member of the groups that it names."""
        return spelled_out(entry, self.at(entry)) if self.ever else (entry,)

    def parties_of(self, entry: EffectiveEntry) -> tuple[str, ...]:
        """Return who has a part in an entry: the parties and groups that it names, and the members of these then."""
        return self._with_members(entry, parties_of(entry.event), set(_stands_for(entry.event)))

    def acting(self, entry: EffectiveEntry) -> tuple[str, ...]:
        """Return who does what happens in an entry: the parties and groups that it names, and their members then."""
        return self._with_members(entry, acting(entry.event), acting(entry.event))

    def _with_members(
        self, entry: EffectiveEntry, named: tuple[str, ...], standing: Collection[str]
    ) -> tuple[str, ...]:
        if self.ever.keys().isdisjoint(standing):
            return named
        members = {group: found for group, found in self.at(entry).items() if group in standing}
        return tuple(dict.fromkeys(one for name in named for one in (name, *members.get(name, ()))))

    def with_members(self, facts: Facts, entry: EffectiveEntry) -> Facts:
        """Return what an entry says of itself, with the members of the groups that it names beside them."""
        if not self.ever:
            return facts
        standing = set(_stands_for(entry.event))
        return facts._replace(
            parties=self._with_members(entry, facts.parties, standing),
            acting=self._with_members(entry, facts.acting, standing),
            addressed=self._with_members(entry, facts.addressed, standing),
        )

    def facts(self, entry: EffectiveEntry) -> Facts:
        """Return the same of an entry as it reads."""
        return self.with_members(facts_of(entry.event, entry.envelope), entry)

    def candidates(self, history: History, asked: Wanted) -> set[int]:
        """Return the numbers of the entries in which the parties that are asked for have a part through a group."""
        named = {field: getattr(asked, field) for field in _OF_PARTIES if getattr(asked, field) is not None}
        if not self.ever or not named:
            return set()
        found: set[int] = set()
        for names in product(*(self.names_of(party) for party in named.values())):
            if names != tuple(named.values()):
                found |= history.candidates(replace(asked, **dict(zip(named, names, strict=True)))) or set()
        entries = ((number, history.by_number[number]) for number in found)
        return {number for number, entry in entries if asked.admits(number, self.facts(entry), entry.occurred)}

    def names_of(self, party: str) -> tuple[str, ...]:
        """Return a party and every group that it was in at some time: under these it has a part in entries."""
        return (party, *(group for group, members in self.ever.items() if party in members))


_OF_PARTIES = ("party", "acting", "addressed")
"""What of entries is asked for by a party."""


def memberships(history: History) -> Memberships:
    """Return who was in which group when, by a history; worked out once for each."""
    known = history.folded.get(FORMED)
    if not isinstance(known, Memberships):
        framing = history.acts(FORMED)
        known = Memberships(() if framing is None else acts_in_view(framing))
        history.folded[FORMED] = known
    return known


def _stands_for(event: Event) -> Iterator[str]:
    """Yield whom an event names so that the members of a group have a part in it: not where it is about the group."""
    for fact, name in stated(event):
        if isinstance(fact, Acts) or (isinstance(fact, Concerns) and not fact.as_one):
            yield name


def _ever(acts: Sequence[EffectiveEntry]) -> Iterator[tuple[str, frozenset[str]]]:
    found: dict[str, set[str]] = {}
    for act in acts:
        match act.event:
            case GroupFormed() as event:
                found.setdefault(event.group, set()).update(event.members)
            case GroupMembersChanged() as event:
                found.setdefault(event.group, set()).update(event.added)
            case Event():
                continue
    yield from ((group, frozenset(members)) for group, members in found.items())
