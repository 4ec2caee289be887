"""The command that writes reports: its kinds, what they are about, and the command printed at the end of each."""

import re
import shlex
from datetime import UTC, datetime
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import reports_example as example
from commandline import Desk

from negotiation import reports
from negotiation.domain.dates.edtf import instant
from negotiation.talks import reading


@cache
def _bargaining() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "talks.db")
        example.closed(example.bargaining(path))
        return path.read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the bargaining."""
    return Desk(tmp_path, _bargaining())


def test_the_command_knows_every_kind(desk: Desk) -> None:
    """Help and completion name the kinds that there are, in their order."""
    told = " ".join(re.sub("[│╭╰]", " ", desk.done("report", "--help")).split())
    for kind in reports.KINDS:
        assert kind in told


@pytest.mark.parametrize(
    ("command", "status", "words"),
    [
        (["brief"], 2, "the report 'brief' is about one party"),
        (["changes"], 2, "name it: talks report changes MOMENT, such as 2022-03-29 or '#7'"),
        (["changes", "03/04/2026"], 2, "03/04/2026"),
        (["brief", "nobody"], 3, "nobody"),
        (["traffic-light", "UKR"], 2, "is about the whole talks"),
        (["status", "--at", "2022-04", "--deadlines", "2022-05"], 2, "leave out --deadlines, or --at"),
    ],
)
def test_what_does_not_fit_is_explained(desk: Desk, command: list[str], status: int, words: str) -> None:
    """A kind that needs a reference says so, and one that is about the whole talks takes none."""
    assert words in desk.fails(status, "report", *command)


@pytest.mark.parametrize(("kind", "about"), [("brief", "RU"), ("changes", "7"), ("proposal", "secur")])
def test_references_are_forgiving(desk: Desk, kind: str, about: str) -> None:
    """The beginning of a name will do, and an entry without its #."""
    assert desk.done("report", kind, about).startswith("# ")


CLOCKS: tuple[list[str], ...] = ([], ["--at", "2022-04-02"], ["--known", "2022-04-01"], ["--recorded", "#40"])


@pytest.mark.parametrize(
    ("kind", "clocks"),
    [
        *((kind, []) for kind in reports.KINDS),
        *((kind, clocks) for kind in ("status", "state-of-play", "changes") for clocks in CLOCKS[1:]),
    ],
)
def test_the_printed_command_gives_the_same_bytes(
    desk: Desk, kind: str, clocks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run again later, when every deadline has passed and more is recorded, it writes the same report."""
    about = [example.ABOUT[kind]] if kind in example.ABOUT else []
    if kind == "changes" and clocks[:1] == ["--recorded"]:
        about = ["#30"]
    with monkeypatch.context() as then:  # the silence was still running, and no pledge was past due
        then.setattr(reading, "instant", lambda _: instant(datetime(2022, 4, 4, 12, 30, 15, tzinfo=UTC)))
        first = desk.done("report", kind, *about, *clocks, "--format", "html")
    printed = re.search(r"To make this report again: <code>(.*?)</code>", first)
    assert printed is not None
    command = shlex.split(unescape(printed[1]))
    assert command[0] == "talks"
    desk.done("say", "Peskov", "No breakthrough.", "--on", "2022-03-30", "--ahead")
    assert desk.done(*command[1:], "--format", "html") == first
