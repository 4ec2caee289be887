"""Recording any kind of entry and whole journals, from the command line, an editor and other logs."""

import json
import shlex
import sys
import tempfile
from pathlib import Path

import pytest
from commandline import Desk, at_work

JOURNAL = """\
- id: one
  kind: position-taken
  on: 2022-04-01
  proposal: neutral-status
  party: RUS
  stance: reserved
  version: 1
- kind: statement-recorded
  on: 2022-04-02
  speaker: Peskov
  party: RUS
  text: "NO: nothing has been agreed"
  about: proposal:neutral-status
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk with the log of the session, where what is being edited lies too."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return at_work(tmp_path)


@pytest.fixture
def journal(desk: Desk) -> Path:
    """Return a journal file of two entries at the desk."""
    path = desk.folder / "journal.yaml"
    path.write_text(JOURNAL, encoding="utf-8")
    return path


def _editor(desk: Desk, program: str) -> str:
    """Return an editor that does what a few lines of Python do to the file at `path`."""
    script = desk.folder / "editor.py"
    script.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{program}\n", encoding="utf-8")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"


def test_a_kind_is_recorded_from_its_fields(desk: Desk) -> None:
    """KIND FIELD=VALUE records any kind of entry; lists and objects are JSON; the envelope is said as ever."""
    said = desk.done(
        *("record", "proposal-tabled", "proposal=bases", 'by=["UKR", "TUR"]', "to=RUS", "title=No foreign bases"),
        *('terms=[{"kind": "free-text", "text": "none = none"}]', "--on", "2022-04-01", "--says", "Arakhamia"),
    )
    assert said == "#9  1 Apr 2022  UKR and TUR tabled bases (version 1) to RUS, says Arakhamia\n"
    assert "none = none" in desk.done("show", "bases")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["position-taken", "proposal=neutral-status"], "party: is needed"),
        (["position-taken", "proposal"], "'proposal' is no FIELD=VALUE"),
        (["proposal-tabled", "by=[UKR]"], "the value of by looks like JSON and is not"),
        (["issue-added", "issue=a", "title=A", "colour=red"], "colour: there is no such field"),
    ],
    ids=str,
)
def test_fields_that_do_not_fit_are_named(desk: Desk, given: list[str], said: str) -> None:
    """What is missing, unknown or unreadable is named, field by field."""
    assert said in desk.fails(2, "record", *given)


@pytest.mark.parametrize("way", ["file", "input"])
def test_a_journal_is_recorded_once(desk: Desk, journal: Path, way: str) -> None:
    """A journal, from a file or from standard input, is recorded as one batch, and its entries only once."""
    place, typed = ("journal.yaml", "") if way == "file" else ("-", journal.read_text(encoding="utf-8"))
    ran = desk("record", place, typed=typed)
    assert ran.err == "2 entries recorded\n"
    assert [line[:4] for line in ran.out.splitlines()] == ["#9  ", "#10 "]
    record = desk.record()
    ran = desk("record", place, typed=typed)
    assert (ran.status, ran.out, ran.err) == (0, "", "0 entries recorded, 2 were there already\n")
    assert record == desk.record()
    assert "NO: nothing has been agreed" in desk.done("log")


def test_a_journal_can_be_tried(desk: Desk, journal: Path) -> None:
    """--dry-run says what a journal would record, and records nothing."""
    before = desk.record()
    ran = desk("record", journal.name, "--dry-run")
    assert ran.out.count("(not recorded: dry run)") == 2
    assert ran.err == "2 entries would be recorded\n"
    assert before == desk.record()


def test_a_journal_is_recorded_whole_or_not_at_all(desk: Desk, journal: Path) -> None:
    """Every bad entry is named with its file and line; nothing of the journal is recorded."""
    journal.write_text(
        JOURNAL.replace("reserved", "fond") + "- kind: position-takn\n- kind: issue-added\n  issue: a\n",
        encoding="utf-8",
    )
    said = desk.fails(1, "record", journal.name)
    assert [line.split(": ")[1] for line in said.splitlines() if line.startswith("error")] == [
        *("journal.yaml:1", "journal.yaml:14", "journal.yaml:15"),
    ]
    assert "nothing was recorded" in said


def test_what_is_said_of_one_entry_is_not_said_of_a_journal(desk: Desk, journal: Path) -> None:
    """Options of the envelope go with a kind, and are refused with a journal."""
    assert "--says: is said of each entry in the journal itself" in desk.fails(2, "record", journal.name, "--says", "X")
    assert "--marking" in desk.fails(2, "record", journal.name, "--marking", "restricted")
    assert "--source: is said of each" in desk.fails(2, "record", journal.name, "--source", "agencies-0330")


def test_an_edited_journal_is_recorded(desk: Desk) -> None:
    """--edit opens the editor on a template with instructions, and records what was written there."""
    editor = _editor(desk, f"assert 'kind: proposal-tabled' in path.read_text()\npath.write_text({JOURNAL!r})")
    ran = desk("record", "--edit", EDITOR=editor)
    assert (ran.status, ran.err) == (0, "2 entries recorded\n")
    assert "#10" in ran.out
    assert not list(desk.folder.glob("talks-*.yaml"))


def test_a_template_that_was_left_alone_records_nothing(desk: Desk) -> None:
    """The template holds comments only; closed as it was, it records nothing and leaves no file behind."""
    said = desk.fails(2, "record", "--edit", EDITOR=_editor(desk, "pass"))
    assert "nothing was written, so nothing was recorded" in said
    assert not list(desk.folder.glob("talks-*.yaml"))


@pytest.mark.parametrize(
    ("written", "status"),
    [
        (JOURNAL.replace("reserved", "fond"), 1),
        (JOURNAL.replace("proposal: neutral-status", "proposal: zone"), 1),
        ("- kind: [unclosed\n", 1),
        ("caf\udce9", 1),
    ],
    ids=["a wrong value", "a wrong name", "no YAML", "no UTF-8"],
)
def test_what_was_edited_is_never_lost(desk: Desk, written: str, status: int) -> None:
    """Text that cannot be recorded stays in its file, which is named, and can be recorded from there when mended."""
    raw = written.encode("utf-8", "surrogateescape")
    before = desk.record()
    ran = desk("record", "--edit", EDITOR=_editor(desk, f"path.write_bytes({raw!r})"))
    assert (ran.status, ran.out) == (status, "")
    (kept,) = desk.folder.glob("talks-*.yaml")
    assert raw == kept.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert f"the text is kept in {kept}; record it with: talks record {kept}\n" in ran.err
    assert "error: " in ran.err
    assert before == desk.record()
    kept.write_text(JOURNAL, encoding="utf-8")
    desk.done("record", str(kept))


def test_an_editor_that_fails_loses_nothing(desk: Desk) -> None:
    """Where the editor ends with an error nothing is recorded, and what it wrote is kept and named."""
    editor = _editor(desk, f"path.write_text({JOURNAL!r})\nsys.exit(3)")
    said = desk.fails(2, "record", "--edit", EDITOR=editor)
    (kept,) = desk.folder.glob("talks-*.yaml")
    assert f"the text is kept in {kept}; record it with: talks record {kept}\n" in said
    assert "error: the editor ended with status 3; nothing was recorded\n" in said
    assert kept.read_text() == JOURNAL


def test_an_editor_that_is_not_there_is_named(desk: Desk) -> None:
    """An editor that cannot be run is named, with what to set."""
    said = desk.fails(2, "record", "--edit", EDITOR="no-such-editor")
    assert "the editor 'no-such-editor' cannot be run" in said
    assert "hint:  set EDITOR to one that can" in said
    assert not list(desk.folder.glob("talks-*.yaml"))


def test_an_edit_takes_no_file(desk: Desk) -> None:
    """--edit begins with an empty journal."""
    assert "opens an empty journal: leave out the file" in desk.fails(2, "record", "--edit", "journal.yaml")


def test_an_export_is_imported_whole_and_once(desk: Desk, tmp_path: Path) -> None:
    """What export writes, import takes: a new log exports the same bytes, and importing twice changes nothing."""
    desk.done("correct", "8", "--set", "stance=reserved", "--reason", "misheard")
    desk.done("open", "geneva", "Geneva talks")
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.done("init")
    record = desk.done("export")
    assert other.done("import", typed=record) == "10 entries recorded\n"
    assert record == other.done("export")
    assert other.done("import", "-", typed=record) == "0 entries recorded, 10 were there already\n"
    assert record == other.done("export")
    assert [
        name in line
        for line, name in zip(
            desk.done("--talks", "geneva", "export").splitlines(), ('"event":', '"head":'), strict=True
        )
    ] == [True, True]


def test_an_export_to_a_file_is_that_of_standard_output(desk: Desk) -> None:
    """--output writes the same bytes; .jsonl and .yaml say which format."""
    desk.done("export", "--output", "all.jsonl")
    desk.done("export", "--output", "all.yaml")
    assert desk.done("export") == (desk.folder / "all.jsonl").read_text(encoding="utf-8")
    assert desk.done("export", "--format", "yaml") == (desk.folder / "all.yaml").read_text(encoding="utf-8")


def test_an_import_can_be_tried(desk: Desk, tmp_path: Path) -> None:
    """With --dry-run an import checks everything and records nothing; a bad line is named and nothing is taken."""
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.done("init")
    record = desk.done("export")
    assert other.done("import", "--dry-run", typed=record) == "8 entries would be recorded\n"
    assert "-:10" in other.fails(1, "import", typed=f"{record}rubbish\n")
    assert other.record() == ""


@pytest.mark.parametrize("command", ["record", "import"])
def test_a_journal_of_the_talks_is_recorded_again(desk: Desk, tmp_path: Path, command: str) -> None:
    """What export --format yaml writes can be recorded: elsewhere as new, and here it is there already."""
    desk.done("correct", "8", "--set", "stance=reserved", "--reason", "misheard")
    desk.done("export", "-o", "all.yaml")
    ran = desk(command, "all.yaml")
    assert (ran.status, "0 entries recorded, 9 were there already\n") == (0, ran.out + ran.err)
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.done("init")
    ran = other(command, "../all.yaml")
    assert ran.status == 0, ran.err
    assert desk.done("status") == other.done("status")
    journals = [one.done("export", "--format", "yaml").partition("\n") for one in (desk, other)]
    assert journals[0][2] == journals[1][2]
    assert all(head.startswith("# istanbul-2022: 9 entries, root ") for head, _, _ in journals)


def test_a_journal_that_lacks_entries_of_its_export_is_refused(desk: Desk, tmp_path: Path) -> None:
    """Its first line says how many there were; more may have been written to it, and what is there can be taken."""
    text = desk.done("export", "--format", "yaml")
    cut = text.rpartition("\n- id: ")[0]
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.done("init")
    (other.folder / "cut.yaml").write_text(f"{cut}\n", encoding="utf-8")
    for command in ("record", "import"):
        said = other.fails(6, command, "cut.yaml")
        assert "the journal was exported as istanbul-2022: 8 entries, root" in said
        assert "it has 7 entries of istanbul-2022" in said
    other.done("import", "cut.yaml", "--unverified")
    (desk.folder / "more.yaml").write_text(f"{text}- kind: issue-added\n  issue: land\n  title: Land\n", "utf-8")
    assert "1 entry recorded, 8 were there already" in desk("record", "more.yaml").err


def test_a_journal_of_another_record_is_told_from_one_of_this(desk: Desk, tmp_path: Path) -> None:
    """What was recorded from a journal has moments of its own, and so a root of its own, which is no error."""
    desk.done("export", "-o", "all.yaml")
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.done("init")
    assert "another record" not in other("import", "../all.yaml").err
    assert (
        "warning: the journal was exported from another record: istanbul-2022: 8" in other("import", "../all.yaml").err
    )
    assert "another record" not in desk("record", "all.yaml").err
    desk.done("issue", "land", "Land")
    assert "another record" not in desk("record", "all.yaml").err  # the head of before


def test_the_status_in_json_tells_the_head_of_the_record(desk: Desk) -> None:
    """As of the number that is looked at; of several talks each has its own."""

    def record(*options: str) -> object:
        return json.loads(desk.done("status", "--json", *options))["record"]

    (head,) = json.loads(desk.done("head", "--json"))
    assert head == record()
    desk.done("issue", "land", "Land")
    assert head == record("--recorded", "#8") != record()
    (one,) = json.loads(desk.done("status", "--json", "--all"))["talks"]
    assert 9 == one["record"]["entries"]
