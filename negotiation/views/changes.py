"""What changed between two moments, on any clock."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from ..domain.aggregates import BY_NAME
from ..domain.components import Subject, acts_in_view, in_view
from ..domain.course import Course
from ..domain.fold import fold, settled, thing_after
from ..domain.proposal.convergence import convergence
from ..domain.proposal.state import Proposal
from ..domain.record.entry import EffectiveEntry
from ..domain.record.event import subject_of
from ..domain.record.history import History
from ..domain.shares import MANY
from ..domain.state import State
from ..domain.talks.state import Talks
from .compared import POSITION, Aspect, aspects
from .label import label
from .registry import Needs, View
from .status import status_of
from .timeline import EntryLine, line_of, versions_made


class Change(Struct, frozen=True):
    """One thing that reads otherwise at the second moment."""

    subject: str
    """The proposal, ``talks``, or another thing with its sort: ``pledge reduce``."""
    what: str
    before: str | None
    after: str | None
    entries: tuple[int, ...]
    """The entries behind the new reading that were not behind the old one; all of them where none is new."""
    entries_before: tuple[int, ...] = ()
    """The entries behind the old reading that are not behind the new one."""


class Changes(Struct, frozen=True):
    """What changed between two moments."""

    talks: str
    clock: str
    before: str
    after: str
    changes: tuple[Change, ...]
    new: tuple[EntryLine, ...]
    """Entries that came into view."""
    gone: tuple[EntryLine, ...]
    """Entries that are no longer in view."""


def changes(after: History, *, before: History, clock: str, first: str, second: str) -> Changes:
    """Compare the talks at two moments.

    Args:
        after: the history at the second.
        before: the history at the first.
        clock: the clock on which the moments lie: at, known or recorded.
        first: the first moment, as it was asked for.
        second: the second moment, as it was asked for.
    """
    then, now = fold(before), fold(after)
    one, two = status_of(then, before), status_of(now, after)
    decisive = _Decisive(after, now)
    found = [decisive.of(change) for change in _compared(aspects(one, then, before), aspects(two, now, after))]
    numbers_before = {entry.number for entry in before.entries}
    numbers_after = {entry.number for entry in after.entries}
    made_now, made_then = versions_made(now), versions_made(then)
    return Changes(
        talks=two.talks or one.talks,
        clock=clock,
        before=first,
        after=second,
        changes=tuple(found),
        new=tuple(line_of(entry, made_now) for entry in after.entries if entry.number not in numbers_before),
        gone=tuple(line_of(entry, made_then) for entry in before.entries if entry.number not in numbers_after),
    )


def told_together(changes: Sequence[Change]) -> list[Change]:
    """Return changes for people: where the positions of many parties changed in the same way, they are one change."""
    groups: dict[tuple[str, str, str | None, str | None], list[Change]] = {}
    for change in changes:
        what = POSITION if change.what.startswith(POSITION) else change.what
        groups.setdefault((change.subject, what, change.before, change.after), []).append(change)
    found: list[Change] = []
    for (_, what, _, _), alike in groups.items():
        if what is not POSITION or len(alike) <= MANY:
            found += alike
            continue
        behind, behind_before = (
            tuple(dict.fromkeys(number for change in alike for number in entries(change)))
            for entries in (attrgetter("entries"), attrgetter("entries_before"))
        )
        words = f"positions of {len(alike)} parties"
        found.append(replace(alike[0], what=words, entries=behind, entries_before=behind_before))
    return found


_TOLD_WITH_ITS_STATUS = frozenset({"version", "text", "words", "set for", "venue"})
"""What of a thing that comes into view is no change of its own."""


def _compared(before: Mapping[tuple[str, str], Aspect], after: Mapping[tuple[str, str], Aspect]) -> list[Change]:
    """Return what reads otherwise, each with the entries that are new behind it, or with all where none is."""
    there_before, there_now = (
        {subject for (subject, _), aspect in found.items() if aspect.words} for found in (before, after)
    )
    found = []
    for subject, what in dict.fromkeys((*after, *before)):
        old, new = before.get((subject, what)), after.get((subject, what))
        appeared = subject not in there_before and what in _TOLD_WITH_ITS_STATUS
        vanished = subject not in there_now and what not in ("status", "state")
        one, two = (reading.words if reading else None for reading in (old, new))
        if one == two or appeared or vanished:
            continue
        was, behind = (reading.entries if reading else () for reading in (old, new))
        fresh = tuple(number for number in behind if number not in was) or behind
        gone = tuple(number for number in was if number not in behind)
        found.append(Change(subject, what, one, two, fresh, gone))
    return found


class _Decisive:
    """Finds which of the entries behind a change of a proposal made the difference."""

    def __init__(self, after: History, now: State) -> None:
        self._after, self._now = after, now
        self._course = Course(acts_in_view(after))
        self._acts: set[int] = set()
        self._own: dict[Subject, list[EffectiveEntry]] = {}
        for entry in after.whole:
            subject = subject_of(entry.event)
            if subject:
                self._own.setdefault(subject, []).append(entry)
            elif entry.event.bears:
                self._acts.add(entry.number)

    def of(self, change: Change) -> Change:
        """Return a change of a label or a text with those of its entries without which it would read otherwise.

        Both weigh all that was said and done, and most of that may change nothing. Where any of several would do, all
        are named; and so is what is said of its entries, and the package that holds it back.
        """
        reading, proposal = _READINGS.get(change.what), self._now.proposals.get(change.subject)
        if reading is None or proposal is None or not change.after:
            return change
        words = reading(self._now.talks, proposal)
        found = tuple(n for n in change.entries if self._reads(reading, proposal.id, n) != words)
        return replace(change, entries=found or change.entries)

    def _reads(self, reading: "_Reading", name: str, without: int) -> str | None:
        """Return how a proposal reads without one of its entries, or without an act of the talks; None of others."""
        own = self._own.get(("proposal", name), [])
        if any(entry.number == without for entry in own):
            talks, found = self._now.talks, self._without(("proposal", name), own, without)
        elif without in self._acts:
            kept = {*self._acts, *(entry.number for entry in own)} - {without}
            state = fold(self._after.only(lambda entry: entry.number in kept))
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
        state.sole[""] = self._now.talks
        BY_NAME[subject[0]].put(state, {subject[1]: thing_after(self._course, subject, left)})
        return settled(state, self._after.moment, self._course, {subject: left}).proposals[subject[1]]


_Reading = Callable[[Talks, Proposal], str]
_READINGS: Mapping[str, _Reading] = {
    "text": convergence,
    "status": lambda talks, proposal: label(talks, proposal, contested=False),
}


VIEW = View(changes, Needs.HISTORY)
