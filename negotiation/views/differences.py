"""What one account of a happening says otherwise than another."""

from dataclasses import dataclass

from ..domain.annotations import AnyEvent
from ..domain.edtf import in_words
from ..domain.envelope import Citation, Claim
from ..domain.proposal.events import Link, Provision
from ..domain.terms import Term
from ..domain.values import Model
from .sentences import LINK_WORDS, term_words

_NAMES = {"occurred": "date", "asserted_by": "says"}
_DATES = ("occurred", "learned", "published", "until")


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
                found.append(Difference(name.replace("_", " "), value_words(one, name), value_words(two, name)))
    if other_claim is not None:
        for name in ("occurred", "learned", "asserted_by", "sources", "grade", "note"):
            one, two = getattr(claim, name), getattr(other_claim, name)
            if one != two:
                found.append(Difference(_NAMES.get(name, name), value_words(one, name), value_words(two, name)))
    return tuple(found)


def value_words(value: object, field: str = "") -> str:  # noqa: PLR0911
    """Write the value of a field for people."""
    match value:
        case None | ():
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case Term():
            return term_words(value)
        case tuple():
            return "; ".join(value_words(item) for item in value)
        case Citation():
            return f"{value.source} ({value.locator})" if value.locator else value.source
        case Link():
            return f"{LINK_WORDS[value.kind]} {value.target}"
        case Provision():
            return f"{value.number}. {value.text}"
        case Model():
            return ", ".join(f"{name} {value_words(item, name)}" for name, item in value if item not in (None, ()))
        case _:
            return in_words(str(value)) if field in _DATES else str(value)
