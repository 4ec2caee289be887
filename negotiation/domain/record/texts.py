"""What an entry says in words, and what it names: the texts in it by which it is searched."""

from collections.abc import Iterator
from functools import lru_cache
from typing import get_args

from msgspec.structs import fields

from ..dates.field import Edtf
from ..values import Duration, Language, Model
from .envelope import Claim, Grade
from .event import Event, RefersTo

_NO_WORDS = (Edtf, Duration, Language, Grade)
"""The types of fields whose text is a date or a code, which nobody looks for by its words."""
_UNNAMED = ("sha256",)
_ENTRY = "entry"
"""The sort of thing that an entry is, where one refers to it."""


def texts_of(event: Event, claim: Claim) -> tuple[str, ...]:
    """Return the texts of an entry in which it says something: no dates, and no ids of entries."""
    return (*(text for said in (event, claim) for named, text in _texts(said) if not named), event.kind)


def names_of(event: Event, claim: Claim) -> tuple[str, ...]:
    """Return the ids of entries that an entry names, each as it is written there."""
    return tuple(text for said in (event, claim) for named, text in _texts(said) if named)


def _texts(model: Model) -> Iterator[tuple[bool, str]]:
    """Yield the texts in the fields of a value, and of the values in it, each with whether it is the id of an entry."""
    for name, sorts in _fields(type(model)):
        value = getattr(model, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Model):
                yield from _texts(item)
            elif isinstance(item, str):
                yield _ENTRY in sorts or ("" in sorts and item.startswith(f"{_ENTRY}:")), str(item)


@lru_cache(maxsize=512)
def _fields(model: type[Model]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the fields of a model that may hold words, each with the sorts of things that it names."""
    found = []
    for info in fields(model):
        if info.name in _UNNAMED or any(_is(info.type, other) for other in _NO_WORDS):
            continue
        said = getattr(info.type, "__metadata__", ())
        found.append((info.name, tuple(fact.sort for fact in said if isinstance(fact, RefersTo))))
    return tuple(found)


def _is(type_: object, wanted: object) -> bool:
    """Say whether a type is another one, perhaps with more said of it, or is made of such."""
    said = getattr(type_, "__metadata__", ())
    if said and all(fact in said for fact in getattr(wanted, "__metadata__", ())):
        return True
    return any(_is(part, wanted) for part in get_args(type_))
