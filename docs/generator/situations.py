"""Situations that are hard to come by: a locked log, a full disk, a log of the future, damage."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from unittest.mock import patch

from negotiation import NegotiationLog
from negotiation.domain.errors import DiskFull
from negotiation.store import connect as connecting
from negotiation.store import writer
from negotiation.store.connect import connect

from .running import Scene

State = Callable[[Scene], AbstractContextManager[None]]

LOG = "talks.db"


@contextmanager
def ordinary(_: Scene) -> Iterator[None]:
    """Change nothing."""
    yield


@contextmanager
def locked(_: Scene) -> Iterator[None]:
    """Let another program hold the log's lock."""
    with closing(sqlite3.connect(LOG, isolation_level=None)) as other, patch.object(connecting, "BUSY_SECONDS", 0.01):
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def full(_: Scene) -> Iterator[None]:
    """Let the log have no page more than it has, and fill the room that is left in those."""
    with _writing("PRAGMA max_page_count = 1"):  # SQLite takes the present size for less
        with NegotiationLog.open(LOG) as log, suppress(DiskFull):
            for number in count():
                log.talks().issue(f"item-{number}", "An item")
        yield


@contextmanager
def unwritable(_: Scene) -> Iterator[None]:
    """Let SQLite refuse to write, whoever asks: file permissions do not stop the administrator."""
    with _writing("PRAGMA query_only = ON"):
        yield


@contextmanager
def _writing(pragma: str) -> Iterator[None]:
    def limited(path: str, *, write: bool) -> sqlite3.Connection:
        connection = connect(path, write=write)
        connection.execute(pragma)
        return connection

    with patch.object(writer, "connect", limited):
        yield


@contextmanager
def from_the_future(_: Scene) -> Iterator[None]:
    """Give the log the format of a version that is yet to be written."""
    _change("PRAGMA user_version = 7")
    yield


@contextmanager
def of_another_kind(_: Scene) -> Iterator[None]:
    """File an entry under a kind that is not in the catalogue."""
    _change("UPDATE stored_events SET topic = 'coffee-served' WHERE topic = 'party-joined' AND originator_version = 2")
    yield


@contextmanager
def damaged(_: Scene) -> Iterator[None]:
    """Overwrite the content of an entry."""
    _change("UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE originator_version = 2")
    yield


@contextmanager
def incomplete(_: Scene) -> Iterator[None]:
    """Lose an entry from the search index."""
    _change("DELETE FROM words WHERE number = 2")
    yield


@contextmanager
def without_icalendar(_: Scene) -> Iterator[None]:
    """Let the library that writes calendars be missing."""
    with patch.dict(sys.modules, {"icalendar": None}):
        yield


@contextmanager
def no_log_there(_: Scene) -> Iterator[None]:
    """Take the log away."""
    Path(LOG).unlink()
    yield


@contextmanager
def something_else_there(_: Scene) -> Iterator[None]:
    """Put a file beside the log that is none."""
    Path("minutes.txt").write_text("Minutes of the meeting\n" * 100, encoding="utf-8")
    yield


@contextmanager
def left_over(_: Scene) -> Iterator[None]:
    """Take the log away, and leave behind what belongs to it."""
    Path(LOG).unlink()
    Path(f"{LOG}-wal").touch()
    yield


@contextmanager
def bad_journal(_: Scene) -> Iterator[None]:
    """Write a journal with two mistakes in it."""
    lines = (
        "- {kind: party-joined, party: TUR, roles: host}",
        "- {kind: proposal-tabled, on: 2022-02-30, proposal: neutral-status, by: UKR}",
        "- {kind: position-taken, on: 2022-03-29, proposal: neutral-status, party: RUS, stance: maybe, version: 1}",
    )
    Path("journal.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    yield


def _change(statement: str) -> None:
    with closing(sqlite3.connect(LOG, isolation_level=None)) as connection:
        connection.execute(statement)
