"""Make a log of invented talks, as JSON lines to import: ``python benchmarks/generate.py 10000 > log.jsonl``.

With ``--assembly 200 2500`` it is one of an assembly of so many parties and proposals, with a treaty among them.

The same count and seed give the same bytes. Every entry keeps the rules, and the mix is that of a real record:
about a third statements, a third positions, one source in 25 entries, one proposal in 60, 3 % entries about
entries, 5 % that are recorded days after they happened.
"""

import argparse
import sys
from collections.abc import Sequence
from random import Random

from assembly import Assembly
from story import Story

from negotiation.domain.record.entry import Entry
from negotiation.exchange.export import exported
from negotiation.integrity.leaf import SALT_BYTES

DAYS = 2500
"""Over how many days the longest logs stretch; short ones have about twenty entries a day."""


def generated(count: int, seed: int = 1) -> list[Entry]:
    """Return the entries of invented talks, in the order of record."""
    story = Story(Random(seed), per_day=max(20, count // DAYS))
    while len(story.scribe.entries) < count:
        story.go_on()
    return story.scribe.entries[:count]


def assembled(parties: int, proposals: int, seed: int = 1) -> list[Entry]:
    """Return the entries of an invented assembly, in the order of record."""
    return Assembly(parties, proposals, Random(seed)).entries()


def salts(entries: Sequence[Entry], seed: int = 1) -> dict[int, bytes]:
    """Return what the fields of each entry are hashed with, by its number, as in every export of a log of today."""
    chance = Random(seed)
    return {entry.number: chance.randbytes(SALT_BYTES) for entry in entries}


def main() -> None:
    """Print the lines of a log."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=int, nargs="?", default=10_000, help="how many entries (10000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other talks (1)")
    parser.add_argument("--assembly", type=int, nargs=2, metavar=("PARTIES", "PROPOSALS"), help="an assembly instead")
    given = parser.parse_args()
    parties, proposals = given.assembly or (0, 0)
    made = assembled(parties, proposals, given.seed) if parties else generated(given.entries, given.seed)
    for line in exported(made, salts(made, given.seed)):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
