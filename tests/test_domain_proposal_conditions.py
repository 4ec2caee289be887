"""Conditions: what waits for another proposal, and what is put in words."""

import pytest

from negotiation.domain.proposal.conditions import awaited, awaiting


@pytest.mark.parametrize(
    ("condition", "proposal"),
    [
        ("proposal:ceasefire", "ceasefire"),
        (awaiting("ceasefire"), "ceasefire"),
        ("proposal:", None),
        ("proposal: an end of the shelling", None),
        ("a proposal:ceasefire", None),
        ("ceasefire", None),
        ("", None),
    ],
)
def test_a_condition_waits_for_a_proposal_or_is_put_in_words(condition: str, proposal: str | None) -> None:
    """Only ``proposal:`` and an id name one: a sentence that begins so stays a sentence."""
    assert proposal == awaited(condition)
