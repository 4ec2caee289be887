"""The application: every address, who answers it, and what stands before."""

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files as package_files
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from ..pictures.look import STYLE
from ..rendering.as_html import environment
from . import files, pages
from .asking import Answer, Serving
from .drawn import alone
from .form import Form
from .forms import Forms
from .guard import Guard
from .live import Live
from .logs import Logs
from .openapi import described
from .replies import Threads, answered, nothing, posted, said
from .rules import Rules
from .shown import templates
from .tokens import Tokens
from .warming import read_ahead

_STATIC = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


def application(
    logs: Logs,
    rules: Rules,
    tokens: Tokens,
    forms: Mapping[str, Form] | None = None,
    refusals: tuple[type[Exception], ...] = (),
) -> Guard:
    """Return the application that shows a log.

    Args:
        logs: the log.
        rules: who may ask.
        tokens: the tokens that there are.
        forms: what can be recorded through the page, by name.
        refusals: the errors by which these refuse an answer, beside those of the library.
    """
    serving = Serving(logs, dict(forms or {}), secrets.token_bytes(32), refusals, rules.wants_token)
    threads = Threads()
    templates()  # compiled before the first page is asked for
    live = Live(serving, threads, tokens.still_opens)

    def route(path: str, answer: Answer, *methods: str) -> Route:
        return Route(path, answered(answer, serving, threads), methods=list(methods or ("GET",)))

    written = Forms(serving)
    talks = "/talks/{talks}"
    api = "/api/talks/{talks}"
    routes = [
        route("/", pages.front),
        Route("/static/{name}", _static),
        Route("/enter", lambda _: RedirectResponse("/", 303)),
        Route("/leave", _leave(serving, rules), methods=["POST"]),
        Route("/api/openapi.json", lambda _: _openapi()),
        route("/api/talks", files.talks),
        route(f"{api}/changes", files.changes),
        route(api + "/{view}", files.view),
        route(api + "/picture/{kind}", alone),
        route(api + "/{sort}/{name}", files.thing),
        route(api + "/{sort}/{name}/{view}", files.thing),
        Route("/events/{talks}", live.events),
        route(talks, pages.home),
        route(f"{talks}/changes", pages.changes),
        route(f"{talks}/names", pages.names),
        route(f"{talks}/forms", written.every),
        route(talks + "/forms/{form}", written.one, "GET", "POST"),
        route(f"{talks}/desk", written.desk, "GET", "POST"),
        route(talks + "/{view}", pages.view),
        route(talks + "/{sort}/{name}", pages.thing),
        route(talks + "/{sort}/{name}/{view}", pages.thing),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        threads.begin(lambda: read_ahead(serving, rules))
        yield
        threads.close()
        logs.close()

    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={HTTPException: _http, Exception: _broken})
    app.router.redirect_slashes = False
    return Guard(app, rules, tokens, live.end)


async def _http(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    plain = request.url.path.startswith(("/api/", "/events/"))
    if status == 404:
        return nothing(plain=plain)
    return said(status, "That is not done here", None, plain=plain)


async def _broken(request: Request, error: Exception) -> Response:  # noqa: ARG001  # it is printed by the server
    plain = request.url.path.startswith(("/api/", "/events/"))
    return said(500, "Something in this program is wrong", "its own terminal says what", plain=plain)


@cache
def _content(name: str) -> bytes:
    if name == "page.css":  # what documents look like, and what pages have beside that
        made = environment("negotiation.serving")
        shared = made.get_template("page.css.j2").render(notes=None, head=None)
        return f"{shared}\n{STYLE}\n{(package_files(__package__) / 'static' / name).read_text('utf-8')}".encode()
    return (package_files(__package__) / "static" / name).read_bytes()


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        return PlainTextResponse("there is nothing here\n", 404)
    return Response(_content(name), media_type=_STATIC[name], headers={"Cache-Control": "no-cache"})


def _leave(serving: Serving, rules: Rules) -> Any:
    async def leave(request: Request) -> Response:
        given = dict(await posted(request))
        if not request.scope["visitor"].sealed(serving.key, given.get("seal", "")):
            return PlainTextResponse("this form is nobody's\n", 403)
        response = RedirectResponse("/", 303)
        response.delete_cookie(rules.cookie, path="/", secure=rules.secure, httponly=True, samesite="strict")
        return response

    return leave


def _openapi() -> Response:
    return Response(described(), media_type="application/json")
