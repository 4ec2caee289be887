"""Fields that were left empty: not given where there is such a field, and refused where there is none."""

from collections.abc import Mapping
from typing import Any

from ..domain.build import problems
from ..domain.errors import Problem
from ..domain.values import Model

EMPTY = ""
"""What stands for the value of a field that was left empty."""


def filled(value: Any) -> Any:
    """Return a value without the fields that were left empty, at every depth."""
    if isinstance(value, dict):
        return {name: filled(item) for name, item in value.items() if item != EMPTY}
    return [filled(item) for item in value] if isinstance(value, list) else value


def unknown(model: type[Model], fields: Mapping[str, Any], where: str) -> list[Problem]:
    """Name every field that was left empty and that there is not, at every depth.

    One that holds something is named when the model is made of it.
    """
    if not _any_empty(fields):
        return []
    from pydantic import ValidationError  # noqa: PLC0415  # only what does not fit needs it

    from ..domain.twins import made  # noqa: PLC0415

    try:
        made(model, fields)
    except ValidationError as error:
        strange = [detail for detail in error.errors() if detail["type"] == "extra_forbidden"]
        empty = {index for index, detail in enumerate(strange) if detail["input"] == EMPTY}
        named = [problem for problem in problems(error, where) if problem.message == "there is no such field"]
        return [problem for index, problem in enumerate(named) if index in empty]
    return []


def _any_empty(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(item == EMPTY or _any_empty(item) for item in value.values())
    return isinstance(value, list) and any(map(_any_empty, value))
