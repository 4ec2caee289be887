"""The components into which a history falls: what bears on each other is judged together, and nothing else is.

Where dates overlap, the order of two entries can hang on a third one. So that the state of a proposal never hangs on
one that has nothing to do with it, each thing (a proposal, a pledge, a round) is folded by itself, in the course of the
talks; its rules are judged with those that it is tied to; and the talks are folded by themselves. A decision looks at
the same entries. What lies ahead has its place in the order too, so that no moment of a view has an order of its own.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from .record.entry import EffectiveEntry
from .record.event import TALKS, subject_of
from .record.history import History
from .record.order import in_order
from .references import tied
from .talks.events import DecisionRuleSet, StatementRecorded

Subject = tuple[str, str]


class Component(Struct, frozen=True):
    """The entries of things that are tied to each other, in their order."""

    entries: Sequence[EffectiveEntry]
    subjects: frozenset[Subject]
    """The things of the component."""


def components(history: History) -> Iterator[Component]:
    """Yield the components of a history, without the talks."""
    for subjects, group in _groups(history.whole, whole=single_undertaking(history)):
        yield Component(_together(group), subjects)


def single_undertaking(history: History) -> bool:
    """Say whether nothing is agreed until everything is agreed, be it only for a time: all proposals are tied then."""
    rules = [e.event.rule for e in _acts(history) if isinstance(e.event, DecisionRuleSet)]
    return any(rule.single_undertaking for rule in rules)


def things(history: History) -> dict[Subject, tuple[EffectiveEntry, ...]]:
    """Return the entries of each thing, in the order that they have by themselves."""
    return {subject: in_view(entries) for subject, entries in _by_thing(history.whole).items()}


def _together(entries: Sequence[EffectiveEntry]) -> tuple[EffectiveEntry, ...]:
    """Return the entries in view of several things, those of each in the order that they have by themselves."""
    own = {subject: iter(in_order(found)) for subject, found in _by_thing(entries).items()}
    together = (next(own[subject_of(slot.event) or ("", "")]) for slot in in_order(entries))
    return tuple(entry for entry in together if not entry.ahead)


def talks_in_view(history: History) -> tuple[EffectiveEntry, ...]:
    """Return the entries of the talks themselves but the statements: the acts in their order, then what only informs.

    Sources, and items of the agenda, change nothing else; so where their dates are vague they turn no act round.
    """
    return (*acts_in_view(history), *in_view(entry for entry in _acts(history) if not entry.event.bears))


def acts_in_view(history: History) -> tuple[EffectiveEntry, ...]:
    """Return the acts of the talks that bear on other things, in the order that they have by themselves."""
    return in_view(entry for entry in _acts(history) if entry.event.bears)


def in_view(entries: Iterable[EffectiveEntry]) -> tuple[EffectiveEntry, ...]:
    """Return entries without those that lie ahead, which have their places in the order too."""
    return tuple(entry for entry in in_order(entries) if not entry.ahead)


def _acts(history: History) -> list[EffectiveEntry]:
    return [e for e in history.whole if e.event.aggregate == TALKS and not isinstance(e.event, StatementRecorded)]


def _by_thing(entries: Iterable[EffectiveEntry]) -> dict[Subject, list[EffectiveEntry]]:
    own: dict[Subject, list[EffectiveEntry]] = {}
    for entry in entries:
        if subject := subject_of(entry.event):
            own.setdefault(subject, []).append(entry)
    return own


def _groups(
    entries: Sequence[EffectiveEntry], *, whole: bool
) -> Iterator[tuple[frozenset[Subject], list[EffectiveEntry]]]:
    """Yield the things that are tied to each other, directly or through others, with their entries.

    Args:
        entries: the entries of the history.
        whole: all proposals are tied to each other, since nothing is agreed until everything is agreed.
    """
    own = [entry for entry in entries if subject_of(entry.event)]
    leader: dict[Subject, Subject] = {}

    def find(name: Subject) -> Subject:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    first: Subject | None = None
    for subject, entry in _with_subject(own):
        for other in tied(entry.event):
            leader[find(other)] = find(subject)
        if whole and subject[0] == "proposal":
            first = first or subject
            leader[find(subject)] = find(first)
    groups: dict[Subject, list[EffectiveEntry]] = {}
    for subject, entry in _with_subject(own):
        groups.setdefault(find(subject), []).append(entry)
    for group in groups.values():
        yield frozenset(subject for subject, _ in _with_subject(group)), group


def _with_subject(entries: Iterable[EffectiveEntry]) -> Iterator[tuple[Subject, EffectiveEntry]]:
    """Yield entries with the thing that each happened to, without those that happened to the talks."""
    for entry in entries:
        if subject := subject_of(entry.event):
            yield subject, entry
