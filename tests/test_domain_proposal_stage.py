"""How far a proposal has come: the formal axis under each decision rule, and the convergence of the words."""

from typing import Any

import pytest
from given import Told, act, folded, frame, position, tabled, told

from negotiation.domain.proposal.convergence import convergence
from negotiation.domain.proposal.stage import agreed, formal
from negotiation.domain.proposal.state import Proposal
from negotiation.domain.talks.events import DecisionRule
from negotiation.domain.talks.state import Talks
from negotiation.domain.twins import made

MANY = ("UKR", "RUS", "TUR", "GBR", "USA", "FRA")


def at_end(*past: Told) -> tuple[Talks, Proposal]:
    """Return the talks and the treaty in which a past ends."""
    now = folded(past)
    return now.talks, now.proposals["peace-treaty"]


def at_the_end(*past: Told) -> Proposal:
    """Return the treaty at the end of a past."""
    return at_end(*past)[1]


def is_rejected(proposal: Proposal) -> bool:
    """Say whether a text counts as rejected."""
    return proposal.rejection is not None


def rule(**fields: Any) -> Told:
    """Tell how the talks decide."""
    return told("decision-rule-set", rule=fields)


AGREEMENT = "agreed-in-principle"


@pytest.mark.parametrize(
    ("past", "stage"),
    [
        ((told("proposal-floated", "2022-03-01", proposal="peace-treaty"),), "floated"),
        ((tabled(),), "tabled"),
        ((tabled(), told("proposal-received", "2022-03-02", proposal="peace-treaty", by="RUS")), "received"),
        ((tabled(), position("RUS", "studying")), "under consideration"),
        ((tabled(), position("UKR", "supports")), "tabled"),
        ((tabled(), position("RUS", "silent")), "tabled"),
        ((tabled(), act(AGREEMENT, "UKR")), "tabled"),
        ((tabled(), act(AGREEMENT, "UKR"), act(AGREEMENT, "RUS")), "agreed in principle"),
        ((tabled(), act("signed", "UKR", "RUS"), act("ratified", "UKR")), "signed"),
        ((tabled(), act("signed", "UKR", "RUS"), act("in-force", "UKR")), "in force"),
        ((tabled(), told("proposal-rejected", "2022-03-02", proposal="peace-treaty", by="RUS", version=1)), "rejected"),
        ((tabled(), told("proposal-lapsed", "2022-03-02", proposal="peace-treaty")), "lapsed"),
        ((position("RUS", "studying"),), "not on the table"),
    ],
)
def test_the_formal_stage(past: tuple[Told, ...], stage: str) -> None:
    """The stage is the furthest that the decision rule counts as done, or how the proposal ended."""
    assert stage == formal(at_the_end(*frame(), *past))


def test_a_revision_begins_the_formal_way_anew() -> None:
    """What was agreed to is a version; the next version has not been agreed to."""
    revised = told("proposal-revised", "2022-03-09", proposal="peace-treaty", by="UKR", summary="anew")
    assert "tabled" == formal(at_the_end(*frame(), tabled(), act(AGREEMENT, "UKR", "RUS"), revised))


@pytest.mark.parametrize(
    ("fields", "enough", "too_few"),
    [
        ({"kind": "consensus"}, MANY, MANY[:5]),
        ({"kind": "named-set", "parties": ["UKR", "RUS"]}, ("UKR", "RUS"), ("UKR", *MANY[2:])),
        ({"kind": "threshold", "count": 4}, MANY[:4], MANY[:3]),
        ({"kind": "threshold", "percent": 50}, MANY[:3], MANY[:2]),
        ({"kind": "threshold", "percent": 66.7}, MANY[:5], MANY[:4]),
        ({"kind": "threshold", "percent": 100}, MANY, MANY[:5]),
    ],
)
def test_each_decision_rule_counts_its_own_way(
    fields: dict[str, Any], enough: tuple[str, ...], too_few: tuple[str, ...]
) -> None:
    """Consensus asks all, a named set those named, a threshold a number or a share of the negotiating parties."""
    past = (*frame(*MANY), rule(**fields), tabled())
    assert agreed(at_the_end(*past, act(AGREEMENT, *enough)))
    assert not agreed(at_the_end(*past, act(AGREEMENT, *too_few)))


def test_only_parties_that_negotiate_count() -> None:
    """A host, and a party that has left, are not asked for their agreement."""
    host = told("party-joined", party="TUR", roles=["host"])
    left = told("party-left", "2022-03-02", party="GBR")
    past = (*frame("UKR", "RUS", "GBR"), host, tabled(), left, act(AGREEMENT, "UKR", "RUS"))
    assert agreed(at_the_end(*past))
    assert ("UKR", "RUS") == at_end(*past)[0].required()


def test_nothing_is_agreed_where_nobody_negotiates() -> None:
    """Without a party whose agreement counts there is no agreement."""
    assert not agreed(at_the_end(told("talks-opened", title="T"), tabled(), act(AGREEMENT, "UKR")))


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "named-set"},
        {"kind": "consensus", "parties": ["UKR"]},
        {"kind": "threshold"},
        {"kind": "consensus", "count": 2},
        {"kind": "consensus", "count": 2, "percent": 50},
        {"kind": "threshold", "percent": 0},
        {"kind": "threshold", "percent": 101},
        {"kind": "threshold", "count": 0},
    ],
)
def test_a_decision_rule_has_what_its_kind_needs_and_nothing_else(fields: dict[str, Any]) -> None:
    """A rule that leaves open whose agreement it asks for, or says it twice, is no rule."""
    with pytest.raises(ValueError, match=r"named set|threshold|greater|less"):
        made(DecisionRule, fields)


def test_one_rejection_ends_consensus_but_not_a_threshold() -> None:
    """A proposal is rejected only when the decision rule cannot be met without those who rejected it."""
    no = told("proposal-rejected", "2022-03-02", proposal="peace-treaty", by="RUS", version=1)
    another = told("proposal-rejected", "2022-03-03", proposal="peace-treaty", by="TUR", version=1)
    three = frame("UKR", "RUS", "TUR")
    two_of_three = rule(kind="threshold", count=2)
    assert is_rejected(at_the_end(*three, tabled(), no))
    assert not is_rejected(at_the_end(*three, two_of_three, tabled(), no))
    assert is_rejected(at_the_end(*three, two_of_three, tabled(), no, another))


def test_a_party_that_is_not_asked_cannot_reject_for_the_others() -> None:
    """The rejection of a host stands beside the stage and does not bring it about."""
    host = told("party-joined", party="TUR", roles=["host"])
    no = told("proposal-rejected", "2022-03-02", proposal="peace-treaty", by="TUR", version=1)
    assert not is_rejected(at_the_end(*frame(), host, tabled(), no))


def test_what_several_put_forward_is_not_proposed_by_one_side() -> None:
    """A text that both parties put forward together is proposed jointly, until another one speaks on it."""
    both = told("proposal-tabled", "2022-03-01", proposal="peace-treaty", by=["UKR", "RUS"])
    host = told("party-joined", party="TUR", roles=["mediator"])
    for more, words in (((), "proposed jointly"), ((position("TUR", "studying"),), "under study")):
        now = folded((*frame(), host, both, *more))
        assert words == convergence(now.talks, now.proposals["peace-treaty"])


@pytest.mark.parametrize(
    ("past", "words"),
    [
        ((), "proposed by one side"),
        ((position("RUS", "studying"),), "under study"),
        ((position("RUS", "reserved"),), "under study"),
        ((position("RUS", "supports"),), "converged"),
        ((position("RUS", "can-live-with"),), "converged"),
        ((position("RUS", "supports-if", conditions=["peace first"]),), "conditional"),
        ((position("RUS", "opposes"),), "divided"),
        ((position("RUS", "supports"), position("UKR", "red-line")), "divided"),
        ((act(AGREEMENT, "UKR", "RUS"),), "converged"),
        ((act("initialled", "UKR", "RUS"),), "authentic"),
            ((act("initialled", "UKR"),), "proposed by one side"),
        ((position("RUS", "supports"),
          told("proposal-revised", "2022-03-09", proposal="peace-treaty", by="UKR", summary="anew")),
         "proposed by one side"),
    ],
)  # fmt: skip
def test_how_far_the_words_have_converged(past: tuple[Told, ...], words: str) -> None:
    """The words converge as the parties whose agreement it takes accept the present version."""
    assert words == convergence(*at_end(*frame(), tabled(), *past))


def test_the_receipt_of_one_version_is_not_that_of_the_next() -> None:
    """A receipt belongs to the version that was on the table when it was given."""
    received = told("proposal-received", "2022-03-02", proposal="peace-treaty", by="RUS")
    revised = told("proposal-revised", "2022-03-09", proposal="peace-treaty", by="UKR", summary="anew")
    assert "received" == formal(at_the_end(*frame(), tabled(), received))
    assert "tabled" == formal(at_the_end(*frame(), tabled(), received, revised))


@pytest.mark.parametrize("stage", ["agreed-in-principle", "signed", "terminated"])
def test_an_agreed_proposal_that_is_reopened_is_on_the_table_again(stage: str) -> None:
    """Every stage can be left by a reopening, after which the proposal has to be agreed anew."""
    steps = ("signed", "in-force", "terminated") if stage == "terminated" else (stage,)
    done = [act(step, "UKR", "RUS") for step in steps]
    reopened = told("proposal-reopened", "2022-03-09", proposal="peace-treaty", by="UKR")
    assert stage.replace("-", " ") == formal(at_the_end(*frame(), tabled(), *done))
    proposal = at_the_end(*frame(), tabled(), *done, reopened)
    assert "tabled" == formal(proposal)
    assert not agreed(proposal)
