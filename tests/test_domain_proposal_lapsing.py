"""The last day of a proposal: what is not agreed by then lapses, and nobody has to record it."""

import pytest
from given import Told, act, folded, frame, given, position, tabled, told

from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.errors import Refused
from negotiation.domain.proposal.stage import agreed, formal
from negotiation.domain.proposal.state import Proposal

THREE = frame("UKR", "RUS", "TUR")
OFFER = tabled(valid_until="2022-03-10")
"""#5, on 1 March."""


def extended(until: str, on: str, *by: str) -> Told:
    """Tell that the last day of the proposal was set anew."""
    return told("proposal-extended", on, proposal="peace-treaty", by=list(by), valid_until=until)


def offer(at: str | None, *past: Told) -> Proposal:
    """Return the proposal at a moment."""
    return folded((*THREE, *past), Clocks(at=at)).proposals["peace-treaty"]


@pytest.mark.parametrize(("at", "stage"), [("2022-03-09", "tabled"), ("2022-03-10", "lapsed"), ("2022-05", "lapsed")])
def test_it_lapses_when_its_last_day_is_over(at: str, stage: str) -> None:
    """In the view of its last day it is over, and in no view before that; it has lapsed since that day."""
    found = offer(at, OFFER)
    assert stage == formal(found)
    if stage == "lapsed":
        assert ("lapsed", 5, "2022-03-10") == (found.stage.words, found.stage.entry, found.stage.date)


def test_what_is_agreed_in_time_does_not_lapse() -> None:
    """Agreed by all on its last day, it stays agreed; agreed by one of two only, it lapses."""
    both = act("agreed-in-principle", "RUS", "TUR", on="2022-03-10")
    assert agreed(offer("2022-05", OFFER, both))
    assert "lapsed" == formal(offer("2022-05", OFFER, act("agreed-in-principle", "RUS", on="2022-03-10")))


def test_what_was_rejected_stays_rejected() -> None:
    """A rejection is an answer: the last day changes nothing for it."""
    no = told("proposal-rejected", "2022-03-05", proposal="peace-treaty", by="RUS", version=1)
    assert "rejected" == formal(offer("2022-05", OFFER, no))


def test_an_answer_after_the_last_day_is_refused() -> None:
    """It names the entry that set the day; the same answer in time is recorded."""
    late = act("agreed-in-principle", "RUS", "TUR", on="2022-03-11")
    given(*THREE, OFFER).when(late).then_refused(Refused, ("ended", (5,)))
    in_time = act("agreed-in-principle", "RUS", "TUR", on="2022-03-10")
    given(*THREE, OFFER).when(in_time).then(in_time.event)


def test_an_answer_that_was_found_out_late_still_counts() -> None:
    """What is recorded after the last day, and happened before it, is an answer in time: it has not lapsed."""
    later = position("TUR", "studying", on="2022-03-11", proposal="other")
    past = (OFFER, tabled("other"), later, act("agreed-in-principle", "RUS", "TUR", on="2022-03-09"))
    assert "agreed in principle" == formal(offer("2022-05", *past))


def test_the_last_day_can_be_moved() -> None:
    """By a sponsor, while it is open; in the record as it was before, it lapses on the old day."""
    more = extended("2022-03-20", "2022-03-08", "UKR")
    assert "tabled" == formal(offer("2022-03-15", OFFER, more))
    assert "lapsed" == formal(offer("2022-03-20", OFFER, more))
    assert "lapsed" == formal(
        folded((*THREE, OFFER, more), Clocks(at="2022-03-15", recorded="#5")).proposals["peace-treaty"]
    )


@pytest.mark.parametrize(
    ("again", "refused"),
    [
        (extended("2022-03-20", "2022-03-08", "RUS"), ("not-a-sponsor", (5,))),
        (extended("2022-03-20", "2022-03-12", "UKR"), ("ended", (5,))),
        (extended("2022-03-10", "2022-03-08", "UKR"), ("nothing-new", (5,))),
        (extended("2022-03-05", "2022-03-08", "UKR"), ("deadline-passed", ())),
    ],
)
def test_a_last_day_that_cannot_be_set(again: Told, refused: tuple[str, tuple[int, ...]]) -> None:
    """Others than its sponsors, after it has lapsed, the same day again, and a day that is over."""
    given(*THREE, OFFER).when(again).then_refused(Refused, refused)


def test_it_can_be_reopened() -> None:
    """Reopened, it has no last day until one is set; what was lapsed in between still was."""
    again = told("proposal-reopened", "2022-04-01", proposal="peace-treaty", by="UKR")
    found = offer("2022-05", OFFER, again)
    assert ("tabled", None) == (formal(found), found.validity)
    assert "lapsed" == formal(offer("2022-03-31", OFFER, again))


@pytest.mark.parametrize("day", ["2022-03-10~", "2022-03-10?"])
def test_a_last_day_that_is_not_sure_ends_nothing(day: str) -> None:
    """Like every deadline of which one is not sure, it passes by no date alone."""
    assert "tabled" == formal(offer("2022-05", tabled(valid_until=day)))


def test_a_correction_moves_the_last_day() -> None:
    """What lapsed by the wrong day is open again, and lapses by the right one."""
    wrong = tabled(valid_until="2022-03-10")
    right = tabled(valid_until="2022-04-10").event
    mended = told(
        "entry-corrected", "2022-04-01", entry="e5", reason="misread", event=right, claim={"occurred": "2022-03-01"}
    )
    assert "tabled" == formal(offer("2022-03-15", wrong, mended))
    assert "lapsed" == formal(offer("2022-04-10", wrong, mended))
