"""The same things for programs: JSON as the command line gives it, JSON lines, CSV and Markdown."""

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from starlette.responses import Response

from ..domain.errors import InputError, NotFound
from ..rendering.document import tables
from ..rendering.formats import ANNOTATED, FORMATS
from .asking import Ask
from .pages import changed, question_about, reference
from .parameters import CLOCKS, Given, Parameter, Sort
from .questions import CHANGES, QUESTIONS

if TYPE_CHECKING:
    from ..asof import AsOf
    from ..rendering.document import Document

TYPES = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
FORM = Parameter("format", f"One of {', '.join(TYPES)}; json if not said.", choices=tuple(TYPES))
TABLE = Parameter("table", "Of CSV: which table of the page, counted from 0; the main one if not said.")
"""What every answer for programs takes."""


def view(ask: Ask) -> Response:
    """Answer with one view of the whole talks."""
    question = QUESTIONS.get(ask.path["view"])
    if question is None or question.about:
        raise NotFound("view", ask.path["view"])
    given = ask.given((*question.parameters, FORM, TABLE), strict=True)
    seen = ask.seen()
    return _answer(seen, question.view, question.document(seen, given), given)


def thing(ask: Ask) -> Response:
    """Answer with one view of one thing."""
    question = question_about(ask)
    given = ask.given((*question.parameters, FORM, TABLE), strict=True)
    seen = ask.seen()
    document = question.document(seen, {**given, "reference": reference(ask)})
    return _answer(seen, question.view, document, given)


def changes(ask: Ask) -> Response:
    """Answer with what changed between two moments."""
    given = ask.given((*CHANGES, FORM, TABLE), strict=True)
    seen, document = changed(ask, given)
    return _answer(seen, "changes", document, given)


def talks(ask: Ask) -> Response:
    """Answer with a line for each talks of the log."""
    from ..domain.dates.clocks import Clocks  # noqa: PLC0415
    from ..rendering.layouts import lay_out  # noqa: PLC0415

    given = ask.given((FORM, TABLE), strict=True)
    clocks = {one.name: given[one.name] for one in CLOCKS}
    return _written(lay_out("listed", ask.log.listed(**clocks), Clocks(**clocks)), "talks", given)


def _answer(seen: "AsOf", name: str, document: "Document", given: Given) -> Response:
    form = given["format"] or "json"
    told = seen.annotated(document) if form in ANNOTATED else seen.labelled(document, name, form)
    return _written(told, name, given)


def _written(document: "Document", name: str, given: Given) -> Response:
    form = given["format"] or "json"
    if given["table"] is not None:
        document = _table(document, given["table"], form)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'} if form == "csv" else {}
    text: Any = FORMATS[form](document)
    return Response(text, media_type=TYPES[form], headers=headers)


def _table(document: "Document", text: str, form: str) -> "Document":
    """Return a document of which a sheet holds one table."""
    if form != "csv":
        raise InputError("a table by itself is CSV", "say format=csv, or leave table out")
    found = [table for table in tables(document.sections) if table.rows]
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) < len(found)):
        raise InputError(f"there is no table {text[:20]} here", f"there are {len(found)}, counted from 0")
    return document if text == "0" else replace(document, sheet=found[int(text)])


def sorts_of(parameter: Parameter) -> dict[str, Any]:
    """Return the schema of the values of a parameter."""
    if parameter.sort is Sort.NUMBER:
        return {"type": "integer", "minimum": 1, "maximum": 100_000}
    if parameter.sort is Sort.FLAG:
        return {"type": "string", "enum": ["1", "true", "on", "0", "false"]}
    if parameter.choices:
        return {"type": "string", "enum": list(parameter.choices)}
    return {"type": "string", "maxLength": 1000}
