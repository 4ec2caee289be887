"""Look for what breaks a log: ``python benchmarks/evidence.py flips crashes deaths faults kills appends fuzz``.

- ``flips``: random bits of a log are flipped, one at a time.
- ``crashes``: `add`, `import`, `seal` and `export` are killed at each call by which they change a file.
- ``deaths``: what each of their calls leaves is made again, many times: the process dies, or the power goes.
- ``faults``: each of these calls fails, with an error of the disk or for want of room.
- ``kills``: a process that records is killed at a random moment.
- ``appends``: eight processes record at once, and are killed and begun again; ten times over.
- ``fuzz``: journals, JSON lines, references, labels, dates and reports are spoiled at random.

``--times N`` says how many of flips, deaths, kills and fuzz; crashes and faults are all that there are.
Crashes, deaths and faults need `strace`.
Each line of the answer is what was counted; what should not be is in capitals, and then the exit status is 1.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import test_hostile_crashes
from outside import fuzz
from storing import SAMPLE_ENTRIES, NotWhole, child, held, sample
from tampering import flips

from negotiation.domain.errors import NegotiationError
from negotiation.log import NegotiationLog

CALLS = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "link", "fallocate")
"""The calls by which a program changes files."""
ROUNDS = 10
"""How often eight processes record at once."""
OURS = ("talks", "-m", "negotiation_cli")
COMMANDS = {
    "add": ["say", "A", "one more", "--on", "2022-03-30", "--id", "one-more"],
    "import": ["import", "new.jsonl"],
    "seal": ["seal", "--key", "ana", "-o", "out.txt"],
    "export": ["export", "--output", "out.jsonl"],
}
"""What is broken off: how many entries each brings is told by the log without that."""


def seals(path: Path) -> int:
    """Return how many seals a log keeps."""
    with NegotiationLog.open(str(path)) as log:
        return sum(len(log.store.reader.checkpoints(name)) for name in log.talks_ids())


class Scene:
    """A log in a folder, as it is before a command, and what the command does if nothing is in its way."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.log = name, folder / "a.db"
        self.out = folder / ("out.txt" if name == "seal" else "out.jsonl")
        self.env = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config")}
        self.folder, self.whole = folder, folder / "whole"
        self.whole.mkdir()
        sample(self.whole / "a.db")
        with NegotiationLog.open(str(sample(folder / "other.db", "minsk"))) as log:
            (self.whole / "new.jsonl").write_text("\n".join(log.export(heads=True)), "utf-8")
        self.begin()
        if name == "seal":
            self.talks([], ["key", "new", "ana"]).check_returncode()
        self.run([]).check_returncode()
        self.after, self.exported = held(self.log), self.out.read_bytes() if self.out.exists() else b""

    def begin(self) -> None:
        """Put everything back as it was."""
        for path in self.folder.iterdir():
            if path.is_file():
                path.unlink()
        for path in self.whole.iterdir():
            shutil.copy2(path, self.folder / path.name)

    def run(self, through: list[str]) -> "subprocess.CompletedProcess[str]":
        """Run the command, through another program if any."""
        return self.talks(through, COMMANDS[self.name])

    def talks(self, through: list[str], command: list[str]) -> "subprocess.CompletedProcess[str]":
        """Run any command, through another program if any."""
        whole = [*through, sys.executable, *OURS[1:], "--log", "a.db", *command]
        return subprocess.run(whole, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False)

    def wrong(self, ran: "subprocess.CompletedProcess[str]") -> Iterator[str]:
        """Yield what should not be after the command was broken off."""
        try:
            found = held(self.log)
        except (NotWhole, NegotiationError) as error:
            yield f"THE LOG IS NOT WHOLE: {error}"
            return
        if found not in (SAMPLE_ENTRIES, self.after):
            yield f"{found} ENTRIES, AND NOT ALL OR NONE"
        told = "sealed by" in ran.stderr and "the log does not keep it" not in ran.stderr
        if told and ran.returncode == 0 and not seals(self.log):
            yield "WHAT WAS SEALED IS LOST"
        if "recorded" in ran.stdout + ran.stderr and ran.returncode == 0 and found != self.after:
            yield "WHAT WAS ACKNOWLEDGED IS LOST"
        if self.out.exists() and self.out.read_bytes() != self.exported:
            yield "HALF AN EXPORT IS THERE"
        if "something in this program is wrong" in ran.stderr or "Traceback" in ran.stderr:
            yield f"NO ERROR OF OURS: {ran.stderr.strip().splitlines()[-1][:200]}"


def broken_off(inject: str) -> Counter[str]:
    """Break each command off at each of its calls, once, and count what became of it."""
    counted: Counter[str] = Counter()
    for name in COMMANDS:
        with TemporaryDirectory() as folder:
            scene = Scene(Path(folder), name)
            for call in CALLS:
                for when in range(1, 2000):
                    scene.begin()
                    trace = Path(folder, "trace")
                    rule = f"inject={call}:{inject}:when={when}"
                    ran = scene.run(["strace", "-f", "-qq", "-e", f"trace={call}", "-e", rule, "-o", str(trace)])
                    if not re.search(r"INJECTED|killed by SIGKILL", trace.read_text("utf-8", "replace")):
                        break
                    counted[f"{name}: broken off"] += 1
                    counted.update(f"{name}: {one} ({call} {when})" for one in scene.wrong(ran))
    return counted


def crashes(_: int, __: Random) -> Counter[str]:
    """Kill commands at each call."""
    return broken_off("signal=KILL")


def deaths(times: int, chance: Random) -> Counter[str]:
    """Make again what is left at each call, and within it, where the process dies or the power goes."""
    counted: Counter[str] = Counter()
    for name in test_hostile_crashes.COMMANDS:
        with TemporaryDirectory() as folder:
            scene, left = test_hostile_crashes.Scene(Path(folder), name), Path(folder, "left")
            left.mkdir()
            for how, wrong in test_hostile_crashes.broken_off(scene, left, times // 5, chance):
                counted[f"{name}: {how}"] += 1
                counted.update(f"{name}: {one.upper()}" for one in wrong)
    return counted


def faults(_: int, __: Random) -> Counter[str]:
    """Let each call fail."""
    found: Counter[str] = Counter()
    for error in ("EIO", "ENOSPC"):
        found.update({f"{error} {what}": count for what, count in broken_off(f"error={error}").items()})
    return found


_RECORD = """
import sys
from negotiation.log import NegotiationLog
path, who, first, last = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
with NegotiationLog.open(path) as log:
    talks = log.talks()
    for n in range(first, last):
        talks.say("Speaker", f"{who} {n}", on="2022-03-30", id=f"{who}-{n}")
        print(n, flush=True)
"""


def _recorded(path: Path, who: str, first: int, last: int, seconds: float | None, *, early: bool = False) -> int:
    """Let a process record, kill it, and return the number after the last acknowledged one.

    Args:
        path: the log.
        who: what the ids begin with.
        first: the number of the first entry.
        last: the number after the last.
        seconds: after how many it is killed, once it has acknowledged an entry; None lets it end.
        early: do not wait for that, so that it may be killed while it opens the log.
    """
    with child(_RECORD, path, who, first, last) as process:
        assert process.stdout is not None  # noqa: S101  # for mypy: it is a pipe
        out = "" if early else process.stdout.readline()
        if seconds is not None:
            time.sleep(seconds)
            process.kill()
        out += process.stdout.read()
    return max([first, *(int(line) + 1 for line in out.split("\n")[:-1])])


def kills(times: int, chance: Random) -> Counter[str]:
    """Kill what records, and look each time whether what was acknowledged is there, once."""
    counted: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        path, done = sample(Path(folder, "a.db")), 0
        for _ in range(times):
            early = chance.random() < 0.2
            done = _recorded(path, "w", done, done + 10_000, chance.random() / 4, early=early)
            counted["killed"] += 1
            try:
                with NegotiationLog.open(str(path)) as log:
                    ids = [entry.id for entry in log.talks().entries() if entry.id.startswith("w-")]
            except NegotiationError as error:
                counted[f"THE LOG IS NOT WHOLE: {error}"] += 1
                break
            counted["ACKNOWLEDGED AND LOST"] += len({f"w-{n}" for n in range(done)} - set(ids))
            counted["STORED TWICE"] += len(ids) - len(set(ids))
            done = max(done, len(ids))  # what was committed, and not acknowledged
        counted["entries recorded"] = done
        held(path)
    return +counted


def appends(_: int, chance: Random) -> Counter[str]:
    """Let eight processes record a hundred entries each at once, killing and beginning again, several times over."""
    counted: Counter[str] = Counter()
    for _round in range(ROUNDS):
        counted["rounds"] += 1
        with TemporaryDirectory() as folder:
            path = sample(Path(folder, "a.db"))
            with ThreadPoolExecutor(8) as pool:
                for own in pool.map(partial(_writer, path), [(n, Random(chance.random())) for n in range(8)]):
                    counted += own
            try:
                found = held(path) - SAMPLE_ENTRIES
            except (NotWhole, NegotiationError) as error:
                counted[f"THE LOG IS NOT WHOLE: {error}"] += 1
                continue
            counted["entries recorded" if found == 800 else f"{found} ENTRIES OF 800"] += found
    return counted


def _writer(path: Path, who: tuple[int, Random]) -> Counter[str]:
    """Record a hundred entries, however often that is broken off, and count how often it was."""
    (number, chance), done, counted = who, 0, Counter[str]()
    while done < 100:
        last = chance.random() < 0.2
        done = _recorded(
            path, f"w{number}", done, 100, None if last else chance.random() / 2, early=chance.random() < 0.2
        )
        counted["processes"] += 1
        counted["of them killed"] += done < 100
    return counted


def flipped(times: int, chance: Random) -> Counter[str]:
    """Flip bits of a log."""
    with TemporaryDirectory() as folder:
        found = flips(sample(Path(folder, "a.db")), times, chance)
    return +Counter({name.upper() if name in ("unnoticed", "astray") else name: count for name, count in found.items()})


WAYS: dict[str, Callable[[int, Random], Counter[str]]] = {
    "flips": flipped,
    "crashes": crashes,
    "deaths": deaths,
    "faults": faults,
    "kills": kills,
    "appends": appends,
    "fuzz": fuzz,
}


def main() -> int:
    """Go the ways that are asked for; return 1 if anything was found that should not be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ways", nargs="+", choices=WAYS)
    parser.add_argument("--times", type=int, default=2000, help="how many flips, kills, spoiled texts (2000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed tries others (1)")
    given = parser.parse_args()
    bad = False
    for way in given.ways:
        started = time.perf_counter()
        found = WAYS[way](given.times, Random(given.seed))  # the same each time
        bad = bad or any(re.search(r"[A-Z]{4}", what.replace("ENOSPC", "")) for what in found)
        print(way, f"({time.perf_counter() - started:.0f} s)", json.dumps(found, indent=2, ensure_ascii=True))
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
