"""On a terminal: asking for a proposal, paging, colour, and tables that fit; and none of it anywhere else."""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from commandline import Desk, at_work

from negotiation import NegotiationLog

pexpect = pytest.importorskip("pexpect")
from terminals import Terminal  # noqa: E402  # it needs pexpect

QUESTIONS = 9
ESCAPE = "\x1b["


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


def _answer(child: Any, *answers: str) -> None:
    """Give the answers one by one, each to a question that begins with its number, from the first."""
    for number, answer in enumerate(answers, start=1):
        child.expect(f"{number}/{QUESTIONS} [^\n]*: ")
        child.sendline(answer)


def _left(child: Any) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)


def test_propose_asks_goes_back_and_records_after_a_last_yes(desk: Desk, terminal: Terminal) -> None:
    """Questions can be gone back to; a preview is shown, and yes records what it showed."""
    child = terminal("propose")
    child.expect("1/9 A short name for it")
    child.sendline("neutral-zon")
    child.expect("2/9 Who puts it forward")
    child.sendline("<")
    child.expect(r"1/9 .*\[neutral-zon\]: ")
    child.sendline("neutral-zone")
    child.expect("2/9")
    child.sendline("")
    child.expect("this is needed")
    child.sendline("UKR")
    for number, answer in ((3, "RUS"), (4, "2022-04-01"), (5, "A zone"), (6, "neutral-statu,permanent=yes")):
        child.expect(f"{number}/9")
        child.sendline(answer)
    child.expect("there is no kind of term 'neutral-statu'")
    child.sendline("neutral-status,permanent=yes")
    for number, answer in ((7, "and more"), (8, "security"), (9, "agencies-0330")):
        child.expect(f"{number}/9")
        child.sendline(answer)
    child.expect("UKR tabled neutral-zone .version 1. to RUS, in exchange for security-guarantees")
    child.expect("neutral status: permanent")
    child.expect("and more")
    child.expect("Record it?")
    child.sendline("<")
    child.expect(r"9/9 .*\[agencies-0330\]")
    child.sendline("-")
    child.expect("Record it?")
    child.sendline("yes")
    child.expect("#9  1 Apr 2022  UKR tabled neutral-zone")
    assert _left(child) == 0
    shown = desk.done("show", "9")
    assert "unsourced" in shown
    assert "A zone" in shown


@pytest.mark.parametrize("last", ["no", "", "\x03"])
def test_propose_records_nothing_without_a_yes(desk: Desk, terminal: Terminal, last: str) -> None:
    """No, an empty answer and Ctrl-C leave the log as it was."""
    before = desk.record()
    child = terminal("propose", "pact")
    for number in range(2, QUESTIONS + 1):
        child.expect(f"{number}/9")
        child.sendline("UKR" if number == 2 else "")
    child.expect(r"Record it\?")
    child.send(last if last == "\x03" else f"{last}\r")
    child.expect("stopped; nothing more was recorded|nothing was recorded")
    assert _left(child) == (130 if last == "\x03" else 1)
    assert before == desk.record()


def test_propose_says_what_cannot_be_recorded_and_asks_again(desk: Desk, terminal: Terminal) -> None:
    """What a rule refuses is said, and the answers stay to be mended."""
    desk.done("party", "TUR", "--left", "--on", "2022-03-30")
    child = terminal("propose")
    _answer(child, "pact", "TUR", *[""] * 7)
    child.expect("That cannot be recorded: TUR had left the talks .#9.")
    child.expect(r"1/9 .*\[pact\]: ")
    child.sendcontrol("c")
    assert _left(child) == 130
    assert "#10" not in desk.done("log")


def test_a_date_is_answered_in_the_words_that_an_option_takes(desk: Desk, terminal: Terminal) -> None:
    """`today`, which is shown as the day that it is, and a date as people write it."""
    child = terminal("pledge")
    for number, answer in enumerate(("patrols", "RUS", "", "Fewer", "", "1 May 2022", "yesterday", ""), start=1):
        child.expect(f"{number}/8 [^\n]*: ")
        child.sendline(answer)
    child.expect("due 1 May 2022")
    child.expect("Record it")
    child.sendline("yes")
    assert _left(child) == 0
    last = desk.done("log", "--record", "--last", "1")
    assert re.search(r"\d+ [A-Z][a-z]{2} 20\d\d +RUS clarified patrols: due 1 May 2022", last)


def test_each_answer_is_checked_when_it_is_given(terminal: Terminal) -> None:
    """What there is, is offered; a name that is taken, a slip, a date that is none and a strange source come again."""
    child = terminal("propose", columns=60)
    for prompt, wrong, said in (
        ("1/9", "Neutral Status", "is written in small letters"),
        ("1/9", "neutral-status", "there is a proposal neutral-status already"),
    ):
        child.expect(prompt)
        child.sendline(wrong)
        child.expect(said)
    child.expect("1/9")
    child.sendline("pact")
    child.expect("there is RUS, TUR, UKR")
    for number, wrong, said, right in (
        (2, "UKX", "did you mean UKR", "UKR"),
        (3, "Russia", "did you mean RUS", "RUS"),
        (4, "2022-02-30", "2022-02-30", "2022-04-01"),
        (5, "", "", ""),
        (6, "neutral-status,permanent=perhaps", "yes or no", ""),
        (7, "", "", "Words"),
        (8, "secur, nowhere", "there is no proposal 'nowhere'", "secur"),
        (9, "agencies", "", ""),
    ):
        child.expect(f"{number}/9")
        if said:
            child.sendline(wrong)
            child.expect(said)
            child.expect(f"{number}/9")
        child.sendline(right)
    child.expect("Record it")
    child.sendline("yes")
    child.expect("#9  1 Apr 2022  UKR tabled pact")
    assert _left(child) == 0


@pytest.mark.parametrize(
    ("command", "answers", "recorded"),
    [
        ("respond", ("neutral", "RUS", "opposes", "", "2022-04-01", "Peskov", ""), "RUS opposes neutral-status"),
        (
            "respond",
            ("neutral", "RUS", "supports-if", "peace", "2022-04-01", "", ""),
            "supports .* if peace",
        ),
        ("pledge", ("fewer", "RUS", "UKR", "Fewer troops", "neutral", "2022-05", "", ""), "RUS pledged fewer"),
        (
            "say",
            ("Lavrov", "No, and it's final.", "RUS", "neutral", "2022-04-01", ""),
            "Lavrov .RUS. about neutral-status: .No, and it's final",
        ),
    ],
)
def test_other_commands_ask_as_well(terminal: Terminal, command: str, answers: tuple[str, ...], recorded: str) -> None:
    """A position, a pledge and a statement are asked for where nothing is told, and recorded after a last yes."""
    child = terminal(command)
    for number, answer in enumerate(answers, start=1):
        child.expect(f"{number}/{len(answers)} [^\n]*: ")
        child.sendline(answer)
    child.expect("Record it")
    child.sendline("yes")
    child.expect(f"#9 .*{recorded}")
    assert _left(child) == 0


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        (["respond"], "missing: PROPOSAL, --by, --stance"),
        (["pledge"], "missing: ID, --by, --text"),
        (["say", "Lavrov"], "missing: TEXT"),
    ],
)
def test_off_a_terminal_what_would_be_asked_for_is_named(desk: Desk, command: list[str], missing: str) -> None:
    """Nobody can be asked in a script."""
    assert missing in desk.fails(2, *command)


def test_propose_on_a_terminal_asks_only_when_it_is_told_nothing(desk: Desk, terminal: Terminal) -> None:
    """What was typed is never dropped: with some options given, the missing ones are named instead."""
    shown = terminal.shown("propose", "pact", "--title", "A pact")
    assert shown == "error: missing: --by\nhint:  give it on the command line; --help says how\n"
    assert "(not recorded: dry run)" in terminal.shown("propose", "pact", "--by", "UKR", "--dry-run")
    assert "pact" not in desk.done("log")


def test_propose_without_arguments_off_a_terminal_names_what_is_missing(desk: Desk) -> None:
    """In a pipe nobody is asked: the missing names are said, with status 2."""
    assert "error: missing: ID, --by\n" in desk.fails(2, "propose")
    assert "error: missing: --by\n" in desk.fails(2, "propose", "pact")


def test_a_long_log_is_paged_on_a_terminal_only(desk: Desk, terminal: Terminal) -> None:
    """$PAGER shows what is longer than the terminal; what fits, and what goes to a pipe or a file, it does not."""
    pager = f"{sys.executable} -c \"import sys; print('PAGED', sys.stdin.read())\""
    assert "PAGED" in terminal.shown("log", lines=8, PAGER=pager)
    assert "PAGED" not in terminal.shown("log", lines=60, PAGER=pager)
    assert "PAGED" not in desk.done("log", PAGER=pager)
    assert "neutral-status" in terminal.shown("log", lines=8, PAGER="no-such-pager")
    assert "neutral-status" in terminal.shown("log", lines=8, PAGER="")


def test_colour_is_for_terminals_and_can_be_forbidden(desk: Desk, terminal: Terminal) -> None:
    """A terminal gets escape codes unless NO_COLOR or --color never says otherwise; --color always overrules both."""
    assert ESCAPE in terminal.shown("status")
    assert ESCAPE not in terminal.shown("status", NO_COLOR="1")
    assert ESCAPE not in terminal.shown("--color", "never", "status")
    assert ESCAPE in terminal.shown("--color", "always", "status", NO_COLOR="1")
    assert ESCAPE in desk.done("--color", "always", "status")
    assert ESCAPE not in desk.done("status")
    assert ESCAPE not in desk.done("--color", "always", "status", "--json")


@pytest.mark.parametrize("columns", [60, 100])
def test_a_table_fits_the_terminal_and_breaks_no_word(terminal: Terminal, columns: int) -> None:
    """At any width no line is longer than the terminal, and each name stands whole, so that it can be copied."""
    shown = terminal.shown("--color", "never", "status", columns=columns)
    assert max(len(line) for line in shown.splitlines()) <= columns
    for word in ("security-guarantees", "neutral-status", "consideration", "studying"):
        assert re.search(rf"(^|\s){word}(\s|,|$)", shown, re.MULTILINE), shown


def test_a_narrow_terminal_gets_rows_one_below_the_other(terminal: Terminal) -> None:
    """Where the columns do not fit, each row is a paragraph with its fields by name, in the same order."""
    shown = terminal.shown("--color", "never", "log", columns=40)
    fields = re.findall(r"^  ([a-z]+)  ", shown, re.MULTILINE)
    assert fields[:6] == ["when", "what", "when", "what", "when", "what"]


def test_columns_may_be_set_by_the_environment(desk: Desk) -> None:
    """$COLUMNS is the width where there is no terminal to ask."""
    shown = desk.done("--color", "always", "status", COLUMNS="60")
    assert max(len(re.sub("\x1b\\[[0-9;]*m", "", line)) for line in shown.splitlines()) <= 60


@pytest.mark.parametrize(("answer", "status", "number"), [("y", 0, 9), ("n", 4, 8), ("", 4, 8)])
def test_a_date_far_ahead_is_asked_about(desk: Desk, terminal: Terminal, answer: str, status: int, number: int) -> None:
    """On a terminal a date more than a year ahead is recorded after a yes, and refused after anything else."""
    child = terminal("say", "Peskov", "We shall see.", "--on", "2220-03-29")
    child.expect("on: 2220-03-29 is more than a year ahead")
    child.expect("is that meant")
    child.sendline(answer)
    assert _left(child) == status
    assert number == len(desk.record().splitlines())


def test_undo_asks_after_a_command_that_failed(desk: Desk, terminal: Terminal) -> None:
    """Whoever was refused and takes it back may not mean the entry before: undo says which, and asks."""
    desk.done("say", "Lavrov", "No.")  # just now: the log of the session may be older than undo takes as meant
    child = terminal("act", "neutral-status", "signed", "--by", "UKR")
    assert _left(child) == 4
    child = terminal("undo")
    child.expect("the last command recorded nothing; undo takes back:")
    child.expect("#9  Lavrov")
    child.expect("is that meant")
    child.sendline("")
    child.expect("nothing was taken back")
    assert _left(child) == 1
    assert "#10" not in desk.done("log", "--record")
    assert desk.done("undo").startswith("#10  #9 was retracted")


def test_undo_asks_where_the_last_entry_is_older(desk: Desk, terminal: Terminal) -> None:
    """After a while the last entry may be somebody else's, or forgotten; a recent one is taken back at once."""
    desk.done("say", "Lavrov", "No.")
    assert "#10  #9 was retracted: undone" in terminal.shown("undo")
    earlier = datetime.now(UTC) - timedelta(hours=1)
    NegotiationLog.create(str(desk.folder / "old.db")).close()
    with NegotiationLog.open(str(desk.folder / "old.db"), clock=lambda: earlier) as log:
        log.open_talks("geneva", "Geneva talks").party("UKR", roles=["negotiating"])
    child = terminal("undo", "--log", "old.db")
    child.expect("the last entry was recorded .* undo takes back:")
    child.expect("#2  UKR joined the talks")
    child.sendline("y")
    child.expect("#3  #2 was retracted: undone")
    assert _left(child) == 0


def test_the_status_of_five_proposals_and_eight_parties_fits_a_small_screen(tmp_path: Path) -> None:
    """On 80 by 24: who has not spoken in one line, what ended at the foot; wide only where that fits, and in a pipe."""
    desk, parties = Desk(tmp_path), ("CHN", "DEU", "FRA", "GBR", "IRN", "RUS", "USA", "EUU")
    desk.done("init")
    desk.done("open", "vienna", "Talks on the nuclear programme of Iran", "--timezone", "Europe/Vienna")
    desk.done("party", *parties, "--role", "negotiating")
    for name in ("enrichment", "inspections", "sanctions-relief", "snapback", "arms-embargo", "old-text"):
        desk.done("propose", name, "--by", "FRA,DEU", "--to", "IRN", "--on", "2015-06-30", "--text", "Words")
    desk.done("respond", "enrichment", "--by", "IRN", "--stance", "reserved", "--on", "2015-07-01")
    desk.done("link", "snapback", "in-exchange-for", "sanctions-relief", "--on", "2015-07-01")
    desk.done("respond", "snapback", "--by", "CHN,RUS,GBR", "--stance", "red-line", "--on", "2015-07-02")
    desk.done("act", "old-text", "deferred", "--on", "2015-07-02")
    terminal = Terminal(desk)
    small = re.sub(r"\x1b\[[0-9;]*m", "", terminal.shown("status", columns=80, lines=24, PAGER="")).splitlines()
    wide = terminal.shown("status", columns=250, PAGER="", NO_COLOR="1")
    terminal.close()
    assert len(small) <= 24
    assert max(map(len, small)) <= 80
    assert "ended  old-text deferred" in small[-1]
    assert "not heard: CHN, GBR, RUS, USA and EUU" in " ".join(" ".join(small).split())
    assert "CHN, RUS and GBR: red line" in " ".join(" ".join(small).split())
    assert "text · formal · kept" in wide
    assert "text · formal · kept" in desk.done("status")
