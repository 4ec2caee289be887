"""The roster of guarantors: named or not, each takes its own steps, and some steps presuppose others."""

from functools import partial
from typing import Any

import pytest
from given import Given, Told, folded, frame, given, tabled, told
from hypothesis import given as law
from hypothesis import strategies as st
from refused import expect_refused

from negotiation import TalksLog
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.errors import HistoryConflict, InvalidInput, NotFound, Refused
from negotiation.domain.proposal.events import GuarantorState
from negotiation.domain.proposal.guarantee import guarantee_terms, roster
from negotiation.domain.proposal.state import Proposal

GUARANTEE = {"kind": "security-guarantees", "trigger": "armed attack", "guarantors": ["USA"]}
BEFORE = (*frame(), tabled(terms=GUARANTEE))
"""#4 is the tabling of guarantees on 1 March."""


def step(state: str, on: str | None = "2022-03-20", **fields: Any) -> Told:
    """Tell of a step of the USA, unless told otherwise."""
    who = {} if "unnamed" in fields else {"guarantor": "USA"}
    return told("guarantor-state-changed", on, **{"proposal": "peace-treaty", "state": state, **who, **fields})


def steps(*states: str) -> tuple[Told, ...]:
    """Tell of steps of the USA on days that follow each other: #5, #6 and so on."""
    return tuple(step(state, f"2022-03-{day:02}") for day, state in enumerate(states, start=2))


def after(*states: str) -> Given:
    """Begin a test with guarantees on the table, and a guarantor that took these steps."""
    return given(*BEFORE, *steps(*states))


def standing(*past: Told, clocks: Clocks | None = None) -> dict[str, str]:
    """Return how far each guarantor has gone."""
    found: Proposal = folded((*BEFORE, *past), *([clocks] if clocks else [])).proposals["peace-treaty"]
    return {who: last.state.value for who, last in roster(found).items()}


# --- the roster


def test_each_guarantor_stands_where_its_last_step_brought_it() -> None:
    """Of each guarantor the last step counts, by date; those that are not named stand under the words for them."""
    past = (
        step("committed", "2022-03-12"),
        step("approached", "2022-03-10"),
        step("declined", "2022-03-11", guarantor="CHN"),
        step("in-principle", "2022-03-11", unnamed="some countries"),
    )
    assert {"USA": "committed", "CHN": "declined", "some countries": "in-principle"} == standing(*past)
    assert {"USA": "approached"} == standing(*past, clocks=Clocks(at="2022-03-10"))


def test_every_step_is_kept_with_who_took_it() -> None:
    """The steps before the last are kept, with their conditions and reasons, and whether the guarantor is named."""
    past = (
        step("conditional", conditions=["proposal:peace-treaty", "parliament agrees"], reason="elections"),
        step("approached", "2022-03-21", unnamed="some countries"),
    )
    found = folded((*BEFORE, *past)).proposals["peace-treaty"].guarantors
    assert [
        ("USA", True, "conditional", ("proposal:peace-treaty", "parliament agrees"), "elections", 5),
        ("some countries", False, "approached", (), None, 6),
    ] == [(s.guarantor, s.named, s.state.value, s.conditions, s.reason, s.entry) for s in found]


def test_a_guarantor_need_not_be_at_the_talks() -> None:
    """Who guarantees may be a state that has no seat at the talks, named in the terms or not."""
    for event in (step("approached"), step("approached", guarantor="DEU")):
        given(*BEFORE).when(event).then(event.event)


def test_the_terms_of_the_guarantee_are_those_of_the_present_version() -> None:
    """A revision with other terms replaces the guarantee that the roster belongs to."""
    revised = told(
        "proposal-revised", "2022-03-10", proposal="peace-treaty", by="UKR", terms={**GUARANTEE, "decision": "majority"}
    )
    found = [folded((*BEFORE, *past)).proposals["peace-treaty"] for past in ((), (revised,))]
    assert [[None], ["majority"]] == [[term.decision for term in guarantee_terms(one)] for one in found]


# --- steps that presuppose others

BY_STATE: dict[str, tuple[str, ...]] = {
    "nobody": (),
    "approached": ("approached",),
    "in-principle": ("in-principle",),
    "conditional": ("conditional",),
    "declined": ("declined",),
    "committed": ("committed",),
    "signed": ("signed",),
    "ratified": ("signed", "ratified"),
    "active": ("active",),
    "invoked": ("active", "invoked"),
    "honoured": ("active", "invoked", "honoured"),
    "defaulted": ("active", "invoked", "defaulted"),
}
PRESUPPOSED = {
    "ratified": {"signed"},
    "invoked": {"active", "honoured", "defaulted"},
    "honoured": {"invoked"},
    "defaulted": {"invoked"},
}


@pytest.mark.parametrize("state", GuarantorState)
@pytest.mark.parametrize("here", BY_STATE)
def test_some_steps_presuppose_the_one_before(here: str, state: GuarantorState) -> None:
    """Only who signed ratifies, only an active guarantee is invoked, and only one that was is honoured or not."""
    later = step(state)
    outcome = after(*BY_STATE[here]).when(later)
    if here in PRESUPPOSED.get(state, {here}):
        outcome.then(later.event)
        assert {"USA": state.value} == standing(*steps(*BY_STATE[here]), later)
    else:
        last = 4 + len(BY_STATE[here])
        outcome.then_refused(Refused, ("guarantor-not-so-far", (last,) if last > 4 else ()))


def test_what_another_guarantor_did_does_not_count() -> None:
    """The signature of one guarantor is not that of another, nor of those that are not named."""
    signed = step("signed", "2022-03-10")
    for other in (step("ratified", guarantor="GBR"), step("ratified", unnamed="some countries")):
        given(*BEFORE, signed).when(other).then_refused(Refused, ("guarantor-not-so-far", ()))
    unnamed = (step("signed", "2022-03-10", unnamed="some countries"), step("ratified", unnamed="some countries"))
    given(*BEFORE, unnamed[0]).when(unnamed[1]).then(unnamed[1].event)


def test_a_late_step_is_checked_against_what_came_after() -> None:
    """The signature that a ratification rests on is not taken back; one that becomes known late is recorded."""
    past = (*BEFORE, *steps("signed", "ratified"))
    given(*past).when(told("entry-retracted", entry="e5", reason="no")).then_refused(
        HistoryConflict, ("guarantor-not-so-far", ())
    )
    declined = step("declined", "2022-03-02T23:00")
    given(*past).when(declined).then_refused(HistoryConflict, ("guarantor-not-so-far", (7,)))
    earlier = step("committed", "2022-03-01")
    given(*past).when(earlier).then(earlier.event)


# --- what is refused


def test_only_a_guarantee_has_guarantors(journal: TalksLog) -> None:
    """A proposal without security guarantees has no guarantors; with an override the step is kept and marked.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, terms: {kind: neutral-status}}
    """
    event = step("approached", proposal="treaty").event
    write = partial(journal.record, event, on="2022-03-09")
    expect_refused(journal, write, ("no-guarantee", (5,)))


def test_a_guarantee_of_an_earlier_version_has_guarantors() -> None:
    """A revision that drops the guarantee leaves the guarantors who were asked under it free to answer."""
    revised = told(
        "proposal-revised", "2022-03-10", proposal="peace-treaty", by="UKR", terms={"kind": "neutral-status"}
    )
    answer = step("declined")
    given(*BEFORE, revised).when(answer).then(answer.event)


def test_a_guarantee_is_on_the_table_when_a_guarantor_answers() -> None:
    """No guarantor answers before the proposal is tabled; nor for one that there is not."""
    given(*BEFORE).when(step("approached", "2022-02-01")).then_refused(Refused, ("not-on-the-table", ()))
    given(*BEFORE).when(step("approached", proposal="lost")).then_fails(
        NotFound, "there is no proposal 'lost' in this log"
    )


def test_a_guarantor_may_speak_of_what_left_the_table() -> None:
    """A withdrawal does not silence the guarantors."""
    gone = told("proposal-withdrawn", "2022-03-10", proposal="peace-treaty", by="UKR")
    answer = step("declined")
    given(*BEFORE, gone).when(answer).then(answer.event)


def test_a_condition_names_a_proposal_that_there_is() -> None:
    """A condition written as a reference must lead somewhere; one in words need not."""
    lost = step("conditional", conditions=["proposal:lost"])
    given(*BEFORE).when(lost).then_fails(NotFound, "there is no proposal 'lost' in this log")
    words = step("conditional", conditions=["proposal: peace", "parliament agrees"])
    given(*BEFORE).when(words).then(words.event)


@pytest.mark.parametrize(
    "fields",
    [
        {"guarantor": "USA", "unnamed": "some countries"},
        {"guarantor": None},
        {"state": "committed", "conditions": ["parliament agrees"]},
        {"state": "willing"},
        {"guarantor": "the USA"},
    ],
)
def test_a_step_names_one_guarantor_and_conditions_only_where_they_belong(fields: dict[str, Any]) -> None:
    """Both a code and a description, neither, conditions of what is unconditional, and an unknown state are no step."""
    with pytest.raises(InvalidInput):
        told(
            "guarantor-state-changed",
            "2022-03-20",
            **{"proposal": "peace-treaty", "guarantor": "USA", "state": "approached", **fields},
        )


# --- laws


@law(
    st.lists(
        st.tuples(st.sampled_from([*GuarantorState]), st.sampled_from(["USA", "GBR"]), st.integers(2, 28)), max_size=8
    )
)
def test_guarantors_do_not_change_each_other(drawn: list[tuple[GuarantorState, str, int]]) -> None:
    """How far a guarantor has gone hangs on its own steps alone."""
    past = [step(state, f"2022-03-{day:02}", guarantor=who) for state, who, day in drawn]
    own = [one for one, (_, who, _) in zip(past, drawn, strict=True) if who == "USA"]
    assert standing(*own).get("USA") == standing(*past).get("USA")
