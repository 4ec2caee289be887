"""Every read in every format: for people, for programs, to a file; the same bytes each time."""

import csv
import io
import json
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bargaining import bargaining
from commandline import Desk

from negotiation import reports
from negotiation.rendering.columns import COLUMNS
from negotiation.rendering.columns import OF_SEVERAL as FIRST_COLUMN
from negotiation.rendering.formats import FORMATS
from negotiation.views.countable import COUNTABLES
from negotiation.views.registry import VIEWS

ASKED: dict[str, tuple[tuple[str, ...], ...]] = {
    "show": tuple(
        ("show", thing)
        for thing in ("neutral-status", "UKR", "agencies-0330", "#8", "fewer-troops", "istanbul", "deal")
    ),
    "timeline": (("log",), ("log", "--last", "3"), ("log", "--pledge", "fewer-troops"), ("log", "--round", "istanbul")),
    "record": (("log", "--record", "--newest"),),
    "treaty": (("treaty", "neutral-status"),),
    "blame": (("blame", "neutral-status"),),
    "drafts": (("drafts", "neutral-status"),),
    "text": (
        ("text", "neutral-status"),
        ("text", "neutral-status", "--from", "2022-03-28"),
    ),
    "notes": (("notes",), ("notes", "--all")),
    "why": (("why", "neutral-status"), ("why", "fewer-troops"), ("why", "deal")),
    "changes": (("diff", "2022-03-28", "2022-03-30"),),
    "pledges": (("pledges",), ("pledges", "--scale", "kroc")),
    "due": (("due", "--at", "2022-04-01"),),
    "search": (("search", "armed"),),
    "count": (
        ("count", "entries"),
        ("count", "entries", "--by", "party,kind"),
        ("count", "entries", "--by", ""),
        ("count", "proposals", "--by", "sponsor,month", "--cumulative"),
        ("count", "pledges", "--all"),
        ("count", "proposals", "--by", "status,talks", "--all"),
    ),
}
"""How each view is asked for, where its name alone will not do, or not for all of it."""
OF_SEVERAL = (
    ("status",),
    ("log", "--last", "3"),
    ("search", "armed"),
    ("positions",),
    ("pledges",),
    ("due", "--at", "2022-04-01"),
    ("sources",),
)
"""The reads that can look at several talks."""
READS = (
    *(line for name in VIEWS for line in ASKED.get(name, ((name,),))),
    *((*line, "--all") for line in OF_SEVERAL),
    ("list",),
    ("doctor",),
)
SUBJECTS = {"proposal": "neutral-status", "party": "UKR", "moment": "2022-03-28"}
REPORTS = tuple(
    ("report", name, *([SUBJECTS[kind.about]] if kind.about else [])) for name, kind in reports.KINDS.items()
)
REPORT_FORMATS = tuple(reports.FORMATS)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of a session that has gone on."""
    return Desk(tmp_path, _log())


@cache
def _log() -> bytes:
    with TemporaryDirectory() as folder:
        desk = bargaining(Path(folder))
        desk.done("note", "A pause?", "--on", "2022-04-01")
        return desk.log.read_bytes()


def _parsed(form: str, text: str) -> None:
    """Read the text as what it is in that format."""
    assert text.endswith("\n")
    match form:
        case "json":
            json.loads(text)
        case "jsonl":
            for line in text.splitlines():
                assert isinstance(json.loads(line), dict)
        case "csv":
            header, *rows = list(csv.reader(io.StringIO(text)))
            assert rows
            assert {len(header)} == {len(row) for row in rows}
        case "md":
            assert text.startswith("# ")
        case "html":
            assert text.startswith("<!DOCTYPE html>")
            assert text.rstrip().endswith("</html>")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_every_read_in_every_format(desk: Desk, command: tuple[str, ...], form: str) -> None:
    """Each read gives text of the format that is asked for, the same bytes twice."""
    shown = desk.done(*command, "--format", form)
    _parsed(form, shown)
    assert shown == desk.done(*command, "--format", form)


@pytest.mark.parametrize("form", FORMATS)
def test_brackets_in_every_format(desk: Desk, form: str) -> None:
    """What stands in brackets too, of a text that has some."""
    desk.done("revise", "neutral-status", "--by", "UKR", "--provision", "1=Neutral [for ever", "--on", "2022-03-30")
    _parsed(form, desk.done("text", "neutral-status", "--brackets", "--format", form))


@pytest.mark.parametrize("since", ["2022-03-28", "#8"])
def test_what_changed_is_the_same_in_every_format(desk: Desk, since: str) -> None:
    """Whatever came, went or reads otherwise is a row of CSV, a line of JSON lines, and in lists of JSON."""
    desk.done("revise", "neutral-status", "--by", "UKR", "--provision", "1=Neutral for ever", "--on", "2022-03-29")
    desk.done("correct", "#3", "--set", "on=2022-03-28", "--reason", "misread")
    asked = ("diff", since, "2022-03-30") if "-" in since else ("diff", since, "#15")
    whole = json.loads(desk.done(*asked, "--json"))
    lines = [json.loads(line) for line in desk.done(*asked, "--format", "jsonl").splitlines()]
    rows = list(csv.DictReader(io.StringIO(desk.done(*asked, "--format", "csv"))))
    assert [(one["change"], one["thing"], one["field"], one["after"] or "") for one in lines] == [
        (row["change"], row["thing"], row["field"], row["after"]) for row in rows
    ]
    listed = {name: len(whole[name]) for name in ("changes", "new", "gone", "said", "unsaid")}
    counts = Counter(line["change"] for line in lines)
    assert listed["changes"] == counts["reads otherwise"] > 0
    assert listed["new"] + listed["said"] == counts["new"] > 0
    assert listed["gone"] + listed["unsaid"] == counts["gone"]
    for form in ("md", "html", "table"):
        text = desk.done(*asked, "--format", form)
        assert all(line["field"] in text for line in lines if line["change"] == "reads otherwise")


@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_json_is_sorted(desk: Desk, command: tuple[str, ...]) -> None:
    """The keys of JSON are in alphabetical order, in lines too, so that two versions of it can be compared."""
    whole = desk.done(*command, "--json")
    assert whole == json.dumps(json.loads(whole), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    for line in desk.done(*command, "--format", "jsonl").splitlines():
        found = json.loads(line)
        assert list(found) == sorted(found)


VIEW_OF = {"log": "timeline", "diff": "changes"}
"""The views that are not called as their commands."""


@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_csv_has_the_columns_that_are_documented_and_no_dashes(desk: Desk, command: tuple[str, ...]) -> None:
    """Each column of each read is documented; a cell with nothing in it is empty, and no dash stands there."""
    header, *rows = list(csv.reader(io.StringIO(desk.done(*command, "--format", "csv"))))
    several = FIRST_COLUMN if "--all" in command and command[0] not in ("notes", "count") else {}
    assert list(header[: len(several)]) == list(several)
    known = {**COLUMNS[VIEW_OF.get(command[0], command[0])], **FIRST_COLUMN}
    assert set(header) <= set(known)
    assert {"–", "-", "none"}.isdisjoint(cell for row in rows for cell in row)  # noqa: RUF001


def test_every_column_that_is_documented_is_there(desk: Desk) -> None:
    """Nothing is documented that no read has, and no view is left out."""
    scales = (("pledges", "--scale", scale) for scale in ("politifact", "plover"))
    groups = [("count", what, "--by", ",".join(names.groups)) for what, names in COUNTABLES.items()]
    brackets = ("text", "neutral-status", "--brackets")
    desk.done("revise", "neutral-status", "--by", "UKR", "--provision", "1=Neutral [for ever", "--on", "2022-03-30")
    found: dict[str, set[str]] = {"record": set()}
    for command in (*READS, *scales, *groups, brackets):
        header = next(csv.reader(io.StringIO(desk.done(*command, "--format", "csv"))))
        name = "record" if "--record" in command else VIEW_OF.get(command[0], command[0])
        found.setdefault(name, set()).update(header)
    for name in set(found) - {"list"}:
        found[name] -= set(FIRST_COLUMN)
    assert {name: set(columns) for name, columns in COLUMNS.items()} == found


def test_parties_are_a_list_in_json_and_joined_in_csv(desk: Desk) -> None:
    """Several parties are joined by semicolons in CSV, of which each cell splits into what JSON lists."""
    rows = list(csv.DictReader(io.StringIO(desk.done("log", "--format", "csv"))))
    lines = json.loads(desk.done("log", "--json"))["lines"]
    for name in ("parties", "about", "sources"):
        assert [row[name].split(";") if row[name] else [] for row in rows] == [line[name] for line in lines]
    proposals = json.loads(desk.done("status", "--json"))["proposals"]
    rows = list(csv.DictReader(io.StringIO(desk.done("status", "--format", "csv"))))
    for name in ("sponsors", "addressees"):
        assert [row[name].split(";") if row[name] else [] for row in rows] == [found[name] for found in proposals]
    assert any(";" in row["parties"] for row in csv.DictReader(io.StringIO(desk.done("log", "--format", "csv"))))


@pytest.mark.parametrize("form", REPORT_FORMATS)
@pytest.mark.parametrize("command", REPORTS, ids=" ".join)
def test_every_report_in_every_format(desk: Desk, command: tuple[str, ...], form: str) -> None:
    """Each report gives text of the format that is asked for, the same bytes twice."""
    shown = desk.done(*command, "--format", form)
    _parsed(form, shown)
    assert shown == desk.done(*command, "--format", form)


@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_a_read_is_a_table_in_a_pipe(desk: Desk, command: tuple[str, ...]) -> None:
    """Without a format a pipe gets plain text: the table, with no escape code in it."""
    shown = desk.done(*command)
    assert shown == desk.done(*command, "--format", "table")
    assert "\x1b" not in shown


@pytest.mark.parametrize("command", [*READS, *REPORTS], ids=" ".join)
def test_json_has_a_short_name(desk: Desk, command: tuple[str, ...]) -> None:
    """--json is --format json, and both together are no contradiction; with another format they are."""
    assert desk.done(*command, "--json") == desk.done(*command, "--format", "json", "--json")
    assert "--json and --format csv ask for two formats" in desk.fails(2, *command, "--json", "--format", "csv")


@pytest.mark.parametrize(
    ("ending", "form"),
    [
        (".json", "json"),
        (".jsonl", "jsonl"),
        (".csv", "csv"),
        (".MD", "md"),
        (".txt", "table"),
        (".htm", "html"),
        (".html", "html"),
        ("", "table"),
    ],
)
def test_a_file_has_the_format_of_its_ending(desk: Desk, ending: str, form: str) -> None:
    """--output writes what standard output would get; its ending says in which format, and standard output is empty."""
    ran = desk("status", "--output", f"status{ending}")
    assert (ran.status, ran.out, ran.err) == (0, "", f"wrote status{ending}\n")
    assert desk.done("status", "--format", form) == (desk.folder / f"status{ending}").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [".html", ".htm", ".md", ".csv", ".json"])
def test_a_report_has_the_format_of_its_ending(desk: Desk, ending: str) -> None:
    """A report is written as its file is called."""
    desk.done("report", "status", "--output", f"status{ending}")
    form = {".htm": "html"}.get(ending, ending[1:])
    assert desk.done("report", "status", "-f", form) == (desk.folder / f"status{ending}").read_text(encoding="utf-8")


def test_a_format_that_is_named_wins_over_the_ending(desk: Desk) -> None:
    """--format says what is written, whatever the file is called."""
    desk.done("status", "--output", "status.txt", "--format", "json")
    assert json.loads((desk.folder / "status.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("command", "there_is"),
    [
        (["status", "-o", "status.odt"], "'status.odt' ends in .odt, which no format here does"),
        (["status", "--format", "odt"], "there is no format 'odt' here"),
        (
            ["report", "status", "-o", "status.odt"],
            "there is md, html, csv, json, jsonl, pdf, docx, xlsx: say --format",
        ),
        (["status", "--paper", "letter"], "--paper goes with pdf, docx, xlsx"),
        (["status", "-o", "status.docx", "--paper", "a5"], "there is no paper 'a5'"),
        (["report", "status", "--format", "table"], "there is no format 'table' here"),
        (["export", "-o", "talks.json"], "there is jsonl, yaml: say --format"),
    ],
    ids=str,
)
def test_a_format_that_there_is_not_writes_nothing(desk: Desk, command: list[str], there_is: str) -> None:
    """Text of one format is never put in a file that says it has another."""
    before = sorted(desk.folder.iterdir())
    assert there_is in desk.fails(2, *command)
    assert before == sorted(desk.folder.iterdir())


@pytest.mark.parametrize("place", ["nowhere/status.json", "talks.db/status.json", ".", "a" * 300])
def test_a_place_that_cannot_be_written_to_is_named(desk: Desk, place: str) -> None:
    """What cannot be written ends with 2, names the place and the reason, and leaves no half-written file."""
    before = sorted(desk.folder.iterdir())
    assert f"error: '{place}' cannot be written: " in desk.fails(2, "status", "--json", "--output", place)
    assert before == sorted(desk.folder.iterdir())


def test_a_file_is_replaced_whole_and_a_link_to_it_stays(desk: Desk) -> None:
    """Writing to a link changes the file that it leads to, and not what kind of thing the link is."""
    (desk.folder / "real.json").write_text("old")
    (desk.folder / "link.json").symlink_to("real.json")
    desk.done("status", "-o", "link.json")
    assert (desk.folder / "link.json").is_symlink()
    assert json.loads((desk.folder / "real.json").read_text(encoding="utf-8"))


def test_a_device_is_written_to_and_stays_what_it_is(desk: Desk) -> None:
    """A device such as /dev/null is no file to be replaced."""
    desk.done("status", "-o", "/dev/null")
    assert not Path("/dev/null").is_file()


def test_a_dash_is_standard_output(desk: Desk) -> None:
    """--output - is standard output."""
    assert desk.done("status", "--json") == desk.done("status", "--json", "--output", "-")


@pytest.mark.parametrize("clock", ["--at", "--known", "--recorded"])
def test_every_read_takes_every_clock(desk: Desk, clock: str) -> None:
    """A moment before everything shows nothing of it, in each read and on each clock."""
    for command in (("status",), ("log",), ("positions",), ("sources",), ("search", "armed"), ("report", "status")):
        assert "security-guarantees" not in desk.done(*command, clock, "1900"), command
        assert "security-guarantees" in desk.done(*command, clock, "2999") or command == ("sources",), command


def test_the_record_can_be_seen_at_a_number(desk: Desk) -> None:
    """--recorded #6 shows what the log held when it had six entries."""
    shown = desk.done("log", "--recorded", "#6")
    assert "#6" in shown
    assert "#7" not in shown


def test_a_difference_may_be_between_entries(desk: Desk) -> None:
    """Between #3 and #5 is what was recorded from one to the other; no clock needs to be named."""
    shown = desk.done("diff", "#3", "#5")
    assert "was recorded between #3 and #5" in shown
    assert shown == desk.done("diff", "#3", "#5", "--clock", "recorded")
    assert "#4" in shown
    assert "#6" not in shown


def test_a_schema_is_json(desk: Desk) -> None:
    """The schema of everything, or of one kind, is a JSON Schema."""
    assert json.loads(desk.done("schema"))
    assert json.loads(desk.done("schema", "position-taken"))
    desk.done("schema", "position-taken", "--output", "schema.json")
    assert desk.done("schema", "position-taken") == (desk.folder / "schema.json").read_text(encoding="utf-8")
    assert "there is no event or term 'nosuch'" in desk.fails(3, "schema", "nosuch")


def test_a_report_of_changes_has_the_lines_of_the_difference(desk: Desk) -> None:
    """As JSON lines, what changed since a moment is the same rows, whichever of the two says it."""
    for since, clock in (("2022-03-28", ()), ("#7", ("recorded",))):
        last = "#14" if clock else "2022-04-01"
        seen = () if clock else ("--at", last)
        report = desk.done("report", "changes", since, *seen, "--format", "jsonl")
        assert report == desk.done("diff", since, last, "--format", "jsonl")
        assert len(report.splitlines()) > 3
