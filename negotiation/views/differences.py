"""What one account of a happening says otherwise than another."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import asdict

from ..domain.dates.words import in_words
from ..domain.proposal.events import Link, Provision
from ..domain.record.envelope import Citation, Claim
from ..domain.record.event import Event
from ..domain.terms import Term, fields_of_term
from ..domain.values import Model
from .phrases import LINK_WORDS, term_words

_NAMES = {"occurred": "date", "asserted_by": "says", "in_round": "round"}
_ENTRIES, _BETWEEN = ("entry", "evidence"), "; "
_DATES = ("occurred", "learned", "published", "until", "planned", "due", "deadline")


class Difference(Struct, frozen=True):
    """One field of which two accounts say different things."""

    field: str
    one: str
    other: str


def differences(event: Event, claim: Claim, other: Event | None, other_claim: Claim | None) -> tuple[Difference, ...]:
    """Return the fields in which a second account of a happening differs from a first."""
    found: list[Difference] = []
    if other is not None:
        for name in type(event).__struct_fields__:
            one, two = getattr(event, name), getattr(other, name, None)
            if one != two and name == "terms":
                found.extend(_terms(one, two or ()))
            elif one != two:
                found.append(Difference(name.replace("_", " "), value_words(one, name), value_words(two, name)))
    if other_claim is not None:
        for name in Claim.__struct_fields__:
            one, two = getattr(claim, name), getattr(other_claim, name)
            if one != two:
                found.append(Difference(_NAMES.get(name, name), value_words(one, name), value_words(two, name)))
    return tuple(found)


def _terms(one: tuple[Term, ...], other: tuple[Term, ...]) -> Iterator[Difference]:
    """Yield the fields in which the terms differ, where both sides have one term of a kind; else the whole terms."""
    kinds = [[term.kind for term in terms] for terms in (one, other)]
    if sorted(kinds[0]) != sorted(kinds[1]) or len(set(kinds[0])) != len(kinds[0]):
        yield Difference("terms", value_words(one), value_words(other))
        return
    theirs = {term.kind: term for term in other}
    for term in one:
        mine, other_fields = fields_of_term(term), fields_of_term(theirs[term.kind])
        for name in dict.fromkeys((*mine, *other_fields)):
            here, there = mine.get(name), other_fields.get(name)
            if here != there:
                label = f"{term.kind.replace('-', ' ')}, {name.replace('_', ' ')}"
                yield Difference(label, _value(here), _value(there))


def with_numbers(found: Difference, numbers: Mapping[str, int]) -> Difference:
    """Return a difference with the numbers of entries where it has their ids."""
    return Difference(found.field, *(numbered(found.field, words, numbers) for words in (found.one, found.other)))


def numbered(field: str, words: str, numbers: Mapping[str, int]) -> str:
    """Return the words of a field that names entries with their numbers; those of another field as they are."""
    if field not in _ENTRIES:
        return words
    return _BETWEEN.join(f"#{numbers[id_]}" if id_ in numbers else id_ for id_ in words.split(_BETWEEN))


def _value(value: object) -> str:
    """Write the value of a field of a term; names one after the other."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) and value else value_words(value)


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
            return _BETWEEN.join(value_words(item) for item in value)
        case Citation():
            return f"{value.source} ({value.locator})" if value.locator else value.source
        case Link():
            return f"{LINK_WORDS[value.kind]} {value.target}"
        case Provision():
            return f"{value.number}. {value.text}"
        case Model():
            return ", ".join(
                f"{name} {value_words(item, name)}" for name, item in asdict(value).items() if item not in (None, ())
            )
        case _:
            return in_words(str(value)) if field in _DATES else str(value)
