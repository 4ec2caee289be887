"""What one account of a happening says otherwise than another."""

from dataclasses import dataclass

from ..domain.annotations import AnyEvent
from ..domain.edtf import in_words
from ..domain.envelope import Claim
from ..domain.terms import Term
from .sentences import term_words

_NAMES = {"occurred": "date", "asserted_by": "says"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of which two accounts say different things."""

    field: str
    one: str
    other: str


def differences(
    event: AnyEvent, claim: Claim, other: AnyEvent | None, other_claim: Claim | None
) -> tuple[Difference, ...]:
    """Return the fields in which a second account of a happening differs from a first."""
    found = []
    if other is not None:
        for name in type(event).model_fields:
            one, two = getattr(event, name), getattr(other, name, None)
            if one != two:
                found.append(Difference(name.replace("_", " "), value_words(one), value_words(two)))
    if other_claim is not None:
        for name in ("occurred", "learned", "asserted_by", "sources", "grade", "note"):
            one, two = getattr(claim, name), getattr(other_claim, name)
            if one != two:
                found.append(Difference(_NAMES.get(name, name), value_words(one), value_words(two)))
    return tuple(found)


def value_words(value: object) -> str:
    """Write a field's value for people."""
    if value is None or value == ():
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Term):
        return term_words(value)
    if isinstance(value, tuple):
        return "; ".join(value_words(item) for item in value)
    if hasattr(value, "source"):
        locator = f" ({value.locator})" if getattr(value, "locator", None) else ""
        return f"{value.source}{locator}"
    if hasattr(value, "model_fields"):
        return ", ".join(f"{name} {value_words(item)}" for name, item in value if item is not None)  # type: ignore[attr-defined]
    text = str(value)
    return in_words(text) if text[:4].isdigit() else text
