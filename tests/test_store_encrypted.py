"""Encrypted logs: what they hide, what is found of attacks on the file, and what they share with plain ones."""

import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib import import_module
from pathlib import Path
from shutil import copyfile

import pytest
from encrypted import WORDS, again, bytes_of, cells, changed, cheaply, created, told_in
from msgspec import structs
from storing import child, export, fill, sample

from negotiation.domain.errors import (
    Damaged,
    InputError,
    LogReplaced,
    MissingExtra,
    NegotiationError,
    NewerLog,
    NoPassphrase,
    NotFound,
    ReadOnlyLog,
    WrongPassphrase,
)
from negotiation.domain.record.unread import Unread
from negotiation.exchange import jsonl
from negotiation.exchange.export import exported
from negotiation.exchange.line import Line
from negotiation.integrity.leaf import Stored
from negotiation.log import NegotiationLog
from negotiation.store import places
from negotiation.store.port import UNREAD, Moved
from negotiation.store.secret import Lock
from negotiation.store.sqlite import connect, opening, piece, schema, sealing, unlocking, vault, wraps
from negotiation.store.sqlite.altered import alterations
from negotiation.store.sqlite.cipher import Cipher, Head, Undecipherable
from negotiation.store.sqlite.reader import Reader
from negotiation.talks import TalksLog

STEM = "quizzaxo"
"""What every word begins with that is to be hidden."""


@pytest.fixture(autouse=True)
def _cheaply(monkeypatch: pytest.MonkeyPatch) -> None:
    cheaply(monkeypatch)


def told(log: NegotiationLog) -> TalksLog:
    """Record something of each sort of thing that has a name, a title or a text, each beginning with the stem."""
    talks = log.open_talks(f"{STEM}-talks", f"{STEM} title", description=f"{STEM} description")
    party, other = STEM.upper(), f"{STEM}B".upper()
    talks.party(party, other, roles=["negotiating"])
    talks.party(party, name=f"{STEM} name")
    talks.issue(f"{STEM}-issue", f"{STEM} issue")
    talks.source(f"{STEM}-source", f"{STEM} publisher", title=f"{STEM} source", url=f"https://{STEM}.example/")
    talks.act_on_round(f"{STEM}-round", "opened", {"venue": f"{STEM} venue"})
    terms = [{"kind": "free-text", "text": f"{STEM} term"}]
    talks.propose(f"{STEM}-proposal", by=[party], on="2022-03-29", terms=terms, title=f"{STEM} text")
    talks.propose(f"{STEM}-other", by=[other], links=[("in-exchange-for", f"{STEM}-proposal")])
    talks.respond(f"{STEM}-proposal", by=[other], stance="studying", sources=[f"{STEM}-source"])
    talks.say(f"{STEM} speaker", f"{STEM} words", party=party, about=[f"proposal:{STEM}-proposal"])
    return talks


def test_nothing_that_is_recorded_is_told_by_the_file(tmp_path: Path) -> None:
    """No name, title, text, source or recorder stands in what is on disk, in any encoding; in a plain log all do."""
    for hidden in (False, True):
        path, name = tmp_path / ("hidden.db" if hidden else "plain.db"), f"{STEM}-recorder"
        with created(path, recorder=name) if hidden else NegotiationLog.create(str(path), recorder=name) as log:
            talks = told(log)
            log.store.place.writer().keep_checkpoint(talks.id, 1, f"{STEM} note")
            for number in range(piece.MANY):  # so that all is encrypted as one piece, too
                talks.say("Somebody", f"{STEM} {number}")
            jsonl.record(log.store, _lines(tmp_path, f"{STEM}-{path.stem}"))
            open_ = bytes_of(path)
            ids = [entry.id for entry in talks.entries()]
            salts = list(log.store.reader.salts(talks.id).values())
            hashes = log.store.reader.leaves(talks.id)
        content = open_ + bytes_of(path)
        if not hidden:
            assert told_in(content, STEM) == ["utf-8"]
            assert all(secret in content for secret in (*salts, *hashes))
            continue
        assert cells(path, "SELECT places FROM sealed_image")
        assert told_in(content, STEM) == []
        for word in ("party-joined", "proposal-tabled", "studying", "2022-03-29", *ids):
            assert told_in(content, word) == [], word
        assert not any(secret in content for secret in (*salts, *hashes))


def _lines(folder: Path, talks: str) -> list[Line]:
    path = sample(folder / f"{talks}.db", talks)
    file = folder / f"{talks}.jsonl"
    file.write_bytes(export(path))
    return jsonl.read_whole(str(file))


def test_what_a_file_tells_is_this_and_no_more(tmp_path: Path) -> None:
    """Not hidden are how many entries there are, how large each is, how many writes there were, and who opens it."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
    names = {name for (name,) in cells(path, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert names == {"sealed_log", "sealed_key", "sealed_entry", "sealed_rest", "sealed_image", "write_mark"}
    assert cells(path, "SELECT place FROM sealed_entry") == [(place,) for place in range(1, 9)]
    assert cells(path, "SELECT way, name FROM sealed_key") == [("passphrase", "")]
    kinds = {typeof for row in cells(path, "SELECT typeof(head), typeof(content) FROM sealed_entry") for typeof in row}
    assert kinds == {"blob"}
    with again(path) as log:
        inside = {entry.number: len(entry.content) for entry in log.store.reader.stored("ist")}
    rows = cells(path, "SELECT place, length(content) - 28 FROM sealed_entry")
    assert sorted(inside.items()) == rows


def test_every_table_of_a_log_is_in_memory_or_encrypted(tmp_path: Path) -> None:
    """A table that a later version adds to logs is in the file of an encrypted one only if somebody put it there."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        told(log)
        connection = connect.connect(str(path), write=False)
        with closing(connection):
            in_memory = {row[0] for row in connection.execute("SELECT name FROM main.sqlite_schema")}
            in_file = {row[0] for row in connection.execute("SELECT name FROM sealed.sqlite_schema")}
            assert connection.execute("PRAGMA temp_store").fetchone() == (2,)  # in memory, too
    plain = tmp_path / "plain.db"
    with NegotiationLog.create(str(plain)) as log:
        told(log)
    ours = {name for (name,) in cells(plain, "SELECT name FROM sqlite_schema")}
    assert ours - in_memory == {"write_mark"}
    assert not {"register", "stored_events", "leaf", "tree", "reading", "standing", "stream_link"} & in_file


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="there is no list of open files here")
def test_nothing_goes_into_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a large log is written, sorted and searched, the process has no file open that has no name."""
    before = {os.path.realpath(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd")}  # noqa: PTH208
    opened: set[str] = set()

    def look() -> int:
        for number in os.listdir("/proc/self/fd"):  # noqa: PTH208  # names only
            try:
                opened.add(os.readlink(f"/proc/self/fd/{number}"))  # noqa: PTH115
            except OSError:
                continue
        return 0

    def begun(self: vault.Unsealed, *given: object, **named: object) -> None:
        self.set_progress_handler(look, 1000)
        begin(self, *given, **named)

    begin: Callable[..., None] = vault.Unsealed.begin
    monkeypatch.setattr(vault.Unsealed, "begin", begun)
    path = tmp_path / "talks.db"
    with created(path) as log:
        talks = fill(log)
        for number in range(piece.MANY):
            talks.say("Somebody", f"Word {number}")
    connection = connect.connect(str(path), write=True)
    with closing(connection):
        rows = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) "
        connection.execute("PRAGMA cache_size = 10")
        assert connection.execute(f"{rows} SELECT hex(randomblob(100)) AS word FROM n ORDER BY word").fetchall()
    assert str(path) in opened
    assert not [name for name in opened - before if "etilqs" in name or name.endswith("(deleted)")]
    plain = sqlite3.connect(tmp_path / "other.db")  # so it is seen where it happens
    with closing(plain):
        plain.set_progress_handler(look, 1000)
        plain.execute("PRAGMA temp_store = FILE")
        plain.execute("PRAGMA cache_size = 10")
        plain.execute(f"{rows} SELECT hex(randomblob(100)) AS word FROM n ORDER BY word").fetchall()
    assert [name for name in opened if "etilqs" in name]


def _twins(folder: Path) -> tuple[Path, Path]:
    """Return a plain log and an encrypted one that took the same export over."""
    first = sample(folder / "first.db")
    with NegotiationLog.open(str(first)) as log:
        talks = log.talks()
        salts = log.store.reader.salts(talks.id)
        (folder / "e.jsonl").write_text("".join(f"{line}\n" for line in exported(talks.entries(), salts)), "utf-8")
    plain, hidden = folder / "plain.db", folder / "hidden.db"
    for log in (NegotiationLog.create(str(plain)), created(hidden)):
        with log:
            jsonl.record(log.store, jsonl.read_whole(str(folder / "e.jsonl")))
    return plain, hidden


def test_an_encrypted_log_and_its_plain_twin_have_one_root(tmp_path: Path) -> None:
    """What vouches for a record is over what was recorded: entries, hashes, salts, root and export are the same."""

    def all_of(log: NegotiationLog) -> tuple[object, ...]:
        reader = log.store.reader
        entries, salts = log.talks().entries(), reader.salts("ist")
        stored: list[Stored] = list(reader.stored("ist"))
        return entries, stored, salts, reader.leaves("ist"), reader.tree("ist"), list(exported(entries, salts))

    plain, hidden = _twins(tmp_path)
    with NegotiationLog.open(str(plain)) as one, again(hidden) as other:
        assert all_of(one) == all_of(other)
        assert [f for f in one.store.place.check_record() if not f.fine] == []
        assert [f for f in other.store.place.check_record() if not f.fine] == []


def test_the_same_is_never_encrypted_alike(tmp_path: Path) -> None:
    """Two encryptions of one entry have nothing in common: each has a nonce of its own."""
    copies = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        copies.append(_twins(tmp_path / name)[1])
    cipher = Cipher(b"k" * 32, b"log")
    head = Head("t", 1, "e1", "t/talks", 1, "2022", "talks-opened", b"h" * 32, b"s" * 32)
    stored = [cipher.closed(1, head, b"words") for _ in range(50)]
    assert len({part[:12] for pair in stored for part in pair}) == 100
    assert len({part for pair in stored for part in pair}) == 100


@pytest.mark.parametrize(
    "other",
    [{"stream": "t/proposal/b"}, {"version": 3}, {"topic": "proposal-withdrawn"}],
    ids=["stream", "version", "topic"],
)
def test_content_is_bound_to_its_stream_version_and_topic(other: dict[str, object]) -> None:
    """What was encrypted as the content of one entry does not decrypt as that of another, or at another place."""
    fields = {"talks": "t", "number": 2, "id": "e2", "stream": "t/proposal/a", "version": 2, "recorded": "2022"}
    own = Head(**fields, topic="proposal-tabled", hash=None, salt=None)  # type: ignore[arg-type]
    false = Head(**{**fields, "topic": "proposal-tabled", **other}, hash=None, salt=None)  # type: ignore[arg-type]
    cipher = Cipher(b"k" * 32, b"log")
    head, content = cipher.closed(7, own, b"words")
    assert cipher.content(7, cipher.head(7, head), content) == b"words"
    for failing in (
        lambda: cipher.content(7, false, content),
        lambda: cipher.content(8, own, content),
        lambda: cipher.head(8, head),
        lambda: cipher.head(7, content),
        lambda: Cipher(b"k" * 32, b"other").head(7, head),
        lambda: Cipher(b"l" * 32, b"log").head(7, head),
        lambda: cipher.content(7, own, content[:-1] + bytes([content[-1] ^ 1])),
        lambda: cipher.content(7, own, content[:5]),
        lambda: cipher.content(7, own, "text"),
    ):
        with pytest.raises(Undecipherable):
            failing()


def _swap(columns: str) -> tuple[str, ...]:
    """Return what lets two rows exchange something."""
    taken = ", ".join(
        f"{c} = (SELECT {c} FROM held WHERE held.place = 11 - sealed_entry.place)" for c in columns.split()
    )
    return (
        "CREATE TEMP TABLE held AS SELECT * FROM sealed_entry",
        f"UPDATE sealed_entry SET {taken} WHERE place IN (5, 6)",
    )


def _of_another(columns: str) -> str:
    """Return what puts a part of one row in the place of that of another."""
    return f"UPDATE sealed_entry SET ({columns}) = (SELECT {columns} FROM sealed_entry WHERE place = 2) WHERE place = 7"


def _content(as_: str) -> str:
    return f"UPDATE sealed_entry SET content = {as_} WHERE place = 5"


ATTACKS: dict[str, tuple[str, ...]] = {
    "swap two contents": _swap("content"),
    "swap two heads": _swap("head"),
    "swap two rows": _swap("head content"),
    "transplant a content": (_of_another("content"),),
    "transplant a row": (_of_another("head, content"),),
    "change a byte": (_content("CAST(substr(content, 1, 20) || x'00' || substr(content, 22) AS BLOB)"),),
    "cut a content": (_content("x''"),),
    "make it text": (_content("'words'"),),
    "take a row out": ("DELETE FROM sealed_entry WHERE place = 5",),
    "take a row out and close the gap": (
        "DELETE FROM sealed_entry WHERE place = 5",
        "UPDATE sealed_entry SET place = -place WHERE place > 5",
        "UPDATE sealed_entry SET place = -place - 1 WHERE place < 0",
    ),
    "cut the end": ("DELETE FROM sealed_entry WHERE place = 8",),
    "add a row": ("INSERT INTO sealed_entry SELECT 9, head, content FROM sealed_entry WHERE place = 8",),
    "empty the heads": ("UPDATE sealed_rest SET told = x''",),
    "take the heads away": ("DELETE FROM sealed_rest",),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_altered_encrypted_log_is_found(tmp_path: Path, name: str) -> None:
    """Whatever is done to the rows of the file, the check of the record finds it, without anything kept elsewhere."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
    assert [found for found in places.findings(str(path)) if not found.fine] == []
    changed(path, *ATTACKS[name])
    wrong = [found.check for found in alterations(str(path)) if not found.fine]
    assert "what is encrypted is what was encrypted there" in wrong, wrong
    assert set(wrong) <= {found.check for found in places.findings(str(path)) if not found.fine}
    try:  # nor is a part of the record read as if it were all
        with NegotiationLog.open(str(path)) as log:
            assert [entry for entry in log.talks().entries() if isinstance(entry.event, Unread)]
    except NegotiationError:
        assert UNREAD in {found.check for found in places.findings(str(path)) if not found.fine}


def test_an_old_row_that_is_put_back_is_found(tmp_path: Path) -> None:
    """A row of another course of the same log, from a copy that went on by itself, is found by the head."""
    path, copy = tmp_path / "talks.db", tmp_path / "copy.db"
    with created(path) as log:
        fill(log)
        log.store.place.backup(str(copy))
        log.talks().say("Medinsky", "This was said.", on="2022-03-31")
    with NegotiationLog.open(str(copy), recorder="ada") as log:
        log.talks().say("Medinsky", "This was not said.", on="2022-03-31")
    for columns in ("head, content", "content"):
        spoiled = Path(copyfile(path, tmp_path / f"{columns[:4]}.db"))
        changed(
            spoiled,
            f"ATTACH '{copy}' AS other",
            f"UPDATE sealed_entry SET ({columns}) = "
            f"(SELECT {columns} FROM other.sealed_entry WHERE place = 9) WHERE place = 9",
        )
        wrong = [found.check for found in alterations(str(spoiled)) if not found.fine]
        assert "the entries of ist are those that were recorded" in wrong


def test_an_old_file_that_is_put_back_is_found_by_what_was_kept(tmp_path: Path) -> None:
    """A whole older copy decrypts like any other log; a root that was kept elsewhere tells it, as with a plain one."""
    path, copy = tmp_path / "talks.db", tmp_path / "copy.db"
    with created(path) as log:
        fill(log)
        log.store.place.backup(str(copy))
        log.talks().say("Medinsky", "This was said.", on="2022-03-31")
        kept = log.store.reader.tree("ist")
    with NegotiationLog.open(str(copy)) as log:
        assert [found for found in alterations(str(copy)) if not found.fine] == []
        assert log.store.reader.tree("ist") != kept


def test_what_is_encrypted_as_one_piece_is_of_one_state_of_one_log(tmp_path: Path) -> None:
    """A piece that is damaged, of another log, or of another course of this one is not read; nothing else is lost."""
    path, copy, other = (tmp_path / name for name in ("talks.db", "copy.db", "other.db"))
    with created(path) as log:
        talks = fill(log)
        log.store.place.backup(str(copy))
        for number in range(piece.MANY + 10):
            talks.say("Medinsky", f"Said {number}.", on="2022-03-31")
        whole = talks.entries()
    with NegotiationLog.open(str(copy), recorder="ada") as log:
        for number in range(piece.MANY + 10):
            log.talks().say("Medinsky", f"Not said {number}.", on="2022-03-31")
    with created(other) as log:
        talks = fill(log)
        for number in range(piece.MANY + 10):
            talks.say("Medinsky", f"Elsewhere {number}.", on="2022-03-31")
    for statements in (
        (f"ATTACH '{copy}' AS other", "REPLACE INTO sealed_image SELECT * FROM other.sealed_image"),
        (f"ATTACH '{other}' AS other", "REPLACE INTO sealed_image SELECT * FROM other.sealed_image"),
        ("UPDATE sealed_image SET image = CAST(substr(image, 1, 40) || x'00' || substr(image, 42) AS BLOB)",),
        ("UPDATE sealed_image SET places = places - 1",),
        ("UPDATE sealed_image SET places = 9000000",),
        ("UPDATE sealed_image SET places = 'many'",),
        ("UPDATE sealed_image SET version = 'another'",),
        ("DELETE FROM sealed_image",),
    ):
        spoiled = Path(copyfile(path, tmp_path / "spoiled.db"))
        spoiled.chmod(0o600)
        changed(spoiled, *statements)
        with again(spoiled) as log:
            assert log.talks().entries() == whole
            assert isinstance(log.store.reader, Reader)
            assert getattr(log.store.reader.shared, "_in_piece", None) == 0
            log.talks().say("Medinsky", "And on.", on="2022-04-01")
            assert log.store.reader.keeps("ist") is not None
        with again(spoiled) as log:
            assert [found for found in places.findings(str(spoiled)) if not found.fine] == []
        spoiled.unlink()


def test_another_tool_is_refused_by_the_encrypted_rows(tmp_path: Path) -> None:
    """Whoever opens the file with another tool is told that nothing in it is changed; what else is put in is named."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
    for statement in (
        "UPDATE sealed_entry SET content = x'00'",
        "DELETE FROM sealed_entry",
        "REPLACE INTO sealed_entry VALUES (1, x'00', x'00')",
    ):
        with closing(sqlite3.connect(path)) as file, pytest.raises(sqlite3.IntegrityError, match="nothing in a log"):
            file.execute(statement)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TRIGGER hungry BEFORE INSERT ON sealed_entry BEGIN SELECT raise(IGNORE); END")
        file.execute("DROP TRIGGER no_delete_sealed")
    (wrong,) = [found for found in alterations(str(path)) if not found.fine]
    assert "hungry" in wrong.detail
    assert "no_delete_sealed" in wrong.detail


@pytest.mark.parametrize("trigger", ["BEFORE INSERT ON sealed_entry", "BEFORE UPDATE ON sealed_rest"])
def test_what_a_trigger_in_the_file_eats_is_not_acknowledged(tmp_path: Path, trigger: str) -> None:
    """A write of which a trigger of somebody else's takes a part away is refused, and neither read nor recorded."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"CREATE TRIGGER hungry {trigger} BEGIN SELECT raise(IGNORE); END")
    with again(path) as log:
        with pytest.raises(Damaged, match="takes away what is written"):
            log.talks().say("Medinsky", "We study it.", party="RUS")
        assert len(log.talks().entries()) == 8
    with again(path) as log:
        assert len(log.talks().entries()) == 8


def test_logs_that_are_open_twice_see_each_other(tmp_path: Path) -> None:
    """What one connection writes to an encrypted log the others see at their next question, much of it as well."""
    path = tmp_path / "talks.db"
    with created(path) as one, NegotiationLog.open(str(path), recorder="eva") as other:
        fill(one)
        assert [e.number for e in other.talks().entries()] == list(range(1, 9))
        for number in range(3):
            for log in (one, other):
                log.talks().say("Medinsky", f"Word {number}.", on="2022-03-31")
        assert one.talks().entries() == other.talks().entries()
        for number in range(3 * piece.MANY):
            one.talks().say("Medinsky", f"More {number}.", on="2022-03-31")
        assert one.talks().entries() == other.talks().entries()
        assert other.store.reader.keeps("ist") is not None
        assert other.talks().as_of().status() == one.talks().as_of().status()
        other.talks().say("Medinsky", "The last word.", on="2022-03-31")
    assert [found for found in places.findings(str(path)) if not found.fine] == []


@pytest.mark.parametrize("more", [0, 70], ids=["small", "as one piece"])
def test_a_write_that_fails_leaves_memory_and_file_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    """Where what is new cannot be encrypted into the file, it is not in memory, either; the next write goes well."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        talks = fill(log)
        for number in range(more):
            talks.say("Medinsky", f"Word {number}.", on="2022-03-31")
    with again(path) as log:
        talks = log.talks()
        assert len(talks.entries()) == 8 + more
        with monkeypatch.context() as here:
            here.setattr(sealing, "MOST_PLACES", 8)
            with pytest.raises(NegotiationError, match="as many entries as one key"):
                talks.say("Medinsky", "Lost.", on="2022-03-31")
        assert len(talks.entries()) == 8 + more
        talks.say("Medinsky", "Said.", on="2022-03-31")
        assert len(talks.entries()) == 9 + more
    with again(path) as log:
        assert len(log.talks().entries()) == 9 + more
        assert [found for found in places.findings(str(path)) if not found.fine] == []


def test_a_write_that_came_too_late_leaves_what_others_wrote_to_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was taken in within a transaction that is given up is read at the next question all the same."""
    path = tmp_path / "talks.db"
    with created(path) as one, NegotiationLog.open(str(path), recorder="eva") as other:
        fill(one)
        talks, late = one.talks(), [*other.talks().entries()][-1]
        to_write = vault.Unsealed.to_write

        def overtaken(self: vault.Unsealed, wanted: bool) -> None:
            to_write(self, wanted)
            if wanted:  # this one has looked, and has not yet taken the lock
                monkeypatch.setattr(vault.Unsealed, "to_write", to_write)
                other.talks().say("Zelensky", "We were first.", party="UKR", on="2022-03-30")

        monkeypatch.setattr(vault.Unsealed, "to_write", overtaken)
        with pytest.raises(Moved):
            one.store.place.writer().append([structs.replace(late, number=9, id="late", version=9)], [b"s" * 32])
        assert [entry.number for entry in talks.entries()] == list(range(1, 10))
        assert talks.entries() == other.talks().entries()
        talks.say("Medinsky", "And we are next.", on="2022-03-31")
        assert talks.entries() == other.talks().entries()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits on files here")
def test_a_commit_that_fails_is_made_good_by_the_next(tmp_path: Path) -> None:
    """What the disk refused at the last moment was not written, and is written when it is asked for again."""
    import resource  # there is none on Windows

    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        try:
            with pytest.raises(NegotiationError):
                log.store.place.writer().keep_checkpoint("ist", 8, "of all")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert log.store.reader.checkpoints("ist") == []
        log.store.place.writer().keep_checkpoint("ist", 8, "of all")
        kept = log.store.reader.checkpoints("ist")
        assert len(kept) == 1
    with again(path) as log:
        assert log.store.reader.checkpoints("ist") == kept
        wrong = [found.check for found in places.findings(str(path)) if not found.fine]
        assert wrong == ["the checkpoints kept of ist are of its record"]  # nobody signed it


def test_a_log_is_read_where_nothing_may_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An encrypted log in a folder, or on a disk, where nothing can be laid beside it is read as it lies there."""
    path = tmp_path / "talks?mode=memory.db"
    with created(path) as log:
        fill(log)
    monkeypatch.setattr(
        connect, "readable", lambda connection, path: (connection.close(), opening._unchanging(path))[1]
    )
    with again(path) as log:
        assert len(log.talks().entries()) == 8
        with pytest.raises(ReadOnlyLog):
            log.talks().say("Medinsky", "Not said.", on="2022-03-31")
        assert len(log.talks().entries()) == 8


def test_threads_share_an_encrypted_log(tmp_path: Path) -> None:
    """Threads that read and write one log at once see whole entries only, and lose none."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        talks = fill(log)

        def work(name: str) -> None:
            for number in range(5):
                talks.say(name, f"Word {number}.", on="2022-03-31")
                numbers = [entry.number for entry in talks.entries()]
                assert numbers == list(range(1, len(numbers) + 1))
                log.store.place.writer().keep_checkpoint("ist", 1, f"{name} {number}")

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, ("A", "B", "C", "D")))
        assert len(talks.entries()) == 28
        assert len(log.store.reader.checkpoints("ist")) == 20
    with again(path) as log:
        assert len(log.talks().entries()) == 28
        assert len(log.store.reader.checkpoints("ist")) == 20


def test_a_log_that_was_put_back_while_it_is_open_is_noticed(tmp_path: Path) -> None:
    """Entries that are gone from the file of a log that is open are missed, not read on from memory."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
        changed(path, "DELETE FROM sealed_entry WHERE place > 4")
        with pytest.raises(LogReplaced):
            log.talks().entries()


def test_a_passphrase_opens_a_log_and_nothing_else_does(tmp_path: Path) -> None:
    """It opens with its passphrase, however that is composed; without one, or with another, it is said why not."""
    path = tmp_path / "talks.db"
    with NegotiationLog.create(str(path), passphrase="épée de Damoclès") as log:
        fill(log)
    with again(path, "e\u0301pe\u0301e de Damocle\u0300s") as log:
        assert log.talks_ids() == ["ist"]
    for wrong in ("epee de Damocles", "Épée de Damoclès", ""):
        with pytest.raises(WrongPassphrase, match="does not open"):
            again(path, wrong)
    unlocking.forget(str(path))
    with pytest.raises(NoPassphrase, match="a passphrase opens it"):
        NegotiationLog.open(str(path))
    with pytest.raises(InputError, match="needs 8"):
        NegotiationLog.create(str(tmp_path / "new.db"), passphrase="short")
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("at", [0, 1, 20, 40, -1], ids=["work", "salt", "nonce", "key", "end"])
def test_a_damaged_wrap_is_told_from_a_wrong_passphrase(tmp_path: Path, at: int) -> None:
    """Where what wraps the key is not as it was written, the passphrase is not blamed."""
    path = tmp_path / "talks.db"
    created(path).close()
    ((wrapped,),) = cells(path, "SELECT wrapped FROM sealed_key")
    assert isinstance(wrapped, bytes)
    spoiled = bytearray(wrapped)
    spoiled[at] ^= 0x41
    changed(path, f"UPDATE sealed_key SET wrapped = x'{spoiled.hex()}'")
    with pytest.raises(Damaged, match="not as it was written"):
        again(path)


def test_a_file_does_not_ask_for_work_without_end(tmp_path: Path) -> None:
    """A wrap that asks for more work than this program ever gives is refused at once."""
    path = tmp_path / "talks.db"
    created(path).close()
    wrapped = bytes([40]) + bytes(100)
    changed(
        path,
        f"UPDATE sealed_key SET wrapped = x'{wrapped.hex()}', sum = x'{wraps.sum_of('passphrase', '', wrapped).hex()}'",
    )
    with pytest.raises(WrongPassphrase):
        again(path)


def test_a_passphrase_is_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of these tests a try of a passphrase is 2^17 steps of scrypt, which take 128 MiB."""
    monkeypatch.undo()
    assert wraps.WORK == 17
    wrapped = wraps.wraps(b"k" * 32, b"log", Lock("correct horse battery"))[0].wrapped
    assert wrapped[0] == 17


def test_a_change_of_passphrase_wraps_the_key_anew(tmp_path: Path) -> None:
    """After it the new one opens the log and the old does not; nothing else changes, nor is the old wrap on disk."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
    rows = cells(path, "SELECT * FROM sealed_entry"), cells(path, "SELECT * FROM sealed_rest")
    ((old,),) = cells(path, "SELECT wrapped FROM sealed_key")
    with NegotiationLog.open(str(path)) as log:
        log.store.reader.close()
        assert log.change_lock(passphrase="another horse altogether")
    assert rows == (cells(path, "SELECT * FROM sealed_entry"), cells(path, "SELECT * FROM sealed_rest"))
    assert isinstance(old, bytes)
    assert old[17:] not in bytes_of(path)
    with pytest.raises(WrongPassphrase):
        again(path)
    with again(path, "another horse altogether") as log:
        assert len(log.talks().entries()) == 8


def test_a_change_while_others_have_the_log_open_says_that_the_old_wrap_may_be_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who reads just then keeps what was there in the write-ahead log: that is said, and it is gone afterwards."""
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.2)
    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
    ((old,),) = cells(path, "SELECT wrapped FROM sealed_key")
    assert isinstance(old, bytes)
    reading = sqlite3.connect(path, isolation_level=None)
    reading.execute("BEGIN")
    reading.execute("SELECT * FROM sealed_key").fetchall()
    assert not unlocking.change(str(path), Lock("another horse altogether"))
    reading.rollback()
    reading.close()
    unlocking.forget(str(path))
    assert old[17:] not in bytes_of(path)


def test_recipients_are_added_and_taken_away(tmp_path: Path) -> None:
    """A log opens with each identity it is wrapped to, beside its passphrase; the last way in is not taken away."""
    pyrage = import_module("pyrage")
    one, other = (pyrage.x25519.Identity.generate() for _ in range(2))
    path = tmp_path / "talks.db"
    with NegotiationLog.create(str(path), recipients=[str(one.to_public())]) as log:
        fill(log)
        assert log.opened_by() == [("age", str(one.to_public()))]
        with pytest.raises(InputError, match="nothing would open"):
            log.change_lock(without=[str(one.to_public())])
        with pytest.raises(NotFound):
            log.change_lock(without=["passphrase"])
        log.change_lock(passphrase=WORDS, recipients=[str(other.to_public())])
    for identity in (one, other):
        unlocking.forget(str(path))
        with NegotiationLog.open(str(path), identities=f"# a comment\n{identity}\n") as log:
            assert len(log.talks().entries()) == 8
    unlocking.forget(str(path))
    with again(path) as log:
        log.change_lock(without=[str(one.to_public())])
    with pytest.raises(WrongPassphrase, match="the identity does not open"):
        NegotiationLog.open(str(path), identities=str(one))
    for false in ("", "AGE-SECRET-KEY-1", "words"):
        with pytest.raises(InputError, match="cannot be read"):
            NegotiationLog.open(str(path), identities=false)
    with pytest.raises(InputError, match="no recipient"):
        NegotiationLog.create(str(tmp_path / "new.db"), recipients=["age1nobody"])


@pytest.mark.parametrize("way", ["a passphrase that is taken away", "a recipient", "a passphrase among recipients"])
def test_what_opens_a_log_no_longer_is_not_left_in_its_file(tmp_path: Path, way: str) -> None:
    """Whoever has the file later finds no wrap in it that was taken away, where nothing new took its room, either."""
    pyrage = import_module("pyrage")
    names = [str(pyrage.x25519.Identity.generate().to_public()) for _ in range(3)]
    path = tmp_path / "talks.db"
    NegotiationLog.create(str(path), passphrase=WORDS, recipients=names).close()
    whose = names[1] if way == "a recipient" else ""
    ((old,),) = cells(path, f"SELECT wrapped FROM sealed_key WHERE name = '{whose}'")
    assert isinstance(old, bytes)
    assert old[-40:] in bytes_of(path)
    if way == "a passphrase among recipients":
        assert unlocking.change(str(path), Lock("another horse altogether"))
    else:
        assert unlocking.change(str(path), Lock(), [whose or "passphrase"])
    assert old[-40:] not in bytes_of(path)
    assert old[17:57] not in bytes_of(path)


def test_a_key_of_ssh_opens_a_log(tmp_path: Path) -> None:
    """A recipient may be a key of SSH, whose private part opens the log."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption()).decode()
    public = key.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode()
    path = tmp_path / "talks.db"
    NegotiationLog.create(str(path), recipients=[public]).close()
    unlocking.forget(str(path))
    NegotiationLog.open(str(path), identities=private).close()


def test_a_wrap_of_one_log_opens_no_other(tmp_path: Path) -> None:
    """The key of a log, wrapped, does not pass for that of another log with the same passphrase."""
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    created(one).close()
    created(other).close()
    changed(
        one,
        f"ATTACH '{other}' AS other",
        "DELETE FROM sealed_key",
        "INSERT INTO sealed_key SELECT * FROM other.sealed_key",
    )
    with pytest.raises(WrongPassphrase):
        again(one)


_CHANGING = f"""
import sys
from negotiation.store.sqlite import unlocking, wraps
from negotiation.store.secret import Lock, Secret
wraps.WORK = 1
path = sys.argv[1]
unlocking.unlock(path, [Secret(passphrase={WORDS!r})])
for number in range(1_000_000):
    unlocking.change(path, Lock(f"passphrase {{number}}"))
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL here")
def test_a_change_of_passphrase_that_is_killed_leaves_one_that_opens(tmp_path: Path) -> None:
    """Killed at any moment, a change was made or was not: the last that was acknowledged opens the log, or the next."""
    chance = random.Random(1)
    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
    for _ in range(3):
        changing = child(_CHANGING, path)
        assert changing.stdout
        first = changing.stdout.readline()
        time.sleep(chance.uniform(0.01, 0.2))
        changing.send_signal(signal.SIGKILL)
        with changing:
            out = first + changing.stdout.read()  # `communicate` would drop what was read ahead
        last = int(out.split()[-1])
        opened = [n for n in (last, last + 1) if _opens(path, f"passphrase {n}")]
        assert len(opened) == 1
        with again(path, f"passphrase {opened[0]}") as log:
            log.change_lock(passphrase=WORDS)
    with again(path) as log:
        assert len(log.talks().entries()) == 8


def _opens(path: Path, words: str) -> bool:
    try:
        again(path, words).close()
    except WrongPassphrase:
        return False
    return True


def test_an_earlier_version_leaves_an_encrypted_log_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that knows of no encrypted logs says that a newer version wrote it, and touches nothing."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
    assert cells(path, "PRAGMA user_version") == [(1004,)]
    before = path.read_bytes()
    monkeypatch.setattr(connect, "ENCRYPTED", 1 << 30)
    for write in (False, True):
        with pytest.raises(NewerLog, match=f"has format 1004, and this version reads up to {schema.FORMAT}"):
            connect.connect(str(path), write=write)
    assert path.read_bytes() == before


@pytest.mark.parametrize("library", ["cryptography.hazmat.primitives.ciphers.aead", "pyrage"])
def test_a_library_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """Where the library is not installed, what it takes is refused with the name of the extra, and nothing is made."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=library.partition(".")[0]) as refused:
        NegotiationLog.create(str(tmp_path / "new.db"), passphrase=WORDS, recipients=["age1any"])
    assert "'encrypt'" in str(refused.value.hint)
    assert list(tmp_path.iterdir()) == []


def test_a_plain_log_is_as_it_was(tmp_path: Path) -> None:
    """A log that is not encrypted has the same tables as ever, and nothing to change or to list."""
    path = tmp_path / "talks.db"
    with NegotiationLog.create(str(path), recorder="ada") as log:
        fill(log)
        assert log.opened_by() == []
        with pytest.raises(InputError, match="not encrypted"):
            log.change_lock(passphrase=WORDS)
    assert cells(path, "PRAGMA user_version") == [(schema.FORMAT,)]
    assert not [name for (name,) in cells(path, "SELECT name FROM sqlite_schema") if "sealed" in str(name)]
    with NegotiationLog.open(str(path), passphrase="never mind") as log:
        assert len(log.talks().entries()) == 8


def test_a_rebuilt_log_keeps_what_was_made_anew(tmp_path: Path) -> None:
    """What doctor --rebuild makes anew is there for the next who opens an encrypted log."""
    path = tmp_path / "talks.db"
    with created(path) as log:
        fill(log)
    assert cells(path, "SELECT * FROM sealed_image") == []
    with again(path) as log:
        assert log.rebuild() == []
    assert cells(path, "SELECT places FROM sealed_image") == [(8,)]
    with again(path) as log:
        assert log.store.reader.keeps("ist") is not None
        assert [found for found in places.findings(str(path)) if not found.fine] == []
