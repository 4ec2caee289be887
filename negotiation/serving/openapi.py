"""What programs can ask for, described as OpenAPI 3.1; made of the same questions as the answers."""

from functools import cache
from typing import Any

from ..domain.references import SORTS
from ..pictures import PICTURES
from ..release import VERSION
from ..rendering.as_json import dumped
from .drawn import PARAMETERS
from .files import FORM, TABLE, TYPES, sorts_of
from .parameters import CLOCKS, Parameter
from .questions import CHANGES, QUESTIONS

_WRONG = {
    "400": "What was asked for cannot be read.",
    "401": "A token is needed.",
    "404": "There is nothing there, or nothing that is shown to whoever asks.",
    "503": "The log is busy, or the answer takes too long.",
    "default": "The request is one that nobody may make: too long, under a foreign name, from another site.",
}


@cache
def described() -> str:
    """Return the description, as JSON."""
    paths: dict[str, Any] = {
        "/api/talks": _path("talks", "List the talks of the log.", (FORM, TABLE)),
        "/api/talks/{talks}/changes": _path(
            "changes", "Show what changed between two moments.", (*CHANGES, FORM, TABLE), talks=True
        ),
    }
    for name, question in QUESTIONS.items():
        parameters = (*question.parameters, FORM, TABLE)
        if not question.about:
            paths[f"/api/talks/{{talks}}/{name}"] = _path(name, question.sentence, parameters, talks=True)
            continue
        for sort in (sort for sort in SORTS if sort in question.about):
            end = "" if name == "show" else f"/{name}"
            paths[f"/api/talks/{{talks}}/{sort}/{{name}}{end}"] = _path(
                f"{name}-{sort}", question.sentence, parameters, talks=True, thing=sort
            )
    for kind, sentence in PICTURES.sentences.items():
        found = _path(f"picture-{kind}", f"Draw {sentence.partition(';')[0]}.", PARAMETERS, talks=True)
        found["get"]["responses"]["200"]["content"] = {"image/svg+xml": {"schema": {"type": "string"}}}
        paths[f"/api/talks/{{talks}}/picture/{kind}"] = found
    told = {
        "openapi": "3.1.0",
        "info": {
            "title": "Talks",
            "version": VERSION,
            "description": "Each answer is what the command of the same name gives with --json, at the same clocks.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Wrong": {
                    "type": "object",
                    "required": ["error", "message", "hint"],
                    "properties": {name: {"type": "string"} for name in ("error", "message", "hint")},
                }
            },
        },
        "security": [{}, {"token": []}],
    }
    return f"{dumped(told, indent=2)}\n"


def _path(
    name: str, sentence: str, parameters: tuple[Parameter, ...], *, talks: bool = False, thing: str | None = None
) -> dict[str, Any]:
    said = [_parameter(one) for one in (*CLOCKS, *parameters)]
    if thing:
        words = "Its number." if thing == "entry" else "The whole of its name."
        said.insert(0, _in_path("name", words))
    if talks:
        said.insert(0, _in_path("talks", "The id of the talks."))
    wrong = {"application/json": {"schema": {"$ref": "#/components/schemas/Wrong"}}}
    content = {kind.partition(";")[0]: {"schema": {} if form == "json" else {"type": "string"}}
               for form, kind in TYPES.items()}  # fmt: skip
    answers: dict[str, Any] = {"200": {"description": "The answer.", "content": content}}
    answers |= {status: {"description": words, "content": wrong} for status, words in _WRONG.items()}
    return {"get": {"operationId": name, "summary": sentence, "parameters": said, "responses": answers}}


def _in_path(name: str, words: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": words, "schema": {"type": "string"}}


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": "query",
        "required": one.needed,
        "description": one.help,
        "schema": sorts_of(one),
    }
