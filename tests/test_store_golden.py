"""Logs that earlier versions of this program wrote: their bytes are kept, and they open, verify and report for ever."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from commandline import Desk

DATA = Path(__file__).with_name("data")
LOGS = sorted(path.name.removesuffix(".db.gz") for path in DATA.glob("log-v*.db.gz"))
"""One for each version of the tables."""
ENTRIES = 13
REPORT = ("report", "timeline", "--at", "2022-04-30", "--recorded", f"#{ENTRIES}")


def desk_with(name: str, folder: Path) -> Desk:
    """Return a desk with a log as a version of the program wrote it."""
    return Desk(folder, gzip.decompress((DATA / f"{name}.db.gz").read_bytes()))


def entries(desk: Desk) -> str:
    """Return the lines of the export of a log, without that of its head, whose root hangs on how entries are hashed."""
    lines = desk.done("export").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith('{"head"'))


def reported(desk: Desk) -> str:
    """Return a report of a log, without the lines of its head and of what made it, which are of this version."""
    lines = desk.done(*REPORT).splitlines(keepends=True)
    return "".join(line for line in lines if ", root " not in line and not line.startswith("<!-- talks-report"))


def test_there_is_a_log_of_each_version() -> None:
    """Whoever changes the tables keeps a log of the version before."""
    from negotiation.store.sqlite.schema import FORMAT

    assert LOGS[:4] == ["log-v1", "log-v2", "log-v3", "log-v4"]
    assert len(LOGS) >= FORMAT - 1


@pytest.mark.parametrize("name", LOGS)
def test_a_log_of_an_earlier_version_reads_as_it_did(name: str, tmp_path: Path) -> None:
    """It is in order, and its export and its report are the same to the byte as when they were kept."""
    desk = desk_with(name, tmp_path)
    assert "WRONG" not in desk.done("doctor")
    assert (DATA / f"{name}.jsonl").read_text("utf-8") == entries(desk)
    assert (DATA / f"{name}.md").read_text("utf-8") == reported(desk)


GROWS = {"no_delete_tree", "no_update_tree", "no_replace_tree"}


@pytest.mark.parametrize("write", [("say", "A", "one more", "--on", "2022-04-03"), ("doctor", "--rebuild")])
@pytest.mark.parametrize("name", LOGS)
def test_a_log_of_an_earlier_version_is_guarded_from_its_next_write_on(
    name: str, write: tuple[str, ...], tmp_path: Path
) -> None:
    """It is in order without the guards that came later, and gets them; from then on it is named if they are gone."""
    desk = desk_with(name, tmp_path)
    assert not GROWS & _triggers(desk)
    assert "WRONG" not in desk.done("doctor")
    assert not GROWS & _triggers(desk)
    desk.done(*write)
    assert _triggers(desk) >= GROWS
    assert "WRONG" not in desk.done("doctor")
    with closing(sqlite3.connect(desk.log)) as connection, connection:
        connection.execute("DROP TRIGGER no_delete_tree")
    ran = desk("verify")
    assert 6 == ran.status
    assert "gone, which keep the record as it is: no_delete_tree" in ran.out


def _triggers(desk: Desk) -> set[str]:
    with closing(sqlite3.connect(desk.log)) as connection:
        return {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}


@pytest.mark.parametrize("name", LOGS)
def test_a_log_of_an_earlier_version_goes_on(name: str, tmp_path: Path) -> None:
    """What is recorded comes after what was there, which stays as it was; then all of it is hashed, and in order."""
    desk = desk_with(name, tmp_path)
    root = desk.done("head", "--json").split('"root": "')[1][:64]
    desk.done("say", "A", "one more", "--on", "2022-04-03")
    assert "WRONG" not in desk.done("doctor")
    assert entries(desk).startswith((DATA / f"{name}.jsonl").read_text("utf-8"))
    assert (DATA / f"{name}.md").read_text("utf-8") == reported(desk)
    desk.done("verify", "--expect", root)
