"""Terms as people write them in one text: ``neutral-status,permanent=yes``."""

import re
from collections.abc import Callable
from typing import Any

from msgspec.structs import fields as fields_of

from ..domain.record.event import NamesParties
from ..domain.terms import BUILT_IN, TERMS


def parts(text: str) -> tuple[str, dict[str, str]]:
    """Read ``KIND,FIELD=VALUE,FIELD=VALUE`` with commas allowed within double quotes.

    Quotes around a whole value do not belong to it; all others do.

    Raises:
        ValueError: a part has no value, a field is given twice, or a quote is not closed.
    """
    if text.count('"') % 2:
        raise ValueError(f"a double quote is not closed in: {text}")
    first, *others = re.findall(r'(?:[^,"]|"[^"]*")+', text) or [""]
    found: dict[str, str] = {}
    for part in others:
        name, equals, value = part.partition("=")
        if not equals:
            raise ValueError(f"'{part}' is no FIELD=VALUE; put commas within double quotes")
        name = name.strip().replace("-", "_")
        if name in found:
            raise ValueError(f"{name} is given twice; a list is written as one value")
        whole = re.fullmatch(r'\s*"([^"]*)"\s*', value)
        found[name] = whole[1] if whole else value
    return first.strip().strip('"'), found


def codes(text: str) -> list[str]:
    """Read ``GBR,FRA`` and ``GBR+FRA`` as the two parties that they name."""
    return [code.strip() for code in re.split(r"[,+]", text)]


def term(text: str, parties: Callable[[str], list[str]] = codes) -> dict[str, Any]:
    """Read a typed term; lists in it are written ``A+B``. Whether there is such a kind is for its model to say.

    Args:
        text: the term.
        parties: reads the parties and groups that a text names: a group is found by its name before that is split.

    Raises:
        ValueError: it has not the form of one.
    """
    kind, given = parts(text)
    known = {field.name: field.type for field in fields_of(TERMS[kind])} if kind in BUILT_IN else {}
    return {"kind": kind, **{name: _listed(known.get(name), value, parties) for name, value in given.items()}}


def _listed(type_: Any, value: str, parties: Callable[[str], list[str]]) -> Any:
    if any(isinstance(fact, NamesParties) for fact in getattr(type_, "__metadata__", ())):
        return parties(value)
    return value.split("+") if "tuple" in str(type_) else value
