"""Files that another user has laid beside a log: they are refused, and what SQLite makes itself is not."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from commandline import Desk, at_work
from storing import SAMPLE_ENTRIES, export, sample

from negotiation.domain.errors import ForeignOwner
from negotiation.log import NegotiationLog

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX has owners of files")
as_root = pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give files to others")
ANA, BOB = 4711, 4712


@pytest.fixture
def log() -> Iterator[Path]:
    """Return a sample in a folder that all may reach."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield sample(Path(name) / "talks.db")


@as_root
@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_what_another_user_laid_beside_a_log_is_refused(log: Path, ending: str) -> None:
    """Nothing of it is merged: the error says what lies where, whose it is, and what to do."""
    before = log.read_bytes()
    beside = log.with_name(f"talks.db{ending}")
    beside.write_bytes(b"")
    os.chown(beside, BOB, BOB)
    with pytest.raises(ForeignOwner) as refused:
        NegotiationLog.open(str(log))
    assert refused.value.exit_status == 6
    assert f"'{beside}' belongs to user {BOB}" in str(refused.value)
    assert (before, b"") == (log.read_bytes(), beside.read_bytes())


@as_root
def test_every_command_ends_with_6(tmp_path: Path) -> None:
    """A read, a write and the check of a log all refuse, and a log that is named by a link as well."""
    desk = at_work(tmp_path)
    beside = Path(f"{desk.log}-wal")
    beside.write_bytes(b"")
    os.chown(beside, BOB, BOB)
    (tmp_path / "link.db").symlink_to(desk.log)
    for command in (("status",), ("say", "UKR", "Hello."), ("doctor",), ("--log", "link.db", "status")):
        ran = desk(*command)
        assert (ran.status, ran.out) == (6, ""), command
        assert "another user" in ran.err
    beside.unlink()
    desk.done("status")


@as_root
def test_a_link_that_another_user_laid_is_refused(log: Path) -> None:
    """It is asked whose the link is, not whose that is to which it leads."""
    beside = log.with_name("talks.db-wal")
    beside.symlink_to(log)
    os.lchown(beside, BOB, BOB)
    with pytest.raises(ForeignOwner):
        NegotiationLog.open(str(log))


@as_root
@pytest.mark.parametrize(("owner", "beside"), [(ANA, ANA), (ANA, 0), (0, 0)])
def test_what_belongs_to_the_owner_of_the_log_or_to_root_is_taken(log: Path, owner: int, beside: int) -> None:
    """The administrator may look at a log of somebody who has it open, or had it open when the machine stopped."""
    os.chown(log, owner, owner)
    with closing(sqlite3.connect(log)) as kept_open:
        kept_open.execute("BEGIN").execute("SELECT * FROM register").fetchone()
        for ending in ("-wal", "-shm"):
            os.chown(f"{log}{ending}", beside, beside)
        assert len(export(log).splitlines()) == SAMPLE_ENTRIES


@as_root
def test_root_leaves_nothing_beside_a_log_that_its_owner_is_refused_for(log: Path) -> None:
    """What SQLite makes for the administrator belongs to the owner of the log."""
    os.chown(log, ANA, ANA)
    with NegotiationLog.open(str(log)) as opened:
        opened.talks().issue("ceasefire", "Ceasefire")
        assert {ANA} == {path.stat().st_uid for path in log.parent.glob("talks.db*")}


@as_root
@pytest.mark.parametrize(("mode", "group", "taken"), [(0o666, BOB, True), (0o660, 1, True), (0o660, BOB, False)])
def test_in_a_log_that_several_may_write_what_they_leave_is_taken(
    log: Path, mode: int, group: int, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who may write to the log itself can do nothing by a file beside it that he cannot do without."""
    monkeypatch.setattr("negotiation.store.sqlite.owners._groups", lambda _user: [1])
    log.chmod(mode)
    os.chown(log, ANA, group)
    beside = log.with_name("talks.db-wal")
    beside.write_bytes(b"")
    os.chown(beside, BOB, BOB)
    if taken:
        assert len(export(log).splitlines()) == SAMPLE_ENTRIES
    else:
        with pytest.raises(ForeignOwner):
            NegotiationLog.open(str(log))


@pytest.mark.parametrize(("mode", "own"), [(0o777, True), (0o1777, True), (0o775, False)])
def test_doctor_says_that_others_may_write_to_the_folder(
    tmp_path: Path, mode: int, own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where others may lay files beside a log, the check of it says so, with what to do."""
    monkeypatch.setattr("negotiation.store.sqlite.owners._own_group", lambda _user, _group: own)
    desk = at_work(tmp_path)
    tmp_path.chmod(mode)
    ran = desk("doctor")
    tmp_path.chmod(0o770 if own else 0o700)
    assert ran.status == 6
    assert "WRONG  only its owner may write to its folder" in ran.out
    assert f"its mode is {mode:o}: chmod go-w {tmp_path}" in ran.out
    assert "WRONG" not in desk.done("doctor")


@as_root
def test_doctor_says_that_the_folder_is_of_another_user(log: Path) -> None:
    """Whoever has the folder may put anything into it."""
    desk = Desk(log.parent)
    os.chown(log.parent, BOB, BOB)
    assert f"it belongs to user {BOB}" in desk("doctor").out


def test_nobody_has_to_be_known_by_name_or_group() -> None:
    """A user of whom the machine has no name is named by the number, and is in no group."""
    from negotiation.store.sqlite import owners

    assert (owners._called(987_654), owners._groups(987_654)) == ("user 987654", [])
    assert not owners._own_group(987_654, 987_654)
    assert os.getgid() in owners._groups(os.getuid()) or owners._called(os.getuid()).startswith("user ")
