"""Votes: what is stated counts, what the rule says is marked, and a roll call is the word of each party."""

from typing import Any

import pytest
from given import Told, folded, frame, given, tabled, told

from negotiation.domain import build
from negotiation.domain.errors import InvalidInput, Refused
from negotiation.domain.proposal.amending import accepted
from negotiation.domain.proposal.stage import agreed, formal
from negotiation.domain.proposal.state import Proposal

FOUR = (*frame("A", "B", "C", "D"), told("party-joined", party="plenary", roles=["body"]), tabled("draft", by="A"))
"""#1 to #7."""


def voted(*roll: str, adopted: bool = True, on: str = "2022-03-05", **more: Any) -> Told:
    """Tell of a vote."""
    return told("vote-held", on, **{"proposal": "draft", "version": 1, "adopted": adopted, "votes": list(roll), **more})


def rule(**fields: Any) -> Told:
    """Tell how the talks decide."""
    return told("decision-rule-set", rule=fields)


def draft(*past: Told) -> Proposal:
    """Return the draft at the end of a past."""
    return folded((*FOUR, *past)).proposals["draft"]


def test_what_was_stated_to_be_adopted_is_adopted() -> None:
    """By a count, in a body, by acclamation or without a vote."""
    for vote in (
        voted(in_favour=3, against=1),
        voted(body="plenary"),
        voted(how="acclamation"),
        voted(how="without-a-vote"),
    ):
        given(*FOUR).when(vote).then(vote.event)
        assert ("adopted", True) == (formal(draft(vote)), agreed(draft(vote)))


def test_what_was_rejected_is_rejected_until_another_vote() -> None:
    """The last vote on the present version counts, and a new version has had none."""
    no = voted(in_favour=1, against=3, adopted=False)
    assert "rejected" == formal(draft(no))
    assert "adopted" == formal(draft(no, voted(in_favour=4, on="2022-03-06")))
    revised = told("proposal-revised", "2022-03-06", proposal="draft", by="A", summary="anew")
    assert "tabled" == formal(draft(no, revised))


def test_a_roll_call_is_the_word_of_each_party() -> None:
    """Who voted for it adopted it, who voted against it rejected it, and who abstained said nothing."""
    found = draft(rule(kind="threshold", count=2), voted("A=for", "B=for", "C=against", "D=abstained"))
    assert {"A", "B"} == {party for act in found.acts for party in act.by}
    assert ["C"] == [rejection.by for rejection in found.rejections]
    assert "D" not in found.last


def test_who_voted_for_what_was_rejected_supports_it_and_no_more() -> None:
    """The text is as open as before: it can be revised, and amended."""
    past = (*FOUR, voted("A=for", "B=for", "C=against", "D=against", adopted=False))
    found = draft(past[-1])
    assert ([], ["C", "D"]) == ([*found.acts], [rejection.by for rejection in found.rejections])
    assert {"A", "B"} == set(found.stances())
    revised = told("proposal-revised", "2022-03-06", proposal="draft", by="A", summary="anew")
    given(*past).when(revised).then(revised.event)


@pytest.mark.parametrize(
    ("how", "vote", "by_rule"),
    [
        ({"kind": "threshold", "count": 2}, voted("A=for", "B=for"), True),
        ({"kind": "threshold", "count": 3}, voted("A=for", "B=for"), False),
        ({"kind": "threshold", "percent": 75}, voted(in_favour=3, against=1), True),
        ({"kind": "threshold", "percent": 76}, voted(in_favour=3, against=1), False),
        ("threshold:3/4", voted(in_favour=3, against=1), True),
        ("threshold:4/5", voted(in_favour=3, against=1), False),
        ({"kind": "consensus"}, voted("A=for", "B=against"), False),
        ({"kind": "consensus"}, voted("A=for", "B=abstained"), True),
        ({"kind": "consensus"}, voted(in_favour=3, against=0), True),
        ({"kind": "consensus"}, voted(in_favour=3), None),
        ({"kind": "threshold", "count": 2, "including": ["A"]}, voted(in_favour=3, against=1), None),
        ({"kind": "named-set", "parties": ["A", "B"]}, voted("A=for", "B=for", "C=against"), True),
        ({"kind": "threshold", "count": 2}, voted(body="plenary", in_favour=99), None),
    ],
)
def test_the_rule_is_applied_where_that_can_be_told(
    how: dict[str, Any] | str, vote: Told, by_rule: bool | None
) -> None:
    """What is stated stands; what the rule says of it stands beside it, or nothing."""
    found = draft(told("decision-rule-set", rule=how), vote).voted
    assert found is not None
    assert (True, by_rule) == (found.adopted, found.by_rule)


def test_an_amendment_that_was_voted_for_can_change_its_text() -> None:
    """A vote adopts it like an act."""
    moved = told("amendment-moved", "2022-03-02", proposal="am", of="draft", of_version=1, by="B",
                 changes=[{"number": "1", "text": "New."}])  # fmt: skip
    now = folded((*FOUR, moved, voted(proposal="am", in_favour=3, against=1)))
    assert accepted(now.proposals["draft"], now.proposals["am"])


def test_a_vote_is_on_the_present_version_and_in_a_body() -> None:
    """Not on one that was replaced, not in what is no body, not on what was only passed around."""
    given(*FOUR).when(voted(body="B")).then_refused(Refused, ("not-a-body", (3,)))
    revised = told("proposal-revised", "2022-03-02", proposal="draft", by="A", summary="anew")
    given(*FOUR, revised).when(voted()).then_refused(Refused, ("old-version", (8,)))
    floated = told("proposal-floated", "2022-03-02", proposal="idea")
    given(*FOUR, floated).when(voted(proposal="idea")).then_refused(Refused, ("only-floated", (8,)))


@pytest.mark.parametrize(
    "fields",
    [
        {"how": "acclamation", "in_favour": 3},
        {"how": "acclamation", "adopted": False},
        {"votes": ["A=for", "A=against"]},
        {"votes": ["A=perhaps"]},
        {"in_favour": -1},
    ],
)
def test_a_vote_is_told_in_one_way(fields: dict[str, Any]) -> None:
    """What was not counted has no count, and a party votes once."""
    with pytest.raises(InvalidInput):
        build.event("vote-held", {"proposal": "draft", "version": 1, "adopted": True, **fields})
