"""The talks of a log, a line each."""

import pytest

from negotiation import NegotiationLog
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.errors import InputError, NoTalks
from negotiation.rendering.formats import FORMATS
from negotiation.rendering.layouts.listed import lay_out
from negotiation.views.listed import TalksLine


@pytest.fixture
def several(log: NegotiationLog) -> NegotiationLog:
    """Return a log of two talks: one with proposals and pledges, one that was only opened."""
    log.open_talks("east", "Talks of the east")
    talks = log.open_talks("west", "Talks of the west")
    for party in ("A", "B"):
        talks.party(party, roles=["negotiating"])
    talks.propose("peace", by=["A"], on="2022-03-01")
    talks.propose("trade", by=["B"], on="2022-03-02")
    talks.act("trade", "agreed-in-principle", by=["A", "B"], on="2022-03-04")
    talks.pledge("grain", by=["A"], text="Grain for all", on="2022-03-05")
    talks.pledge("gas", by=["B"], text="Gas for all", on="2022-03-05")
    talks.assess("gas", "partial", by="A", on="2022-03-07")
    return log


def west(log: NegotiationLog, **clocks: str) -> TalksLine:
    """Return the line of the talks of the west."""
    return log.listed("west", **clocks).lines[0]


def test_numbers_stand_in_a_row_for_people_and_in_a_cell_for_sheets(several: NegotiationLog) -> None:
    """What is put together with a semicolon in CSV is read with a comma and a space."""
    page = lay_out(several.listed(), Clocks())
    assert "1 tabled, 1 agreed in principle" in FORMATS["table"](page)
    assert "1 tabled;1 agreed in principle" in FORMATS["csv"](page)


def test_each_talks_has_a_line(several: NegotiationLog) -> None:
    """In the order of their ids, with their dates, their entries, and proposals and pledges by how they stand."""
    east, found = several.listed().lines
    assert ("east", "Talks of the east", "active", None, None, 1, {}, {}, 0) == (
        east.talks, east.title, east.phase, east.first, east.last, east.entries, east.proposals, east.pledges,
        east.not_in_view,
    )  # fmt: skip
    assert ("2022-03-01", "2022-03-07", 9) == (found.first, found.last, found.entries)
    assert {"tabled": 1, "agreed in principle": 1} == found.proposals
    assert {"not assessed": 1, "partial": 1} == found.pledges


def test_the_first_and_the_last_day_are_the_earliest_and_the_latest(several: NegotiationLog) -> None:
    """Whatever was recorded last, and however sure its date is; what has no beginning counts by its end."""
    talks = several.talks("west")
    talks.say("S", "About then", on="2022-03-06~")
    talks.say("S", "Some time before", on="../2021")
    assert ("../2021", "2022-03-07") == (west(several).first, west(several).last)
    talks.say("S", "Much later", on="2023-05~")
    talks.say("S", "Long before", on="2019?")
    assert ("2019?", "2022-03-07") == (west(several).first, west(several).last)
    asof = talks.as_of(at="2024")
    assert ("2019?", "2023-05~", 13) == asof.seen.dates() == asof.history.dates()


def test_a_line_is_of_its_clocks(several: NegotiationLog) -> None:
    """Earlier there were two proposals that nobody had agreed to; what was recorded too late to be known is counted."""
    then = west(several, at="2022-03-03")
    assert ({"tabled": 2}, {}, "2022-03-02") == (then.proposals, then.pledges, then.last)
    assert 6 == west(several, known="2022-03-08").not_in_view
    assert {"tabled": 1} == west(several, recorded="#4").proposals


def test_verdicts_that_differ_are_contested(several: NegotiationLog) -> None:
    """A pledge on whose keeping two assessors differ is counted once, as contested."""
    several.talks("west").assess("gas", "fulfilled", by="B", on="2022-03-08")
    assert {"not assessed": 1, "contested": 1} == west(several).pledges


def test_a_number_is_an_entry_of_one_talks(several: NegotiationLog) -> None:
    """Of several talks no number of entries is asked for; of talks that are not there nothing is."""
    with pytest.raises(InputError, match="#1 is an entry of one talks"):
        several.listed(recorded="#1")
    with pytest.raises(NoTalks):
        several.listed("south")
