"""The silence procedure: it expires only when somebody looks, is broken by an objection in time, and writes nothing."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from given import BEGINNING, Given, Told, act, entries_of, folded, frame, given, position, tabled, told
from hypothesis import given as law
from hypothesis import strategies as st
from refused import expect_refused, refusals

from negotiation import TalksLog
from negotiation.domain.dates.clocks import ANY, NOW, Clocks
from negotiation.domain.dates.edtf import instant, span
from negotiation.domain.errors import HistoryConflict, Refused
from negotiation.domain.fold import fold
from negotiation.domain.proposal.convergence import convergence
from negotiation.domain.proposal.silence_rules import running
from negotiation.domain.proposal.stage import agreed, formal
from negotiation.domain.proposal.state import Proposal
from negotiation.domain.record.history import history
from negotiation.domain.state import State

DEADLINE = "2022-03-10"


def opened(on: str = "2022-03-05", deadline: str = DEADLINE, **fields: Any) -> Told:
    """Tell that a silence procedure was opened on version 1 of the treaty."""
    return told("silence-opened", on, **{"proposal": "peace-treaty", "version": 1, "deadline": deadline, **fields})


def broken(on: str = "2022-03-07", by: str = "RUS", **fields: Any) -> Told:
    """Tell that a party broke the silence."""
    return told("silence-broken", on, proposal="peace-treaty", by=by, **fields)


def rejected(on: str = "2022-03-07", by: str = "RUS") -> Told:
    """Tell that a party rejected the treaty."""
    return told("proposal-rejected", on, proposal="peace-treaty", by=by, version=1)


OBSERVER = told("party-joined", party="TUR", roles=["host"])
BEFORE = (*frame(), OBSERVER, tabled())
"""#1 to #3 are the talks of UKR and RUS, #4 the host, #5 the tabling of 1 March."""


def at(moment: str, *after: Told) -> State:
    """Return the situation after the tabling and these, as seen at a moment."""
    return folded((*BEFORE, *after), Clocks(at=moment))


def silently(moment: str, *after: Told) -> bool:
    """Say whether the treaty is agreed at a moment, though nobody has said so."""
    found = at(moment, *after)
    return agreed(found.proposals["peace-treaty"])


def after(*events: Told) -> Given:
    """Begin a test with a treaty on the table, and these: #6 and so on."""
    return given(*BEFORE, *events)


# --- when it expires


def test_silence_counts_as_agreement_once_the_deadline_is_over() -> None:
    """A text under silence is not agreed on the day of the deadline before it ends, and is agreed at its end."""
    moments = ("2022-03-09", "2022-03-10T00:00", "2022-03-10T23:58", "2022-03-10T23:59", "2022-03-10", "2022-04")
    assert [False, False, False, True, True, True] == [silently(moment, opened()) for moment in moments]


def test_the_view_says_that_it_was_agreed_by_silence() -> None:
    """Where the text stands is told in words of its own: the words have converged, and nobody has signed."""
    stages = []
    for moment in ("2022-03-09", "2022-03-11"):
        found = at(moment, opened())
        treaty = found.proposals["peace-treaty"]
        stages.append((formal(treaty), convergence(found.talks, treaty).value))
    assert [("tabled", "proposed by one side"), ("agreed by silence", "converged")] == stages


def test_a_further_act_says_more_than_silence() -> None:
    """What was initialled after the deadline is called initialled; an agreement in principle adds nothing."""
    done = act("initialled", "UKR", "RUS", on="2022-03-12")
    found = at("2022-03-13", opened(), done)
    assert "initialled" == formal(found.proposals["peace-treaty"])
    said = act("agreed-in-principle", "UKR", "RUS", on="2022-03-12")
    found = at("2022-03-13", opened(), said)
    assert "agreed by silence" == formal(found.proposals["peace-treaty"])


def test_a_deadline_is_read_in_the_time_zone_of_the_talks() -> None:
    """A day ends when it ends where the talks are held; an hour with a zone is that hour."""
    past = (told("talks-opened", title="T", timezone="Europe/Istanbul"), *frame()[1:], tabled(), opened())
    ends = []
    for moment in ("2022-03-10T20:58Z", "2022-03-10T20:59Z"):
        found = folded(past, Clocks(at=moment))
        ends.append(agreed(found.proposals["peace-treaty"]))
    assert [False, True] == ends
    hour = opened(deadline="2022-03-10T12:00+03:00")
    assert [False, True] == [silently(moment, hour) for moment in ("2022-03-10T08:59Z", "2022-03-10T09:00Z")]


def moment_of(now: str, clocks: Clocks = NOW) -> int:
    """Return the moment for which deadlines are worked out, at some clocks and a present."""
    return history(entries_of((*BEFORE, opened())), clocks, span(now).end).moment


@pytest.mark.parametrize(
    ("clocks", "moment"),
    [
        (NOW, "2022-07-01"),
        (Clocks(at="2022-03-09"), "2022-03-09"),
        (Clocks(at="2023"), "2023"),
        (Clocks(known="2022-03-08"), "2022-03-08"),
        (Clocks(known="2024"), "2022-07-01"),
        (Clocks(recorded="2022-06-02"), "2022-06-02"),
        (Clocks(recorded="2024"), "2022-07-01"),
        (Clocks(recorded="#5"), "2022-07-01"),
        (Clocks(at="2022-03-09", known="2022-03-08"), "2022-03-08"),
        (Clocks(at="2022-03-08", known="2022-03-09"), "2022-03-08"),
        (Clocks(at="2023", recorded="2022-06-02"), "2022-06-02"),
        (Clocks("2023", "2022-06-03", "2022-06-02"), "2022-06-02"),
    ],
)
def test_the_moment_comes_from_the_clocks(clocks: Clocks, moment: str) -> None:
    """Deadlines are worked out for the moment asked about, else for now, and never later than was known or recorded."""
    assert span(moment).end == moment_of("2022-07-01", clocks)


def test_without_a_present_no_deadline_ever_passes() -> None:
    """A history that is read for no moment, as a decision reads it, lets no silence expire by itself."""
    found = fold(history(entries_of((*BEFORE, opened()))))
    assert not agreed(found.proposals["peace-treaty"])


@pytest.mark.parametrize("clocks", [NOW, Clocks(at=ANY)])
@pytest.mark.parametrize(("on", "said"), [("2022-03-09", "under consideration"), ("2022-03-12", "agreed by silence")])
def test_what_comes_after_the_deadline_shows_that_it_passed(clocks: Clocks, on: str, said: str) -> None:
    """In a view of all time a word on the text that is dated later than the deadline finds it agreed, as on its day."""
    past = (opened(), position("RUS", "supports", on))
    treaty = folded((*BEFORE, *past), clocks).proposals["peace-treaty"]
    assert (said, said) == (formal(treaty), treaty.stage.words)
    assert agreed(treaty) == (treaty.agreement is not None) == (said == "agreed by silence")
    if agreed(treaty):
        on_its_day = at(on, *past).proposals["peace-treaty"]
        assert (on_its_day.stage, on_its_day.silence) == (treaty.stage, treaty.silence)


def test_that_it_expired_is_known_no_sooner_than_it_does() -> None:
    """Who knew on the day before the deadline what this log knows could not have known that it would pass."""
    known: dict[str, Any] = {"said": {"learned": "2022-03-05"}}
    past = (*frame(), OBSERVER, tabled(**known), opened(**known))
    states = []
    for day in ("2022-03-09", "2022-03-10"):
        found = fold(history(entries_of(past), Clocks(known=day), span("2024").end))
        states.append(agreed(found.proposals["peace-treaty"]))
    assert [False, True] == states


def test_nothing_is_written_when_the_deadline_passes(journal: TalksLog) -> None:
    """The log holds the same entries after a deadline as before it, and still shows both.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-03-05, proposal: treaty, version: 1, deadline: 2022-03-10}
    """
    before = journal.entries()
    labels = [journal.as_of(at=f"2022-03-{day}").status().proposals[0].formal.stage for day in ("09", "10", "09")]
    assert ["tabled", "agreed by silence", "tabled"] == labels
    assert "agreed by silence" == journal.as_of().status().proposals[0].formal.stage
    assert before == journal.entries()


# --- what breaks it


@pytest.mark.parametrize(
    "objection",
    [
        broken(),
        broken(by="TUR"),
        rejected(),
        position("RUS", "opposes", on="2022-03-07"),
        position("RUS", "red-line", on="2022-03-07"),
        broken("2022-03-10"),
        rejected("2022-03-10T23:59"),
        broken("2022-03"),
    ],
)
def test_an_objection_in_time_breaks_it(objection: Told) -> None:
    """A formal objection of anybody, and a word against the text of a party that decides, break a running silence."""
    assert not silently("2022-04", opened(), objection)
    found = at("2022-04", opened(), objection).proposals["peace-treaty"]
    assert found.silence
    assert (7,) == tuple(o.entry for o in found.silence.objections)


@pytest.mark.parametrize(
    "word",
    [
        rejected(by="TUR"),
        position("TUR", "opposes", on="2022-03-07"),
        position("RUS", "studying", on="2022-03-07"),
        position("RUS", "reserved", on="2022-03-07"),
        position("RUS", "silent", on="2022-03-07"),
        position("RUS", "opposes", on="2022-03-04"),
        rejected("2022-03-04"),
        position("RUS", "opposes", on="2022-03-11"),
        rejected("2022-03-11"),
    ],
)
def test_other_words_do_not_break_it(word: Told) -> None:
    """A host's stance, a doubt, and what was said before the opening or after the deadline, leave silence running."""
    assert silently("2022-03-10", opened(), word)


def test_a_word_on_one_provision_does_not_break_it() -> None:
    """An objection to a single provision says nothing on the whole text."""
    text = tabled(provisions=[{"number": "1", "text": "A"}])
    past = (*frame(), OBSERVER, text, opened(), position("RUS", "opposes", on="2022-03-07", provision="1"))
    found = folded(past, Clocks(at="2022-03-11"))
    assert agreed(found.proposals["peace-treaty"])


def test_an_objection_that_was_taken_back_has_broken_it_all_the_same() -> None:
    """A silence that was broken stays broken, whatever the party says later; it can be opened again."""
    turned = (opened(), broken("2022-03-06"), position("RUS", "supports", on="2022-03-07"))
    assert not silently("2022-04", *turned)
    again = opened("2022-03-08", "2022-03-12")
    after(*turned).when(again).then(again.event)
    assert [False, True] == [silently(moment, *turned, again) for moment in ("2022-03-11", "2022-03-12")]


def test_a_retracted_objection_never_broke_it() -> None:
    """What was recorded by mistake broke nothing."""
    assert silently("2022-03-11", opened(), broken(), told("entry-retracted", entry="e7", reason="no"))


def test_who_decides_is_asked_when_the_objection_is_made() -> None:
    """A silence that a party broke stays broken though that party leaves the talks after the deadline."""
    leaving = told("party-left", "2022-03-20", party="RUS")
    for word in (rejected(), position("RUS", "opposes", on="2022-03-07")):
        found = at("2022-03-21", opened(), word, leaving)
        assert not agreed(found.proposals["peace-treaty"])


def test_a_party_that_comes_to_decide_later_has_broken_nothing() -> None:
    """The stance of a host does not break a silence afterwards, when the host has become a negotiating party."""
    promoted = told("party-role-changed", "2022-03-20", party="TUR", roles=["host", "negotiating"])
    found = at("2022-03-21", opened(), position("TUR", "opposes", on="2022-03-07"), promoted)
    assert agreed(found.proposals["peace-treaty"])


COLLAPSE = told("talks-collapsed", "2022-03-07")
RESUMED = told("talks-resumed", "2022-03-08")


def test_the_collapse_of_the_talks_ends_it() -> None:
    """Where the talks collapse before the deadline, nobody has consented by silence, though they resume."""
    assert not silently("2022-04", opened(), COLLAPSE)
    assert not silently("2022-04", opened(), COLLAPSE, RESUMED)
    assert not silently("2022-04", opened(), told("talks-collapsed", "2022-03"))


@pytest.mark.parametrize("kind", ["talks-suspended", "talks-concluded"])
def test_a_pause_and_a_conclusion_leave_it_running(kind: str) -> None:
    """Who suspends or concludes the talks leaves the procedures that were agreed to run."""
    assert silently("2022-03-10", opened(), told(kind, "2022-03-07"))


def test_a_collapse_after_the_deadline_leaves_the_agreement() -> None:
    """What was agreed by silence before the talks collapsed stays agreed, and so does what was signed upon it."""
    assert silently("2022-04", opened(), told("talks-collapsed", "2022-03-11"))
    signed = act("signed", "UKR", "RUS", on="2022-03-12")
    assert silently("2022-04", opened(), signed, told("talks-collapsed", "2022-03/2022-04"))


def test_a_collapse_that_was_retracted_never_ended_it() -> None:
    """What was recorded by mistake ended nothing."""
    assert silently("2022-03-10", opened(), COLLAPSE, told("entry-retracted", entry="e7", reason="no"))


def test_after_a_collapse_there_is_none_to_break_and_a_new_one_may_be_opened() -> None:
    """A procedure that a collapse ended is not running: it can be neither broken nor in the way of another."""
    past = (opened(), COLLAPSE, RESUMED)
    after(*past).when(broken("2022-03-09")).then_refused(Refused, ("no-silence-running", ()))
    again = opened("2022-03-09", "2022-03-20")
    after(*past).when(again).then(again.event)
    assert [False, True] == [silently(moment, *past, again) for moment in ("2022-03-19", "2022-03-20")]


def test_a_procedure_opened_after_the_collapse_over_the_rule_runs() -> None:
    """A collapse ends what was running then, and not what somebody insisted on recording afterwards."""
    assert silently("2022-03-10", told("talks-collapsed", "2022-03-04"), opened(override="so it was"))


def test_a_late_report_of_a_collapse_is_held_against_what_rests_on_the_silence() -> None:
    """A signature that rests on a silence makes it impossible that the talks had collapsed before the deadline."""
    signed = act("signed", "UKR", on="2022-03-12")
    after(opened(), signed).when(told("talks-collapsed", "2022-03-07")).then_refused(
        HistoryConflict, ("not-agreed", (5,))
    )


# --- what is refused


def test_an_objection_after_the_deadline_is_refused() -> None:
    """An objection dated after the deadline is refused, on the opening; one dated on its last day is not."""
    after(opened()).when(broken("2022-03-11")).then_refused(Refused, ("silence-expired", (6,)))
    last = broken("2022-03-10")
    after(opened()).when(last).then(last.event)
    late = broken("2022-03-11", override="the minutes say so")
    after(opened()).when(late).then(late.event)
    assert silently("2022-03-12", opened(), broken("2022-03-11"))


@pytest.mark.parametrize(
    "past",
    [
        (),
        (opened("2022-03-08"),),
        (opened(), told("proposal-revised", "2022-03-06", proposal="peace-treaty", by="UKR", summary="anew")),
    ],
)
def test_only_a_running_silence_is_broken(past: tuple[Told, ...]) -> None:
    """Without a procedure, before it opens, or after a revision ended it, there is none to break."""
    after(*past).when(broken("2022-03-07", "UKR")).then_refused(Refused, ("no-silence-running", ()))


def test_only_one_procedure_runs_at_a_time() -> None:
    """A second procedure is refused while the first runs, or has led to agreement, and allowed once that was broken."""
    again = opened("2022-03-08", "2022-03-20")
    after(opened()).when(again).then_refused(Refused, ("silence-running", (6,)))
    after(opened(), broken("2022-03-06")).when(again).then(again.event)
    late = opened("2022-03-11", "2022-03-20")
    after(opened()).when(late).then_refused(Refused, ("already-agreed", (6,)))
    reopened = told("proposal-reopened", "2022-03-11", proposal="peace-treaty")
    after(opened(), reopened).when(late).then(late.event)


def test_a_deadline_lies_after_the_opening() -> None:
    """A procedure whose deadline is over when it opens is refused; one that ends on the same day is not."""
    after().when(opened("2022-03-11")).then_refused(Refused, ("deadline-passed", ()))
    same = opened("2022-03-10")
    after().when(same).then(same.event)


@pytest.mark.parametrize(
    ("draft", "broken_rule"),
    [
        (opened(by="BLR"), ("not-at-the-talks", ())),
        (broken(by="BLR"), ("not-at-the-talks", ())),
        (opened(version=2), ("no-such-version", (5,))),
        (opened(on="2022-02-01"), ("not-on-the-table", ())),
    ],
)
def test_who_opens_or_breaks_it_is_at_the_talks_and_the_version_is_there(
    draft: Told, broken_rule: tuple[str, tuple[int, ...]]
) -> None:
    """A stranger neither opens nor breaks a silence, and it is opened on the present version of what is tabled."""
    past = (opened(),) if draft.event.kind == "silence-broken" else ()
    after(*past).when(draft).then_refused(Refused, broken_rule)


def test_it_is_opened_on_the_present_version() -> None:
    """A version that was replaced is not put under silence."""
    revised = told("proposal-revised", "2022-03-03", proposal="peace-treaty", by="UKR", summary="anew")
    after(revised).when(opened()).then_refused(Refused, ("old-version", (6,)))
    second = opened(version=2)
    after(revised).when(second).then(second.event)


def test_nothing_is_opened_on_what_left_the_table() -> None:
    """A proposal that was withdrawn is not put under silence."""
    gone = told("proposal-withdrawn", "2022-03-04", proposal="peace-treaty", by="UKR")
    after(gone).when(opened()).then_refused(Refused, ("ended", (6,)))


def test_a_refusal_can_be_recorded_over_and_is_marked(journal: TalksLog) -> None:
    """A late objection is recorded with an override only, and does not break the silence.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-03-05, proposal: treaty, version: 1, deadline: 2022-03-10}
    """
    late = told("silence-broken", proposal="treaty", by="RUS").event
    expect_refused(journal, partial(journal.record, late, on="2022-03-11"), ("silence-expired", (6,)))
    assert "agreed by silence" == journal.as_of().status().proposals[0].formal.stage


# --- what rests on it


def test_what_was_agreed_by_silence_can_be_signed() -> None:
    """A signature before the deadline is refused, and allowed once the silence has expired."""
    early, late = (act("signed", "UKR", on=day) for day in ("2022-03-09", "2022-03-11"))
    after(opened()).when(early).then_refused(Refused, ("not-agreed", (5,)))
    after(opened()).when(late).then(late.event)
    after(opened(), broken()).when(late).then_refused(Refused, ("not-agreed", (5,)))


def test_the_counterpart_of_what_was_agreed_by_silence_can_be_signed() -> None:
    """What waits for a proposal is free once silence has agreed to that one."""
    plan = tabled("plan", links={"kind": "in-exchange-for", "target": "peace-treaty"})
    done = act("agreed-in-principle", "UKR", "RUS", on="2022-03-02", proposal="plan")
    early, late = (act("signed", "UKR", on=day, proposal="plan") for day in ("2022-03-09", "2022-03-11"))
    after(plan, done, opened()).when(early).then_refused(Refused, ("counterpart-not-agreed", (5,)))
    after(plan, done, opened()).when(late).then(late.event)


def test_a_late_objection_makes_a_signature_impossible() -> None:
    """An objection in time that becomes known after a signature conflicts with it."""
    signed = act("signed", "UKR", on="2022-03-11")
    after(opened(), signed).when(broken()).then_refused(HistoryConflict, ("not-agreed", (5,)))


def test_the_opening_that_a_signature_rests_on_is_not_taken_back() -> None:
    """Without the procedure there is no agreement to sign."""
    past = (opened(), act("signed", "UKR", on="2022-03-11"))
    retraction = told("entry-retracted", entry="e6", reason="no")
    after(*past).when(retraction).then_refused(HistoryConflict, ("not-agreed", (5,)))


@pytest.mark.parametrize(
    "end",
    [
        (told("proposal-revised", "2022-03-07", proposal="peace-treaty", by="UKR", summary="anew"),),
        (told("proposal-withdrawn", "2022-03-07", proposal="peace-treaty", by="UKR"),),
        (
            told("proposal-deferred", "2022-03-07", proposal="peace-treaty"),
            told("proposal-reopened", "2022-03-08", proposal="peace-treaty"),
        ),
    ],
)
def test_a_revision_an_end_and_a_reopening_end_it(end: tuple[Told, ...]) -> None:
    """Silence on words that were changed or left the table is no agreement, also when they come back."""
    assert not silently("2022-04", opened(), *end)
    found = at("2022-04", opened(), *end)
    assert running(found.talks, found.proposals["peace-treaty"]) is None


def test_what_was_agreed_by_silence_can_be_reopened() -> None:
    """After the deadline a reopening takes the agreement back; before it there is nothing to reopen."""
    early, late = (told("proposal-reopened", day, proposal="peace-treaty") for day in ("2022-03-09", "2022-03-11"))
    after(opened()).when(early).then_refused(Refused, ("nothing-to-reopen", ()))
    after(opened()).when(late).then(late.event)
    assert [True, False] == [silently(moment, opened(), late) for moment in ("2022-03-10", "2022-03-11")]


def test_a_silence_on_an_older_version_says_nothing_on_the_next() -> None:
    """A text that was agreed by silence and revised since is not agreed, and its successor not under silence."""
    revised = told("proposal-revised", "2022-03-15", proposal="peace-treaty", by="UKR", summary="anew")
    assert [True, False] == [silently(moment, opened(), revised) for moment in ("2022-03-14", "2022-03-15")]


def test_a_signature_by_silence_through_a_log(journal: TalksLog) -> None:
    """The same through a log on disk, which decides on what bears on the signature.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-03-05, proposal: treaty, version: 1, deadline: 2022-03-10}
    """
    assert [("not-agreed", (5,))] == refusals(partial(journal.act, "treaty", "signed", by=["UKR"], on="2022-03-09"))
    journal.act("treaty", "signed", by=["UKR"], on="2022-03-11")


# --- laws

DAYS = st.integers(1, 28).map(lambda day: f"2022-03-{day:02}")


@law(DAYS, DAYS, st.sampled_from((broken, rejected)), DAYS)
def test_silence_is_agreement_from_the_deadline_on_unless_broken(
    start: str, deadline: str, how: Any, said: str
) -> None:
    """At every moment, the text is agreed if the deadline is over and no objection was made while silence ran."""
    past = (opened(start, max(start, deadline)), how(said))
    for day in range(1, 29):
        moment = f"2022-03-{day:02}"
        objected = start <= said <= max(start, deadline) and said <= moment
        assert silently(moment, *past) == (start <= moment >= max(start, deadline) and not objected)


@law(
    st.lists(st.tuples(st.sampled_from((broken, rejected, opened)), DAYS), max_size=5),
    st.randoms(use_true_random=False),
)
def test_any_order_of_arrival_gives_the_same_silence(drawn: list[tuple[Any, str]], random: Any) -> None:
    """Where all dates differ, a silence ends the same way however late each entry is recorded."""
    days = {day: how for how, day in drawn}
    past = [how(day) if how is not opened else opened(day, "2022-03-28") for day, how in days.items()]
    orders = (past, random.sample(past, len(past)))
    assert 1 == len({silently("2022-03-28", *order) for order in orders})


def test_the_clocks_of_a_log_are_those_of_its_readers(journal: TalksLog) -> None:
    """A log that is read without clocks works out deadlines for the present of whoever reads.

    - {kind: proposal-tabled, on: 2022-05-01, proposal: treaty, by: UKR}
    - {kind: silence-opened, on: 2022-05-05, proposal: treaty, version: 1, deadline: 2022-06-02}
    """
    assert "tabled" == journal.as_of().status().proposals[0].formal.stage
    journal.log.clock = lambda: datetime(2022, 6, 3, tzinfo=UTC)  # a day goes by
    assert "agreed by silence" == journal.as_of().status().proposals[0].formal.stage
    assert instant(BEGINNING) < span("2022-06-02").end


def test_a_proposal_that_was_never_under_silence_has_none() -> None:
    """Without a procedure silence is nothing."""
    found: Proposal = at("2023").proposals["peace-treaty"]
    assert found.silence is None


def test_several_may_object_and_the_first_is_named() -> None:
    """Each objection before the deadline is taken, whoever came first, and one that is found late too."""
    first, second, early = broken("2022-03-06"), broken("2022-03-07", "UKR"), broken("2022-03-05", "UKR")
    after(opened(), first).when(second).then(second.event)
    after(opened(), first).when(early).then(early.event)
    assert not silently("2022-03-12", opened(), first, second)


def test_who_bound_themselves_after_the_deadline_relied_on_it() -> None:
    """An objection that may have come in time, or not, does not undo a signature that rests on the silence."""
    signed = act("signed", "UKR", "RUS", on="2022-03-11")
    vague = broken("2022-03")
    after(opened(), signed).when(vague).then_refused(Refused, ("silence-expired", (6,)))
    against = position("RUS", "opposes", "2022-03")
    after(opened(), signed).when(against).then(against.event)
    assert silently("2022-03-12", opened(), signed, against)


@pytest.mark.parametrize(
    ("past", "rule"),
    [
        ((position("RUS", "red-line", "2022-03-04"),), ("live-objection", (6,))),
        ((told("talks-suspended", "2022-03-04"),), ("talks-not-active", (6,))),
    ],
)
def test_silence_opens_only_where_an_agreement_could_be_reached(past: tuple[Told, ...], rule: Any) -> None:
    """A procedure is not opened over a live objection, nor while the talks are stopped."""
    after(*past).when(opened()).then_refused(Refused, rule)


# --- what an early initialling means


def test_an_initialling_before_the_deadline_relies_on_nothing() -> None:
    """Who initials while the silence still runs does not make an objection in time, or a collapse, come too late."""
    past = (opened(), act("initialled", "UKR", on="2022-03-06", override="in advance"))
    for word in (broken(), rejected(), position("RUS", "opposes", on="2022-03-07"), COLLAPSE):
        assert not silently("2022-03-11", *past, word)
    after(*past).when(broken()).then(broken().event)


def test_a_rejection_of_an_older_text_leaves_silence_running() -> None:
    """What is said against words that were revised says nothing on those that were sent around."""
    past = (
        told("proposal-revised", "2022-03-03", proposal="peace-treaty", by="UKR", summary="anew"),
        opened(version=2),
    )
    assert silently("2022-03-11", *past, rejected())


@pytest.mark.parametrize(
    "word",
    [
        position("RUS", "can-live-with", on="2022-03-07", override="as reported"),
        act("agreed-in-principle", "RUS", on="2022-03-07", override="as reported"),
    ],
)
def test_a_word_on_an_older_text_takes_nothing_back(word: Told) -> None:
    """What is said against the present words stands, and keeps silence from being opened, whatever is said of older."""
    revised = told("proposal-revised", "2022-03-03", proposal="peace-treaty", by="UKR", summary="anew")
    red_line = position("RUS", "red-line", on="2022-03-04", version=2)
    rejecting = told("proposal-rejected", "2022-03-04", proposal="peace-treaty", by="RUS", version=2)
    for against in (red_line, rejecting):
        late = opened("2022-03-08", version=2)
        after(revised, against, word).when(late).then_refused(Refused, ("live-objection", (7,)))


def test_since_is_the_deadline_though_what_opened_the_silence_has_a_vague_date() -> None:
    """Entries are not in the order of their dates then, and the deadline has passed when it comes."""
    past = (
        *frame(),
        told("decision-rule-set", "2022-03-11", rule={"kind": "threshold", "percent": 50}),
        told("proposal-tabled", "2022-03-05", proposal="p", by=["UKR"]),
        told("silence-opened", "2022-03", proposal="p", version=1, deadline="2022-03-09"),
    )
    stage = folded(past, Clocks(at="2022-04-30")).proposals["p"].stage
    assert ("agreed by silence", 6, "2022-03-09") == (stage.words, stage.entry, stage.date)


def test_silence_on_what_was_only_floated_is_refused() -> None:
    """A non-paper is not on the table, and so nobody agrees to it by saying nothing."""
    floated = told("proposal-floated", "2022-03-01", proposal="p", by=["UKR"])
    opening = told("silence-opened", "2022-03-02", proposal="p", version=1, deadline="2022-03-09")
    given(*frame(), floated).when(opening).then_refused(Refused, ("only-floated", (4,)))
