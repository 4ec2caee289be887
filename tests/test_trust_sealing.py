"""Sealing a record, signing what others have sealed, and comparing a checkpoint with the log."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from commandline import Desk
from storing import SAMPLE_ENTRIES, another, export, sample
from tampering import tampered, unguarded

from negotiation.domain.errors import InputError, MissingExtra, NotVerified
from negotiation.integrity.checkpoint import checkpoint
from negotiation.integrity.leaf import leaf
from negotiation.integrity.note import note
from negotiation.integrity.tree import continues
from negotiation.log import NegotiationLog
from negotiation.store.port import Finding
from negotiation.store.sqlite.schema import CHECKPOINTS, GUARDED
from negotiation.trust import signed
from negotiation.trust.keyring import Keyring
from negotiation.trust.proving import read_any
from negotiation.trust.sealing import Sealed, cosign, kept_of, seal
from negotiation.trust.verify import Held, verified


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    """Return a keyring with one key of its own."""
    found = Keyring(tmp_path / "keys of ana")
    found.new("ana")
    return found


def sealed(path: Path, ring: Keyring, file: Path | None = None) -> Sealed:
    """Seal the only talks of a log, and write the checkpoint to a file."""
    with NegotiationLog.open(str(path)) as log:
        found = seal(log.talks(), log, ring)
    if file:
        file.write_text(found.note.written, encoding="utf-8")
    return found


def findings(path: Path, ring: Keyring, *files: Path, exports: tuple[Path, ...] = ()) -> list[Finding]:
    """Return what the verification of a log finds of checkpoints: the comparison and the signatures of each."""
    with NegotiationLog.open(str(path)) as log:
        held = Held(checkpoints=tuple(map(str, files)), exports=tuple(map(str, exports)))
        every = list(verified(log, held, ring))
    return [found for found in every if found.check.startswith(tuple(f"{file}: " for file in files))]


def more(path: Path) -> None:
    """Record one more entry."""
    with NegotiationLog.open(str(path)) as log:
        log.talks().issue("land", "Land")


def rewritten(path: Path, statement: str) -> None:
    """Alter a log with another tool, and all hashes with it."""
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
        connection.execute("DELETE FROM leaf")
        connection.execute("DELETE FROM tree")
    with NegotiationLog.open(str(path)) as log:
        log.talks().issue("land", "Land")  # hashes everything as it stands
        log.rebuild()
    with closing(sqlite3.connect(path)) as connection, connection:
        for guard in (*GUARDED, *CHECKPOINTS):
            connection.execute(guard)


def test_what_is_sealed_is_the_head_and_sealing_does_not_change_it(tmp_path: Path, ring: Keyring) -> None:
    """The number of entries and the root of `head`; the record is the same before and after, and it is kept."""
    path = sample(tmp_path / "a.db")
    before = export(path)
    found = sealed(path, ring)
    with NegotiationLog.open(str(path)) as log:
        assert found.head == log.talks().record_head()
        assert [found.note] == [one.note for one in kept_of(log, "ist")]
        assert all(one.fine for one in log.check() if not one.check.startswith("only its owner"))
    assert before == export(path)
    assert (SAMPLE_ENTRIES, "ana", True) == (found.head.entries, found.by, found.kept)


def test_what_was_altered_is_not_sealed(tmp_path: Path, ring: Keyring) -> None:
    """Every entry is read and hashed again before anything is signed; the one that differs is named."""
    path = sample(tmp_path / "a.db")
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE stored_events SET state = replace(state, 'We study', 'We sign')")
    with pytest.raises(NotVerified, match=r"#7 \(statement-recorded\) is not what was recorded"):
        sealed(path, ring)
    with NegotiationLog.open(str(path)) as log:
        assert [] == kept_of(log, "ist")


def test_a_checkpoint_is_the_head_now_or_an_earlier_one_with_its_proof(tmp_path: Path, ring: Keyring) -> None:
    """The proof shows without the log that the record now goes on from the one that was sealed."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "c.txt"
    before = sealed(path, ring, file).head
    now, names = findings(path, ring, file)
    assert (True, True) == (now.fine, names.fine)
    assert now.detail == "it is the head of ist now, at 8 entries"
    more(path)
    earlier, _ = findings(path, ring, file)
    assert earlier.detail.startswith("it is an earlier head of ist: 8 of 9 entries")
    with NegotiationLog.open(str(path)) as log:
        after = log.talks().record_head()
    proof = [bytes.fromhex(part) for part in earlier.proof]
    roots = bytes.fromhex(before.root), bytes.fromhex(after.root)
    assert continues(before.entries, roots[0], after.entries, roots[1], proof)
    assert not continues(before.entries, roots[1], after.entries, roots[0], proof)


def test_a_checkpoint_of_no_entry_vouches_for_nothing(tmp_path: Path, ring: Keyring) -> None:
    """It is not said that the talks are not there."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "c.txt"
    sealed(path, ring, file)
    file.write_text(file.read_text(encoding="utf-8").replace("\n8\n", "\n0\n"), encoding="utf-8")
    compared, names = findings(path, ring, file)
    assert (False, False) == (compared.fine, names.fine)
    assert "it is of no entry: any record goes on from it" == compared.detail


def exported(path: Path) -> str:
    """Return what a log exports."""
    with NegotiationLog.open(str(path)) as log:
        return "".join(f"{line}\n" for line in log.export(heads=True))


def test_both_delegations_and_the_mediator_sign_the_same_checkpoint(tmp_path: Path, ring: Keyring) -> None:
    """Each compares it with its own copy of the log, however that copy came about; all signatures hold."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "c.txt"
    sealed(path, ring, file)
    lines = tmp_path / "all.jsonl"
    lines.write_text(exported(path), encoding="utf-8")
    copies = tmp_path / "b.db", tmp_path / "c.db"
    with NegotiationLog.open(str(path)) as log:
        log.backup(str(copies[0]))
    with NegotiationLog.create(str(copies[1])) as log:
        log.import_file(str(lines))
    for copy in copies:
        own = Keyring(tmp_path / f"keys of {copy.stem}")
        key = own.new(copy.stem)
        ring.trust(key.written)
        with NegotiationLog.open(str(copy)) as log:
            found = cosign(signed.read(str(file)), log, own)
        assert (True, copy.stem) == (found.kept, found.by)
        file.write_text(found.note.written, encoding="utf-8")
    compared, names = findings(path, ring, file)
    assert (True, True) == (compared.fine, names.fine)
    assert all(f"{name} (" in names.detail for name in ("ana", "b", "c"))
    assert "unknown" not in names.detail


def test_another_record_is_not_signed_and_without_a_log_it_is_said(tmp_path: Path, ring: Keyring) -> None:
    """A checkpoint of a record that was rewritten is refused; one that cannot be compared is signed, and told so."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "c.txt"
    copy = Path(shutil.copy(path, tmp_path / "b.db"))
    sealed(path, ring, file)
    rewritten(copy, "UPDATE stored_events SET state = replace(state, 'studying', 'opposes')")
    with NegotiationLog.open(str(copy)) as log, pytest.raises(NotVerified, match="it is of another record"):
        cosign(signed.read(str(file)), log, ring)
    assert "not compared: there is no log here" in cosign(signed.read(str(file)), None, ring).compared
    other = sample(tmp_path / "o.db", "other")
    with NegotiationLog.open(str(other)) as log:
        assert "this log holds no talks" in cosign(signed.read(str(file)), log, ring).compared


def test_a_fork_is_told_from_the_record_and_its_first_entry_named_where_that_can_be(
    tmp_path: Path, ring: Keyring
) -> None:
    """By an export of the other record exactly; by what its signer sealed before within bounds; by the origin if #1."""
    path, early, late = sample(tmp_path / "a.db"), tmp_path / "early.txt", tmp_path / "late.txt"
    copy = Path(shutil.copy(path, tmp_path / "b.db"))
    sealed(path, ring, early)
    more(path)
    with NegotiationLog.open(str(copy)) as log:
        log.talks().issue("water", "Water")
    sealed(path, ring, late)
    bare, _ = findings(copy, ring, late)
    assert (False, None) == (bare.fine, bare.entry)
    assert "one of #2 to #9 differs" in bare.detail
    with NegotiationLog.open(str(copy)) as log:
        cosign(signed.read(str(early)), log, ring)
    assert "up to #8 they are the same, and one of #9 to #9 differs" in findings(copy, ring, late)[0].detail
    lines = tmp_path / "all.jsonl"
    lines.write_text(exported(path), encoding="utf-8")
    told, *_ = findings(copy, ring, late, exports=(lines,))
    assert (False, 9) == (told.fine, told.entry)
    assert told.expected
    assert told.found
    assert told.remedy
    foreign, _ = findings(another(tmp_path / "c.db"), ring, early)
    assert (False, 1) == (foreign.fine, foreign.entry)
    fewer, _ = findings(Path(shutil.copy(copy, tmp_path / "d.db")), ring, late)
    assert not fewer.fine


def test_a_log_that_ends_before_its_checkpoint_lacks_entries(tmp_path: Path, ring: Keyring) -> None:
    """An old copy put back is found by what was sealed later."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "c.txt"
    old = Path(shutil.copy(path, tmp_path / "old.db"))
    more(path)
    sealed(path, ring, file)
    found, _ = findings(old, ring, file)
    assert "ends at #8: entries are missing, or this is an old copy" in found.detail


def test_signatures_are_told_apart(tmp_path: Path, ring: Keyring) -> None:
    """Known keys hold, unknown ones vouch for nothing, and one that lies is wrong, whoever else signed."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "c.txt"
    found = sealed(path, ring, file)
    stranger = Keyring(tmp_path / "keys of boris")
    stranger.new("boris")
    alone, _ = findings(path, stranger, file)[::-1]
    assert not alone.fine
    assert "nobody whose key is known signed it" in alone.detail
    both = cosign(signed.read(str(file)), None, stranger).note
    file.write_text(both.written, encoding="utf-8")
    assert [True, True] == [one.fine for one in findings(path, ring, file)]
    forged = both._replace(signatures=(found.note.signatures[0]._replace(signed=bytes(64)), both.signatures[1]))
    file.write_text(forged.written, encoding="utf-8")
    assert "not by the key that it names: ana" in findings(path, ring, file)[1].detail
    with pytest.raises(NotVerified, match="not by the key that it names"):
        cosign(signed.read(str(file)), None, ring)


def test_a_record_rewritten_with_all_hashes_is_found_by_the_checkpoint_in_the_log(
    tmp_path: Path, ring: Keyring
) -> None:
    """Whoever rewrites everything cannot sign it anew; by the log alone, without anything kept elsewhere."""
    path = sample(tmp_path / "a.db")
    sealed(path, ring)
    rewritten(path, "UPDATE stored_events SET state = replace(state, 'studying', 'opposes')")
    with NegotiationLog.open(str(path)) as log:
        wrong = [found for found in log.check() if not found.fine and not found.check.startswith("only its owner")]
    assert ["the checkpoints kept of ist are of its record"] == [found.check for found in wrong]
    assert wrong[0].remedy


def test_a_checkpoint_in_the_log_that_was_altered_is_found(tmp_path: Path, ring: Keyring) -> None:
    """One whose root was put right after the record was rewritten has no signature that holds."""
    path = sample(tmp_path / "a.db")
    found = sealed(path, ring)
    with NegotiationLog.open(str(path)) as log:
        leaves = [leaf(entry) for entry in log.store.reader.stored("ist")]
    assert len(leaves) == SAMPLE_ENTRIES
    forged = found.note._replace(signatures=(found.note.signatures[0]._replace(signed=bytes(64)),))
    with NegotiationLog.open(str(path)) as log:
        log.store.place.writer().keep_checkpoint("ist", 8, forged.written)
        wrong = [one for one in verified(log, Held(), ring) if not one.fine]
        assert ["the checkpoints kept of ist are signed by those they name"] == [one.check for one in wrong]
        assert all(one.fine for one in verified(log, Held(), Keyring(tmp_path / "nobody")))  # unknown is not wrong
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="nothing in a log"):
        connection.execute("DELETE FROM checkpoint")


def test_a_checkpoint_of_a_record_that_is_not_in_the_log_is_named(tmp_path: Path, ring: Keyring) -> None:
    """One that was laid under the name of other talks, so that it is compared with nothing, is found."""
    path = sample(tmp_path / "a.db")
    sealed(path, ring)
    tampered(path, "UPDATE checkpoint SET talks = 'other'")
    with NegotiationLog.open(str(path)) as log:
        wrong = {found.check: found.detail for found in log.check() if not found.fine}
    assert "there is none of other" == wrong["the checkpoints kept are of records that are here"]


@pytest.mark.parametrize("content", ["", "no note", "o\n1\nAAAA\n\n— ana AAAAAAAA\n"])
def test_what_is_no_checkpoint_is_refused(tmp_path: Path, content: str) -> None:
    """With the file and the reason."""
    file = tmp_path / "c.txt"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="is no checkpoint"):
        signed.read(str(file))


@pytest.mark.parametrize("read", [signed.read, read_any])
def test_what_is_no_text_is_neither_a_checkpoint_nor_a_proof(tmp_path: Path, read: Callable[[str], object]) -> None:
    """Nothing was to be recorded, so nothing is said of that."""
    file = tmp_path / "c.txt"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"is no (checkpoint|proof): it is no text") as found:
        read(str(file))
    assert "recorded" not in f"{found.value.hint}"


def test_a_checkpoint_that_a_mail_program_gave_other_line_ends_is_read(tmp_path: Path, ring: Keyring) -> None:
    """What is signed is the text, and not how a system ends its lines."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "c.txt"
    written = sealed(path, ring, file).note.written
    file.write_bytes(written.replace("\n", "\r\n").encode())
    assert [True, True] == [one.fine for one in findings(path, ring, file)]


def test_the_command_line(tmp_path: Path) -> None:
    """Seal, cosign and verify; what differs ends with 6, in JSON with the entry, what was expected and found."""
    desk, other = Desk(tmp_path / "a"), Desk(tmp_path / "b")
    for one in (desk, other):
        one.folder.mkdir()
    path, file = sample(desk.log), str(desk.folder / "c.txt")
    desk.fails(3, "seal")
    desk.done("key", "new", "ana")
    shown = desk.done("seal")
    assert checkpoint(note(shown.encode()).text).size == SAMPLE_ENTRIES
    desk.done("key", "new", "boris")
    desk.fails(2, "seal")
    desk.done("seal", "-o", "c.txt", TALKS_KEY="ana")
    assert "it is the head of ist now" in desk("cosign", "c.txt", "--key", "boris").err
    assert "boris had signed it before" in desk("cosign", "c.txt", "--key", "boris").err
    assert "WRONG" not in desk.done("verify", "--checkpoint", "c.txt")
    assert "signed by ana" in desk.done("doctor")
    other.done("key", "new", "eva")
    assert "not compared: there is no log here" in other("cosign", file, "-o", "mine.txt").err
    other.fails(3, "--log", "nowhere.db", "cosign", file)
    rewritten(path, "UPDATE stored_events SET state = replace(state, 'studying', 'opposes')")
    ran = desk("verify", "--checkpoint", "c.txt", "--json")
    assert ran.status == 6
    wrong = [found for found in json.loads(ran.out) if not found["fine"]]
    assert {"expected", "found", "remedy"} <= set(wrong[-1])
    assert 6 == desk("doctor").status
    assert "the checkpoints kept of ist are of its record" in desk.fails(6, "seal", "--key", "ana")


def test_without_the_library_a_log_with_seals_is_still_verified(
    tmp_path: Path, ring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but who signed; what needs that, sealing, co-signing and a checkpoint that is given, names the extra."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "c.txt"
    sealed(path, ring, file)
    for name in [name for name in sys.modules if name.split(".")[0] == "cryptography"] or ["cryptography"]:
        monkeypatch.setitem(sys.modules, name, None)
    with NegotiationLog.open(str(path)) as log:
        *_, last = every = list(verified(log, Held(), ring))
        assert all(found.fine for found in every)
        assert "not checked: signing and verifying signatures takes the library cryptography" in last.detail
    for asked in (
        lambda: sealed(path, ring),
        lambda: cosign(signed.read(str(file)), None, ring),
        lambda: findings(path, ring, file),
    ):
        with pytest.raises(MissingExtra, match="cryptography"):
            asked()
