"""Copies of a log, and what SQLite keeps beside one that was put in its place."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from storing import another, sample
from tampering import unguarded

from negotiation.domain.errors import BackupFailed, BadPath, ForeignWriteAheadLog, LogExists, LogReplaced, StoreBusy
from negotiation.log import NegotiationLog

CRASH = """
import os, sys
from negotiation.log import NegotiationLog
log = NegotiationLog.open(sys.argv[1])
for number in range(int(sys.argv[2])):
    log.talks().say("Somebody", f"word {number} of {sys.argv[3]}", on="2022-03-29")
    if not number:
        print("writing", flush=True)
os._exit(0)
"""


def crash(path: Path, writes: int, of: str = "one") -> None:
    """Write to a log in a process that ends without closing it, so that its write-ahead log stays."""
    subprocess.run([sys.executable, "-c", CRASH, str(path), str(writes), of], check=True, stdout=subprocess.DEVNULL)
    assert Path(f"{path}-wal").stat().st_size > 0


def said(path: Path) -> list[str]:
    """Return what a log holds, as the lines of an export."""
    with NegotiationLog.open(str(path)) as log:
        return list(log.export())


def test_a_copy_that_somebody_put_beside_a_foreign_write_ahead_log_is_not_opened(tmp_path: Path) -> None:
    """An older copy in the place of a log that has gone on since is refused, and neither of the two is touched."""
    path, copy = sample(tmp_path / "a.db"), tmp_path / "copy.db"
    shutil.copy(path, copy)
    crash(path, 3)
    with NegotiationLog.open(str(path)) as log:  # what was left is taken over, and the log goes on
        log.talks().say("Somebody", "more", on="2022-03-29")
    crash(path, 3)
    shutil.copy(copy, path)
    before = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    for attempt in (NegotiationLog.open, NegotiationLog.open):
        with pytest.raises(ForeignWriteAheadLog, match="does not belong"):
            attempt(str(path))
    assert before == (path.read_bytes(), Path(f"{path}-wal").read_bytes())


def test_a_newer_copy_and_one_of_another_log_are_refused_too(tmp_path: Path) -> None:
    """A write-ahead log that was left behind belongs neither to a later state of the log nor to another log."""
    path, other = sample(tmp_path / "a.db"), another(tmp_path / "other.db")
    crash(path, 2)
    left = Path(f"{path}-wal").read_bytes()
    with NegotiationLog.open(str(path)) as log:
        for _ in range(3):
            log.talks().say("Somebody", "more", on="2022-03-29")
    for file in (path, other):
        Path(f"{file}-wal").write_bytes(left)
        with pytest.raises(ForeignWriteAheadLog):
            NegotiationLog.open(str(file))


def test_a_log_is_opened_whichever_write_beside_it_was_the_last(tmp_path: Path) -> None:
    """Whoever is stopped while a write-ahead log begins anew leaves frames with old pages, which do no harm."""
    path, stopped = sample(tmp_path / "a.db"), tmp_path / "stopped.db"
    beside = Path(f"{path}-wal")
    with NegotiationLog.open(str(path)) as log:
        for text in ("one", "two", "three"):
            log.talks().say("Somebody", text, on="2022-03-29")
        merging = sqlite3.connect(path)
        assert (0,) == merging.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[:1]
        old, merged = beside.read_bytes(), path.read_bytes()
        log.talks().say("Somebody", "four", on="2022-03-29")
        new = beside.read_bytes()
        number = len(log.talks().entries())
        merging.close()
    size = int.from_bytes(new[8:12], "big") + 24
    new = new[: 32 + (next(n for n in range(200) if new[32 + n * size + 8 :][:8] != new[16:24])) * size]
    frames = range(32, len(new), size)
    held = []
    for written in sorted({0, 32, *frames, *(at + 24 for at in frames), *(at + 2072 for at in frames), len(new)}):
        stopped.write_bytes(merged)
        Path(f"{stopped}-wal").write_bytes(new[:written] + old[written:])
        held.append(len(said(stopped)))
    assert [number - 1] * (len(held) - 1) + [number] == held


@pytest.mark.parametrize("writes", [1, 2, 40])
def test_a_log_is_opened_after_every_crash(tmp_path: Path, writes: int) -> None:
    """What was acknowledged before a crash is there, however often it happens and whatever was merged by then."""
    path = sample(tmp_path / "a.db")
    number = len(said(path))
    for turn in range(3):
        crash(path, writes, str(turn))
        number += writes
        assert number == len(said(path))


def test_a_log_is_opened_after_kill_9_in_the_middle(tmp_path: Path) -> None:
    """A writer that is killed at any moment leaves a log that opens."""
    path = sample(tmp_path / "a.db")
    for pause in (0.01, 0.1, 0.2):
        command = [sys.executable, "-c", CRASH, str(path), "100000", "x"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout
            assert b"writing\n" == process.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(pause)
            process.send_signal(signal.SIGKILL)
        with NegotiationLog.open(str(path)) as log:
            entries = log.talks().entries()
        assert list(range(1, len(entries) + 1)) == [entry.number for entry in entries]


def test_a_backup_holds_what_the_log_holds(tmp_path: Path) -> None:
    """A copy has the same entries, is its owner's only, is taken while another writes, and overwrites nothing."""
    path, copy = sample(tmp_path / "a.db"), tmp_path / "copy.db"
    path.chmod(0o640)
    with NegotiationLog.open(str(path)) as log:
        log.talks().say("Somebody", "not merged yet", on="2022-03-29")
        assert len(said(path)) == log.backup(str(copy))
        with pytest.raises(LogExists):
            log.backup(str(copy))
    assert said(path) == said(copy)
    assert 0o600 == copy.stat().st_mode & 0o777
    assert [] == [found.check for found in NegotiationLog.open(str(copy)).check() if not found.fine]


def test_a_restore_moves_aside_what_is_there(tmp_path: Path) -> None:
    """What lay in the place of the copy, with all that belongs to it, can still be opened under its new name."""
    path, copy = sample(tmp_path / "a.db"), tmp_path / "copy.db"
    with NegotiationLog.open(str(path)) as log:
        log.backup(str(copy))
    crash(path, 2)
    crash(path, 2)
    aside = NegotiationLog.restore(str(path), str(copy))
    assert said(copy) == said(path)
    assert len(said(copy)) + 4 == len(said(Path(aside[0])))
    assert {"", "-wal", "-shm"} == {name.removeprefix(aside[0]) for name in aside}


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_a_copy_is_put_in_the_place_of_a_file_alone(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """A folder or a pipe where a log should be stays where it is: whoever named it meant another place."""
    copy, place = sample(tmp_path / "copy.db"), tmp_path / "place"
    make(place)
    before = place.lstat().st_ino
    with pytest.raises(BadPath, match=r"it is a folder|it is no file"):
        NegotiationLog.restore(str(place), str(copy))
    assert {"copy.db", "place"} == {path.name for path in tmp_path.iterdir()}
    assert before == place.lstat().st_ino


def test_a_copy_that_is_not_in_order_is_not_put_back(tmp_path: Path) -> None:
    """A copy is checked before anything is moved."""
    path, copy = sample(tmp_path / "a.db"), sample(tmp_path / "copy.db")
    unguarded(copy)
    connection = sqlite3.connect(copy)
    connection.execute("DELETE FROM stored_events WHERE rowid = 2")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(BackupFailed, match="registered entry is stored"):
        NegotiationLog.restore(str(path), str(copy))
    assert before == path.read_bytes()


def test_a_copy_put_over_a_log_by_hand_is_known_by_its_mark(tmp_path: Path) -> None:
    """Even a backup of the very state that a write-ahead log goes on from is not merged with it."""
    path, copy = sample(tmp_path / "a.db"), tmp_path / "copy.db"
    with NegotiationLog.open(str(path)) as log:
        log.backup(str(copy))
    crash(path, 1)
    shutil.copy(copy, path)
    with pytest.raises(ForeignWriteAheadLog):
        said(path)


def test_nothing_is_restored_under_a_writer(tmp_path: Path) -> None:
    """While another process is writing, nothing is moved away from under it."""
    path, copy = sample(tmp_path / "a.db"), tmp_path / "copy.db"
    with NegotiationLog.open(str(path)) as log:
        log.backup(str(copy))
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE');"
        "print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert "locked" == process.stdout.readline().strip()
        with pytest.raises(StoreBusy):
            NegotiationLog.restore(str(path), str(copy))
        process.communicate("")


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_nothing_is_written_to_a_file_that_nobody_will_find(tmp_path: Path, how: str) -> None:
    """An append to a log whose file was removed or replaced since it was opened is refused, first time and later."""
    path = sample(tmp_path / "a.db")
    for earlier in (0, 1):
        other = sample(tmp_path / f"other{earlier}.db")
        with NegotiationLog.open(str(path)) as log:
            for _ in range(earlier):
                log.talks().say("Somebody", "before", on="2022-03-29")
            other.replace(path) if how == "replaced" else path.unlink()
            with pytest.raises(LogReplaced, match=how):
                log.talks().say("Somebody", "after", on="2022-03-29")
        for companion in ("", "-wal", "-shm"):
            Path(f"{path}{companion}").unlink(missing_ok=True)
        sample(path)


def test_threads_that_share_a_log_take_turns(tmp_path: Path) -> None:
    """Of 200 appends of eight threads through one object, all are recorded, gapless, while others read."""
    path = sample(tmp_path / "a.db")
    failed: list[BaseException] = []
    with NegotiationLog.open(str(path)) as log:
        before = len(log.talks().entries())

        def write(thread: int) -> None:
            try:
                for turn in range(25):
                    log.talks().say(f"Thread {thread}", f"word {turn}", on="2022-03-29")
                    log.talks().as_of().status()
            except BaseException as error:  # noqa: BLE001  # whatever goes wrong in a thread is to be seen
                failed.append(error)

        threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        numbers = [entry.number for entry in log.talks().entries()]
    assert [] == failed
    assert list(range(1, before + 201)) == numbers
