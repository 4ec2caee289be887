"""Treaties, party by party: who is bound and how, who leaves, and for whom it is suspended."""

from typing import Any

import pytest
from given import Told, act, folded, frame, given, position, tabled, told

from negotiation.domain.errors import Refused
from negotiation.domain.proposal.stage import agreed, formal
from negotiation.domain.proposal.state import Proposal
from negotiation.domain.proposal.treaty import bound, standings, suspended
from negotiation.domain.talks.state import Talks

EIGHT = ("ARM", "BLR", "GEO", "KAZ", "KGZ", "MDA", "TJK", "UZB")
MANY = (*frame(*EIGHT), tabled(by="ARM"))
"""#1 to #10: talks of eight, and a treaty on the table."""
ALL_SIGN = act("signed", *EIGHT, on="2022-03-03")


def treaty(*past: Told) -> Proposal:
    """Return the treaty at the end of a past."""
    return folded(past).proposals["peace-treaty"]


def done(what: str, *by: str, on: str, **more: Any) -> Told:
    """Tell of an act on the treaty."""
    return act(what, *by, on=on, **more)


# --- a stronger act shows the weaker one


@pytest.mark.parametrize("what", ["initialled", "adopted", "signed", "ratified", "acceded"])
def test_what_all_do_shows_that_they_agree(what: str) -> None:
    """Of most agreements nothing is recorded before the day on which all signed them."""
    new = done(what, *EIGHT, on="2022-03-03")
    signed = (ALL_SIGN,) if what == "ratified" else ()
    given(*MANY, *signed).when(new).then(new.event)
    assert agreed(treaty(*MANY, *signed, new))
    assert what == formal(treaty(*MANY, *signed, new))


def test_what_one_of_many_does_shows_nothing() -> None:
    """As long as others have not agreed, nobody signs alone."""
    given(*MANY).when(done("signed", "GEO", on="2022-03-03")).then_refused(Refused, ("not-agreed", (10,)))


def test_the_last_to_agree_completes_it() -> None:
    """Who signs last, after the others agreed, shows that all agree: the author never has to say so."""
    past = (*MANY, done("agreed-in-principle", *EIGHT[1:-1], on="2022-03-02"))
    last = done("signed", "UZB", on="2022-03-03")
    given(*past).when(last).then(last.event)
    assert "agreed in principle" == formal(treaty(*past, last))


def test_an_accord_that_nobody_signs_is_adopted_and_in_force() -> None:
    """A political accord is adopted, and then in force, without a signature and without an override."""
    adopted = done("adopted", *EIGHT, on="2022-03-03")
    force = done("in-force", "ARM", on="2022-04-01")
    given(*MANY, adopted).when(force).then(force.event)
    assert "in force" == formal(treaty(*MANY, adopted, force))


def test_a_body_adopts_for_its_members_and_does_nothing_else() -> None:
    """A conference adopts the text; it does not sign it."""
    body = told("party-joined", party="conference", roles=["body"])
    adopted = done("adopted", "conference", on="2022-03-03")
    given(*MANY, body).when(adopted).then(adopted.event)
    assert "adopted" == formal(treaty(*MANY, body, adopted))
    given(*MANY, body).when(done("signed", "conference", on="2022-03-03")).then_refused(
        Refused, ("a-body-adopts", (11,)), ("not-agreed", (10,))
    )


# --- an offer stands


def test_who_tables_a_text_stands_behind_it() -> None:
    """When the one other party accepts an offer, it is agreed; the author has said so already."""
    offer = (*frame(), tabled())
    yes = act("agreed-in-principle", "RUS")
    assert agreed(treaty(*offer, yes))
    assert not agreed(treaty(*offer))


@pytest.mark.parametrize(
    "otherwise",
    [
        position("UKR", "opposes", on="2022-03-02"),
        position("UKR", "supports-if", on="2022-03-02", conditions=["a ceasefire"]),
        told("proposal-rejected", "2022-03-02", proposal="peace-treaty", by="UKR", version=1),
    ],
)
def test_until_it_says_otherwise(otherwise: Told) -> None:
    """An author that objects to its own words, or sets a condition, is not behind them any more."""
    assert not agreed(treaty(*frame(), tabled(), otherwise, act("agreed-in-principle", "RUS", on="2022-03-03")))


def test_who_put_forward_the_first_version_does_not_stand_behind_the_next() -> None:
    """A mediator's new text is the author's own only when it says so."""
    mediator = told("party-joined", party="TUR", roles=["mediator"])
    revised = told("proposal-revised", "2022-03-02", proposal="peace-treaty", by="TUR", summary="anew")
    yes = act("agreed-in-principle", "RUS", version=2)
    past = (*frame(), mediator, tabled(), revised, yes)
    assert not agreed(treaty(*past))
    assert agreed(treaty(*past, act("agreed-in-principle", "UKR", on="2022-03-04", version=2)))


# --- consent to be bound, and the way out


def test_who_did_not_sign_accedes() -> None:
    """Ratification needs a signature of the same party; acceptance, approval, accession and succession do not."""
    past = (*MANY, ALL_SIGN, told("party-joined", party="TKM", roles=["observer"]))
    given(*past).when(done("ratified", "TKM", on="2022-04-01")).then_refused(Refused, ("not-signed", ()))
    for what in ("accepted", "approved", "acceded", "succeeded"):
        new = done(what, "TKM", on="2022-04-01")
        given(*past).when(new).then(new.event)
        assert "TKM" in bound(treaty(*past, new))


def test_all_who_consent_are_bound_in_whatever_way() -> None:
    """Some ratify, others accept: the text is consented to, and no word says that all ratified it."""
    past = (*MANY, ALL_SIGN, done("ratified", *EIGHT[:4], on="2022-04-01"))
    assert "signed" == formal(treaty(*past))
    assert "consented to" == formal(treaty(*past, done("accepted", *EIGHT[4:], on="2022-05-01")))
    assert "ratified" == formal(treaty(*past, done("ratified", *EIGHT[4:], on="2022-05-01")))


IN_FORCE = (
    *MANY,
    ALL_SIGN,
    done("ratified", *EIGHT, on="2022-04-01"),
    done("in-force", "ARM", on="2022-05-01"),
)
"""#1 to #13."""


def test_who_denounces_is_out_and_the_others_stay_in() -> None:
    """One exit ends the treaty for one; it can come back."""
    out = done("denounced", "UZB", on="2023-01-01", effect="2024-01-01")
    given(*IN_FORCE).when(out).then(out.event)
    left = treaty(*IN_FORCE, out)
    assert ("in force", frozenset(EIGHT[:-1])) == (formal(left), bound(left))
    assert "2024-01-01" == standings(left)["UZB"].out.effect  # type: ignore[union-attr]
    given(*IN_FORCE, out).when(done("denounced", "UZB", on="2023-02-01")).then_refused(Refused, ("nothing-new", (14,)))
    back = done("acceded", "UZB", on="2025-01-01")
    given(*IN_FORCE, out).when(back).then(back.event)
    assert frozenset(EIGHT) == bound(treaty(*IN_FORCE, out, back))


def test_who_is_not_bound_cannot_leave() -> None:
    """Nor can the treaty be in force for it."""
    past = (*IN_FORCE, told("party-joined", party="TKM", roles=["observer"]))
    given(*past).when(done("denounced", "TKM", on="2023-01-01")).then_refused(Refused, ("not-bound", ()))
    given(*past).when(done("in-force-for", "TKM", on="2023-01-01")).then_refused(Refused, ("not-bound", ()))


def test_one_of_many_suspends_for_itself() -> None:
    """Suspension by one of eight is between it and the others; one of two suspends the whole."""
    one = done("suspended", "UZB", on="2023-01-01")
    found = treaty(*IN_FORCE, one)
    assert ("in force", frozenset({"UZB"})) == (formal(found), suspended(found))
    again = done("suspended", "UZB", on="2023-02-01")
    given(*IN_FORCE, one).when(again).then_refused(Refused, ("nothing-new", (14,)))
    resumed = done("resumed", "UZB", on="2023-03-01")
    given(*IN_FORCE, one).when(resumed).then(resumed.event)
    assert not suspended(treaty(*IN_FORCE, one, resumed))
    rest = done("suspended", *EIGHT[:6], on="2023-02-01")
    assert "suspended" == formal(treaty(*IN_FORCE, one, rest))
    assert "in force" == formal(treaty(*IN_FORCE, one, rest, done("resumed", "ARM", on="2023-04-01")))


def test_provisional_application_begins_and_ends() -> None:
    """A party may apply a text before it is bound by it, and end that."""
    past = (*MANY, ALL_SIGN)
    given(*past).when(done("provisional-application-ended", "GEO", on="2022-04-01")).then_refused(
        Refused, ("not-applied", ())
    )
    begun = done("provisionally-applied", "GEO", on="2022-04-01")
    assert standings(treaty(*past, begun))["GEO"].applies
    given(*past, begun).when(done("provisionally-applied", "GEO", on="2022-05-01")).then_refused(
        Refused, ("nothing-new", (12,))
    )
    ended = done("provisional-application-ended", "GEO", on="2022-05-01")
    given(*past, begun).when(ended).then(ended.event)
    assert not standings(treaty(*past, begun, ended))["GEO"].applies


def test_it_enters_into_force_for_a_party_once() -> None:
    """Until it leaves and comes back."""
    first = done("in-force-for", "GEO", on="2022-06-01")
    given(*IN_FORCE, first).when(done("in-force-for", "GEO", on="2022-07-01")).then_refused(
        Refused, ("nothing-new", (14,))
    )
    back = (done("denounced", "GEO", on="2023-01-01"), done("ratified", "GEO", on="2024-01-01"))
    again = done("in-force-for", "GEO", on="2024-02-01")
    given(*IN_FORCE, first, *back).when(again).then(again.event)


# --- reservations


def reservation(by: str, **more: Any) -> Told:
    """Tell of a reservation."""
    return told("reservation-made", "2022-04-01", proposal="peace-treaty", by=by, text="Not in war.", **more)


def test_a_reservation_stands_until_it_is_taken_back() -> None:
    """With who objected to it; and nobody objects to what is not there."""
    objected = told("reservation-objected", "2022-05-01", proposal="peace-treaty", by="GEO", to="UZB")
    withdrawn = told("reservation-withdrawn", "2022-06-01", proposal="peace-treaty", by="UZB")
    for new in (objected, withdrawn):
        given(*IN_FORCE).when(new).then_refused(Refused, ("no-reservation", ()))
    (found,) = treaty(*IN_FORCE, reservation("UZB"), objected).reservations
    assert (("UZB",), (("GEO", 15),)) == (found.by, found.objections)
    assert () == treaty(*IN_FORCE, reservation("UZB"), withdrawn).reservations[0].by
    late = told("reservation-objected", "2022-07-01", proposal="peace-treaty", by="GEO", to="UZB")
    given(*IN_FORCE, reservation("UZB"), withdrawn).when(late).then_refused(Refused, ("no-reservation", ()))


def test_the_talks_are_as_they_were() -> None:
    """A body is no party whose agreement is asked for."""
    now = folded((*MANY, told("party-joined", party="conference", roles=["body"])))
    assert isinstance(now.talks, Talks)
    assert EIGHT == now.talks.required()


# --- what a refusal says


@pytest.mark.parametrize(
    ("what", "words"), [("acceded", "acceded to"), ("signed", "signed"), ("succeeded", "succeeded to")]
)
def test_a_refusal_names_whose_word_is_missing_and_not_who_gives_it(what: str, words: str) -> None:
    """Who does the act speaks by it; the others are named in a row, and the act as it is done to a text."""
    agreed_to = act("agreed-in-principle", "ARM", on="2022-03-02")
    with pytest.raises(Refused) as caught:
        given(*MANY, agreed_to).when(done(what, "UZB", on="2022-03-03")).then()
    silent = "BLR, GEO, KAZ, KGZ, MDA and TJK have not spoken"
    assert f"peace-treaty cannot be {words}: it is not agreed; {silent}" in str(caught.value)


def test_a_pledge_that_several_withdrew_names_them_in_a_row() -> None:
    """Three names have a comma and one and."""
    by = ["ARM", "BLR", "GEO"]
    made = told("pledge-made", "2022-03-02", pledge="open", by=by, text="We open.")
    gone = [told("pledge-withdrawn", "2022-03-03", pledge="open", by=party) for party in by]
    ending = folded((*MANY, made, *gone)).pledges["open"].ending
    assert ending
    assert "ARM, BLR and GEO" == ending.by
