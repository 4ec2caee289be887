"""Documents as JSON: the typed view, or a report with its head, its notes and what each entry rests on."""

import json
from typing import Any

import msgspec

from .document import Document
from .safe import for_json


def write(document: Document) -> str:
    """Return what the document holds for programs as one JSON value, keys sorted."""
    return f"{dumped(whole(document), indent=2)}\n"


def whole(document: Document) -> Any:
    """Return what the document holds for programs, with the record that it is of and what it leaves out of account."""
    told: dict[str, Any] = {} if document.out_of_view is None else {"out_of_view": document.out_of_view}
    if document.record is not None:
        told["record"] = document.record()
    if not told:
        return document.data
    data = plain(document.data)
    return {**data, **told} if isinstance(data, dict) else data


def dumped(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON, harmless on a terminal."""
    separators = None if indent else (",", ":")
    text = json.dumps(
        plain(value),
        ensure_ascii=False,
        sort_keys=True,
        indent=indent,
        separators=separators,
    )
    return for_json(text)


def plain(value: Any) -> Any:
    """Return a value as texts, numbers, lists and dictionaries."""
    return msgspec.to_builtins(value, str_keys=True, enc_hook=_other)


def _other(value: object) -> object:
    return str(value)
