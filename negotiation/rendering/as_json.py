"""Documents as JSON: the typed view, or a report with its head, its notes and what each entry rests on."""

import json
from typing import Any

from pydantic_core import to_jsonable_python

from .document import Document
from .safe import for_json


def write(document: Document) -> str:
    """Return what the document holds for programs as one JSON value, keys sorted."""
    if document.out_of_view is None:
        return f"{dumped(document.data, indent=2)}\n"
    data = to_jsonable_python(document.data, serialize_unknown=True)
    whole = {**data, "out_of_view": document.out_of_view} if isinstance(data, dict) else data
    return f"{dumped(whole, indent=2)}\n"


def dumped(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON, harmless on a terminal."""
    separators = None if indent else (",", ":")
    text = json.dumps(
        to_jsonable_python(value, serialize_unknown=True),
        ensure_ascii=False,
        sort_keys=True,
        indent=indent,
        separators=separators,
    )
    return for_json(text)
