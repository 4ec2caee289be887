"""What does not fit a field is told in words, with the field named as people write it."""

import pytest

from negotiation.domain import build
from negotiation.domain.catalogue import EVENTS
from negotiation.domain.errors import InvalidInput
from negotiation.domain.record.envelope import Citation, Claim, Envelope
from negotiation.domain.terms import TERMS
from negotiation.domain.twins import twin_of
from negotiation.domain.values import PATTERN_WORDS, Model


def told(kind: str, **fields: object) -> list[str]:
    """Return the problems of an event that cannot be made."""
    with pytest.raises(InvalidInput) as caught:
        build.event(kind, fields)
    return [str(problem) for problem in caught.value.problems]


def test_a_field_within_a_term_is_named_by_its_place() -> None:
    """A term's field is told by the number of the term and its own name, and a flag is yes or no."""
    terms = [{"kind": "free-text", "text": "x"}, {"kind": "neutral-status", "permanent": "perhaps"}]
    assert ["terms 2, permanent: is yes or no, not 'perhaps'"] == told(
        "proposal-tabled", proposal="p", by="UKR", terms=terms
    )


def test_a_kind_that_there_is_not_is_answered_with_one_that_is_near() -> None:
    """An unknown kind of entry within an account is named, with the nearest that there is."""
    account = {"kind": "talks-resumd"}
    expected = "event: there is no kind 'talks-resumd': did you mean talks-resumed?"
    assert [expected] == told("entry-corrected", entry="abcd", reason="r", claim={}, event=account)


def test_a_slug_is_explained() -> None:
    """What a name may consist of is said with an example, not as a pattern."""
    expected = "proposal: is written in small letters, digits and hyphens, such as neutral-status, not 'Neutral Status'"
    assert [expected] == told("proposal-received", proposal="Neutral Status", by="RUS")


def test_every_pattern_has_words() -> None:
    """No pattern of a stored field is ever shown to people."""
    models: tuple[type[Model], ...] = (*EVENTS.values(), *TERMS.values(), Claim, Envelope, Citation)
    text = "".join(str(twin_of(model).model_json_schema()) for model in models)
    patterns = {pattern for pattern in PATTERN_WORDS if repr(pattern)[1:-1] in text}
    assert set(PATTERN_WORDS) == patterns
    assert text.count("'pattern': ") == sum(text.count(f"'pattern': {pattern!r}") for pattern in patterns)
