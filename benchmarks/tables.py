"""Measure tidy tables of many talks: ``python benchmarks/tables.py [--talks 10000] [--keep FOLDER]``.

It records so many invented talks of 18 entries each in one log, and writes its tables in every form, as whole
processes: the time, the most memory, and the size of what is written. Nothing passes or fails by it.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

from negotiation import NegotiationLog
from negotiation.domain.record.entry import Entry
from negotiation.exchange.export import exported
from negotiation.exchange.jsonl import read_whole, record

AT_ONCE = 500
"""How many talks are imported at once, since an import holds everything in memory."""
STANCES = ("supports", "can-live-with", "reserved", "studying", "opposes", "red-line")
VERDICTS = ("no-evidence", "partial", "fulfilled", "breached")
PEACE, QUIET = {"number": "1", "text": "Peace."}, {"number": "2", "text": "And quiet."}
TONS = {"name": "tons", "text": "a thousand"}


def record_story(log: NegotiationLog, number: int) -> list[Entry]:
    """Record one talks, which differ by their number, and return its entries."""
    talks = log.open_talks(f"talks-{number:05}", f"Invented talks, number {number}")
    month = f"2012-{number % 12 + 1:02}"
    first, second, third = (STANCES[(number + step) % len(STANCES)] for step in range(3))
    for party in ("NOR", "SUD", "EST"):
        talks.party(party, roles=["negotiating"])
    talks.source("agency", publisher="Agency", published=f"{month}-02")
    cited = ["agency"]
    talks.propose("peace", by=["NOR"], to=["SUD"], provisions=[PEACE], on=f"{month}-02")
    talks.propose("trade", by=["SUD"], links=[("in-exchange-for", "peace")], on=f"{month}-03", sources=cited)
    talks.respond("peace", by=["SUD"], stance=first, on=f"{month}-04")
    talks.respond("peace", by=["EST"], stance=second, on=f"{month}-05", sources=cited)
    talks.respond("trade", by=["EST"], stance=third, on=f"{month}-05")
    talks.revise("peace", by=["NOR"], provisions=[QUIET], on=f"{month}-06")
    talks.act("peace", "initialled", by=["NOR", "SUD", "EST"], on=f"{month}-08")
    talks.say("Anna Nordahl", "We came far.", party="NOR", about=["proposal:peace"], on=f"{month}-08", sources=cited)
    talks.pledge("grain", by=["SUD"], to=["NOR"], text="Grain for all", under="peace", on=f"{month}-09", sources=cited)
    talks.clarify("grain", by="NOR", indicators=[TONS], due=f"{month}-20", on=f"{month}-09")
    talks.observe("grain", by="observers", text="Ships were loaded", on=f"{month}-15")
    talks.assess("grain", VERDICTS[number % len(VERDICTS)], by="NOR", on=f"{month}-21")
    talks.assess("grain", VERDICTS[number // 4 % len(VERDICTS)], by="observers", on=f"{month}-22")
    return talks.entries()


def make(path: str, talks: int, folder: Path) -> None:
    """Record so many talks in a new log: the stories of some, over and over under other names."""
    with NegotiationLog.create(str(folder / "stories.db")) as log:
        stories = [record_story(log, number) for number in range(min(talks, 144))]
    with NegotiationLog.create(path) as log:
        for begin in range(0, talks, AT_ONCE):
            lines = folder / "lines.jsonl"
            with lines.open("w", encoding="utf-8") as file:
                for number in range(begin, min(talks, begin + AT_ONCE)):
                    story = stories[number % len(stories)]
                    file.writelines(f"{line}\n" for line in exported(_renamed(story, f"talks-{number:05}")))
            record(log.store, read_whole(str(lines)))


def _renamed(story: list[Entry], name: str) -> list[Entry]:
    return [replace(e, talks=name, stream=e.stream.replace(e.talks, name, 1)) for e in story]


def run(path: str, form: str, target: Path) -> tuple[float, float, float]:
    """Write the tables in a process of its own; return how many seconds it took, of how many of work, and megabytes."""
    words = ["--log", path, "tables", "--format", form, "--output", str(target)]
    begin = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "negotiation_cli", *words],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"tables as {form} failed")
    return time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def size(target: Path) -> float:
    """Return how many megabytes a file has, or those of a folder."""
    files = [target] if target.is_file() else list(target.iterdir())
    return sum(file.stat().st_size for file in files) / 1e6


def main() -> None:
    """Make the log, write its tables, and print one table of figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--talks", type=int, default=10_000, help="how many talks (10000)")
    parser.add_argument("--keep", help="a folder in which everything stays")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="talks-bench-") as temporary:
        folder = Path(given.keep or temporary)
        folder.mkdir(exist_ok=True)
        path = str(folder / "many.db")
        if not Path(path).exists():
            make(path, given.talks, folder)
        print(f"{given.talks:,} talks of 18 entries; the log has {size(Path(path)):.0f} MB\n")
        print("| tables as | time | of that, work | memory | size |\n|---|---|---|---|---|")
        for form in ("csv", "parquet", "duckdb"):
            target = folder / (f"tables.{form}" if form == "duckdb" else f"tables-{form}")
            seconds, work, megabytes = run(path, form, target)
            print(
                f"| {form} | {seconds:.1f} s | {work:.1f} s | {megabytes:.0f} MB | {size(target):.1f} MB |", flush=True
            )


if __name__ == "__main__":
    main()
