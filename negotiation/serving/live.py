"""New entries, told to those who look as they are recorded: server-sent events, of what each may see."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ..domain.dates.words import in_words
from ..domain.record.entry import Entry
from ..rendering.as_json import dumped
from ..views.labels import labels_of
from .asking import Ask, Serving
from .logs import LOOK
from .replies import Threads, nothing, said
from .visitors import Visitor

LOOK_SECONDS = LOOK / 10**9
"""How often it is looked whether anything was written."""
BEAT_SECONDS = 15.0
"""How often something is sent where nothing happens, so that nobody in between takes it for dead."""
MOST_STREAMS = 250
MOST_AT_ONCE = 20
"""Of how many new entries more is told than their number."""


class Live:
    """Tells those who look of new entries.

    Args:
        serving: what is the same for all requests.
        threads: where the log is read.
        opens: says whether a token still opens anything.
    """

    def __init__(self, serving: Serving, threads: Threads, opens: Callable[[str], bool]) -> None:
        self._serving = serving
        self._threads = threads
        self._opens = opens
        self._streams = 0
        self._ended = False
        self._asked: dict[Any, asyncio.Future[Any]] = {}

    def end(self) -> None:
        """Let all streams end."""
        self._ended = True

    async def events(self, request: Request) -> Response:
        """Answer with a stream of what is recorded of one talks from now on, or after what a page has shown already."""
        if self._streams >= MOST_STREAMS:
            return said(503, "Too many look on at once", "reload the page to see what is new", plain=True)
        visitor: Visitor = request.scope["visitor"]
        last = await self._threads.given(lambda: self._last(request))
        if last is None:
            return nothing(plain=True)
        from_where = request.headers.get("last-event-id") or request.query_params.get("after", "")
        if from_where.isascii() and from_where.isdigit() and len(from_where) < 10:
            last = min(last, int(from_where))
        return StreamingResponse(self._stream(request, visitor, last), media_type="text/event-stream")

    def _last(self, request: Request) -> int | None:
        ask = Ask(request, self._serving)
        found = self._serving.logs.seen_by(ask.visitor)
        talks = ask.path["talks"]
        return found.store.reader.head(talks).number if found.store.reader.holds(talks) else None

    async def _stream(self, request: Request, visitor: Visitor, last: int) -> AsyncIterator[str]:
        self._streams += 1
        try:
            yield "retry: 3000\n\n"
            mark, quiet = None, 0.0
            while not self._ended:
                if visitor.token is not None and not self._opens(visitor.token):
                    return
                now = self._serving.logs.mark()
                if now != mark:
                    told = await self._told(request, visitor, last, now)
                    mark, quiet = now, 0.0
                    if told is None:
                        return
                    if told["last"] > last:
                        last = told["last"]
                        yield f"id: {last}\nevent: entries\ndata: {dumped(told)}\n\n"
                elif quiet >= BEAT_SECONDS:
                    quiet = 0.0
                    yield ": here\n\n"
                await asyncio.sleep(LOOK_SECONDS)
                quiet += LOOK_SECONDS
        finally:
            self._streams -= 1

    async def _told(self, request: Request, visitor: Visitor, last: int, mark: object) -> dict[str, Any] | None:
        """Return what is new, read once for all who may see the same and have seen the same."""
        key = (mark, visitor.reader, request.path_params["talks"], last)
        if key not in self._asked:
            self._asked = {old: work for old, work in self._asked.items() if old[0] == mark}
            self._asked[key] = asyncio.ensure_future(self._threads.given(lambda: self._new(request, last)))
        found: dict[str, Any] | None = await asyncio.shield(self._asked[key])
        return found

    def _new(self, request: Request, last: int) -> dict[str, Any] | None:
        ask = Ask(request, self._serving)
        reader = ask.log.store.reader
        name = ask.path["talks"]
        if not reader.holds(name):
            return None
        head = reader.head(name).number
        entries = reader.entries(name, numbers=(max(last, head - MOST_AT_ONCE) + 1, head)) if head > last else []
        sentences = ask.talks.sentences(entries) if entries else []
        return {
            "talks": name,
            "last": head,
            "entries": [
                {"number": entry.number, "when": in_words(entry.envelope.occurred), "what": _labelled(sentence, entry)}
                for entry, sentence in zip(entries, sentences, strict=True)
            ],
        }


def _labelled(sentence: str, entry: Entry) -> str:
    labels = labels_of(entry.envelope)
    return f"{sentence} [{', '.join(labels)}]" if labels else sentence
