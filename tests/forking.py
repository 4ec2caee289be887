"""Processes that begin at once: each is forked from one that has loaded what they run, so that many can be killed."""

import json
import os
import signal
import time
from itertools import count
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from storing import child, sample

_SERVER = """
import json, os, sys, traceback
from negotiation.log import NegotiationLog

def run(path, who, first, last):
    with NegotiationLog.open(path) as log:
        talks = log.talks()
        for n in range(first, last):
            id = f"{who}-{n}"
            if n % 3:
                found = talks.say(f"Speaker {who}", f"Words {n}.", on="2022-03-30", id=id)
            else:
                found = talks.propose(f"p-{id}", by=["UKR"], on="2022-03-29", id=id)
            print(n, found[0].number, flush=True)
run(sys.argv[1], "warm", 0, 2)
print("ready", flush=True)
forked = 0
for line in sys.stdin:
    out, *given = json.loads(line)
    forked += 1
    if not os.fork():
        try:
            os.dup2(os.open(out, os.O_WRONLY), 1)
            print(os.getpid(), flush=True)
            run(*given)
        except BaseException:
            traceback.print_exc()
        os._exit(0)
while forked:
    os.wait()
    forked -= 1
"""
"""Records entries, and acknowledges each with its place in its own order and its number in the log.

Nobody waits for what was forked until the end, so that no other process has its number by when it is killed.
"""


class Forking:
    """A process that has loaded what records, and recorded, from which others that do so are forked."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._started, self._asking = folder, count(), Lock()
        self._process = child(_SERVER, sample(folder / "warm.db"))
        assert self._process.stdout is not None
        while self._process.stdout.readline() not in ("ready\n", ""):
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, failed: BaseException | None, __: TracebackType | None) -> None:
        err = self._process.communicate(timeout=600)[1]
        assert failed or (0, "") == (self._process.returncode, err), err

    def recorded(
        self, path: Path, who: str, first: int, last: int, seconds: float | None = None, *, early: bool = False
    ) -> list[tuple[int, int]]:
        """Let a process record, kill it, and return what it acknowledged: places in its own order, and numbers.

        Args:
            path: the log.
            who: what the ids begin with.
            first: the place of the first entry.
            last: the place after the last.
            seconds: after how many it is killed, once it has acknowledged an entry; None lets it end.
            early: do not wait for that, so that it may be killed while it opens the log.
        """
        pipe = self._folder / f"pipe-{next(self._started)}"
        os.mkfifo(pipe)
        assert self._process.stdin is not None
        with self._asking:
            self._process.stdin.write(json.dumps([str(pipe), str(path), who, first, last]) + "\n")
            self._process.stdin.flush()
        with pipe.open(encoding="ascii") as out:
            forked = int(out.readline())
            told = "" if early else out.readline()
            if seconds is not None:
                time.sleep(seconds)
                os.kill(forked, signal.SIGKILL)
            told += out.read()
        return [(int(place), int(number)) for place, number in (line.split() for line in told.split("\n")[:-1])]
