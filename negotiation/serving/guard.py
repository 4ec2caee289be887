"""What every request passes before anything looks at it, and what every answer carries: who may ask, from where."""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ..domain.errors import InputError
from ..rendering.safe import for_terminal
from .bodies import TooMuch, body_of, once
from .replies import said
from .rules import Rules
from .shown import page
from .tokens import Token, Tokens
from .visitors import Visitor

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_ADDRESS = 8 * 1024
OPEN = ("/static/", "/enter")
"""What is shown to everybody, since it says nothing of any talks."""
_FOR_PROGRAMS = ("/api/", "/events/")

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""What every answer carries."""


class Guard:
    """Stands before an application.

    Args:
        app: the application.
        rules: who may ask.
        tokens: the tokens that there are.
        end: lets what goes on without end come to one.
    """

    def __init__(self, app: "ASGIApp", rules: Rules, tokens: Tokens, end: Callable[[], None] = lambda: None) -> None:
        self._app = app
        self.end = end
        self._rules = rules
        self._tokens = tokens

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        guarded = _with_headers(send)
        request = Request(scope, receive)
        try:
            refused = self._refused(request) or await self._met(request)
        except InputError as error:  # its words name files of this machine
            print(f"error: {for_terminal(str(error))}", file=sys.stderr)  # noqa: T201  # its terminal is where it is told
            plain = request.url.path.startswith(_FOR_PROGRAMS)
            words = "The tokens cannot be read", "the terminal of the server says why"
            refused = said(500, *words, plain=plain, code="failed")
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        try:
            body = await body_of(request) if request.method == "POST" else b""
        except (TooMuch, TimeoutError):
            await PlainTextResponse("that is too long, or takes too long\n", 413)(scope, receive, guarded)
            return
        await self._app(scope, once(body, receive) if request.method == "POST" else receive, guarded)

    async def _met(self, request: Request) -> Response | None:
        """Find out who asks, and return the answer to whoever has to show a token first; None if they may go on.

        Raises:
            InputError: the tokens cannot be read.
        """
        if request.url.path == "/enter" and request.method == "POST":
            found = await self._enter(request)
            if found is not None:
                return found
        visitor = self._visitor(request)
        request.scope["visitor"] = visitor or Visitor("nobody")
        return _asks_for_token(request) if visitor is None and not request.url.path.startswith(OPEN) else None

    def _refused(self, request: Request) -> Response | None:
        """Return the answer to a request that nobody may make."""
        found = next(self._wrong(request), None)
        if found is None:
            return None
        status, words = found
        return PlainTextResponse(f"{words}\n", status, {"Allow": "GET, HEAD, POST"} if status == 405 else None)

    def _wrong(self, request: Request) -> Iterator[tuple[int, str]]:
        """Yield what is wrong with a request, whoever makes it."""
        host = request.headers.get("host", "").lower()
        if host not in self._rules.hosts:
            yield 421, "these pages are not to be had under that name"
        if len(request.url.path) + len(request.url.query) > MOST_ADDRESS:
            yield 414, "that address is too long"
        if request.method not in ("GET", "HEAD", "POST"):
            yield 405, "pages are looked at, and forms sent"
        if not self._rules.wants_token and not _is_loopback(request):
            yield 403, "these pages are for this machine alone"
        ours = {f"{self._rules.scheme}://{host}"}
        if self._rules.proxy_header is not None:  # which may be asked by https, whatever it asks by
            ours.add(f"https://{host}")
        if request.method == "POST" and request.headers.get("origin", "").lower() not in ours:
            yield 403, "a form is sent from a page of its own"
        site, mode = request.headers.get("sec-fetch-site"), request.headers.get("sec-fetch-mode")
        if site == "cross-site" and mode != "navigate":
            yield 403, "no other site may use these pages"

    def _visitor(self, request: Request) -> Visitor | None:
        """Return who asks; None if that cannot be told."""
        rules = self._rules
        if rules.proxy_header is not None and _is_loopback(request):
            named = request.headers.getlist(rules.proxy_header)
            name = named[0].strip() if len(named) == 1 else ""
            if name and len(name) <= 80 and name.isprintable():
                return Visitor(name, rules.reader, rules.may_append, session=f"proxy {name}")
        if secret := _secret(request, rules.cookie):
            token = self._tokens.opened_by(secret)
            if token is not None:
                with suppress(OSError):  # a folder that cannot be written keeps nobody from looking
                    self._tokens.note_use(token.id, _sort_of(request.url.path))
                return visitor_of(token)
            return None
        if rules.wants_token or rules.proxy_header is not None:
            return None
        return Visitor(rules.name, rules.reader, rules.may_append)

    async def _enter(self, request: Request) -> Response | None:
        """Take a token that was given in a form, and keep it in a cookie that no script and no other site can use."""
        try:
            fields = parse_qs((await body_of(request)).decode("ascii"), max_num_fields=10)
        except (ValueError, TimeoutError, TooMuch):
            fields = {}
        secret = fields.get("token", [""])[0].strip()
        token = self._tokens.opened_by(secret) if secret else None
        to = fields.get("next", ["/"])[0]
        if token is None:
            return page("enter.html.j2", 401, ask=None, refused=True, next="/", events=None)
        safe = to if to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable() else "/"
        response = RedirectResponse(safe, 303)
        response.set_cookie(
            self._rules.cookie, secret, secure=self._rules.secure, httponly=True, samesite="strict", path="/"
        )
        return response


def visitor_of(token: Token) -> Visitor:
    """Return whoever shows a token."""
    return Visitor(token.reader, token.who, token.may_append, token.id, session=f"token {token.id}")


def _secret(request: Request, cookie: str) -> str | None:
    """Return the secret that a request shows, in a header or in a cookie."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    found = secret.strip() if kind.lower() == "bearer" else request.cookies.get(cookie)
    return found[:200] if found else None


def _is_loopback(request: Request) -> bool:
    try:
        return ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False


def _sort_of(path: str) -> str:
    return {"api": "api", "events": "events"}.get(path.strip("/").partition("/")[0], "pages")


def _asks_for_token(request: Request) -> Response:
    if request.url.path.startswith(_FOR_PROGRAMS):
        return said(401, "A token is needed here, in the header Authorization", None, plain=True, code="token-needed")
    here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return page("enter.html.j2", 401, ask=None, refused=False, next=here, events=None)


def _with_headers(send: "Send") -> "Send":
    """Return what sends an answer with the headers that every answer carries."""

    async def sent(message: "Message") -> None:
        if message["type"] == "http.response.start":
            headers: list[tuple[bytes, bytes]] = list(message.get("headers", []))
            there = {name.lower() for name, _ in headers}
            ours = ((name.lower().encode(), value.encode()) for name, value in HEADERS.items())
            message = {**message, "headers": [*headers, *(pair for pair in ours if pair[0] not in there)]}
        await send(message)

    return sent
