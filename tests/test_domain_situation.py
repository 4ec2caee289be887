"""Laws of the fold: it takes any history, and what is decided never leaves an unexcused breach behind."""

import pytest
from anything import ANNOTATIONS, FIELDS, anything, event_of, pasts, well_begun
from given import Told, decided, entries_of, folded
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.domain.catalogue import EVENTS
from negotiation.domain.clocks import NOW, Clocks
from negotiation.domain.entry import Entry
from negotiation.domain.errors import NegotiationError
from negotiation.domain.history import history
from negotiation.domain.situation import situation, violations
from negotiation.views import positions, show, sources, status, timeline, why
from negotiation.views.changes import changes

CLOCKS = (
    NOW,
    Clocks(at="2022-03-02"),
    Clocks(known="2022-04"),
    Clocks(recorded="#5"),
    Clocks("2022-03", "2022-05", "#9"),
)


def test_there_is_a_strategy_for_every_kind() -> None:
    """A new kind of event needs a strategy, so that the laws cover it."""
    assert set(EVENTS) == {*FIELDS, *ANNOTATIONS}


@given(pasts, st.sampled_from(CLOCKS))
def test_every_history_can_be_folded_and_audited(past: list[Told], clocks: Clocks) -> None:
    """No sequence of events, however nonsensical, makes the fold or its audit fail, at any clocks."""
    found = history(entries_of(past), clocks)
    situation(found)
    violations(found)


@settings(max_examples=60)
@given(pasts, st.sampled_from(CLOCKS), st.sampled_from(CLOCKS))
def test_every_history_can_be_shown(past: list[Told], clocks: Clocks, others: Clocks) -> None:
    """No sequence of events makes a view fail, whatever it is asked to show."""
    entries = entries_of(past)
    found = history(entries, clocks)
    status.status(found)
    positions.positions(found)
    sources.sources(found)
    timeline.timeline(found)
    timeline.record(entries, found)
    changes(found, history(entries, others), "at", "one", "two")
    for name in ("p", "q", "r", "z"):
        why.why(found, name)
        show.show_proposal(found, name)
    for party in ("UKR", "RUS", "XXX"):
        show.show_party(found, party)
    for source in ("wire", "paper", "lost"):
        show.show_source(found, source)
    show.show_issue(found, "land")
    for entry in entries:
        show.show_entry(entries, found, entry.id)


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_each_kind_alone_can_be_folded_and_audited(kind: str) -> None:
    """An event of any kind may be the first of a history."""

    @settings(max_examples=10)
    @given(event_of(kind))
    def law(event: object) -> None:
        past = [Told(event)]  # type: ignore[arg-type]  # whatever the catalogue holds
        folded(past)
        violations(history(entries_of(past)))

    law()


def unexcused(entries: list[Entry]) -> list[tuple[int, str]]:
    """Return the breaches in a log for which no override stands, as number and rule."""
    excused = {id_ for entry in entries if entry.envelope.override for id_ in entry.envelope.override.breaks}
    return [
        (violation.entry.number, violation.refusal.rule)
        for violation in violations(history(entries))
        if violation.entry.envelope.override is None and violation.entry.id not in excused
    ]


@settings(max_examples=150)
@given(st.lists(st.lists(anything, min_size=1, max_size=2), max_size=12))
def test_what_was_decided_leaves_no_unexcused_breach(batches: list[list[Told]]) -> None:
    """After any sequence of decisions, every breach of a rule in the log has an override that answers for it."""
    entries = entries_of(well_begun())
    for batch in batches:
        try:
            entries += decided(entries, batch)
        except NegotiationError:
            continue
    assert [] == unexcused(entries)
    assert list(range(1, len(entries) + 1)) == [entry.number for entry in entries]


@given(pasts)
def test_the_fold_of_a_part_is_on_the_way_to_the_fold_of_the_whole(past: list[Told]) -> None:
    """Folding a history entry by entry ends in the same situation as folding it at once."""
    found = history(entries_of(past))
    step = situation(history([]))
    for entry in found.entries:
        list(step.refusals(entry))  # looking at the rules changes nothing
        step.advance(entry)
    assert situation(found) == step
