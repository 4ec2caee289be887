"""What one account says otherwise than another: the fields that differ, and no others."""

from typing import Any

import pytest

from negotiation import TalksLog
from negotiation.views.show import ShownProposal

TERMS: list[dict[str, Any]] = [
    {"kind": "security-guarantees", "trigger": "armed attack", "consultation": "P3D", "guarantors": ["GBR", "RUS"]},
    {"kind": "neutral-status", "permanent": True},
]

WHOLE = "security guarantees: trigger armed attack; consultation 3 days; guarantors GBR, RUS; neutral status: permanent"


def changed(number: int, **fields: Any) -> list[dict[str, Any]]:
    """Return those terms with some fields of one of them changed."""
    return [{**term, **fields} if place == number else term for place, term in enumerate(TERMS)]


@pytest.mark.parametrize(
    ("theirs", "differences"),
    [
        (changed(0, guarantors=["GBR"]), [("security guarantees, guarantors", "GBR, RUS", "GBR")]),
        (changed(0, guarantors=[]), [("security guarantees, guarantors", "GBR, RUS", "nothing")]),
        (
            changed(0, trigger="an attack", decision="unanimity"),
            [
                ("security guarantees, trigger", "armed attack", "an attack"),
                ("security guarantees, decision", "nothing", "unanimity"),
            ],
        ),
        (changed(1, permanent=False), [("neutral status, permanent", "yes", "no")]),
        (list(reversed(TERMS)), []),
        (
            [{"kind": "neutral-status", "permanent": True}],
            [("terms", WHOLE, "neutral status: permanent")],
        ),
        ([{"kind": "non-nuclear-status"}, TERMS[1]], None),
        ([TERMS[0], TERMS[1], TERMS[1]], None),
        ([], None),
    ],
)
def test_of_terms_only_what_differs_is_told(
    journal: TalksLog, theirs: list[dict[str, Any]], differences: list[tuple[str, str, str]] | None
) -> None:
    """Where both have the same kinds of terms the fields that differ are told; else the terms as a whole."""
    (tabled,) = journal.propose("treaty", by="UKR", terms=TERMS, on="2022-03-29")
    journal.dispute(f"#{tabled.number}", by="RUS", reason="not so", account={"terms": theirs})
    found = journal.as_of().show("treaty")
    assert isinstance(found, ShownProposal)
    told = [(d.field, d.one, d.other) for account in found.accounts for d in account.says_otherwise]
    if differences is None:
        assert ["terms"] == [field for field, _, _ in told]
    else:
        assert differences == told
