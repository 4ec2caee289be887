"""YAML as plain texts, lists and mappings, each known by its line: no tags, no aliases, no types of its own.

Every scalar is read as the text that is written, so that ``NO`` stays Norway and ``2022-03-29`` stays a date as its
author knew it; the models say what a text means.
"""

from typing import Any

import yaml
from msgspec import Struct, field

from ..domain.errors import ImportFailed, Problem
from .yaml_cuts import Span, cut_at, valueless
from .yaml_problems import in_words

MAX_DEPTH = 24
"""How deep lists and mappings may be nested."""

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Mapping(Struct):
    """A mapping, with the line that it begins on."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    key: str | None = None
    key_end: int = 0
    """Where the name of the field ends whose value comes next."""


class Sequence(Struct):
    """A list, with the line that it begins on."""

    line: int
    values: list[Any] = field(default_factory=list)


def read(text: str, path: str) -> Any:
    """Return the value of a YAML document: texts, :class:`Sequence` and :class:`Mapping`.

    Args:
        text: the document.
        path: the name of the file, for errors.

    Raises:
        ImportFailed: it is not YAML, or uses what a journal has no use for.
    """
    text = text.removeprefix("\ufeff")
    root = Sequence(0)
    stack: list[Mapping | Sequence] = [root]
    spans: list[Span] = []
    try:
        for event in yaml.parse(text, Loader=_Loader):
            _take(event, stack, path)
            if isinstance(event, yaml.ScalarEvent):
                spans.append(_span(event, stack[-1]))
                _refuse_valueless(text, spans, stack[-1], path)
    except yaml.MarkedYAMLError as error:
        raise _failed(path, *in_words(error)) from None
    except yaml.YAMLError as error:
        raise _failed(path, _line_of(text, error), f"it is not YAML: {getattr(error, 'reason', error)}") from None
    if (cut := cut_at(text, spans)) is not None:
        raise _failed(path, text.count("\n", 0, cut.position), cut.message)
    if len(root.values) > 1:
        raise _failed(path, 0, "it holds several documents, and should be one")
    return root.values[0] if root.values else Sequence(1)


def _line_of(text: str, error: yaml.YAMLError) -> int:
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) if isinstance(position, int) else 0


def _span(event: yaml.ScalarEvent, holder: Mapping | Sequence) -> Span:
    start, end = (mark.index if mark else 0 for mark in (event.start_mark, event.end_mark))
    if isinstance(holder, Sequence):
        return Span(start, end, event.style or "", "-")
    return Span(start, end, event.style or "", ":" if holder.key is None else "")


def _refuse_valueless(text: str, spans: list[Span], holder: Mapping | Sequence, path: str) -> None:
    """Refuse a name without a colon in ``{...}``: it is what a comma cut off the text before it."""
    if not isinstance(holder, Mapping):
        return
    last = spans[-1]
    if holder.key is not None:
        holder.key_end = last.end
    elif message := valueless(text, holder.key_end, last, next(reversed(holder.values), "")):
        raise _failed(path, text.count("\n", 0, holder.key_end), message)


def _failed(path: str, line: int, message: str) -> ImportFailed:
    return ImportFailed([Problem(f"{path}:{line + 1}", "", message)])


def _take(event: yaml.Event, stack: list[Mapping | Sequence], path: str) -> None:
    """Take one parsing event into account."""
    line = event.start_mark.line if event.start_mark else 0
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _failed(path, line, "anchors and aliases (& and *) are not used here: write the text out")
    tag = getattr(event, "tag", None)
    if tag and tag != "!":
        raise _failed(path, line, f"the tag {tag[:60]} is not used here")
    if isinstance(event, yaml.ScalarEvent):
        _put(event.value, stack, path, line)
    elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        if len(stack) > MAX_DEPTH:
            raise _failed(path, line, f"it is nested more than {MAX_DEPTH} deep")
        made = Mapping(line + 1) if isinstance(event, yaml.MappingStartEvent) else Sequence(line + 1)
        _put(made, stack, path, line)
        stack.append(made)
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        stack.pop()


def _put(value: Any, stack: list[Mapping | Sequence], path: str, line: int) -> None:
    """Put a value where the document has come to: as an item, a key, or the value of a key."""
    holder = stack[-1]
    if isinstance(holder, Sequence):
        holder.values.append(value)
    elif holder.key is None:
        if not isinstance(value, str):
            raise _failed(path, line, "a field's name is a text")
        if value in holder.values:
            raise _failed(path, line, f"'{value[:60]}' is given twice")
        holder.key = value
    else:
        holder.values[holder.key] = value
        holder.key = None


def plain(value: Any) -> Any:
    """Return a value without its lines: texts, lists and dicts; what was left empty is an empty text."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.values.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value.values]
    return value
