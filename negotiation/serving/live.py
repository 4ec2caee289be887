"""New entries, told to those who look as they are recorded: server-sent events, of what each may see."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ..domain.dates.words import in_words
from ..domain.record.entry import Entry
from ..rendering.as_json import dumped
from ..views.labels import labels_of
from .asking import Ask, Serving
from .logs import LOOK
from .replies import Threads, answered_now, said
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
        begin = await answered_now(lambda: self._begin(request), self._serving, self._threads, plain=True)
        if isinstance(begin, Response):
            return begin
        return StreamingResponse(self._stream(request, visitor, begin), media_type="text/event-stream")

    def _begin(self, request: Request) -> "_Told":
        """Return what whoever asks has been told already.

        Raises:
            NotFound: there are no such talks, or they may not see them.
        """
        ask = Ask(request, self._serving)
        reader, last = ask.log.store.reader, ask.talks.last_number()
        from_where = request.headers.get("last-event-id") or request.query_params.get("after", "")
        if from_where.isascii() and from_where.isdigit() and len(from_where) < 10:
            last = min(last, int(from_where))
        told = reader.entries(ask.talks.id, numbers=(max(last - MOST_AT_ONCE, 0) + 1, last)) if last else []
        return _Told(last, tuple(entry.id for entry in told))

    async def _stream(self, request: Request, visitor: Visitor, told: "_Told") -> AsyncIterator[str]:
        """Yield what is new, and from time to time a sign of life, whose time nothing changes that is not told."""
        self._streams += 1
        time = asyncio.get_running_loop().time
        try:
            yield "retry: 3000\n\n"
            mark, spoke = None, time()
            while not self._ended:
                if visitor.token is not None and not self._opens(visitor.token):
                    return
                now = self._serving.logs.mark()
                if now != mark:
                    mark, new = now, await self._told(request, visitor, told, now)
                    if new is None:
                        return
                    told, entries = new
                    if entries:
                        said = {"talks": request.path_params["talks"], "last": told.last, "entries": entries}
                        spoke = time()
                        yield f"id: {told.last}\nevent: entries\ndata: {dumped(said)}\n\n"
                if time() - spoke >= BEAT_SECONDS:
                    spoke = time()
                    yield ": here\n\n"
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            self._streams -= 1

    async def _told(
        self, request: Request, visitor: Visitor, told: "_Told", mark: object
    ) -> "tuple[_Told, list[dict[str, Any]]] | None":
        """Return what is new, read once for all who may see the same and were told the same; None if it cannot be."""
        key = (mark, visitor.reader, request.path_params["talks"], told)
        if key not in self._asked:
            self._asked = {old: work for old, work in self._asked.items() if old[0] == mark}
            work = answered_now(lambda: self._new(request, told), self._serving, self._threads, plain=True)
            self._asked[key] = asyncio.ensure_future(work)
        found = await asyncio.shield(self._asked[key])
        return None if isinstance(found, Response) else found

    def _new(self, request: Request, told: "_Told") -> "tuple[_Told, list[dict[str, Any]]]":
        """Return what has been told by now, and what is new of it.

        New is what comes after the last entry that was told and is still seen. For readers outside, whose numbers
        count what they see, it may have another number since, as more or less before it was hidden.
        """
        ask = Ask(request, self._serving)
        reader, name = ask.log.store.reader, ask.talks.id
        head = reader.head(name).number
        still = [number for number, _, _ in reader.by_id(name, told.ids).values()]
        after = max(still, default=min(told.last, head))
        entries = reader.entries(name, numbers=(max(after, head - MOST_AT_ONCE) + 1, head)) if head > after else []
        sentences = ask.talks.sentences(entries) if entries else []
        ids = (*told.ids, *(entry.id for entry in entries))[-MOST_AT_ONCE:]
        return _Told(head, ids), [
            {"number": entry.number, "when": in_words(entry.envelope.occurred), "what": _labelled(sentence, entry)}
            for entry, sentence in zip(entries, sentences, strict=True)
        ]


class _Told(Struct, frozen=True):
    """What has been told of some talks."""

    last: int
    """The number of the last entry; 0 if none."""
    ids: tuple[str, ...]
    """The ids of the last few."""


def _labelled(sentence: str, entry: Entry) -> str:
    labels = labels_of(entry.envelope)
    return f"{sentence} [{', '.join(labels)}]" if labels else sentence
