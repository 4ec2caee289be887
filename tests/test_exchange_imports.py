"""What was imported says so, and when, and by whom; large files are taken in portions, and within bounds."""

import gc
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from commandline import Desk, at_work
from storing import SAMPLE_ENTRIES, child, export, held, sample

from negotiation.domain import decide
from negotiation.domain.errors import InputError
from negotiation.domain.record.entry import Entry
from negotiation.exchange import jsonl
from negotiation.log import NegotiationLog
from negotiation.store import store
from negotiation.store.sqlite import writer


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session, of eight entries, and its export beside it."""
    found = at_work(tmp_path)
    found.done("export", "--output", "all.jsonl")
    found.done("init", "new.db")
    return found


def without_head(desk: Desk, number: int) -> None:
    """Write the first so many lines of the export to a file of their own."""
    lines = (desk.folder / "all.jsonl").read_text("utf-8").splitlines(keepends=True)
    (desk.folder / "cut.jsonl").write_text("".join(lines[:number]), "utf-8")


def test_what_was_imported_says_so(desk: Desk) -> None:
    """An entry that was taken over says when, by whom and from where, beside its own recording; ours do not."""
    desk.done("--log", "new.db", "import", "all.jsonl", TALKS_RECORDER="eva")
    desk.done("--log", "new.db", "say", "A", "x", "--on", "2022-03-30", TALKS_RECORDER="eva")
    shown = desk.done("--log", "new.db", "show", "#8")
    assert "by ana" in shown
    assert "UTC, by eva, from all.jsonl (as it was exported)" in shown
    assert "imported" not in desk.done("--log", "new.db", "show", "#9")
    assert "#1 to #8  " in desk.done("--log", "new.db", "imports")
    assert "fine  imported of istanbul-2022" in desk.done("--log", "new.db", "doctor")
    assert "nothing was imported" in desk.done("imports")


def test_an_import_changes_nothing_of_the_record(desk: Desk) -> None:
    """How entries came into a log is no part of the record: both logs export the same, and an import twice is one."""
    for _ in range(2):
        desk.done("--log", "new.db", "import", "all.jsonl", TALKS_RECORDER="eva")
    assert desk.done("export") == desk.done("--log", "new.db", "export")
    assert 1 == desk.done("--log", "new.db", "imports", "--format", "jsonl").count("\n")


def test_an_export_without_its_head_is_said_to_be_one(desk: Desk) -> None:
    """What cannot be checked is taken with a word, once for each talks, and stays known as unverified."""
    without_head(desk, 6)
    ran = desk("--log", "new.db", "import", "cut.jsonl")
    assert (0, "warning: no head of istanbul-2022 stands in cut.jsonl to check its entries by\n") == (
        ran.status,
        ran.err,
    )
    assert "unverified" in desk.done("--log", "new.db", "show", "#6")
    again = desk("--log", "new.db", "import", "all.jsonl")
    assert (0, "", "2 entries recorded, 6 were there already\n") == (again.status, again.err, again.out)
    assert ["unverified", "as exported"] == [
        line.split("  ")[-1].strip() for line in desk.done("--log", "new.db", "imports").splitlines()[-2:]
    ]


def test_what_people_write_needs_no_head(desk: Desk) -> None:
    """A line that tells nothing of its recording is recorded now, by whoever imports it: there is nothing to check."""
    (desk.folder / "own.jsonl").write_text('{"kind": "issue-added", "issue": "land", "title": "Land"}\n', "utf-8")
    ran = desk("import", "own.jsonl")
    assert (0, "") == (ran.status, ran.err)
    assert "nothing was imported" in desk.done("imports")


def test_what_is_told_with_another_recording_was_imported(desk: Desk) -> None:
    """A line that names another recorder, or an earlier moment, is told apart from what was recorded here."""
    line = '{"kind": "issue-added", "issue": "land", "title": "Land", "recorder": "zoe"}\n'
    (desk.folder / "own.jsonl").write_text(line, "utf-8")
    desk.done("import", "own.jsonl")
    assert "by ana, from own.jsonl (unverified)" in desk.done("show", "#9")


@pytest.mark.parametrize("statement", ["UPDATE imported SET recorder = 'me'", "DELETE FROM imported"])
def test_what_is_said_of_an_import_is_guarded(desk: Desk, statement: str) -> None:
    """Another tool is refused there as in the record, and a guard that was taken away is missed."""
    desk.done("--log", "new.db", "import", "all.jsonl")
    with closing(sqlite3.connect(desk.folder / "new.db", isolation_level=None)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="nothing in a log is changed or removed"):
            connection.execute(statement)
        connection.execute("DROP TRIGGER no_update_imported")
    assert "no_update_imported" in desk("--log", "new.db", "doctor").out


def test_a_file_in_portions_is_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few entries are in hand at a time, what is recorded is the same, and all that is kept follows from it."""
    path = sample(tmp_path / "a.db")
    (tmp_path / "a.jsonl").write_bytes(export(path))
    monkeypatch.setattr(writer, "PORTION", 3)
    monkeypatch.setattr(store, "AT_ONCE", 1)
    with NegotiationLog.create(str(tmp_path / "b.db")) as log:
        assert SAMPLE_ENTRIES == len(log.import_file(str(tmp_path / "a.jsonl")).entries)
        assert [] == [found for found in log.check() if not found.fine]
    assert export(path) == export(tmp_path / "b.db")


def test_a_file_that_is_too_large_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that would take more memory than there should be is refused, with the way to bring it in parts."""
    path = sample(tmp_path / "a.db")
    (tmp_path / "a.jsonl").write_bytes(export(path))
    monkeypatch.setattr(jsonl, "MAX_FILE", 1000)
    with NegotiationLog.open(str(path)) as log, pytest.raises(InputError, match="larger than 1,000 bytes"):
        log.import_file(str(tmp_path / "a.jsonl"))


def test_of_an_export_no_entry_is_in_memory_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entries that are recorded are those of the lines; while they are judged nothing is left of their drafts."""
    (tmp_path / "a.jsonl").write_bytes(export(sample(tmp_path / "a.db")))
    drafts: list[int] = []

    def judged(entries: Sequence[Entry], proposed: Sequence[Entry]) -> tuple[Entry, ...]:
        own = {id(entry) for entry in proposed}
        drafts.append(sum(isinstance(one, decide.Draft) and id(one.whole) in own for one in gc.get_objects()))
        return decide.judged(entries, proposed)

    monkeypatch.setattr(store, "judged", judged)
    found = jsonl.read_whole(str(tmp_path / "a.jsonl"))
    with NegotiationLog.create(str(tmp_path / "b.db")) as log:
        appended = jsonl.record(log.store, found)
    assert [id(line.entry) for line in found] == [id(entry) for entry in appended.entries]
    assert [0] == drafts


TAKE = """
import sys
from negotiation.log import NegotiationLog
from negotiation.store.sqlite import writer
writer.PORTION = 1
insert = writer.LogRecorder._insert_portion
def slowly(*given, **more):
    found = insert(*given, **more)
    print("in", flush=True)
    sys.stdin.readline()
    return found
writer.LogRecorder._insert_portion = slowly
with NegotiationLog.open(sys.argv[1]) as log:
    log.import_file(sys.argv[2])
"""


@pytest.mark.parametrize("portions", [1, SAMPLE_ENTRIES])
def test_an_import_that_is_killed_leaves_nothing_of_it(tmp_path: Path, portions: int) -> None:
    """However many portions are written, the log is as it was before, and the same import can be made then."""
    source = sample(tmp_path / "a.db")
    (tmp_path / "a.jsonl").write_bytes(export(source))
    NegotiationLog.create(str(tmp_path / "b.db")).close()
    process = child(TAKE, tmp_path / "b.db", tmp_path / "a.jsonl")
    assert process.stdin is not None
    assert process.stdout is not None
    for portion in range(portions):
        if portion:
            process.stdin.write("\n")
            process.stdin.flush()
        assert "in\n" == process.stdout.readline()
    process.kill()
    with process:
        process.stdout.read()
    assert 0 == held(tmp_path / "b.db")
    with NegotiationLog.open(str(tmp_path / "b.db")) as log:
        assert SAMPLE_ENTRIES == len(log.import_file(str(tmp_path / "a.jsonl")).entries)
        assert [] == [found for found in log.check() if not found.fine]
    assert export(source) == export(tmp_path / "b.db")


def test_of_what_is_there_already_no_entry_is_in_memory_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entries of the log that stand for lines are those on which the rest of the file is decided."""
    lines = export(sample(tmp_path / "a.db")).splitlines(keepends=True)
    (tmp_path / "first.jsonl").write_bytes(b"".join(lines[:5]))
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines))
    seen: list[Entry] = []

    def judged(entries: Sequence[Entry], proposed: Sequence[Entry]) -> tuple[Entry, ...]:
        seen.extend(entries)
        return decide.judged(entries, proposed)

    with NegotiationLog.create(str(tmp_path / "b.db")) as log:
        log.import_file(str(tmp_path / "first.jsonl"))
        monkeypatch.setattr(store, "judged", judged)
        known = log.import_file(str(tmp_path / "a.jsonl")).known
    assert 5 == len(known)
    assert [id(entry) for entry in seen] == [id(entry) for entry in known]
