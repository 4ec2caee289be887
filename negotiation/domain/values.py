"""The small value types that events are made of, and the base of all of them."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, dataclass_transform, get_args, get_origin
from unicodedata import normalize

from msgspec import Meta, Struct, StructMeta, field, to_builtins
from msgspec.structs import fields


class Holds(Struct, frozen=True):
    """A fact about a field: its values pass this check, which raises a ValueError for one that does not."""

    check: Callable[[Any], object]


class Rewritten(Struct, frozen=True):
    """A fact about a field: what people write for it is put in the form in which it is stored, where it has another."""

    as_stored: Callable[[str], str]


class _ByName(StructMeta):
    """Makes structs whose fields are given by name, which a subclass would else have to say again."""

    def __new__(mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **config: Any) -> "_ByName":
        return super().__new__(mcls, name, bases, namespace, **{"kw_only": True, **config})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Model(Struct, frozen=True, forbid_unknown_fields=True, gc=False, metaclass=_ByName):
    """Base of every stored value: immutable, and closed against fields it does not know.

    What never changes can lead to no circle, so that nobody looks for one: there are very many values.

    Stored values are read by msgspec, by the types of the fields and what is said of them. What people write is read by
    pydantic, which names everything that does not fit: see :mod:`negotiation.domain.twins`.
    """

    def __post_init__(self) -> None:
        """See that the fields hold what they should.

        Raises:
            ValueError: one of them does not, or they do not go together.
        """
        for name, check in _checks(type(self)):
            value = getattr(self, name)
            if value is not None:
                check(value)
        self.complete()

    def complete(self) -> None:
        """See that the fields go together.

        Raises:
            ValueError: they do not.
        """

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object] | None:
        """Return the fields that people write as one text; None if there is no such form."""


class Tagged(Model, tag_field="kind"):
    """A value of one of several kinds: it is stored under the name of its kind."""

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return kind_of(type(self))


def kind_of(model: type[Tagged]) -> str:
    """Return the name under which values of a kind are stored."""
    return str(model.__struct_config__.tag)


@lru_cache(maxsize=512)
def _checks(model: type[Model]) -> tuple[tuple[str, Callable[[Any], object]], ...]:
    """Return what is checked beside the types of the fields: each check with the name of its field."""
    return tuple((info.name, check) for info in fields(model) for check in _within(info.type))


def _within(type_: Any) -> Iterator[Callable[[Any], object]]:
    """Yield the checks of a value of a type, and of what it holds if that is several."""
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        yield from _within(arguments[0])
        yield from (fact.check for fact in type_.__metadata__ if isinstance(fact, Holds))
    elif origin in (tuple, list):
        yield from (_of_each(check) for check in _within(arguments[0]))
    elif len(arguments) == 2 and type(None) in arguments:  # what may not be given
        yield from _within(arguments[0])


def holding(type_: Any, value: Any) -> Any:
    """Return a value of a type if it passes the checks that are made beside the type itself.

    Raises:
        ValueError: it does not.
    """
    for check in _within(type_):
        check(value)
    return value


def _of_each(check: Callable[[Any], object]) -> Callable[[Any], object]:
    def check_each(items: Any) -> None:
        for item in items:
            check(item)

    return check_each


def plain(value: Model) -> dict[str, Any]:
    """Return the kind of a value and its fields that are given, as texts, numbers, lists and mappings."""
    found: dict[str, Any] = _given(to_builtins(value))
    return found


def _given(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _given(item) for name, item in value.items() if item is not None}
    return [_given(item) for item in value] if isinstance(value, list | tuple) else value


class OneOrMany(Struct, frozen=True):
    """A fact about a field that holds several values: people may write a single one, or none."""

    if_given: bool = False
    """Whether what is not given is kept apart from an empty list."""

    def several(self, value: Any) -> Any:
        """Return what people wrote as several values."""
        if value is None:
            return None if self.if_given else ()
        return value if isinstance(value, list | tuple) else (value,)


ONE_OR_MANY = OneOrMany()

NOT_BEFORE_THE_END = r"(?!\n)"
"""What keeps ``$`` from matching before a last line break, as it does in Python and nowhere else."""


def text(pattern: str | None = None, *, least: int | None = None, most: int | None = None) -> Meta:
    """Return what is known of a text: the pattern that it matches, and how many characters it has."""
    closed = None if pattern is None else f"{pattern}{NOT_BEFORE_THE_END}"
    return Meta(pattern=closed, min_length=least, max_length=most)


class AsWritten(Struct, frozen=True):
    """A fact about a field: how what people write for its values becomes what the field holds."""

    read: Callable[[Any], Any]


def _no_space_around(value: str) -> None:
    if value != value.strip():
        raise ValueError("it begins or ends with a space")


STRIPPED = Holds(_no_space_around)
"""A fact about a text: the spaces that people write around it are no part of it."""

Slug = Annotated[str, text(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", most=80)]
"""A lower-case name with hyphens that identifies a thing within one talks, such as ``neutral-status``."""

PartyCode = Annotated[str, text(r"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", most=80)]
"""A party: its ISO 3166-1 alpha-3 code where it has one (``UKR``), any slug else (``osce``)."""

EntryId = Annotated[str, text(r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$", most=100)]
"""An entry's own identifier, made by whoever records it and unique within its talks."""

Title = Annotated[str, text(least=1, most=500), STRIPPED]
"""A short name for people, at most 500 characters."""

Text = Annotated[str, text(least=1, most=100_000)]
"""Text as it was written, kept to the letter; at most 100,000 characters."""


def _as_duration(written: str) -> str:
    from .dates.spans import as_duration  # noqa: PLC0415  # what is stored is in its form already

    return as_duration(written)


def _not_empty_duration(value: str) -> str:
    if value[-1] in "PT":
        raise ValueError("a duration states at least one figure, such as P3D (three days)")
    return value


Duration = Annotated[
    str,
    text(r"^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$", most=40),
    Holds(_not_empty_duration),
    Rewritten(_as_duration),
]
"""An ISO 8601 duration, such as ``P3D`` (three days) or ``P15Y`` (fifteen years), which people write as ``3d`` too."""

Language = Annotated[str, text(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", most=35)]
"""A BCP 47 language tag, such as ``uk`` or ``zh-Hant``."""


def code_of(name: str) -> str:
    """Return the code that a name gives, with a hyphen for what no code holds: ``E3EU-3`` of ``E3EU+3``."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:80].rstrip("-")


PATTERN_WORDS = {
    r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$": "is written in small letters, digits and hyphens, such as neutral-status",
    r"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$": "is a code of letters, digits and hyphens, such as UKR",
    r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$": "is an id of letters, digits, dots, hyphens and underscores",
    r"^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$": "is a duration, such as 3d (three days), 12h or P1Y",
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "is a language tag, such as uk or zh-Hant",
    r"^[A-F][1-6]?$": "is an Admiralty grade, from A1 to F6, or its letter alone",
    r"^https?://[^\s]+$": "is an address that begins with http:// or https://",
    r"^[0-9a-f]{64}$": "is a SHA-256 digest: 64 digits and letters from a to f",
    r"^[a-z][a-z0-9_]*$": "is the name of a field: small letters, digits and hyphens, such as from-date",
    r"^(pledge|proposal):[a-z0-9]([a-z0-9-]*[a-z0-9])?$": "is a pledge or a proposal, such as pledge:lift-sanctions",
    r"^(proposal|party|issue|source|entry|pledge|round|package):[A-Za-z0-9._-]+$": (
        "is a reference, such as proposal:neutral-status"
    ),
}
"""What a text that does not match a pattern should have been, for errors."""
