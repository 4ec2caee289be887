"""Fixtures for all tests: a log on disk, and talks whose record is the docstring of the test."""

import inspect
import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from given import BEGINNING, TALKS
from hypothesis import HealthCheck, settings

from negotiation import NegotiationLog, TalksLog
from negotiation.exchange.journal import Journal, parse

# The suite tries the same examples everywhere, so that it fails where the code changed and not by chance or on a slow
# machine; new examples are for the long look: pytest -m hypothesis --hypothesis-profile soak
_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("suite", _UNTIMED, max_examples=30, derandomize=True)
settings.register_profile("soak", _UNTIMED, max_examples=2_000, print_blob=True)
settings.load_profile("suite")

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


@pytest.fixture
def log(tmp_path: Path) -> Iterator[NegotiationLog]:
    """Return a new, empty log on disk, with a clock and ids that are the same in every run."""
    NegotiationLog.create(str(tmp_path / "talks.db")).close()
    counter = itertools.count(1)
    with NegotiationLog.open(
        str(tmp_path / "talks.db"), recorder="ana", clock=Ticking(), new_id=lambda: f"id-{next(counter)}"
    ) as opened:
        yield opened


@pytest.fixture
def journal(log: NegotiationLog, request: pytest.FixtureRequest) -> TalksLog:
    """Return talks with the entries of the journal in the test's docstring, below its first paragraph.

    They are recorded one by one, so that each is a batch of its own.
    """
    _, _, text = inspect.cleandoc(request.function.__doc__).partition("\n\n")
    talks = TalksLog(log, TALKS)
    written = text if "kind: talks-opened" in text else PRELUDE + text
    for item in parse(written, "docstring").items:
        talks.record_items(Journal(None, (item,)))
    return talks
