"""Signing and verifying with Ed25519 (RFC 8032), by the library cryptography; private keys in files."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import InputError, MissingExtra
from ..integrity.note import Signature, VerifierKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Ask = Callable[[str], str]
"""Asks for the passphrase of the key in a file."""
_SSH = b"-----BEGIN OPENSSH PRIVATE KEY-----"


def see_that_it_is_there(purpose: str = "signing and verifying signatures") -> None:
    """Say whether the library is installed, before anything is done that takes it.

    Raises:
        MissingExtra: it is not.
    """
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: F401, PLC0415  # an option
    except ImportError:
        raise MissingExtra("cryptography", "seal", purpose) from None


def new_private_key(passphrase: str | None) -> bytes:
    """Make a private key and return it as a file holds it (PKCS #8 in PEM), encrypted if there is a passphrase."""
    see_that_it_is_there()
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    closing: form.KeySerializationEncryption = form.NoEncryption()
    if passphrase:
        closing = form.BestAvailableEncryption(passphrase.encode())
    return Ed25519PrivateKey.generate().private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, closing)


def private_key(path: Path, ask: Ask) -> "Ed25519PrivateKey":
    """Read a private key, of this program or of SSH.

    Raises:
        MissingExtra: a library for it is not installed.
        InputError: it cannot be read, is no Ed25519 key, or others may read it too.
    """
    see_that_it_is_there()
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    content = _private(path)
    load = form.load_ssh_private_key if content.startswith(_SSH) else form.load_pem_private_key
    try:
        try:
            found = load(content, None)
        except (TypeError, ValueError) as error:
            if "assword" not in str(error):
                raise
            found = load(content, ask(str(path)).encode())
    except UnsupportedAlgorithm:
        raise MissingExtra("bcrypt", "seal", f"reading '{path}' with its passphrase") from None
    except (TypeError, ValueError):
        raise InputError(f"'{path}' cannot be read as a private key", "is the passphrase right?") from None
    if not isinstance(found, Ed25519PrivateKey):
        raise InputError(f"'{path}' is no Ed25519 key", "make one with: talks key new NAME")
    return found


def _private(path: Path) -> bytes:
    """Return what a file holds that nobody else may read."""
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise InputError(f"others may read the private key '{path}'", f"chmod 600 {path}")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"the private key '{path}' cannot be read: {error.strerror}") from None


def public_bytes(key: "Ed25519PrivateKey") -> bytes:
    """Return the 32 bytes of the public key."""
    return key.public_key().public_bytes_raw()


def signed(name: str, key: "Ed25519PrivateKey", text: str) -> Signature:
    """Sign the text of a note."""
    return Signature(name, VerifierKey(name, public_bytes(key)).id, key.sign(text.encode()))


def is_by(key: VerifierKey, signature: Signature, text: str) -> bool:
    """Say whether a signature of a text was made with a key."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature.signed, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
