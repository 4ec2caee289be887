"""Fields with their references written out: what people name by a number or a beginning, by its whole name."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, get_args

from msgspec.structs import fields as fields_of

from ..domain.record.event import RefersTo, said_of
from ..domain.values import Model

FullName = Callable[[str, str], str]
"""Returns the whole name of what a text names, given its sort; with an empty sort, ``sort:name``."""


def written_out(model: type[Model], fields: Mapping[str, Any], full_name: FullName) -> dict[str, Any]:
    """Return fields of an event or a claim with every reference in them written out.

    Args:
        model: the event or the claim; what it brings into the talks itself is left as it is.
        fields: the values by field name, as people write them: texts, lists and mappings.
        full_name: finds what a text names.
    """
    found = dict(fields)
    brought = getattr(model, "introduces", "")
    types = {info.name: info.type for info in fields_of(model)}
    for name, said in said_of(model):
        if name not in found or name == brought:
            continue
        facts = [fact for fact in said if isinstance(fact, RefersTo) and fact.sort != "party"]
        within = next(models_in(types[name]), None)
        if facts:
            found[name] = each(found[name], partial(_full, facts[0], full_name))
        elif within is not None:
            found[name] = each(found[name], partial(_within, within, full_name))
    return found


def each(value: Any, write_out: Callable[[Any], Any]) -> Any:
    """Return a value written out, or each of several."""
    return [write_out(item) for item in value] if isinstance(value, list | tuple) else write_out(value)


def _full(fact: RefersTo, full_name: FullName, text: Any) -> Any:
    if isinstance(text, int) and not isinstance(text, bool):
        text = str(text)  # the number of an entry, in JSON
    if not isinstance(text, str) or not text:
        return text
    named = fact.read(text) if fact.read else text
    return text.removesuffix(named) + full_name(named, fact.sort) if named else text


def _within(model: type[Model], full_name: FullName, item: Any) -> Any:
    """Write out what is within a value: a link, a citation, which people also write as one text with an @ in it."""
    if isinstance(item, Mapping):
        return written_out(model, item, full_name)
    first, said = next(said_of(model))
    if isinstance(item, str) and item and any(isinstance(fact, RefersTo) for fact in said):
        name, at, where = item.partition("@")
        return f"{written_out(model, {first: name}, full_name)[first]}{at}{where}"
    return item


def models_in(annotation: Any) -> Iterator[type[Model]]:
    """Yield the models in the type of a field."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)
