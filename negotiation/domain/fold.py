"""The fold of a history into where the talks and everything in them stand."""

from collections.abc import Mapping, Sequence

from .aggregates import AGGREGATES, BY_NAME
from .components import Subject, acts_in_view, talks_in_view, things
from .course import Course
from .folding import Fold
from .record.entry import EffectiveEntry, Entry
from .record.history import History, history
from .record.order import order
from .since import by_date
from .state import State
from .talks.state import Talks


def fold(history: History) -> State:
    """Return where the talks and everything in them stand at the end of a history; worked out once for each."""
    known = history.folded.get("")
    if not isinstance(known, State):
        known = history.folded[""] = history.standing() or _folded(history)
    return known


def _folded(history: History) -> State:
    course = Course(acts_in_view(history))
    result = State()
    if acts := talks_in_view(history):
        result.sole[""] = talks_after(acts)
    found = {subject: entries for subject, entries in things(history).items() if entries}
    for subject in by_appearance({subject: (own[0].number, *own[0].placed) for subject, own in found.items()}):
        sort, name = subject
        BY_NAME[sort].put(result, {name: thing_after(course, subject, found[subject])})
    return settled(result, history.moment, course, found)


def talks_after(acts: Sequence[EffectiveEntry]) -> Talks:
    """Return the talks after their own acts, in their order."""
    now = Fold()
    for act in acts:
        now.advance(act)
    return now.state.talks


def thing_after(course: Course, subject: Subject, own: Sequence[EffectiveEntry]) -> object:
    """Return one thing after its own entries, and after what the acts of the talks mean for it."""
    now = Fold()
    for _ in course.walk(own, now):
        pass
    return BY_NAME[subject[0]].things(now.state)[subject[1]]


def by_appearance(first: Mapping[Subject, tuple[int, int, int]]) -> list[Subject]:
    """Return things in the order in which the first entry of each has its place.

    Args:
        first: of that entry the number, and the beginning and the end of the time that its date decides for its place.
    """
    rows = sorted((*place, subject) for subject, place in first.items())
    return [rows[place][-1] for place in order([(begin, end) for _, begin, end, _ in rows])]


def settled(state: State, moment: int, course: Course, own: Mapping[Subject, Sequence[EffectiveEntry]]) -> State:
    """Take into account what has come about by an instant through time alone, and since when, by dates.

    Args:
        state: where everything stands after the last entry.
        moment: the instant.
        course: the course of the talks.
        own: the entries of each thing, at the least of those proposals that are not straight.
    """
    for aggregate in AGGREGATES:
        aggregate.settle(state, moment)
    for name, found in state.proposals.items():
        if not found.straight:
            entries = course.merged(own["proposal", name])
            state.proposals[name] = by_date(state.talks, found, entries)
    return state


def state_of(entries: Sequence[Entry], sort: str, name: str) -> object | None:
    """Return one thing as it is after the entries of its stream: a proposal, a pledge, a round, or the talks.

    Args:
        entries: the entries of the stream, in the order of record.
        sort: the name of its aggregate.
        name: its own name; empty for the talks.
    """
    return BY_NAME[sort].things(fold(history(entries))).get(name)
