"""A command that dies, by itself or with the power: at whichever call, a log is there with all of it or nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from crashing import Left, files_of, killed, needs_strace, put, recorded, without_power
from storing import SAMPLE_ENTRIES, sample

from negotiation.domain.errors import NegotiationError
from negotiation.log import NegotiationLog

SESSION = """
import sqlite3, sys
from negotiation.log import NegotiationLog
with NegotiationLog.open("a.db") as log:
    talks = log.talks()
    for n in range(int(sys.argv[1])):
        if n % 8 == 7:
            sqlite3.connect("a.db").execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
        talks.say("Speaker", f"word {n}", on="2022-03-30", id=f"w-{n}")
        print("recorded", n, flush=True)
"""
ENTRIES = 20
"""How many entries a session records, in which its write-ahead log begins anew every now and then."""
TIMES = 220
"""How often each dies here; `benchmarks/evidence.py` goes on for longer."""
OURS = (sys.executable, "-m", "negotiation_cli", "--log", "a.db")
COMMANDS: dict[str, tuple[str, ...]] = {
    "add": (*OURS, "say", "A", "one more", "--on", "2022-03-30", "--id", "one-more"),
    "import": (*OURS, "import", "new.jsonl"),
    "seal": (*OURS, "seal", "--key", "ana", "-o", "out.txt"),
    "export": (*OURS, "export", "--output", "out.jsonl"),
    "session": (sys.executable, "-c", SESSION, str(ENTRIES)),
}
"""What dies: a command that adds an entry, takes a file over, seals or writes one; and a program that adds many."""


class Scene:
    """A folder with a log, and a command in it that was recorded."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.folder = name, folder / "here"
        self.folder.mkdir(parents=True)
        with NegotiationLog.open(str(sample(folder / "other.db", "minsk"))) as log:
            (self.folder / "new.jsonl").write_text("\n".join(log.export(heads=True)), "utf-8")
        sample(self.folder / "a.db")
        home = {"XDG_CONFIG_HOME": str(folder / "config"), "TALKS_CONFIG_HOME": str(folder / "config")}
        if name == "seal":
            recorded(self.folder, (*OURS, "key", "new", "ana"), home)
        self.before = files_of(self.folder)
        self.calls = recorded(self.folder, COMMANDS[name], home)
        self.after = files_of(self.folder)
        self.entries = len(whole(self.folder / "a.db")[0])
        self._found: dict[frozenset[tuple[str, bytes]], tuple[list[str], int] | NegotiationError] = {}

    def wrong(self, left: Left, folder: Path) -> Iterator[str]:
        """Yield what should not be, where this is left in a folder."""
        log = frozenset((name, content) for name, content in left.files.items() if name.startswith("a.db"))
        if log not in self._found:  # many deaths leave the same log, which is looked into once
            self._found[log] = found_in(folder, left)
        found = self._found[log]
        if isinstance(found, NegotiationError):
            yield f"the log is not whole: {found}"
            return
        ids, seals = found
        told = left.told.count("recorded") if self.name == "session" else int("\n" in left.told)
        new = len(ids) - SAMPLE_ENTRIES
        if self.name == "session":
            if not told <= new <= told + 1:
                yield f"{told} entries acknowledged, and {new} are there"
        elif new not in (0, self.entries - SAMPLE_ENTRIES) or (told and new != self.entries - SAMPLE_ENTRIES):
            yield f"{new} new entries are there of {self.entries - SAMPLE_ENTRIES}"
        if len(set(ids)) != len(ids):
            yield "an entry is there twice"
        if self.name == "seal" and told and not seals:
            yield "the seal is lost"
        for name in ("out.jsonl", "out.txt"):
            if name in left.files and left.files[name] != self.after[name]:
                yield f"a part of {name} is there"


def found_in(folder: Path, left: Left) -> tuple[list[str], int] | NegotiationError:
    """Return what is found of a log where this is left in a folder, or what is wrong with it."""
    put(folder, left.files)
    try:
        return whole(folder / "a.db")
    except NegotiationError as error:
        return error


def whole(path: Path) -> tuple[list[str], int]:
    """Return the ids of the entries of a log, in which nothing may be wrong, and how many seals it keeps."""
    with NegotiationLog.open(str(path)) as log:
        wrong = [found.words for found in log.check() if not found.fine]
        if wrong:
            raise NegotiationError("; ".join(wrong))
        names = log.talks_ids()
        seals = sum(len(log.store.reader.checkpoints(name)) for name in names)
        return [f"{name} {entry.id}" for name in names for entry in log.talks(name).entries()], seals


def broken_off(scene: Scene, folder: Path, times: int, chance: Random) -> Iterator[tuple[str, list[str]]]:
    """Yield what is wrong after each of some deaths, half of them with the power."""
    for how, lefts in (("killed", killed), ("without power", without_power)):
        for left in lefts(scene.before, scene.calls, chance, times // 2):
            yield how, list(scene.wrong(left, folder))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_dies_leaves_all_or_nothing(tmp_path: Path, name: str) -> None:
    """At whichever call: nothing acknowledged is lost, nothing is stored twice, and the log is in order."""
    needs_strace()
    scene, left = Scene(tmp_path, name), tmp_path / "left"
    left.mkdir()
    chance = Random(1)  # the same deaths each time
    found = list(broken_off(scene, left, TIMES, chance))
    assert [] == [(how, wrong) for how, wrong in found if wrong]
