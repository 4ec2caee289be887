"""Situations that are hard to come by: a locked log, a full disk, a log of the future, damage."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from unittest.mock import patch

from negotiation import NegotiationLog
from negotiation.domain.errors import ClockAhead, DiskFull
from negotiation.domain.record.entry import Entry
from negotiation.store.origin import Origin
from negotiation.store.sqlite import opening, owners, unlocking, wraps, writer
from negotiation.store.sqlite.connect import connect

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
    with closing(sqlite3.connect(LOG, isolation_level=None)) as other, patch.object(opening, "BUSY_SECONDS", 0.01):
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
def altered_export(scene: Scene) -> Iterator[None]:
    """Export the log, and put another recorder in the place of that of the second entry."""
    scene.must("talks export --output river.jsonl")
    first, second, *others, _ = Path("river.jsonl").read_text("utf-8").splitlines()  # and the head left out
    second = re.sub('"recorder":"[^"]*"', '"recorder":"Somebody else"', second)
    Path("river.jsonl").write_text("\n".join((first, second, *others)), "utf-8")
    yield


@contextmanager
def export_without_its_end(scene: Scene) -> Iterator[None]:
    """Export the log, and leave the last entry out."""
    scene.must("talks export --output river.jsonl")
    *others, _, head = Path("river.jsonl").read_text("utf-8").splitlines()
    Path("river.jsonl").write_text("\n".join((*others, head)), "utf-8")
    yield


@contextmanager
def from_the_future(_: Scene) -> Iterator[None]:
    """Give the log the format of a version that is yet to be written."""
    _change("PRAGMA user_version = 7")
    yield


@contextmanager
def misdated(_: Scene) -> Iterator[None]:
    """Overwrite the moment of recording of an entry."""
    _change("UPDATE register SET recorded = 'yesterday' WHERE number = 2")
    yield


@contextmanager
def hashed_without_salts(_: Scene) -> Iterator[None]:
    """Let the log be one that an earlier version has written, which hashed nothing."""
    with closing(sqlite3.connect(LOG)) as connection, connection:
        _without_guards(connection)
        connection.execute("DELETE FROM leaf")
        connection.execute("DELETE FROM tree")
    yield


@contextmanager
def clock_ahead(_: Scene) -> Iterator[None]:
    """Let another clock of the machine stand against the one that is asked."""
    why = "the system's own clock says 1 Mar 2022"

    def ahead(_log: NegotiationLog, _last: object, *, ahead: bool = False) -> datetime:
        assert not ahead  # noqa: S101
        raise ClockAhead("2022-03-30 09:00 UTC", why)

    with patch.object(NegotiationLog, "now", ahead):
        yield


@contextmanager
def cleared(_: Scene) -> Iterator[None]:
    """Let whoever types be cleared for a part of the record."""
    with patch.dict(os.environ, {"TALKS_CLEARANCE": "TLP:GREEN"}):
        yield


@contextmanager
def replaced(_: Scene) -> Iterator[None]:
    """Let the file be gone by the time that something is written to it."""
    from negotiation.store.store import Filling, Store  # noqa: PLC0415

    written = Store._written  # noqa: SLF001

    def gone(store: Store, entries: Sequence[Entry], filling: Filling | None, origin: Origin | None = None) -> bool:
        Path(LOG).unlink()
        return written(store, entries, filling, origin)

    with patch.object(Store, "_written", gone):
        yield


@contextmanager
def put_in_its_place(_: Scene) -> Iterator[None]:
    """Put an older copy over a log beside which a program that crashed has left what it wrote last."""
    copy = Path(LOG).read_bytes()
    for _turn in range(2):
        subprocess.run([sys.executable, "-c", _CRASH, LOG], check=True)  # noqa: S603  # our own words
        if _turn == 0:
            with closing(sqlite3.connect(LOG)) as connection:
                connection.execute("SELECT count(*) FROM register").fetchone()
    Path(LOG).write_bytes(copy)
    yield


@contextmanager
def laid_by_another(_: Scene) -> Iterator[None]:
    """Put a file beside the log, and let it pass for that of another user: only the administrator can give it away."""
    names = {4711: "bob"}
    with (
        patch.object(owners, "owner_of", lambda path: 4711 if path.endswith("-wal") else None),
        patch.object(owners, "_called", lambda user: names.get(user, "ana")),
    ):
        yield


_CRASH = """
import os, sys
from negotiation.log import NegotiationLog
NegotiationLog.open(sys.argv[1]).talks().say("Somebody", "words", on="2022-03-29", ahead=True)
os._exit(0)
"""


@contextmanager
def spoiled_copies(_: Scene) -> Iterator[None]:
    """Lose an entry from every copy once it has been written."""
    from negotiation.store.sqlite import backup  # noqa: PLC0415

    made = backup.back_up

    def spoiled(path: str, copy: str) -> int:
        number = made(path, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            _without_guards(connection)
            connection.execute("DELETE FROM stored_events WHERE originator_version = 2")
        return number

    with patch.object(backup, "back_up", spoiled):
        yield


@contextmanager
def damaged(_: Scene) -> Iterator[None]:
    """Overwrite the content of an entry."""
    _change("UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE originator_version = 2")
    yield


@contextmanager
def cut_short(_: Scene) -> Iterator[None]:
    """Lose the second half of the file."""
    Path(LOG).write_bytes(Path(LOG).read_bytes()[: Path(LOG).stat().st_size // 8192 * 4096])
    yield


@contextmanager
def nobody_answers(scene: Scene) -> Iterator[None]:
    """Make a key to sign with, and let nobody be reached, whatever the network of the machine."""
    scene.must("talks key new ana")
    with patch("urllib.request.urlopen", side_effect=TimeoutError("timed out")):
        yield


@contextmanager
def altered_record(scene: Scene) -> Iterator[None]:
    """Make a key to sign with, and let another tool put other words into an entry."""
    scene.must("talks key new ana")
    _change("UPDATE stored_events SET state = replace(state, 'on the river', 'on the lake')")
    yield


@contextmanager
def incomplete(_: Scene) -> Iterator[None]:
    """Lose an entry from the search index."""
    _change("DELETE FROM said_docsize WHERE id & 0xff = 2")
    yield


@contextmanager
def encrypted(_: Scene) -> Iterator[None]:
    """Let the log be an encrypted one, and whoever types come anew."""
    Path(LOG).unlink()
    with patch.object(wraps, "WORK", 1):  # which takes time, and shows nothing
        NegotiationLog.create(LOG, passphrase="a long walk by the river").close()  # noqa: S106
    unlocking.forget(LOG)
    yield


@contextmanager
def with_another_passphrase(scene: Scene) -> Iterator[None]:
    """Let the log be an encrypted one, and a file hold the passphrase of another."""
    Path("passphrase").write_text("a short walk by the lake\n", encoding="utf-8")
    with encrypted(scene):
        yield


@contextmanager
def without_icalendar(_: Scene) -> Iterator[None]:
    """Let the library that writes calendars be missing."""
    with patch.dict(sys.modules, {"icalendar": None}):
        yield


@contextmanager
def without_pango(_: Scene) -> Iterator[None]:
    """Let the library that writes PDF find no Pango."""

    class Finder:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name == "weasyprint":
                msg = "cannot load library 'libpango-1.0-0'"
                raise OSError(msg)

    kept = {name: module for name, module in sys.modules.items() if name.partition(".")[0] != "weasyprint"}
    with patch.dict(sys.modules, kept, clear=True), patch.object(sys, "meta_path", [Finder, *sys.meta_path]):
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


@contextmanager
def mended_journal(scene: Scene) -> Iterator[None]:
    """Record a journal, and mend a word in it."""
    lines = (
        "- {kind: statement-recorded, on: 2022-03-29, speaker: Brun, party: south, text: We need paws.}",
        "- {kind: statement-recorded, on: 2022-03-29, speaker: Kern, party: north, text: Agreed.}",
    )
    journal = Path("mended.yaml")
    journal.write_text("\n".join(lines) + "\n", encoding="utf-8")
    scene.must("talks record mended.yaml")
    journal.write_text(journal.read_text(encoding="utf-8").replace("paws", "a pause"), encoding="utf-8")
    yield


def _change(statement: str) -> None:
    """Change a log with another tool: one that takes away first what would refuse it."""
    with closing(sqlite3.connect(LOG, isolation_level=None)) as connection:
        if "stored_events" in statement or "register" in statement:
            _without_guards(connection)
        connection.execute(statement)


def _without_guards(connection: sqlite3.Connection) -> None:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
    for name in names:
        if name.startswith("no_"):
            connection.execute(f"DROP TRIGGER {name}")
