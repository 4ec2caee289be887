"""Opening and making a log: exactly there, whole or not at all, and for its owner's eyes."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from storing import SAMPLE_ENTRIES, child, export, fill, said, sample

from negotiation.domain.errors import BadPath, LogExists, NewerLog, NoLog, NotALog, ReadOnlyLog, StoreError
from negotiation.log import NegotiationLog
from negotiation.store.sqlite.connect import connect, create
from negotiation.store.sqlite.schema import FORMAT


@pytest.mark.parametrize(
    "name",
    [
        "a?mode=memory.db",
        "mode=memory",
        "?mode=memory&cache=shared",
        "100%25 %s.db",
        "a#b.db",
        "with  spaces .db",
        "Стамбул-談判-\u0301.db",
        "'quote\".db",
        "line\nbreak.db",
        "-wal",
        "x" * 240,
    ],
)
def test_a_log_is_saved_exactly_where_it_is_named(tmp_path: Path, name: str) -> None:
    """No character of a name has a meaning of its own: the log is in the file of that name, and in no other."""
    sample(tmp_path / name)
    assert [name] == [path.name for path in tmp_path.iterdir()]
    assert len(export(tmp_path / name).splitlines()) == SAMPLE_ENTRIES


def test_a_relative_name_is_taken_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name without a folder is a file in the current folder."""
    monkeypatch.chdir(tmp_path)
    sample(Path("mode=memory"))
    assert (tmp_path / "mode=memory").stat().st_size > 0


@pytest.mark.parametrize(
    "name",
    [":memory:", "", "file:x?mode=memory", "file::memory:", "postgresql://localhost/talks", "a\0b.db", "x" * 300, "."],
)
def test_a_name_that_cannot_hold_a_log_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A name that SQLite would keep elsewhere, or that names no file, is refused for making and for opening."""
    monkeypatch.chdir(tmp_path)
    for attempt in (create, NegotiationLog.open):
        with pytest.raises(BadPath):
            attempt(name)
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Opening never makes a file."""
    with pytest.raises(NoLog):
        NegotiationLog.open(str(tmp_path / "talks.db"))
    with pytest.raises(BadPath, match="no folder"):
        create(str(tmp_path / "no" / "talks.db"))
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    """Making a log where there is a file, or a link to nowhere, leaves that as it is."""
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "link.db").symlink_to(tmp_path / "nowhere.db")
    for name in ("notes.txt", "link.db"):
        with pytest.raises(LogExists):
            create(str(tmp_path / name))
    assert (tmp_path / "notes.txt").read_text() == "notes"
    assert {"notes.txt", "link.db"} == {path.name for path in tmp_path.iterdir()}


def test_what_was_left_of_another_log_is_not_taken_in(tmp_path: Path) -> None:
    """A write-ahead log that survived its log would be replayed into the new one, so no log is made beside it."""
    path = sample(tmp_path / "talks.db")
    process = child(
        "import os, sys\n"
        "from negotiation.log import NegotiationLog\n"
        "NegotiationLog.open(sys.argv[1]).talks().issue('ceasefire', 'Ceasefire')\n"
        "os._exit(0)",  # as if killed: what was written stays in the write-ahead log
        path,
    )
    said(process)
    assert Path(f"{path}-wal").stat().st_size > 0
    path.unlink()
    with pytest.raises(StoreError, match="left over"):
        create(str(path))
    assert not path.exists()


def test_the_files_of_a_log_are_for_their_owner_only(tmp_path: Path) -> None:
    """The log and the files that SQLite keeps beside it are readable by their owner only, whatever the umask."""
    before = os.umask(0)
    try:
        with NegotiationLog.create(str(tmp_path / "talks.db")) as log:
            fill(log)
            found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert found == {"talks.db": 0o600, "talks.db-wal": 0o600, "talks.db-shm": 0o600}


def test_a_write_is_on_disk_when_it_returns(tmp_path: Path) -> None:
    """The connection that writes waits for the disk: write-ahead log, synchronous FULL."""
    connection = connect(str(sample(tmp_path / "a.db")), write=True)
    asked = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    connection.close()
    assert asked == ["wal", 2]


def test_the_connection_that_reads_cannot_write(tmp_path: Path) -> None:
    """A log opened for reading cannot be changed through that connection."""
    connection = connect(str(sample(tmp_path / "a.db")), write=False)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM register")
    connection.close()


def test_of_two_that_make_the_same_log_one_is_told_so(tmp_path: Path) -> None:
    """Of many that race to make a log at one place, one makes it, and the others learn that it exists."""
    code = (
        "import sys\n"
        "from negotiation.domain.errors import LogExists\n"
        "from negotiation.store.sqlite.connect import create\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "try:\n    create(sys.argv[1]); print('made')\n"
        "except LogExists:\n    print('exists')"
    )
    racers = [child(code, tmp_path / "a.db") for _ in range(4)]
    for racer in racers:
        assert racer.stdout is not None
        racer.stdout.readline()
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    assert sorted(said(racer) for racer in racers) == ["exists"] * 3 + ["made"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]
    assert export(tmp_path / "a.db") == b""


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be linked it is moved, and still never over another one."""

    def no_links(_: object, target: Path) -> None:
        raise PermissionError(1, "no hard links here", str(target))

    monkeypatch.setattr(os, "link", no_links)
    create(str(tmp_path / "a.db"))
    assert ([path.name for path in tmp_path.iterdir()], export(tmp_path / "a.db")) == (["a.db"], b"")


def test_a_log_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    """Killed at any moment of its making, a log is there as a whole or not at all."""
    code = (
        "import itertools, sys\n"
        "from negotiation.store.sqlite.connect import create\n"
        "print('ready', flush=True)\n"
        "for n in itertools.count(): create(f'{sys.argv[1]}/{n}.db')"
    )
    for delay in (0.01, 0.03, 0.06):
        process = child(code, tmp_path)
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(TimeoutError):
            _wait(process, delay)
        process.kill()
        process.communicate()
        for path in tmp_path.glob("*.db"):
            assert export(path) == b""
            path.unlink()


def _wait(process: "object", delay: float) -> None:
    import subprocess

    assert isinstance(process, subprocess.Popen)
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        raise TimeoutError from None


def _other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE stored_events (x)")
    connection.commit()
    connection.close()


NO_LOGS: dict[str, Callable[[Path], object]] = {
    "random bytes": lambda path: path.write_bytes(bytes(range(256)) * 64),
    "text": lambda path: path.write_text("talks: ist\n" * 500),
    "an empty file": lambda path: path.write_bytes(b""),
    "another SQLite database": _other_database,
    "one byte": lambda path: path.write_bytes(b"S"),
}


@pytest.mark.parametrize("what", NO_LOGS)
def test_a_file_that_is_no_log_is_left_alone(tmp_path: Path, what: str) -> None:
    """A file that is something else is named so, and not one of its bytes is changed."""
    path = tmp_path / "talks.db"
    NO_LOGS[what](path)
    before = path.read_bytes()
    for write in (False, True):
        with pytest.raises(NotALog):
            connect(str(path), write=write)
    assert before == path.read_bytes()


@pytest.mark.parametrize("keep", [0.1, 0.3, 0.7])
def test_a_truncated_log_is_reported(tmp_path: Path, keep: float) -> None:
    """A log of which the end is missing is reported as damaged, in one sentence, and stays as it is."""
    path = sample(tmp_path / "talks.db")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    before = path.read_bytes()
    with pytest.raises(StoreError):
        export(path)
    assert before == path.read_bytes()


@pytest.mark.parametrize("version", [FORMAT + 1, 99])
def test_a_log_of_a_newer_version_is_left_alone(tmp_path: Path, version: int) -> None:
    """A log whose tables a later version has written is neither read nor written."""
    path = sample(tmp_path / "talks.db")
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = path.read_bytes()
    for write in (False, True):
        with pytest.raises(NewerLog, match=str(version)):
            connect(str(path), write=write)
    assert before == path.read_bytes()


def unprivileged(code: str, *arguments: object) -> str:
    """Run a code as somebody who is not root, and return what it prints."""
    # What Python loads late is loaded before: where it is installed may be closed to others.
    drop = "import os, urllib.parse\nif os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
    return said(child(f"{code.replace('#drop', drop)}", *arguments))


def used(path: Path) -> list[str]:
    """Read and then write a log as somebody who is not root, and return what came of it."""
    scratch = path.parent.with_name(f"scratch-{len(list(path.parent.parent.iterdir()))}.db")
    return unprivileged(READ_AND_WRITE, path, sample(scratch)).splitlines()[2:]


READ_AND_WRITE = """
import sys
from negotiation.log import NegotiationLog
from negotiation.domain.errors import NegotiationError

def use(path):
    try:
        with NegotiationLog.open(path) as log:
            print(len(log.talks().entries()))
            print(len(log.talks().issue("ceasefire", "Ceasefire")))
    except NegotiationError as error:
        print(error.code, error)

use(sys.argv[2])  # everything is imported by now: the installation may be out of reach for others
#drop
use(sys.argv[1])
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that everybody may reach, as those of pytest may not be."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def shared(open_folder: Path) -> Path:
    """Return a sample that belongs to nobody in particular, in a folder that everybody may reach."""
    folder = open_folder / "shared"
    folder.mkdir()
    path = sample(folder / "talks.db")
    if os.getuid() == 0:
        for owned in (folder, path):
            os.chown(owned, 65534, 65534)
    return path


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500)])
def test_what_may_not_be_written_can_be_read(shared: Path, file_mode: int, folder_mode: int) -> None:
    """Where the file or its folder may not be written, the log can be read, and a write is refused in words."""
    before = export(shared)
    shared.chmod(file_mode)
    shared.parent.chmod(folder_mode)
    lines = used(shared)
    shared.parent.chmod(0o700)
    assert [str(SAMPLE_ENTRIES), "read-only"] == [lines[0], lines[1].split()[0]]
    assert before == export(shared)


def test_what_may_not_be_read_is_named(shared: Path) -> None:
    """A log that may not be read is said to be so, not to be missing or read-only."""
    shared.chmod(0o000)
    assert used(shared)[0].startswith("store ")
    shared.parent.chmod(0o000)
    assert "Permission denied" in used(shared)[0]
    shared.parent.chmod(0o700)


def test_no_log_is_made_where_nothing_may_be_written(open_folder: Path) -> None:
    """A folder that may not be written is named, and nothing is left in it."""
    open_folder.chmod(0o555)
    code = (
        "import sys\nfrom negotiation.store.sqlite.connect import create\n"
        "from negotiation.domain.errors import ReadOnlyLog\n"
        "import tempfile\n#drop\ntry:\n    create(sys.argv[1])\nexcept ReadOnlyLog as error:\n    print(error.code)"
    )
    assert ReadOnlyLog.code == unprivileged(code, open_folder / "a.db")
    assert list(open_folder.iterdir()) == []


def test_what_is_looked_into_stays_locked(tmp_path: Path) -> None:
    """Another process that closes the log does not take the write-ahead log away that is written to here.

    Whoever closes a file lets go of all locks of his process on it: so none may be looked into that SQLite has open.
    """
    path = sample(tmp_path / "a.db")
    with NegotiationLog.open(str(path)) as log:
        log.talks().issue("land", "Land")  # its marks lie in the write-ahead log from now on
        with NegotiationLog.open(str(path)) as other:
            other.talks().issue("sea", "The sea")
        come_and_go = (
            "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\nc.execute('SELECT 1 FROM register')\nc.close()"
        )
        said(child(come_and_go, path))
        assert Path(f"{path}-wal").exists()
        log.talks().issue("air", "The air")
        assert [] == [found for found in log.check() if not found.fine]
