"""Rounds: how one is set, opened, left, broken off and closed, what each step presupposes, and what happened in it."""

from functools import partial
from typing import Any

import pytest
from given import Given, Told, entries_of, folded, frame, given, position, seen, tabled, told
from hypothesis import given as law
from hypothesis import strategies as st
from refused import REASON, expect_refused, refusals

from negotiation import TalksLog
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.errors import HistoryConflict, InvalidInput, NotFound, Refused
from negotiation.domain.fold import fold
from negotiation.domain.record.history import history
from negotiation.domain.round.events import Format, Level, Outcome, Track
from negotiation.domain.round.state import Round, RoundStage

STEPS: dict[str, dict[str, Any]] = {
    "scheduled": {"planned": "2022-03-28"},
    "opened": {},
    "suspended": {},
    "resumed": {},
    "walked-out": {"by": "RUS"},
    "adjourned": {},
    "closed": {},
    "cancelled": {},
}
"""Every step of a round, with the fields that it needs."""


def step(what: str, on: str | None = "2022-03-28", **fields: Any) -> Told:
    """Tell of a step of the round ``first``."""
    return told(f"round-{what}", on, **{"round": "first", **STEPS[what], **fields})


def steps(*whats: str) -> tuple[Told, ...]:
    """Tell of steps on days that follow each other, from 1 March on: they are #4, #5 and so on after the frame."""
    return tuple(step(what, f"2022-03-{day:02}") for day, what in enumerate(whats, start=1))


def after(*whats: str) -> Given:
    """Begin a test with a round that has taken these steps."""
    return given(*frame(), *steps(*whats))


def first(*past: Told, clocks: Clocks | None = None) -> Round:
    """Return the round in which a past ends."""
    return folded((*frame(), *past), *([clocks] if clocks else [])).rounds["first"]


WAYS = {
    "unknown": (),
    "scheduled": ("scheduled",),
    "open": ("opened",),
    "suspended": ("opened", "suspended"),
    "adjourned": ("opened", "adjourned"),
    "closed": ("opened", "closed"),
    "cancelled": ("scheduled", "cancelled"),
}
"""A way to every stage; the entry of the opening, where there is one, is #4, that of the stage the last."""

REFUSED: dict[str, dict[str, tuple[str, tuple[int, ...]]]] = {
    "unknown": {
        "suspended": ("round-not-under-way", ()),
        "resumed": ("round-not-under-way", ()),
        "walked-out": ("round-not-under-way", ()),
        "adjourned": ("round-not-under-way", ()),
        "closed": ("round-not-under-way", ()),
        "cancelled": ("round-not-scheduled", ()),
    },
    "scheduled": {
        "suspended": ("round-not-under-way", (4,)),
        "resumed": ("round-not-under-way", (4,)),
        "walked-out": ("round-not-under-way", (4,)),
        "adjourned": ("round-not-under-way", (4,)),
        "closed": ("round-not-under-way", (4,)),
    },
    "open": {
        "scheduled": ("round-began", (4,)),
        "opened": ("round-began", (4,)),
        "resumed": ("round-not-suspended", (4,)),
        "cancelled": ("round-began", (4,)),
    },
    "suspended": {
        "scheduled": ("round-began", (4,)),
        "opened": ("round-began", (4,)),
        "cancelled": ("round-began", (4,)),
    },
    "adjourned": {
        "scheduled": ("round-began", (4,)),
        "opened": ("round-began", (4,)),
        "cancelled": ("round-began", (4,)),
    },
    "closed": {
        "scheduled": ("round-began", (4,)),
        "opened": ("round-began", (4,)),
        "suspended": ("round-not-under-way", (5,)),
        "walked-out": ("round-not-under-way", (5,)),
        "adjourned": ("round-not-under-way", (5,)),
        "closed": ("round-not-under-way", (5,)),
        "cancelled": ("round-began", (4,)),
    },
    "cancelled": {
        "opened": ("round-cancelled", (5,)),
        "suspended": ("round-not-under-way", (5,)),
        "resumed": ("round-not-under-way", (5,)),
        "walked-out": ("round-not-under-way", (5,)),
        "adjourned": ("round-not-under-way", (5,)),
        "closed": ("round-not-under-way", (5,)),
        "cancelled": ("round-cancelled", (5,)),
    },
}
"""What each stage refuses, with the entries behind it; every other step is allowed."""

LEADS_TO = {
    "scheduled": RoundStage.SCHEDULED,
    "opened": RoundStage.OPEN,
    "suspended": RoundStage.SUSPENDED,
    "resumed": RoundStage.OPEN,
    "adjourned": RoundStage.ADJOURNED,
    "closed": RoundStage.CLOSED,
    "cancelled": RoundStage.CANCELLED,
}
"""The stage after each step but a walk-out, which leaves the stage as it was."""


@pytest.mark.parametrize("what", STEPS)
@pytest.mark.parametrize("stage", WAYS)
def test_each_step_is_taken_from_where_it_can_be(stage: str, what: str) -> None:
    """From every stage of a round the steps that make sense are recorded, and the others are refused with a reason."""
    past = (*frame(), *steps(*WAYS[stage]))
    later = step(what, "2022-03-20")
    if stage == "unknown" and what not in ("scheduled", "opened"):
        # Nothing can be said of a round that nobody has heard of; one that is set or held later is known.
        given(*past).when(later).then_fails(NotFound, "there is no round 'first' in this log")
        past = (*past, step("scheduled", "2022-03-25"))
    outcome = given(*past).when(later)
    refused = REFUSED[stage].get(what)
    if refused:
        outcome.then_refused(Refused, refused)
    else:
        outcome.then(later.event)
        before = first(*steps(*WAYS[stage])).stage if WAYS[stage] else RoundStage.UNKNOWN
        assert LEADS_TO.get(what, before) is first(*steps(*WAYS[stage]), later).stage


def test_a_refusal_can_be_recorded_over_and_is_marked(journal: TalksLog) -> None:
    """What a rule of rounds refuses is kept with an override, and the timeline marks it.

    - {kind: round-opened, on: 2022-03-01, round: first}
    - {kind: round-closed, on: 2022-03-02, round: first}
    """
    write = partial(journal.record, step("adjourned").event, on="2022-03-09")
    expect_refused(journal, write, ("round-not-under-way", (6,)))


def test_the_words_of_a_refusal_say_what_to_do() -> None:
    """A round that is over is to be resumed, one that never began to be opened."""
    late = step("adjourned", "2022-03-20")
    for whats, message in (
        (("opened", "closed"), "first is closed (#5): resume it first, or dispute #5 if its end is told otherwise"),
        (("scheduled",), "first is scheduled (#4): open it first"),
        (("scheduled", "cancelled"), "first is cancelled (#5): set it anew, and open it first"),
    ):
        error = after(*whats).when(late).error
        assert isinstance(error, Refused)
        assert message == error.violations[0].refusal.message


# --- what a round is


SETTING: dict[str, Any] = {
    "label": "Round IV",
    "venue": "Istanbul",
    "host": "TUR",
    "mediators": ["TUR"],
    "format": "direct",
    "track": "1",
    "level": "delegations",
    "delegations": ["RUS=Medinsky", {"party": "UKR", "members": ["Podolyak"]}],
}


def test_what_was_planned_holds_where_the_opening_says_nothing_else() -> None:
    """An opening takes over the setting of the plan, and replaces what it tells otherwise."""
    plan = step("scheduled", "2022-03-20", **SETTING)
    found = first(plan, step("opened", venue="Dolmabahçe", level="ministers"))
    assert ("Round IV", "Dolmabahçe", "TUR", ("TUR",)) == (found.label, found.venue, found.host, found.mediators)
    assert (Format.DIRECT, Track.ONE, Level.MINISTERS) == (found.format, found.track, found.level)
    assert [("RUS", "Medinsky", ()), ("UKR", None, ("Podolyak",))] == [
        (delegation.party, delegation.head, delegation.members) for delegation in found.delegations
    ]
    assert (None, 4, 5) == (found.planned, found.scheduled, found.opened)


def test_a_round_that_is_set_anew_has_the_new_date() -> None:
    """A round may be moved, and a cancelled one may be set again; it keeps what is not told anew."""
    moved = first(step("scheduled", "2022-03-20", venue="Istanbul"), step("scheduled", "2022-03-21", planned="2022-04"))
    assert ("2022-04", "Istanbul", 5) == (moved.planned, moved.venue, moved.scheduled)
    cancelled = (*steps("scheduled"), step("cancelled", "2022-03-02", reason="shelling"))
    assert (None, "shelling") == (first(*cancelled).planned, first(*cancelled).reason)
    again = first(*cancelled, step("scheduled", "2022-03-03"))
    assert (RoundStage.SCHEDULED, "2022-03-28", None) == (again.stage, again.planned, again.reason)


def test_a_round_says_why_and_until_when_it_stopped() -> None:
    """The date of an adjournment, and the reason for it, hold until the round goes on."""
    stopped = (*steps("opened"), step("adjourned", "2022-03-02", until="2022-04", reason="elections"))
    assert ("2022-04", "elections") == (first(*stopped).until, first(*stopped).reason)
    resumed = first(*stopped, step("resumed", "2022-03-03"))
    assert (RoundStage.OPEN, None, None) == (resumed.stage, resumed.until, resumed.reason)


def test_a_closed_round_holds_how_it_ended() -> None:
    """The outcome, the duration, the outputs and the access of the press are kept; a resumption reopens it."""
    end = step("closed", "2022-03-02", outcome="broken-off", duration="PT3H", outputs="a map", press_access="none")
    found = first(*steps("opened"), end)
    assert (Outcome.BROKEN_OFF, "PT3H", ("a map",), "none") == (
        found.outcome,
        found.duration,
        found.outputs,
        found.press_access,
    )
    again = first(*steps("opened"), end, step("resumed", "2022-03-03"))
    assert (RoundStage.OPEN, None, 4) == (again.stage, again.outcome, again.opened)


def test_a_round_that_is_suspended_has_no_date_any_more() -> None:
    """One that was adjourned to a day and is then suspended will go on nobody knows when."""
    assert None is first(step("opened"), step("adjourned", until="2022-04-10"), step("suspended")).until


def test_a_round_closed_again_keeps_what_came_of_it_before() -> None:
    """A second close that says nothing of results, length and press takes none of these away; new results are added."""
    closed = step("closed", outputs=["a protocol"], duration="PT3H", press_access="none")
    again = first(step("opened"), closed, step("resumed"), step("closed"))
    assert (("a protocol",), "PT3H", "none") == (again.outputs, again.duration, again.press_access)
    more = first(step("opened"), closed, step("resumed"), step("closed", outputs=["a map", "a protocol"]))
    assert ("a protocol", "a map") == more.outputs


def test_after_a_walk_out_the_others_go_on() -> None:
    """Who walks out leaves the round as it was, and is named with the reason; the others go on, and can close it."""
    past = (*steps("opened"), step("walked-out", "2022-03-02", reason="shelling"))
    found = first(*past)
    assert (RoundStage.OPEN, 4) == (found.stage, found.entry)
    assert [(("RUS",), 5, "shelling")] == [(out.by, out.entry, out.reason) for out in found.walk_outs]
    again = step("walked-out", "2022-03-03", by="UKR")
    back = step("resumed", "2022-03-04")
    given(*frame(), *past).when(back).then(back.event)
    given(*frame(), *past, back).when(step("resumed", "2022-03-05")).then_refused(
        Refused, ("round-not-suspended", (6,))
    )
    assert [("RUS",), ("UKR",)] == [out.by for out in first(*past, again).walk_outs]
    for what in ("adjourned", "suspended", "closed", "resumed"):
        event = step(what, "2022-03-04")
        given(*frame(), *past).when(event).then(event.event)


@pytest.mark.parametrize("stage", ["suspended", "adjourned"])
def test_one_may_walk_out_of_a_round_that_rests(stage: str) -> None:
    """A delegation that leaves during a pause does not end the pause."""
    assert RoundStage(stage) is first(*steps(*WAYS[stage]), step("walked-out", "2022-03-20")).stage


def test_its_entries_are_in_the_order_in_which_they_happened() -> None:
    """A round lists its own entries by date, whenever they were recorded."""
    assert (6, 4, 5) == first(step("opened", "2022-03-02"), step("closed", "2022-03-03"), *steps("scheduled")).entries


def test_a_round_is_what_it_was_at_the_time() -> None:
    """Before it opened a round was set, and before that it was not known."""
    past = steps("scheduled", "opened", "closed")
    stages = [first(*past, clocks=Clocks(at=f"2022-03-0{day}")).stage for day in (1, 2, 3)]
    assert [RoundStage.SCHEDULED, RoundStage.OPEN, RoundStage.CLOSED] == stages
    assert {} == folded((*frame(), *past), Clocks(at="2022-02")).rounds


# --- who is at it


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("scheduled", {"delegations": ["UKR", "BLR=Makei"]}),
        ("opened", {"delegations": ["UKR", "BLR=Makei"]}),
        ("suspended", {"by": "BLR"}),
        ("walked-out", {"by": ["UKR", "BLR"]}),
        ("cancelled", {"by": "BLR"}),
    ],
)
def test_who_comes_to_a_round_is_at_the_talks(what: str, fields: dict[str, Any]) -> None:
    """A delegation, and who suspends, leaves or cancels a round, is that of a party at the talks."""
    begun = {"scheduled": (), "opened": (), "cancelled": ("scheduled",)}.get(what, ("opened",))
    after(*begun).when(step(what, "2022-03-20", **fields)).then_refused(Refused, ("not-at-the-talks", ()))


def test_a_delegation_that_had_left_the_talks_cannot_come() -> None:
    """The leaving of a party stands behind the refusal of its delegation."""
    past = (*frame(), told("party-left", "2022-03-05", party="RUS"))
    coming = step("opened", delegations="RUS")
    given(*past).when(coming).then_refused(Refused, ("not-at-the-talks", (4,)))
    earlier = step("opened", "2022-03-04", delegations="RUS")
    given(*past).when(earlier).then(earlier.event)


def test_a_party_has_one_delegation() -> None:
    """Two delegations of one party are refused as input, whatever the history."""
    with pytest.raises(InvalidInput, match="RUS has two delegations"):
        step("opened", delegations=["RUS=Medinsky", "UKR", "RUS=Fomin"])


# --- late entries


def test_a_late_cancellation_makes_the_opening_impossible() -> None:
    """A cancellation dated before an opening is refused as a conflict with what came after."""
    late = step("cancelled", "2022-02-20")
    past = (step("scheduled", "2022-02-10"), *steps("opened", "closed"))
    given(*frame(), *past).when(late).then_refused(HistoryConflict, ("round-cancelled", (7,)))


def test_the_opening_that_a_close_rests_on_is_not_taken_back() -> None:
    """Without its opening a round that was set cannot have been closed."""
    past = (*frame(), *steps("scheduled", "opened", "closed"))
    retraction = told("entry-retracted", entry="e5", reason="no")
    given(*past).when(retraction).then_refused(HistoryConflict, ("round-not-under-way", (4,)))


# --- what happened in it


def test_what_happens_in_a_round_names_one_that_there_is() -> None:
    """An entry cannot have happened in a round that nobody has set or opened; the batch may bring it."""
    inside = tabled(said={"in_round": "first"})
    given(*frame()).when(inside).then_fails(NotFound, "there is no round 'first' in this log")
    given(*frame()).when(step("opened"), inside).then(step("opened").event, inside.event)
    given(*frame(), step("scheduled")).when(inside).then(inside.event)


def test_a_statement_too_happens_in_a_round_that_there_is() -> None:
    """What was said in a round names one that there is, as any other entry."""
    said = told("statement-recorded", "2022-03-29", speaker="S", text="T", said={"in_round": "first"})
    given(*frame()).when(said).then_fails(NotFound, "there is no round 'first' in this log")
    given(*frame(), step("opened")).when(said).then(said.event)


@pytest.mark.parametrize(
    "inside",
    [
        tabled(said={"in_round": "first"}),
        told("statement-recorded", speaker="S", text="T", said={"in_round": "first"}),
        told("pledge-made", "2022-03-28", pledge="p", by="UKR", text="T", said={"in_round": "first"}),
    ],
)
def test_a_round_in_which_something_happened_is_not_taken_back(inside: Told) -> None:
    """The only entry that brings a round in cannot be retracted while others happened in it."""
    past = (*frame(), step("opened"), inside)
    retraction = told("entry-retracted", entry="e4", reason="no such round")
    given(*past).when(retraction).then_refused(HistoryConflict, ("round-not-held", ()))
    both = told("entry-retracted", entry="e5", reason="no such round")
    given(*past).when(both, retraction).then(both.event, retraction.event)


def test_a_round_that_is_still_set_may_lose_its_opening() -> None:
    """Where the plan of a round remains, what happened in it still has a round to be in."""
    past = (*frame(), step("scheduled", "2022-03-20"), step("opened"), tabled(said={"in_round": "first"}))
    retraction = told("entry-retracted", entry="e5", reason="not opened")
    given(*past).when(retraction).then(retraction.event)


def test_a_correction_moves_an_entry_into_a_round_that_there_is() -> None:
    """A corrected claim may name a round, and must name one that there is."""
    claim = {"occurred": "2022-03-28", "in_round": "first"}
    correction = told("entry-corrected", entry="e4", reason="it was there", event=tabled().event, claim=claim)
    given(*frame(), tabled()).when(correction).then_fails(NotFound, "there is no round 'first' in this log")
    given(*frame(), tabled(), step("opened")).when(correction).then(correction.event)


def test_what_happens_in_a_round_is_recorded_in_a_log(journal: TalksLog) -> None:
    """A log on disk takes a proposal, an answer and a statement of a round, and keeps the round for their sake.

    - {kind: round-opened, on: 2022-03-01, round: first}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR, in_round: first}
    """
    journal.propose("plan", by=["UKR"], on="2022-03-01", in_round="first")
    journal.respond("treaty", by=["RUS"], stance="studying", on="2022-03-01", in_round="first")
    journal.say("Medinsky", "We study it.", on="2022-03-01", in_round="first")
    assert ["first"] * 4 == [entry.envelope.in_round for entry in journal.entries()[5:]]
    with pytest.raises(NotFound):
        journal.say("Medinsky", "We study it.", in_round="second")
    retraction = partial(journal.retract, "#5", reason="no such round")
    assert [("round-not-held", ())] * 4 == refusals(retraction, HistoryConflict)
    retraction(override=REASON)


# --- laws


@law(st.lists(st.sampled_from(sorted(STEPS)), max_size=10))
def test_every_way_of_a_round_can_be_folded(whats: list[str]) -> None:
    """Whatever the steps and their order, the round has the stage of the last one that is no walk-out."""
    found = folded((*frame(), *steps(*whats))).rounds
    if not whats:
        assert {} == found
        return
    decisive = [what for what in whats if what != "walked-out"]
    assert (LEADS_TO[decisive[-1]] if decisive else RoundStage.UNKNOWN) is found["first"].stage
    assert whats.count("walked-out") == len(found["first"].walk_outs)
    assert tuple(range(4, 4 + len(whats))) == found["first"].entries


@law(st.lists(st.sampled_from(sorted(STEPS)), max_size=8), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_round(whats: list[str], random: Any) -> None:
    """Steps on different days lead to the same stage, in the same order, however late each is recorded."""
    told_once = steps(*whats)
    shuffled = random.sample(told_once, len(told_once))
    found = [history(entries_of((*frame(), *past))) for past in (told_once, shuffled)]
    kinds = [[entry.event.kind for entry in one.entries] for one in found]
    assert kinds[0] == kinds[1]
    stages = [{name: (one.stage, one.until, one.planned) for name, one in fold(f).rounds.items()} for f in found]
    assert stages[0] == stages[1]


def test_a_round_says_nothing_of_proposals() -> None:
    """A proposal in a round stands where it stands, whatever becomes of the round."""
    past = (*frame(), step("opened"), tabled(said={"in_round": "first"}), position("RUS", "studying"))
    closed = (*past, step("closed", "2022-03-29"))
    assert folded(past).proposals == folded(closed).proposals
    assert 7 == seen(closed).entries[-1].number


@pytest.mark.parametrize("stopped", ["suspended", "concluded", "collapsed"])
def test_no_round_opens_while_the_talks_are_stopped(stopped: str) -> None:
    """A round opens in talks that go on; those that are stopped are resumed first."""
    past = (*frame(), told(f"talks-{stopped}", "2022-03-01"))
    given(*past).when(step("opened", "2022-03-28")).then_refused(Refused, ("talks-not-active", (4,)))
    resumed = told("talks-resumed", "2022-03-02")
    opening = step("opened", "2022-03-28")
    given(*past, resumed).when(opening).then(opening.event)


def test_delegations_come_back_one_by_one() -> None:
    """Who walked out is away until it comes back; those who are not named stay away."""
    past = (*steps("opened"), step("walked-out", "2022-03-29", by=["UKR", "RUS"]))
    back = step("resumed", "2022-03-30", by="RUS")
    given(*frame(), *past).when(back).then(back.event)
    assert ("UKR",) == first(*past, back).away
    again = step("resumed", "2022-03-31", by="RUS")
    given(*frame(), *past, back).when(again).then_refused(Refused, ("round-not-suspended", (6,)))
    assert () == first(*past, step("resumed", "2022-03-30")).away
