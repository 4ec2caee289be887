"""What a note-taker may write for a thing, a date, a log and its talks, and what is answered where it is not clear."""

from pathlib import Path

import pytest
from commandline import TALKS, Desk, at_work

from negotiation import reports
from negotiation_cli.commands import COMMANDS, READ

_ARGUMENTS = {
    "count": ("entries",),
    "show": ("neutral-status",),
    "why": ("neutral-status",),
    "treaty": ("neutral-status",),
    "blame": ("neutral-status",),
    "drafts": ("neutral-status",),
    "text": ("neutral-status",),
    "search": ("neutral",),
}
"""What reads need beside their clocks."""
_REPORTED = {
    "proposal": ("neutral-status",),
    "treaty": ("neutral-status",),
    "brief": ("RUS",),
    "changes": ("2022-03-28",),
    "dossier": ("2022-03-28",),
}
"""What reports need beside their kind."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


@pytest.mark.parametrize(
    ("reference", "title"),
    [
        ("neutral-status", "neutral-status"),
        ("neutral", "neutral-status"),
        ("NEUTRAL", "neutral-status"),
        ("proposal:neutral", "neutral-status"),
        ("UKR", "UKR"),
        ("ukr", "UKR"),
        ("agencies", "source agencies-0330"),
        ("8", "#8 RUS is studying neutral-status (version 1), says Medinsky"),
        ("#8", "#8 RUS is studying neutral-status (version 1), says Medinsky"),
    ],
)
def test_a_reference_may_be_short(desk: Desk, reference: str, title: str) -> None:
    """A slug, the beginning of one in any case, a number with or without its sign: each names one thing."""
    assert desk.done("show", reference).splitlines()[0] == title


def test_an_entry_may_be_named_by_the_beginning_of_its_id(desk: Desk) -> None:
    """An id is long; its beginning does where it is the only one."""
    desk.done("issue", "territory", "Territory", "--id", "my-own-long-id")
    assert desk.done("show", "my-own").startswith("#9 ")
    assert "#9 was retracted" in desk.done("retract", "my-own", "--reason", "no")


def test_a_reference_to_several_things_names_them(desk: Desk) -> None:
    """An ambiguous beginning ends with 3 and lists the candidates, for reads and writes."""
    desk.done("propose", "neutral-zone", "--by", "RUS", "--on", "2022-03-30")
    for command in (["show", "neutral"], ["why", "neutral"], ["withdraw", "neutral", "--by", "UKR"]):
        said = desk.fails(3, *command)
        assert "'neutral' could be" in said
        assert "neutral-status" in said
        assert "neutral-zone" in said
    assert desk.done("show", "neutral-s").startswith("neutral-status")


def test_a_kind_may_be_short(desk: Desk) -> None:
    """--kind takes a kind, or the first word of several."""
    assert desk.done("log", "--kind", "position-taken") == desk.done("log", "--kind", "position")
    assert "#8" in desk.done("log", "--kind", "position")


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (["show", "neutral-statis"], "did you mean neutral-status?"),
        (["why", "securty-guarantees"], "did you mean security-guarantees?"),
        (["respond", "zzz", "--by", "RUS", "--stance", "opposes"], "there is neutral-status, security-guarantees"),
        (["log", "--party", "UKRA"], "did you mean UKR?"),
        (["log", "--source", "zzz"], "there is agencies-0330"),
        (["log", "--kind", "position-takn"], "did you mean position-taken?"),
        (["record", "position-takn", "party=RUS"], "did you mean position-taken?"),
        (["propose", "x", "--by", "UKR", "--term", "neutral-stat"], "did you mean neutral-status?"),
        (["propose", "x", "--by", "UKR", "--source", "agencies-0331"], "did you mean agencies-0330?"),
        (["show", "#99"], "its last entry is #8"),
        (["retract", "99", "--reason", "x"], "there is no entry '99'"),
        (["undo", "99"], "there is no entry '99'"),
        (["--talks", "geneva", "status"], f"there is {TALKS}"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_reference_to_nothing_names_what_is_like_it(desk: Desk, command: list[str], hint: str) -> None:
    """What is not there ends with 3, with what was probably meant or with what there is."""
    assert hint in desk.fails(3, *command)


@pytest.mark.parametrize("option", ["--at", "--known", "--recorded"])
def test_a_date_of_two_readings_is_refused_in_a_read(desk: Desk, option: str) -> None:
    """03/04/2026 is 3 April to some and 4 March to others: both readings are named."""
    said = desk.fails(2, "status", option, "03/04/2026")
    assert f"{option}: '03/04/2026' can be read as 2026-04-03 or as 2026-03-04: write the one you mean" in said


def test_why_of_an_entry_points_to_the_entry(desk: Desk) -> None:
    """Only proposals, pledges and packages have a label to explain; an entry is shown."""
    assert "hint:  of an entry: talks show 7" in desk.fails(3, "why", "7")


def test_a_number_without_its_sign_is_no_date(desk: Desk) -> None:
    """Who means the log when it held three entries is told how to write that; no other clock counts entries."""
    assert "write '#3' for when the log held 3 entries" in desk.fails(2, "status", "--recorded", "3")
    assert "#3" not in desk.fails(2, "status", "--known", "3")


@pytest.mark.parametrize("option", ["--on", "--learned"])
def test_a_date_of_two_readings_is_refused_in_a_write(desk: Desk, option: str) -> None:
    """What could mean two days is never recorded."""
    said = desk.fails(2, "respond", "neutral", "--by", "RUS", "--stance", "opposes", option, "03/04/2026")
    assert "can be read as 2026-04-03 or as 2026-03-04" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2022-02-30", "does not exist: February 2022 has 28 days"),
        ("last week", "is not a date: write it as 2022, 2022-03, 2022-03-29"),
        ("29.03.2022", "2022-03-29"),
        ("2022-03-30/2022-03-28", "2022-03-28"),
    ],
)
def test_what_is_no_date_is_answered_with_how_to_write_one(desk: Desk, text: str, said: str) -> None:
    """A date that does not exist or cannot be read ends with 2."""
    assert said in desk.fails(2, "respond", "neutral", "--by", "RUS", "--stance", "opposes", "--on", text)
    assert said in desk.fails(2, "status", "--at", text)


def test_a_log_is_named_before_or_after_the_command(desk: Desk) -> None:
    """--log works in both places; the one after the command wins."""
    elsewhere = desk.folder / "elsewhere.db"
    desk.log.rename(elsewhere)
    assert "neutral-status" in desk.done("--log", "elsewhere.db", "status")
    assert "neutral-status" in desk.done("status", "--log", "elsewhere.db")
    assert "neutral-status" in desk.done("--log", "nowhere.db", "status", "--log", "elsewhere.db")


def test_a_log_may_be_named_by_the_environment(desk: Desk) -> None:
    """$TALKS_LOG names the log, unless --log does."""
    elsewhere = desk.folder / "elsewhere.db"
    desk.log.rename(elsewhere)
    assert "neutral-status" in desk.done("status", TALKS_LOG=str(elsewhere))
    assert "neutral-status" in desk.done("--log", "elsewhere.db", "status", TALKS_LOG="nowhere.db")
    made = desk.done("init", TALKS_LOG="third.db")
    assert "made the log third.db" in made
    assert (desk.folder / "third.db").is_file()


def test_the_nearest_log_upward_is_found(desk: Desk) -> None:
    """From a folder below, the talks.db above is used; a nearer one comes first."""
    below = desk.folder / "a" / "b"
    below.mkdir(parents=True)
    assert "neutral-status" in Desk(below).done("status")
    Desk(desk.folder / "a").done("init")
    Desk(below).done("open", "other", "Other talks")
    assert "Other talks" in Desk(below).done("status")
    assert "Other talks" not in desk.done("status")


def test_no_log_is_said_with_how_to_make_one(tmp_path: Path) -> None:
    """Where there is no log every command that needs one ends with 3, and makes none."""
    desk = Desk(tmp_path)
    for command in (["status"], ["party", "UKR", "--role", "host"], ["export"], ["doctor"], ["open", "x", "X"]):
        assert "there is no log here or in any folder above (talks.db)\nhint:  make one with: talks init" in desk.fails(
            3, *command
        )
    assert "there is no log at 'nowhere.db'" in desk.fails(3, "--log", "nowhere.db", "status")
    assert list(tmp_path.iterdir()) == []


def test_a_log_of_another_name_is_named_where_there_is_no_other(tmp_path: Path) -> None:
    """In the folder of the demo, whose log is not called talks.db, the error says how to name it."""
    Desk(tmp_path).done("--log", "the demo.db", "init")
    assert "hint:  name one, such as talks --log 'the demo.db' ..., or set $TALKS_LOG" in Desk(tmp_path).fails(
        3, "status"
    )


def test_an_empty_log_says_how_to_begin(tmp_path: Path) -> None:
    """A log without talks is not a failure of the log: the hint says how to open talks."""
    desk = Desk(tmp_path)
    desk.done("init")
    for command in (["status"], ["party", "UKR", "--role", "host"]):
        assert (
            "hint:  begin with: talks open ID TITLE · a journal that opens them: talks --talks ID record FILE"
            in desk.fails(3, *command)
        )


def test_several_talks_need_one_to_be_named(desk: Desk) -> None:
    """With two talks in the log, one is named by --talks before or after the command, or by $TALKS."""
    desk.done("open", "geneva", "Geneva talks")
    said = desk.fails(3, "status")
    assert TALKS in said
    assert "geneva" in said
    assert "Geneva talks" in desk.done("--talks", "geneva", "status")
    assert "Geneva talks" in desk.done("status", "--talks", "gen")
    assert "Geneva talks" in desk.done("status", TALKS="geneva")
    assert "neutral-status" in desk.done("--talks", TALKS, "status", TALKS="geneva")
    assert "#2  territory" in desk.done("--talks", "geneva", "issue", "territory", "Territory")
    assert "territory" not in desk.done("--talks", TALKS, "log")


@pytest.mark.parametrize(
    "command",
    [
        *(
            (name, *_ARGUMENTS.get(name, ()))
            for name, place in COMMANDS.items()
            if place.panel == READ and name != "diff"
        ),
        *(("report", kind, *_REPORTED.get(kind, ())) for kind in reports.KINDS),
        ("calendar",),
        ("diff", "2022-03-28", "2022-03-30"),
    ],
    ids=" ".join,
)
def test_a_number_beyond_the_end_of_the_log_is_an_error(desk: Desk, command: tuple[str, ...]) -> None:
    """What the log held at an entry that there is not is no view: every read says so, and which entry is the last."""
    said = desk.fails(3, *command, "--recorded", "#9")
    assert said == "error: there is no entry '#9' in this log\nhint:  its last entry is #8\n"
    assert desk(*command, "--recorded", "#8").status == 0


@pytest.mark.parametrize("moments", [("#7", "#9"), ("#9", "#7"), ("#99", "#100")])
def test_a_change_is_between_entries_that_there_are(desk: Desk, moments: tuple[str, str]) -> None:
    """`diff` refuses a number beyond the end on either side."""
    assert "there is no entry '#" in desk.fails(3, "diff", *moments, "--clock", "recorded")
