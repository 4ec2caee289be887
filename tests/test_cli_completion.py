"""Completion in the shell: names from the log, kinds and values from the program, and never an error."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from bargaining import bargaining
from commandline import OURS, TALKS, Desk, at_work

from negotiation_cli.main import main

EVERYTHING = ["neutral-status", "security-guarantees", "fewer-troops", "istanbul", "deal", "RUS", "TUR", "UKR",
              "agencies-0330"]  # fmt: skip
"""The names of all that there is in the log, entries apart."""


def _offered(desk: Desk, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what the shell is offered for the last word of a line that is being typed."""
    words = shlex.split(line) + ([""] if line.endswith(" ") else [])
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(desk.folder)
    monkeypatch.setenv("_TALKS_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", " ".join(words))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    with pytest.raises(SystemExit) as left:
        main([])
    found = capsys.readouterr()
    assert (left.value.code, found.err) == (0, "")
    return found.out.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("talks st", ["status"]),
        (
            "talks re",
            [
                "revise",
                "respond",
                "reserve",
                "reject",
                "reopen",
                "record",
                "retract",
                "re-mark",
                "redo",
                "report",
                "restore",
            ],
        ),
        ("talks show n", ["neutral-status"]),
        ("talks why s", ["security-guarantees"]),
        ("talks respond neutral-status --by R", ["RUS"]),
        ("talks respond neutral-status --stance re", ["reserved", "red-line"]),
        ("talks respond x --source ag", ["agencies-0330"]),
        ("talks propose x --in-exchange-for s", ["security-guarantees"]),
        ("talks link neutral-status in", ["in-exchange-for"]),
        ("talks link neutral-status in-exchange-for s", ["security-guarantees"]),
        ("talks act neutral-status agreed", ["agreed-in-principle", "agreed-ad-referendum"]),
        ("talks record position", ["position-taken"]),
        ("talks log --kind proposal-w", ["proposal-withdrawn"]),
        ("talks log --party U", ["UKR"]),
        ("talks status --talks i", [TALKS]),
        ("talks --talks i", [TALKS]),
        ("talks status --format j", ["json", "jsonl"]),
        ("talks report pos", ["positions"]),
        ("talks report status --format h", ["html"]),
        ("talks export --format y", ["yaml"]),
        ("talks re-mark 8 conf", ["confidential"]),
        ("talks say X y --about neu", ["neutral-status"]),
        ("talks party UKR --role med", ["mediator"]),
        ("talks show ", EVERYTHING),
        ("talks say X y --about d", ["deal"]),
        ("talks respond neutral-status --in i", ["istanbul"]),
        ("talks round i", ["istanbul"]),
        ("talks round istanbul s", ["scheduled", "suspended"]),
        ("talks round istanbul opened --form ", ["direct", "proximity", "shuttle", "video"]),
        ("talks round istanbul opened --track 1", ["1", "1.5"]),
        ("talks round istanbul opened --level d", ["delegations"]),
        ("talks round istanbul opened --delegation R", ["RUS"]),
        ("talks round istanbul closed --outcome b", ["broken-off"]),
        ("talks withdraw ", ["neutral-status", "security-guarantees", "fewer-troops"]),
        ("talks pledge x --under s", ["security-guarantees"]),
        ("talks pledge x --supersedes f", ["fewer-troops"]),
        ("talks clarify f", ["fewer-troops"]),
        ("talks observe f", ["fewer-troops"]),
        ("talks observe fewer-troops x --access d", ["denied"]),
        ("talks assess fewer-troops not", ["not-yet-due"]),
        ("talks assess fewer-troops breached --confidence m", ["moderate"]),
        ("talks guarantor security-guarantees in", ["in-principle", "invoked"]),
        ("talks silence n", ["neutral-status"]),
        ("talks package d", ["deal"]),
        ("talks package deal --add n", ["neutral-status"]),
        ("talks record pledge-m", ["pledge-made"]),
    ],
)
def test_a_word_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, offered: list[str]
) -> None:
    """Commands, references, sources, kinds and values are offered where they fit."""
    assert set(offered) == set(_offered(bargaining(tmp_path), line, monkeypatch, capsys))


@pytest.mark.parametrize("line", ["talks show ", "talks status --talks ", "talks respond x --source "])
@pytest.mark.parametrize("there", ["nothing", "no log", "a folder"])
def test_where_there_is_no_log_nothing_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, there: str
) -> None:
    """Without a log, or with something else in its place, completion is silent."""
    if there == "no log":
        (tmp_path / "talks.db").write_text("a note")
    if there == "a folder":
        (tmp_path / "talks.db").mkdir()
    assert _offered(Desk(tmp_path), line, monkeypatch, capsys) == []


def test_names_are_those_of_the_log_and_talks_on_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--log and --talks that were typed before the word say whose names are offered."""
    desk = at_work(tmp_path)
    desk.log.rename(tmp_path / "other.db")
    desk.done("--log", "other.db", "open", "geneva", "Geneva talks")
    desk.done("--log", "other.db", "--talks", "geneva", "party", "CHE", "--role", "host")
    assert _offered(desk, "talks --log other.db --talks geneva show ", monkeypatch, capsys) == ["CHE"]
    assert _offered(desk, "talks status --log other.db --talks ", monkeypatch, capsys) == ["geneva", TALKS]


def test_a_name_is_offered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What joined, left and joined again, or was formed twice, has one name."""
    desk = bargaining(tmp_path)
    desk.done("party", "TUR", "--left", "--on", "2022-03-30")
    desk.done("party", "TUR", "--role", "host", "--on", "2022-03-31")
    desk.done("package", "deal", "--dissolve", "--on", "2022-03-30")
    desk.done("package", "deal", "neutral", "security", "--on", "2022-03-31")
    assert sorted(EVERYTHING) == sorted(_offered(desk, "talks show ", monkeypatch, capsys))


def test_completion_loads_neither_the_domain_nor_what_reports_need(tmp_path: Path) -> None:
    """A reference is completed by SQL alone, fast enough while one types."""
    at_work(tmp_path)
    script = (
        "import sys\n"
        "from negotiation_cli.main import main\n"
        "try:\n    main([])\n"
        "except SystemExit:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    environment = {"_TALKS_COMPLETE": "complete_bash", "COMP_WORDS": "talks show n", "COMP_CWORD": "2"}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == ["neutral-status"]
    assert {"rich", "jinja2", "yaml", "eventsourcing", "pydantic"}.isdisjoint(ran.stderr.split())
