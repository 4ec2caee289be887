"""Following up from the command line: words and deeds, guarantees, rounds, packages, and what is due."""

import json
import re
from pathlib import Path

import pytest
from bargaining import bargaining
from commandline import Desk, at_work

DUE = (
    "round",
    "silence",
    "last-day",
    "pledge",
    "deferred",
    "consultation",
    "package",
    "stale",
    "condition",
    "unanswered",
    "guarantor",
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of a session that has gone on."""
    return bargaining(tmp_path)


def kinds(desk: Desk, *options: str) -> list[str]:
    """Return the kinds of what is due."""
    return [item["kind"] for item in json.loads(desk.done("due", "--json", *options))["items"]]


def one_line(text: str) -> str:
    """Return text as one line, so that a wrapped cell is read as a whole."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("pledges", ("fewer-troops", "troops: fewer than before", "nothing observed", "made; not assessed")),
        ("guarantees", ("security-guarantees", "USA", "approached", "within 3 days", "armed attack")),
        ("rounds", ("istanbul", "Dolmabahçe", "29 Mar 2022")),
        ("packages", ("deal", "waiting", "neutral-status", "in exchange for")),
        ("due", ("fewer-troops", "looking ahead", "14 days", "guarantor:")),
    ],
)
def test_each_view_is_a_table(desk: Desk, command: str, shown: tuple[str, ...]) -> None:
    """A view without options is a table that names its point of view."""
    text = one_line(desk.done(command))
    for words in (*shown, "happened by now · whenever known · everything recorded"):
        assert words in text


@pytest.mark.parametrize("command", ["pledges", "guarantees", "rounds", "packages"])
@pytest.mark.parametrize("clock", ["--at", "--known", "--recorded"])
def test_each_view_takes_every_clock(desk: Desk, command: str, clock: str) -> None:
    """Before everything there is nothing to follow; and there is everything in the end."""
    assert [] == json.loads(desk.done(command, "--json", clock, "1900"))[command]
    assert json.loads(desk.done(command, "--json"))[command]
    assert desk.done(command, "--json") == desk.done(command, "--json", clock, "2999")


@pytest.mark.parametrize("scale", ["kroc", "politifact", "plover"])
def test_verdicts_on_another_scale(desk: Desk, scale: str) -> None:
    """--scale adds a column and a legend with the published meaning, in every format that has columns."""
    desk.done("assess", "fewer-troops", "partial", "--by", "USA", "--on", "2022-03-30")
    for form in ("table", "md", "csv"):
        assert scale in desk.done("pledges", "--scale", scale, "--format", form)
    assert "that a verdict stands there is ours" in one_line(desk.done("pledges", "--scale", scale))


def test_what_is_due_is_narrowed(desk: Desk) -> None:
    """--only keeps some kinds, --within looks further or less far ahead."""
    desk.done("round", "next", "scheduled", "--planned", "2022-04-20", "--on", "2022-04-01")
    at = ("--at", "2022-04-08")
    assert ["round"] == kinds(desk, "--only", "round", *at)
    assert ["round", "pledge"] == kinds(desk, "--only", "pledge", "--only", "round", *at)
    for within, found in {
        "14d": ["round"],
        "12h": [],
        "1w": [],
        "2w": ["round"],
        "P1M": ["round"],
        "p1m": ["round"],
    }.items():
        assert found == kinds(desk, "--only", "round", "--within", within, *at), within
    assert set(kinds(desk, *at)) <= set(DUE)


def test_what_is_due_is_overdue_after_its_day(desk: Desk) -> None:
    """--at says for which moment deadlines are worked out."""
    desk.done("clarify", "fewer-troops", "--by", "RUS", "--due", "2022-04-10", "--on", "2022-03-30")
    pledge = ("due", "--only", "pledge")
    assert "10 Apr 2022 (overdue)" in one_line(desk.done(*pledge, "--at", "2022-04-11"))
    assert "(overdue)" not in desk.done(*pledge, "--at", "2022-04-09")
    assert "nothing is due" in desk.done(*pledge, "--at", "2022-03-28")


def test_nothing_is_due_only_where_nothing_is(desk: Desk) -> None:
    """Where what is due is none of what was asked for, that is said, of one talks and of all."""
    early, late = ("--at", "1900"), ("--at", "2022-04-11")
    for options in (("--only", "round"), ("--party", "TUR", "--only", "silence")):
        for several in ((), ("--all",)):
            told = desk.done("due", *options, *late, *several)
            assert ("nothing that is due matches what was asked for" in told, "nothing is due" in told) == (True, False)
            assert "nothing is due" in desk.done("due", *options, *early, *several)
    assert json.loads(desk.done("due", "--json", *late))["others"] == 0
    assert json.loads(desk.done("due", "--only", "round", "--json", *late))["others"] > 0


@pytest.mark.parametrize("options", [(), ("--json",), ("--format", "csv")])
def test_a_status_for_cron(desk: Desk, options: tuple[str, ...]) -> None:
    """With --exit-code the status is 6 if something is due, after it was shown; without it, it is 0 all the same."""
    assert 0 == desk("due", *options).status
    ran = desk("due", "--exit-code", *options)
    assert (6, "", desk.done("due", *options)) == (ran.status, ran.err, ran.out)
    nothing = desk("due", "--exit-code", "--at", "1900", *options)
    assert (0, desk.done("due", "--at", "1900", *options)) == (nothing.status, nothing.out)
    assert 0 == desk("due", "--exit-code", "--only", "silence", *options).status


def test_a_status_for_cron_with_a_file(desk: Desk) -> None:
    """What is due is in the file before the command ends with 6."""
    ran = desk("due", "--exit-code", "--output", "due.json")
    assert (6, "", "wrote due.json\n") == (ran.status, ran.out, ran.err)
    assert desk.done("due", "--json") == (desk.folder / "due.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("due", "--only", "gossip"), f"--only: 'gossip' is none of {', '.join(DUE)}"),
        (("due", "--within", "a while"), "error: within: "),
        (("due", "--within", "-3d"), "error: within: "),
        (("due", "--within", ""), "error: within: "),
        (("pledges", "--scale", "stars"), "--scale: 'stars' is none of kroc, politifact, plover"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_asked_for(desk: Desk, command: tuple[str, ...], said: str) -> None:
    """The sentence names the option and says what would do."""
    assert said in desk.fails(2, *command)


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (("show", "fewer-troops"), ("words", "We shall reduce our activity at Kyiv", "RUS → UKR")),
        (("show", "round:istanbul"), ("what became of it", "nothing is recorded in it")),
        (("show", "deal"), ("waiting", "held up by")),
        (("why", "fewer-troops"), ("because of", "not assessed")),
        (("why", "deal"), ("waits, for", "neutral-status is not agreed")),
        (("log", "--pledge", "fewer"), ("#12", "#13")),
        (("log", "--round", "istanbul"), ("#9",)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_one_thing_at_a_time(desk: Desk, command: tuple[str, ...], shown: tuple[str, ...]) -> None:
    """A pledge, a round and a package can be shown, asked why, and followed in the log."""
    text = one_line(desk.done(*command))
    for words in shown:
        assert words in text
    if command[0] == "log":
        assert "#8" not in text


def test_talks_in_which_nothing_was_promised(tmp_path: Path) -> None:
    """Where there is nothing to follow, each view says so and ends with 0."""
    desk = at_work(tmp_path)
    assert "no pledges" in desk.done("pledges")
    assert "no rounds" in desk.done("rounds")
    assert "no package is formed" in desk.done("packages")


HARM = "\x1b[31mred\x07\u202egnirts\r\nsecond line\x9b2J\u2066 \u2028 <script>alert(1)</script> =1+1 | cell"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
HARMFUL_READS = (
    ("status",),
    ("pledges",),
    ("pledges", "--scale", "plover"),
    ("guarantees",),
    ("rounds",),
    ("packages",),
    ("due", "--at", "2022-05"),
    ("show", "leave"),
    ("show", "first"),
    ("show", "deal"),
    ("why", "leave"),
    ("why", "deal"),
    ("why", "pact"),
    ("log", "--pledge", "leave"),
    ("log", "--round", "first"),
)


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk with talks in which all that is said of rounds, guarantors, packages and pledges means harm."""
    desk = at_work(tmp_path_factory.mktemp("harm"))
    on = ("--on", "2022-04-03")

    def wrote(*command: str) -> str:
        return str(re.findall(r"^(#\d+) ", desk.done(*command), re.MULTILINE)[-1])

    term = f'security-guarantees,trigger="{HARM}",decision_rule="{HARM}",obligation="{HARM}"'
    wrote("propose", "pact", "--by", "UKR", "--term", term, "--title", HARM, *on)
    setting = ("--label", HARM, "--venue", HARM, "--mediator", HARM, "--delegation", f"UKR={HARM}")
    opened = wrote("round", "first", "opened", *setting, *on)
    wrote("dispute", opened, "--by", HARM, "--reason", HARM, "--set", f"label={HARM}x")
    wrote("round", "first", "walked-out", "--by", "UKR", "--reason", HARM, *on)
    wrote("round", "first", "closed", "--result", HARM, "--press", HARM, *on)
    wrote("guarantor", "pact", "conditional", "--unnamed", HARM, "--if", HARM, "--reason", HARM, "--says", HARM, *on)
    formed = wrote("package", "deal", "pact", "neutral-status", "--title", HARM, *on)
    wrote("dispute", formed, "--by", HARM, "--reason", HARM)
    words = ("--text", HARM, "--action", HARM, "--area", HARM, "--purpose", HARM, "--says", HARM)
    measure = ("--indicator", f"a={HARM}", "--baseline", HARM, "--due", "2022-04-10", "--on", "2022-04-03")
    wrote("pledge", "leave", "--by", "RUS", *words, *measure)
    observed = wrote("observe", "leave", HARM, "--by", HARM, "--access-denied", "--in", "first", *on)
    wrote("dispute", observed, "--by", HARM, "--reason", HARM)
    wrote("assess", "leave", "partial", "--by", HARM, "--reason", HARM, "--evidence", observed, *on)
    wrote("assess", "leave", "breached", "--by", "UKR", "--reason", HARM, *on)
    return desk


@pytest.mark.parametrize("command", HARMFUL_READS, ids=" ".join)
def test_no_view_is_raw_in_any_format(harmful: Desk, command: tuple[str, ...]) -> None:
    """No format lets a control character, or a mark that turns the writing over, through to the terminal."""
    for form in ("table", "json", "jsonl", "csv", "md"):
        shown = harmful.done(*command, "--format", form)
        found = RAW.search(shown)
        assert found is None, (form, shown[max(0, found.start() - 60) : found.end() + 20])
    colour = harmful.done("--color", "always", *command, COLUMNS="100")
    assert RAW.search(re.sub("\x1b\\[[0-9;]*m", "", colour)) is None


def test_a_harmful_calendar_is_not_raw(harmful: Desk) -> None:
    """A calendar file shown on a terminal does no harm either."""
    shown = harmful.done("calendar")
    assert RAW.search(shown.replace("\r\n", "\n")) is None
    assert 2 == shown.count("\nBEGIN:VEVENT\r\n")
