"""The field of an event or a claim that holds a date."""

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from msgspec import Meta
from msgspec.structs import fields, replace

from ..values import Holds, Model, Rewritten
from .edtf import span

_IS_A_DATE = Holds(span)


def _as_stored(text: str) -> str:
    from .written import as_edtf  # noqa: PLC0415  # what is EDTF does not need it

    return as_edtf(text)


Edtf = Annotated[
    str,
    Meta(
        max_length=80,
        description="An EDTF date, time or interval (ISO 8601-2), such as 2022-03-29.",
        examples=["2022-03-29", "2022-03", "2022-03-29~", "2022-03-28/2022-03-30", "2022-03-29T10:00+03:00"],
    ),
    _IS_A_DATE,
    Rewritten(_as_stored),
]
"""A date as it was written: kept as text, read with :func:`negotiation.domain.dates.edtf.span`."""

M = TypeVar("M", bound=Model)


@lru_cache(maxsize=512)
def date_fields(model: type[Model]) -> frozenset[str]:
    """Return the names of the fields of a model that hold dates."""
    return frozenset(info.name for info in fields(model) if _is_a_date(info.type))


def _is_a_date(type_: Any) -> bool:
    if get_origin(type_) is Annotated:
        return _IS_A_DATE in type_.__metadata__
    return any(map(_is_a_date, get_args(type_)))


def with_dates(value: M, change: Callable[[str, str], str]) -> M:
    """Return a value with every date in it, and in the values that it holds, put in another form.

    Args:
        value: an event, a claim, or what they hold.
        change: returns the form of a date, given the name of its field; it may raise.
    """
    dates = date_fields(type(value))
    changed: dict[str, Any] = {}
    for name in value.__struct_fields__:
        held = getattr(value, name)
        new = held
        if name in dates and held is not None:
            new = change(name, held)
        elif isinstance(held, Model):
            new = with_dates(held, change)
        elif isinstance(held, tuple) and held and isinstance(held[0], Model):
            new = tuple(with_dates(item, change) for item in held)
        if new != held:
            changed[name] = new
    return replace(value, **changed) if changed else value
