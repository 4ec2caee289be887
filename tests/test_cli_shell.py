"""The shell: one process, every command a line, texts without quotes, completion and history on a terminal."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commandline import Desk, at_work
from typer.main import get_command

from negotiation_cli.main import app
from negotiation_cli.shell.arguments import arguments_of, waiting_in
from negotiation_cli.shell.words import words_of

pexpect = pytest.importorskip("pexpect")
pytest.importorskip("prompt_toolkit")
from terminals import Terminal  # noqa: E402  # it needs pexpect


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


@pytest.fixture
def terminal(desk: Desk) -> Iterator[Terminal]:
    """Return a terminal at the desk, of which nothing goes on running."""
    made = Terminal(desk)
    yield made
    made.close()


def _command(name: str) -> Any:
    group: Any = get_command(app)
    return group.get_command(None, name)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a  b", ["a", "b"]),
        ('say "a b" c', ["say", "a b", "c"]),
        ("It's 5 o'clock", ["It's", "5", "o'clock"]),
        ("“so it is” he", ["so it is", "he"]),
        ('a "b', ["a", '"b']),
        ('"a"b c"', ['a"b c']),
        ('x,question="a, b" y', ['x,question="a, b"', "y"]),
        ("'a b'", ["a b"]),
        ("", []),
    ],
)
def test_a_line_is_cut_into_words(line: str, words: list[str]) -> None:
    """Quotes around words hold them together; others, and apostrophes, are signs like others."""
    assert words == [word.text for word in words_of(line)]


@pytest.mark.parametrize(
    ("name", "rest", "arguments"),
    [
        ("note", 'He said: "no",  and left -- late', ["--", 'He said: "no",  and left -- late']),
        ("note", "--by the way, no --on 2022-03-29", ["--on=2022-03-29", "--", "--by the way, no"]),
        ("say", "Brun We need a pause. --party south", ["--party=south", "--", "Brun", "We need a pause."]),
        ("say", 'Brun "We need" --note at the door', ["--note=at the door", "--", "Brun", "We need"]),
        ("say", "Brun --party south It's late", ["--party=south", "--", "Brun", "It's late"]),
        (
            "respond",
            "neutral --by A,B --if all agree --if so",
            ["--by=A,B", "--if=all agree", "--if=so", "--", "neutral"],
        ),
        ("retract", "7 --reason=misheard", ["--reason=misheard", "--", "7"]),
        (
            "correct",
            "7 --set note=at the door --reason it was so",
            ["--set=note=at the door", "--reason=it was so", "--", "7"],
        ),
        (
            "propose",
            "x --provision 1=No bases at all --floated",
            ["--provision=1=No bases at all", "--floated", "--", "x"],
        ),
        ("source", "wire -s other --publisher The Wire", ["-s", "other", "--publisher=The Wire", "--", "wire"]),
        ("observe", "kyiv --by the OSCE They left", ["--by=the", "--", "kyiv", "OSCE They left"]),
        ("observe", "kyiv They left --by the OSCE", ["--by=the OSCE", "--", "kyiv", "They left"]),
        (
            "party",
            "CHN --role host --on 17 Nov 2015 --name China",
            ["--role=host", "--on=17 Nov 2015", "--name=China", "--", "CHN"],
        ),
        (
            "party",
            "CHN --left --on 11 July 2015 --reason it ended",
            ["--left", "--on=11 July 2015", "--reason=it ended", "--", "CHN"],
        ),
        ("party", "--on 2015-07-11 18:00 CHN IRN", ["--on=2015-07-11 18:00", "--", "CHN", "IRN"]),
        ("party", "CHN --on 31 Nov 2015 --role host", ["--on=31 Nov 2015", "--role=host", "--", "CHN"]),
        ("say", "--on about Mar 2022 Brun We need 2 days", ["--on=about Mar 2022", "--", "Brun", "We need 2 days"]),
        ("say", "--on yesterday Brun We need", ["--on=yesterday", "--", "Brun", "We need"]),
        ("diff", "1 June 2017 10 July 2017", ["--", "1 June 2017", "10 July 2017"]),
        ("diff", "#7 #9", ["--", "#7", "#9"]),
        ("search", 'neutral "a b"', ["--", "neutral", "a b"]),
        ("status", "--helf", ["--helf"]),
        ("status", "--at", ["--at"]),
        ("status", "", []),
    ],
)
def test_words_after_a_command_are_its_arguments(name: str, rest: str, arguments: list[str]) -> None:
    """Text runs to the next option of the command, to the letter; whatever is no option of it belongs to the text."""
    assert arguments == arguments_of(_command(name), rest)


@pytest.mark.parametrize(
    ("name", "rest", "waited_for", "beginning"),
    [
        ("respond", "", "proposal", ""),
        ("respond", "neu", "proposal", "neu"),
        ("respond", "neutral --stance ", "stance", ""),
        ("respond", "neutral --stance op", "stance", "op"),
        ("respond", "neutral --by A,R", "by", "A,R"),
        ("act", "neutral ", "act", ""),
        ("respond", "neutral --st", None, "--st"),
    ],
)
def test_what_is_waited_for_at_the_end_of_a_line(name: str, rest: str, waited_for: str | None, beginning: str) -> None:
    """The value of the option before it, the argument whose turn it is, or an option."""
    found = waiting_in(_command(name), rest)
    assert (waited_for, beginning) == (found.parameter and found.parameter.name, found.beginning)


def test_lines_from_a_pipe_are_commands(desk: Desk) -> None:
    """Each is run as it stands; an error ends none of the others, and the first of them is the status."""
    lines = (
        'note He said: "no", and left;   it\'s late\n'
        "\n"
        "bogus\n"
        "talks say Brun We need a pause --party UKR --on 2022-03-29\n"
        "use nowhere\n"
        "shell\n"
        "log --last 1\n"
        "exit\n"
        "note never\n"
    )
    ran = desk("shell", typed=lines)
    assert 2 == ran.status
    assert 'note: He said: "no", and left;   it\'s late' in ran.out
    assert "Brun (UKR): “We need a pause”" in ran.out
    assert "this is the shell already" in ran.out
    assert "there is no command 'bogus'" in ran.err
    assert "there are no talks 'nowhere'" in ran.err
    assert "Traceback" not in ran.err
    assert 10 == len(desk.record().splitlines())


def test_the_shell_goes_on_in_other_talks(desk: Desk) -> None:
    """One log may hold several; those that are used are meant from then on."""
    ran = desk("shell", typed="open geneva Talks in Geneva --timezone UTC\nuse geneva\nissue land Who owns the land\n")
    assert (0, "") == (ran.status, ran.err)
    assert "land was put on the agenda: Who owns the land" in desk.done("log", "--talks", "geneva", "--record")


def test_what_a_command_of_the_shell_did_is_said_of_that_one_alone(desk: Desk) -> None:
    """After a write, a command that fails says nothing of what was recorded before it."""
    ran = desk("shell", typed="note one\nretract 99 --reason x\n")
    assert "there is no entry '99'" in ran.err
    assert "recorded" not in ran.err


def test_a_terminal_has_completion_history_and_a_prompt(desk: Desk, terminal: Terminal) -> None:
    """Tab offers what there is; the prompt counts entries; Ctrl-C ends a line, Ctrl-D the shell; history is private."""
    child = terminal("shell", columns=120, PROMPT_TOOLKIT_NO_CPR="1")
    child.expect("istanbul-2022 #8>")
    for typed, becomes in (("resp\t", "ond"), (" neut\t", "ral-status"), (" --sta\t", "nce"), (" opp\t", "oses")):
        child.send(typed)
        child.expect(becomes)
    child.send(" --by UKR,RU\t")
    child.expect("S")
    child.send("\r")
    child.expect("#10 .*RUS opposes neutral-status")
    child.expect("istanbul-2022 #10>")
    child.send("not a command\r")
    child.expect("there is no command 'not'")
    child.expect("#10>")
    child.send("note never\x03")
    child.expect("#10>")
    child.send("undo\r")
    child.expect("is that meant")
    child.send("y\r")
    child.expect("istanbul-2022 #12>")
    child.send("\x04")
    child.expect(pexpect.EOF)
    child.close()
    history = desk.folder / "talks" / "history"
    assert 0 == child.exitstatus
    assert 0o600 == history.stat().st_mode & 0o777
    assert "+respond neutral-status --stance opposes --by UKR,RUS" in history.read_text(encoding="utf-8")
    assert 12 == len(desk.record().splitlines())


def test_a_shell_is_refused_where_its_library_is_not_installed(desk: Desk, terminal: Terminal) -> None:
    """The error names the library and the extra."""
    (desk.folder / "prompt_toolkit.py").write_text("raise ModuleNotFoundError(name='prompt_toolkit')\n")
    shown = terminal.shown("shell", PYTHONPATH=os.pathsep.join([str(desk.folder), os.environ.get("PYTHONPATH", "")]))
    assert "a shell on a terminal takes the library prompt_toolkit" in shown
    assert "extra 'shell'" in shown


def test_notes_wait_until_they_are_sorted(desk: Desk) -> None:
    """A note becomes an entry with its date; taken back, it waits again; what is no note is refused."""
    desk.done("note", "South", "needs", "a", "pause", "--on", "2022-03-29T14:25Z")
    assert "South needs a pause" in desk.done("notes")
    said = desk.done("say", "Brun", "We need a pause.", "--from-note", "9", "--note", "quietly")
    assert said.splitlines()[1].endswith("note #9 was sorted")
    assert "no note waits to be sorted" in desk.done("notes")
    assert "#10" in desk.done("notes", "--all")
    shown = json.loads(desk.done("show", "10", "--json"))
    assert ("2022-03-29T14:25Z", "quietly; from note #9") == (shown["line"]["occurred"], shown["line"]["note"])
    desk.done("undo")
    assert "South needs a pause" in desk.done("notes")
    assert "waits" in desk.done("notes", "--all")
    assert "from-note: #8 is no note" in desk.fails(2, "say", "Brun", "No.", "--from-note", "8")
    desk.done("correct", "9", "--set", "on=2022-03-28", "--reason", "misdated")
    desk.done("say", "Brun", "We need a pause.", "--from-note", "9", "--id", "mine")
    assert "28 Mar 2022" in desk.done("log", "--kind", "statement-recorded")
    desk.done("say", "Brun", "We need a pause.", "--from-note", "9", "--id", "mine")
    assert '"sorted_into": [\n        15\n      ]' in desk.done("notes", "--all", "--json")
    desk.done("undo")
    desk.done("retract", "9", "--reason", "nothing in it")
    assert "#9 was taken back by #19" in desk.fails(4, "say", "Brun", "No.", "--from-note", "9")
    assert "no note waits to be sorted" in desk.done("notes")


def test_that_a_note_was_sorted_is_no_claim_of_the_source(desk: Desk) -> None:
    """Who said it, where it was read, its words and its round are of what a note became, and not of the sorting."""
    desk.done("source", "gazette", "--publisher", "The Gazette", "--published", "2022-03-30")
    desk.done("round", "harbour", "opened", "--on", "2022-03-29")
    number = len(desk.record().splitlines()) + 1
    desk.done("note", "a pause", "--on", "2022-03-29T14:25Z")
    told = ["--says", "Brun", "--source", "gazette", "--quote", "une pause", "--grade", "B2", "--in", "harbour"]
    said = desk.done("respond", "neutral", "--by", "RUS", "--stance", "opposes", "--from-note", str(number), *told)
    assert f"#{number + 2}  29 Mar 2022, 14:25 UTC  note #{number} was sorted" == said.splitlines()[1]
    line = json.loads(desk.done("show", str(number + 2), "--json"))["line"]
    assert "2022-03-29T14:25Z" == line["occurred"]
    claimed = ("says", "sources", "grade", "note", "in_round", "quote")
    assert [None, [], None, None, None, None] == [line[field] for field in claimed]
    found = [found["number"] for found in json.loads(desk.done("search", "pause", "--json"))["lines"]]
    assert [number, number + 1] == found


def test_notes_are_seen_as_of_any_moment(desk: Desk) -> None:
    """By its day a note is there and waits, whatever was made of it later."""
    desk.done("note", "a pause", "--on", "2022-03-29")
    desk.done("say", "Brun", "A pause.", "--from-note", "9")
    assert "a pause" in desk.done("notes", "--recorded", "#9")
    assert "no note" in desk.done("notes", "--at", "2022-03-28")
    assert "no note" in desk.done("notes", "--recorded", "#8", "--all")
