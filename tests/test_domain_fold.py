"""Laws of the fold: it takes any history, and what is decided never leaves an unexcused breach behind."""

import re

import pytest
from anything import ANNOTATIONS, DATES, FIELDS, anything, event_of, pasts, plain_event, well_begun
from effort import LAW, examples
from given import Told, decided, entries_of, folded, frame, told
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from negotiation.domain import build
from negotiation.domain.aggregates import AGGREGATES
from negotiation.domain.catalogue import BEARING_ON_NOTHING, EVENTS
from negotiation.domain.components import acts_in_view, components
from negotiation.domain.course import Course
from negotiation.domain.dates.clocks import NOW, Clocks
from negotiation.domain.dates.edtf import span
from negotiation.domain.errors import NegotiationError
from negotiation.domain.fold import fold
from negotiation.domain.folding import Fold
from negotiation.domain.package.waiting import deadlocks, packages_of, unfinished, waits
from negotiation.domain.proposal import guarantee, silence_rules, stage
from negotiation.domain.proposal.convergence import convergence
from negotiation.domain.proposal.state import Proposal
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.event import Event, subject_of
from negotiation.domain.record.history import history
from negotiation.domain.state import State
from negotiation.domain.violations import unexcused as rules_broken
from negotiation.domain.violations import violations
from negotiation.views import positions, record, show, sources, status, timeline, why
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


@examples(1, LAW)
@given(pasts, st.sampled_from(CLOCKS))
def test_every_history_can_be_folded_and_audited(past: list[Told], clocks: Clocks) -> None:
    """No sequence of events, however nonsensical, makes the fold or its audit fail, at any clocks."""
    found = history(entries_of(past), clocks)
    fold(found)
    violations(found)


@examples(1, LAW)
@given(pasts, st.sampled_from(CLOCKS), st.sampled_from(("2022-03-02", "2023")))
def test_every_situation_can_be_judged(past: list[Told], clocks: Clocks, now: str) -> None:
    """Of any history one can tell how far each proposal has come, what is provisional, and what waits for what."""
    found = fold(history(entries_of(past), clocks, span(now).end))
    talks, proposals = found.talks, found.proposals
    for proposal in proposals.values():
        assert stage.formal(proposal)
        assert convergence(talks, proposal)
        assert not (
            stage.by_silence(proposal) and silence_rules.running(talks, proposal) is None and not proposal.ending
        )
        guarantee.roster(proposal)
    for name, members in unfinished(talks, proposals, found.packages, found.pledges).items():
        assert set(packages_of(talks, proposals, found.packages)[name]) == members
        assert not all(name in proposals and stage.agreed(proposals[name]) for name in members)
    waiting = tuple(waits(talks, proposals))
    assert {wait.proposal for wait in waiting} <= {name for name, one in proposals.items() if not one.ending}
    for circle in deadlocks(waiting):
        assert circle[0].proposal == circle[-1].for_proposal
    for pledge in found.pledges.values():
        assert len({verdict.assessor for verdict in pledge.verdicts()}) == len(pledge.verdicts())


@examples(1.2)
@given(pasts, st.sampled_from(CLOCKS), st.sampled_from(CLOCKS))
def test_every_history_can_be_shown(past: list[Told], clocks: Clocks, others: Clocks) -> None:
    """No sequence of events makes a view fail, whatever it is asked to show."""
    entries = entries_of(past)
    found = history(entries, clocks)
    status.status(found)
    positions.positions(found)
    sources.sources(found)
    timeline.timeline(found)
    record.record(entries, found)
    changes(history(entries, others), before=found, clock="at", first="one", second="two")
    for name in ("p", "q", "r", "z"):
        why.why_proposal(found, name)
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

    @examples(0.2)
    @given(event_of(kind))
    def law(event: object) -> None:
        past = [Told(event)]  # type: ignore[arg-type]  # whatever the catalogue holds
        folded(past)
        violations(history(entries_of(past)))

    law()


def unexcused(entries: list[Entry]) -> list[tuple[int, str]]:
    """Return the breaches in a log for which no override stands, as number and rule."""
    return [(v.entry.number, v.refusal.rule) for v in rules_broken(history(entries))]


@examples(2, LAW)
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


def broken(entries: list[Entry], *, of_things: bool, **asked: bool) -> set[tuple[int, str]]:
    """Return the rules that entries about proposals, pledges, rounds and packages break, or those of the others."""
    found = violations(history(entries), **asked)
    return {(v.entry.number, v.refusal.rule) for v in found if (subject_of(v.entry.event) is not None) is of_things}


@examples(2, LAW)
@given(pasts)
def test_the_talks_can_be_audited_by_themselves(past: list[Told]) -> None:
    """What the acts of the talks break does not hang on the proposals, and is found without looking at them."""
    entries = entries_of(past)
    assert broken(entries, of_things=False) == broken(entries, of_things=False, things=False)
    assert set() == broken(entries, of_things=True, things=False)


@examples(2, LAW)
@given(pasts, st.sampled_from(sorted(BEARING_ON_NOTHING)).flatmap(plain_event), st.sampled_from(DATES))
def test_what_bears_on_nothing_makes_nothing_impossible(past: list[Told], event: Event, on: str | None) -> None:
    """A source, an agenda item and a statement break no rule for an entry that is there, whenever they are dated."""
    entries = entries_of(past)
    more = entries_of([*past, Told(event, build.claim({"occurred": on}), id="new")])
    assert broken(more, of_things=True) <= broken(entries, of_things=True)


UNDER_SILENCE = told("silence-opened", "2022-03-01", proposal="p", version=1, deadline="2022-03-02")


@examples(4, LAW)
@given(pasts)
@example([told("proposal-floated", "2022-03-03", proposal="p"), UNDER_SILENCE])
def test_the_fold_of_the_whole_is_that_of_its_parts(past: list[Told]) -> None:
    """Folding what is tied together, and looking at the rules on the way, ends in the state of the whole.

    Where a date spans others, things that are tied stand in one order with each other, and by themselves in their own.
    """
    by_day = [one for one in past if re.fullmatch(r"\d{4}-\d\d-\d\d", one.claim.occurred or "")]
    found = history(entries_of([*frame("UKR", "RUS", "TUR"), *by_day]))
    whole = fold(found)
    course = Course(acts_in_view(found))
    seen: set[tuple[str, str]] = set()
    for part in components(found):
        step = Fold()
        for entry in course.walk(part.entries, step):
            list(step.refusals(entry))  # looking at the rules changes nothing
        for aggregate in AGGREGATES:
            aggregate.settle(step.state, found.moment)
        for sort, things in everything(step.state).items():
            assert unstaged(things) == unstaged({name: everything(whole)[sort][name] for name in things})
            seen |= {(sort, name) for name in things}
    assert {(sort, name) for sort, things in everything(whole).items() for name in things} == seen


def unstaged(things: dict[str, object]) -> dict[str, object]:
    """Leave out since when a proposal stands where it does: of some, that is told day by day once all is folded."""
    return {
        name: replace(thing, stage=replace(thing.stage, entry=0, start=0)) if isinstance(thing, Proposal) else thing
        for name, thing in things.items()
    }


def everything(found: State) -> dict[str, dict[str, object]]:
    """Return all the things of a situation, by sort and name."""
    return {
        "proposal": dict(found.proposals),
        "package": dict(found.packages),
        "pledge": dict(found.pledges),
        "round": dict(found.rounds),
    }
