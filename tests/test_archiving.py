"""Archives: a bag that other programs read, with a record that imports again, and nothing for others to read."""

import io
import json
import os
import sqlite3
from contextlib import closing, redirect_stderr
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from commandline import Desk
from storing import SAMPLE_ENTRIES, export, fill, sample
from tampering import unguarded

from negotiation.archiving import archive as archiving
from negotiation.archiving import bag
from negotiation.archiving.archive import archive
from negotiation.domain.errors import InputError, NotVerified
from negotiation.integrity.continuing import Continuation
from negotiation.log import NegotiationLog
from negotiation.trust import proving
from negotiation.trust.keyring import Keyring
from negotiation.trust.sealing import seal

bagit: Any = import_module("bagit")
posix = pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")


def archived(path: Path, ring: Keyring, talks: str | None = None) -> Path:
    """Archive a log, into a folder beside it."""
    target = path.with_suffix(".bag")
    with NegotiationLog.open(str(path)) as log:
        archive(log, str(target), ring, talks)
    return target


def test_an_archive_is_a_bag_for_other_programs(tmp_path: Path) -> None:
    """The library of the Library of Congress validates it; a file that was altered, lost or added is found by both."""
    place = archived(sample(tmp_path / "a.db"), Keyring(tmp_path))
    found = bagit.Bag(str(place))
    assert found.is_valid()
    assert (1, 0) == found.version_info
    assert "ist" == found.info["External-Identifier"]
    report = place / "data/ist/status.html"
    text = report.read_bytes()
    for spoil in (lambda: report.write_bytes(text + b" "), report.unlink, (place / "data/more").touch):
        spoil()
        with redirect_stderr(io.StringIO()):
            assert not bagit.Bag(str(place)).is_valid()
        assert list(bag.problems(place))
        report.write_bytes(text)
        assert (place / "data/more").exists() or not list(bag.problems(place))


def test_the_record_in_an_archive_is_the_record(tmp_path: Path) -> None:
    """Entry for entry, with its head; the seals are there as they are kept, with the keys of those who signed."""
    path, ring = sample(tmp_path / "a.db"), Keyring(tmp_path / "keys")
    key = ring.new("ana")
    with NegotiationLog.open(str(path)) as log:
        sealed = seal(log.talks(), log, ring)
        log.talks().issue("land", "Land")
    place = archived(path, ring) / "data"
    again = tmp_path / "again.db"
    with NegotiationLog.create(str(again)) as log:
        assert SAMPLE_ENTRIES + 1 == len(log.import_file(str(place / "ist/record.jsonl")).entries)
    assert export(path) == export(again)
    assert sealed.note.written == (place / "ist/checkpoint-8.txt").read_text(encoding="utf-8")
    assert f"{key.written}\n" == (place / "keys.txt").read_text(encoding="utf-8")
    assert all(found["fine"] for found in json.loads((place / "verification.json").read_text(encoding="utf-8")))
    told = (place / "what-was-done.txt").read_text(encoding="utf-8")
    with NegotiationLog.open(str(path)) as log:
        assert log.talks().record_head().words in told


def test_an_archive_proves_every_entry_and_every_seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each entry is in the record that is told of, and that goes on from each seal; seen without the log."""
    path, ring = sample(tmp_path / "a.db"), Keyring(tmp_path / "keys")
    ring.new("ana")
    with NegotiationLog.open(str(path)) as log:
        seal(log.talks(), log, ring)
        log.talks().issue("land", "Land")
        root = log.talks().record_head().root
    monkeypatch.setattr(archiving, "IN_A_FILE", 5)
    place = archived(path, ring) / "data/ist"
    numbers = []
    for name in ("proofs.jsonl", "proofs-2.jsonl"):
        proofs = proving.read_any(str(place / name))
        assert isinstance(proofs, list)
        assert all(found.fine for found in proving.checked(proofs, ring, root=root))
        numbers += [proof.number for proof in proofs]
    assert [*range(1, SAMPLE_ENTRIES + 2)] == numbers
    since = proving.read_any(str(place / "consistency-8.json"))
    assert isinstance(since, Continuation)
    assert root == since.head.root.hex()
    assert all(found.fine for found in proving.checked_from(since, ring))


@posix
@pytest.mark.parametrize("marking", ["public", "restricted"])
def test_what_is_above_public_is_for_its_owner_alone(tmp_path: Path, marking: str) -> None:
    """Every file has mode 0600 and every folder 0700 then; else they are as the user has new files."""
    path = sample(tmp_path / "a.db")
    with NegotiationLog.open(str(path)) as log:
        log.talks().say("Medinsky", "Between us.", party="RUS", marking=marking)
    before = os.umask(0o022)
    try:
        place = archived(path, Keyring(tmp_path))
    finally:
        os.umask(before)
    modes = {(one.is_dir(), one.stat().st_mode & 0o777) for one in (place, *place.rglob("*"))}
    assert ({(True, 0o755), (False, 0o644)} if marking == "public" else {(True, 0o700), (False, 0o600)}) == modes


def test_what_was_altered_is_not_archived(tmp_path: Path) -> None:
    """Nothing is left behind; of several talks those that are asked for count."""
    path = sample(tmp_path / "a.db")
    with NegotiationLog.open(str(path)) as log:
        fill(log, "other")
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE register SET recorded = '2022-03-01T00:00:00.000000Z' WHERE talks = 'ist'")
        guards = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
    assert guards
    with pytest.raises(NotVerified, match="the entries of ist are those that were recorded: #1"):
        archived(path, Keyring(tmp_path))
    assert ["a.db"] == sorted(one.name for one in tmp_path.iterdir() if not one.name.startswith("a.db-"))


def test_the_command_line(tmp_path: Path) -> None:
    """It names the talks that it wrote; nothing is overwritten, and there must be a place."""
    desk = Desk(tmp_path)
    sample(desk.log)
    with NegotiationLog.open(str(desk.log)) as log:
        fill(log, "other")
    assert "all has the record of ist, other, which was verified\n" == desk.done("archive", "all")
    assert ["ist", "other"] == sorted(one.name for one in (tmp_path / "all/data").iterdir() if one.is_dir())
    desk.done("--talks", "other", "archive", "one")
    assert not (tmp_path / "one/data/ist").exists()
    desk.fails(2, "archive", "all")
    desk.fails(2, "archive", "nowhere/all")
    desk.fails(3, "--talks", "third", "archive", "more")
    with NegotiationLog.open(str(desk.log)) as log, pytest.raises(InputError, match="there is something of that name"):
        archive(log, str(tmp_path / "all"), Keyring(tmp_path))


@pytest.mark.parametrize("line", ["", "zz  data/x", f"{'0' * 64}  ../../outside"])
def test_a_list_that_names_no_file_of_the_bag_is_a_problem(tmp_path: Path, line: str) -> None:
    """Nor is anything outside of the bag looked at."""
    bag.write(tmp_path, {"x%y.txt": "text"}, {"Name": "of\nit"}, private=True)
    assert [] == list(bag.problems(tmp_path))
    with (tmp_path / "manifest-sha256.txt").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert any("names no file" in problem for problem in bag.problems(tmp_path))
