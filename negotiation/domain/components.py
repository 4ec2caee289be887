"""The components into which a history falls: what bears on each other is folded together, and nothing else is.

Where dates overlap, the order of two entries can hang on a third one. So that the state of a proposal never hangs on
one that has nothing to do with it, each thing (a proposal, a pledge, a round) is folded with those that it is tied to
and with the acts of the talks that its rules look at; and the talks are folded by themselves. A decision looks at the
same entries. What lies ahead has its place in the order too, so that no moment of a view has an order of its own.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from .record.entry import EffectiveEntry
from .record.event import TALKS, subject_of
from .record.history import History
from .record.order import in_order
from .references import tied
from .talks.events import DecisionRuleSet, StatementRecorded

Subject = tuple[str, str]


class Component(Struct, frozen=True):
    """Entries that are folded together, in their order."""

    entries: Sequence[EffectiveEntry]
    subjects: frozenset[Subject] | None
    """The things of the component; none for the talks by themselves; None if it is the whole history."""

    def judges(self, entry: EffectiveEntry) -> bool:
        """Say whether the entry is judged by the rules in this component, and not only seen in it."""
        if self.subjects is None:
            return True
        subject = subject_of(entry.event)
        return subject in self.subjects if subject else not self.subjects


def components(history: History) -> Iterator[Component]:
    """Yield the components of a history, the talks first: one only if its order is that of the record everywhere."""
    if history.straight:
        yield Component(history.entries, None)
        return
    talks = _talks(history)
    yield Component(_in_view(talks), frozenset())
    acts = [e for e in talks if e.event.bears]
    whole = any(isinstance(e.event, DecisionRuleSet) and e.event.rule.single_undertaking for e in acts)
    for subjects, group in _groups(history.whole, whole=whole):
        yield Component(_in_view([*acts, *group]), subjects)


def acts_in_view(history: History) -> tuple[EffectiveEntry, ...]:
    """Return the acts of the talks that are folded with every component, in the order that they have by themselves."""
    return _in_view([entry for entry in _talks(history) if entry.event.bears])


def _talks(history: History) -> list[EffectiveEntry]:
    return [e for e in history.whole if e.event.aggregate == TALKS and not isinstance(e.event, StatementRecorded)]


def _in_view(entries: Sequence[EffectiveEntry]) -> tuple[EffectiveEntry, ...]:
    return tuple(entry for entry in in_order(entries) if not entry.ahead)


def _groups(
    entries: Sequence[EffectiveEntry], *, whole: bool
) -> Iterator[tuple[frozenset[Subject], list[EffectiveEntry]]]:
    """Yield the things that are tied to each other, directly or through others, with their entries.

    Args:
        entries: the entries of the history.
        whole: all proposals are tied to each other, since nothing is agreed until everything is agreed.
    """
    own = [(subject, e) for e in entries if (subject := subject_of(e.event))]
    leader: dict[Subject, Subject] = {}

    def find(name: Subject) -> Subject:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    first: Subject | None = None
    for subject, entry in own:
        for other in tied(entry.event):
            leader[find(other)] = find(subject)
        if whole and subject[0] == "proposal":
            first = first or subject
            leader[find(subject)] = find(first)
    groups: dict[Subject, list[tuple[Subject, EffectiveEntry]]] = {}
    for subject, entry in own:
        groups.setdefault(find(subject), []).append((subject, entry))
    for group in groups.values():
        yield frozenset(subject for subject, _ in group), [entry for _, entry in group]
