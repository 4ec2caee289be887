"""Every stage that a proposal has had on the formal axis, each since the day from which on views of it say so."""

from collections.abc import Sequence

from msgspec.structs import replace

from .course import Course
from .folding import Fold
from .proposal.stage import passing
from .proposal.state import ABSENT, Proposal, Stage
from .record.entry import EffectiveEntry
from .since import stage_before
from .talks.state import Talks


def stages(course: Course, own: Sequence[EffectiveEntry], found: Proposal, talks: Talks) -> tuple[Stage, ...]:
    """Return the stages of a proposal from its coming to the table to the end of a history, oldest first.

    Args:
        course: the course of the talks.
        own: the entries of the proposal in view, in their order.
        found: the proposal at the end, settled.
        talks: the talks at the end.
    """
    return _as_folded(course, own, found) if found.straight else _by_date(course, own, found, talks)


def _as_folded(course: Course, own: Sequence[EffectiveEntry], found: Proposal) -> tuple[Stage, ...]:
    """Return the stages that the fold goes through, of a proposal whose entries stand in the order of their dates."""
    passed: list[Stage] = []
    now = Fold()
    for _ in course.walk(own, now):
        _note(passed, now.state.proposals.get(found.id))
    _note(passed, now.state.proposals.get(found.id))
    _add(passed, found.stage)
    return tuple(passed)


def _note(passed: list[Stage], proposal: Proposal | None) -> None:
    if proposal is not None:
        _add(passed, proposal.shown)  # what came about through time alone before the last entry
        _add(passed, proposal.stage)


def _add(passed: list[Stage], stage: Stage) -> None:
    """Take one more stage in; one that came and went within an instant was never to be seen."""
    while passed and passed[-1].start >= stage.start and passed[-1] != stage:
        passed.pop()
    if stage.words != ABSENT.words and not (passed and passed[-1].words == stage.words):
        passed.append(stage)


def _by_date(course: Course, own: Sequence[EffectiveEntry], found: Proposal, talks: Talks) -> tuple[Stage, ...]:
    """Return the stages of any proposal: its views of one day after the other."""
    bearing = course.merged(own)
    through_time = passing(talks, found)
    passed: list[Stage] = []
    for end in sorted({entry.occurred.start for entry in bearing} | set(through_time)):
        # What comes about at an instant, by an entry or through time alone, is in the views that end after it.
        stage = stage_before(found.id, (entry for entry in bearing if entry.occurred.start <= end), end + 1)
        if passed and passed[-1].words == stage.words:
            continue
        _add(passed, replace(through_time[end], words=stage.words) if end in through_time else stage)
    _add(passed, found.stage)
    return tuple(passed)
