"""Measure every report and picture on a log of any size: ``python benchmarks/reports.py [ENTRIES]``.

Of each report as one page of HTML, and of each picture as SVG, the time, the peak memory and the size; the time also as
a ratio to ``python -c pass``.
Nothing passes or fails by it.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from many import GENERATE, line, measured
from measure import took

ABOUT = {"proposal": "proposal-0012", "texts": "proposal-0012", "treaty": "proposal-0012", "brief": "GAA"}
"""What the reports of one thing are about; each log that is generated has it."""
LEFT_OUT = ("changes",)
"""What hangs on the day that is asked for, and is measured on the assembly."""


def main() -> None:
    """Measure, and print one table."""
    from negotiation.pictures import PICTURES  # noqa: PLC0415  # what is measured runs in processes of its own
    from negotiation.reports import KINDS  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=int, nargs="?", default=10_000, help="how many entries (10000)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, of which the median is taken (3)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="talks-bench-") as folder:
        path, lines = f"{folder}/talks.db", f"{folder}/talks.jsonl"
        with Path(lines).open("wb") as file:
            subprocess.run([sys.executable, GENERATE, str(given.entries)], stdout=file, check=True)
        measured(path, ["init"], 1)
        measured(path, ["import", lines], 1)
        floor = statistics.median(took([sys.executable, "-c", "pass"]).seconds for _ in range(5))
        print(f"{given.entries:,} entries; floor: python -c pass, {floor * 1000:.0f} ms\n")
        print("| report | time | to the floor | memory | page | exit |\n|---|---|---|---|---|---|")
        for kind in KINDS:
            if kind not in LEFT_OUT:
                about = [ABOUT[kind]] if kind in ABOUT else []
                found = measured(path, ["report", kind, *about, "--format", "html"], given.runs)
                print(line(f"report {kind}", found, floor), flush=True)
        for kind in PICTURES:
            about = [ABOUT[kind]] if kind in ABOUT else []
            found = measured(path, ["picture", kind, *about, "--format", "svg"], given.runs)
            print(line(f"picture {kind}", found, floor), flush=True)


if __name__ == "__main__":
    main()
