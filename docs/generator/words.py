"""Reading the code for its documentation: docstrings, notes under fields, types in words."""

import ast
import inspect
import re
import textwrap
import types
from collections.abc import Iterable
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from msgspec import Meta

from negotiation.domain import terms, values
from negotiation.domain.dates import field
from negotiation.domain.proposal import events as proposal_events
from negotiation.domain.record import envelope
from negotiation.domain.talks import events as talks_events

_ROLE = re.compile(r":\w+:`~?\.?([^`]+)`")
_NAMES = re.compile(r"\w+(, \w+)*")
_SECTION = re.compile(r"^(Args|Raises|Returns|Yields|Example):(:?)$")

VALUES: tuple[tuple[str, Any, str], ...] = (
    ("slug", values.Slug, "Slug"),
    ("party", values.PartyCode, "PartyCode"),
    ("entry id", values.EntryId, "EntryId"),
    ("title", values.Title, "Title"),
    ("text", values.Text, "Text"),
    ("duration", values.Duration, "Duration"),
    ("language", values.Language, "Language"),
    ("date", field.Edtf, "Edtf"),
    ("grade", envelope.Grade, "Grade"),
    ("reliability", envelope.Reliability, "Reliability"),
    ("reference", talks_events.Reference, "Reference"),
)
"""The value types: the word for each, the type, and its name in the code."""

_MODULES = (values, field, envelope, talks_events, proposal_events, terms)


def sentence(thing: Any) -> str:
    """Return the first paragraph of a docstring, on one line."""
    return " ".join(markup(inspect.getdoc(thing) or "").split("\n\n")[0].split())


def markup(text: str) -> str:
    """Return a docstring's markup as Markdown: roles and double backticks become code."""
    return _ROLE.sub(lambda match: f"`{match[1]}`", text.replace("``", "`"))


def body(thing: Any) -> str:
    """Return a docstring as Markdown, its sections as lists."""
    out: list[str] = []
    section = ""
    for line in textwrap.dedent(inspect.getdoc(thing) or "").splitlines():
        heading = _SECTION.match(line)
        if heading:
            section = heading[1]
            out += [f"*{section}*", ""] if section != "Example" else []
        elif section in ("Args", "Raises"):
            out += _item(line)
        elif section == "Example" or line.startswith("    "):
            section = "Example"
            out.append(f"    {line.removeprefix('    ')}" if line.strip() else "")
        else:
            out.append(line)
    return markup("\n".join(out).strip())


def _item(line: str) -> list[str]:
    """Return a line of a section as an item of a list, or as the going on of one."""
    if line.startswith("        "):
        return [f"  {line.strip()}"]
    name, colon, words = line.strip().partition(": ")
    if colon and _NAMES.fullmatch(name):
        return [f"- {', '.join(f'`{part.strip()}`' for part in name.split(','))}: {words.strip()}"]
    return [f"- {line.strip()}"] if line.strip() else [""]


@cache
def notes(cls: type) -> dict[str, str]:
    """Return the docstrings under the fields of a class, by field, those of its bases included."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith("negotiation"):
            found.update(_notes(ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]))
    return found


@cache
def value_note(name: str) -> str:
    """Return the docstring of a value type, by its name in the code."""
    for module in _MODULES:
        found = _notes(ast.parse(inspect.getsource(module)))
        if name in found:
            return found[name]
    raise KeyError(name)


def _notes(node: ast.AST) -> dict[str, str]:
    found = {}
    for statement, following in pairwise(getattr(node, "body", [])):
        if not isinstance(following, ast.Expr) or not isinstance(following.value, ast.Constant):
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        target = targets[0]
        if isinstance(target, ast.Name):
            found[target.id] = markup(" ".join(str(following.value.value).split()))
    return found


def type_words(annotation: Any) -> str:  # noqa: PLR0911
    """Say what a field holds: ``one or more parties``, ``date``, ``yes or no``."""
    for word, kind, _ in VALUES:
        if annotation == kind or _is_that_and_more(annotation, kind):
            return f"[{word}](#{word.replace(' ', '-')})"
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(inner)
    if origin is tuple:
        return f"list of {type_words(inner[0])}"
    if inner and inner[0] in terms.TERMS.values():
        return "[term](#terms)"
    if origin in (Union, types.UnionType):
        return type_words(next(kind for kind in inner if kind is not type(None)))
    if origin is Literal:
        return _choice(inner)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _choice(member.value for member in annotation)
    return {bool: "yes or no", int: "number", float: "number", str: "text"}.get(annotation) or _model(annotation)


def _is_that_and_more(annotation: Any, kind: Any) -> bool:
    """Say whether a type is that of a value, of which something more is said: what it refers to, or who acts."""
    inner, known = get_args(annotation), get_args(kind)
    several = get_origin(annotation) is Annotated and get_origin(kind) is Annotated
    return several and inner[: len(known)] == known and not any(isinstance(fact, Meta) for fact in inner[len(known) :])


def _annotated(inner: tuple[Any, ...]) -> str:
    """Say what an annotated type holds, by what it annotates and by its bounds."""
    if inner[0] is int:
        return "number from 1"
    longest = max((info.max_length or 0 for info in inner if isinstance(info, Meta)), default=0)
    inside = "title" if values.STRIPPED in inner else type_words(inner[0])
    return f"{inside}, at most {longest} characters" if longest else inside


def _choice(names: Iterable[object]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _model(annotation: Any) -> str:
    if isinstance(annotation, TypeVar | str) or not hasattr(annotation, "__name__"):
        return str(annotation)
    word = annotation.__name__
    return f"[{_spaced(word)}](#{_spaced(word).replace(' ', '-')})"


def _spaced(name: str) -> str:
    """Write a class's name as words: ``DecisionRule`` as ``decision rule``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
