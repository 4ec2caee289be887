"""Laws that hold for every log that the rules accept, at every clock."""

from collections.abc import Sequence
from datetime import date, timedelta

from effort import examples
from given import decided
from hypothesis import assume, given
from hypothesis import strategies as st
from random_logs import built, logs, steps, undoing

from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.errors import NegotiationError
from negotiation.domain.fold import fold
from negotiation.domain.proposal.stage import agreed, formal
from negotiation.domain.proposal.state import Act, Proposal, against
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import history
from negotiation.views.changes import changes
from negotiation.views.compared import aspects
from negotiation.views.positions import positions
from negotiation.views.status import status, status_of

FIRST, LAST = date(2022, 2, 28), date(2022, 3, 14)
DAYS = [f"{FIRST + timedelta(days=number)}" for number in range((LAST - FIRST).days + 1)]


def at(log: Sequence[Entry], moment: str, name: str) -> Proposal | None:
    """Return a proposal as it is at the end of a day."""
    return fold(history(log, Clocks(at=moment))).proposals.get(name)


@examples(3)
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
        assert DAYS.index(first) == _day(found.stage.start)


def _day(instant: int) -> int:
    """Return the place among the days of the first that ends after an instant."""
    ends = [Clocks(at=day).happened_until("UTC") for day in DAYS]
    return next(place for place, end in enumerate(ends) if end > instant)


@examples(3)
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


@examples(3)
@given(logs)
def test_the_last_word_counts(log: list[Entry]) -> None:
    """Who agreed last objects to nothing; who objected last has not agreed, but to what binds already."""
    found = fold(history(log))
    for proposal in found.proposals.values():
        objecting = {party for party, _ in proposal.objections(found.talks.parties)}
        for party, word in proposal.last.items():
            assert (party in objecting) == against(word)
            if isinstance(word, Act):
                assert party in word.by
            for act in proposal.acts:
                if against(word) and not act.binds and act.version == proposal.version:
                    stands = any(one.binds and party in one.by and one.version == act.version for one in proposal.acts)
                    assert stands or party not in proposal.agreeing(act.act)


@examples(2)
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


@examples(2)
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


@examples(2)
@given(logs, st.integers(1, 20))
def test_as_of_a_number_is_the_fold_of_the_first(log: list[Entry], number: int) -> None:
    """What the log held when it had so many entries is what these come to."""
    number = min(number, len(log))
    held, first = history(log, Clocks(recorded=f"#{number}")), history(log[:number])
    assert (status(first).proposals, positions(first)) == (status(held).proposals, positions(held))


@examples(1)
@given(logs, st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_the_cause_of_a_change_makes_the_difference(log: list[Entry], one: str, other: str) -> None:
    """Without the entries that a difference names, the second moment would not say what it says."""
    first, second = sorted((one, other))
    before, after = history(log, Clocks(at=first)), history(log, Clocks(at=second))
    new = {entry.number for entry in after.entries} - {entry.number for entry in before.entries}
    for change in changes(after, before=before, clock="at", first=first, second=second).changes:
        named = new & set(change.entries)
        if not named or change.after is None:
            continue
        without = [entry for entry in log if entry.number not in named]
        found = history(without, Clocks(at=second))
        now = fold(found)
        reads = aspects(status_of(now, found), now, found).get((change.subject, change.what))
        assert (reads.words if reads else None) != change.after
