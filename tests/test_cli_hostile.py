"""Text that means harm, from the command line to every output: kept as it is, and never sent to a terminal raw."""

import json
import re
from pathlib import Path

import pytest
from commandline import Desk, at_work

from negotiation import reports
from negotiation.rendering.formats import FORMATS

ESCAPE, BELL, OVERRIDE, CSI = "\x1b[31m", "\x07", "\u202e", "\x9b2J"
HOSTILE = f"{ESCAPE}red{BELL}{OVERRIDE}gnirts\r\nsecond line{CSI}\u2066 \u2028 <script>alert(1)</script> =1+1 | cell"
HEBREW, COMBINED = "ניטרליות", "cafe\u0301"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
READS = (
    ("status",),
    ("show", "pact"),
    ("show", "#9"),
    ("show", "CHN"),
    ("show", "evil"),
    ("log",),
    ("log", "--record"),
    ("why", "pact"),
    ("diff", "2022-03-28", "2023"),
    ("positions",),
    ("search", "gnirts"),
    ("sources",),
    ("report", "status"),
    ("report", "proposal", "pact"),
    ("report", "positions"),
    ("report", "timeline"),
)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a log in which every free text is hostile."""
    desk = at_work(tmp_path_factory.mktemp("hostile"))
    desk.done("source", "evil", "--publisher", HOSTILE, "--title", HOSTILE, "--url", "https://x.example/a\u202eb")
    desk.done("party", "CHN", "--role", "negotiating", "--name", HOSTILE)
    desk.done("issue", "issue", HOSTILE)
    desk.done(
        *("propose", "pact", "--by", "UKR", "--on", "2022-04-01", "--title", HOSTILE, "--text", HOSTILE),
        *("--provision", f"1={HOSTILE}", "--says", HOSTILE, "--source", f"evil@{HOSTILE}", "--quote", HOSTILE),
        *("--note", HOSTILE, "--issue", "issue", "--term", f'security-guarantees,trigger="{HOSTILE}"'),
    )
    desk.done("respond", "pact", "--by", "RUS", "--stance", "supports-if", "--if", HOSTILE, "--on", "2022-04-02")
    desk.done("say", HOSTILE, HOSTILE, "--party", "RUS", "--office", HOSTILE, "--about", "pact", "--on", "2022-04-02")
    desk.done("dispute", "12", "--by", HOSTILE, "--reason", HOSTILE, "--set", f"title={HOSTILE}")
    desk.done("act", "pact", "signed", "--by", "UKR", "--on", "2022-04-03", "--override", HOSTILE)
    return desk.log.read_bytes()


@pytest.fixture
def desk(tmp_path: Path, log: bytes) -> Desk:
    """Return a desk with the hostile log."""
    return Desk(tmp_path, log)


def _harmless(text: str) -> None:
    found = RAW.search(text)
    assert found is None, (found, text[max(0, found.start() - 60) : found.end() + 20])


def test_no_answer_to_a_write_is_raw(tmp_path: Path) -> None:
    """What a write prints of the text that it was given has no control character in it."""
    desk = at_work(tmp_path)
    for command in (
        ("open", "x", HOSTILE),
        ("--talks", "istanbul-2022", "say", HOSTILE, HOSTILE),
        ("--talks", "istanbul-2022", "retract", "8", "--reason", HOSTILE),
        ("--talks", "istanbul-2022", "withdraw", "neutral", "--by", "UKR", "--override", HOSTILE),
        ("--talks", "istanbul-2022", "round", "r", "opened", "--venue", HOSTILE, "--delegation", f"UKR={HOSTILE}"),
        ("--talks", "istanbul-2022", "round", "r", "closed", "--result", HOSTILE, "--press", HOSTILE),
        ("--talks", "istanbul-2022", "guarantor", "sec", "conditional", "--unnamed", HOSTILE, "--if", HOSTILE),
        ("--talks", "istanbul-2022", "pledge", "p", "--by", "RUS", "--text", HOSTILE, "--indicator", f"a={HOSTILE}"),
        ("--talks", "istanbul-2022", "observe", "p", HOSTILE, "--by", HOSTILE),
        ("--talks", "istanbul-2022", "assess", "p", "partial", "--by", HOSTILE, "--reason", HOSTILE),
        ("--talks", "istanbul-2022", "decide", "consensus", "--override", HOSTILE),
        ("init", "x\x1b[31m.db"),
    ):
        ran = desk(*command)
        assert ran.status == 0, ran.err
        _harmless(ran.out + ran.err)


@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_no_read_is_raw_in_any_format(desk: Desk, command: tuple[str, ...]) -> None:
    """No format of any read lets a control character or a mark that turns the writing over through."""
    formats = reports.FORMATS if command[0] == "report" else FORMATS
    for form in formats:
        shown = desk.done(*command, "--format", form)
        assert "gnirts" in shown or command[0] in ("status", "positions", "sources", "report"), (command, form)
        _harmless(shown)
        if form == "html":
            assert "<script>alert" not in shown


@pytest.mark.parametrize("form", ["jsonl", "yaml"])
def test_no_export_is_raw_and_both_keep_the_text(desk: Desk, tmp_path: Path, form: str) -> None:
    """An export shown on a terminal does no harm, and what is made from it again has the very same text."""
    exported = desk.done("export", "--format", form)
    _harmless(exported)
    (tmp_path / "again").mkdir()
    again = Desk(tmp_path / "again")
    again.done("init")
    again.done(*(("import", "-") if form == "jsonl" else ("record", "-")), typed=exported)
    first, *others = again.done("export", "--format", form).splitlines()
    assert exported.splitlines()[1:] == others  # above a journal stands the head, which has other moments
    assert (form == "yaml" and first.startswith("# ")) or exported.startswith(first)
    entries = [json.loads(line)["event"] for line in again.record().splitlines()]
    assert [HOSTILE] == [event["title"] for event in entries if event["kind"] == "proposal-tabled" and "title" in event]


def test_colour_adds_nothing_but_colour(desk: Desk) -> None:
    """With --color always the only escape codes are those of styles; the text's own are shown, not sent."""
    for command in READS[:-4]:
        shown = desk.done("--color", "always", *command, COLUMNS="100")
        _harmless(re.sub("\x1b\\[[0-9;]*m", "", shown))
        assert ESCAPE not in shown


@pytest.mark.parametrize(
    "command",
    [
        ("show", HOSTILE),
        ("status", "--at", HOSTILE),
        (HOSTILE,),
        ("status", f"--{HOSTILE}"),
        ("--log", f"{HOSTILE}.db", "status"),
        ("status", "--output", f"/nowhere/{HOSTILE}"),
        ("status", "--format", HOSTILE),
        ("propose", HOSTILE, "--by", "UKR"),
        ("propose", "x", "--by", HOSTILE),
        ("propose", "x", "--by", "UKR", "--term", HOSTILE),
        ("propose", "x", "--by", "UKR", "--source", HOSTILE),
        ("respond", "pact", "--by", "RUS", "--stance", HOSTILE),
        ("act", "pact", HOSTILE, "--by", "UKR"),
        ("record", HOSTILE),
        ("record", "issue-added", HOSTILE),
        ("import", HOSTILE),
        ("search", HOSTILE, "nothing-like-it"),
        ("report", HOSTILE),
        ("schema", HOSTILE),
        ("--talks", HOSTILE, "status"),
    ],
    ids=lambda command: " ".join("…" if HOSTILE in word else word for word in command),
)
def test_no_error_is_raw(desk: Desk, command: tuple[str, ...]) -> None:
    """What an error quotes of the text that was typed has no control character in it."""
    ran = desk(*command)
    assert ran.status in ({0} if command[0] == "search" else {1, 2, 3, 4}), ran.err
    assert "something in this program is wrong" not in ran.err
    _harmless(ran.out + ran.err)


def test_a_name_of_ten_thousand_characters(tmp_path: Path) -> None:
    """A text of any length is kept whole; one that cannot be a name is refused in a sentence that can be read."""
    desk = at_work(tmp_path)
    long = "x" * 10_000
    desk.done("propose", "pact", "--by", "UKR", "--text", long, "--on", "2022-04-01")
    assert long in desk.done("show", "pact")
    assert long in desk.done("export")
    assert (
        "title: string should have at most 500 characters" in desk("propose", "p", "--by", "UKR", "--title", long).err
    )
    for command in (
        ("show", long),
        ("propose", long, "--by", "UKR"),
        ("respond", long, "--by", "RUS", "--stance", "opposes"),
    ):
        ran = desk(*command)
        assert ran.status in (2, 3)
        assert len(ran.err) < 1000, ran.err[:300]


@pytest.mark.parametrize("text", [HEBREW, COMBINED, "عدم الانحياز", "नेपाल", "👩‍⚖️"])
def test_writing_of_every_sort_is_kept_as_it_is(tmp_path: Path, text: str) -> None:
    """Right-to-left letters, combining marks and joined signs pass through every format unchanged, and can be found."""
    desk = at_work(tmp_path)
    desk.done("propose", "pact", "--by", "UKR", "--title", text, "--on", "2022-04-01")
    for form in ("table", "json", "jsonl", "csv", "md"):
        assert text in desk.done("show", "pact", "--format", form) or form in ("csv", "jsonl")
    assert text in desk.done("report", "proposal", "pact", "--format", "html")
    assert text in desk.done("export")
    if text != "👩‍⚖️":
        assert "pact" in desk.done("search", text)
