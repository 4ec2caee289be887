"""Offers: who joins and leaves their sponsors, who answers them, and who stands in whose place."""

from given import Told, act, folded, frame, given, position, tabled, told

from negotiation.domain.errors import Refused
from negotiation.domain.proposal.stage import agreed, formal
from negotiation.domain.proposal.state import Proposal

THREE = (*frame("UKR", "RUS", "TUR"), tabled())
"""#1 to #5: an offer of UKR to the others."""


def offer(*past: Told, name: str = "peace-treaty") -> Proposal:
    """Return a proposal at the end of a past."""
    return folded(past).proposals[name]


def sponsored(*by: str, on: str = "2022-03-02") -> Told:
    """Tell that parties joined the sponsors."""
    return told("proposal-sponsored", on, proposal="peace-treaty", by=list(by))


def test_who_joins_the_sponsors_stands_behind_the_words() -> None:
    """With the agreement of the third it is agreed; who was never asked again has said so by joining."""
    found = offer(*THREE, sponsored("TUR"), act("agreed-in-principle", "RUS"))
    assert (("UKR", "TUR"), True) == (found.sponsors, agreed(found))
    given(*THREE, sponsored("TUR")).when(sponsored("TUR", on="2022-03-04")).then_refused(Refused, ("nothing-new", (5,)))


def test_sponsors_come_and_go() -> None:
    """One that left can come back, and the offer stays while one is left."""
    left = told("proposal-withdrawn", "2022-03-03", proposal="peace-treaty", by="TUR")
    gone = offer(*THREE, sponsored("TUR"), left)
    assert (("UKR",), "tabled") == (gone.sponsors, formal(gone))
    assert not agreed(offer(*THREE, sponsored("TUR"), left, act("agreed-in-principle", "RUS", on="2022-03-04")))
    back = offer(*THREE, sponsored("TUR"), left, sponsored("TUR", on="2022-03-05"))
    assert (("UKR", "TUR"), {}) == (back.sponsors, dict(back.withdrawn))


def test_a_word_on_a_counter_offer_is_none_on_the_offer() -> None:
    """Who rejects the newer offer can still accept the older one."""
    counter = tabled("ceasefire", "2022-03-02", by="RUS", links=[{"kind": "responds-to", "target": "peace-treaty"}])
    no = told("proposal-rejected", "2022-03-03", proposal="ceasefire", by="UKR", version=1)
    yes = act("agreed-in-principle", "RUS", "TUR", on="2022-03-04")
    past = (*THREE, counter, no)
    given(*past).when(yes).then(yes.event)
    assert (True, "rejected") == (agreed(offer(*past, yes)), formal(offer(*past, yes, name="ceasefire")))


def test_who_stands_in_the_place_of_a_signatory_can_ratify() -> None:
    """What the one signed the other may ratify, directly or through one between."""
    past = (*frame("CSK", "DEU"), tabled(by="DEU"), act("signed", "CSK", "DEU"))
    new = (
        told("party-joined", "2023-01-01", party="CZE", roles=["negotiating"]),
        told("party-joined", "2023-01-01", party="CZR", roles=["negotiating"]),
    )
    ratified = act("ratified", "CZE", on="2023-02-01")
    given(*past, *new).when(ratified).then_refused(Refused, ("not-signed", ()))
    between = told("party-continued", "2023-01-01", party="CZR", predecessor="CSK")
    continued = told("party-continued", "2023-01-01", party="CZE", predecessor="CZR")
    given(*past, *new, between, continued).when(ratified).then(ratified.event)
    again = told("party-continued", "2023-03-01", party="CZE", predecessor="CSK")
    given(*past, *new, between, continued).when(again).then_refused(Refused, ("nothing-new", ()))
    round_ = told("party-continued", "2023-03-01", party="CSK", predecessor="CZE")
    given(*past, *new, between, continued).when(round_).then_refused(Refused, ("circular", ()))


def test_a_late_word_of_the_author_is_its_last() -> None:
    """An author that comes out against its own offer after it was accepted undoes no agreement."""
    found = offer(*THREE, act("agreed-in-principle", "RUS", "TUR"), position("UKR", "opposes", on="2022-03-09"))
    assert agreed(found)
