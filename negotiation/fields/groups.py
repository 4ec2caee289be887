"""Groups of parties that are named in fields by what people call them, where a code belongs."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from msgspec.structs import fields as fields_of

from ..domain.record.event import Acts, Concerns, NamesParties, said_of
from ..domain.values import Model, Tagged, code_of, kind_of
from .written_out import each, models_in

CODE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")
"""The form of the code of a party."""


def with_codes(
    model: type[Model], fields: Mapping[str, Any], wrong: Collection[str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return fields with what is no code as the code that it gives, and these names by their codes.

    Args:
        model: the event.
        fields: the values by field name, as people write them.
        wrong: the fields whose values do not fit; no other is changed, since some take names of any form.
    """
    names: dict[str, str] = {}

    def coded(text: str) -> str:
        code = text if CODE.fullmatch(text) else code_of(text)
        if code and code != text:
            names[code] = text
        return code or text

    return with_parties(model, fields, lambda texts: [coded(text) for text in texts], wrong), names


def with_parties(
    model: type[Model],
    fields: Mapping[str, Any],
    change: Callable[[list[str]], list[str]],
    only: Collection[str] | None = None,
) -> dict[str, Any]:
    """Return fields with other parties in them, and in the values within them.

    Args:
        model: the event.
        fields: the values by field name.
        change: makes of the parties in a field those that are to stand there.
        only: the fields to look at; all if None.
    """
    found = dict(fields)
    types = {info.name: info.type for info in fields_of(model)}
    for name, said in said_of(model):
        if name not in found or (only is not None and name not in only):
            continue
        value = found[name]
        if any(isinstance(fact, Acts | Concerns | NamesParties) for fact in said):
            if isinstance(value, str):
                found[name] = change([value])[0]
            elif isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
                found[name] = change(list(value))
        elif within := [*models_in(types[name])]:
            found[name] = each(value, partial(_within, within, change))
    return found


def _within(models: list[type[Model]], change: Callable[[list[str]], list[str]], item: Any) -> Any:
    """Return a value of a field with other parties in it: a delegation, a vote cast, a term; texts may stand for it."""
    kind = item.get("kind") if isinstance(item, Mapping) else None
    model = next((model for model in models if issubclass(model, Tagged) and kind_of(model) == kind), models[0])
    told = model.from_text(item) if isinstance(item, str) else item
    if not isinstance(told, Mapping):
        return item
    changed = with_parties(model, told, change)
    return item if changed == told else changed
