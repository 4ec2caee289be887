"""Exit statuses: what goes wrong is a sentence and a hint on standard error, and leaves the log as it was."""

import subprocess
import sys
from pathlib import Path

import pytest
from commandline import Desk, at_work

from negotiation.store import store
from negotiation.store.sqlite import opening


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


def test_0_done(desk: Desk) -> None:
    """A command that does what it is asked ends with 0, and says nothing on standard error."""
    ran = desk("status")
    assert (ran.status, ran.err) == (0, "")


def test_1_failed_to_make_what_is_there(desk: Desk) -> None:
    """A log is never made over another file."""
    said = desk.fails(1, "init")
    assert said == "error: 'talks.db' exists already, and was left as it is\nhint:  name another file with --log FILE\n"


def test_1_a_file_that_is_no_log(desk: Desk) -> None:
    """A file of another sort is refused in a sentence and left as it is."""
    other = desk.folder / "notes.txt"
    other.write_text("Not a log, but longer than the header of one would be." * 20)
    before = other.read_bytes()
    for command in (["status"], ["party", "CHN", "--role", "observer"], ["doctor"]):
        assert "error: 'notes.txt' is not a negotiation log" in desk.fails(1, "--log", "notes.txt", *command)
    assert before == other.read_bytes()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["respond"], "error: missing: PROPOSAL, --by, --stance"),
        (["respond", "neutral-status"], "error: missing: --by, --stance\n"),
        (["status", "--nope"], "error: there is no option --nope"),
        (["--color", "pink", "status"], "error: Invalid value for --color: is auto, always or never"),
        (["act", "neutral-status", "sing", "--by", "UKR"], "there is no act 'sing'; there is agreed-in-principle"),
        (["act", "neutral-status", "signed", "--by", "UKR", "--until", "2023"], "--until: does not go with signed"),
        (["act", "signed", "neutral-status", "--by", "UKR"], "ACT: comes second: talks act neutral-status signed"),
        (
            ["act", "neutral-status", "suspended", "--by", "UKR", "--reason", "x"],
            "--reason: does not go with suspended",
        ),
        (["act", "talks", "suspended", "--version", "1"], "--version: does not go with suspended"),
        (["act", "talks", "signed"], "of the talks is one of suspended, resumed, concluded, collapsed"),
        (["respond", "neutral-status", "--by", "RUS", "--stance", "fond"], "error: stance: "),
        (["propose", "x", "--by", "UKR", "--grade", "Z9"], "error: grade: "),
        (["propose", "x", "--by", "UKR", "--marking", "secret"], "error: marking: is one of TLP:CLEAR, TLP:GREEN"),
        (["propose", "x", "--by", "UKR", "--term", "neutral-status,permanent"], "'permanent' is no FIELD=VALUE"),
        (["propose", "x", "--by", "UKR", "--term", 'neutral-status,a="b'], "a double quote is not closed"),
        (["propose", "x", "--by", "UKR", "--provision", "no number"], "'no number' is no N=TEXT"),
        (["source", "x", "--publisher", "P", "--archived", "nowhere.pdf"], "'nowhere.pdf' cannot be read"),
        (["party", "CHN"], "error: missing: --role\n"),
        (["party", "CHN", "--reason", "ill"], "--reason: says why a party left: give --left too"),
        (["dispute", "8", "--by", "UKR,RUS", "--reason", "no"], "--by: takes one at a time, not UKR and RUS"),
        (["open", "more", "More talks", "--decide-by", "lot"], "is consensus, threshold:3 or threshold:75%, not 'lot'"),
        (["open", "more", "More talks", "--decide-by", ""], "is consensus, threshold:3 or threshold:75%, not ''"),
        (["log", "--marking", "secret"], "--marking: is one of TLP:CLEAR, TLP:GREEN, TLP:AMBER"),
        (["search", " "], "Invalid value for WORDS: give at least one"),
        (["due", "--only", "gossip"], "--only: 'gossip' is none of round, silence, last-day"),
        (["due", "--within", "soon"], "error: within: is a duration"),
        (["pledges", "--scale", "stars"], "--scale: 'stars' is none of kroc, politifact, plover"),
        (["calendar", "--output", "nowhere/talks.ics"], "error: 'nowhere/talks.ics' cannot be written"),
        (["diff", "2022-03-28", "2022-03-30", "--clock", "wall"], "--clock: is at, known or recorded"),
        (["diff", "2022-03-28", "2022-03-30", "--at", "2022"], "leave out --at"),
        (["report", "gossip"], "error: there is no report 'gossip'\nhint:  the reports are status, proposal"),
        (["report", "proposal"], "error: the report 'proposal' is about one proposal\n"),
        (["import", "nowhere.jsonl"], "error: there is no file 'nowhere.jsonl'"),
        (["record", "nowhere.yaml"], "error: there is no file 'nowhere.yaml'"),
        (["record"], "error: Invalid value for KIND|FILE: give one, or --edit\n"),
        (["--log", "file:x?mode=memory", "init"], "error: a log cannot be kept at"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_2_usage(desk: Desk, command: list[str], said: str) -> None:
    """What was given cannot be used: the sentence names the option or field and says what would do."""
    assert said in desk.fails(2, *command)


def test_3_not_found(desk: Desk) -> None:
    """A reference to nothing ends with 3 and names what there is."""
    said = desk.fails(3, "show", "neutrality")
    assert "there is no proposal, party, issue, source, pledge, round, package or entry 'neutrality'" in said
    assert "hint:  " in said


@pytest.mark.parametrize("command", [["why", "nothing"], ["log", "--pledge", "nothing"], ["log", "--round", "nothing"]])
def test_3_there_is_no_such_thing_to_follow(desk: Desk, command: list[str]) -> None:
    """What is asked about must be there: a slip of the pen is not an empty answer."""
    assert "there is no" in desk.fails(3, *command)


def test_4_refused(desk: Desk) -> None:
    """What a rule refuses ends with 4, with the entries behind it and what to do."""
    said = desk.fails(4, "act", "neutral-status", "signed", "--by", "UKR", "--on", "2022-03-30")
    assert "cannot be signed" in said
    assert "(#8)" in said
    assert "talks why neutral-status · record it all the same with --override REASON" in said


def test_4_an_id_that_says_something_else(desk: Desk) -> None:
    """An id that stands for another entry is refused."""
    desk.done("issue", "territory", "Territory", "--id", "mine")
    assert "the id 'mine' belongs to #9" in desk.fails(4, "issue", "prisoners", "Prisoners", "--id", "mine")


def test_5_busy(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that another program keeps locked ends with 5, nothing is written, and it can still be read."""
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(store, "PATIENCE_SECONDS", 0.1)
    holding = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(desk.log)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        said = desk.fails(5, "party", "CHN", "--role", "observer")
        assert "is locked by another program\nhint:  try again in a moment; nothing was written" in said
        assert "neutral-status" in desk.done("status")
        other.communicate()
    desk.done("party", "CHN", "--role", "observer")


def test_6_problems(desk: Desk) -> None:
    """A check that finds problems ends with 6 and says how many, after what it found."""
    desk.log.chmod(0o644)
    ran = desk("doctor")
    assert (ran.status, ran.err) == (6, "error: 1 problem found\n")
    assert "WRONG  only its owner may read it" in ran.out


def test_6_something_is_due(desk: Desk) -> None:
    """A command for cron ends with 6 if something is due, and it is no error: nothing is said about it."""
    ran = desk("due", "--exit-code")
    assert (ran.status, ran.err) == (6, "")
    assert "neutral-status" in ran.out or "security-guarantees" in ran.out
    assert desk("due", "--exit-code", "--only", "round").status == 0
    assert desk("due").status == 0


def test_a_traceback_is_shown_with_debug_alone(desk: Desk) -> None:
    """With --debug an error is raised as Python shows it; what the parser refuses is a sentence even so."""
    from negotiation.domain.errors import NotFound

    with pytest.raises(NotFound):
        desk("--debug", "show", "neutrality")
    with pytest.raises(NotFound):
        desk("show", "neutrality", TALKS_DEBUG="1")
    assert "there is no option --nope" in desk.fails(2, "--debug", "status", "--nope")


def test_an_error_of_the_program_is_a_sentence_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw ends with 1, names what it was, and asks for a report."""

    def broken(*_: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("negotiation.views.status.status_of", broken)
    said = desk.fails(1, "status")
    assert (
        "error: something in this program is wrong: RuntimeError: unforeseen\nhint:  run it again with --debug" in said
    )
