"""Ask one question of a log and of its peers, as whole processes: ``python benchmarks/peers.py 1000 100000``.

The question: how many entries of each party and kind had happened by a day. Each peer is given a table of just what the
question needs, made before the clock starts; ours is the log as it is. Peers that are not installed are left out, and
named: ``sqlite3`` comes with Python; ``duckdb`` and ``sqlite-utils`` are installed with pip.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generate import generated
from measure import Figure, median_of_two, process, table

from negotiation import NegotiationLog
from negotiation.domain.record.event import acting
from negotiation.exchange.export import exported
from negotiation.exchange.jsonl import read_whole, record

DAY = "2012-03-31"
QUESTION = f"SELECT party, kind, count(*) FROM entry WHERE happened <= '{DAY}' GROUP BY party, kind"
_SQLITE = f"import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute({QUESTION!r}).fetchall())"
_DUCKDB = f"import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True).execute({QUESTION!r}).fetchall())"


def tables(folder: Path, entries: int) -> tuple[str, str]:
    """Make a log, and a table of who did what when; return the paths of both."""
    lines, log, plain = (folder / f"{entries}.{ending}" for ending in ("jsonl", "db", "sqlite"))
    made = generated(entries)
    lines.write_text("".join(f"{line}\n" for line in exported(made)), encoding="utf-8")
    with NegotiationLog.create(str(log)) as opened:
        record(opened.store, read_whole(str(lines)))
    rows = [
        (entry.envelope.occurred or "", entry.event.kind, party)
        for entry in made
        for party in acting(entry.event) or (None,)
    ]
    with sqlite3.connect(plain) as connection:
        connection.execute("CREATE TABLE entry (happened TEXT, kind TEXT, party TEXT)")
        connection.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
        connection.execute("CREATE INDEX entry_happened ON entry (happened, party, kind)")
    connection.close()
    return str(log), str(plain)


def figures(folder: Path, entries: int, runs: int) -> Iterator[Figure]:
    """Yield how long the question takes each of them, beside ours."""
    log, plain = tables(folder, entries)
    ask = ["count", "entries", "--by", "party,kind", "--at", DAY, "--format", "json"]
    ours = process([sys.executable, "-m", "negotiation_cli", "--log", log, *ask])
    peers = {"sqlite3, indexed columns": [sys.executable, "-c", _SQLITE, plain]}
    if find_spec("sqlite_utils"):
        peers["sqlite-utils"] = [sys.executable, "-m", "sqlite_utils", "query", plain, QUESTION]
    if find_spec("duckdb"):
        duckdb: Any = import_module("duckdb")
        path = str(folder / f"{entries}.duckdb")
        with sqlite3.connect(plain) as connection:
            rows = connection.execute("SELECT * FROM entry").fetchall()
        connection.close()
        with duckdb.connect(path) as made:
            made.execute("CREATE TABLE entry (happened TEXT, kind TEXT, party TEXT)")
            text = folder / f"{entries}.rows.json"
            text.write_text(json.dumps([dict(zip(("happened", "kind", "party"), row, strict=True)) for row in rows]))
            made.execute("INSERT INTO entry SELECT happened, kind, party FROM read_json_auto(?)", [str(text)])
        peers["DuckDB"] = [sys.executable, "-c", _DUCKDB, path]
    for name, command in peers.items():
        taken = median_of_two(ours, process(command), runs)
        yield Figure(f"talks count of {entries:,}", taken[0], name, taken[1])


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=int, nargs="*", default=[1000, 100_000], help="sizes of log")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="talks-peers-") as folder:
        found = [figure for entries in given.entries for figure in figures(Path(folder), entries, 5)]
    print(table(found))
    left = [name for name, module in (("sqlite-utils", "sqlite_utils"), ("DuckDB", "duckdb")) if not find_spec(module)]
    if left:
        print(f"\nnot installed, and left out: {', '.join(left)}")


if __name__ == "__main__":
    main()
