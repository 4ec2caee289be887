"""What holds for all tests, and fixtures: a log in a file, and talks whose record is the docstring of the test."""

import gc
import inspect
import os
import signal
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from given import BEGINNING, TALKS
from hypothesis import HealthCheck, settings
from storing import new_log

from negotiation import NegotiationLog, TalksLog
from negotiation.exchange.journal import Journal, parse

# The suite tries the same examples everywhere, so that it fails where the code changed and not by chance or on a slow
# machine; new examples are for the long look: pytest -m hypothesis --hypothesis-profile soak
_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("suite", _UNTIMED, max_examples=30, derandomize=True)
settings.register_profile("soak", _UNTIMED, max_examples=2_000, print_blob=True)
settings.load_profile("suite")

# Whoever runs the tests in the background may have left interrupts unheeded, which every process inherits.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


MEMORY = Path("/dev/shm")  # noqa: S108  # only its root is named here; folders in it are pytest's
ROOM = 2**30
"""How much must be free there for the folders of tests to lie in it; all that lies there at a time is far less."""


def _lies_in_memory() -> bool:
    """Tell whether folders can be made in memory: with room, and so that programs in them can be run."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return False
    there = os.statvfs(MEMORY)
    return there.f_bavail * there.f_frsize > ROOM and not there.f_flag & os.ST_NOEXEC


# No test takes the power away, so that none has to wait for a disk; the calls by which files get there are the same.
if "TMPDIR" not in os.environ and _lies_in_memory():
    os.environ["TMPDIR"] = str(MEMORY)  # for processes of tests, too
    tempfile.tempdir = None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for cycles while tests run, and not among what is there from the beginning: thousands of tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_configure(config: pytest.Config) -> None:
    """Leave the tests of a module to one process, so that what they share is made once, and let none be idle."""
    if config.getoption("dist", "no") == "load":
        config.option.dist = "worksteal"


PRELUDE = """
- {kind: talks-opened, title: Peace talks}
- {kind: party-joined, party: UKR, roles: negotiating}
- {kind: party-joined, party: RUS, roles: negotiating}
- {kind: party-joined, party: TUR, roles: [host, mediator]}
"""
"""How every journal of a test begins: #1 to #4, unless it opens the talks itself."""


class Ticking:
    """A clock that goes on by a minute each time it is looked at."""

    def __init__(self, now: datetime = BEGINNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the present moment, and let a minute pass."""
        moment, self.now = self.now, self.now + timedelta(minutes=1)
        return moment


class Counting:
    """Ids that are counted up."""

    def __init__(self, given: int) -> None:
        self.given = given

    def __call__(self) -> str:
        """Return the next id."""
        self.given += 1
        return f"id-{self.given}"


class Made(NamedTuple):
    """A log as a journal leaves it, from which others go on as if they had recorded that themselves."""

    content: bytes | None = None
    now: datetime = BEGINNING
    given: int = 0


@contextmanager
def going_on(path: Path, made: Made) -> Iterator[NegotiationLog]:
    """Open a log at a path that goes on from there, with a clock and ids that are the same in every run."""
    options: dict[str, Any] = {"recorder": "ana", "clock": Ticking(made.now), "new_id": Counting(made.given)}
    if made.content is None:
        opened = new_log(path, **options)
    else:
        path.touch(mode=0o600)
        path.write_bytes(made.content)
        opened = NegotiationLog.open(str(path), **options)
    with opened:
        yield opened


@lru_cache(maxsize=50)
def made(text: str) -> Made:
    """Return the log of a journal, whose entries are recorded one by one, so that each is a batch of its own."""
    before = made(PRELUDE) if text.startswith(PRELUDE) and text != PRELUDE else Made()
    items = parse(text, "docstring").items[len(parse(PRELUDE, "prelude").items) if before.content else 0 :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "talks.db"
        with going_on(path, before) as log:
            for item in items:
                TalksLog(log, TALKS).record_items(Journal(None, (item,)))
        assert isinstance(log.clock, Ticking)
        assert isinstance(log.new_id, Counting)
        return Made(path.read_bytes(), log.clock.now, log.new_id.given)


def written(request: pytest.FixtureRequest) -> str:
    """Return the journal in the docstring of a test, below its first paragraph, after the prelude if it needs that."""
    _, _, text = inspect.cleandoc(request.function.__doc__).partition("\n\n")
    return text if "kind: talks-opened" in text else PRELUDE + text


@pytest.fixture
def log(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[NegotiationLog]:
    """Return a new log on disk, with a clock and ids that are the same in every run: empty, or of the journal."""
    of_journal = "journal" in request.fixturenames
    with going_on(tmp_path / "talks.db", made(written(request)) if of_journal else Made()) as opened:
        yield opened


@pytest.fixture
def journal(log: NegotiationLog) -> TalksLog:
    """Return talks with the entries of the journal in the test's docstring, below its first paragraph."""
    return TalksLog(log, TALKS)
