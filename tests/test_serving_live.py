"""New entries are told to those who look, as each may see them, and to nobody whose token opens nothing any more."""

import http.client
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from html import unescape
from itertools import count
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
import serving
from serving import ISTANBUL

from negotiation import NegotiationLog
from negotiation.domain.visible import Reader
from negotiation.serving.logs import FRESH, LOOK, Logs
from negotiation.serving.tokens import Tokens

MANY = 50


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the log of the demo."""
    return serving.put(tmp_path, serving.demo())


class Stream:
    """A stream of events that is read."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.answer = answer

    def event(self) -> dict[str, object]:
        """Return the next event; fail where the stream ends."""
        while line := self.answer.readline():
            if line.startswith(b"data: "):
                found: dict[str, object] = json.loads(line[6:])
                return found
        raise EOFError

    def ends(self) -> bool:
        """Say whether nothing but an end comes."""
        return all(not line.startswith(b"data: ") for line in iter(self.answer.readline, b""))


@contextmanager
def stream(
    address: str, secret: str = "", last: int | None = None, where: str = f"/events/{ISTANBUL}"
) -> Iterator[Stream]:
    """Open a stream of the demo, and give it once it is there."""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    if last is not None:
        headers["Last-Event-ID"] = str(last)
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    connection.request("GET", where, headers=headers)
    answer = connection.getresponse()
    assert (200, "text/event-stream; charset=utf-8") == (answer.status, answer.headers["content-type"])
    answer.readline()
    try:
        yield Stream(answer)
    finally:
        connection.close()


def say(path: Path, text: str, marking: str | None = None) -> None:
    """Record a statement, as another process does."""
    with NegotiationLog.open(str(path), recorder="ben") as log:
        log.talks().say("Ana", text, on="2022-04-20", marking=marking)


def whats(told: dict[str, object]) -> list[str]:
    """Return what is told of each new entry."""
    return [str(one["what"]) for one in cast("list[dict[str, object]]", told["entries"])]


def test_what_is_recorded_is_told_to_each_who_may_see_it(path: Path) -> None:
    """All are told number, words and label; of what is hidden nobody learns who may not see it, not even when."""
    tokens = Tokens(path.parent / "conf")
    all_, press = (
        tokens.new(name, lasts=timedelta(days=1), who=who)[1]
        for name, who in (("A", None), ("B", Reader("TLP:CLEAR", audience="press")))
    )
    with (
        serving.running(path, wants_token=True) as address,
        stream(address, all_) as one,
        stream(address, press) as two,
    ):
        say(path, "A zebra.", "TLP:RED")
        told = one.event()
        assert 69 == told["last"]
        assert ["Ana: “A zebra.” [TLP:RED]"] == whats(told)
        say(path, "It rains.")
        assert ["Ana: “It rains.”"] == whats(one.event())
        other = two.event()
        assert "zebra" not in json.dumps(other)
        assert "It rains." in json.dumps(other)


def test_a_stream_goes_on_where_it_broke_off(path: Path) -> None:
    """Whoever comes again with the last event that they had is told what they missed."""
    with serving.running(path) as address, stream(address, last=66) as again:
        told = again.event()
    assert 68 == told["last"]
    assert [67, 68] == [entry["number"] for entry in told["entries"]]  # type: ignore[attr-defined]


def test_what_is_recorded_before_a_page_listens_is_told(path: Path) -> None:
    """A page says what it has shown, so that what comes while it is on its way is not left out until the next entry."""
    with serving.running(path) as address:
        with urlopen(f"{address}/talks/{ISTANBUL}") as page:  # noqa: S310  # of this process
            listens = re.search(r'data-events="([^"]+)"', page.read().decode())
        assert listens is not None
        say(path, "It snows.")
        with stream(address, where=unescape(listens[1])) as later:
            assert "It snows." in json.dumps(later.event())


def test_a_revoked_token_ends_its_stream(path: Path) -> None:
    """What was opened with it is closed."""
    tokens = Tokens(path.parent / "conf")
    made, secret = tokens.new("A", lasts=timedelta(days=1))
    with serving.running(path, wants_token=True) as address, stream(address, secret) as one:
        tokens.revoke(made.id)
        assert one.ends()


def test_what_is_hidden_does_not_put_off_the_sign_of_life(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes by the clock alone, so that whoever is told of no entry cannot tell when one was recorded."""
    written = count()
    monkeypatch.setattr(Logs, "mark", lambda _: next(written))  # at each look something was written
    monkeypatch.setattr("negotiation.serving.live.BEAT_SECONDS", 0.01)
    with serving.running(path) as address, stream(address) as one:
        lines = (one.answer.readline() for _ in range(20))
        assert b": here\n" in lines


def test_what_is_hidden_or_opened_meanwhile_does_not_hide_what_is_new(path: Path) -> None:
    """Readers whose numbers count what they see are told of each new entry, and of no old one with another number."""
    tokens = Tokens(path.parent / "conf")
    secret = tokens.new("B", lasts=timedelta(days=1), who=Reader("TLP:CLEAR", audience="press"))[1]
    say(path, "A zebra.", "TLP:RED")
    say(path, "It rains.")
    with serving.running(path, wants_token=True) as address, stream(address, secret) as press:
        with NegotiationLog.open(str(path), recorder="ben") as log:
            log.talks().re_mark("#60", "TLP:RED", reason="not for now")
            log.talks().say("Ana", "It snows.", on="2022-04-20")
        assert ["Ana: “It snows.”"] == whats(press.event())
        with NegotiationLog.open(str(path), recorder="ben") as log:
            log.talks().re_mark("#69", "TLP:CLEAR", reason="it is known")
            log.talks().say("Ana", "It thaws.", on="2022-04-20")
        told = whats(press.event())
        assert "Ana: “It thaws.”" == told[-1]
        assert not any("It snows" in words for words in told)


@pytest.mark.parametrize("content", [b"no log at all" * 100, b""])
def test_a_log_that_cannot_be_read_is_no_stream(path: Path, content: bytes) -> None:
    """Whoever asks is told so, and why is for the terminal of the server."""
    with serving.served(path) as client:
        path.unlink()
        path.write_bytes(content)
        answer = client.get(f"/events/{ISTANBUL}")
    assert (500, "failed") == (answer.status_code, answer.json()["error"])
    assert str(path.parent) not in answer.text


def test_many_look_on_at_once(path: Path) -> None:
    """Fifty readers with a stream each are all told of one entry; no more are held than there is room for."""
    with serving.running(path) as address, ExitStack() as opened:
        streams = [opened.enter_context(stream(address)) for _ in range(MANY)]
        say(path, "It rains.")
        assert [69] * MANY == [one.event()["last"] for one in streams]


def test_it_is_looked_again_for_what_counts_only_after_it_stands_in_the_file(path: Path) -> None:
    """A write stands in the file while it is brought to the disk, and counts after that: no mark may stand for both."""
    logs = Logs(str(path))
    written = max(Path(f"{path}{end}").stat().st_mtime_ns for end in ("", "-wal") if Path(f"{path}{end}").exists())
    soon, later = range(0, FRESH, LOOK), range(FRESH, 10 * FRESH, LOOK)
    assert len(soon) == len({logs.mark(written + since) for since in soon})
    assert 1 == len({logs.mark(written + since) for since in later})
    assert 1 == len({logs.mark(written - since) for since in range(LOOK, FRESH, LOOK)})  # by a clock that is behind
