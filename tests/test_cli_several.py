"""Reads of several talks at once."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import Desk, after

FEW = ("casino-1", "casino-2", "lake")


def _recorded() -> Iterator[tuple[str, ...]]:
    """Yield the commands that record three talks."""
    yield ("init",)
    for number, talks in enumerate(FEW, start=1):
        own = ("--talks", talks)
        yield ("open", talks, f"Talks number {number}")
        for party in (f"P{number}", "B", "C"):
            yield ("party", party, "--role", "negotiating", *own)
        yield ("source", "paper", "--publisher", f"Paper {number}", "--published", "2022-03-01", *own)
        day, text = f"2022-03-0{number}", f"Peace of kind {number}"
        marked = ("--marking", "restricted") if number == 2 else ()
        yield ("propose", "peace", "--by", f"P{number}", "--to", "B", "--text", text, "--on", day, "--source",
               "paper", *marked, *own)  # fmt: skip
        yield ("pledge", "grain", "--by", "C", "--text", "Grain", "--on", "2022-03-05", *own)
    yield ("party", "C", "--left", "--on", "2022-03-06", "--talks", "lake")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with three talks, two of which have names that begin alike."""
    return after(tmp_path, *_recorded())


def rows(text: str) -> list[list[str]]:
    """Return the rows of a CSV text."""
    return list(csv.reader(io.StringIO(text)))


READS = ("status", "log", "search peace", "positions", "pledges", "due --at 2022-04-01", "sources")


@pytest.mark.parametrize("command", READS)
def test_all_talks_are_seen_as_one_with_the_talks_as_first_column(desk: Desk, command: str) -> None:
    """The rows of the whole are those of each talks, after each other; so are the records of JSON lines."""
    words = command.split()
    header, *whole = rows(desk.done(*words, "--all", "-f", "csv"))
    each = {talks: rows(desk.done(*words, "--talks", talks, "-f", "csv")) for talks in FEW}
    assert "talks" == header[0]
    if command != "positions":  # alone, these are a matrix
        assert [[talks, *row] for talks in FEW for row in each[talks][1:]] == whole
    lines = [json.loads(line) for line in desk.done(*words, "--all", "-f", "jsonl").splitlines()]
    alone = [
        {"talks": talks, **json.loads(line)}
        for talks in FEW
        for line in desk.done(*words, "--talks", talks, "-f", "jsonl").splitlines()
    ]
    assert alone == lines
    views = [json.loads(desk.done(*words, "--talks", talks, "--json")) for talks in FEW]
    assert {"talks": views} == json.loads(desk.done(*words, "--all", "--json"))


def test_some_talks_are_named_by_what_their_names_look_like(desk: Desk) -> None:
    """--talks 'casino-*' means those of which the name looks so, and $TALKS the same; of none it is an error."""
    named = desk.done("log", "--talks", "casino-*")
    assert named == desk.done("--talks", "casino-*", "log") == desk.done("log", TALKS="casino-*")
    assert ("P1 tabled" in named, "P2 tabled" in named, "P3 tabled" in named) == (True, True, False)
    assert desk.done("log", "--all") == desk.done("log", "--all", TALKS="lake") == desk.done("log", "--talks", "*")
    assert "there are no talks 'x-*' in this log" in desk.fails(3, "status", "--talks", "x-*")
    assert "'casino-*' could be casino-1, casino-2" in desk.fails(3, "show", "peace", "--talks", "casino-*")
    assert "peace" in desk.done("show", "peace", "--talks", "l*")
    assert "asks for all talks, and --talks lake does not" in desk.fails(2, "status", "--all", "--talks", "lake")
    assert 2 == len(rows(desk.done("list", "--talks", "casino-*", "-f", "csv"))[1:])


def test_talks_without_what_is_asked_for_are_left_out(desk: Desk) -> None:
    """A party of one talks is looked for in all, and found there; one of none is an error, as it is of one talks."""
    assert ["casino-1"] * 2 == [row[0] for row in rows(desk.done("log", "--all", "--party", "P1", "-f", "csv"))[1:]]
    assert "there is no party 'P9' in this log" in desk.fails(3, "log", "--all", "--party", "P9")
    assert "1" == rows(desk.done("count", "proposals", "--all", "--party", "P1", "--by", "", "-f", "csv"))[1][0]


def test_the_clocks_hold_for_all(desk: Desk) -> None:
    """--at shows each as it was then; a number of entries is of one talks."""
    first = desk.done("status", "--all", "--at", "2022-03-01")
    assert ("P1 → B" in first, "P2 → B" in first) == (True, False)
    assert "#3 is an entry of one talks" in desk.fails(2, "status", "--all", "--recorded", "#3")


def test_sources_of_several_are_numbered_on(desk: Desk) -> None:
    """Footnotes of all talks stand below each other, and what is not public names its talks."""
    page = desk.done("status", "--all", "-f", "md")
    notes = [line for line in page.splitlines() if line.startswith("[^")]
    assert [f"[^{n}]: Paper {n}, 1 Mar 2022, source not graded." for n in (1, 2, 3)] == notes
    assert r"this view holds an entry that is not public (casino-2 \#6)" in page
    assert "number" not in page.partition("| talks |")[2].partition("how they stand")[2]


def test_counts_of_several_talks(desk: Desk) -> None:
    """Counts are of all together, and by talks if asked for; they add up to those of each."""
    by_party = rows(desk.done("count", "entries", "--all", "--by", "party", "--kind", "pledge", "-f", "csv"))[1:]
    assert [["C", "3", "restricted"]] == by_party
    each = rows(desk.done("count", "proposals", "--all", "--by", "talks,sponsor", "-f", "csv"))[1:]
    assert [["casino-1", "P1", "1", ""], ["casino-2", "P2", "1", "restricted"], ["lake", "P3", "1", ""]] == each
    assert "3 talks: proposals" in desk.done("count", "proposals", "--all")
    assert "recorded, and in view: 3 in all" in desk.done("count", "proposals", "--all")


def test_something_due_in_any_is_due(desk: Desk) -> None:
    """--exit-code with several talks ends with 6 if something is due in any of them."""
    assert 6 == desk("due", "--all", "--exit-code", "--at", "2022-04-01").status
    assert 0 == desk("due", "--all", "--exit-code", "--at", "2021-04-01").status


def test_the_names_of_many_talks_are_not_all_said(tmp_path: Path) -> None:
    """A log of forty talks says so in a line, with the first names and how many more there are."""
    desk = Desk(tmp_path)
    desk.done("init")
    for number in range(40):
        desk.done("open", f"talks-{number:02}", "Talks")
    said = desk.fails(3, "status").splitlines()
    few = ", ".join(f"talks-{number:02}" for number in range(8))
    assert f"error: this log holds 40 talks: {few} and 32 more" == said[0]
    assert (
        "hint:  name one with --talks ID, some with --talks 'casino-*', or all with --all; talks list has them"
        == said[1]
    )
    assert "--all" not in desk.fails(3, "show", "x")
    assert f"error: 'talks-' could be {few} and 32 more" == desk.fails(3, "status", "--talks", "talks-").splitlines()[0]


def test_tables_are_of_all_talks_if_all_are_asked_for(desk: Desk) -> None:
    """--all is what is meant without it, even where the environment names talks, and not beside some of them."""
    whole = desk.done("tables", "-o", "whole")
    assert (
        whole == desk.done("tables", "--all", "-o", "all") == desk.done("tables", "--all", "-o", "both", TALKS="lake")
    )
    assert (desk.folder / "whole" / "entries.csv").read_bytes() == (desk.folder / "all" / "entries.csv").read_bytes()
    ran = desk("tables", "--all", "--talks", "lake", "-o", "none")
    assert (2, False) == (ran.status, (desk.folder / "none").exists())
    assert "--talks lake does not" in ran.err


def test_figures_of_several_talks_are_labelled(desk: Desk) -> None:
    """`count --all` and `list` say of the whole and of each row how what they are of is marked, in every format."""
    calls = (("list",), ("count", "proposals", "--by", "talks", "--all"), ("count", "entries", "--by", "kind", "--all"))
    for call in calls:
        assert "[restricted]\n" in desk.done(*call)
        assert "marking" not in rows(desk.done(*call, "-f", "csv", "--audience", "press"))[0]
    desk.done("say", "A", "Hm", "--on", "2022-03-07", "--marking", "amber", "--talks", "lake")
    desk.done("say", "A", "Hm", "--on", "2022-03-07", "--marking", "red", "--talks", "casino-1")
    marked = {"lake": "TLP:AMBER", "casino-1": "TLP:RED", "casino-2": "restricted"}
    for call in calls:
        for form in ("table", "md", "html"):
            told = desk.done(*call, "-f", form).replace("\\", "")
            assert "[TLP:RED]" in told.split("\n\n")[0]
            assert ("lake [TLP:AMBER]" in told) == ("kind" not in call), (call, form)
        header, *found = rows(desk.done(*call, "-f", "csv"))
        lines = [json.loads(line) for line in desk.done(*call, "-f", "jsonl").splitlines()]
        whole = json.loads(desk.done(*call, "--json"))
        assert ("marking", "TLP:RED") == (header[-1], whole["marking"])
        assert lines in whole.values()
        named = [row[0] for row in found] if "kind" not in call else [""] * len(found)
        expected = [marked.get(name, "TLP:RED") for name in named]
        assert expected == [row[-1] for row in found] == [one["marking"] for one in lines]
        assert "TLP" not in desk.done(*call, "--audience", "press")
