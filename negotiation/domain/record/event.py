"""The base of all events, and what their fields say of themselves."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Annotated, ClassVar, Literal, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields

from ..values import Model, Tagged


class Event(Tagged):
    """Base of everything that can be recorded: something that happened, told in the past tense."""

    aggregate: ClassVar[str] = ""
    """The aggregate that it happens to; the field of that name holds which one. The talks are one a log has by id."""
    introduces: ClassVar[str] = ""
    """The sort of thing that it brings into the talks, under the name in the field of that sort."""
    frames: ClassVar[bool] = False
    """Whether it frames the talks: without a date of its own it holds from the beginning."""
    bears: ClassVar[bool] = True
    """Whether its recording can make another entry impossible."""


TALKS = "talks"
"""The name of the one aggregate that every talks has once."""


def subject_of(event: Event) -> tuple[str, str] | None:
    """Return the thing within the talks that an event happens to, as a sort and a name; None for the talks."""
    sort = type(event).aggregate
    return None if sort in ("", TALKS) else (sort, getattr(event, sort))


def introduced_by(event: Event) -> tuple[str, str] | None:
    """Return what an event brings into the talks, as a sort and a name."""
    sort = type(event).introduces
    return (sort, getattr(event, sort)) if sort else None


def _whole(text: str) -> tuple[str, str] | None:
    """Read a reference that names its own sort: ``proposal:neutral-status``."""
    sort, colon, name = text.partition(":")
    return (sort, name) if colon else None


class RefersTo(Struct, frozen=True):
    """A fact about a field: it names things that must be there.

    Args:
        sort: the sort of things; empty where each value names its own, as ``proposal:neutral-status``.
        read: how a value names a thing; None from it if the value names nothing.
    """

    sort: str = ""
    read: Callable[[str], str | None] | None = None

    def of(self, value: str) -> tuple[str, str] | None:
        """Return what a value names, as a sort and a name."""
        if not self.sort:
            return _whole(value)
        name = self.read(value) if self.read else value
        return (self.sort, name) if name else None


class Acts(Struct, frozen=True):
    """A fact about a field: it names who does it."""

    at_the_talks: bool = True
    """Whether only who is at the talks can do it."""
    as_one: bool = False
    """Whether a group that is named there stays named as such, and is not read as its members."""


class Concerns(Struct, frozen=True):
    """A fact about a field: it names whom it is done to, or who has a part in it without doing it."""

    as_one: bool = False
    """Whether a group that is named there stays named as such, and is not read as its members."""


class NamesParties(Struct, frozen=True):
    """A fact about a field: it names parties in passing, which have no part in what happens by that."""


class MayNameAParty(Struct, frozen=True):
    """A fact about a field: it says in free words who it was, and a party or a group may be meant by its code."""


class SetsZone(Struct, frozen=True):
    """A fact about a field: it holds the time zone in which dates without one are read."""


class Published(Struct, frozen=True):
    """A fact about a field: it holds when what the event brings in could first be read."""


class SetsUnsourced(Struct, frozen=True):
    """A fact about a field: it says from when on what has no source counts as known, ``recorded`` or ``happened``."""


Fact = RefersTo | Acts | Concerns | NamesParties | MayNameAParty
_ONE_OF_A_KIND = SetsZone | Published | SetsUnsourced


def said_of(model: type[Model]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield the name of each field of a model, with the facts that are said of it."""
    for info in fields(model):
        yield info.name, getattr(info.type, "__metadata__", ())


@lru_cache(maxsize=512)
def facts_by_field(model: type[Model]) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Return the fields of a model that may say something, by themselves or by the values in them, with their facts."""
    found = []
    for info in fields(model):
        said = getattr(info.type, "__metadata__", ())
        facts = tuple(fact for fact in said if isinstance(fact, Fact))
        if facts or _holds_values(info.type):
            found.append((info.name, facts))
    return tuple(found)


def _holds_values(of: object) -> bool:
    """Say whether a type may hold values with fields of their own."""
    if isinstance(of, type) and not get_args(of):
        return issubclass(of, Model)
    inner = get_args(of)
    if not inner:
        return of is not Ellipsis  # and if it is none, it is one that only other modules know
    if get_origin(of) is Literal:
        return False
    return any(map(_holds_values, inner[:1] if get_origin(of) is Annotated else inner))


@lru_cache(maxsize=512)
def _single(model: type[Model]) -> dict[type[_ONE_OF_A_KIND], str]:
    """Return the fields of a model that state a fact which it states once, by fact."""
    return {type(fact): name for name, said in said_of(model) for fact in said if isinstance(fact, _ONE_OF_A_KIND)}


def value_of(event: Event, fact: type[_ONE_OF_A_KIND]) -> str | None:
    """Return the value of the field of an event that states this fact; None if none does, or it is not given."""
    name = _single(type(event)).get(fact)
    return None if name is None else getattr(event, name)


def stated(model: Model) -> Iterator[tuple[Fact, str]]:
    """Yield every fact that the fields of a value, and of the values in it, state, each with the name it is about."""
    for name, facts in facts_by_field(type(model)):
        value = getattr(model, name)
        if value is None or value == ():
            continue
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Model):
                yield from stated(item)
            else:
                for fact in facts:
                    yield fact, item


def parties_of(event: Event) -> tuple[str, ...]:
    """Return the parties, and others who act like one, that have a part in an event, each once."""
    own = stated(event) if event.aggregate else ()  # what an entry about an entry tells has happened to others
    return tuple(dict.fromkeys(name for fact, name in own if isinstance(fact, Acts | Concerns)))


def acting(event: Event) -> tuple[str, ...]:
    """Return the parties, and others who act like one, that do what happens in an event, each once."""
    return tuple(dict.fromkeys(name for fact, name in stated(event) if isinstance(fact, Acts)))


def concerned(event: Event) -> tuple[str, ...]:
    """Return the parties that an event is done to, or that have a part in it without doing it, each once."""
    own = stated(event) if event.aggregate else ()
    return tuple(dict.fromkeys(name for fact, name in own if isinstance(fact, Concerns)))


def actors_of(event: Event) -> tuple[str, ...]:
    """Return the parties that must be at the talks for an event to happen, each once."""
    found = (name for fact, name in stated(event) if isinstance(fact, Acts) and fact.at_the_talks)
    return tuple(dict.fromkeys(found))
