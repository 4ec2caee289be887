"""How requests are answered: in a thread of their own, within a time, and every error in words."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..domain.errors import Ambiguous, InputError, NegotiationError, NotFound, StoreBusy
from ..rendering.safe import for_terminal
from ..store.places import damage_behind
from .asking import Answer, Ask, Serving
from .shown import page

SECONDS = 30.0
"""How long an answer may take."""
THREADS = 4
WAITING = 200
"""How many requests may wait for a thread."""

NOTHING = "There is nothing here"
_WORDS = "It is not there, or not for you; or it is not in view at this point of view."


class Busy(Exception):
    """Too many requests wait already."""


class Threads:
    """The threads in which requests are answered."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="talks")
        self._waiting = 0

    async def given(self, answer: Callable[[], Any]) -> Any:
        """Return what a call gives, made in a thread.

        Raises:
            Busy: too many wait already.
            TimeoutError: it takes too long.
        """
        if self._waiting >= WAITING:
            raise Busy
        self._waiting += 1
        work = asyncio.get_running_loop().run_in_executor(self._pool, answer)
        work.add_done_callback(self._done)
        return await asyncio.wait_for(asyncio.shield(work), SECONDS)

    def begin(self, work: Callable[[], object]) -> None:
        """Let something be done in a thread for which nobody waits."""
        self._pool.submit(work)

    def _done(self, work: "asyncio.Future[Any]") -> None:
        self._waiting -= 1
        if not work.cancelled():
            work.exception()  # whoever asked may not wait for it any more

    def close(self) -> None:
        """Let the threads end, and wait until they have: what they read must not be closed under their hands."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def answered(answer: Answer, serving: Serving, threads: Threads) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers requests by a function that is called in a thread.

    Args:
        answer: the function.
        serving: what is the same for all requests.
        threads: where it is called.
    """

    async def reply(request: Request) -> Response:
        form = await posted(request) if request.method == "POST" else []
        plain = request.url.path.startswith("/api/")

        response: Response = await answered_now(
            lambda: answer(Ask(request, serving, form)), serving, threads, plain=plain
        )
        return response

    return reply


async def answered_now(make: Callable[[], Any], serving: Serving, threads: Threads, *, plain: bool) -> Any:
    """Return what a call gives, made in a thread; where something is wrong, the answer that says so.

    Args:
        make: the call.
        serving: what is the same for all requests.
        threads: where it is made.
        plain: whether a program asks.
    """

    def made() -> Any:
        try:
            return make()
        except NegotiationError as error:
            return wrong(error, plain=plain, refusals=serving.refusals)
        except serving.refusals as error:
            return wrong(error, plain=plain, refusals=serving.refusals)
        except Exception as error:
            damage = damage_behind(error, serving.logs.path, sees_all=True)  # for the terminal of the server alone
            if damage is None:
                raise
            return wrong(damage, plain=plain, refusals=serving.refusals)

    try:
        return await threads.given(made)
    except Busy:
        return said(503, "Too much is asked at once", "try again in a moment", plain=plain)
    except TimeoutError:
        return said(503, f"This takes longer than {SECONDS:.0f} seconds", "ask for less", plain=plain)


async def posted(request: Request) -> list[tuple[str, str]]:
    """Return the fields of a form that was posted: of the plain kind alone, which holds no files.

    Other kinds hold nothing that is read here.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if kind != "application/x-www-form-urlencoded":
        return []
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=False, max_num_fields=200)
    except ValueError:
        return []


def wrong(error: Exception, *, plain: bool, refusals: tuple[type[Exception], ...] = ()) -> Response:
    """Return what is answered where something is wrong: the same where a thing is hidden and where it is missing."""
    if isinstance(error, NotFound | Ambiguous):
        return nothing(plain=plain)
    status = 503 if isinstance(error, StoreBusy) else 400
    if not isinstance(error, (InputError, StoreBusy, *refusals)):
        status = 409 if getattr(error, "exit_status", 1) == 4 else 500
    if status == 500:  # whose words name files of this machine
        print(f"error: {for_terminal(str(error))}", file=sys.stderr)  # noqa: T201  # its terminal is where it is told
        return said(status, "The log cannot be read", "the terminal of the server says why", plain=plain, code="failed")
    words = getattr(error, "message", None) or _formatted(error)
    return said(status, words, getattr(error, "hint", None), plain=plain, code=getattr(error, "code", None))


def _formatted(error: Exception) -> str:
    shown = getattr(error, "format_message", None)
    return str(shown() if shown else error)


def nothing(*, plain: bool) -> Response:
    """Return the answer where nothing is, as far as whoever asks may know."""
    return said(404, NOTHING, _WORDS, plain=plain, code="not-found")


def said(status: int, words: str, hint: str | None, *, plain: bool, code: str | None = None) -> Response:
    """Return an answer that says what is wrong, for people or for programs."""
    if plain:
        told = {"error": code or "wrong", "message": for_terminal(words), "hint": for_terminal(hint or "")}
        return JSONResponse(told, status)
    title = NOTHING if status == 404 else "This cannot be shown"
    shown, beside = (hint, None) if status == 404 else (words.removeprefix("--"), hint)  # here it is no option
    return page("wrong.html.j2", status, ask=None, title=title, words=shown, hint=beside, events=None)
