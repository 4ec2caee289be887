"""Measure what hashes cost: ``python benchmarks/integrity.py --entries 10000 50000``.

- Appends: the recorder of the library `eventsourcing` by itself, which has no hashes and no guards, beside ours with a
  hash of each entry, the tree over all and the triggers, in turn, on the same disk: entries one by one, each on disk
  when the next begins, and in batches of a thousand. And ours as a whole, which also keeps the order of record, the
  index of words and how everything reads.
- `verify`: how many entries are hashed again and compared in a second of the processor, without signatures.
- The size of the file for each entry, and how much of that is hashes.
"""

import argparse
import gc
import os
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
from generate import generated

from negotiation.domain.record.entry import Entry
from negotiation.store.codec import encode
from negotiation.store.sqlite import leaves
from negotiation.store.sqlite.altered import altered
from negotiation.store.sqlite.connect import connect, create
from negotiation.store.sqlite.schema import GUARDED
from negotiation.store.sqlite.writer import Writer
from negotiation.store.store import random_salt

SINGLE, ROUNDS = 50, 20
"""How many single appends are measured in a turn, and how many turns there are."""
BATCH, BATCHES = 1000, 5


class Guarded(SQLiteApplicationRecorder):
    """The library's recorder, with what shows that nothing was altered and nothing else of ours."""

    def _insert_events(self, c: Any, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        numbers = super()._insert_events(c, stored_events, **kwargs)
        entries = kwargs["entries"]
        leaves.take_in(c, entries, stored_events, [random_salt() for _ in entries])
        return numbers


def recorder(path: Path, *, guarded: bool) -> SQLiteApplicationRecorder:
    """Return a recorder of a new file, with hashes and guards or without."""
    made = (Guarded if guarded else SQLiteApplicationRecorder)(SQLiteDatastore(str(path), originator_id_type="text"))
    made.create_table()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        if guarded:
            for statement in GUARDED:
                if "register" not in statement:
                    connection.execute(statement)
    return made


def stored(entry: Entry) -> StoredEvent:
    """Return an entry as it is stored."""
    state = encode(entry.envelope, entry.event, entry.format)
    return StoredEvent(entry.stream, entry.version, entry.event.kind, state)


def append_to(made: SQLiteApplicationRecorder) -> Callable[[Sequence[Entry]], None]:
    """Return what appends entries to a recorder of the library."""
    return lambda entries: void(made.insert_events([stored(entry) for entry in entries], entries=entries))


def void(_: object) -> None:
    """Return nothing."""


def append_to_log(path: Path) -> Callable[[Sequence[Entry]], None]:
    """Return what appends entries to a new log of ours, without a decision on them."""
    create(str(path))
    writer = Writer(str(path))
    return lambda entries: writer.append(entries, [random_salt() for _ in entries])


def floor(folder: Path) -> float:
    """Return how long it takes to have one page more on the disk, in seconds."""
    times = []
    with (folder / "floor").open("wb", buffering=0) as file:
        for _ in range(500):
            begun = time.perf_counter()
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            times.append(time.perf_counter() - begun)
    return statistics.median(times)


def appends(folder: Path) -> None:
    """Print what an append takes, in each way."""
    print(f"floor: a page of 4 kB, on disk: {floor(folder) * 1e6:.0f} µs")
    ways = {
        "plain recorder": append_to(recorder(folder / "plain.db", guarded=False)),
        "with leaves, tree and triggers": append_to(recorder(folder / "guarded.db", guarded=True)),
        "a log, whole": append_to_log(folder / "log.db"),
    }
    entries = generated(SINGLE * ROUNDS + BATCH * BATCHES)
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for start in range(0, SINGLE * ROUNDS, SINGLE):
        for way, append in ways.items():
            begun = time.perf_counter()
            for entry in entries[start : start + SINGLE]:
                append([entry])
            taken[way].append((time.perf_counter() - begun) / SINGLE)
    told("one by one, each on disk", taken)
    taken = {way: [] for way in ways}
    for start in range(SINGLE * ROUNDS, len(entries), BATCH):
        for way, append in ways.items():
            begun = time.perf_counter()
            append(entries[start : start + BATCH])
            taken[way].append((time.perf_counter() - begun) / BATCH)
    told(f"in batches of {BATCH:,}", taken)


def told(what: str, taken: dict[str, list[float]]) -> None:
    """Print the medians, in microseconds an entry, and how much they are more than the plain recorder's."""
    medians = {way: statistics.median(times) for way, times in taken.items()}
    plain = next(iter(medians.values()))
    for way, seconds in medians.items():
        print(f"append, {what}: {way:32} {seconds * 1e6:8.0f} µs  {seconds / plain - 1:+7.0%}")


def verified(count: int, folder: Path) -> None:
    """Print how fast a log of so many entries is verified, and how large it is."""
    path = folder / f"{count}.db"
    entries = generated(count)
    append_to_log(path)(entries)
    connection = connect(str(path), write=False)
    times = []
    gc.disable()  # as in a command
    for _ in range(7):
        begun = time.process_time()
        found = altered(connection, entries[0].talks)
        times.append(time.process_time() - begun)
        if not found.fine:
            raise SystemExit(found.detail)
    gc.enable()
    connection.close()
    median, best = count / statistics.median(times), count / min(times)
    print(f"verify, {count:,} entries: {median:,.0f} in a second of the processor, at best {best:,.0f}")
    size = path.stat().st_size
    plain = sqlite3.connect(path)
    hashes = 0
    try:
        (hashes,) = plain.execute("SELECT sum(pgsize) FROM dbstat WHERE name IN ('leaf', 'tree')").fetchone()
    except sqlite3.OperationalError:  # this SQLite was built without the table of sizes
        (hashes,) = plain.execute("SELECT sum(length(hash) + length(salt) + length(talks) + 4) FROM leaf").fetchone()
    plain.close()
    print(f"file, {count:,} entries: {size / count:,.0f} bytes an entry, {hashes / count:,.0f} of them hashes")


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=[10_000, 50_000], help="sizes to verify")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        appends(Path(folder))
        for count in given.entries:
            verified(count, Path(folder))


if __name__ == "__main__":
    main()
