"""Packages: proposals that bind only together, what waits for what, and the circles that waiting can close."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from given import Given, Told, act, folded, frame, given, position, tabled, told
from hypothesis import given as law
from hypothesis import strategies as st
from refused import REASON, expect_refused, refusals

from negotiation import TalksLog
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.errors import HistoryConflict, InvalidInput, NotFound, Refused
from negotiation.domain.package.state import Package
from negotiation.domain.package.waiting import WHOLE, Wait, deadlocks, packages_of, still_out, unfinished, waits
from negotiation.domain.proposal.stage import outstanding
from negotiation.domain.state import State

A, B, C = (tabled(name) for name in "abc")
BEFORE = (*frame(), A, B, C)
"""#1 to #3 are the talks of UKR and RUS, #4 to #6 the proposals a, b and c of 1 March."""


def formed(*proposals: str, on: str = "2022-03-02", **fields: Any) -> Told:
    """Tell that proposals were tied together: a and b unless told otherwise."""
    return told("package-formed", on, **{"package": "deal", "proposals": list(proposals or "ab"), **fields})


def changed(on: str = "2022-03-10", **fields: Any) -> Told:
    """Tell that a package was changed."""
    return told("package-changed", on, **{"package": "deal", **fields})


def dissolved(on: str = "2022-03-10", **fields: Any) -> Told:
    """Tell that a package was dissolved."""
    return told("package-dissolved", on, **{"package": "deal", **fields})


def agreeing(proposal: str, on: str = "2022-03-05") -> Told:
    """Tell that both parties agreed to a proposal."""
    return act("agreed-in-principle", "UKR", "RUS", on=on, proposal=proposal)


def signing(proposal: str, on: str = "2022-03-20") -> Told:
    """Tell that a party signed a proposal."""
    return act("signed", "UKR", on=on, proposal=proposal)


TOGETHER = told("decision-rule-set", "2022-03-02", rule={"kind": "consensus", "single_undertaking": True})


def after(*past: Told) -> Given:
    """Begin a test with three proposals on the table, and these: #7 and so on."""
    return given(*BEFORE, *past)


def now(*past: Told, clocks: Clocks | None = None) -> State:
    """Return the situation after the three proposals and these."""
    return folded((*BEFORE, *past), *([clocks] if clocks else []))


def deal(*past: Told) -> Package:
    """Return the package in which a past ends."""
    return now(*past).packages["deal"]


def half_done(*past: Told) -> dict[str, frozenset[str]]:
    """Return the packages that are not agreed as a whole, with their members."""
    found = now(*past)
    return unfinished(found.talks, found.proposals, found.packages, found.pledges)


# --- the package itself


def test_a_package_holds_what_was_tied_together() -> None:
    """Who formed it, under which title and of which proposals, is kept in the order in which it was told."""
    found = deal(formed("b", "a", title="The deal", by="UKR"))
    assert ("The deal", ("b", "a"), ("UKR",), 7, 7) == (
        found.title,
        found.proposals,
        found.by,
        found.formed,
        found.entry,
    )
    assert found.open


def test_a_package_changes_and_dissolves() -> None:
    """Proposals join and leave; once it is dissolved it ties nothing, and it can be formed again."""
    one = (formed(), changed(added="c", removed="a", reason="as agreed"))
    assert (("b", "c"), 8, "as agreed") == ((found := deal(*one)).proposals, found.entry, found.reason)
    gone = deal(*one, dissolved("2022-03-11", reason="no use"))
    assert (False, 9, "no use") == (gone.open, gone.dissolved, gone.reason)
    back = deal(*one, dissolved("2022-03-11"), formed("a", "c", on="2022-03-12"))
    assert (True, ("a", "c"), 0, 10) == (back.open, back.proposals, back.dissolved, back.formed)


def test_what_is_in_a_package_already_joins_it_once() -> None:
    """To add a member again changes nothing."""
    assert ("a", "b", "c") == deal(formed(), changed(added=["b", "c"])).proposals


def test_a_package_is_what_it_was_at_the_time() -> None:
    """Before its change a package held what it was formed of, and before that there was none."""
    past = (formed(), changed(added="c"))
    assert ("a", "b") == now(*past, clocks=Clocks(at="2022-03-09")).packages["deal"].proposals
    assert {} == now(*past, clocks=Clocks(at="2022-03-01")).packages


@pytest.mark.parametrize("proposals", [[], ["a"], ["a", "a"], ["a", "b", "a"]])
def test_a_package_is_of_two_at_the_least_and_each_once(proposals: list[str]) -> None:
    """One proposal alone, or one twice, is no package."""
    with pytest.raises(InvalidInput):
        told("package-formed", "2022-03-02", package="deal", proposals=proposals)


def test_a_change_changes_something() -> None:
    """Nothing added and nothing removed is no change."""
    with pytest.raises(InvalidInput, match="a change adds proposals"):
        changed()


# --- what is refused


def test_a_package_is_formed_once(journal: TalksLog) -> None:
    """A package that stands cannot be formed again; recorded all the same, it is marked.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: UKR}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
    """
    expect_refused(journal, partial(journal.record, formed().event, on="2022-03-09"), ("package-exists", (7,)))


@pytest.mark.parametrize("draft", [changed("2022-03-01", added="c"), dissolved("2022-03-01")])
def test_what_is_not_formed_yet_does_not_change(draft: Told) -> None:
    """A package is neither changed nor dissolved before it was formed."""
    after(formed()).when(draft).then_refused(Refused, ("no-such-package", ()))
    given(*BEFORE).when(draft).then_fails(NotFound, "there is no package 'deal' in this log")


@pytest.mark.parametrize("draft", [changed("2022-03-11", added="c"), dissolved("2022-03-11")])
def test_what_was_dissolved_does_not_change(draft: Told) -> None:
    """A dissolved package is neither changed nor dissolved again; its dissolution stands behind that."""
    after(formed(), dissolved()).when(draft).then_refused(Refused, ("no-such-package", (8,)))


def test_only_what_is_on_the_table_is_tied_together() -> None:
    """A package holds what has been tabled or floated by then, and nothing that there is not."""
    late, lost = tabled("d", "2022-03-30"), "there is no proposal 'lost' in this log"
    after(late).when(formed("a", "d")).then_refused(Refused, ("not-on-the-table", ()))
    after(late, formed()).when(changed(added="d")).then_refused(Refused, ("not-on-the-table", ()))
    after().when(formed("a", "lost")).then_fails(NotFound, lost)
    after(formed()).when(changed(added="lost")).then_fails(NotFound, lost)


def test_what_is_not_in_a_package_does_not_leave_it() -> None:
    """Only a member is removed, and two must be left."""
    after(formed()).when(changed(removed="c")).then_refused(Refused, ("not-in-the-package", (7,)))
    after(formed()).when(changed(removed="a")).then_refused(Refused, ("package-too-small", ()))
    swap = changed(added="c", removed="a")
    after(formed()).when(swap).then(swap.event)


@pytest.mark.parametrize("draft", [formed(by="BLR"), changed(added="c", by="BLR"), dissolved(by="BLR")])
def test_who_ties_and_unties_is_at_the_talks(draft: Told) -> None:
    """A stranger neither forms, nor changes, nor dissolves a package."""
    past = () if draft.event.kind == "package-formed" else (formed(),)
    after(*past).when(draft).then_refused(Refused, ("not-at-the-talks", ()))


# --- what it holds back


def test_nothing_of_a_package_is_signed_before_all_is_agreed() -> None:
    """A member that is agreed cannot be signed while another is not, and can once that is."""
    after(formed(), agreeing("a")).when(signing("a")).then_refused(Refused, ("package-not-agreed", (7,)))
    after(formed(), agreeing("a"), agreeing("b")).when(signing("a")).then(signing("a").event)


@pytest.mark.parametrize("what", ["agreed-ad-referendum", "initialled"])
def test_a_package_does_not_hold_back_what_binds_less(what: str) -> None:
    """To agree to one member, or to initial it, needs no agreement on the others."""
    done = act(what, "UKR", "RUS", on="2022-03-06", proposal="a")
    after(formed(), agreeing("a")).when(done).then(done.event)


def test_what_is_outside_a_package_is_not_held_back() -> None:
    """A proposal that is no member is signed whatever becomes of the package."""
    after(formed(), agreeing("c")).when(signing("c")).then(signing("c").event)


def test_a_package_holds_back_what_joins_it_and_lets_go_what_leaves_it() -> None:
    """The members at the time of the signature count: those that joined, and not those that left."""
    three, both = formed("a", "b", "c"), (agreeing("a"), agreeing("b"))
    after(three, *both).when(signing("a")).then_refused(Refused, ("package-not-agreed", (7,)))
    after(three, *both, changed(removed="c")).when(signing("a")).then(signing("a").event)
    after(formed(), *both, changed(added="c")).when(signing("a")).then_refused(Refused, ("package-not-agreed", (10,)))
    earlier = signing("a", "2022-03-09")
    after(formed(), *both, changed(added="c")).when(earlier).then(earlier.event)
    after(three, *both, dissolved()).when(signing("a")).then(signing("a").event)


def test_a_member_that_left_the_table_is_still_out() -> None:
    """What was withdrawn is not agreed, so that the rest waits until the package is changed or dissolved."""
    gone = told("proposal-withdrawn", "2022-03-06", proposal="b", by="UKR")
    past = (formed(), agreeing("a"), agreeing("b"), gone)
    after(*past).when(signing("a")).then_refused(Refused, ("package-not-agreed", (7,)))
    after(*past, dissolved()).when(signing("a")).then(signing("a").event)


def test_every_package_that_holds_it_back_is_named() -> None:
    """A proposal in two packages waits for both; one that is whole holds nothing back."""
    past = (formed(), formed("a", "c", package="other"), agreeing("a"))
    after(*past).when(signing("a")).then_refused(Refused, ("package-not-agreed", (7,)), ("package-not-agreed", (8,)))
    after(*past, agreeing("b")).when(signing("a")).then_refused(Refused, ("package-not-agreed", (8,)))


def test_the_refusal_names_what_is_out() -> None:
    """The message says in which package the proposal is, and which members are not agreed."""
    error = after(formed("a", "b", "c"), agreeing("a")).when(signing("a")).error
    assert isinstance(error, Refused)
    assert "a cannot be signed: it is in the package deal, and b and c are not agreed" == (
        error.violations[0].refusal.message
    )


def test_what_was_agreed_by_silence_is_agreed_in_a_package() -> None:
    """A member on which silence has expired holds the others back no longer."""
    silence = told("silence-opened", "2022-03-05", proposal="b", version=1, deadline="2022-03-10")
    past = (formed(), agreeing("a"), silence)
    early = signing("a", "2022-03-09")
    after(*past).when(early).then_refused(Refused, ("package-not-agreed", (7,)))
    after(*past).when(signing("a")).then(signing("a").event)


def test_a_package_that_becomes_known_late_makes_a_signature_impossible() -> None:
    """A package dated before a signature conflicts with it, and so does a member that joins before it."""
    past = (agreeing("a"), signing("a"))
    after(*past).when(formed()).then_refused(HistoryConflict, ("package-not-agreed", (9,)))
    after(formed(), agreeing("b"), *past).when(changed(added="c")).then_refused(
        HistoryConflict, ("package-not-agreed", (11,))
    )


def test_the_agreement_that_a_signature_rests_on_is_not_taken_back() -> None:
    """The agreement to one member cannot be retracted once another was signed on its strength; nor can its revision."""
    past = (formed(), agreeing("a"), agreeing("b"), signing("a"))
    retraction = told("entry-retracted", entry="e9", reason="no")
    after(*past).when(retraction).then_refused(HistoryConflict, ("package-not-agreed", (7,)))
    revision = told("proposal-revised", "2022-03-06", proposal="b", by="UKR", summary="anew")
    after(*past).when(revision).then_refused(HistoryConflict, ("package-not-agreed", (7,)))


def test_the_members_of_a_package_are_not_taken_back() -> None:
    """The tabling of a member cannot be retracted while the package ties it."""
    retraction = told("entry-retracted", entry="e5", reason="no")
    after(formed()).when(retraction).then_refused(HistoryConflict, ("not-on-the-table", ()), ("tied-to-nothing", ()))


def test_a_package_holds_back_through_a_log(journal: TalksLog) -> None:
    """A log on disk decides on a signature with the package in view, though that stands in another stream.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: c, by: UKR}
    - {kind: package-formed, on: 2022-03-02, package: deal, proposals: [a, b]}
    - {kind: formal-act-done, on: 2022-03-05, proposal: a, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    """
    write = partial(journal.act, "a", "signed", by=["UKR"], on="2022-03-20")
    assert [("package-not-agreed", (8,))] == refusals(write)
    journal.act("b", "agreed-in-principle", by=["UKR", "RUS"], on="2022-03-06")
    journal.record(changed(added="c").event, on="2022-03-07")
    assert [("package-not-agreed", (11,))] == refusals(write)
    journal.act("c", "agreed-in-principle", by=["UKR", "RUS"], on="2022-03-08")
    write()
    late = partial(journal.revise, "c", by=["UKR"], summary="anew", on="2022-03-09")
    assert [("package-not-agreed", (11,))] == refusals(late, HistoryConflict)
    late(override=REASON)


# --- nothing is agreed until everything is


def test_under_a_single_undertaking_all_proposals_are_one() -> None:
    """Where nothing is agreed until everything is, a proposal is signed once all that are on the table are agreed."""
    past = (TOGETHER, agreeing("a"), agreeing("b"))
    after(*past).when(signing("a")).then_refused(Refused, ("package-not-agreed", ()))
    after(*past, agreeing("c")).when(signing("a")).then(signing("a").event)
    error = after(*past).when(signing("a")).error
    assert isinstance(error, Refused)
    expected = "a cannot be signed: nothing is agreed until everything is, and c is not agreed"
    assert expected == error.violations[0].refusal.message


@pytest.mark.parametrize(
    "gone",
    [
        told("proposal-withdrawn", "2022-03-06", proposal="c", by="UKR"),
        told("proposal-lapsed", "2022-03-06", proposal="c"),
    ],
)
def test_what_left_the_table_is_no_part_of_everything(gone: Told) -> None:
    """A proposal that was withdrawn or lapsed holds nothing back, nor does an idea that was never tabled."""
    idea = told("proposal-floated", "2022-03-03", proposal="idea")
    past = (TOGETHER, agreeing("a"), agreeing("b"), idea, gone)
    after(*past).when(signing("a")).then(signing("a").event)


def test_a_single_undertaking_holds_from_when_it_is_set_to_when_it_is_lifted() -> None:
    """Before the rule was set, and after another one replaced it, proposals bind each for itself."""
    lifted = told("decision-rule-set", "2022-03-15", rule={"kind": "consensus"})
    late = told("decision-rule-set", "2022-03-25", rule={"kind": "consensus", "single_undertaking": True})
    after(TOGETHER, lifted, agreeing("a")).when(signing("a")).then(signing("a").event)
    after(late, agreeing("a")).when(signing("a")).then(signing("a").event)
    earlier = signing("a", "2022-03-14")
    after(TOGETHER, lifted, agreeing("a")).when(earlier).then_refused(Refused, ("package-not-agreed", ()))


def test_a_single_undertaking_that_becomes_known_late_makes_a_signature_impossible() -> None:
    """The rule, dated before a signature, conflicts with it; and so does another proposal tabled before it."""
    after(agreeing("a"), signing("a")).when(TOGETHER).then_refused(HistoryConflict, ("package-not-agreed", ()))
    alone = (*frame(), A, TOGETHER, agreeing("a"), signing("a"))
    given(*alone).when(tabled("d", "2022-03-10")).then_refused(HistoryConflict, ("package-not-agreed", ()))
    given(*alone).when(tabled("d", "2022-03-21")).then(tabled("d").event)


def test_a_single_undertaking_through_a_log(journal: TalksLog) -> None:
    """A log on disk decides with every proposal in view, though nothing but the rule ties them.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: a, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: b, by: UKR}
    - {kind: decision-rule-set, on: 2022-03-02, rule: {kind: consensus, single_undertaking: true}}
    - {kind: formal-act-done, on: 2022-03-05, proposal: a, act: agreed-in-principle, by: [UKR, RUS], version: 1}
    """
    write = partial(journal.act, "a", "signed", by=["UKR"], on="2022-03-20")
    assert [("package-not-agreed", ())] == refusals(write)
    journal.act("b", "agreed-in-principle", by=["UKR", "RUS"], on="2022-03-06")
    write()
    late = partial(journal.propose, "c", by=["UKR"], on="2022-03-10")
    assert [("package-not-agreed", ())] == refusals(late, HistoryConflict)


# --- what is provisional, and what is out


def test_a_package_is_unfinished_while_a_member_is_out() -> None:
    """Until all its members are agreed a package holds them all back; one that was dissolved holds nothing back."""
    deal, other = {"deal": frozenset("ab")}, {"other": frozenset("ac")}
    assert deal == half_done(formed(), agreeing("a"))
    assert {} == half_done(formed(), agreeing("a"), agreeing("b"))
    assert {} == half_done(agreeing("c"))
    assert {} == half_done(formed(), agreeing("a"), dissolved())
    assert deal | other == half_done(formed(), formed("a", "c", package="other"), agreeing("a"))
    assert other == half_done(formed(), formed("a", "c", package="other"), agreeing("a"), agreeing("b"))
    assert {WHOLE: frozenset("abc")} == half_done(TOGETHER, agreeing("a"))


def test_the_packages_are_those_that_are_open() -> None:
    """A dissolved package ties nothing; everything is a package only where there are two proposals at the least."""
    found = now(formed(), formed("b", "c", package="other"), dissolved())
    assert {"other": ("b", "c")} == packages_of(found.talks, found.proposals, found.packages)
    one = folded((*frame(), A, TOGETHER))
    assert {} == packages_of(one.talks, one.proposals, one.packages)
    all_three = now(TOGETHER)
    assert {WHOLE: ("a", "b", "c")} == packages_of(all_three.talks, all_three.proposals, all_three.packages)


def test_what_is_out_is_named_in_the_order_of_the_package() -> None:
    """The members that are not agreed are those that were never tabled, too."""
    found = now(agreeing("b"))
    assert ("c", "a", "lost") == still_out(found.proposals, ("c", "b", "a", "lost"))


# --- waiting


def linked(proposal: str, kind: str, target: str, on: str = "2022-03-03") -> Told:
    """Tell that a proposal was tied to another one."""
    return told("proposal-linked", on, proposal=proposal, link={"kind": kind, "target": target})


def wants(party: str, proposal: str, *conditions: str, on: str = "2022-03-04") -> Told:
    """Tell that a party supports a proposal on conditions."""
    return position(party, "supports-if", on=on, proposal=proposal, conditions=list(conditions))


def waiting(*past: Told) -> tuple[Wait, ...]:
    """Return what waits for what after these."""
    found = now(*past)
    return tuple(waits(found.talks, found.proposals))


def rings(*past: Told) -> list[list[str]]:
    """Return the circles of waiting after these, each as the proposals that wait."""
    return [[wait.proposal for wait in circle] for circle in deadlocks(waiting(*past))]


def test_a_proposal_waits_for_its_counterparts_and_for_the_conditions_of_parties() -> None:
    """A tie of waiting, and a party's condition that names a proposal, are waited for, with the entry that says so."""
    past = (
        linked("a", "in-exchange-for", "b"),
        linked("b", "conditional-on", "c"),
        linked("c", "responds-to", "a"),
        wants("RUS", "a", "proposal:c", "elections"),
    )
    assert (
        Wait("a", "b", "in exchange for", 7),
        Wait("a", "c", "condition of RUS", 10),
        Wait("b", "c", "conditional on", 8),
    ) == waiting(*past)


def test_what_is_agreed_or_gone_waits_for_nothing_and_nothing_waits_for_what_is_agreed() -> None:
    """An agreement ends the waiting on both sides of a tie; what left the table waits no more, and is waited for."""
    tie = linked("a", "in-exchange-for", "b")
    gone = [told("proposal-withdrawn", "2022-03-06", proposal=name, by="UKR") for name in "ab"]
    assert [[], [], [], ["b"]] == [
        [wait.for_proposal for wait in waiting(tie, end)] for end in (agreeing("a"), agreeing("b"), gone[0], gone[1])
    ]


def test_only_the_last_word_on_the_present_version_counts() -> None:
    """A condition that a party dropped, or set on words that were replaced, is waited for no longer."""
    first = wants("RUS", "a", "proposal:b")
    revised = told("proposal-revised", "2022-03-06", proposal="a", by="UKR", summary="anew")
    assert ["b"] == [wait.for_proposal for wait in waiting(first)]
    assert [] == [wait.for_proposal for wait in waiting(first, position("RUS", "supports", "2022-03-06", "a"))]
    assert [] == [wait.for_proposal for wait in waiting(first, revised)]
    assert ["c"] == [wait.for_proposal for wait in waiting(first, wants("RUS", "a", "proposal:c", on="2022-03-06"))]


def test_two_that_wait_for_each_other_are_one_deadlock() -> None:
    """A waits for B waits for A is told once, with what makes each wait."""
    past = (wants("RUS", "a", "proposal:b"), wants("UKR", "b", "proposal:a"))
    (circle,) = deadlocks(waiting(*past))
    assert (Wait("a", "b", "condition of RUS", 7), Wait("b", "a", "condition of UKR", 8)) == circle


def test_a_ring_of_three_is_one_deadlock() -> None:
    """A tie and two conditions that close a circle are told once."""
    past = (linked("a", "in-exchange-for", "b"), wants("RUS", "b", "proposal:c"), wants("UKR", "c", "proposal:a"))
    assert [["a", "b", "c"]] == rings(*past)


def test_what_waits_for_a_deadlock_is_not_in_it() -> None:
    """A proposal that waits for one in a circle, and one on which the circle waits besides, are not of the circle."""
    past = (wants("RUS", "b", "proposal:c"), wants("UKR", "c", "proposal:b"), wants("RUS", "a", "proposal:b"))
    assert [["b", "c"]] == rings(*past)
    assert [] == rings(wants("RUS", "a", "proposal:b"), wants("RUS", "b", "proposal:c"))


def test_two_circles_are_two_deadlocks() -> None:
    """A proposal that is caught in two circles with different partners is named in both."""
    past = (
        wants("RUS", "b", "proposal:a", "proposal:c"),
        wants("UKR", "a", "proposal:b"),
        wants("UKR", "c", "proposal:b"),
    )
    assert [{"a", "b"}, {"b", "c"}] == [set(ring) for ring in rings(*past)]


def test_two_parties_with_the_same_condition_make_one_deadlock() -> None:
    """The same circle is told once, however many parties close it."""
    past = (
        wants("RUS", "a", "proposal:b"),
        wants("UKR", "a", "proposal:b"),
        wants("UKR", "b", "proposal:a"),
        wants("RUS", "b", "proposal:a"),
    )
    assert [["a", "b"]] == rings(*past)


def test_an_agreement_breaks_a_deadlock() -> None:
    """Once one of the circle is agreed nothing waits in it."""
    past = (wants("RUS", "a", "proposal:b"), wants("UKR", "b", "proposal:a"))
    assert [] == rings(*past, agreeing("a"))


@pytest.mark.parametrize(
    "later",
    [
        told("formal-act-done", "2022-03-06", proposal="a", act="agreed-in-principle", by=["UKR"], version=1),
        told("proposal-rejected", "2022-03-06", proposal="a", by="UKR", version=1),
        told("party-left", "2022-03-06", party="UKR"),
    ],
    ids=lambda told: told.event.kind,
)
def test_the_condition_of_who_agreed_rejected_or_left_holds_nothing_up(later: Told) -> None:
    """A party that has done more than set a condition, or is no longer there, is not waiting for it."""
    both = (wants("UKR", "a", "proposal:b"), wants("RUS", "b", "proposal:a"))
    assert [["a", "b"]] == rings(*both)
    assert [] == rings(*both, later)


def test_a_guarantor_may_wait_for_the_text_itself() -> None:
    """That a guarantor comes in if the text is agreed is no circle."""
    pact = told("proposal-tabled", "2022-03-01", proposal="pact", by="UKR", terms=[{"kind": "security-guarantees"}])
    step = told("guarantor-state-changed", "2022-03-02", proposal="pact", guarantor="GBR", state="conditional",
                conditions=["proposal:pact"])  # fmt: skip
    assert () == waiting(pact, step)


def test_a_condition_on_itself_is_a_circle_of_one() -> None:
    """A proposal that waits for its own agreement never moves."""
    assert [["a"]] == rings(wants("RUS", "a", "proposal:a"))


# --- laws

EDGES = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=10, unique=True)


def reaches(edges: set[tuple[str, str]], start: str, goal: str) -> bool:
    """Say whether one can walk along the edges from one to the other, in one step at the least."""
    found: set[str] = set()
    queue = [start]
    while queue:
        here = queue.pop()
        for source, target in edges:
            if source == here and target not in found:
                found.add(target)
                queue.append(target)
    return goal in found


@law(EDGES)
def test_every_proposal_in_a_circle_is_in_a_deadlock_and_each_is_a_circle(drawn: list[tuple[str, str]]) -> None:
    """Exactly those are named that wait, through others, for themselves; each deadlock is one circle, told once."""
    edges = set(drawn)
    circles = deadlocks(tuple(Wait(source, target, "waits", 1) for source, target in drawn))
    assert {name for name in "abcde" if reaches(edges, name, name)} == {w.proposal for c in circles for w in c}
    for circle in circles:
        names = [wait.proposal for wait in circle]
        assert [wait.for_proposal for wait in circle] == [*names[1:], names[0]]
        assert len(names) == len(set(names))
    assert len(circles) == len({frozenset((w.proposal, w.for_proposal) for w in c) for c in circles})


MOVES = st.sampled_from(("formed", "added", "removed", "dissolved"))


@law(
    st.lists(st.tuples(MOVES, st.integers(2, 28)), max_size=6, unique_by=lambda move: move[1]),
    st.randoms(use_true_random=False),
)
def test_any_order_of_arrival_gives_the_same_package(drawn: list[tuple[str, int]], random: Any) -> None:
    """Where all dates differ, a package holds the same members however late each entry is recorded."""
    make: dict[str, Callable[[str], Told]] = {
        "formed": lambda on: formed(on=on),
        "added": lambda on: changed(on, added="c"),
        "removed": lambda on: changed(on, removed="a"),
        "dissolved": dissolved,
    }
    past = [make[move](f"2022-03-{day:02}") for move, day in drawn]
    ends = [now(*order).packages.get("deal") for order in (past, random.sample(past, len(past)))]
    assert 1 == len({end and (end.proposals, end.open) for end in ends})


def test_a_condition_of_a_guarantor_can_close_a_circle() -> None:
    """A guarantor that waits for one proposal holds up the guarantee, and so what stands in exchange for that."""
    guarantee = tabled("guarantee", terms={"kind": "security-guarantees", "guarantors": ["USA"]})
    neutral = tabled("neutral", links={"kind": "in-exchange-for", "target": "guarantee"})
    waiting = told(
        "guarantor-state-changed",
        "2022-03-05",
        proposal="guarantee",
        guarantor="USA",
        state="conditional",
        conditions="proposal:neutral",
    )
    found = folded((*frame(), guarantee, neutral, waiting))
    (circle,) = deadlocks(tuple(waits(found.talks, found.proposals)))
    assert {("guarantee", "condition of USA"), ("neutral", "in exchange for")} == {(w.proposal, w.why) for w in circle}


def test_the_package_of_everything_has_a_name_that_no_package_can_have() -> None:
    """What nothing is agreed without is told apart from every package that somebody forms."""
    with pytest.raises(InvalidInput):
        formed("a", "b", package=WHOLE)


def test_what_is_in_a_package_is_not_added_again() -> None:
    """A proposal joins a package once, and may come back after it left."""
    after(formed()).when(changed(added=["b"])).then_refused(Refused, ("already-in-the-package", (7,)))
    back = changed("2022-03-12", added=["b"])
    after(formed("a", "b", "c"), changed(removed=["b"])).when(back).then(back.event)


def test_who_is_out_is_named_last_of_all_the_sponsor() -> None:
    """Who put the words forward stands behind them, and is waited for only where a count is asked for."""
    ruled = told("decision-rule-set", rule={"kind": "threshold", "count": 2})
    by_rus = act("agreed-in-principle", "RUS", on="2022-03-05", proposal="a")
    for past, out in (
        ((), ("RUS",)),
        ((by_rus,), ()),
        ((ruled,), ("UKR", "RUS")),
        ((agreeing("a"),), ()),
    ):
        found = now(*past)
        assert out == outstanding(found.talks, found.proposals["a"])


def test_a_long_row_of_waiting_is_no_deadlock() -> None:
    """Circles are found beside, before and behind long rows of proposals that wait one for the other."""
    row = [Wait(f"p{n}", f"p{n + 1}", "conditional on", n) for n in range(1, 400)]
    circle = [Wait("p400", "x", "conditional on", 400), Wait("x", "p400", "conditional on", 401)]
    assert () == deadlocks(tuple(row))
    (found,) = deadlocks((*row, *circle))
    assert {"p400", "x"} == {wait.proposal for wait in found}


def test_a_proposal_does_not_wait_for_itself() -> None:
    """A condition that names the very proposal on which it is set is refused."""
    itself = position("RUS", "supports-if", "2022-03-05", proposal="a", conditions="proposal:a")
    after().when(itself).then_refused(Refused, ("circular", ()))


def test_what_is_agreed_waits_for_nothing_and_the_next_one_does() -> None:
    """Each proposal waits for itself: that one before it is agreed says nothing of it."""
    past = (*frame(), tabled("a"), tabled("b"), tabled("c"), agreeing("a"), linked("b", "in-exchange-for", "c"))
    found = folded(past)
    assert [("b", "c")] == [(wait.proposal, wait.for_proposal) for wait in waits(found.talks, found.proposals)]
