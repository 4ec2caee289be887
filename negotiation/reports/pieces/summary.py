"""A summary in sentences: where the talks stand, on which clocks, what there is of what, what is due and contested."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ...domain.dates.words import in_words
from ...domain.record.history import History
from ...rendering.apparatus import Apparatus
from ...rendering.document import Passage
from ...views.changes import Changes
from ...views.course import Course
from ...views.due_item import DueItem
from ...views.phrases import decision_words, listed
from ...views.sources import Sources
from ...views.status import Status
from .cautions import contested, count, due, mended, named, unsourced, was
from .chosen import FEW

_DAY = len("2022-03-29")
FEW_PLEDGES = 3
"""How many pledges have a sentence each."""


class Summed(Struct, frozen=True):
    """The views that a summary is made of."""

    status: Status
    course: Course
    due: tuple[DueItem, ...]
    sources: Sources
    changes: Changes | None
    since: str
    """Since when the changes are told, in words; empty if no moment was given."""


def sentences(
    found: Summed, history: History, apparatus: Apparatus, clocks: Sequence[tuple[str, str]]
) -> list[Passage]:
    """Return the sentences of a summary.

    Args:
        found: the views.
        history: the history that they are of.
        apparatus: the apparatus of the report.
        clocks: what each of the three clocks lets into view.
    """
    return [
        _talks(found.status, apparatus),
        *_gone(apparatus),
        _seen(clocks),
        _extent(found, history),
        *_proposals(found, apparatus),
        *_amendments(found.course),
        *_pledges(found.status),
        *_last(history, apparatus),
        *_changed(found),
        *due(found.due, apparatus),
        contested(history, apparatus),
        unsourced(found.sources, history),
        *mended(history, apparatus),
    ]


def _talks(status: Status, apparatus: Apparatus) -> Passage:
    talks = apparatus.now.talks
    there = [party for party in talks.parties.values() if party.present]
    apparatus.see(party.entry for party in there)
    negotiating = [party.name or party.code for party in there if party.negotiates]
    by: dict[str, list[str]] = {}
    for party in there:
        others = [str(role) for role in party.roles if role != "negotiating"]
        if others:
            by.setdefault(listed(others), []).append(party.name or party.code)
    with_whom = f" between {named(negotiating)}" if len(negotiating) > 1 else ""
    beside = f" ({'; '.join(f'{roles}: {named(names)}' for roles, names in by.items())})" if by else ""
    phase = {"not open": "not in view as opened", "active": "going on"}.get(status.phase, status.phase)
    what = f"The talks{with_whom}{beside} are {phase}. They decide by {decision_words(talks)}."
    return apparatus.claim(what, talks.phase_entry)


def _gone(apparatus: Apparatus) -> Iterator[Passage]:
    """Yield those who were at the talks and are not any more, each with the entry of its leaving."""
    for party in apparatus.now.talks.parties.values():
        if not party.present:
            entry = apparatus.entries.get(party.entry)
            on = f" on {in_words(entry.envelope.occurred)}" if entry and entry.envelope.occurred else ""
            yield apparatus.claim(f"{party.name or party.code} left the talks{on}.", party.entry)


def _seen(clocks: Sequence[tuple[str, str]]) -> Passage:
    told = dict(clocks)
    known = "at any time" if told["Known"].startswith("whenever") else told["Known"]
    deadlines = f" Deadlines are worked out {told['Deadlines']}." if "Deadlines" in told else ""
    return Passage(
        f"This dossier tells what happened {told['Happened']}, became known {known}, and was recorded"
        f" {told['Recorded']}.{deadlines}"
    )


def _extent(found: Summed, history: History) -> Passage:
    course = found.course
    held = [one for one in course.rounds if one.opened]
    amending = sum(lane.amends is not None for lane in course.lanes)
    things = (
        (len(course.lanes) - amending, "proposal"),
        (amending, "amendment"),
        (len(found.status.packages), "package"),
        (len(course.pledges), "pledge"),
        (len(held), "round"),
        (len(course.statements), "statement"),
        (len(found.sources.sources), "source"),
    )
    told = listed([count(number, what) for number, what in things if number]) or "nothing on the table yet"
    dates = ""
    if course.first and course.last:
        one_day = course.first[:_DAY] == course.last[:_DAY]
        first, last = in_words(course.first), in_words(course.last)
        dates = f", dated {in_words(course.first[:_DAY])}" if one_day else f", dated from {first} to {last}"
    return Passage(f"It rests on {count(len(history.entries), 'entry')}{dates}: {told}.")


def _proposals(found: Summed, apparatus: Apparatus) -> Iterator[Passage]:
    """Yield a sentence for each way in which proposals stand; of very many, how many are in which stage."""
    amending = {lane.name for lane in found.course.lanes if lane.amends is not None}
    by: dict[str, list[str]] = {}
    for one in found.status.proposals:
        apparatus.see((one.formal.entry,))
        if one.proposal not in amending:
            by.setdefault(one.label, []).append(one.title or one.proposal)
    whole = sum(map(len, by.values()))
    if whole > FEW:
        stages = Counter(one.formal.stage for one in found.status.proposals if one.proposal not in amending)
        told = [f"{number:,} {stage}" for stage, number in stages.most_common()]
        yield Passage(f"Of {whole:,} proposals: {listed(told)}.")
        return
    for label, names in by.items():
        lead = "One proposal stands as" if len(names) == 1 else f"{len(names):,} proposals stand as"
        yield Passage(f"{lead} “{label}”: {named(names)}.")


def _amendments(course: Course) -> Iterator[Passage]:
    """Yield what became of the amendments: those that are part of their text by now, and the others as they stand."""
    moved = [lane for lane in course.lanes if lane.amends is not None]
    joined = [lane for lane in moved if lane.joined is not None]
    if joined:
        has = "One amendment has" if len(joined) == 1 else f"{len(joined):,} amendments have"
        yield Passage(f"{has} become part of the text: {named(f'{one.name} of {one.amends}' for one in joined)}.")
    by: dict[str, list[str]] = {}
    for lane in moved:
        if lane.joined is None:
            by.setdefault(lane.now, []).append(f"{lane.name} to {lane.amends}")
    for words, names in by.items():
        lead = "One amendment stands as" if len(names) == 1 else f"{len(names):,} amendments stand as"
        yield Passage(f"{lead} “{words}”: {named(names)}.")


def _pledges(status: Status) -> Iterator[Passage]:
    """Yield what is found of the pledges: of few each, of more how many are found to be what."""
    if 0 < len(status.pledges) <= FEW_PLEDGES:
        for pledge in status.pledges:
            ended = f"{pledge.label}; " if pledge.ended else ""
            yield Passage(f"The pledge {pledge.pledge} of {listed(pledge.words.by)}: {ended}{pledge.kept.words}.")
        return
    by = Counter(
        "ended" if one.ended else "on which verdicts differ" if one.kept.differing else one.kept.words
        for one in status.pledges
    )
    told = [f"{number:,} {words}" for words, number in by.most_common()]
    if told:
        yield Passage(f"Of {len(status.pledges):,} pledges: {'; '.join(told)}.")


_NOTHING_DONE = ("source-registered", "note-taken", "note-sorted")
"""Kinds of entry that tell of nothing that anybody did at the talks."""


def _last(history: History, apparatus: Apparatus) -> Iterator[Passage]:
    """Yield what happened last, on the first clock."""
    happened = [entry for entry in history.entries if entry.envelope.occurred and entry.event.kind not in _NOTHING_DONE]
    if happened:
        entry = happened[-1]
        what = apparatus.line(entry).what.rstrip(".")
        yield apparatus.claim(
            f"The last thing that happened: {what} ({in_words(entry.envelope.occurred)}).", entry.number
        )


def _changed(found: Summed) -> Iterator[Passage]:
    view = found.changes
    if view is None:
        yield Passage("No date was given since which changes are to be told.", quiet=True)
        return
    if not view.rows:
        yield Passage(f"Since {found.since} nothing changed.")
        return
    subjects = list(dict.fromkeys(change.subject for change in view.changes))
    came = count(len(view.new), "entry") if view.new else "no entry"
    came += f" {was(len(view.new) or 1)} recorded" if view.clock == "recorded" else " came into view"
    went = f", {len(view.gone)} went out of view" if view.gone else ""
    about = f", {count(len(view.said), 'entry')} about other entries" if view.said else ""
    otherwise = f"; what reads otherwise: {named(subjects)}" if subjects else "; nothing reads otherwise"
    yield Passage(f"Since {found.since}, {came}{about}{went}{otherwise}.")
