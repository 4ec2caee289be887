"""Which of the entries behind the label or the text of a proposal made it read as it does."""

from collections.abc import Callable, Mapping, Sequence

from ..domain.aggregates import BY_NAME
from ..domain.components import Subject, acts_in_view, in_view
from ..domain.course import Course
from ..domain.fold import fold, settled, thing_after
from ..domain.proposal.convergence import convergence
from ..domain.proposal.state import Proposal
from ..domain.record.entry import EffectiveEntry
from ..domain.record.event import subject_of
from ..domain.record.history import History
from ..domain.state import State
from ..domain.talks.state import Talks
from .label import label


class Decisive:
    """Finds the entries that made proposals read as they do.

    Args:
        history: the history that they were folded from.
        talks: the talks that they are of.
    """

    def __init__(self, history: History, talks: Talks) -> None:
        self._history, self._talks = history, talks
        self._course = Course(acts_in_view(history))
        self._acts: set[int] = set()
        self._own: dict[Subject, list[EffectiveEntry]] = {}
        for entry in history.whole:
            subject = subject_of(entry.event)
            if subject:
                self._own.setdefault(subject, []).append(entry)
            elif entry.event.bears:
                self._acts.add(entry.number)

    def among(self, what: str, entries: tuple[int, ...], proposal: Proposal) -> tuple[int, ...]:
        """Return those of some entries without which a proposal would read otherwise; all of them if none by itself.

        A label and a text weigh all that was said and done, and most of that may change nothing. Where any of several
        would do, all are named; and so is what is said of its entries, and the package that holds it back.

        Args:
            what: the reading: ``status`` or ``text``; of others all entries are returned.
            entries: the entries behind it.
            proposal: the proposal.
        """
        reading = _READINGS.get(what)
        if reading is None:
            return entries
        words = reading(self._talks, proposal)
        return tuple(n for n in entries if self._reads(reading, proposal.id, n) != words) or entries

    def _reads(self, reading: "_Reading", name: str, without: int) -> str | None:
        """Return how a proposal reads without one of its entries, or without an act of the talks; None of others."""
        own = self._own.get(("proposal", name), [])
        if any(entry.number == without for entry in own):
            talks, found = self._talks, self._without(("proposal", name), own, without)
        elif without in self._acts:
            kept = {*self._acts, *(entry.number for entry in own)} - {without}
            state = fold(self._history.only(lambda entry: entry.number in kept))
            talks, found = state.talks, state.proposals.get(name)
        else:
            return None
        return reading(talks, found) if found else None

    def _without(self, subject: Subject, own: Sequence[EffectiveEntry], without: int) -> Proposal | None:
        """Return a proposal as it is without one of its entries, while the talks are as they are."""
        left = in_view(entry for entry in own if entry.number != without)
        if not left:
            return None
        state = State()
        state.sole[""] = self._talks
        BY_NAME[subject[0]].put(state, {subject[1]: thing_after(self._course, subject, left)})
        return settled(state, self._history.moment, self._course, {subject: left}).proposals[subject[1]]


_Reading = Callable[[Talks, Proposal], str]
_READINGS: Mapping[str, _Reading] = {
    "text": convergence,
    "status": lambda talks, proposal: label(talks, proposal, contested=False),
}
