"""Measure how the cost of one more grows with what is there: ``python benchmarks/growth.py``.

Proposals that are all tied to each other, recorded and shown one by one; one treaty of many parties, each of which
signs and ratifies it, taken in as a journal; and exports of invented talks that are imported. Of each the time for
one, at sizes that double: what takes the square of them would take twice as long for each at every step. Nothing
passes or fails by it.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from negotiation import NegotiationLog, TalksLog

GENERATE = str(Path(__file__).with_name("generate.py"))
LAST = 40
"""How many of the last proposals are recorded with a watch in hand, and shown."""


def timed(call: Callable[[], object]) -> float:
    """Return how long a call takes, in milliseconds."""
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def linked(proposals: int) -> dict[str, float]:
    """Return what one more takes where each proposal stands in exchange for the one before."""
    with tempfile.TemporaryDirectory() as folder, NegotiationLog.create(str(Path(folder) / "talks.db")) as log:
        talks = log.open_talks("linked", "Talks in which all hangs together", on="2021-01-01")
        talks.party("AAA", "BBB", "CCC", roles=["negotiating"], on="2021-01-01")
        put = [timed(lambda name=name: _put(talks, name)) for name in range(proposals)]  # type: ignore[misc]
        seen = talks.as_of()
        seen.show("p0000")
        shown = [timed(lambda name=name: seen.show(f"p{name:04}")) for name in range(1, LAST)]  # type: ignore[misc]
        return {
            "one more proposal and two words on it": statistics.median(put[-LAST:]),
            "show": statistics.median(shown),
        }


def _put(talks: TalksLog, name: int) -> None:
    day = "2021-06-01"
    links = [("in-exchange-for", f"p{name - 1:04}")] if name else []
    talks.propose(f"p{name:04}", by="AAA", to="BBB", on=day, links=links)
    for party, stance in (("BBB", "studying"), ("CCC", "supports")):
        talks.respond(f"p{name:04}", by=party, stance=stance, on=day)


def treaty(parties: int) -> dict[str, float]:
    """Return what each act on a treaty takes, and what one more party and one more word take afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        log, journal = Path(folder) / "talks.db", Path(folder) / "treaty.yaml"
        NegotiationLog.create(str(log)).close()
        journal.write_text("\n".join(_treaty(parties)) + "\n", encoding="utf-8")
        talks = [sys.executable, "-m", "negotiation_cli", "--log", str(log)]
        taken = timed(lambda: _run([*talks, "record", str(journal)]))
        return {
            "each entry of the journal": taken / (3 * parties),
            "`party`": timed(lambda: _run([*talks, "party", "NEW", "--role", "negotiating", "--on", "2023-01-01"])),
            "`act denounced`": timed(lambda: _run([*talks, "act", "accord", "denounced", "--by", "P0003"])),
            "`say`": timed(lambda: _run([*talks, "say", "P0003", "We leave."])),
        }


def _treaty(parties: int) -> Iterator[str]:
    codes = [f"P{number:04}" for number in range(parties)]
    yield from ("talks: treaty", "entries:", "- {kind: talks-opened, title: A treaty, on: 2000-01-01}")
    for code in codes:
        yield f"- {{kind: party-joined, party: {code}, roles: [negotiating], on: 2000-01-02}}"
    term = f"{{kind: entry-into-force, count: {parties // 2}, after: P30D}}"
    yield f"- {{kind: proposal-tabled, proposal: accord, by: [{codes[0]}], on: 2000-02-01, terms: [{term}]}}"
    yield f"- {{kind: formal-act-done, proposal: accord, act: adopted, by: [{', '.join(codes)}], on: 2001-01-01}}"
    for act, day in (("signed", "2001-02-01"), ("ratified", "2002-03-01")):
        for code in codes:
            yield f"- {{kind: formal-act-done, proposal: accord, act: {act}, by: [{code}], on: {day}}}"


def imports(entries: int) -> dict[str, float]:
    """Return what each entry of an export takes that is imported, its start left out, and one more afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        log, export = Path(folder) / "talks.db", Path(folder) / "talks.jsonl"
        with export.open("wb") as file:
            subprocess.run([sys.executable, GENERATE, str(entries)], check=True, stdout=file)
        NegotiationLog.create(str(log)).close()
        talks = [sys.executable, "-m", "negotiation_cli", "--log", str(log)]
        bare = timed(lambda: _run([*talks, "list"]))
        taken = timed(lambda: _run([*talks, "import", str(export)]))
        more = timed(lambda: _run([*talks, "say", "Ana", "One more."]))
        return {"each entry of the export": (taken - bare) / entries, "`say`": more}


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Print a table of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proposals", type=int, nargs="*", default=[100, 200, 400])
    parser.add_argument("--parties", type=int, nargs="*", default=[1_000, 2_000, 4_000, 8_000])
    parser.add_argument("--entries", type=int, nargs="*", default=[12_500, 25_000, 50_000, 100_000])
    given = parser.parse_args()
    asked = (
        ("tied proposals", linked, given.proposals),
        ("parties", treaty, given.parties),
        ("entries", imports, given.entries),
    )
    for what, measure, sizes in asked:
        columns = [measure(size) for size in sizes]
        print(f"\n| of {what} | {' | '.join(f'{size:,}' for size in sizes)} |")
        for line in columns[0] if columns else ():
            print(f"| {line} | {' | '.join(f'{column[line]:.2f} ms' for column in columns)} |")


if __name__ == "__main__":
    main()
