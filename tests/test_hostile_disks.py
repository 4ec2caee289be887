"""Disks that are full: one clear error, and a log that holds what it held."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from commandline import Desk
from crashing import needs_strace
from storing import SAMPLE_ENTRIES, child, export, held, said, sample
from test_store_writer import check_whole

from negotiation.integrity.note import note
from negotiation.log import NegotiationLog
from negotiation.trust.sealing import kept_of

FILL_UP = """
import sys
from negotiation.domain.errors import NegotiationError
from negotiation.log import NegotiationLog
with NegotiationLog.open(sys.argv[1]) as log:
    talks = log.talks()
    if len(sys.argv) > 2:
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
    for n in range(1000):
        try:
            talks.say("Speaker", "x" * 50_000, on="2022-03-30")
        except NegotiationError as error:
            print(error.code, len(talks.entries()), log.talks().entries()[-1].number, n, sep="\\n")
            break
    try:
        talks.say("Speaker", "y" * 50_000, on="2022-03-30")
        print("written")
    except NegotiationError as error:
        print(error.code)
"""


def check_refused(path: Path, out: str, code: str) -> None:
    """Check that a child was refused in words, twice, and that the log holds what was acknowledged."""
    first, held, last, acknowledged, again = out.splitlines()
    assert (code, held, code) == (first, last, again)
    assert SAMPLE_ENTRIES + int(acknowledged) == int(held) == check_whole(path) == len(export(path).splitlines())


def test_a_file_that_may_not_grow_is_named(tmp_path: Path) -> None:
    """Where the size of a file is limited a write is refused in words, and the log holds what was acknowledged."""
    path = sample(tmp_path / "a.db")
    check_refused(path, said(child(FILL_UP, path, 1_000_000)), "store")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return the root of a file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    made = mount and os.getuid() == 0
    if (
        not made
        or subprocess.run(
            [str(mount), "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_named(small_disk: Path, tmp_path: Path) -> None:
    """On a full disk a write is refused in words, reading goes on, and the log holds what was acknowledged."""
    path = sample(small_disk / "a.db")
    out = said(child(FILL_UP, path))
    copied = tmp_path / "a.db"
    for ending in ("", "-wal"):
        if Path(f"{path}{ending}").exists():
            shutil.copy(f"{path}{ending}", f"{copied}{ending}")
    check_refused(copied, out, "disk-full")


def test_no_log_is_made_on_a_full_disk(small_disk: Path) -> None:
    """On a full disk making a log is refused in words, and nothing is left of it."""
    from negotiation.domain.errors import DiskFull, StoreError
    from negotiation.store.sqlite.connect import create

    (small_disk / "full").write_bytes(b"x" * 1_000_000)
    with pytest.raises((DiskFull, StoreError), match=r"room|space|disk"):
        create(str(small_disk / "a.db"))
    assert [path.name for path in small_disk.iterdir()] == ["full"]


FAULTY = """
import os, shutil, sys
from negotiation_cli.main import main

FAILS, NOT_REACHED = 100, 3
NOTHING = os.open("nothing", os.O_CREAT | os.O_RDWR, 0o600)
CALLS = {"pwrite64": lambda: os.pwrite(NOTHING, b"", 0), "fdatasync": lambda: os.fdatasync(NOTHING)}

def say(folder):
    os.mkdir(folder)
    shutil.copy("a.db", folder)
    os.chdir(folder)
    try:
        main(["--log", "a.db", "say", "A", "more", "--on", "2022-03-30"])
    except SystemExit as ended:
        return ended.code or 0

def failing(call, when, folder):
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(f"{folder}.{name}", os.O_CREAT | os.O_WRONLY, 0o600), number)
    for _ in range(FAILS - when):
        CALLS[call]()
    status = say(folder)
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        for _ in range(when):
            CALLS[call]()
    except OSError:
        os._exit(NOT_REACHED)
    with open("status", "w") as file:
        file.write(str(status))
    os._exit(0)

here = os.getcwd()
say("whole")
os.chdir(here)
for call in CALLS:
    for when in range(1, FAILS + 1):
        forked = os.fork() or failing(call, when, f"{call}-{when}")
        ended = os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1])
        if ended == NOT_REACHED:
            shutil.rmtree(f"{call}-{when}")
            break
        if ended:
            sys.exit(f"{call} {when}: the process ended with {ended}")
    else:
        sys.exit(f"it makes more than {FAILS} calls of {call}")
"""
"""Runs `talks say` once, and forks for each of its calls a process in which that call fails.

`strace` counts the calls of each process and lets the hundredth fail. Which one of `say` that is hangs on how many are
made before that write nothing; so all faults take one start of the program. If one that is made afterwards fails, `say`
made fewer calls, and there are no more to try.
"""


@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_a_disk_that_fails_once_is_named(tmp_path: Path, error: str) -> None:
    """At each call that writes: no traceback, and the log holds what it held, or all of what was acknowledged."""
    needs_strace()
    sample(tmp_path / "a.db")
    rules = [f"inject={call}:error={error}:when=100" for call in ("pwrite64", "fdatasync")]
    given = [part for rule in ("trace=pwrite64,fdatasync", *rules) for part in ("-e", rule)]
    ran = subprocess.run(
        ["strace", "-f", "-qq", *given, "-o", os.devnull, sys.executable, "-c", FAULTY],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (ran.returncode, ran.stderr)
    entries = {}
    for folder in tmp_path.glob("*-*/"):
        done, err = (folder / "status").read_text() == "0", Path(f"{folder}.err").read_text()
        entries[folder.name] = held(folder / "a.db") - SAMPLE_ENTRIES
        assert entries[folder.name] == check_whole(folder / "a.db") - SAMPLE_ENTRIES
        assert done or "error: " in err, (folder.name, err)
        assert "something in this program is wrong" not in err, (folder.name, err)
        assert entries[folder.name] or not done, (folder.name, err)
    assert {0, 1} == set(entries.values())
    assert 20 <= len(entries), "of 40 faults, with both errors"


WRITE_AND_LEAVE = """
import os, sys
from negotiation.log import NegotiationLog
log = NegotiationLog.open(sys.argv[1])
log.talks().say("Speaker", "left unmerged", on="2022-03-30")
os._exit(0)
"""


WITHOUT_ROOM = """
import resource, signal, sys
from negotiation_cli.main import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, -1))  # enough for the memory of connections, and not for the log
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("command", "signers"), [(["seal"], {"ana"}), (["cosign", "of-others.txt"], {"ben", "ana"})], ids=["seal", "cosign"]
)
def test_a_seal_that_the_log_cannot_keep_is_made_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], signers: set[str]
) -> None:
    """Where the disk fails the checkpoint is signed all the same, and it is said why the log does not keep it."""
    desk, path = Desk(tmp_path), sample(tmp_path / "a.db")
    for name in ("ben", "ana"):
        desk.done("key", "new", name)
    desk.done("--log", "a.db", "seal", "--key", "ben", "--output", "of-others.txt")
    said(child(WRITE_AND_LEAVE, path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    process = child(WITHOUT_ROOM, "--log", "a.db", *command, "--key", "ana", "--output", "out.txt")
    _, err = process.communicate(timeout=600)
    assert process.returncode == 0, err
    assert "warning: the log does not keep it: the disk failed under 'a.db'" in err
    assert signers == {one.name for one in note(Path("out.txt").read_bytes()).signatures}
    with NegotiationLog.open(str(path)) as log:
        assert [Path("of-others.txt").read_text("utf-8")] == [one.note.written for one in kept_of(log, "ist")]


@pytest.mark.parametrize("unmerged", [False, True], ids=["merged", "unmerged"])
def test_a_log_on_a_full_disk_is_read(small_disk: Path, unmerged: bool) -> None:
    """Where not even the memory of its connections has room it is read, with a word; a write names the room."""
    path, entries = sample(small_disk / "a.db"), SAMPLE_ENTRIES
    if unmerged:
        said(child(WRITE_AND_LEAVE, path))
        Path(f"{path}-shm").unlink()
        entries += 1
    for command, status, told in (
        ("log --record --format jsonl", 0, "the disk is full"),
        ("note kept", 1, "there is no room left to write"),
        ("doctor", 6, "found"),
    ):
        with suppress(OSError), (small_disk / "fill").open("ab", buffering=0) as fill:
            while fill.write(b"x" * 4096):  # what was merged has made room
                pass
        ran = Desk(small_disk)("--log", str(path), *command.split())
        assert (status, told in ran.err) == (ran.status, True), ran.err
        assert not command.startswith("log") or entries == len(ran.out.splitlines())
        assert not command.startswith("doctor") or "WRONG  there is room on its disk" in ran.out
    (small_disk / "fill").unlink()
    assert entries == check_whole(path)
    assert "" == Desk(small_disk)("--log", str(path), "status").err


def test_a_disk_that_takes_nothing_is_named(tmp_path: Path) -> None:
    """Where no file may grow the shared memory has no room either, as on a full disk: the log is read all the same."""
    path = sample(tmp_path / "a.db")
    code = (
        "import resource, signal, sys\nfrom negotiation.log import NegotiationLog\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "with NegotiationLog.open(sys.argv[1]) as log:\n"
        "    print(len(log.talks().entries()), log.store.reader.notice[:16])\n"
    )
    assert f"{SAMPLE_ENTRIES} the disk is full" == said(child(code, path))
