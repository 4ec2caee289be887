"""Keys: made, listed, exported and trusted; private ones in files of their owner's alone."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from commandline import Desk

from negotiation.domain.errors import InputError, MissingInput, NoKey
from negotiation.integrity.note import verifier_key
from negotiation.trust import signing
from negotiation.trust.keyring import Keyring

SESAME = "open sesame"
posix = pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    """Return a keyring without keys."""
    return Keyring(tmp_path / "talks", lambda _: SESAME)


@posix
def test_a_private_key_is_for_its_owner_alone(ring: Keyring) -> None:
    """The file has mode 0600 in a folder with 0700; one that others may read is not used."""
    ring.new("mfa.example/ana")
    (path,) = ring.folder.glob("keys/*.key")
    assert (0o600, 0o700) == (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777)
    assert path.parent.parent == ring.folder
    assert "mfa.example/ana" == ring.signer(None)[0]
    path.chmod(0o640)
    with pytest.raises(InputError, match="others may read the private key"):
        ring.signer("mfa.example/ana")


def test_nothing_is_overwritten_and_no_name_is_taken_that_cannot_be_one(ring: Keyring) -> None:
    """A second key of a name, own or trusted, and names that signatures cannot have."""
    key = ring.new("ana")
    for name in ("ana", "a b", "a+b", "", "x" * 81):
        with pytest.raises(InputError):
            ring.new(name)
    assert {"ana": key} == ring.own()
    assert [path.name for path in sorted(ring.folder.glob("keys/*"))] == ["ana.key", "ana.pub"]


def test_a_key_with_a_passphrase_is_encrypted(ring: Keyring) -> None:
    """It is asked for when something is signed; another one does not open it."""
    ring.new("ana", passphrase=SESAME)
    assert b"ENCRYPTED" in (ring.folder / "keys/ana.key").read_bytes()
    assert "ana" == ring.signer("ana")[0]
    with pytest.raises(InputError, match="cannot be read as a private key"):
        Keyring(ring.folder, lambda _: "wrong").signer("ana")
    with pytest.raises(MissingInput, match="the passphrase of"):
        Keyring(ring.folder).signer("ana")


@pytest.mark.parametrize("passphrase", [None, SESAME])
def test_a_key_of_ssh_is_used_where_it_lies(ring: Keyring, passphrase: str | None) -> None:
    """With a passphrase or without; no copy is made, and its public part is the one that SSH has beside it."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path, private = ring.folder.parent / "id_ed25519", Ed25519PrivateKey.generate()
    closing = form.BestAvailableEncryption(passphrase.encode()) if passphrase else form.NoEncryption()
    path.write_bytes(private.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, closing))
    path.chmod(0o600)
    line = private.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode()
    key = ring.new("ana", ssh=str(path))
    assert not list(ring.folder.glob("keys/*.key"))
    assert "ana" == ring.signer(None)[0]
    assert ["own, of SSH"] == [one.whose for one in ring.every()]
    others = Keyring(ring.folder.parent / "others")
    assert key.written == others.trust(f"{line} somebody@laptop", "ana").key
    with pytest.raises(InputError, match="needs a name"):
        others.trust(line)
    path.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        ring.signer("ana")


def test_a_key_of_another_kind_is_refused(ring: Keyring) -> None:
    """Only Ed25519 signs here."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

    path = ring.folder.parent / "id_ecdsa"
    private = generate_private_key(SECP256R1())
    path.write_bytes(private.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption()))
    path.chmod(0o600)
    with pytest.raises(InputError, match="is no Ed25519 key"):
        ring.new("ana", ssh=str(path))
    with pytest.raises(InputError, match="no Ed25519 key of SSH"):
        ring.trust("ssh-ed25519 AAAA ana")


def test_another_key_of_a_trusted_name_is_refused_until_the_first_is_distrusted(ring: Keyring) -> None:
    """Whoever sends another key under a known name is not believed."""
    first, second = (Keyring(ring.folder.parent / name).new("boris") for name in ("one", "two"))
    assert first.written == ring.trust(first.written).key == ring.trust(first.written).key
    with pytest.raises(InputError, match="another key 'boris' is known"):
        ring.trust(second.written)
    ring.distrust("boris")
    with pytest.raises(NoKey):
        ring.distrust("boris")
    ring.trust(second.written)
    assert [second] == ring.trusted()


def test_a_signature_is_known_by_its_name_and_its_id(ring: Keyring) -> None:
    """Sharing one of the two makes nobody known."""
    ring.new("ana")
    name, private = ring.signer(None)
    signature = signing.signed(name, private, "text\n")
    assert ring.known(signature) == ring.own()["ana"]
    assert ring.known(signature._replace(name="eva")) is None
    assert ring.known(signature._replace(key_id=bytes(4))) is None


def test_the_command_line(tmp_path: Path) -> None:
    """New prints what list, export and trust take; the private key is on no output, and in no log."""
    desk, other = Desk(tmp_path), Desk(tmp_path / "other")
    other.folder.mkdir()
    line = desk.done("key", "new", "ana").strip()
    assert line == desk.done("key", "export").strip() == desk.done("key", "export", "ana").strip()
    assert verifier_key(line).name == "ana"
    assert [{"key": line, "name": "ana", "whose": "own"}] == json.loads(desk.done("key", "list", "--json"))
    desk.done("key", "export", "-o", "ana.txt")
    other.done("key", "trust", str(tmp_path / "ana.txt"))
    assert "trusted" in other.done("key", "list")
    other.done("key", "distrust", "ana")
    assert "there are no keys" in other.done("key", "list")
    for status, command in (
        (2, ("key", "new")),
        (2, ("key", "burn")),
        (2, ("key", "list", "--name", "x")),
        (2, ("key", "new", "x", "--ssh", "y", "--passphrase")),
        (2, ("key", "new", "x", "--passphrase")),
        (2, ("key", "trust", line[:-4])),
        (3, ("key", "export", "eva")),
        (3, ("key", "distrust", "eva")),
    ):
        desk.fails(status, *command)


@pytest.mark.skipif(not Path("/usr/bin/ssh-keygen").exists(), reason="OpenSSH is not installed")
def test_a_key_that_openssh_made_is_used(tmp_path: Path, ring: Keyring) -> None:
    """As ssh-keygen writes it, with the line that it writes for others."""
    path = tmp_path / "id"
    subprocess.run(["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ana", "-f", path], check=True)
    assert ring.new("ana", ssh=str(path)).written == Keyring(tmp_path / "others").trust(f"{path}.pub").key
