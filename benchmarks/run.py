"""Measure the log against the floor of this machine: ``python benchmarks/run.py [--entries N] [--quick]``.

Every figure is the median of several runs, and stands as a ratio beside a floor that was measured in turn with it:
plain sqlite3 for what reads and writes, ``python -c pass`` for whole processes. Nothing passes or fails by it.
"""

import argparse
import json
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from generate import generated
from measure import Figure, median_of_two, process, table
from scribe import TALKS

from negotiation import Clocks, NegotiationLog, TalksLog
from negotiation.exchange.export import exported
from negotiation.exchange.jsonl import read_whole, record

PLAIN = "CREATE TABLE plain (id TEXT PRIMARY KEY, state BLOB)"


READS = {
    "status": "status",
    "status --at": "status --at 2012-03",
    "status --recorded": "status --recorded #500",
    "status --known": "status --known 2012-03",
    "show": "show proposal-0012",
    "why": "why proposal-0012",
    "log --last 20": "log --last 20",
    "due": "due",
    "pledges": "pledges",
    "search": "search neutral",
    "count": "count entries --by party,kind --at 2012-03",
    "count --known": "count entries --by party,kind --known 2012-03",
    "list": "list",
}
"""What people ask, as commands."""


class Bench:
    """A folder with logs of invented talks in it."""

    def __init__(self, folder: Path, runs: int) -> None:
        self.folder = folder
        self.runs = runs
        self._new = count()

    def path(self, ending: str) -> str:
        """Return the path of a file that does not exist yet."""
        return str(self.folder / f"{next(self._new)}.{ending}")

    def lines(self, entries: int) -> Path:
        """Return a file with the lines of a log."""
        path = self.folder / f"{entries}.jsonl"
        if not path.exists():
            path.write_text("".join(f"{line}\n" for line in exported(generated(entries))), encoding="utf-8")
        return path

    def log(self, entries: int) -> str:
        """Return the path of a log of so many entries."""
        path = self.folder / f"{entries}.db"
        if not path.exists():
            self.import_into(str(path), entries)
        return str(path)

    def import_into(self, path: str, entries: int) -> None:
        """Import a log of so many entries into a new file."""
        with NegotiationLog.create(path) as log:
            record(log.store, read_whole(str(self.lines(entries))))

    def figures(self, sizes: tuple[int, ...]) -> Iterator[Figure]:
        """Yield every figure."""
        middle = sizes[min(1, len(sizes) - 1)]
        yield self._import(middle)
        yield self._export(middle)
        yield self._decode(middle)
        for entries in sizes:
            yield from self._append(entries)
        for entries in sizes:
            yield from self._read(entries)
        for entries in sizes:
            yield from self._processes(entries)

    def _import(self, entries: int) -> Figure:
        raw = self.lines(entries).read_bytes().splitlines()

        def floor() -> None:
            with _plain(self.path("plain")) as plain:
                plain.execute("BEGIN")
                plain.executemany("INSERT INTO plain VALUES (?, ?)", ((str(n), line) for n, line in enumerate(raw)))
                plain.execute("COMMIT")

        taken = median_of_two(lambda: self.import_into(self.path("db"), entries), floor, self.runs)
        return Figure(f"import of {entries:,}", taken[0], "sqlite3: the same bytes, one commit", taken[1], entries)

    def _export(self, entries: int) -> Figure:
        with NegotiationLog.open(self.log(entries)) as log:
            talks = log.talks()
            floor = partial(_rows, self.log(entries))
            taken = median_of_two(lambda: sum(len(line) for line in exported(talks.entries())), floor, self.runs)
        return Figure(f"export of {entries:,}", taken[0], "sqlite3: all rows, json.loads", taken[1], entries)

    def _decode(self, entries: int) -> Figure:
        with NegotiationLog.open(self.log(entries)) as log:
            taken = median_of_two(log.talks().entries, partial(_rows, self.log(entries)), self.runs)
        return Figure(f"reading {entries:,} entries", taken[0], "sqlite3: all rows, json.loads", taken[1], entries)

    def _append(self, entries: int) -> Iterator[Figure]:
        """Append entries one by one, each on disk when the call returns, on a copy of the log."""
        path = self.path("db")
        with _plain(self.log(entries), create=False) as plain:
            plain.execute("VACUUM INTO ?", (path,))
        with NegotiationLog.open(path, recorder="bench") as log, _plain(self.path("plain")) as plain:
            talks, numbers = log.talks(), count()
            tabled = talks.as_of().status().proposals[-1].proposal

            def floor() -> None:
                plain.execute("INSERT INTO plain VALUES (?, ?)", (str(next(numbers)), b"x" * 400))

            def propose() -> None:
                name = f"bench-{next(numbers)}"
                talks.propose(name, by=["NOR"], to=["SUD"], links=[("in-exchange-for", tabled)])

            said = partial(talks.say, "Anna Nordahl", "We shall study it.", party="NOR")
            for what, action in (("statement", said), ("linked proposal", propose)):
                action()
                taken = median_of_two(action, floor, self.runs * 2)
                yield Figure(f"append a {what} to {entries:,}", taken[0], "sqlite3: a durable insert", taken[1])

    def _read(self, entries: int) -> Iterator[Figure]:
        with NegotiationLog.open(self.log(entries)) as log:
            talks = log.talks()
            for what, clocks in (
                ("status", Clocks()),
                ("status --at", Clocks(at="2012-03")),
                ("status --recorded", Clocks(recorded="#500")),
            ):
                taken = median_of_two(partial(_status, talks, clocks), partial(_rows, self.log(entries)), self.runs)
                yield Figure(f"{what} of {entries:,}, in process", taken[0], "sqlite3: all rows, json.loads", taken[1])

    def _processes(self, entries: int) -> Iterator[Figure]:
        talks = [sys.executable, "-m", "negotiation_cli", "--log", self.log(entries)]
        numbers = count()
        commands: dict[str, Callable[[], list[str]]] = {
            "--help": lambda: ["--help"],
            **{name: words.split for name, words in READS.items()},
            "say": lambda: ["say", "Anna Nordahl", "We shall study it.", "--party", "NOR"],
            "propose": lambda: ["propose", f"new-{next(numbers)}", "--by", "NOR", "--to", "SUD", "--text", "A truce."],
        }
        floor = process([sys.executable, "-c", "pass"])
        for what, words in commands.items():
            taken = median_of_two(partial(_run, talks, words), floor, self.runs)
            yield Figure(f"talks {what} on {entries:,}, whole process", taken[0], "python -c pass", taken[1])


def _run(talks: list[str], words: Callable[[], list[str]]) -> None:
    process([*talks, *words()])()


@contextmanager
def _plain(path: str, *, create: bool = True) -> Iterator[sqlite3.Connection]:
    """Open a database as plain as the log's own promises allow: WAL, and every commit on disk."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        if create:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(PLAIN)
        yield connection
    finally:
        connection.close()


def _status(talks: TalksLog, clocks: Clocks) -> None:
    talks.as_of(at=clocks.at, known=clocks.known, recorded=clocks.recorded).status()


def _rows(path: str) -> None:
    with _plain(path, create=False) as plain:
        for (state,) in plain.execute("SELECT state FROM stored_events"):
            json.loads(state)


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", help="sizes of log (1000 10000 100000)")
    parser.add_argument("--quick", action="store_true", help="fewer runs, and logs of 1,000 and 10,000 only")
    parser.add_argument("--million", action="store_true", help="a log of 1,000,000 too, which takes half an hour")
    given = parser.parse_args()
    sizes = tuple(given.entries or ((1000, 10_000) if given.quick else (1000, 10_000, 100_000)))
    sizes += (1_000_000,) if given.million else ()
    with tempfile.TemporaryDirectory(prefix="talks-bench-") as folder:
        figures = list(Bench(Path(folder), 3 if given.quick else 7).figures(sizes))
    print(table(figures))
    print(f"\nPython {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}; log of {TALKS}")


if __name__ == "__main__":
    main()
