"""Change the domain and the views a little at a time, and see whether the tests notice.

It works on a copy of the source, with `mutmut`, which makes thousands of mutants: a sample of them is tried, the same
for the same seed, or those of a module. What survives is printed as a patch, to be looked at by a person: either a test
is missing, or the mutant says the same as the source does.

    pip install -e '.[test]' --group mutants
    python benchmarks/mutants.py --sample 300
    python benchmarks/mutants.py --only 'negotiation.domain.record.order*'
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTATED = ("domain", "views")
TESTS = ("domain_*", "views_*", "laws*", "asof", "talks_*", "rendering_*", "reports_content", "reports_laws",
         "reports_kinds", "store_repository", "exchange_*", "cli_amend", "cli_bargain", "cli_evidence", "cli_pledges",
         "cli_record", "cli_references", "cli_rounds")  # fmt: skip
"""The tests that run in one process, which is where a mutant lives."""

CONFIGURATION = """
[tool.mutmut]
source_paths = ["negotiation"]
only_mutate = {only}
also_copy = ["cli", "docs", "README.md", "constraints.txt", "CHANGELOG.md"]
pytest_add_cli_args = ["-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist"]
pytest_add_cli_args_test_selection = {tests}
track_dependencies = false
use_git_change_detection = false
"""


def main() -> None:
    """Try a sample of mutants, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=300, metavar="N", help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="of which modules or functions")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        copy(source)
        made = [name for name in mutants(source) if matches(name, asked.only)]
        tried = sorted(random.Random(asked.seed).sample(made, min(asked.sample, len(made))))
        print(f"{len(made)} mutants, {len(tried)} of them tried", flush=True)
        mutmut(source, "run", *tried)
        found = {name: fate for name, fate in fates(source) if name in set(tried)}
        counts = Counter(found.values())
        print(", ".join(f"{count} {fate}" for fate, count in counts.most_common()))
        for name in sorted(name for name, fate in found.items() if fate not in ("killed", "timeout")):
            print(f"\n## {name}: {found[name]}\n{mutmut(source, 'show', name)}")


def copy(source: Path) -> None:
    """Copy the source, with what mutmut is to do in it."""
    kept = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "_build", "mutants")
    shutil.copytree(ROOT, source, ignore=kept)
    only = [f"negotiation/{part}/{deep}*.py" for part in MUTATED for deep in ("", "**/")]
    tests = sorted(str(path.relative_to(ROOT)) for test in TESTS for path in ROOT.glob(f"tests/test_{test}.py"))
    with (source / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(CONFIGURATION.format(only=json.dumps(only), tests=json.dumps(tests)))


def mutants(source: Path) -> list[str]:
    """Make the mutants, and return their names."""
    mutmut(source, "run", "none of them", check=False)
    return sorted(name for name, _ in fates(source))


def fates(source: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of each mutant with what became of it."""
    names = {None: "not tried", 0: "survived", 1: "killed", 3: "killed", 33: "not tested", 36: "timeout",
             24: "timeout", -24: "timeout", 152: "timeout", 255: "timeout"}  # fmt: skip
    for path in sorted(source.glob("mutants/**/*.meta")):
        for name, status in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            yield name, names.get(status, f"ended with {status}")


def matches(name: str, pattern: str) -> bool:
    """Say whether the name of a mutant fits a pattern."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name) is not None


def mutmut(source: Path, *arguments: str, check: bool = True) -> str:
    """Run mutmut in the copy, and return what it printed."""
    command: Sequence[str] = [sys.executable, "-m", "mutmut", *arguments]
    ran = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    if check and ran.returncode:
        sys.exit(f"{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}")
    return ran.stdout


if __name__ == "__main__":
    main()
