"""Laws that hold for every log that the rules accept, at every clock."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from effort import LAW, examples
from given import Told, decided, told
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace
from random_logs import Step, built, days, lawful, logs, numbers, parties, steps, undoing

from negotiation.domain.dates.clocks import NOW, Clocks
from negotiation.domain.errors import NegotiationError
from negotiation.domain.fold import fold
from negotiation.domain.proposal.stage import agreed, formal
from negotiation.domain.proposal.state import Act, Proposal, against
from negotiation.domain.record.annotated import Annotated
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import History, history
from negotiation.views.changes import changes
from negotiation.views.compared import aspects
from negotiation.views.positions import positions
from negotiation.views.show import show_entry
from negotiation.views.status import status, status_of

FIRST, LAST = date(2022, 2, 28), date(2022, 3, 14)
Annotating = tuple[str, dict[str, Any], dict[str, Any]]
"""The kind of an annotation, its fields, and what is said of it."""
DAYS = [f"{FIRST + timedelta(days=number)}" for number in range((LAST - FIRST).days + 1)]


def at(log: Sequence[Entry], moment: str, name: str) -> Proposal | None:
    """Return a proposal as it is at the end of a day."""
    return fold(history(log, Clocks(at=moment))).proposals.get(name)


@examples(1.5, LAW)
@given(logs)
def test_since_is_since(log: list[Entry]) -> None:
    """From the day of `since` on, and not on the day before it, a view says what it says now, other clocks alike."""
    now = fold(history(log, Clocks(at=DAYS[-1])))
    for name, found in now.proposals.items():
        stages = {day: formal(earlier) if (earlier := at(log, day, name)) else "not on the table" for day in DAYS}
        same = [day for day in DAYS if stages[day] != stages[DAYS[-1]]]
        first = DAYS[DAYS.index(same[-1]) + 1] if same else DAYS[0]
        entry = next((e for e in history(log).entries if e.number == found.stage.entry), None)
        dated = found.stage.date or (entry.envelope.occurred if entry else None)
        if not found.on_the_table or dated is None:
            continue
        begins = history(log, Clocks(at=dated)).clocks  # a date that can be read
        assert begins.happened_until("UTC") > 0
        assert DAYS.index(first) == _day(found.stage.start - 1 if found.stage.date else found.stage.start)


def _day(instant: int) -> int:
    """Return the place among the days of the first that ends after an instant."""
    ends = [Clocks(at=day).happened_until("UTC") for day in DAYS]
    return next(place for place, end in enumerate(ends) if end > instant)


@examples(1.5, LAW)
@given(logs)
def test_what_was_decided_stays_decided(log: list[Entry]) -> None:
    """From day to day an agreement stands, unless the text was revised, reopened or ended."""
    for name in ("p", "q"):
        before: Proposal | None = None
        for day in DAYS:
            found = at(log, day, name)
            if before and found and agreed(before) and before.straight and found.straight:
                same = (before.version, before.reopened) == (found.version, found.reopened)
                assert agreed(found) or found.ending or not same or found.silence != before.silence
            before = found


@examples(1.5, LAW)
@given(logs)
def test_the_last_word_counts(log: list[Entry]) -> None:
    """Who agreed last objects to nothing; who objected last has not agreed, but to what binds already."""
    found = fold(history(log))
    for proposal in found.proposals.values():
        objecting = {party for party, _ in proposal.objections(found.talks.parties)}
        for party, word in proposal.last.items():
            assert (party in objecting) == (against(word) and party in found.talks.parties)
            if isinstance(word, Act):
                assert party in word.by
            for act in proposal.acts:
                if against(word) and not act.binds and act.version == proposal.version:
                    stands = any(one.binds and party in one.by and one.version == act.version for one in proposal.acts)
                    assert stands or party not in proposal.agreeing(act.act)


@examples(17, LAW)
@given(st.integers(2, 6), st.lists(steps, min_size=3, max_size=14))
def test_no_act_is_accepted_that_changes_nothing(size: int, made: list[object]) -> None:
    """A formal act that is recorded without an override changes how its proposal stands."""
    log = built(size, made)  # type: ignore[arg-type]
    for number, entry in enumerate(log):
        if entry.event.kind != "formal-act-done" or entry.envelope.override:
            continue
        name = entry.event.proposal  # type: ignore[attr-defined]
        before, after = (fold(history(log[:end])).proposals[name] for end in (number, number + 1))
        known = [(p.force, p.last, p.reached, [p.agreeing(a.act) for a in after.acts]) for p in (before, after)]
        assert known[0] != known[1]


@examples(1.5, LAW)
@given(st.integers(2, 6), st.lists(steps, min_size=2, max_size=12), steps)
def test_to_undo_twice_is_to_do_nothing(size: int, made: list[object], last: object) -> None:
    """Whatever was recorded, also over a rule: if it can be undone, its undoing can, and all reads as before."""
    log = built(size, made)  # type: ignore[arg-type]
    try:
        batch = decided(log, last(log))  # type: ignore[operator]
        undone = decided([*log, *batch], undoing(batch))
    except NegotiationError:
        assume(False)
    again = decided([*log, *batch, *undone], undoing(undone))
    before, after = history([*log, *batch]), history([*log, *batch, *undone, *again])
    assert [(e.number, e.event) for e in before.entries] == [(e.number, e.event) for e in after.entries]
    assert status(before).proposals == status(after).proposals
    assert positions(before) == positions(after)


@examples(1.5, LAW)
@given(logs, st.integers(1, 20))
def test_as_of_a_number_is_the_fold_of_the_first(log: list[Entry], number: int) -> None:
    """What the log held when it had so many entries is what these come to."""
    number = min(number, len(log))
    held, first = history(log, Clocks(recorded=f"#{number}")), history(log[:number])
    assert (status(first).proposals, positions(first)) == (status(held).proposals, positions(held))


def reading(log: Sequence[Entry], day: str, subject: str, what: str) -> str | None:
    """Return how one thing reads at the end of a day."""
    found = history(log, Clocks(at=day))
    now = fold(found)
    aspect = aspects(status_of(now, found), now, found).get((subject, what))
    return aspect.words if aspect else None


def worded(log: Sequence[Entry], day: str, subject: str) -> set[str]:
    """Return which of the readings of a thing have words of their own, for which the causes are looked for."""
    found = history(log, Clocks(at=day))
    now = fold(found)
    return {what for name, what in aspects(status_of(now, found), now, found) if name == subject}


@examples(1, LAW)
@given(lawful, st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_each_cause_of_a_change_makes_a_difference(log: list[Entry], one: str, other: str) -> None:
    """Without any of the entries that a change names, there is a day on which the thing would read otherwise."""
    first, second = sorted((one, other))
    before, after = history(log, Clocks(at=first)), history(log, Clocks(at=second))
    new = {entry.number for entry in after.entries} - {entry.number for entry in before.entries}
    events = [entry.event for entry in after.entries]
    found = changes(after, before=before, clock="at", first=first, second=second).changes
    for change in (change for change in found if change.what in worded(log, second, change.subject)):
        named = [n for n in new & set(change.entries) if events.count(log[n - 1].event) == 1]
        of, days = (change.subject, change.what), [day for day in DAYS if first < day <= second]
        decisive = []
        for number in named:  # of what was said twice, either time would do
            without = [entry for entry in log if entry.number != number]
            if any(reading(log, day, *of) != reading(without, day, *of) for day in days):
                decisive.append(number)
        assert decisive == named or (change.what in ("status", "text") and not decisive)


claims = st.fixed_dictionaries(
    {}, optional={"learned": st.sampled_from(DAYS), "sources": st.just(["S1"]), "note": st.just("said so")}
)
annotations = st.one_of(
    st.tuples(st.just("entry-disputed"), st.fixed_dictionaries({"by": parties, "reason": st.just("no")}), claims),
    st.tuples(
        st.just("entry-re-marked"),
        st.fixed_dictionaries({"marking": st.sampled_from(("confidential", "restricted")), "reason": st.just("no")}),
        claims,
    ),
    st.tuples(st.just("entry-corrected"), st.fixed_dictionaries({"reason": st.just("no"), "on": days}), claims),
)


@examples(1.5, LAW)
@given(
    st.integers(2, 6),
    st.lists(steps, min_size=3, max_size=12),
    numbers,
    st.lists(annotations, min_size=2, max_size=2, unique_by=repr).filter(lambda two: two[0][0] == two[1][0]),
    st.sampled_from((NOW, *(Clocks(known=day) for day in DAYS), *(Clocks(at=day) for day in DAYS))),
)
def test_a_corrected_annotation_reads_as_if_recorded_so_at_first(
    size: int, made: list[Step], number: int, two: list[Annotating], clocks: Clocks
) -> None:
    """Who disputes what, from which source and since when: what a correction says of an annotation is so everywhere."""
    source: dict[str, Any] = {
        "source": "S1",
        "publisher": "P",
        "title": "T",
        "reliability": "first-hand",
        "published": "2022-03-06",
    }
    log = built(size, [lambda _: [told("source-registered", **source)], *made])
    target = log[number % len(log)]
    try:
        first, right = (decided(log, [annotating(log, target, *one)]) for one in two)
        fields: dict[str, Any] = {
            "entry": first[0].id,
            "reason": "wrong",
            "event": right[0].event,
            "claim": right[0].envelope.claim(),
        }
        mended = decided([*log, *first], [told("entry-corrected", **fields)])
    except NegotiationError:
        assume(False)
    once, corrected = history([*log, *right], clocks), history([*log, *first, *mended], clocks)
    assert status(once).proposals == status(corrected).proposals
    assert positions(once) == positions(corrected)
    assert told_of(once) == told_of(corrected)
    assert about(once, [*log, *right], target) == about(corrected, [*log, *first, *mended], target)


def about(found: History, log: Sequence[Entry], target: Entry) -> list[tuple[object, ...]]:
    """Return what is shown of the entries about an entry, but for their markings, which are inherited as recorded."""
    shown = show_entry(log, found, target.id)
    return [
        (line.number, line.occurred, line.what, line.says, line.sources, line.note)
        for line in (shown.about_it if shown else ())
    ]


def annotating(log: Sequence[Entry], target: Entry, kind: str, fields: Mapping[str, Any], said: Any) -> Told:
    """Tell of an annotation of an entry."""
    if kind == "entry-corrected":
        found = Annotated(log).by_id(target.id)
        claim = replace(found.envelope.claim(), occurred=fields["on"])
        return told(kind, entry=target.id, reason=fields["reason"], event=found.event, claim=claim, said=said)
    return told(kind, entry=target.id, said=said, **fields)


def told_of(found: History) -> list[tuple[object, ...]]:
    """Return what a history tells, entry by entry, with what is said against it."""
    return [
        (
            entry.number,
            entry.event,
            entry.envelope,
            [(dispute.number, dispute.event, dispute.envelope.claim()) for dispute in entry.disputes],
        )
        for entry in found.entries
    ]
