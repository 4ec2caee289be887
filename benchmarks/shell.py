"""Measure how long commands take in `talks shell`: ``python benchmarks/shell.py --entries 10000``.

One process, as the shell is; the median of several runs of each line, from the line to its answer, written to nowhere.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from statistics import median

from generate import generated

from negotiation import NegotiationLog
from negotiation.exchange.export import exported
from negotiation_cli.settings import Settings
from negotiation_cli.shell.session import Session

LINES = (
    "say Brun We need a pause, and soon --on 2022-03-29",
    "note Brun wants a pause",
    "notes",
    "log --last 20",
    "status",
    "show proposal-0012",
    "why proposal-0012",
    "search neutral",
    "positions",
    "pledges",
    "due",
    "rounds",
    "count entries",
    "undo",
)
RUNS = 7


def measured(entries: int) -> dict[str, float]:
    """Return the median time of each line, in milliseconds, in a shell on a log of so many entries."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "talks.db"
        lines = Path(folder) / "log.jsonl"
        lines.write_text("".join(f"{line}\n" for line in exported(generated(entries))), encoding="utf-8")
        with NegotiationLog.create(str(path)) as log:
            log.import_file(str(lines), ahead=True)
        session = Session(Settings(log=str(path)))
        found = {line: median(_taken(session, line) for _ in range(RUNS)) for line in LINES}
        session.close()
        return found


def _taken(session: Session, line: str) -> float:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as said:
        begun = time.perf_counter()
        session.run(line)
        taken = (time.perf_counter() - begun) * 1000
    if "error" in said.getvalue():
        raise SystemExit(f"{line}: {said.getvalue()}")
    return taken


def main() -> None:
    """Print a table of what each line took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=[10_000], help="the sizes of the logs (10000)")
    sizes = parser.parse_args().entries
    os.environ.pop("TALKS", None)
    columns = [measured(size) for size in sizes]
    sys.stdout.write(f"| line | {' | '.join(f'{size:,} entries' for size in sizes)} |\n")
    for line in LINES:
        sys.stdout.write(f"| `{line}` | {' | '.join(f'{column[line]:.0f} ms' for column in columns)} |\n")


if __name__ == "__main__":
    main()
