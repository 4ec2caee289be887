"""Making events from fields that people wrote, with every field that does not fit named."""

from collections.abc import Mapping
from re import findall
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from ..markings import schemes, written
from .catalogue import EVENTS
from .errors import InvalidInput, NotFound, Problem
from .record.annotations import EntryReMarked
from .record.envelope import Claim
from .record.event import Event
from .talks.events import TalksOpened
from .terms import TERMS
from .values import PATTERN_WORDS, Model, code_of, holding, kind_of

if TYPE_CHECKING:
    from pydantic import ValidationError

M = TypeVar("M", bound=Model)
_RE_MARKS, _OPENS = kind_of(EntryReMarked), kind_of(TalksOpened)


def event(kind: str, fields: Mapping[str, Any], where: str = "") -> Event:
    """Make an event of a kind from its fields.

    Args:
        kind: one of the catalogue's.
        fields: the values by field name; texts are read as what the field holds.
        where: how to name the place in errors, such as ``talks.yaml:12``.

    Raises:
        NotFound: there is no such kind.
        InvalidInput: a field is missing, unknown or does not fit.
    """
    if kind not in EVENTS:
        raise NotFound("kind of entry", kind, EVENTS)
    if kind == _RE_MARKS and "marking" in fields:
        fields = {**fields, "marking": marking(fields["marking"], where)}
    if fields.get("markings") and kind == _OPENS and fields["markings"] not in schemes():
        message = f"is one of {', '.join(schemes())}, not '{str(fields['markings'])[:60]}'"
        raise InvalidInput([Problem(where, "markings", message)])
    return validated(EVENTS[kind], {**fields, "kind": kind}, where)


def marking(text: object, where: str = "") -> str:
    """Return the label that a text names; what is stored may have others, but nobody writes them.

    Raises:
        InvalidInput: no scheme has such a label.
    """
    try:
        return written(str(text))
    except ValueError as error:
        raise InvalidInput([Problem(where, "marking", str(error))]) from None


def claim(fields: Mapping[str, Any], where: str = "") -> Claim:
    """Make a claim from its fields.

    Raises:
        InvalidInput: a field is unknown or does not fit.
    """
    return validated(Claim, fields, where)


def validated(model: type[M], fields: Mapping[str, Any], where: str = "") -> M:
    """Make a model from fields, or name every field that does not fit."""
    try:
        return msgspec.convert(dict(fields), model)  # what fits as it is
    except (msgspec.ValidationError, ValueError, TypeError):
        return _read(model, fields, where)


def _read(model: type[M], fields: Mapping[str, Any], where: str) -> M:
    """Make a model from fields as people write them, or name every field that does not fit."""
    from pydantic import ValidationError  # noqa: PLC0415  # what fits as it is does not need it

    from .twins import made  # noqa: PLC0415

    try:
        return made(model, fields)
    except ValidationError as error:
        unknown = any(found["type"] == "extra_forbidden" and len(found["loc"]) == 1 for found in error.errors())
        names = [_WRITTEN.get(name, name).replace("_", "-") for name in model.__struct_fields__]
        raise InvalidInput(problems(error, where), f"there is {', '.join(names)}" if unknown else None) from None


def problems(error: "ValidationError", where: str = "") -> list[Problem]:
    """Return what pydantic found, one problem a field, in the words of this package."""
    from .near import near_value  # noqa: PLC0415  # only what goes wrong needs it

    found = []
    for detail in error.errors(include_url=False):
        path = _path(detail["loc"])
        given = detail["input"]
        message = _message(detail["type"], str(detail["msg"]), {**detail.get("ctx", {}), "given": given})
        if detail["type"] not in _COMPLETE and isinstance(given, str | int | float) and f"'{given}'" not in message:
            shown = str(given)
            message = f"{message}, not '{shown if len(shown) <= 60 else shown[:57] + '...'}'"
            alike = near_value(shown, _choices(detail.get("ctx", {})))
            message += f": did you mean {' or '.join(alike)}?" if alike else ""
        named = message[1:2].isupper()  # it begins with the code of a party
        found.append(Problem(where, _WRITTEN.get(path, path), message if named else message[:1].lower() + message[1:]))
    return found


def _choices(context: Mapping[str, Any]) -> list[str]:
    """Return the words of which a field takes one; none if it takes others, too."""
    return findall(r"'([^']*)'", str(context.get("expected", "")))


_COMPLETE = frozenset({"extra_forbidden", "missing", "union_tag_invalid"})
"""Types of problem whose message says all there is to say."""


def _path(steps: tuple[int | str, ...]) -> str:
    """Name a field within fields: ``terms 1, period``; the kind by which a term or event was told is left out."""
    named: list[str] = []
    for step in steps:
        if isinstance(step, int):
            named[-1:] = [f"{named[-1]} {step + 1}" if named else f"{step + 1}"]
        elif step not in EVENTS and step not in TERMS:
            named.append(step)
    return ", ".join(named)


def _message(kind: str, message: str, context: Mapping[str, Any]) -> str:  # noqa: PLR0911
    """Say what is wrong with a field, without the names of types and patterns."""
    match kind:
        case "extra_forbidden":
            return "there is no such field"
        case "missing" | "union_tag_not_found":
            return "is needed"
        case "union_tag_invalid":
            from .near import near  # noqa: PLC0415  # only what goes wrong needs it

            alike = near(str(context["tag"]), [*EVENTS, *TERMS], most=1)
            return f"there is no kind '{str(context['tag'])[:60]}'{f': did you mean {alike[0]}?' if alike else ''}"
        case "string_pattern_mismatch":
            return _offering(PATTERN_WORDS.get(str(context.get("pattern")), message), context["given"])
        case "literal_error" | "enum":
            return f"is one of {', '.join(_choices(context))}"
        case "bool_parsing" | "bool_type":
            return "is yes or no"
        case "too_short":
            least = context.get("min_length", 1)
            return "names at least one" if least == 1 else f"names at least {least}"
    return message.removeprefix("Value error, ").removeprefix("Assertion failed, ")


def _offering(words: str, given: object) -> str:
    """Say what a code looks like with the one that a name gives, in the place of an example."""
    said, such_as, example = words.partition(", such as ")
    offered = code_of(given) if isinstance(given, str) and example in _CODES else ""
    return f"{said}{such_as}{offered.lower() if example.islower() else offered}" if offered else words


_CODES = ("UKR", "neutral-status")
"""The examples of codes, of which a name gives one."""

_WRITTEN = {"occurred": "on", "asserted_by": "says"}
"""Fields that people write under a shorter name."""


def scalar(kind: Any, value: object, name: str) -> Any:
    """Make one value of a constrained type, or say what does not fit."""
    try:
        return holding(kind, msgspec.convert(value, kind))
    except (msgspec.ValidationError, ValueError):
        return _scalar(kind, value, name)


def _scalar(kind: Any, value: object, name: str) -> Any:
    from pydantic import ValidationError  # noqa: PLC0415  # what fits as it is does not need it

    from .twins import adapter  # noqa: PLC0415

    try:
        return adapter(kind).validate_python(value)
    except ValidationError as error:
        raise InvalidInput([Problem(p.where, name, p.message) for p in problems(error)]) from None
