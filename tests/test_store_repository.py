"""Whoever knows the library `eventsourcing` finds what they expect."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from eventsourcing.application import AggregateNotFoundError
from hypothesis import given
from random_logs import logs
from storing import sample
from tampering import unguarded

from negotiation.domain.aggregates import AGGREGATES
from negotiation.domain.errors import RestsOnUnreadable
from negotiation.domain.fold import fold
from negotiation.domain.pledge.state import Pledge
from negotiation.domain.proposal.state import Proposal
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import history
from negotiation.domain.talks.state import Talks
from negotiation.log import NegotiationLog
from negotiation.store.sqlite.connect import create
from negotiation.store.sqlite.writer import LogApplication, Writer


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


def things(entries: list[Entry]) -> dict[str, object]:
    """Return everything with a stream of its own that a whole history folds to, by stream."""
    now = fold(history(entries))
    return {
        "/".join(filter(None, (entries[0].talks, aggregate.name, name))): thing
        for aggregate in AGGREGATES
        if aggregate.own_stream
        for name, thing in aggregate.things(now).items()
    }


@examples(1)
@given(entries=logs)
def test_the_repository_agrees_with_the_fold(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    """Whatever is recorded, the state of a stream is that which the fold of the whole history has."""
    path = str(tmp_path_factory.mktemp("api") / "talks.db")
    create(path)
    with closing(Writer(path)) as writer:
        writer.append(entries, [bytes(32)] * len(entries))
    with closing(LogApplication(path)) as opened:
        for stream, thing in things(entries).items():
            assert thing == opened.repository.get(stream)


def test_the_acts_of_the_talks_count(tmp_path: Path) -> None:
    """What all who decide agree on is agreed, as in every view; at a version, by who was at the talks by then."""
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        talks = log.open_talks("ist", "Talks")
        talks.party("UKR", "RUS", roles=["negotiating"])
        talks.propose("neutral", by=["UKR"], on="2022-03-29")
        talks.act("neutral", "agreed-in-principle", by=["UKR"], on="2022-03-30")
        talks.leave("RUS", on="2022-03-31")
    with closing(LogApplication(str(tmp_path / "a.db"))) as opened:
        found: list[Proposal] = [opened.repository.get("ist/proposal/neutral", version=v) for v in (1, 2, None)]
    assert [False, False, True] == [proposal.agreement is not None for proposal in found]


def test_what_was_taken_back_whole_is_not_there(tmp_path: Path) -> None:
    """A proposal whose every entry was taken back is no aggregate any more."""
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        talks = log.open_talks("ist", "Talks")
        talks.party("UKR", roles=["negotiating"])
        talks.propose("neutral", by=["UKR"], on="2022-03-29")
        talks.undo()
    with closing(LogApplication(str(tmp_path / "a.db"))) as opened:
        assert "ist/proposal/neutral" not in opened.repository


def test_an_aggregate_of_which_a_part_cannot_be_read_is_refused(application: LogApplication, tmp_path: Path) -> None:
    """Nothing is told of it, and the entry is named; what does not rest on that entry is told."""
    unguarded(tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection, connection:
        connection.execute("UPDATE stored_events SET state = 'no JSON' WHERE topic = 'position-taken'")
    with pytest.raises(RestsOnUnreadable, match="#6"):
        application.repository.get("ist/proposal/neutral")
    assert isinstance(application.repository.get("ist/pledge/p"), Pledge)


def test_a_projector_of_ones_own_folds_the_librarys_events(application: LogApplication) -> None:
    """What is asked for is done: another fold gets the events of the stream."""

    def kinds(_: object, events: Iterable[Any]) -> Any:
        return [recorded.event.kind for recorded in events]

    found: Any = application.repository.get("ist/proposal/bases", projector_func=kinds)
    assert ["proposal-tabled", "position-taken", "entry-corrected"] == found


def test_events_and_the_notification_log_are_there(application: LogApplication) -> None:
    """The events of a stream come in their order, and all of them as notifications."""
    assert [1, 2, 3] == [event.originator_version for event in application.events.get("ist/proposal/bases")]
    notifications = application.notification_log.select(start=1, limit=10)
    assert "talks-opened" == notifications[0].topic
    assert list(range(1, 11)) == [found.id for found in notifications]
