"""Of which things any view may differ between two histories of one moment: those that do, and what is tied to them."""

from collections.abc import Collection, Iterator, Mapping, MutableMapping
from copy import copy
from typing import TypeVar

from msgspec.structs import replace

from ..domain.aggregates import AGGREGATES
from ..domain.components import Subject
from ..domain.fold import fold
from ..domain.pledge.state import Pledge
from ..domain.proposal.conditions import awaited
from ..domain.proposal.state import Proposal
from ..domain.record.event import TALKS, subject_of
from ..domain.record.history import History
from ..domain.state import State
from .changed_entries import EntryChanges

T = TypeVar("T")


class Focus(MutableMapping[str, T]):
    """A mapping that is asked for everything, and goes through some of it only."""

    def __init__(self, whole: Mapping[str, T], names: Collection[str]) -> None:
        self._whole, self._names = whole, names

    def __getitem__(self, name: str) -> T:
        return self._whole[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._whole if name in self._names)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __setitem__(self, name: str, value: T) -> None:
        raise TypeError("what is looked at is not changed")

    def __delitem__(self, name: str) -> None:
        raise TypeError("what is looked at is not changed")


def affected(before: History, after: History, entries: EntryChanges) -> frozenset[Subject] | None:
    """Return the things of which any view may differ between two histories; None if those may be all.

    Those are the ones that stand otherwise, or of which an entry reads otherwise, and what is tied to these. Where the
    moment differs, or the talks themselves do, it may be all.
    """
    then, now = fold(before), fold(after)
    one, two = (replace(state.talks, sources={}) for state in (then, now))
    if before.moment != after.moment or one != two or now.talks.rule.single_undertaking:
        return None
    found = set(_differing(then, now))
    for entry in entries.touched:
        found |= {subject for subject in (subject_of(entry.event),) if subject}
    rests = {entry.id for entry in entries.touched}
    for state in (then, now):
        found |= {("pledge", name) for name, one in state.pledges.items() if _rests_on(one, rests)}
    return frozenset((*found, *_tied(then, found), *_tied(now, found)))


def focused(history: History, things: Collection[Subject]) -> History:
    """Return a history of which views tell of no other proposals than some, each as it stands among all things.

    Pledges, packages and rounds are fewer, and told of all.
    """
    now = fold(history)
    named = {name for sort, name in things if sort == "proposal"}
    seen = copy(history)
    seen.folded = {"": State(now.sole, Focus(now.proposals, named), now.packages, now.pledges, now.rounds)}
    return seen


def _differing(then: State, now: State) -> Iterator[Subject]:
    for aggregate in AGGREGATES:
        if aggregate.name == TALKS:
            continue
        one, two = aggregate.things(then), aggregate.things(now)
        yield from ((aggregate.name, name) for name in {*one, *two} if one.get(name) != two.get(name))


def _rests_on(pledge: Pledge, ids: Collection[str]) -> bool:
    return any(id_ in ids for verdict in (*pledge.assessments, *pledge.former) for id_ in verdict.evidence)


def _tied(state: State, things: Collection[Subject]) -> Iterator[Subject]:
    """Yield what is tied to some things in a situation, or to a pledge that is tied to one of them in turn."""
    things = _with_pledges(state, things)
    yield from things
    for one, other in _ties(state):
        if one in things:
            yield other
        elif other in things:
            yield one
    # of a package every member tells whether the others are agreed
    for package in state.packages.values():
        members = [("proposal", name) for name in package.proposals] + [("pledge", name) for name in package.pledges]
        if ("package", package.id) in things or any(member in things for member in members):
            yield from (("package", package.id), *members)


def _with_pledges(state: State, things: Collection[Subject]) -> frozenset[Subject]:
    """Return some things, and the pledges that are tied to a pledge among them, be it through others."""
    between = [pair for pair in _ties(state) if pair[0][0] == pair[1][0] == "pledge"]
    found = set(things)
    for _ in between:
        near = {one for pair in between if found & {*pair} for one in pair}
        if near <= found:
            break
        found |= near
    return frozenset(found)


def _ties(state: State) -> Iterator[tuple[Subject, Subject]]:
    for name, proposal in state.proposals.items():
        yield from ((("proposal", name), ("proposal", other)) for other in _named_by(proposal))
    for name, pledge in state.pledges.items():
        if pledge.words and pledge.words.under:
            yield ("pledge", name), ("proposal", pledge.words.under)
        yield from ((("pledge", name), (tie.sort, tie.name)) for tie in pledge.ties)


def _named_by(proposal: Proposal) -> Iterator[str]:
    """Yield the other proposals that one names: what it is linked to, amends, is amended by or waits for."""
    yield from (linked.link.target for linked in proposal.links)
    yield from (name for version in proposal.versions for name in version.amendments)
    if proposal.amends:
        yield proposal.amends.of
    if proposal.ending and proposal.ending.detail:
        yield proposal.ending.detail
    conditions = (position.conditions for position in proposal.positions)
    promised = (step.conditions for step in proposal.guarantors)
    for condition in (condition for found in (*conditions, *promised) for condition in found):
        if other := awaited(condition):
            yield other
