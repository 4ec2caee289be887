"""Typed terms: every class is in the schema, and every kind can be put in words."""

from typing import get_args

import msgspec
import pytest
from anything import TERMS
from pydantic import ValidationError

from negotiation.domain import terms, twins
from negotiation.domain.proposal.events import ProposalTabled
from negotiation.domain.terms import AnyTerm, Term
from negotiation.domain.values import plain
from negotiation.views.phrases import duration_words, term_words

adapter = twins.adapter(AnyTerm)

WORDS = {
    "neutral-status": "neutral status: permanent; not non-aligned; constitutional basis Article 1",
    "security-guarantees": "security guarantees: consultation 3 days; guarantors GBR, TUR; decision unanimity",
    "non-membership": "non-membership: organisation NATO; exceptions EU",
    "non-nuclear-status": "non-nuclear status: verification IAEA",
    "no-foreign-bases": "no foreign bases: exercises with consent; consent of the guarantors",
    "territorial-question-deferred": (
        "territorial question deferred: territories Crimea; period 15 years; no use of force"
    ),
    "referendum": "referendum: question yes or no?; precondition peace",
    "entry-into-force": "entry into force: count 1; weights 40 % of votes; including UKR; after 1 day",
    "free-text": "as it was",
    "defined": "limit: substance salt; amount 3 kg",
}


def test_every_typed_term_is_in_the_schema() -> None:
    """Each subclass of Term in its module is known by its kind and stands in the union that events are read with."""
    classes = {
        found
        for found in vars(terms).values()
        if isinstance(found, type) and issubclass(found, Term) and found is not Term
    }
    assert classes == set(terms.TERMS.values()) == set(get_args(get_args(AnyTerm)[0]))
    mapping = twins.twin_of(ProposalTabled).model_json_schema()["properties"]["terms"]["items"]["discriminator"][
        "mapping"
    ]
    assert set(TERMS) == set(mapping)


@pytest.mark.parametrize("kind", TERMS)
def test_every_term_is_read_by_its_kind_and_put_in_words(kind: str) -> None:
    """A term is told apart by its kind, is the same after a way through JSON, and reads as a phrase."""
    term = adapter.validate_python({"kind": kind, **TERMS[kind]})
    assert terms.TERMS[kind] is type(term)
    assert term == adapter.validate_json(msgspec.json.encode(plain(term)))
    assert WORDS[kind] == term_words(term)


def test_a_detail_is_added_in_its_own_words() -> None:
    """Every term may have a detail in words."""
    term = adapter.validate_python({"kind": "neutral-status", "detail": "as Austria"})
    assert "neutral status: as Austria" == term_words(term)


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("P3D", "3 days"),
        ("P1Y6M", "1 year 6 months"),
        ("P2W", "2 weeks"),
        ("PT72H", "72 hours"),
        ("P1DT30M", "1 day 30 minutes"),
    ],
)
def test_durations_are_put_in_words(duration: str, words: str) -> None:
    """A duration is written out, months of the date told from minutes of the time."""
    assert words == duration_words(duration)


@pytest.mark.parametrize(
    "fields",
    [{"kind": "neutral-status", "forever": True}, {"kind": "non-membership"}, {"text": "T"},
     {"kind": "security-guarantees", "consultation": "soon"}, {"kind": "security-guarantees", "consultation": "P"}],
)  # fmt: skip
def test_a_term_holds_what_its_kind_states(fields: dict[str, object]) -> None:
    """An unknown or missing field, and a duration that is none, are refused."""
    with pytest.raises(ValidationError):
        adapter.validate_python(fields)
