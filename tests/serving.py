"""The pages in tests: asked for in this process, of logs that are made once."""

import re
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import typer
from starlette.testclient import TestClient

from negotiation import NegotiationLog, TalksLog
from negotiation.demo import DEMOS, journal_text
from negotiation.exchange.journal import parse
from negotiation.rendering.document import text_of
from negotiation.serving.app import application
from negotiation.serving.logs import Logs
from negotiation.serving.rules import Rules
from negotiation.serving.running import Listening, server_of
from negotiation.serving.tokens import Tokens
from negotiation_cli.questions import ON_PAGES

HOST = "127.0.0.1:8765"
ORIGIN = f"http://{HOST}"
ISTANBUL = "istanbul-2022"


@cache
def demo(name: str = ISTANBUL) -> bytes:
    """Return the log of a demo."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        with NegotiationLog.create(str(path), recorder="demo") as log:
            log.begin(DEMOS[name].talks).record_items(parse(journal_text(name), f"{name}.yaml"))
        return path.read_bytes()


def put(folder: Path, content: bytes) -> Path:
    """Write a log into a folder, and return where."""
    path = folder / "talks.db"
    path.touch(mode=0o600)
    path.write_bytes(content)
    return path


@contextmanager
def served(
    path: Path, *, peer: str = "127.0.0.1", clock: datetime | None = None, token: str = "", **rules: Any
) -> Iterator[TestClient]:
    """Give what asks for the pages of a log, on this machine unless told otherwise.

    Args:
        path: the log; tokens are kept beside it.
        peer: the address of whoever asks.
        clock: the present moment, which stands still; that of the machine if None.
        token: the token that is shown.
        rules: who may ask.
    """
    logs = Logs(str(path)) if clock is None else Logs(str(path), clock=lambda: clock)
    given = Rules(**{"hosts": frozenset({HOST}), "name": "ana", **rules})
    app = application(logs, given, Tokens(path.parent / "conf"), ON_PAGES, (typer.BadParameter,))
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    base = ORIGIN if not given.secure else f"https://{HOST}"
    with TestClient(app, base_url=base, client=(peer, 50_000), headers=headers, follow_redirects=False) as client:
        yield client


@contextmanager
def running(path: Path, **rules: Any) -> Iterator[str]:
    """Run a server of a log at a port that is free, and give its address.

    Args:
        path: the log; tokens are kept beside it.
        rules: who may ask.
    """
    with socket.create_server(("127.0.0.1", 0)) as bound:
        host = f"127.0.0.1:{bound.getsockname()[1]}"
        given = Rules(**{"hosts": frozenset({host}), "name": "ana", **rules})
        app = application(Logs(str(path)), given, Tokens(path.parent / "conf"), ON_PAGES, (typer.BadParameter,))
        server = server_of(app, Listening())
        thread = Thread(target=server.run, args=([bound],))
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield f"http://{host}"
        finally:
            server.should_exit = True
            thread.join(120)
            assert not thread.is_alive(), "the server does not end"


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def words_of(html: str) -> str:
    """Return the words of a page, as a reader has them."""
    body = re.sub(r"<(script|style|title)\b.*?</\1>", " ", html, flags=re.DOTALL)
    body = re.sub(r"</?(a|b|bdi|del|ins|q|span|strong|sup)\b[^>]*>", "", body)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def left_out(client: TestClient, talks: TalksLog, day: str) -> Iterator[str]:
    """Yield what the status of a day says of a proposal that the course of the talks does not show for that day."""
    seen = talks.as_of(at=day)
    shown = words_of(client.get(f"/talks/{talks.id}", params={"at": day}).text)
    for row in seen.document("status", seen.status()).sections[1].blocks[0].rows:  # type: ignore[union-attr]
        yield from (said for cell in row[:4] if (said := " ".join(text_of(cell).split())) not in shown)


def links_in(html: str) -> list[str]:
    """Return where a page leads, on the same server."""
    found = (unescape(link).partition("#")[0] for link in re.findall(r'(?:href|action|src)="([^"]*)"', html))
    return [link for link in found if link.startswith("/")]


def hidden_in(html: str) -> dict[str, str]:
    """Return what stands in a form for the server alone: its seal, and the id of the entry."""
    start = re.search(r'<form [^>]*method="post"', html)
    assert start is not None, "there is no form"
    form = html[start.start() :]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form[: form.index("</form>")])
    return {name: unescape(value) for name, value in found}


def filled(client: TestClient, address: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Return what is posted of a form that was opened and filled in."""
    return {**hidden_in(client.get(address).text), **answers}
