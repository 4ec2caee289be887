"""Measure what hashes cost: ``python benchmarks/integrity.py --entries 10000 50000``.

- Appends: the recorder of the library `eventsourcing` by itself, which has no hashes and no guards, beside ours with a
  hash of each entry, the tree over all and the triggers, in turn, on the same disk: entries one by one, each on disk
  when the next begins, and in batches of a thousand. And ours as a whole, which also keeps the order of record, the
  index of words and how everything reads. All three have connections as a log opens them: those of the library keep one
  prepared statement each and prepare every other one anew, which no log does. Of each append, the time on the clock and
  that of the processor; and how many pages the first hundred write.
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
from itertools import cycle, permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
)
from generate import generated

from negotiation.domain.record.entry import Entry
from negotiation.store.codec import encode
from negotiation.store.sqlite import leaves
from negotiation.store.sqlite.altered import altered
from negotiation.store.sqlite.connect import connect, create
from negotiation.store.sqlite.opening import opened
from negotiation.store.sqlite.schema import GUARDED
from negotiation.store.sqlite.writer import Writer
from negotiation.store.store import random_salt

SINGLE = 1000
"""How many single appends are measured, each in turn with those of the other ways."""
BATCH, BATCHES = 1000, 9
FIRST, FRAME, BEFORE = 100, 4096 + 24, 32
"""Of how many appends pages are counted, and how many bytes a page has in the write-ahead log, and what is before."""


class Connections(SQLiteConnectionPool):
    """Connections as a log opens them."""

    def _create_connection(self) -> SQLiteConnection:
        return SQLiteConnection(opened(self.db_name), self.max_age)


class Guarded(SQLiteApplicationRecorder):
    """The library's recorder, with what shows that nothing was altered and nothing else of ours."""

    def _insert_events(self, c: Any, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        numbers = super()._insert_events(c, stored_events, **kwargs)
        entries = kwargs["entries"]
        leaves.take_in(c, entries, stored_events, [random_salt() for _ in entries])
        return numbers


def recorder(path: Path, *, guarded: bool) -> SQLiteApplicationRecorder:
    """Return a recorder of a new file, with hashes and guards or without."""
    datastore = SQLiteDatastore(str(path), originator_id_type="text")
    datastore.pool = Connections(db_name=str(path))
    made = (Guarded if guarded else SQLiteApplicationRecorder)(datastore)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        made.create_table()
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
    entries = generated(FIRST + SINGLE + BATCH * BATCHES)
    for (way, append), name in zip(ways.items(), ("plain", "guarded", "log"), strict=True):
        append(entries[:1])
        begun = pages(folder / f"{name}.db-wal")
        for entry in entries[1:FIRST]:
            append([entry])
        print(f"pages, of an append: {way:32} {(pages(folder / f'{name}.db-wal') - begun) / (FIRST - 1):.1f}")
    turns = [entries[at : at + 1] for at in range(FIRST, FIRST + SINGLE)]
    told("one by one, each on disk", taken(ways, turns))
    turns = [entries[at : at + BATCH] for at in range(FIRST + SINGLE, len(entries), BATCH)]
    told(f"in batches of {BATCH:,}", taken(ways, turns))


def pages(path: Path) -> int:
    """Return how many pages a write-ahead log holds."""
    return (path.stat().st_size - BEFORE) // FRAME


Taken = dict[str, list[tuple[float, float]]]
"""The seconds that an entry took in each way, on the clock and of the processor, in each turn."""


def taken(ways: dict[str, Callable[[Sequence[Entry]], None]], turns: Sequence[Sequence[Entry]]) -> Taken:
    """Append entries in each way in turn, after each of the others as often, and return what an entry took."""
    found: Taken = {way: [] for way in ways}
    for entries, order in zip(turns, cycle(permutations(ways.items()))):
        for way, append in order:
            begun, worked = time.perf_counter(), time.process_time()
            append(entries)
            seconds, processor = time.perf_counter() - begun, time.process_time() - worked
            found[way].append((seconds / len(entries), processor / len(entries)))
    return found


def told(what: str, found: Taken) -> None:
    """Print the medians, in microseconds an entry, and how much they are more than the plain recorder's."""
    medians = {way: [statistics.median(times) for times in zip(*turns, strict=True)] for way, turns in found.items()}
    plain = next(iter(medians.values()))
    for way, own in medians.items():
        figures = "".join(f"{one * 1e6:8.0f} µs  {one / base - 1:+7.0%}" for one, base in zip(own, plain, strict=True))
        print(f"append, {what}: {way:32} {figures} of the processor")


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
