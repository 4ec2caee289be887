"""A bargain: three offers, a counter-offer, acceptance; and one that ends by walking away."""

from pathlib import Path

import pytest
from carried import carried_through_changes, carried_through_files

from negotiation import NegotiationLog, TalksLog


@pytest.fixture
def talks(log: NegotiationLog) -> TalksLog:
    """Return talks of three about prisoners: offers of each, and one that answers another in its place."""
    found = log.open_talks("prisoners", "An exchange of prisoners")
    found.party("NOR", "SUD", "EST", roles=["negotiating"])
    found.propose("fifty", by=["NOR"], provisions=[{"number": "1", "text": "Fifty for fifty."}], on="2022-03-01")
    found.reject("fifty", by=["SUD"], on="2022-03-02")
    found.propose("hundred", by=["SUD"], provisions=[{"number": "1", "text": "A hundred for fifty."}], on="2022-03-03")
    found.propose("all", by=["EST"], provisions=[{"number": "1", "text": "All for all."}], on="2022-03-04")
    found.respond("all", by="NOR", stance="supports-if", conditions=["the wounded go first"], on="2022-03-05")
    found.counter(
        "all",
        "wounded-first",
        by=["NOR"],
        provisions=[{"number": "1", "text": "All for all, the wounded first."}],
        in_its_place=True,
        on="2022-03-06",
    )
    return found


def stages(talks: TalksLog, **clocks: str) -> dict[str, str]:
    """Return how far each offer has come."""
    return {found.proposal: found.formal.stage for found in talks.as_of(**clocks).status().proposals}


def test_the_counter_offer_takes_the_place_of_what_it_answers(talks: TalksLog) -> None:
    """Of four offers the last is on the table; the one that was rejected by one of three cannot be agreed."""
    assert {"fifty": "rejected", "hundred": "tabled", "all": "superseded", "wounded-first": "tabled"} == stages(talks)
    assert "under consideration" == stages(talks, at="2022-03-05")["all"]


def test_acceptance_by_the_others_makes_it_agreed_on_that_day(talks: TalksLog) -> None:
    """Who made the offer stands behind it; the last acceptance completes it, and not the first."""
    talks.accept("wounded-first", by=["SUD"], on="2022-03-07")
    assert "under consideration" == stages(talks)["wounded-first"]
    talks.accept("wounded-first", by=["EST"], on="2022-03-08")
    assert ("agreed in principle", "under consideration") == (
        stages(talks)["wounded-first"],
        stages(talks, at="2022-03-07")["wounded-first"],
    )
    found = next(one for one in talks.as_of().status().proposals if one.proposal == "wounded-first")
    assert ("2022-03-08", ()) == (found.formal.since, found.unheard)


def test_a_late_rejection_stands_between_them(talks: TalksLog) -> None:
    """What is known later of the day before the acceptance counts on that day, and no longer after it."""
    talks.accept("wounded-first", by=["SUD"], on="2022-03-07")
    talks.accept("wounded-first", by=["EST"], on="2022-03-09")
    talks.reject("wounded-first", by=["EST"], on="2022-03-08")
    assert ["rejected", "agreed in principle"] == [
        stages(talks, at=day)["wounded-first"] for day in ("2022-03-08", "2022-03-09")
    ]


def test_one_walks_away(talks: TalksLog) -> None:
    """The talks collapse, and it is told who walked away; nothing is waited for any more."""
    walked = talks.act_on_talks("collapsed", {"by": ["EST"], "reason": "The lists were false."}, on="2022-03-10")
    assert "EST" in talks.sentences(walked)[0]
    assert ("collapsed", "active") == (talks.as_of().status().phase, talks.as_of(at="2022-03-09").status().phase)
    assert () == tuple(item for item in talks.as_of().due().items if item.kind == "unanswered")
    assert "agreed in principle" not in stages(talks).values()


def test_it_goes_through_files_and_formats(talks: TalksLog, tmp_path: Path) -> None:
    """Journal, JSON lines and every format hold all of it."""
    talks.accept("wounded-first", by=["SUD", "EST"], on="2022-03-08")
    carried_through_files(talks, tmp_path, ("show", "proposal:wounded-first"), ("why", "wounded-first"))


def test_it_goes_through_undo_and_dispute(talks: TalksLog) -> None:
    """The acceptance is taken back, brought back, and disputed."""
    accepted = talks.accept("wounded-first", by=["SUD", "EST"], on="2022-03-08")
    carried_through_changes(talks, str(accepted[0].number), ("why", "wounded-first"))
