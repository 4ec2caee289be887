"""Measure what an import of JSON lines takes: ``python benchmarks/imports.py 20000 100000``.

For each number of entries an export is made of invented talks, and `talks import` takes it into a new log.
What is printed: the entries, the size of the file, the seconds, the most memory of that process, and how much of it
stands for a byte of the file, without the memory of an import of one entry.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import generated, salts

from negotiation.exchange.export import exported

_TAKE = """
import resource, sys
from negotiation.log import NegotiationLog
from negotiation_cli.main import main
NegotiationLog.create(sys.argv[2]).close()
try:
    main(["--log", sys.argv[2], "import", sys.argv[1]])
except SystemExit as ended:
    assert not ended.code
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


def taken(count: int, folder: Path) -> tuple[int, float, int]:
    """Import so many entries; return the size of the file, the seconds, and the most memory, in bytes."""
    file = folder / f"{count}.jsonl"
    made = generated(count)
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(f"{line}\n" for line in exported(made, salts(made)))
    started = time.perf_counter()
    said = subprocess.run(  # of ours
        [sys.executable, "-c", _TAKE, str(file), str(folder / f"{count}.db")],
        check=True,
        capture_output=True,
        text=True,
    )
    return file.stat().st_size, time.perf_counter() - started, int(said.stdout.split()[-1])


def main() -> None:
    """Print a line for each number of entries."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=int, nargs="*", default=[20_000, 100_000], help="how many (20000 100000)")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        _, _, least = taken(1, Path(folder))
        print("entries     file MB   seconds   memory MB   per byte")
        for count in given.entries:
            size, seconds, memory = taken(count, Path(folder))
            ratio = (memory - least) / size
            print(f"{count:>7,}  {size / 1e6:>10.1f}  {seconds:>8.1f}  {memory / 1e6:>10.0f}  {ratio:>9.1f}")


if __name__ == "__main__":
    main()
