"""Whoever knows the library `eventsourcing` finds what they expect."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from eventsourcing.application import AggregateNotFoundError
from storing import sample

from negotiation.domain.pledge.state import Pledge
from negotiation.domain.proposal.state import Proposal
from negotiation.domain.talks.state import Talks
from negotiation.log import NegotiationLog
from negotiation.store.sqlite.writer import LogApplication


@pytest.fixture
def application(tmp_path: Path) -> Iterator[LogApplication]:
    """Open the library's application over a log with two proposals and a pledge."""
    path = sample(tmp_path / "a.db")
    with NegotiationLog.open(str(path)) as log:
        talks = log.talks()
        talks.propose("bases", by=["RUS"], on="2022-03-29", title="No bases", ahead=True)
        talks.respond("bases", by=["UKR"], stance="studying", on="2022-03-30", ahead=True)
        talks.correct("#10", {"stance": "opposes"}, reason="misread", ahead=True)
        talks.pledge("p", by=["RUS"], text="words", on="2022-03-30", ahead=True)
    opened = LogApplication(str(path))
    yield opened
    opened.close()


def test_the_repository_gives_the_state_of_an_aggregate(application: LogApplication) -> None:
    """An aggregate is asked for by its stream, and is what its entries say by now, corrections applied."""
    found: object = application.repository.get("ist/proposal/bases")
    assert isinstance(found, Proposal)
    assert ("No bases", 1, ["opposes"]) == (found.title, found.version, [one.stance for one in found.positions])
    assert isinstance(application.repository.get("ist/pledge/p"), Pledge)
    assert isinstance(application.repository.get("ist/talks"), Talks)
    earlier: Proposal = application.repository.get("ist/proposal/bases", version=2)
    assert ["studying"] == [one.stance for one in earlier.positions]


@pytest.mark.parametrize("stream", ["ist/proposal/nothing", "lake/talks", "ist", "ist/weather/fine", ""])
def test_what_is_not_there_is_the_librarys_own_error(application: LogApplication, stream: str) -> None:
    """There is no aggregate of a stream that is not there, nor after more entries than it has."""
    with pytest.raises(AggregateNotFoundError):
        application.repository.get(stream)
    with pytest.raises(AggregateNotFoundError):
        application.repository.get("ist/proposal/bases", version=99)
    assert stream not in application.repository
    assert "ist/proposal/bases" in application.repository


def test_events_and_the_notification_log_are_there(application: LogApplication) -> None:
    """The events of a stream come in their order, and all of them as notifications."""
    assert [1, 2, 3] == [event.originator_version for event in application.events.get("ist/proposal/bases")]
    notifications = application.notification_log.select(start=1, limit=10)
    assert "talks-opened" == notifications[0].topic
    assert list(range(1, 11)) == [found.id for found in notifications]
