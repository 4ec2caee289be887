"""Look for inputs that break the program: ``python benchmarks/fuzzing.py lines dates --times 100000``.

It is led by which lines of the program an input reaches, where `evidence.py fuzz` spoils by chance alone. It takes
`atheris` (``pip install --group fuzz``), and a process for each sort; one that ends with anything but words of ours is
printed, and then the exit status is 1.
"""

import argparse
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

SORTS = ("journals", "lines", "references", "labels", "dates", "heads", "reports as md")
"""What comes from outside."""


def led(name: str, times: int, seed: int) -> None:
    """Read so many inputs of a sort, each made of those that reached lines which no other had; never returns."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["negotiation"]):
        from outside import sorts  # noqa: PLC0415  # what is loaded here is followed line by line

    with sorts() as every, TemporaryDirectory() as begun:
        of = every[name]
        Path(begun, "whole").write_bytes(of.whole)

        def read(given: bytes) -> None:
            with suppress(*of.refused):
                of.read(given)

        given = [f"-runs={times}", f"-seed={seed}", "-timeout=60", "-rss_limit_mb=4096", "-max_len=20000", begun]
        atheris.Setup([sys.argv[0], *given], read)
        atheris.Fuzz()


def main() -> int:
    """Read inputs of each sort that is asked for; return 1 if anything was found that should not be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sorts", nargs="+", choices=SORTS)
    parser.add_argument("--times", type=int, default=10_000, help="how many inputs of each (10000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed tries others (1)")
    parser.add_argument("--here", action="store_true", help="in this process, which ends with it")
    given = parser.parse_args()
    if given.here:
        led(given.sorts[0], given.times, given.seed)
    bad = False
    for name in given.sorts:
        options = ["--here", "--times", str(given.times), "--seed", str(given.seed)]
        with TemporaryDirectory() as folder:  # what broke the program is written there
            command = [sys.executable, str(Path(__file__).resolve()), name, *options]
            ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        bad = bad or ran.returncode != 0
        print(name, *(ran.stderr.strip().splitlines()[-1:] if ran.returncode == 0 else [ran.stdout, ran.stderr]))
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
