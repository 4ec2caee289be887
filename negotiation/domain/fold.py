"""The fold of a history into where the talks and everything in them stand."""

from collections.abc import Sequence

from .aggregates import AGGREGATES, BY_NAME
from .components import acts_in_view, components
from .course import Course
from .folding import Fold
from .record.entry import EffectiveEntry, Entry
from .record.event import TALKS, subject_of
from .record.history import History, history
from .record.order import in_order
from .since import by_date
from .state import State
from .talks.events import StatementRecorded


def fold(history: History) -> State:
    """Return where the talks and everything in them stand at the end of a history; worked out once for each."""
    known = history.folded.get("")
    if not isinstance(known, State):
        known = history.folded[""] = _folded(history)
    return known


def _folded(history: History) -> State:
    result = State()
    course: Course | None = None
    bent: dict[str, Sequence[EffectiveEntry]] = {}
    for component in components(history):
        now = Fold()
        if component.subjects:
            course = course or Course(acts_in_view(history))
            for _ in course.walk(component.entries, now):
                pass
        else:
            for entry in component.entries:
                now.advance(entry)
        for aggregate in AGGREGATES:
            if aggregate.name != TALKS or not component.subjects:
                aggregate.put(result, aggregate.things(now.state))
        bent.update((name, component.entries) for name, found in now.state.proposals.items() if not found.straight)
    if not history.straight:
        _by_appearance(history, result)
    for aggregate in AGGREGATES:
        aggregate.settle(result, history.moment)
    for name, entries in bent.items():
        result.proposals[name] = by_date(result.talks, result.proposals[name], entries)
    return result


def state_of(entries: Sequence[Entry], sort: str, name: str) -> object | None:
    """Return one thing as it is after the entries of its stream: a proposal, a pledge, a round, or the talks.

    Args:
        entries: the entries of the stream, in the order of record.
        sort: the name of its aggregate.
        name: its own name; empty for the talks.
    """
    return BY_NAME[sort].things(fold(history(entries))).get(name)


def _by_appearance(history: History, result: State) -> None:
    """Put everything in the order in which the acts of the history first speak of it; no statement bears on that."""
    acts = [entry for entry in history.entries if not isinstance(entry.event, StatementRecorded)]
    if len(acts) < len(history.entries):  # else they stand in their order already
        acts = list(in_order(acts))
    names = dict.fromkeys(subject for entry in acts if (subject := subject_of(entry.event)))
    for aggregate in AGGREGATES:
        if aggregate.name != TALKS:
            aggregate.arrange(result, [name for sort, name in names if sort == aggregate.name])
