"""Measure an encrypted log against a plain one of the same entries: ``python benchmarks/at_rest.py [--entries N]``.

Each figure is the median of several runs, beside that of the plain log, taken in turn with it. The passphrase
is stretched as ever; an identity of age opens the same log without that. Nothing passes or fails by it.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

from generate import generated, salts
from measure import Figure, median_of_two, process, table

from negotiation import NegotiationLog, TalksLog
from negotiation.exchange.export import exported
from negotiation.exchange.jsonl import read_whole, record
from negotiation.store.sqlite import unlocking

WORDS = "nine swans over the marsh"
COMMANDS = ("status", "log --last 20", "search neutral", "list", "verify")
APPENDS = 400
"""How many entries are appended one by one: enough for all to be encrypted as one piece at times."""


def figures(folder: Path, entries: int, runs: int) -> Iterator[Figure]:
    """Yield every figure."""
    plain, hidden = folder / "plain.db", folder / "hidden.db"
    identity = import_module("pyrage").x25519.Identity.generate()
    (folder / "identity").write_text(f"{identity}\n", "utf-8")
    made = generated(entries)
    lines = folder / "entries.jsonl"
    lines.write_text("".join(f"{line}\n" for line in exported(made, salts(made))), "utf-8")
    taken = [_seconds(partial(_import, path, lines, str(identity.to_public()))) for path in (hidden, plain)]
    yield Figure(f"import of {entries:,}", taken[0], "plain", taken[1], entries)

    def opened(path: Path, **how: str) -> None:
        unlocking.forget(str(path))
        NegotiationLog.open(str(path), **how).close()  # type: ignore[arg-type]

    unopened = partial(opened, plain)
    found = median_of_two(partial(opened, hidden, passphrase=WORDS), unopened, runs)
    yield Figure("open, by passphrase", found[0], "plain", found[1])
    found = median_of_two(partial(opened, hidden, identities=str(identity)), unopened, runs)
    yield Figure("open, by identity", found[0], "plain", found[1])

    with NegotiationLog.open(str(hidden)) as one, NegotiationLog.open(str(plain)) as other:
        talks = one.talks(), other.talks()
        for what, action in (("status", _status), ("all entries", TalksLog.entries)):
            found = median_of_two(partial(action, talks[0]), partial(action, talks[1]), runs)
            yield Figure(f"{what}, in process", found[0], "plain", found[1])
        appended = [[_seconds(partial(_say, log, number)) for log in talks] for number in range(APPENDS)]
        each = [[run[side] for run in appended] for side in (0, 1)]
        for name, of in (("median", statistics.median), ("mean", statistics.mean), ("slowest", max)):
            yield Figure(f"append, {name} of {APPENDS}", of(each[0]), "plain", of(each[1]))
    for command in COMMANDS:
        for how, name, value in (
            ("passphrase", "TALKS_PASSPHRASE", WORDS),
            ("identity", "TALKS_IDENTITY", str(folder / "identity")),
        ):
            for left in ("TALKS_PASSPHRASE", "TALKS_IDENTITY"):
                os.environ.pop(left, None)
            os.environ[name] = value
            own = [sys.executable, "-m", "negotiation_cli", "--log"]
            one_, other_ = (process([*own, str(path), *command.split()]) for path in (hidden, plain))
            found = median_of_two(one_, other_, runs)
            yield Figure(f"talks {command}, by {how}, whole process", found[0], "plain", found[1])
    print(f"size: {hidden.stat().st_size:,} bytes, plain {plain.stat().st_size:,} bytes\n")


def _import(path: Path, lines: Path, recipient: str) -> None:
    encrypted = path.stem == "hidden"
    log = (
        NegotiationLog.create(str(path), passphrase=WORDS, recipients=[recipient])
        if encrypted
        else NegotiationLog.create(str(path))
    )
    with log:
        record(log.store, read_whole(str(lines)))


def _status(talks: TalksLog) -> None:
    talks.as_of().status()


def _say(talks: TalksLog, number: int) -> None:
    talks.say("Anna Nordahl", f"We shall study it {number}.", party="NOR")


def _seconds(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000, help="how many entries (10000)")
    parser.add_argument("--runs", type=int, default=7, help="how often each is measured (7)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(table(list(figures(Path(folder), given.entries, given.runs))))


if __name__ == "__main__":
    main()
