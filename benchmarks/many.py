"""Measure every question on an assembly: ``python benchmarks/many.py [PARTIES PROPOSALS]``.

Of each the time, the peak memory and the size of what it prints; the time also as a ratio to ``python -c pass``.
Nothing passes or fails by it.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Took, took

TREATY = "convention"
"""The treaty in the assembly that is generated."""
GENERATE = str(Path(__file__).parent / "generate.py")
QUESTIONS = (
    "status",
    "status --format csv",
    "status --format json",
    "status --at 2012-06",
    "positions",
    "positions --format csv",
    "positions --format json",
    "due",
    "pledges",
    f"treaty {TREATY}",
    f"treaty {TREATY} --format csv",
    f"show {TREATY}",
    "show proposal-0001",
    "show party:P0001",
    f"why {TREATY}",
    f"blame {TREATY}",
    "log --last 20",
    "log",
    "count entries --by party,kind",
    "diff 2012-06 2012-12",
    "sources",
    "rounds",
    "packages",
    "guarantees",
    "search delegation",
    "list",
    "calendar",
    "report status",
    "report positions",
    "report timeline",
    f"report treaty {TREATY}",
    f"report proposal {TREATY}",
    "report brief P0001",
    "report state-of-play",
    "report traffic-light",
    "report words-and-deeds",
    "report changes 2012-12",
    "report brief P0001 --format html",
    "report status --format html",
    "report dossier --format html",
)
"""What is asked, as commands."""

WRITES = (
    "say Chair Welcome.",
    "respond proposal-0002 --by P0001 --stance supports",
    "propose new-one --by P0001 --text Truce.",
    "party NEW --role observer",
)
"""What is recorded."""


def measured(path: str, words: list[str], runs: int) -> Took:
    """Return the median run of a command."""
    command = [sys.executable, "-m", "negotiation_cli", "--log", path, *words]
    return sorted((took(command) for _ in range(runs)), key=lambda one: one.seconds)[runs // 2]


def line(words: str, found: Took, floor: float) -> str:
    """Return a row of the table."""
    cells = f"{found.seconds:.2f} s | {found.seconds / floor:.0f} x | {found.megabytes:.0f} MB"
    return f"| `{words}` | {cells} | {found.bytes / 1e6:.2f} MB | {found.status} |"


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int, nargs="*", default=[200, 2500], help="parties and proposals (200 2500)")
    parser.add_argument("--runs", type=int, default=1, help="runs of each command, of which the median is taken (1)")
    parser.add_argument("--only", nargs="+", help="commands that begin with one of these")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="talks-bench-") as folder:
        path = f"{folder}/assembly.db"
        lines = f"{folder}/assembly.jsonl"
        with Path(lines).open(
            "wb"
        ) as file:  # in a process of its own: whoever is started has the memory of the starter
            subprocess.run([sys.executable, GENERATE, "--assembly", *map(str, given.size)], stdout=file, check=True)
        measured(path, ["init"], 1)
        imported = measured(path, ["import", lines], 1)
        floor = statistics.median(took([sys.executable, "-c", "pass"]).seconds for _ in range(5))
        print(f"{given.size[0]:,} parties, {given.size[1]:,} proposals; floor: python -c pass, {floor * 1000:.0f} ms\n")
        print("| command | time | to the floor | memory | output | exit |\n|---|---|---|---|---|---|")
        print(line("import", imported, floor))
        for words in (*QUESTIONS, *WRITES):
            if not given.only or any(words.startswith(begin) for begin in given.only):
                print(line(words, measured(path, words.split(), given.runs), floor), flush=True)


if __name__ == "__main__":
    main()
