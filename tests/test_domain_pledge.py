"""Pledges: the words, what was seen, and the verdicts of those who judge; what each entry presupposes."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from given import Given, Told, entries_of, folded, frame, given, tabled, told
from hypothesis import given as law
from hypothesis import strategies as st
from refused import expect_refused, refusals

from negotiation import TalksLog
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.errors import HistoryConflict, InvalidInput, NotFound, Refused
from negotiation.domain.fold import fold
from negotiation.domain.pledge.events import Access, Confidence, Verdict
from negotiation.domain.pledge.state import Pledge, PledgeEnd
from negotiation.domain.record.history import history


def made(on: str | None = "2022-03-29", pledge: str = "reduce", by: str = "RUS", **fields: Any) -> Told:
    """Tell of a pledge to reduce operations."""
    return told("pledge-made", on, **{"pledge": pledge, "by": by, "text": "fewer operations", **fields})


def clarified(on: str = "2022-03-30", **fields: Any) -> Told:
    """Tell that Ukraine said how one is to see whether it is kept."""
    return told("pledge-clarified", on, **{"pledge": "reduce", "by": "UKR", **fields})


def observed(on: str = "2022-04-02", **fields: Any) -> Told:
    """Tell of something that was seen."""
    return told("conduct-observed", on, **{"pledge": "reduce", "by": "OSCE", "text": "a column", **fields})


def assessed(verdict: str = "no-evidence", on: str = "2022-04-03", assessor: str = "USA", **fields: Any) -> Told:
    """Tell of a verdict."""
    return told("pledge-assessed", on, **{"pledge": "reduce", "assessor": assessor, "verdict": verdict, **fields})


def withdrawn(on: str = "2022-04-05", by: str = "RUS", **fields: Any) -> Told:
    """Tell that a party took the pledge back."""
    return told("pledge-withdrawn", on, **{"pledge": "reduce", "by": by, **fields})


def superseded(on: str = "2022-04-05", by_pledge: str = "leave", **fields: Any) -> Told:
    """Tell that another pledge took its place."""
    return told("pledge-superseded", on, **{"pledge": "reduce", "by_pledge": by_pledge, **fields})


LEAVE = made(pledge="leave")
TROOPS = clarified(indicators=["troops=fewer than 5,000"])
AFTER_FRAME = (*frame(), made())
"""#4 is the pledge of 29 March."""


def after(*past: Told) -> Given:
    """Begin a test with a pledge, and these: #5 and so on."""
    return given(*AFTER_FRAME, *past)


def pledge(*past: Told, clocks: Clocks | None = None) -> Pledge:
    """Return the pledge as it stands after these."""
    return folded((*AFTER_FRAME, *past), *([clocks] if clocks else [])).pledges["reduce"]


def verdicts(*past: Told, clocks: Clocks | None = None) -> list[tuple[str, str]]:
    """Return the current verdicts on the pledge."""
    return [(one.assessor, one.verdict.value) for one in pledge(*past, clocks=clocks).verdicts()]


# --- words


def test_a_pledge_holds_its_words() -> None:
    """Who pledged what to whom, under which proposal and issue, stays as it was told."""
    land = told("issue-added", issue="land", title="Land")
    past = (*frame(), tabled(), land, made(to="UKR", actions="reduce", areas=["Kyiv"], purpose="trust", issue="land"))
    words = folded(past).pledges["reduce"].words
    assert words
    assert (("RUS",), ("UKR",), ("reduce",), ("Kyiv",), "trust", "land") == (
        words.by,
        words.to,
        words.actions,
        words.areas,
        words.purpose,
        words.issue,
    )


def test_a_pledge_without_an_indicator_is_vague() -> None:
    """A baseline or a date does not say what would show that it is kept; an indicator does."""
    assert pledge().vague
    assert pledge(clarified(baseline="28 March", due="2022-04-10")).vague
    assert not pledge(TROOPS).vague


def test_the_last_word_on_how_it_is_measured_holds() -> None:
    """Of two indicators of a name, two baselines and two dates the later one holds; what is not said anew stays."""
    past = (
        clarified("2022-03-30", indicators=["troops=fewer", "shells=none"], baseline="February", due="2022-04-10"),
        clarified("2022-03-31", indicators="troops=none", baseline="March"),
    )
    found = pledge(*past)
    assert [("troops", "none"), ("shells", "none")] == [(one.name, one.text) for one in found.indicators]
    assert "March" == found.baseline
    assert found.due
    assert ("2022-04-10", 5) == (found.due.due, found.due.entry)
    assert [(5, "UKR"), (6, "UKR")] == [(one.entry, one.by) for one in found.clarifications]


def test_an_indicator_may_be_written_in_one_line() -> None:
    """A name and its text may stand in one line; without a name, or with one that is too long, it is none."""
    assert (
        clarified(indicators="troops = fewer").event == clarified(indicators={"name": "troops", "text": "fewer"}).event
    )
    for wrong in ("fewer", "=fewer", "troops=", f"{'t' * 41}=fewer"):
        with pytest.raises(InvalidInput):
            clarified(indicators=wrong)


def test_a_clarification_says_something() -> None:
    """Neither indicator, nor baseline, nor date: nothing was clarified."""
    with pytest.raises(InvalidInput, match="a clarification gives"):
        clarified()


def test_a_pledge_is_somebodys() -> None:
    """A pledge without a pledger is no pledge."""
    with pytest.raises(InvalidInput):
        made(by=[])  # type: ignore[arg-type]  # that it is refused is the point


# --- deeds


def test_what_was_seen_stands_beside_the_words() -> None:
    """Each observation is kept, oldest first, with who made it, on which indicator, and whether access was given."""
    past = (TROOPS, observed("2022-04-02", access="denied"), observed("2022-04-01", indicator="troops"))
    assert [("OSCE", "troops", None, 7), ("OSCE", None, Access.DENIED, 6)] == [
        (one.by, one.indicator, one.access, one.entry) for one in pledge(*past).observations
    ]


def test_an_observation_gives_no_verdict() -> None:
    """Words and deeds are different events: what was seen says nothing on its own of whether the pledge is kept."""
    assert [] == verdicts(TROOPS, observed(indicator="troops"))


# --- verdicts


def test_each_assessor_has_one_current_verdict() -> None:
    """An assessor's later verdict replaces the earlier one, and the older one of another assessor stands."""
    past = (
        assessed("no-evidence", "2022-04-01", "USA"),
        assessed("fulfilled", "2022-04-02", "RUS"),
        assessed("contradicted", "2022-04-03", "USA"),
    )
    assert [("RUS", "fulfilled"), ("USA", "contradicted")] == verdicts(*past)
    assert [("USA", "no-evidence"), ("RUS", "fulfilled")] == verdicts(*past, clocks=Clocks(at="2022-04-02"))
    assert ["no-evidence", "fulfilled", "contradicted"] == [one.verdict.value for one in pledge(*past).assessments]


def test_a_verdict_that_arrives_late_does_not_replace_a_later_one() -> None:
    """Which verdict of an assessor is current hangs on the dates, not on the order of record."""
    late = (assessed("breached", "2022-04-05"), assessed("partial", "2022-04-01"))
    assert [("USA", "breached")] == verdicts(*late)
    assert [("USA", "partial")] == verdicts(*late, told("entry-retracted", entry="e5", reason="no"))


def test_a_verdict_holds_what_it_rests_on() -> None:
    """A verdict keeps its confidence, its reason, and the entries that are its evidence."""
    (found,) = pledge(observed(), assessed(confidence="low", reason="clouds", evidence="e5")).verdicts()
    assert (Confidence.LOW, "clouds", ("e5",), 6) == (found.confidence, found.reason, found.evidence, found.entry)


def test_the_evidence_is_in_the_log() -> None:
    """A verdict cannot rest on an entry that there is not."""
    after().when(assessed(evidence=["e4", "e99"])).then_fails(NotFound, "there is no entry 'e99' in this log")


@pytest.mark.parametrize("verdict", Verdict)
def test_a_vague_pledge_can_be_assessed(verdict: Verdict) -> None:
    """Whoever judges may judge a pledge that says little, before it is due, and who has no seat at the talks."""
    given_verdict = assessed(verdict, assessor="Some Institute")
    after().when(given_verdict).then(given_verdict.event)
    assert [("Some Institute", verdict.value)] == verdicts(given_verdict)
    assert pledge(given_verdict).vague


@pytest.mark.parametrize("end", [(withdrawn(),), (LEAVE, superseded())])
def test_a_verdict_may_follow_the_end(end: tuple[Told, ...]) -> None:
    """What was seen of a pledge that was taken back or replaced can be told and judged, then and for before."""
    for event in (assessed("breached", "2022-05-01"), observed("2022-05-01"), assessed("partial", "2022-04-01")):
        after(*end).when(event).then(event.event)
    assert [("USA", "breached")] == verdicts(*end, assessed("breached", "2022-05-01"))


# --- ends


def test_a_pledge_says_how_it_ended() -> None:
    """A withdrawal says who took it back and why; a supersession which pledge took its place."""
    gone, replaced = pledge(withdrawn(reason="no trust")).ending, pledge(LEAVE, superseded()).ending
    assert gone
    assert (PledgeEnd.WITHDRAWN, 5, "RUS", "no trust") == (gone.how, gone.entry, gone.by, gone.reason)
    assert replaced
    assert (PledgeEnd.SUPERSEDED, 6, "leave") == (replaced.how, replaced.entry, replaced.by)
    assert pledge(withdrawn(), clocks=Clocks(at="2022-04-04")).ending is None


@pytest.mark.parametrize("end", [(withdrawn(),), (LEAVE, superseded())])
def test_a_pledge_that_ended_can_be_made_again(end: tuple[Told, ...]) -> None:
    """After its end a pledge can be announced anew, in new words, and stands again."""
    again = made("2022-05-01", text="none at all")
    after(*end).when(again).then(again.event)
    found = pledge(*end, again)
    assert found.words
    assert (None, "none at all", 5 + len(end)) == (found.ending, found.words.text, found.made)


def test_what_replaced_it_stands_for_itself() -> None:
    """The end of one pledge leaves its successor as it was."""
    before = folded((*AFTER_FRAME, LEAVE)).pledges["leave"]
    assert before == folded((*AFTER_FRAME, LEAVE, superseded())).pledges["leave"]


# --- what is refused


def test_a_pledge_is_made_once(journal: TalksLog) -> None:
    """A pledge that stands cannot be made again; recorded all the same, it is marked.

    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: fewer operations}
    """
    write = partial(journal.record, made().event, on="2022-04-01")
    expect_refused(journal, write, ("already-pledged", (5,)))


def test_only_a_party_at_the_talks_pledges() -> None:
    """A stranger's pledge is refused, and that of a party after it left."""
    given(*frame()).when(made(by="BLR")).then_refused(Refused, ("not-at-the-talks", ()))
    left = told("party-left", "2022-03-20", party="RUS")
    given(*frame(), left).when(made()).then_refused(Refused, ("not-at-the-talks", (4,)))


BEFORE_IT = "2022-03-01"


@pytest.mark.parametrize(
    "early",
    [
        clarified(BEFORE_IT, baseline="B"),
        observed(BEFORE_IT),
        assessed(on=BEFORE_IT),
        withdrawn(BEFORE_IT),
        superseded(BEFORE_IT),
    ],
)
def test_nothing_happens_to_a_pledge_before_it_is_made(early: Told) -> None:
    """What is dated before the pledge is refused."""
    after(made(BEFORE_IT, pledge="leave")).when(early).then_refused(Refused, ("not-pledged", ()))


@pytest.mark.parametrize("draft", [clarified(baseline="B"), observed(), assessed(), withdrawn(), superseded()])
def test_nothing_happens_to_a_pledge_that_there_is_not(draft: Told) -> None:
    """What names a pledge that nobody made refers to nothing."""
    given(*frame(), LEAVE).when(draft).then_fails(NotFound, "there is no pledge 'reduce' in this log")


@pytest.mark.parametrize("by", ["UKR", "BLR"])
def test_only_who_made_a_pledge_takes_it_back(by: str) -> None:
    """Another party cannot withdraw a pledge; of several who made it together any can."""
    after().when(withdrawn(by=by)).then_refused(Refused, ("not-the-pledger", (4,)))
    together = (*frame(), made(by=["UKR", "RUS"]))  # type: ignore[arg-type]  # of two
    given(*together).when(withdrawn(by="UKR")).then(withdrawn(by="UKR").event)


def test_a_pledger_that_left_may_take_it_back() -> None:
    """A party that is no longer at the talks can still withdraw what it pledged."""
    left = told("party-left", "2022-04-01", party="RUS")
    after(left).when(withdrawn()).then(withdrawn().event)


@pytest.mark.parametrize(
    "draft", [withdrawn("2022-04-09"), superseded("2022-04-09"), clarified("2022-04-09", baseline="B")]
)
@pytest.mark.parametrize("end", [withdrawn(), superseded()])
def test_what_ended_does_not_end_again(end: Told, draft: Told) -> None:
    """A pledge that was taken back or replaced is neither ended again nor clarified, before it is made again."""
    after(LEAVE, end).when(draft).then_refused(Refused, ("pledge-ended", (6,)))
    after(LEAVE, end, made("2022-04-08")).when(draft).then(draft.event)


def test_a_successor_is_another_pledge_that_stands() -> None:
    """Nothing is superseded by itself, by what was not pledged yet, or by what was taken back."""
    after().when(superseded(by_pledge="reduce")).then_refused(Refused, ("circular", ()))
    after(made("2022-05-01", "leave")).when(superseded()).then_refused(Refused, ("not-pledged", ()))
    gone = (LEAVE, withdrawn("2022-04-01", pledge="leave"))
    after(*gone).when(superseded()).then_refused(Refused, ("pledge-ended", (6,)))
    after().when(superseded()).then_fails(NotFound, "there is no pledge 'leave' in this log")


def test_what_is_seen_of_an_indicator_that_there_is() -> None:
    """An observation is of an indicator that was named by then, or of none."""
    after().when(observed(indicator="troops")).then_refused(Refused, ("no-such-indicator", (4,)))
    after(TROOPS).when(observed(indicator="shells")).then_refused(Refused, ("no-such-indicator", (4,)))
    after(TROOPS).when(observed("2022-03-29", indicator="troops")).then_refused(Refused, ("no-such-indicator", (4,)))
    seen = observed(indicator="troops")
    after(TROOPS).when(seen).then(seen.event)


def test_the_words_that_deeds_rest_on_are_not_taken_back() -> None:
    """A pledge, and an indicator, cannot be retracted while something recorded rests on it."""
    past = (TROOPS, observed(indicator="troops"))
    pledged, named = (told("entry-retracted", entry=entry, reason="no") for entry in ("e4", "e5"))
    after(*past).when(pledged).then_refused(HistoryConflict, ("not-pledged", ()), ("not-pledged", ()))
    after(*past).when(named).then_refused(HistoryConflict, ("no-such-indicator", (4,)))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"under": "plan"}, "there is no proposal 'plan' in this log"),
        ({"issue": "land"}, "there is no issue 'land' in this log"),
    ],
)
def test_a_pledge_is_made_under_what_there_is(fields: dict[str, str], message: str) -> None:
    """The proposal under which a pledge is made, and its issue, must be there."""
    given(*frame()).when(made(**fields)).then_fails(NotFound, message)


def test_the_proposal_of_a_pledge_is_not_taken_back(journal: TalksLog) -> None:
    """Neither the tabling of the proposal under which a pledge was made nor its issue can be retracted.

    - {kind: issue-added, issue: land, title: Land}
    - {kind: proposal-tabled, on: 2022-03-29, proposal: plan, by: UKR}
    - {kind: pledge-made, on: 2022-03-29, pledge: reduce, by: RUS, text: fewer, under: plan, issue: land}
    """
    tabling = partial(journal.retract, "#6", reason="no")
    assert [("tied-to-nothing", ())] == refusals(tabling, HistoryConflict)
    issue = partial(journal.retract, "#5", reason="no")
    assert [("issue-not-on-the-agenda", ())] == refusals(issue, HistoryConflict)


# --- laws

DEEDS = st.sampled_from(("assessed", "withdrawn", "made", "clarified"))
DAYS = st.integers(1, 28).map(lambda day: f"2022-04-{day:02}")


@st.composite
def deeds(draw: st.DrawFn) -> tuple[list[Told], list[int]]:
    """Draw what happens to a pledge on days that are all different, and an order in which that is recorded."""
    days = draw(st.lists(DAYS, unique=True, max_size=8))
    past = [
        {
            "assessed": assessed(
                draw(st.sampled_from([*Verdict])), day, draw(st.sampled_from(("USA", "OSCE"))), id=f"x{nth}"
            ),
            "withdrawn": withdrawn(day, id=f"x{nth}"),
            "made": made(day, id=f"x{nth}"),
            "clarified": clarified(day, indicators=f"troops={nth}", id=f"x{nth}"),
        }[draw(DEEDS)]
        for nth, day in enumerate(days)
    ]
    return past, draw(st.permutations(range(len(past))))


def told_of(past: Sequence[Told]) -> tuple[object, ...]:
    """Return what a past comes to, with entries by their ids: the verdicts, the end, and the indicators."""
    found = history(entries_of((*AFTER_FRAME, *past)))
    ids = {entry.number: entry.id for entry in found.entries}
    one = fold(found).pledges["reduce"]
    return (
        [(verdict.assessor, verdict.verdict, ids[verdict.entry]) for verdict in one.verdicts()],
        one.ending and (one.ending.how, ids[one.ending.entry]),
        one.indicators,
        ids[one.made],
    )


@law(deeds())
def test_any_order_of_arrival_gives_the_same_verdicts(drawn: tuple[list[Told], list[int]]) -> None:
    """Where all dates differ, the verdicts, the end and the indicators are the same however late each is recorded."""
    past, arrival = drawn
    assert told_of(past) == told_of([past[nth] for nth in arrival])


@law(st.lists(st.tuples(st.sampled_from(("USA", "OSCE", "RUS")), st.sampled_from([*Verdict])), max_size=10))
def test_the_verdicts_are_the_last_of_each_assessor(given_verdicts: list[tuple[str, Verdict]]) -> None:
    """There is one current verdict for each assessor who ever gave one: the last."""
    past = [assessed(verdict, "2022-04-03", assessor) for assessor, verdict in given_verdicts]
    assert dict(given_verdicts) == dict(verdicts(*past))
    assert len(given_verdicts) == len(pledge(*past).assessments)


def test_a_pledge_of_several_binds_those_who_did_not_withdraw() -> None:
    """One party's withdrawal does not free the others; when all have withdrawn, the pledge has ended."""
    joint = (told("pledge-made", "2022-04-01", pledge="reduce", by=["UKR", "RUS"], text="fewer operations"),)
    one, two = withdrawn("2022-04-02", by="RUS"), withdrawn("2022-04-03", by="UKR")
    past = (*frame(), *joint)
    found = folded((*past, one)).pledges["reduce"]
    assert (None, ("RUS",)) == (found.ending, found.withdrawn_by)
    given(*past, one).when(withdrawn("2022-04-03", by="RUS")).then_refused(Refused, ("not-the-pledger", (4,)))
    ended = folded((*past, one, two)).pledges["reduce"].ending
    assert ended
    assert "RUS and UKR" == ended.by


def test_to_pledge_anew_does_not_wash_off_a_verdict() -> None:
    """The verdicts on the words before are kept as those on former words, and what was seen stays seen."""
    past = (
        *frame(),
        made("2022-04-01"),
        told("conduct-observed", "2022-04-02", pledge="reduce", by="OSCE", text="none left"),
        told("pledge-assessed", "2022-04-03", pledge="reduce", assessor="OSCE", verdict="breached"),
        withdrawn("2022-04-04"),
        made("2022-04-05"),
    )
    found = folded(past).pledges["reduce"]
    assert ((), ["breached"], 1) == (found.verdicts(), [one.verdict for one in found.former], len(found.observations))
