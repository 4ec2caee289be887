"""The JSON Schema of what the log can hold."""

from typing import Any

from ..domain.catalogue import EVENTS
from ..domain.errors import NotFound
from ..domain.record.envelope import Envelope
from ..domain.terms import TERMS
from ..domain.twins import twin_of
from . import written_schema
from .line import ExportedEntry

WRITTEN = {"journal": written_schema.journal, "line": written_schema.line}
"""The schemas of what people write, by name."""


def schema_of(kind: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one event or term; or of all, of the envelope and of an exported line.

    Of ``journal`` and ``line`` it is the one of what people write: a journal, and a line that may lack what only a log
    knows.

    Raises:
        NotFound: there is no event or term of that kind.
    """
    if kind is None:
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "entry": ExportedEntry.model_json_schema(),
            "envelope": twin_of(Envelope).model_json_schema(),
            "events": {name: twin_of(event).model_json_schema() for name, event in EVENTS.items()},
            "terms": {name: twin_of(term).model_json_schema() for name, term in TERMS.items()},
        }
    if kind in WRITTEN:
        return WRITTEN[kind]()
    # An event goes before a term of its name; a term can be asked for as term:NAME.
    name = kind.removeprefix("term:")
    if kind in EVENTS:
        return twin_of(EVENTS[kind]).model_json_schema()
    if name in TERMS:
        return twin_of(TERMS[name]).model_json_schema()
    raise NotFound("event or term", kind, (*WRITTEN, *EVENTS, *TERMS))
