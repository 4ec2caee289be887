"""Make a log of invented talks, as JSON lines to import: ``python benchmarks/generate.py 10000 > log.jsonl``.

The same count and seed give the same bytes. Every entry keeps the rules, and the mix is that of a real record:
about a third statements, a third positions, one source in 25 entries, one proposal in 60, 3 % entries about
entries, 5 % that are recorded days after they happened.
"""

import argparse
import sys
from random import Random

from story import Story

from negotiation.domain.record.entry import Entry
from negotiation.exchange.export import exported

DAYS = 2500
"""Over how many days the longest logs stretch; short ones have about twenty entries a day."""


def generated(count: int, seed: int = 1) -> list[Entry]:
    """Return the entries of invented talks, in the order of record."""
    story = Story(Random(seed), per_day=max(20, count // DAYS))
    while len(story.scribe.entries) < count:
        story.go_on()
    return story.scribe.entries[:count]


def main() -> None:
    """Print the lines of a log."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=int, nargs="?", default=10_000, help="how many entries (10000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other talks (1)")
    given = parser.parse_args()
    for line in exported(generated(given.entries, given.seed)):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
