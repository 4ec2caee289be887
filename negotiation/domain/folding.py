"""Folding entry by entry: how each changes where things stand, and which rules it breaks if it comes next."""

from collections import UserDict
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from .aggregate import Change
from .aggregates import AGGREGATES, BY_NAME
from .dates.edtf import Span
from .proposal.stage import at_instant
from .proposal.state import Proposal
from .record.entry import EffectiveEntry
from .record.event import TALKS
from .record.members import named_groups, spelled_out
from .refusal import Refusal
from .state import State
from .talks.presence import memberless
from .talks.state import Phase, Talks

REACTING = tuple(aggregate for aggregate in AGGREGATES if aggregate.reacts)
"""The aggregates for which an act of the talks can mean something."""


class Fold(Struct):
    """A state that is folded entry by entry."""

    state: State = field(default_factory=State)

    def advance(self, entry: EffectiveEntry) -> None:
        """Take one more entry into account; total, whatever the entry."""
        name = entry.event.aggregate
        if name == TALKS:
            self._act(entry)
        elif name:
            for one in self._by_its_members(entry):
                BY_NAME[name].advance(self.state, self.state.talks, one)

    def _by_its_members(self, entry: EffectiveEntry) -> tuple[EffectiveEntry, ...]:
        """Return what a group does as done by each of those who are its members by now.

        Nothing beyond this point knows of groups: neither the aggregates nor their rules.
        """
        talks = self.state.talks
        return spelled_out(entry, talks.members) if talks.groups else (entry,)

    def _act(self, entry: EffectiveEntry) -> None:
        before = self.state.talks
        for one in self._by_its_members(entry):
            BY_NAME[TALKS].advance(self.state, self.state.talks, one)
        change = change_of(before, self.state.talks)
        if change is not None:
            for aggregate in REACTING:
                aggregate.react(self.state, before, entry, change)

    def refusals(self, entry: EffectiveEntry) -> Iterator[Refusal]:
        """Yield the rules that the entry breaks if it comes next."""
        name = entry.event.aggregate
        if name:
            now = State(
                self.state.sole,
                _Heard(self.state, entry.placed),
                self.state.packages,
                self.state.pledges,
                self.state.rounds,
            )
            if nobody := tuple(memberless(self.state.talks, named_groups(entry.event, self.state.talks.groups))):
                yield from nobody
                return
            own = (BY_NAME[name].refusals(now, one) for one in self._by_its_members(entry))
            yield from _of_all(tuple(map(tuple, own)))


def _of_all(found: Sequence[Sequence[Refusal]]) -> Iterator[Refusal]:
    """Yield the rules that an entry breaks which is done by several, given those that it breaks for each.

    It says something new if it does for any of them.
    """
    new = len(found) > 1 and not all(any(refusal.of_new for refusal in own) for own in found)
    yield from dict.fromkeys(refusal for own in found for refusal in own if not (new and refusal.of_new))


def change_of(before: Talks, after: Talks) -> Change | None:
    """Return what an act of the talks changed that may mean something for other things; None if nothing."""
    if after.weights is not before.weights or after.timezone != before.timezone:
        return Change.SEATS
    rules = (after.rule, *(own.rule for own in after.rules.values()))
    if after.negotiating is not before.negotiating and any(rule.kind != "named-set" for rule in rules):
        return Change.SEATS
    framed = ((after.rule, before.rule), (after.rules, before.rules), (after.groups, before.groups))
    if any(one is not other for one, other in framed) and _seats(after) != _seats(before):
        return Change.SEATS
    if after.succession != before.succession:
        return Change.SUCCESSION
    if after.phase is Phase.COLLAPSED and before.phase is not Phase.COLLAPSED:
        return Change.COLLAPSE
    return Change.GROUPS if after.groups is not before.groups and after.groups != before.groups else None


def _seats(talks: Talks) -> tuple[object, ...]:
    """Return whose agreement it takes, on questions of each kind."""
    own = [talks.deciders_on(question) for question in talks.rules]  # which may name groups
    return talks.deciders, talks.rules, own


class _Heard(UserDict[str, Proposal]):
    """Proposals as they are when something happens: each is looked at when asked for.

    What happens some time in a day comes after a silence that expires on that day, and in time on a last day.
    """

    def __init__(self, state: State, when: Span) -> None:
        self._state = state
        self._when = when
        self.data = state.proposals  # type: ignore[assignment]

    def __getitem__(self, name: str) -> Proposal:
        found = self._state.proposals[name]
        return at_instant(self._state.talks, found, self._when.end, lapses=self._when.start)
