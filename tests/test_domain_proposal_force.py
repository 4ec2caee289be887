"""How a treaty enters into force by its own terms, and what parties weigh."""

from decimal import Decimal
from typing import Any

import pytest
from given import Told, act, folded, frame, given, tabled, told

from negotiation.domain import build
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.errors import InvalidInput, Refused
from negotiation.domain.proposal.force import coming
from negotiation.domain.proposal.stage import agreed, formal
from negotiation.domain.proposal.state import Proposal
from negotiation.domain.shares import number_words
from negotiation.domain.state import State

FIVE = ("CHN", "USA", "IND", "EUU", "RUS")
WEIGHTS = {"CHN": 20.09, "USA": 17.89, "IND": 4.10, "EUU": 12.08, "RUS": 7.53}
TERM = {"kind": "entry-into-force", "count": 4, "weights": ["emissions:55%"], "after": "P30D"}


def weighs(party: str, value: float, weight: str = "emissions", on: str | None = None, **more: Any) -> Told:
    """Tell what a party weighs."""
    return told("party-weight-set", on, party=party, weight=weight, value=value, **more)


PARIS = (
    *frame(*FIVE),
    *(weighs(*found) for found in WEIGHTS.items()),
    tabled(by="CHN", terms=TERM, on="2015-12-12"),
    act("adopted", *FIVE, on="2015-12-12"),
    act("signed", *FIVE, on="2016-04-22"),
    act("ratified", "CHN", "USA", on="2016-09-03"),
    act("ratified", "IND", on="2016-10-02"),
    act("accepted", "EUU", on="2016-10-05"),
)
"""#1 to #17: four of five have consented, with 54.16 % of the emissions."""
ENOUGH = act("ratified", "RUS", on="2016-10-10")
"""#18."""


def at(moment: str | None, *past: Told) -> State:
    """Return the situation at a moment."""
    return folded(past, Clocks(at=moment))


def treaty(state: State) -> Proposal:
    """Return the treaty."""
    return state.proposals["peace-treaty"]


def test_it_takes_heads_and_weight() -> None:
    """Enough parties with too little weight are not enough."""
    now = at("2016-12-31", *PARIS)
    found = coming(now.talks, treaty(now))
    assert found is not None
    assert ("4 of 4 parties", "54.16 of 55 % of emissions") == tuple(tally.words for tally in found.tallies)
    assert (0, None) == (found.met, found.date)
    assert "adopted" not in formal(treaty(now))
    assert "signed" == formal(treaty(now))


@pytest.mark.parametrize(
    ("moment", "stage"), [("2016-10-09", "signed"), ("2016-11-08", "ratified"), ("2016-11-09", "in force")]
)
def test_it_is_in_force_from_its_day_on(moment: str, stage: str) -> None:
    """Thirty days after the condition was met, and not before; nobody has to record it."""
    found = treaty(at(moment, *PARIS[:-1], act("ratified", "EUU", on="2016-10-05"), ENOUGH))
    assert stage == formal(found)
    if stage == "in force":
        assert ("2016-11-09", 18) == (found.stage.date, found.stage.entry)


def test_what_comes_later_finds_it_in_force() -> None:
    """It can be suspended, and left; that it is in force can be recorded once, be it on another day."""
    past = (*PARIS, ENOUGH)
    for new in (act("suspended", *FIVE, on="2017-01-01"), act("in-force", "CHN", on="2016-11-10")):
        given(*past).when(new).then(new.event)
    recorded = act("in-force", "CHN", on="2016-11-10")
    given(*past, recorded).when(act("in-force", "USA", on="2016-11-11")).then_refused(Refused, ("nothing-new", (19,)))
    early = act("suspended", *FIVE, on="2016-10-20")
    given(*past).when(early).then_refused(Refused, ("not-in-force", ()))


def test_who_leaves_before_does_not_count_and_who_leaves_later_undoes_nothing() -> None:
    """A treaty that is in force stays so, with fewer parties than it took."""
    left = act("denounced", "USA", on="2016-10-08")
    assert "in force" != formal(treaty(at("2016-12-31", *PARIS, left, ENOUGH)))  # four, with too little weight
    later = act("denounced", "IND", on="2017-01-01")
    assert "in force" == formal(treaty(at("2018", *PARIS, ENOUGH, later)))


def test_a_corrected_date_moves_the_day() -> None:
    """As known before and after a correction of the act that completed it."""
    claim = {"occurred": "2016-10-20"}
    mended = told("entry-corrected", entry="e18", reason="misread", event=ENOUGH.event, claim=claim)
    past = (*PARIS, ENOUGH, mended)
    before, after = folded(past, Clocks("2017", None, "#18")), folded(past, Clocks("2017", None, "#19"))
    assert ("2016-11-09", "2016-11-19") == (treaty(before).stage.date, treaty(after).stage.date)


def test_months_are_those_of_the_calendar_of_the_talks() -> None:
    """Six months after a day in summer is that day in winter, whatever the clocks did between."""
    term = {"kind": "entry-into-force", "count": 2, "after": "P6M"}
    opened = told("talks-opened", title="Talks", timezone="America/Toronto")
    past = (opened, *frame("CAN", "AUT")[1:], tabled(by="AUT", terms=term, on="1997-08"))
    done = (act("signed", "CAN", "AUT", on="1997-12-03"), act("ratified", "CAN", "AUT", on="1998-06-29"))
    found = {moment: treaty(at(moment, *past, *done)) for moment in ("1998-12-28", "1998-12-29")}
    assert ["ratified", "in force"] == [formal(proposal) for proposal in found.values()]
    assert "1998-12-29" == found["1998-12-29"].stage.date


def test_what_lies_outside_of_the_calendar_is_never_in_force() -> None:
    """A date without a beginning, or a term of ten thousand years, gives no day and no error."""
    for on, after in (("../2022", "P1D"), ("2016-10-10", "P9999Y"), (None, "P30D")):
        term = {"kind": "entry-into-force", "count": 1, "after": after}
        fields: dict[str, Any] = {"proposal": "peace-treaty", "act": "ratified", "by": ["CHN"], "version": 1}
        past = (*frame("CHN"), tabled(by="CHN", terms=term), told("formal-act-done", on, **fields))
        assert treaty(at("2030", *past)).stage.date is None


def test_a_vague_date_gives_a_vague_day() -> None:
    """What was met some time in October is in force some thirty days later."""
    found = treaty(at("2017", *PARIS, act("ratified", "RUS", on="2016-10")))
    assert "2016-10-31~" == found.stage.date


def test_named_parties_must_be_among_them() -> None:
    """Nine of fifteen are not enough if one that may block is not among them."""
    rule = told("decision-rule-set", rule={"kind": "threshold", "count": 2, "including": ["CHN", "USA"]})
    past = (*frame(*FIVE), rule, tabled(by="RUS"))
    yes = act("agreed-in-principle", "IND", "CHN", on="2022-03-03")
    assert not agreed(treaty(folded((*past, yes))))
    assert agreed(treaty(folded((*past, yes, act("agreed-in-principle", "USA", on="2022-03-04")))))
    no = told("proposal-rejected", "2022-03-04", proposal="peace-treaty", by="USA", version=1)
    assert "rejected" == formal(treaty(folded((*past, no))))


def test_a_qualified_majority_counts_heads_and_weight() -> None:
    """55 % of the members with 65 % of the population."""
    people = {"DEU": 83, "FRA": 68, "ITA": 59, "MLT": 0.5, "LUX": 0.7}
    rule = told("decision-rule-set", rule={"kind": "threshold", "percent": 55, "shares": ["population:65%"]})
    past = (*frame(*people), *(weighs(p, v, "population") for p, v in people.items()), rule, tabled(by="DEU"))
    small = act("agreed-in-principle", "DEU", "MLT", "LUX", on="2022-03-03")
    assert not agreed(treaty(folded((*past, small))))
    assert agreed(treaty(folded((*past, small, act("agreed-in-principle", "FRA", on="2022-03-04")))))


def test_the_whole_of_a_weight() -> None:
    """It is what was said; else 100, or what the parties weigh together if that is more."""
    rule = told("decision-rule-set", rule={"kind": "threshold", "shares": ["votes:50%"]})
    past = (*frame("UKR", "RUS"), rule, tabled(by="RUS"))
    yes = act("agreed-in-principle", "UKR", on="2022-03-03")
    for of, enough in ((None, False), (30, True), (41, False)):
        weights = (weighs("UKR", 20, "votes", of=of), weighs("RUS", 0, "votes", of=of))
        assert enough == agreed(treaty(folded((*frame("UKR", "RUS"), *weights, rule, tabled(by="RUS"), yes))))
    heavy = (weighs("UKR", 60, "votes"), weighs("RUS", 90, "votes"))
    assert agreed(treaty(folded((*past[:3], *heavy, *past[3:], yes))))


def test_a_weight_is_set_once_and_of_who_is_there() -> None:
    """A weight that a party has already is nothing new; who was never at the talks has none."""
    past = (*frame("UKR", "RUS"), weighs("UKR", 20))
    given(*past).when(weighs("UKR", 20)).then_refused(Refused, ("nothing-new", (4,)))
    given(*past).when(weighs("CHN", 20)).then_refused(Refused, ("not-at-the-talks", ()))
    new = weighs("UKR", 21, on="2022-04-01")
    given(*past).when(new).then(new.event)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "threshold"},
        {"kind": "consensus", "shares": ["votes:50%"]},
        {"kind": "consensus", "including": ["UKR"]},
        {"kind": "threshold", "shares": ["votes"]},
        {"kind": "threshold", "shares": ["votes:101%"]},
    ],
)
def test_a_rule_that_measures_nothing_is_refused(fields: dict[str, Any]) -> None:
    """A threshold measures something, and nothing else does."""
    with pytest.raises(InvalidInput):
        build.event("decision-rule-set", {"rule": fields})


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1428627663, "1,428,627,663"),
        (20.09, "20.09"),
        (4.1, "4.1"),
        (100.0, "100"),
        (0.0000125, "0.0000125"),
        (1e16, "10,000,000,000,000,000"),
        (Decimal("1234567.50"), "1,234,567.5"),
    ],
)
def test_a_number_is_written_with_all_its_digits(number: float | Decimal, words: str) -> None:
    """Who weighs 1,428,627,663 in population weighs no 1.42863e+09."""
    assert words == number_words(number)
    assert float(words.replace(",", "")) == float(number)
