"""Breaking a command off at any call to the system: its calls are recorded once, and what they leave is made again.

`strace` records by which calls a process changes the files of a folder, in their order and with all bytes. From that
the folder is made as it is after each of them: so thousands of deaths are tried in the time that a few processes take.
There are two: the process dies (what it wrote is there, of the last call perhaps a part), or the power goes (of what it
wrote since a file was last brought to the disk any part may be missing).
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

CALLS = "openat,pwrite64,write,fdatasync,fsync,ftruncate,unlink,rename,link,lseek"
"""The calls by which a program changes files, or tells something."""
SECTOR = 512
"""How much of a file a disk writes at once."""
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (\d+)(?:<(.*)>)?$")
_OF_FILE = re.compile(r"(\d+)<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OF_NAMES = {"unlink": "remove", "rename": "move", "link": "link"}

Files = dict[str, bytes]
"""The files of a folder, by their names."""


class Call(NamedTuple):
    """A call that changes a file, or tells something."""

    does: str
    """``write``, ``make``, ``cut``, ``sync``, ``remove``, ``move``, ``link`` or ``tell``."""
    file: str = ""
    data: bytes = b""
    at: int = 0
    """Where it writes, or how long the file is from then on."""
    other: str = ""
    """How the file is called from then on, too."""


class Left(NamedTuple):
    """What somebody finds after a death."""

    files: Files
    told: str
    """What was told by then."""


def needs_strace() -> None:
    """Skip a test where the calls of a process cannot be recorded."""
    tried = shutil.which("strace") and subprocess.run(["strace", "-o", os.devnull, "true"], check=False).returncode == 0
    if not tried and os.environ.get("CI"):
        pytest.fail("strace is not there, or not allowed to look at processes")
    if not tried:
        pytest.skip("strace is not there, or not allowed to look at processes")


def recorded(folder: Path, command: Sequence[str], environment: Mapping[str, str] | None = None) -> list[Call]:
    """Run a command in a folder, and return the calls by which it changed files there or told something."""
    trace = folder.with_name(f"{folder.name}.trace")
    run = ["strace", "-f", "-qq", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS}", "-o", str(trace), *command]
    paths = os.pathsep.join(path for path in sys.path if path)
    env = {**os.environ, "PYTHONPATH": paths, **(environment or {})}
    subprocess.run(run, cwd=folder, env=env, check=True, capture_output=True)
    try:
        return list(_calls(trace.read_text("ascii"), folder.resolve()))
    finally:
        trace.unlink()


def _calls(trace: str, folder: Path) -> Iterator[Call]:
    reading = _Trace(folder)
    for line in trace.splitlines():
        if found := _LINE.match(line):  # else it failed, or the process ended
            yield from reading.calls(*found.groups())


class _Trace:
    """Reading what `strace` writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[str, int] = {}
        """Where in its file each descriptor is."""

    def calls(self, call: str, given: str, result: str, opened: str | None) -> Iterator[Call]:
        """Yield what a call does to files of the folder, or tells."""
        texts = [_plain(text) for text in _TEXT.findall(given)]
        if call == "openat":
            self._places[result] = 0
            file = self._own(_plain(opened or ""))
            if file and "O_CREAT" in given:
                yield Call("make", file)
            if file and "O_TRUNC" in given:
                yield Call("cut", file)
        elif call in _OF_NAMES:
            file, *others = map(self._own, texts)
            if any((file, *others)):
                yield Call(_OF_NAMES[call], file, other="".join(others))
        elif of := _OF_FILE.match(given):
            data, last = (*texts, b"")[0][: int(result)], given.rpartition(", ")[2]
            yield from self._of_file(
                call, of[1], self._own(_of_name(of[2])), data, int(last if last.isdigit() else result)
            )

    def _of_file(self, call: str, number: str, file: str, data: bytes, last: int) -> Iterator[Call]:
        at = self._places.get(number, 0)
        if call == "write" and number in ("1", "2"):
            yield Call("tell", data=data)
        elif call == "lseek":
            self._places[number] = last
        elif file and call == "write":
            self._places[number] = at + len(data)
            yield Call("write", file, data, at)
        elif file and call == "pwrite64":
            yield Call("write", file, data, last)
        elif file:
            yield Call("cut", file, at=last) if call == "ftruncate" else Call("sync", file)

    def _own(self, path: bytes) -> str:
        """Return the name of a file of the folder; nothing for others, and for what no process finds after it died."""
        whole = Path(os.path.normpath(self._folder / os.fsdecode(path)))
        return whole.name if whole.parent == self._folder and not whole.name.endswith("-shm") else ""


def _of_name(text: str) -> bytes:
    """Return the path of a file that is open; of what is no file `strace` writes no path."""
    return _plain(text) if text.startswith("\\x") else b"/"


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def files_of(folder: Path) -> Files:
    """Return the files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def put(folder: Path, files: Files) -> None:
    """Make a folder hold these files and no others."""
    for path in folder.iterdir():
        if path.is_file() and path.name not in files:
            path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)


def killed(before: Files, calls: Sequence[Call], chance: Random, times: int) -> Iterator[Left]:
    """Yield what is left where the process dies: after each call, and within those that write; so many of them."""
    points = [(place, part) for place, call in enumerate(calls) for part in _parts(call, chance)]
    wanted = set(points if len(points) <= times else chance.sample(points, times))
    files, told = {name: bytearray(content) for name, content in before.items()}, b""
    for place, call in enumerate(calls):
        for part in sorted(part for of, part in wanted if of == place):
            last = call._replace(data=call.data[:part])
            yield Left(_as_files(_after({**files}, last)), told.decode())
        files = _after(files, call)
        told += call.data if call.does == "tell" else b""
    yield Left(_as_files(files), told.decode())


def _parts(call: Call, chance: Random) -> list[int]:
    if call.does != "write":
        return [0]
    return sorted({0, *(chance.randrange(len(call.data) + 1) for _ in range(8)), len(call.data) // 2})


def _as_files(files: Mapping[str, bytes | bytearray]) -> Files:
    return {name: bytes(content) for name, content in files.items()}


def _after(files: dict[str, bytearray], call: Call) -> dict[str, bytearray]:
    """Return files after a call; those that it does not change are shared."""
    if call.does == "write" and call.data:
        found = bytearray(files.get(call.file, b""))
        found.extend(bytes(max(0, call.at - len(found))))
        found[call.at : call.at + len(call.data)] = call.data
        files[call.file] = found
    elif call.does == "make":
        files.setdefault(call.file, bytearray())
    elif call.does == "cut":
        found = files.get(call.file, bytearray())
        files[call.file] = found[: call.at] + bytes(max(0, call.at - len(found)))
    elif call.does == "remove":
        files.pop(call.file, None)
    elif call.does in ("move", "link") and call.file in files:
        files[call.other] = files[call.file]
        if call.does == "move":
            del files[call.file]
    return files


def without_power(before: Files, calls: Sequence[Call], chance: Random, times: int) -> Iterator[Left]:
    """Yield what is left where the power goes, at random moments.

    What was written to a file since it was last brought to the disk is there, or not, or a part of it, call by call.
    What files there are is as it was at some moment since anything was last brought to the disk.
    """
    for _ in range(times):
        end = chance.randrange(len(calls) + 1)
        synced = max((place for place in range(end) if calls[place].does == "sync"), default=0)
        moved = chance.randint(synced, end)
        files, left = {name: bytearray(content) for name, content in before.items()}, list[Call]()
        for place, call in enumerate(calls[:end]):
            if call.does == "write":
                left.append(call)
            elif call.does == "sync":
                for one in (one for one in left if one.file == call.file):
                    files = _after(files, one)
                left = [one for one in left if one.file != call.file]
            elif place <= moved:
                files, left = _after(files, call), list(_following(left, call))
        for one in left:
            files = _after(files, _torn(one, chance)) if one.file in files else files
        told = b"".join(call.data for call in calls[:end] if call.does == "tell")
        yield Left(_as_files(files), told.decode())


def _following(left: Sequence[Call], call: Call) -> Iterator[Call]:
    """Yield what is not on the disk yet under the names that its files have after a call."""
    for one in left:
        if one.file != call.file or call.does not in ("remove", "move"):
            yield one
        if one.file == call.file and call.does in ("move", "link"):
            yield one._replace(file=call.other)


def _torn(call: Call, chance: Random) -> Call:
    """Return what of a write came to the disk."""
    match chance.randrange(3):
        case 0:
            return call._replace(data=b"")
        case 1:
            return call
        case _:
            first = -call.at % SECTOR + SECTOR * chance.randrange(len(call.data) // SECTOR + 1)
            if chance.random() < 0.5:
                return call._replace(data=call.data[:first])
            return call._replace(data=call.data[first:], at=call.at + first)
