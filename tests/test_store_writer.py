"""Writing: entries, register, links and words in one transaction, through the library's own contract."""

import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest.mock import Mock, patch

import pytest
from eventsourcing.persistence import ApplicationRecorder
from forking import Forking
from storing import SAMPLE_ENTRIES, export, fill, sample
from tampering import unguarded

from negotiation.domain.errors import Unreadable
from negotiation.log import NegotiationLog
from negotiation.store.sqlite.connect import create
from negotiation.store.sqlite.writer import LogApplication, LogRecorder
from negotiation.views.search import sought

with patch.dict(sys.modules, {"eventsourcing.cipher": Mock()}):  # its test cases need no cipher, only their module
    from eventsourcing.tests import persistence


def columns(path: Path, query: str) -> list[tuple[object, ...]]:
    """Return the rows of a query on a log, past the package."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def check_whole(path: Path) -> int:
    """Check that the tables of a log agree with each other, and return how many entries it holds."""
    register = columns(path, "SELECT talks, number, stream, version FROM register ORDER BY talks, number")
    streams: dict[object, int] = {}
    for talks in {row[0] for row in register}:
        numbers = [row[1] for row in register if row[0] == talks]
        assert list(range(1, len(numbers) + 1)) == numbers
    for _, _, stream, version in register:
        assert streams.get(stream, 0) + 1 == version
        streams[stream] = streams.get(stream, 0) + 1
    stored = columns(path, "SELECT originator_id, originator_version FROM stored_events")
    assert sorted((row[2], row[3]) for row in register) == sorted(stored)
    numbered = "SELECT talks, d.id & 0xffffffff FROM said_docsize d JOIN searched t ON t.id = d.id >> 32"
    assert [row[:2] for row in register] == sorted(columns(path, numbered))
    assert columns(path, "PRAGMA integrity_check") == [("ok",)]
    columns(path, "INSERT INTO said (said) VALUES ('integrity-check')")
    return len(register)


def check_all(path: Path) -> int:
    """Check that a log opens, is exported whole, and has nothing wrong in it; return how many entries it holds."""
    found = check_whole(path)
    assert found == len(export(path).splitlines())
    with NegotiationLog.open(str(path)) as log:
        assert [] == [found for found in log.check() if not found.fine]
        assert log.store.reader.keeps(log.talks_ids()[0]), "what is kept has fallen behind"
    return found


class TestApplicationRecorder(persistence.ApplicationRecorderTestCase[ApplicationRecorder]):
    """The library's own test case for recorders of applications, run against the log's recorder."""

    EXPECT_CONTIGUOUS_NOTIFICATION_IDS = False

    @pytest.fixture(autouse=True)
    def _new_log(self, tmp_path: Path) -> Iterator[None]:
        create(str(tmp_path / "talks.db"))
        self.application = LogApplication(str(tmp_path / "talks.db"))
        before = threading.enumerate()
        yield
        for thread in threading.enumerate():
            if thread not in before:
                thread.join()  # the test cases leave readers behind, which end by themselves
        self.application.close()

    def new_originator_id(self) -> str:
        """Return a text: the ids of streams are readable."""
        return f"talks/{super().new_originator_id()}"

    def create_recorder(self) -> ApplicationRecorder:
        """Return the recorder of a log."""
        assert isinstance(self.application.recorder, LogRecorder)
        return self.application.recorder


def test_the_connection_that_records_waits_for_the_disk(tmp_path: Path) -> None:
    """The very connection that records entries has a write-ahead log and synchronous FULL, whatever the file's name."""
    create(str(tmp_path / "mode=memory"))
    application = LogApplication(str(tmp_path / "mode=memory"))
    assert isinstance(application.recorder, LogRecorder)
    asked = {}
    try:
        for pragma in ("journal_mode", "synchronous"):
            with application.recorder.datastore.get_connection(commit=True) as connection:
                cursor = connection.cursor()
                cursor.execute(f"PRAGMA {pragma}")
                asked[pragma] = cursor.fetchone()[0]
    finally:
        application.close()
    assert asked == {"journal_mode": "wal", "synchronous": 2}


def test_numbers_have_no_gap_and_talks_are_independent(tmp_path: Path) -> None:
    """Each talks of a log has numbers of its own, 1, 2, 3 and so on, however their entries are mixed."""
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        first, second = fill(log, "ist"), fill(log, "ist-2")
        for number in range(3):
            first.issue(f"issue-{number}", "Issue")
            second.say("Somebody", "Something.", on="2022-03-30")
        expected = list(range(1, SAMPLE_ENTRIES + 4))
        for talks in (first, second):
            assert expected == [entry.number for entry in talks.entries()]
        assert log.talks_ids() == ["ist", "ist-2"]
    assert 2 * len(expected) == check_whole(tmp_path / "a.db")


def test_words_and_links_come_with_the_entry(tmp_path: Path) -> None:
    """What an entry says can be searched, and what it ties together is known, as soon as it is recorded."""
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        talks = fill(log)
        talks.propose("bases", by=["RUS"], on="2022-03-29", links=[("in-exchange-for", "neutral")], note="Žeļko's note")
        assert {9} == talks.matching(sought("zelko"))
        streams = {"ist/proposal/neutral", "ist/proposal/bases"}
        assert streams == log.store.reader.component({"ist/proposal/neutral"})
        assert streams == log.store.reader.component({"ist/proposal/bases"})


@pytest.mark.parametrize(
    ("kind", "fields", "names"),
    [
        ("package-formed", {"package": "deal", "proposals": ["neutral", "bases"]}, {"package/deal", "proposal/bases"}),
        (
            "position-taken",
            {"proposal": "bases", "party": "UKR", "stance": "reserved", "version": 1, "conditions": "proposal:neutral"},
            {"proposal/bases"},
        ),
        ("pledge-made", {"pledge": "leave", "by": "RUS", "text": "T", "under": "neutral"}, {"pledge/leave"}),
        ("silence-opened", {"proposal": "neutral", "version": 1, "deadline": "2022-05"}, set()),
        ("round-opened", {"round": "first"}, set()),
    ],
)
def test_what_an_entry_ties_together_is_known_from_either_side(
    tmp_path: Path, kind: str, fields: dict[str, object], names: set[str]
) -> None:
    """A package, a condition and a pledge tie streams, so that a decision on one of them finds the others."""
    from negotiation.domain import build

    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        talks = fill(log)
        talks.propose("bases", by=["RUS"], on="2022-03-29")
        talks.record(build.event(kind, fields), on="2022-03-30")
        tied = {f"ist/{name}" for name in ("proposal/neutral", *names)}
        for stream in tied:
            assert tied == log.store.reader.component({stream})


def test_what_a_package_ties_later_is_tied_to_its_members(tmp_path: Path) -> None:
    """What joins a package is found from those that were in it before, and from the package."""
    from negotiation.domain import build

    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        talks = fill(log)
        for name in ("bases", "army"):
            talks.propose(name, by=["RUS"], on="2022-03-29")
        talks.record(build.event("package-formed", {"package": "deal", "proposals": ["neutral", "bases"]}))
        talks.record(build.event("package-changed", {"package": "deal", "added": "army"}))
        tied = {f"ist/{name}" for name in ("package/deal", "proposal/neutral", "proposal/bases", "proposal/army")}
        for stream in tied:
            assert tied == log.store.reader.component({stream})


def test_an_entry_that_cannot_be_decided_leaves_nothing(tmp_path: Path) -> None:
    """Of a batch of which one entry is refused nothing is recorded."""
    from negotiation.domain import build
    from negotiation.domain.errors import NotFound

    path = sample(tmp_path / "a.db")
    before = export(path)
    with NegotiationLog.open(str(path)) as log, pytest.raises(NotFound):
        log.talks().record(
            build.event("issue-added", {"issue": "ceasefire", "title": "Ceasefire"}),
            build.event("entry-retracted", {"entry": "nothing", "reason": "no reason"}),
        )
    assert before == export(path)


@pytest.mark.parametrize(
    "topic", ["os:system", "negotiation.log:NegotiationLog", "this", "__main__", "talks-opened\x00", ""]
)
def test_the_topic_of_a_stored_row_is_never_imported(tmp_path: Path, topic: str) -> None:
    """A stored row that names a module or a class is of an unknown kind, and nothing is imported or called."""
    path = sample(tmp_path / "a.db")
    unguarded(path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE stored_events SET topic = ? WHERE originator_version = 3", (topic,))
    connection.commit()
    connection.close()
    sys.modules.pop("this", None)
    with NegotiationLog.open(str(path)) as log:
        assert 3 in [entry.number for entry in log.unreadable()]
    application = LogApplication(str(path))
    try:
        with pytest.raises(Unreadable):
            list(application.events.get("ist/talks"))
    finally:
        application.close()
    assert "this" not in sys.modules


@pytest.mark.parametrize("seed", [7, 8])
def test_a_process_killed_at_any_moment_loses_nothing_that_it_acknowledged(tmp_path: Path, seed: int) -> None:
    """After a kill in the midst of appends the log opens, its tables agree, and every acknowledged entry is there."""
    path, chance = sample(tmp_path / "a.db"), Random(seed)
    held = SAMPLE_ENTRIES
    with Forking(tmp_path) as forking:
        for turn in range(25):
            early = turn % 5 == 4
            told = forking.recorded(path, f"w{turn}", 0, 10_000, chance.uniform(0, 0.03), early=early)
            assert early or told
            acknowledged = [number for _, number in told]
            assert list(range(held + 1, held + 1 + len(acknowledged))) == acknowledged
            now = check_all(path)
            assert now - held - len(acknowledged) in (0, 1)
            held = now
    assert held >= SAMPLE_ENTRIES + 20
