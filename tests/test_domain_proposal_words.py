"""The last word of a party counts, and what was decided stays decided."""

import pytest
from given import Told, act, folded, frame, given, position, tabled, told

from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.errors import Refused
from negotiation.domain.proposal.stage import agreed, formal
from negotiation.domain.proposal.state import Proposal

AGREED = "agreed-in-principle"


def treaty(*past: Told, at: str | None = None) -> Proposal:
    """Return the treaty at the end of a past, or as seen at a moment."""
    return folded(past, Clocks(at=at)).proposals["peace-treaty"]


def rejected(by: str, on: str, version: int = 1) -> Told:
    """Tell of a rejection of the treaty."""
    return told("proposal-rejected", on, proposal="peace-treaty", by=by, version=version)


def joined(party: str, on: str) -> Told:
    """Tell of a party that takes a seat."""
    return told("party-joined", on, party=party, roles=["negotiating"])


def left(party: str, on: str) -> Told:
    """Tell of a party that gives up its seat."""
    return told("party-left", on, party=party)


# --- the last word


def test_who_agrees_after_objecting_stands_in_the_way_no_more() -> None:
    """An objection ends with the agreement of the party that made it, so that the others can agree."""
    past = (*frame(), tabled(), position("RUS", "opposes"), act(AGREED, "RUS", on="2022-03-03"))
    yes = act(AGREED, "UKR", on="2022-03-04")
    given(*past).when(yes).then(yes.event)
    assert "agreed in principle" == formal(treaty(*past, yes))
    assert {} == treaty(*past).stances()


@pytest.mark.parametrize("word", [position("RUS", "opposes", on="2022-03-04"), rejected("RUS", "2022-03-04")])
def test_who_objects_after_agreeing_agrees_no_more(word: Told) -> None:
    """An agreement that did not bind yet is taken back by a later word against the text."""
    past = (*frame("UKR", "RUS", "TUR"), tabled(), act(AGREED, "RUS", on="2022-03-03"), word)
    yes = act(AGREED, "TUR", on="2022-03-05")
    given(*past).when(yes).then_refused(Refused, ("live-objection", (7,)))
    assert not agreed(treaty(*past, yes))


def test_who_has_second_thoughts_before_it_is_agreed_has_not_agreed() -> None:
    """An agreement to which a party adds that it is still studying the text no longer counts."""
    three = (*frame("UKR", "RUS", "TUR"), tabled())
    past = (*three, act(AGREED, "RUS"), position("RUS", "studying", on="2022-03-04"))
    assert not agreed(treaty(*past, act(AGREED, "TUR", on="2022-03-05")))
    assert agreed(treaty(*past, position("RUS", "supports", on="2022-03-05"), act(AGREED, "TUR", on="2022-03-06")))


def test_a_word_on_an_older_version_or_on_a_provision_is_not_the_last_word() -> None:
    """What is said of one provision, or of a version that was replaced, leaves the word on the text as it was."""
    provisions = [{"number": "1", "text": "Peace."}]
    revised = told("proposal-revised", "2022-03-02", proposal="peace-treaty", by="UKR", summary="anew")
    past = (*frame(), tabled(provisions=provisions), revised, act(AGREED, "RUS", on="2022-03-03", version=2))
    words = (
        position("RUS", "opposes", on="2022-03-04", version=1),
        position("RUS", "opposes", on="2022-03-04", version=2, provision="1"),
    )
    assert () == treaty(*past, *words).objections(["RUS"])


def test_a_word_that_its_own_party_disowns_does_not_count() -> None:
    """What a party says that it never said neither objects nor agrees; a dispute of the date alone disowns nothing."""
    past = (*frame(), tabled(), act(AGREED, "UKR", "RUS"))
    denied = told("entry-disputed", "2022-03-05", entry="e5", by="RUS", reason="nobody agreed to anything")
    assert agreed(treaty(*past))
    assert not agreed(treaty(*past, denied))
    assert {"UKR"} == treaty(*past, denied).agreeing(past[-1].event.act)  # type: ignore[attr-defined]
    otherwise = told(
        "entry-disputed", "2022-03-05", entry="e5", by="RUS", reason="later", claim={"occurred": "2022-03-06"}
    )
    assert agreed(treaty(*past, otherwise))


# --- what was decided


@pytest.mark.parametrize(
    "later",
    [
        joined("TUR", "2022-03-10"),
        left("RUS", "2022-03-10"),
        told("party-role-changed", "2022-03-10", party="RUS", roles=["observer"]),
        told("decision-rule-set", "2022-03-10", rule={"kind": "threshold", "count": 3}),
        told("decision-rule-set", "2022-03-10", rule={"kind": "named-set", "parties": ["UKR"]}),
    ],
)
@pytest.mark.parametrize(("what", "stage"), [(AGREED, "agreed in principle"), ("signed", "signed")])
def test_who_joins_or_leaves_later_takes_no_agreement_back(later: Told, what: str, stage: str) -> None:
    """What was agreed or signed by all who had to stays so, whoever sits at the table, and decides how, afterwards."""
    past = (*frame(), tabled(), act(AGREED, "UKR", "RUS"), act(what, "UKR", "RUS", on="2022-03-04", override="told so"))
    found = treaty(*past, later)
    assert stage == formal(found)
    assert {5 if what == AGREED else 6} == {found.stage.entry}


def test_signatories_ratify_whoever_has_joined_since() -> None:
    """A treaty is ratified when those have who had to agree to it; a party that came later need not."""
    past = (*frame(), tabled(), act(AGREED, "UKR", "RUS"), act("signed", "UKR", "RUS", on="2022-03-04"))
    done = act("ratified", "UKR", "RUS", on="2022-04-12")
    given(*past, joined("TUR", "2022-04-10")).when(done).then(done.event)
    assert "ratified" == formal(treaty(*past, joined("TUR", "2022-04-10"), done))


@pytest.mark.parametrize(
    "end",
    [
        told("proposal-reopened", "2022-03-10", proposal="peace-treaty", by="UKR"),
        told("proposal-revised", "2022-03-10", proposal="peace-treaty", by="UKR", summary="anew"),
        told("proposal-withdrawn", "2022-03-10", proposal="peace-treaty", by="UKR"),
        told("entry-disputed", "2022-03-10", entry="e5", by="RUS", reason="never"),
    ],
)
def test_what_does_take_an_agreement_back(end: Told) -> None:
    """Reopening, new words, an end and a disavowal do."""
    past = (*frame(), tabled(), act(AGREED, "UKR", "RUS"))
    assert agreed(treaty(*past))
    assert not agreed(treaty(*past, end))


def test_the_departure_of_the_last_holdout_completes_an_agreement() -> None:
    """It is agreed on the day on which the only party that had not agreed leaves, by that entry, and not before."""
    past = (*frame("UKR", "RUS", "TUR"), tabled(), act(AGREED, "UKR", "RUS"), left("TUR", "2022-03-20"))
    found = treaty(*past)
    assert ("agreed in principle", 7) == (found.stage.words, found.stage.entry)
    assert not agreed(treaty(*past, at="2022-03-19"))
    assert agreed(treaty(*past, at="2022-03-20"))


def test_a_rejection_stays_until_its_party_says_otherwise() -> None:
    """Who joins or leaves takes no rejection back; the next word of the party that rejected the text does."""
    past = (*frame(), tabled(), rejected("RUS", "2022-03-03"))
    assert "rejected" == formal(treaty(*past, joined("TUR", "2022-03-10")))
    assert "rejected" == formal(treaty(*past, left("RUS", "2022-03-10")))
    assert "under consideration" == formal(treaty(*past, position("RUS", "studying", on="2022-03-10")))


# --- in force, and out of it

SIGNED = (*frame(), tabled(), act(AGREED, "UKR", "RUS"), act("signed", "UKR", "RUS", on="2022-03-04"))


@pytest.mark.parametrize(
    ("notices", "stage"),
    [
        (["in-force"], "in force"),
        (["in-force", "suspended"], "suspended"),
        (["in-force", "suspended", "in-force"], "in force"),
        (["in-force", "suspended", "resumed"], "in force"),
        (["in-force", "suspended", "resumed", "suspended"], "suspended"),
        (["in-force", "terminated"], "terminated"),
        (["in-force", "suspended", "resumed", "terminated"], "terminated"),
    ],
)
def test_of_the_notices_on_its_force_the_last_one_holds(notices: list[str], stage: str) -> None:
    """A treaty that was suspended is in force again once somebody says so."""
    done = [act(what, "UKR", on=f"2022-05-{day:02}") for day, what in enumerate(notices, start=1)]
    for number in range(len(done)):
        given(*SIGNED, *done[:number]).when(done[number]).then(done[number].event)
    assert stage == formal(treaty(*SIGNED, *done))


@pytest.mark.parametrize(
    ("notices", "again"),
    [(["in-force"], "in-force"), (["in-force", "suspended"], "suspended"), (["in-force", "terminated"], "in-force"),
     (["in-force"], "resumed")],
)  # fmt: skip
def test_a_notice_that_changes_nothing_is_refused(notices: list[str], again: str) -> None:
    """What is in force does not enter into force, and what was terminated does not either."""
    done = [act(what, "UKR", on=f"2022-05-{day:02}") for day, what in enumerate(notices, start=1)]
    once_more = act(again, "RUS", on="2022-06-01")
    given(*SIGNED, *done).when(once_more).then_refused(Refused, ("nothing-new", (6 + len(done),)))


@pytest.mark.parametrize(("what", "behind"), [(AGREED, (5, 6)), ("signed", (6,))])
def test_an_act_that_all_have_done_is_refused(what: str, behind: tuple[int, ...]) -> None:
    """Nobody agrees or signs twice; who has signed has agreed."""
    again = act(what, "UKR", on="2022-03-05")
    given(*SIGNED).when(again).then_refused(Refused, ("nothing-new", behind))


def test_an_act_counts_as_new_for_one_of_those_who_do_it() -> None:
    """An act of several is done if it is new for one of them."""
    both = act(AGREED, "UKR", "RUS", on="2022-03-05")
    given(*frame(), tabled(), act(AGREED, "UKR")).when(both).then(both.event)


def test_a_late_act_makes_no_later_one_impossible() -> None:
    """That a late entry shows a later one to have changed nothing is no reason to refuse it."""
    late = act(AGREED, "UKR", on="2022-03-02")
    given(*frame(), tabled(), act(AGREED, "UKR")).when(late).then(late.event)


# --- of one is not of all


def withdrawn(by: str, on: str) -> Told:
    """Tell of a sponsor that withdraws."""
    return told("proposal-withdrawn", on, proposal="peace-treaty", by=by)


def test_a_proposal_stays_with_the_sponsors_that_are_left() -> None:
    """One of two sponsors withdraws for itself; the proposal is gone when both have."""
    both = told("proposal-tabled", "2022-03-01", proposal="peace-treaty", by=["UKR", "RUS"])
    past = (*frame(), both, withdrawn("UKR", "2022-03-05"))
    found = treaty(*past)
    assert ("tabled", ("RUS",)) == (formal(found), found.sponsors)
    given(*past).when(withdrawn("UKR", "2022-03-06")).then_refused(Refused, ("not-a-sponsor", (4,)))
    assert "withdrawn" == formal(treaty(*past, withdrawn("RUS", "2022-03-06")))


def test_a_paper_of_nobody_named_is_not_withdrawn_by_anybody() -> None:
    """Whoever withdraws a paper whose author is not named would have to be that author."""
    floated = told("proposal-floated", "2022-03-01", proposal="peace-treaty")
    given(*frame(), floated).when(withdrawn("UKR", "2022-03-05")).then_refused(Refused, ("not-a-sponsor", (4,)))


def test_a_paper_that_has_ended_is_reopened_before_it_is_tabled() -> None:
    """What has lapsed does not come to the table by being tabled, and is not shown as lapsed once it has."""
    floated = told("proposal-floated", "2022-03-01", proposal="peace-treaty")
    lapsed = told("proposal-lapsed", "2022-03-02", proposal="peace-treaty")
    again = told("proposal-reopened", "2022-03-03", proposal="peace-treaty")
    given(*frame(), floated, lapsed).when(tabled(on="2022-03-04")).then_refused(Refused, ("ended", (5,)))
    past = (*frame(), floated, lapsed, again)
    given(*past).when(tabled(on="2022-03-04")).then(tabled(on="2022-03-04").event)
    assert "tabled" == formal(treaty(*past, tabled(on="2022-03-04")))


# --- since when


def test_since_is_the_day_from_which_views_say_so() -> None:
    """A stage that was left and came back is as old as its return; one that never showed is no stage."""
    past = (*frame(), tabled(), rejected("RUS", "2022-03-05"), position("RUS", "silent", on="2022-03-06"))
    assert ("rejected", 5) == (treaty(*past).stage.words, treaty(*past).stage.entry)
    revised = told("proposal-revised", "2022-03-07", proposal="peace-treaty", by="UKR", summary="new words")
    assert ("tabled", 7) == (treaty(*past, revised).stage.words, treaty(*past, revised).stage.entry)
    untouched = treaty(
        *frame(), tabled(), told("proposal-revised", "2022-03-07", proposal="peace-treaty", by="UKR", summary="anew")
    )
    assert ("tabled", 4) == (untouched.stage.words, untouched.stage.entry)


def test_since_is_by_date_where_the_order_of_record_is_not() -> None:
    """An agreement that a late entry of a vaguer date completes is as old as views show it to be."""
    month = act(AGREED, "UKR", on="2022-03")
    past = (*frame(), tabled(on="2022-03-01"), act(AGREED, "RUS", on="2022-03-20"), month)
    found = treaty(*past)
    assert ("agreed in principle", 5) == (found.stage.words, found.stage.entry)
    assert not agreed(treaty(*past, at="2022-03-19"))
    assert agreed(treaty(*past, at="2022-03-20"))
