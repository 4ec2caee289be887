"""Files that are written: who may read them, and the mark by which spreadsheets know UTF-8."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import Desk, at_work

import negotiation
import negotiation_cli

OTHERS = 0o022
"""What the umask takes from whom in these tests."""
WRITES = (
    ("export", "--output", "x.jsonl"),
    ("export", "--output", "x.yaml"),
    ("status", "--output", "x.csv"),
    ("log", "--output", "x.json"),
    ("log", "--output", "x.txt"),
    ("list", "--output", "x.md"),
    ("report", "timeline", "--output", "x.html"),
    ("calendar", "--output", "x.ics"),
)
"""Commands that write a file of everything."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a desk with the log of the session, where others may read new files."""
    before = os.umask(OTHERS)
    found = at_work(tmp_path)
    found.done("round", "next", "scheduled", "--planned", "2022-04-05", "--on", "2022-03-30")
    yield found
    os.umask(before)


def mode(desk: Desk, name: str) -> int:
    """Return who may read and write a file of the desk."""
    return (desk.folder / name).stat().st_mode & 0o777


def mark(desk: Desk, number: str) -> None:
    """Let not everybody see an entry any more."""
    desk.done("re-mark", number, "restricted", "--reason", "said in confidence")


posix = pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")


FOLDERS = (
    (("tables", "--output", "csv"), "csv/entries.csv"),
    (("tables", "--output", "parquet", "--format", "parquet"), "parquet/entries.parquet"),
    (("tables", "--output", "x.duckdb"), "x.duckdb"),
)
"""Commands that write tables of everything, each with a file of theirs."""
ALL = (*((command, command[-1]) for command in WRITES), *FOLDERS)
"""Commands that write, each with a file that it writes."""
ANYBODY = (("schema", "--output", "x.schema.json"), "x.schema.json")
"""What holds nothing of any record."""
each = pytest.mark.parametrize(("command", "written"), ALL, ids=[" ".join(command) for command, _ in ALL])


def written_by(desk: Desk, command: tuple[str, ...], written: str) -> int:
    """Run a command, and return who may read and write what it wrote."""
    if "tables" in command and not written.endswith(".csv"):
        pytest.importorskip("duckdb")
    desk.done(*command)
    return mode(desk, written)


@posix
@pytest.mark.parametrize(("command", "written"), [*ALL, ANYBODY], ids=" ".join)
def test_what_is_public_is_written_as_the_umask_says(desk: Desk, command: tuple[str, ...], written: str) -> None:
    """A file that holds nothing above public is for whoever may read new files."""
    assert 0o644 == written_by(desk, command, written)


@posix
@each
def test_what_is_not_public_is_for_its_owner_only(desk: Desk, command: tuple[str, ...], written: str) -> None:
    """A file that holds anything above public is readable by its owner only, whatever the umask, and stays so.

    One that was there and that others could read is closed to them; what is public by now does not open it again.
    """
    number = "9" if command[0] == "calendar" else "7"
    assert 0o644 == written_by(desk, command, written)
    mark(desk, number)
    assert 0o600 == written_by(desk, command, written)
    desk.done("re-mark", number, "public", "--reason", "published")
    assert 0o600 == written_by(desk, command, written)
    assert not [found for found in desk.folder.rglob("*.new*") if found.name.startswith(".")]


@posix
def test_a_copy_of_a_log_is_for_its_owner_only(desk: Desk) -> None:
    """A log is its owner's alone, and so is a copy of it, whatever was done to the mode of the log."""
    desk.log.chmod(0o644)
    desk.done("backup", "copy.db")
    assert 0o600 == mode(desk, "copy.db")


@posix
@pytest.mark.parametrize(
    ("before", "marked", "after"),
    [(0o600, False, 0o600), (0o640, False, 0o640), (0o666, False, 0o666), (0o644, True, 0o600), (0o400, True, 0o400)],
)
def test_the_mode_of_a_file_is_never_loosened(desk: Desk, before: int, marked: bool, after: int) -> None:
    """A file that is there keeps its mode, or is closed to others where what is written is not public."""
    (desk.folder / "x.csv").touch()
    (desk.folder / "x.csv").chmod(before)
    if marked:
        mark(desk, "7")
    desk.done("status", "--output", "x.csv")
    assert after == mode(desk, "x.csv")


OVER = (
    *(command for command, _ in ALL if command[-1] not in ("csv", "parquet")),
    ("seal", "--key", "ana", "--output", "x"),
    ("cosign", "c.txt", "--key", "ana", "--output", "x"),
    ("prove", "3", "--output", "x"),
    ("head", "--json", "--output", "x"),
    ("picture", "course", "--format", "svg", "--output", "x"),
    ("key", "export", "ana", "--output", "x"),
    ANYBODY[0],
)
"""Commands that write, each with the file at its end."""
FORMS = {"x.jsonl": "jsonl", "x.yaml": "yaml", "x.csv": "csv", "x.json": "json", "x.txt": "table", "x.md": "md",
         "x.html": "html", "x.duckdb": "duckdb"}  # fmt: skip


@pytest.mark.parametrize("command", OVER, ids=" ".join)
def test_nothing_is_written_over_a_log(desk: Desk, command: tuple[str, ...]) -> None:
    """Neither over the log that is read, by whatever name, nor over another one, nor over what is kept beside one."""
    desk.done("key", "new", "ana")
    desk.done("seal", "--output", "c.txt")
    (desk.folder / "other.db").write_bytes(desk.log.read_bytes())
    (desk.folder / "other.db-wal").write_bytes(b"kept beside it")
    (desk.folder / "link.db").symlink_to("talks.db")
    form = ("--format", FORMS[command[-1]]) if command[-1] in FORMS else ()
    before = desk.done("export"), *(file.read_bytes() for file in sorted(desk.folder.glob("other*")))
    for name in ("talks.db", "link.db", "other.db", "other.db-wal"):
        said = desk.fails(2, *command[:-1], name, *form)
        assert f"'{name}' is a log, or belongs to one, and was left as it is" in said, (command, said)
    assert before == (desk.done("export"), *(file.read_bytes() for file in sorted(desk.folder.glob("other*"))))


def test_all_that_writes_a_file_asks_one_place() -> None:
    """No module makes a file for people but by `negotiation/files.py`; the others named here say why they need not."""
    others = {
        "negotiation/files.py": "is that place",
        "negotiation/serving/tokens.py": "adds lines to the uses of tokens, for their owner only",
        "negotiation/store/sqlite/connect.py": "makes logs, which are their owner's only",
        "negotiation/tables/excel.py": "writes where its neighbour does",
        "negotiation/tables/writing.py": "writes in a folder that is its owner's only, and puts files in place by it",
        "negotiation_cli/output.py": "writes by it, and to pipes",
        "negotiation_cli/editing.py": "hands an editor a text in a file that is its owner's only",
        "negotiation_cli/failing.py": "opens the device that takes everything",
        "negotiation_cli/shell/prompting.py": "keeps what was typed, for its owner only",
    }
    makes = re.compile(r"\bos\.open\(|\.write_text\(|\.write_bytes\(|\bmkstemp\(|open\([^)\n]*\"[wax]")
    found = {
        path.relative_to(folder.parent).as_posix()
        for folder in (Path(str(package.__file__)).parent for package in (negotiation, negotiation_cli))
        for path in folder.rglob("*.py")
        if makes.search(path.read_text(encoding="utf-8"))
    }
    assert set(others) == found


@posix
def test_what_leaves_out_what_is_marked_is_public(desk: Desk) -> None:
    """Who may read a file hangs on what it holds, and not on what else the log holds."""
    desk.done("say", "A", "x", "--on", "2022-03-30", "--marking", "confidential")
    desk.done("status", "--output", "x.csv")
    desk.done("log", "--output", "y.csv")
    assert (0o644, 0o600) == (mode(desk, "x.csv"), mode(desk, "y.csv"))


@posix
def test_what_was_made_public_is_public(desk: Desk) -> None:
    """The marking counts as it is by now."""
    desk.done("say", "A", "x", "--on", "2022-03-30", "--marking", "confidential")
    desk.done("re-mark", "10", "public", "--reason", "published")
    desk.done("export", "--output", "x.jsonl")
    assert 0o644 == mode(desk, "x.jsonl")


@posix
def test_the_report_of_the_demo_is_public(desk: Desk) -> None:
    """The demo holds nothing that not everybody may see."""
    desk.done("demo", "demo.db")
    assert (0o600, 0o644) == (mode(desk, "demo.db"), mode(desk, "demo.html"))


@pytest.mark.parametrize("command", [("status",), ("log",), ("list",), ("report", "status")], ids=" ".join)
def test_csv_for_a_spreadsheet_begins_with_a_mark(desk: Desk, command: tuple[str, ...]) -> None:
    """With --bom CSV begins with the mark of UTF-8, and is else what it is without."""
    desk.done(*command, "--output", "with.csv", "--bom")
    desk.done(*command, "--output", "without.csv")
    without = (desk.folder / "without.csv").read_bytes()
    assert b"\xef\xbb\xbf" + without == (desk.folder / "with.csv").read_bytes()


def test_a_mark_is_for_csv_only(desk: Desk) -> None:
    """In other formats the mark would be a fault, and is refused."""
    for command in (("status", "--format", "json"), ("status",), ("report", "status", "--output", "x.html")):
        assert "--bom goes with CSV" in desk.fails(2, *command, "--bom")
