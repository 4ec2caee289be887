"""Logs that earlier versions of this program wrote: their bytes are kept, and they open, verify and report for ever."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from commandline import Desk

DATA = Path(__file__).with_name("data")
PLAIN = sorted(path.name.removesuffix(".db.gz") for path in DATA.glob("log-v?.db.gz"))
"""One for each version of the tables."""
SEALED = "log-v1004"
"""An encrypted one, of which the entries are those of the last."""
LOGS = [*PLAIN, SEALED]
PASSPHRASE = "under the bridge at noon"  # noqa: S105  # of nothing but that
EARLIER = [name for name in PLAIN if name < "log-v5"]
"""Those whose head is not guarded yet."""
COPY, HEAD = "copy-v5", "d25f9ee92b76ca9756274f6be377fc3da8ccfab3f980d4c5a44678223124c1b8"
"""A copy for the press, and the root over all that it is a copy of."""
ENTRIES = 13
REPORT = ("report", "timeline", "--at", "2022-04-30", "--recorded", f"#{ENTRIES}")


def desk_with(name: str, folder: Path) -> Desk:
    """Return a desk with a log as a version of the program wrote it."""
    found = Desk(folder, gzip.decompress((DATA / f"{name}.db.gz").read_bytes()))
    if name == SEALED:
        found.own["TALKS_PASSPHRASE"] = PASSPHRASE
    return found


def told(name: str, form: str) -> str:
    """Return what was told of a log when it was kept: its export, or a report."""
    return (DATA / f"{PLAIN[-1] if name == SEALED else name}.{form}").read_text("utf-8")


def entries(desk: Desk) -> str:
    """Return the lines of the export of a log, without that of its head, whose root hangs on how entries are hashed."""
    lines = desk.done("export").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith('{"head"'))


def reported(desk: Desk) -> str:
    """Return a report of a log, without the lines of its head and of what made it, which are of this version."""
    lines = desk.done(*REPORT).splitlines(keepends=True)
    return "".join(line for line in lines if ", root " not in line and not line.startswith("<!-- talks-report"))


def test_there_is_a_log_of_each_version() -> None:
    """Whoever changes the tables keeps a log of the new version, too; none is ever taken away."""
    from negotiation.store.sqlite.schema import ENCRYPTED, FORMAT

    assert PLAIN == [f"log-v{version}" for version in range(1, FORMAT + 1)]
    assert f"log-v{ENCRYPTED}" == SEALED


@pytest.mark.parametrize("name", LOGS)
def test_a_log_of_an_earlier_version_reads_as_it_did(name: str, tmp_path: Path) -> None:
    """It is in order, and its export and its report are the same to the byte as when they were kept."""
    desk = desk_with(name, tmp_path)
    assert "WRONG" not in desk.done("doctor")
    assert told(name, "jsonl") == entries(desk)
    assert told(name, "md") == reported(desk)


GROWS = {"no_delete_tree", "no_update_tree", "no_replace_tree"}


@pytest.mark.parametrize("write", [("say", "A", "one more", "--on", "2022-04-03"), ("doctor", "--rebuild")])
@pytest.mark.parametrize("name", EARLIER)
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
    assert entries(desk).startswith(told(name, "jsonl"))
    assert told(name, "md") == reported(desk)
    desk.done("verify", "--expect", root)


def test_a_copy_for_others_has_the_head_of_what_it_is_a_copy_of(tmp_path: Path) -> None:
    """It is in order and has that root, for which nothing is needed that was withheld, and shows what it showed."""
    desk = desk_with(COPY, tmp_path)
    assert "WRONG" not in desk.done("doctor")
    desk.done("verify", "--expect", HEAD)
    assert "Head of delegation (north): “We meet again on Monday”" in desk.done("log")
    for shown in (
        desk("export", "--salvage").out,
        desk.done("log", "--record"),
        desk.log.read_bytes().decode("latin-1"),
    ):
        assert "heron" not in shown  # which #14 tells of
