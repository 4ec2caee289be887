"""Rules by kind of question, texts that nobody is named for, and amendments that are seconded or not moved."""

import pytest
from given import Told, act, folded, frame, given, tabled, told

from negotiation import TalksLog
from negotiation.domain.errors import InvalidInput, Refused
from negotiation.domain.proposal.stage import agreed, formal

FOUR = frame("UKR", "RUS", "TUR", "CHN")
HALF = {"kind": "threshold", "percent": 50}
BY_HALF = told("decision-rule-set", rule=HALF, question="procedure")
"""#6."""


def test_procedure_is_decided_by_its_own_rule() -> None:
    """Two of four are enough on procedure, and not on substance; a kind without a rule is decided like all others."""
    agreeing = (act("agreed-in-principle", "RUS", proposal=name) for name in ("break", "peace", "seating"))
    past = (
        *FOUR,
        BY_HALF,
        tabled("break", question="procedure"),
        tabled("peace"),
        tabled("seating", question="ceremony"),
        *agreeing,
    )
    now = folded(past).proposals
    assert (True, False, False) == tuple(agreed(now[name]) for name in ("break", "peace", "seating"))


def test_a_rule_that_is_set_later_holds_from_then_on() -> None:
    """What was agreed by half stays agreed when procedure takes all; what comes after needs all."""
    later = told("decision-rule-set", "2022-03-10", rule={"kind": "consensus"}, question="procedure")
    past = (
        *FOUR,
        BY_HALF,
        tabled("break", question="procedure"),
        act("agreed-in-principle", "RUS", proposal="break", on="2022-03-02"),
        later,
        tabled("lunch", question="procedure", on="2022-03-11"),
        act("agreed-in-principle", "RUS", proposal="lunch", on="2022-03-12"),
    )
    now = folded(past).proposals
    assert (True, False) == (agreed(now["break"]), agreed(now["lunch"]))


def test_a_party_that_leaves_completes_an_agreement_by_its_own_rule() -> None:
    """One of four is enough of a half once two have left."""
    past = (
        *FOUR,
        told("decision-rule-set", rule={"kind": "threshold", "percent": 75}, question="procedure"),
        tabled("break", question="procedure"),
        act("agreed-in-principle", "RUS", proposal="break", on="2022-03-02"),
        told("party-left", "2022-03-05", party="CHN"),
        told("party-left", "2022-03-06", party="TUR"),
    )
    found = folded(past).proposals["break"].agreement
    assert found is not None
    assert 10 == found.entry


def test_the_same_rule_is_not_set_again() -> None:
    """The rule for one kind says nothing of the rule of all others."""
    given(*FOUR, BY_HALF).when(told("decision-rule-set", rule=HALF, question="procedure")).then_refused(
        Refused, ("nothing-new", (6,))
    )
    general = told("decision-rule-set", rule=HALF)
    given(*FOUR, BY_HALF).when(general).then(general.event)


def test_all_together_is_said_of_all_questions() -> None:
    """That nothing is agreed until everything is cannot be said of one kind of question."""
    with pytest.raises(InvalidInput, match="of all questions"):
        told("decision-rule-set", rule={"kind": "consensus", "single_undertaking": True}, question="procedure")


def test_an_amendment_is_a_question_of_the_kind_of_its_text(journal: TalksLog) -> None:
    """What was said of the text need not be said again of a change to it.

    - kind: proposal-tabled
      on: 2022-03-01
      proposal: rules
      by: UKR
      question: procedure
      provisions: [{number: "1", text: We meet.}]
    """
    journal.amend("rules", "daily", by="RUS", provisions=[{"number": "1", "text": "We meet daily."}], on="2022-03-02")
    assert "procedure" == journal.as_of().status().proposals[1].question


def test_a_text_is_of_somebody_or_of_nobody_named() -> None:
    """Without a party it says whether its author is unknown, or the room; with one it says nothing of that."""
    with pytest.raises(InvalidInput, match="under 'author'"):
        told("proposal-tabled", "2022-03-01", proposal="p")
    with pytest.raises(InvalidInput, match="under 'author'"):
        told("proposal-tabled", "2022-03-01", proposal="p", by="UKR", author="room")


def test_nobody_stands_behind_a_text_of_nobody_named() -> None:
    """All whose agreement it takes have to agree to it, and anybody may revise it."""
    text = told("proposal-tabled", "2022-03-01", proposal="peace-treaty", author="unknown")
    three = act("agreed-in-principle", "RUS", "TUR", "CHN")
    assert not agreed(folded((*FOUR, text, three)).proposals["peace-treaty"])
    all_four = act("agreed-in-principle", "UKR", on="2022-03-04")
    assert agreed(folded((*FOUR, text, three, all_four)).proposals["peace-treaty"])
    anew = told("proposal-revised", "2022-03-02", proposal="peace-treaty", by="TUR", summary="shorter")
    given(*FOUR, text).when(anew).then(anew.event)


def test_a_text_of_the_room_is_agreed_as_it_is_tabled(journal: TalksLog) -> None:
    """It is nobody's, and all who negotiate at that date have agreed to it.

    - {kind: party-joined, on: 2022-03-01, party: CHN, roles: negotiating}
    - {kind: party-left, on: 2022-03-05, party: CHN}
    """
    journal.propose("communique", agreed=True, provisions=[{"number": "1", "text": "We met."}], on="2022-03-02")
    found = journal.as_of(at="2022-03-02").status().proposals[0]
    assert ("agreed in principle", (), "room") == (found.formal.stage, found.sponsors, found.author)
    assert ["CHN", "RUS", "UKR"] == sorted(stance.party for stance in found.stances)


MOVED = told(
    "amendment-moved",
    "2022-03-02",
    proposal="am",
    of="peace-treaty",
    of_version=1,
    by="RUS",
    changes=[{"number": "1", "text": "Other."}],
)
TEXT = (*FOUR, tabled(provisions=[{"number": "1", "text": "One."}]), MOVED)
"""#1 to #7."""


def seconded(*by: str, on: str = "2022-03-03") -> Told:
    """Tell that parties seconded the amendment."""
    return told("amendment-seconded", on, proposal="am", by=list(by))


def test_an_amendment_is_seconded() -> None:
    """Who seconds it has neither agreed to it nor joined its sponsors."""
    found = folded((*TEXT, seconded("CHN"))).proposals["am"]
    assert ("seconded", ("RUS",), {"CHN": 8}) == (formal(found), found.sponsors, dict(found.seconded))
    assert "CHN" not in found.behind_it


@pytest.mark.parametrize(
    ("again", "refused"),
    [
        (seconded("RUS"), ("own-amendment", (7,))),
        (seconded("CHN", on="2022-03-04"), ("nothing-new", (8,))),
        (told("amendment-seconded", "2022-03-04", proposal="peace-treaty", by="CHN"), ("not-an-amendment", (6,))),
        (told("amendment-not-moved", "2022-03-04", proposal="peace-treaty"), ("not-an-amendment", (6,))),
    ],
)
def test_what_cannot_be_seconded(again: Told, refused: tuple[str, tuple[int, ...]]) -> None:
    """One's own amendment, one that one has seconded, and a text that is no amendment."""
    given(*TEXT, seconded("CHN")).when(again).then_refused(Refused, refused)


def test_an_amendment_that_is_not_moved_falls() -> None:
    """It is off the table, and can be adopted no more unless it is reopened."""
    fallen = told("amendment-not-moved", "2022-03-04", proposal="am", reason="nobody spoke to it")
    assert "not moved" == formal(folded((*TEXT, fallen)).proposals["am"])
    late = act("adopted", "UKR", "RUS", "TUR", "CHN", proposal="am", on="2022-03-05")
    given(*TEXT, fallen).when(late).then_refused(Refused, ("ended", (8,)))
