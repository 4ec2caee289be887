"""Proving that an entry is in a record, and checking the proof: by this program, and by the script without it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commandline import Desk
from storing import SAMPLE_ENTRIES, another, sample
from tampering import tampered

from negotiation.domain.errors import InputError, NotVerified
from negotiation.integrity import continuing
from negotiation.integrity.continuing import Continuation
from negotiation.integrity.proof import NoProof, Proof
from negotiation.integrity.proof import read as read_proof
from negotiation.log import NegotiationLog
from negotiation.trust import proving, signed
from negotiation.trust.keyring import Keyring
from negotiation.trust.sealing import seal, verified_leaves

SCRIPT = Path(__file__).parent.parent / "docs/check_proof.py"


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    """Return a keyring with one key of its own."""
    found = Keyring(tmp_path / "keys of ana")
    found.new("ana")
    return found


def proved(path: Path, number: int, checkpoint: str | None = None) -> Proof:
    """Prove an entry of the only talks of a log."""
    with NegotiationLog.open(str(path)) as log:
        return proving.prove(log.talks(), log, f"#{number}", signed.read(checkpoint) if checkpoint else None)


def sealed(path: Path, ring: Keyring, file: Path) -> str:
    """Seal the only talks of a log to a file."""
    with NegotiationLog.open(str(path)) as log:
        file.write_text(seal(log.talks(), log, ring).note.written, encoding="utf-8")
    return str(file)


def wrong(proof: Proof, ring: Keyring, checkpoint: str | None = None, root: str | None = None) -> list[str]:
    """Return the checks of a proof that fail."""
    return [found.check for found in proving.checked(proof, ring, checkpoint, root) if not found.fine]


def test_every_entry_is_proved_against_the_head_and_against_what_was_sealed_before(
    tmp_path: Path, ring: Keyring
) -> None:
    """What is proved against a seal goes on holding as the record grows; unsealed it takes a root that was kept."""
    path = sample(tmp_path / "a.db")
    checkpoint = sealed(path, ring, tmp_path / "c.txt")
    assert all(wrong(proved(path, number), ring) == [] for number in range(1, SAMPLE_ENTRIES + 1))
    with NegotiationLog.open(str(path)) as log:
        log.talks().issue("land", "Land")
        root = log.talks().record_head().root
    for number in range(1, SAMPLE_ENTRIES + 1):
        assert [] == wrong(read_proof(proved(path, number, checkpoint).written), ring, checkpoint)
    now = proved(path, 9)
    assert ["somebody vouches for the root"] == wrong(now, ring)
    assert [] == wrong(now, ring, root=root[:16])
    assert ["the root is 0000000000000000"] == wrong(now, ring, root="0" * 16)
    assert any("the head that the proof leads to" in check for check in wrong(now, ring, checkpoint))
    with pytest.raises(InputError, match="and not of #9"):
        proved(path, 9, checkpoint)


def test_nothing_is_proved_of_what_was_altered(tmp_path: Path, ring: Keyring) -> None:
    """The record is hashed again first; nor is it against the seal of another record."""
    path = sample(tmp_path / "a.db")
    other = sealed(another(tmp_path / "b.db"), ring, tmp_path / "c.txt")
    with pytest.raises(NotVerified, match="it is of another record of talks with this id"):
        proved(path, 3, other)
    tampered(path, "UPDATE stored_events SET state = replace(state, 'We study', 'We sign')")
    with pytest.raises(NotVerified, match="#7"):
        proved(path, 3)


def number_one_more(data: dict[str, Any]) -> None:
    """Give the entry another number."""
    data["entry"]["number"] += 1


def other_words(data: dict[str, Any]) -> None:
    """Put other words into the entry."""
    fields = data["entry"]["fields"]
    data["entry"]["fields"] = [[path, value.replace("study", "sign"), salt] for path, value, salt in fields]


def other_moment(data: dict[str, Any]) -> None:
    """Date the recording back."""
    recorded = next(field for field in data["entry"]["fields"] if field[0] == "recorded")
    recorded[1] = "2022-03-30T00:00:00.000000Z"


def fewer_hashes(data: dict[str, Any]) -> None:
    """Leave a hash out."""
    data["path"].pop()


def more_hashes(data: dict[str, Any]) -> None:
    """Add a hash."""
    data["path"].append("00" * 32)


@pytest.mark.parametrize("alter", [number_one_more, other_words, other_moment, fewer_hashes, more_hashes])
def test_an_altered_proof_does_not_hold(tmp_path: Path, ring: Keyring, alter: Callable[[dict[str, Any]], None]) -> None:
    """Whatever of the entry or of the hashes is changed, here and in the script."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "p.json"
    checkpoint = sealed(path, ring, tmp_path / "c.txt")
    data = json.loads(proved(path, 7).written)
    assert (0, "#7 is in the record of ist at 8 entries, signed by ana\n") == script(data, file, checkpoint, ring)
    alter(data)
    assert "is in the record of ist" in wrong(read_proof(json.dumps(data)), ring)[0]
    status, said = script(data, file, checkpoint, ring)
    assert (1, True) == (status, "signed by" not in said)


def script(data: object, file: Path, checkpoint: str, ring: Keyring) -> tuple[int, str]:
    """Check a proof by the script, in an interpreter that does not know this program."""
    file.write_text(json.dumps(data), encoding="utf-8")
    key = ring.own()["ana"].written
    ran = subprocess.run(
        [sys.executable, "-c", _ALONE, SCRIPT, file, checkpoint, key], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": ""},
    )  # fmt: skip
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, ran.stdout


_ALONE = (
    "import runpy, sys\n"
    "sys.modules.update(dict.fromkeys(('negotiation', 'negotiation_cli', 'msgspec', 'pydantic')))\n"
    "sys.argv = sys.argv[1:]\n"
    "runpy.run_path(sys.argv[0], run_name='__main__')\n"
)


def test_the_script_is_short_and_knows_keys_and_signatures(tmp_path: Path, ring: Keyring) -> None:
    """Eighty lines; a proof that nobody known has signed, a forged signature and a bad key end with 1."""
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 80
    path, file = sample(tmp_path / "a.db"), tmp_path / "p.json"
    checkpoint = Path(sealed(path, ring, tmp_path / "c.txt"))
    data = json.loads(proved(path, 7).written)
    assert (0, 0) == (script(data, file, str(checkpoint), ring)[0], script(data, file, "-", ring)[0])
    stranger = Keyring(tmp_path / "keys of eva")
    stranger.new("eva")
    stranger.trust(ring.own()["ana"].written)
    text, _, _ = checkpoint.read_text(encoding="utf-8").rpartition("— ")
    name, private = stranger.signer(None)
    from negotiation.trust.signing import signed as sign

    forged = sign(name, private, text)._replace(name="ana", key_id=ring.own()["ana"].id)
    checkpoint.write_text(text + forged.line, encoding="utf-8")
    assert 1 == script(data, file, str(checkpoint), ring)[0]
    unknown = sign(name, private, text)
    checkpoint.write_text(text + unknown.line, encoding="utf-8")
    assert (1, True) == (
        (ran := script(data, file, str(checkpoint), ring))[0],
        "nobody known" in ran[1],
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("form", "negotiation-log entry 99"),
        ("form", 1),
        ("entry", {}),
        ("entry", {"number": True}),
        ("entry", {"number": 1, "talks": 5}),
        ("size", "8"),
        ("root", "00"),
        ("path", ["zz"]),
        ("path", ["00" * 32] * 65),
        ("checkpoint", 5),
        ("more", 1),
    ],
)
def test_what_is_no_proof_is_refused(tmp_path: Path, name: str, value: object) -> None:
    """Fields that lack, or hold something else; ways of hashing that are not known."""
    file = tmp_path / "p.json"
    data = json.loads(proved(sample(tmp_path / "a.db"), 7).written)
    file.write_text(json.dumps({**data, name: value}), encoding="utf-8")
    with pytest.raises(InputError, match="is no proof"):
        proving.read(str(file))


@pytest.mark.parametrize("text", ["", "[]", "{}", "1" * 5000, "[" * 100_000, '{"a":"\\ud800"}'])
def test_what_is_no_json_of_a_proof_is_refused(text: str) -> None:
    """Nothing, something else, and what would exhaust a reader."""
    with pytest.raises(NoProof):
        read_proof(text)


def test_the_command_line(tmp_path: Path) -> None:
    """A proof is private where anything is marked; it is checked where there is no log, in every format."""
    desk, other = Desk(tmp_path / "a"), Desk(tmp_path / "b")
    for one in (desk, other):
        one.folder.mkdir()
    sample(desk.log)
    desk.done("key", "new", "ana")
    desk.done("seal", "-o", "c.txt")
    assert "is in ist: 8 entries" in desk("prove", "7", "-o", "p.json").err
    desk.done("say", "Medinsky", "Not for the press", "--party", "RUS", "--marking", "confidential")
    desk.done("prove", "7", "--checkpoint", "c.txt", "-o", "private.json")
    if os.name == "posix":
        assert 0o600 == (desk.folder / "private.json").stat().st_mode & 0o777
    proof = str(desk.folder / "p.json")
    ran = other("check-proof", proof, "--json")
    assert (6, False) == (ran.status, all(found["fine"] for found in json.loads(ran.out)["findings"]))
    other.done("key", "trust", desk.done("key", "export").strip())
    assert "We study it." in other.done("check-proof", proof)
    for form in ("json", "jsonl", "csv", "md", "html"):
        other.done("check-proof", proof, "--format", form)
    desk.fails(3, "prove", "99")
    other.fails(2, "check-proof", str(desk.folder / "c.txt"))
    other.fails(2, "check-proof", "nowhere.json")
    other.fails(2, "check-proof", proof, "--expect", "0a")


def test_the_script_names_the_checkpoint_that_lacks(tmp_path: Path, ring: Keyring) -> None:
    """A proof of a head that is not sealed holds no checkpoint; the script says so, and takes one from a file."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "p.json"
    data = json.loads(proved(path, 7).written)
    ran = subprocess.run(
        [sys.executable, SCRIPT, file_with(data, file), "-", "ana+00000000+AA=="],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (1, "no checkpoint is in the proof: name the file of one\n") == (ran.returncode, ran.stderr)
    assert 0 == script(data, file, sealed(path, ring, tmp_path / "c.txt"), ring)[0]


def test_the_script_says_how_it_is_used_and_what_is_no_checkpoint(tmp_path: Path) -> None:
    """With a file too few it says what it takes, and a file that is no checkpoint is named as none."""
    file = file_with(json.loads(proved(sample(tmp_path / "a.db"), 7).written), tmp_path / "p.json")
    other = tmp_path / "c.txt"
    other.write_text("ana+00000000+AA==\n", encoding="utf-8")
    for given, words in (((file,), "Check proofs of"), ((), "Check proofs of"), ((file, other), "no checkpoint")):
        ran = subprocess.run([sys.executable, SCRIPT, *given], capture_output=True, text=True, check=False)
        assert 1 == ran.returncode
        assert words in ran.stderr
        assert "Traceback" not in ran.stderr


def file_with(data: object, file: Path) -> Path:
    """Write a proof to a file."""
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def every(path: Path) -> list[Proof]:
    """Prove every entry of the only talks of a log."""
    with NegotiationLog.open(str(path)) as log:
        name = log.talks().id
        return list(proving.prove_all(log, name, verified_leaves(log, name, "proved")))


def test_a_file_of_proofs_is_checked_as_a_whole_and_line_by_line(tmp_path: Path, ring: Keyring) -> None:
    """By this program and by the script: each line is a proof; one that is altered is named, and all others hold."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "proofs.jsonl"
    with NegotiationLog.open(str(path)) as log:
        log.talks().say("Medinsky", "One\u2028two", party="RUS", on="2022-03-30")
    checkpoint = sealed(path, ring, tmp_path / "c.txt")
    lines = [proof.line for proof in every(path)]
    assert [proved(path, n)._replace(checkpoint=None) for n in range(1, len(lines) + 1)] == every(path)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    found = proving.read_any(str(file))
    assert isinstance(found, list)
    checks = list(proving.checked(found, ring, checkpoint))
    assert all(one.fine for one in checks)
    assert f"{len(lines)} entries are in the record of ist" == checks[0].check
    assert (0, len(lines)) == by_script(file, checkpoint, ring)
    data = json.loads(lines[3])
    data["path"][0] = "00" * 32
    file.write_text("".join(f"{line}\n" for line in [*lines[:3], json.dumps(data), *lines[4:]]), encoding="utf-8")
    altered = proving.read_any(str(file))
    assert isinstance(altered, list)
    assert ["#4 is in the record of ist"] == [
        one.check for one in proving.checked(altered, ring, checkpoint) if not one.fine
    ]
    assert (1, 3) == by_script(file, checkpoint, ring)
    file.write_text(lines[0] + "\n" + lines[1][:-5] + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        proving.read_any(str(file))
    data = json.loads(lines[1])
    data["root"] = "00" * 32
    file.write_text(lines[0] + "\n" + json.dumps(data) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2: it leads to another head than the first"):
        proving.read_any(str(file))


def by_script(file: Path, checkpoint: str, ring: Keyring) -> tuple[int, int]:
    """Check a file of proofs by the script; return its status, and how many entries it finds in the record."""
    ran = subprocess.run(
        [sys.executable, "-c", _ALONE, SCRIPT, file, checkpoint, ring.own()["ana"].written],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": ""},
    )  # fmt: skip
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, ran.stdout.count("signed by ana")


def goes_on(path: Path, checkpoint: str) -> Continuation:
    """Prove that the only talks of a log go on from a checkpoint."""
    with NegotiationLog.open(str(path)) as log:
        name = log.talks().id
        return proving.prove_from(log, name, verified_leaves(log, name, "proved"), signed.read(checkpoint))


def wrong_from(proof: Continuation, ring: Keyring, checkpoint: str | None = None, root: str | None = None) -> list[str]:
    """Return the checks of a proof that fail."""
    return [found.check for found in proving.checked_from(proof, ring, checkpoint, root) if not found.fine]


def test_a_record_is_proved_to_go_on_from_what_was_sealed(tmp_path: Path, ring: Keyring) -> None:
    """Without the log, against each of the two heads; nothing that is altered in the proof holds."""
    path = sample(tmp_path / "a.db")
    checkpoint = sealed(path, ring, tmp_path / "c.txt")
    with NegotiationLog.open(str(path)) as log:
        for number in range(5):
            log.talks().issue(f"land-{number}", "Land")
    proof = continuing.read(goes_on(path, checkpoint).written)
    assert (8, 13, None) == (proof.before.size, proof.head.size, proof.checkpoint)
    assert [] == wrong_from(proof, ring) == wrong_from(proof, ring, checkpoint)
    assert [] == wrong_from(proof._replace(earlier_checkpoint=None), ring, root=proof.head.root.hex())
    assert ["somebody vouches for the root"] == wrong_from(proof._replace(earlier_checkpoint=None), ring)
    later = sealed(path, ring, tmp_path / "d.txt")
    assert goes_on(path, checkpoint).checkpoint == Path(later).read_text(encoding="utf-8")
    assert [] == wrong_from(proof, ring, later)
    for alter in (
        {"path": [*proof.path[:-1], bytes(32)]},
        {"path": proof.path[:-1]},
        {"before": proof.before._replace(size=7)},
        {"before": proof.before._replace(root=bytes(32))},
        {"head": proof.head._replace(root=bytes(32))},
        {"head": proof.head._replace(origin="negotiation-log/ist/" + "0" * 32)},
    ):
        assert wrong_from(proof._replace(**alter), ring)
    stranger = Keyring(tmp_path / "none")
    assert wrong_from(proof, stranger)
    other = another(tmp_path / "b.db")
    with pytest.raises(NotVerified, match="another record"):
        goes_on(other, checkpoint)


@pytest.mark.parametrize(
    ("name", "value"),
    [("before", "8"), ("earlier", "00"), ("path", ["zz"]), ("path", ["00" * 32] * 200), ("checkpoint", 5), ("more", 1)],
)
def test_what_is_no_proof_of_a_continuation_is_refused(tmp_path: Path, ring: Keyring, name: str, value: object) -> None:
    """Fields that lack, or hold something else."""
    path, file = sample(tmp_path / "a.db"), tmp_path / "p.json"
    data = json.loads(goes_on(path, sealed(path, ring, tmp_path / "c.txt")).written)
    assert isinstance(proving.read_any(str(file_with(data, file))), Continuation)
    file_with({**data, name: value}, file)
    with pytest.raises(InputError, match="is no proof"):
        proving.read_any(str(file))
    with pytest.raises(InputError, match="is no proof"):
        proving.read(str(file_with(data, file)))
