"""What an aggregate is: something that changes as a unit, with its events, its state, its fold and its rules."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from enum import StrEnum
from typing import Generic, Protocol, TypeVar, cast

from msgspec import Struct

from .dates.edtf import Span
from .record.entry import EffectiveEntry
from .record.event import TALKS, Event
from .refusal import Refusal
from .state import State
from .talks.state import Talks

E = TypeVar("E")
S = TypeVar("S")


class Change(StrEnum):
    """What an act of the talks changed that may mean something for other things."""

    SEATS = "whose agreement it takes, what parties weigh, or how dates are read"
    COLLAPSE = "that the talks failed"
    GROUPS = "who is in a group: what is done in its name from then on is done by others"
    SUCCESSION = "who stands in whose place"


class AnyAggregate(Protocol):
    """An aggregate as the fold uses it, whatever its events and its state are."""

    @property
    def name(self) -> str:
        """The sort of thing that it is, which is also its part of the name of a stream."""

    @property
    def kinds(self) -> tuple[type[Event], ...]:
        """What can happen to it."""

    @property
    def own_stream(self) -> bool:
        """Whether each thing has a stream of its own; else its events stand in the stream of the talks."""

    @property
    def reacts(self) -> bool:
        """Whether an act of the talks can mean anything for a thing of this sort."""

    @property
    def first(self) -> Callable[[str], object]:
        """What gives a thing of a name before anything has happened to it."""

    def things(self, state: State) -> Mapping[str, object]:
        """Return every thing of the sort in a state, by name."""

    def put(self, state: State, things: Mapping[str, object]) -> None:
        """Put things into a state."""

    def advance(self, state: State, before: Talks, entry: EffectiveEntry) -> None:
        """Take an entry of one thing into account."""

    def react(self, state: State, before: Talks, entry: EffectiveEntry, change: Change) -> None:
        """Take into account what an act of the talks means for every thing."""

    def refusals(self, state: State, entry: EffectiveEntry) -> Iterator[Refusal]:
        """Yield every rule that an entry breaks if it comes next."""

    def settle(self, state: State, moment: int) -> None:
        """Take the deadlines into account that have passed by an instant; nothing is folded after this."""


def _same(_talks: Talks, thing: S, _when: object) -> S:
    return thing


def _always(_thing: object, _change: Change) -> bool:
    return True


class Aggregate(Struct, Generic[E, S], frozen=True):
    """One aggregate, said once.

    Args:
        name: the sort of thing that it is.
        kinds: its events.
        first: a thing of a name before anything has happened to it.
        of: where a state keeps these things.
        evolve: a thing after an event; total, so that no history can fail to be read.
        rules: the rules that an event breaks where it stands.
        own_stream: whether each has a stream of its own.
        before: a thing as it is when something happens, with what has come about by then through time alone.
        after: a thing with what its last event, or the last act of the talks, means in these talks.
        minds: whether an act of the talks can mean anything for a thing.
        settled: a thing at an instant after its last event.
    """

    name: str
    kinds: tuple[type[Event], ...]
    first: Callable[[str], S]
    of: Callable[[State], MutableMapping[str, S]]
    evolve: Callable[[S, EffectiveEntry, E], S]
    rules: Callable[[State, E, Span], Iterator[Refusal]]
    own_stream: bool = True
    before: Callable[[Talks, S, EffectiveEntry], S] = _same
    after: Callable[[Talks, S, EffectiveEntry], S] = _same
    minds: Callable[[S, Change], bool] = _always
    settled: Callable[[Talks, S, int], S] = _same

    def things(self, state: State) -> Mapping[str, object]:
        """Return every thing of the sort in a state, by name."""
        return self.of(state)

    def put(self, state: State, things: Mapping[str, object]) -> None:
        """Put things into a state."""
        self.of(state).update(cast("Mapping[str, S]", things))

    def advance(self, state: State, before: Talks, entry: EffectiveEntry) -> None:
        """Take an entry of one thing into account."""
        name, things = self._name(entry.event), self.of(state)
        thing = self.before(before, things.get(name) or self.first(name), entry)
        things[name] = self.evolve(thing, entry, cast("E", entry.event))  # the catalogue holds no other subclass
        things[name] = self.after(state.talks, things[name], entry)

    @property
    def reacts(self) -> bool:
        """Whether an act of the talks can mean anything for a thing of this sort."""
        return self.after is not _same

    def react(self, state: State, before: Talks, entry: EffectiveEntry, change: Change) -> None:
        """Take into account what an act of the talks means for every thing."""
        things = self.of(state)
        for name, thing in [(name, thing) for name, thing in things.items() if self.minds(thing, change)]:
            things[name] = self.after(state.talks, self.before(before, thing, entry), entry)

    def refusals(self, state: State, entry: EffectiveEntry) -> Iterator[Refusal]:
        """Yield every rule that an entry breaks if it comes next."""
        return self.rules(state, cast("E", entry.event), entry.placed)

    def settle(self, state: State, moment: int) -> None:
        """Take the deadlines into account that have passed by an instant; nothing is folded after this."""
        if self.settled is _same:
            return
        things = self.of(state)
        for name, thing in things.items():
            things[name] = self.settled(state.talks, thing, moment)

    def _name(self, event: Event) -> str:
        return "" if self.name == TALKS else str(getattr(event, self.name))
