"""The page of the Python API: its classes, their methods, and what they return."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cached_property
from typing import Any, get_args, get_type_hints

from msgspec import Struct

import negotiation
from negotiation import reports
from negotiation.domain.record import entry, envelope
from negotiation.domain.values import Model
from negotiation.rendering.formats import FILES, FORMATS
from negotiation.store import store
from negotiation.talks import NewEntry
from negotiation.views import scales
from negotiation.views.registry import VIEWS
from negotiation.writing import Details

from .words import body, notes

HEAD = """\
# Python API

Whatever the command line does, Python does with one call of the same name.
The package is `negotiation`; what it exports is listed under the first heading, and what that returns under the others.

```python
from negotiation import NegotiationLog

with NegotiationLog.open("talks.db", recorder="ana") as log:
    talks = log.talks("istanbul-2022")
    talks.respond("neutral-status", by=["RUS"], stance="studying", on="2022-03-29")
    status = talks.as_of(at="2022-03-29", known="2022-03-30").status()
```

Every method that writes returns the entries that it recorded, and takes the [details](#details) as keywords.
Dates are [EDTF texts](events.md#date).
What goes wrong is raised as one of the [errors](errors.md).
"""

LONGEST = 100
"""A signature longer than this goes on several lines."""


def page() -> str:
    """Return the page."""
    parts = [HEAD, "## What the package exports\n"]
    for name in negotiation.__all__:
        if name != "NegotiationError":
            parts += _class(name, getattr(negotiation, name))
    parts += ["### NegotiationError\n", "The base of all [errors](errors.md).\n"]
    parts += ["## What every write takes\n", *_class("Details", Details), *_class("NewEntry", NewEntry)]
    parts += ["## Reports\n", "They are in `negotiation.reports`.\n"]
    for function in (reports.make, reports.write):
        parts += _method("reports", function.__name__, function)
    parts += ["## Views and formats by name\n", "`seen.view(NAME)` gives each of these:\n"]
    parts += [*(f"- `{name}`: {sentence}" for name, sentence in VIEWS.sentences.items()), ""]
    parts += ["`negotiation.rendering.formats.FORMATS[NAME]` writes a document in each of these:\n"]
    parts += [*(f"- `{name}`: {sentence}." for name, sentence in FORMATS.sentences.items()), ""]
    parts += ["`negotiation.rendering.formats.FILES[NAME]` gives the bytes of a file, for a `Paper`, A4 or Letter:\n"]
    parts += [*(f"- `{name}`: {sentence}." for name, sentence in FILES.sentences.items()), ""]
    parts += ["## Entries\n"]
    for cls in (entry.Entry, entry.EffectiveEntry, envelope.Envelope, envelope.Claim, store.Appended):
        parts += _class(cls.__name__, cls)
    parts += ["## Views\n"]
    for cls in dict.fromkeys(view_types()):
        parts += _class(cls.__name__, cls)
    return "\n".join(parts)


def view_types() -> Iterator[type[Any]]:
    """Yield the classes that views are made of, view by view, and those of the scales that they can be shown on."""
    for view in VIEWS.values():
        for cls in made_of(get_type_hints(view.fold)["return"]):
            if cls.__name__ not in negotiation.__all__:
                yield cls
    yield from made_of(scales.Scale)


def made_of(kind: Any) -> list[type[Any]]:
    """Return the structs that a type is made of, itself among them."""
    found: list[type[Any]] = []
    queue = [kind]
    for here in queue:
        queue += [part for part in get_args(here) if part not in queue]
        if isinstance(here, type) and issubclass(here, Struct) and here not in found:
            found.append(here)
            queue += get_type_hints(here).values()
    return found


def _class(name: str, cls: Any) -> Iterator[str]:
    yield f"### {name}\n\n{body(cls)}\n"
    if (isinstance(cls, type) and issubclass(cls, Struct)) or hasattr(cls, "model_fields") or cls is Details:
        said = notes(cls)
        for field, annotation in _annotations(cls):
            yield f"- `{field}`: `{annotation}`{f'. {said[field]}' if field in said else ''}"
        yield ""
    for method, function in members(cls):
        yield from _method(name, method, function)


def _annotations(cls: Any) -> Iterator[tuple[str, str]]:
    for base in reversed(cls.__mro__ if cls is not Details else (Details,)):
        if not base.__module__.startswith("negotiation"):
            continue
        for statement in _parsed(base).body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                yield statement.target.id, _typed(statement.annotation)


def members(cls: Any) -> Iterator[tuple[str, Any]]:
    """Yield the public methods and properties that a class or its bases in this package define, with docstrings."""
    seen: set[str] = set()
    for base in reversed(cls.__mro__):
        for name, member in list(vars(base).items()):
            function = getattr(member, "__func__", member)
            if name.startswith("_") or not base.__module__.startswith("negotiation") or name in {*seen, *vars(Model)}:
                continue
            if isinstance(member, property | cached_property) or inspect.isfunction(function):
                seen.add(name)
                yield name, member


def _method(owner: str, name: str, member: Any) -> Iterator[str]:
    """Write out a method or a property: how it is called, and what it does."""
    if isinstance(member, property | cached_property):
        function = member.fget if isinstance(member, property) else member.func
        signature = f"{_instance(owner)}.{name}: {_typed(_parsed(function).returns)}"
    else:
        called = owner if isinstance(member, classmethod) else _instance(owner)
        signature = _signature(f"{called}.{name}", owner, getattr(member, "__func__", member))
    yield f"```python\n{signature}\n```\n\n{body(member)}\n"


def _signature(called: str, owner: str, function: Any) -> str:
    """Return the signature of a method, on as many lines as it needs."""
    parsed = _parsed(function)
    given = parsed.args
    positional = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [*[None] * (len(positional) - len(given.defaults)), *given.defaults]
    pairs = list(zip(positional, defaults, strict=True))
    bound = 0 if owner == "reports" else 1  # a method is not given what it is called on
    shown = [_parameter(argument, default) for argument, default in pairs[bound:]]
    if given.posonlyargs:
        shown.insert(len(given.posonlyargs) - bound, "/")
    if given.vararg:
        shown.append(f"*{_parameter(given.vararg, None)}")
    elif given.kwonlyargs:
        shown.append("*")
    shown += [_parameter(a, d) for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    if given.kwarg:
        shown.append(f"**{_parameter(given.kwarg, None)}")
    returns = _typed(parsed.returns).replace("Self", owner)
    line = f"{called}({', '.join(shown)}) -> {returns}"
    return line if len(line) <= LONGEST else f"{called}(\n    {f',{chr(10)}    '.join(shown)},\n) -> {returns}"


def _instance(owner: str) -> str:
    return {"NegotiationLog": "log", "TalksLog": "talks", "AsOf": "seen", "EffectiveEntry": "entry"}.get(
        owner, owner.lower()
    )


def _parameter(argument: ast.arg, default: ast.expr | None) -> str:
    text = f"{argument.arg}: {_typed(argument.annotation)}" if argument.annotation else argument.arg
    if default is None:
        return text
    shown = ast.unparse(default).replace("'", '"')
    return f"{text} = {'...' if shown.startswith('_') else shown}"


def _typed(annotation: ast.expr | None) -> str:
    """Write a type as the code does, without what only checks it."""
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) in ("Annotated", "Unpack"):
        inner = annotation.slice
        return _typed(inner.elts[0] if isinstance(inner, ast.Tuple) else inner)
    if isinstance(annotation, ast.BinOp):
        return f"{_typed(annotation.left)} | {_typed(annotation.right)}"
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return _typed(ast.parse(annotation.value, mode="eval").body)
    return ast.unparse(annotation) if annotation else "None"


def _parsed(thing: Any) -> Any:
    """Return the syntax tree of a class or function."""
    return ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]


def exported() -> dict[str, Any]:
    """Return what the package exports, by name."""
    return {name: getattr(negotiation, name) for name in negotiation.__all__}
