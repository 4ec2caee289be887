"""The time-stamp authorities that a user trusts, by the certificates at the root of theirs."""

from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import InputError
from ..files import make
from .signing import see_that_it_is_there

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

PEM = "-----BEGIN CERTIFICATE-----"
"""How a certificate begins as people pass it on."""
_FOLDER = "time-stamp-authorities"


def trusted(folder: Path) -> "dict[str, Certificate]":
    """Return the certificates that are trusted, by the names of their authorities."""
    from cryptography.x509 import load_pem_x509_certificate  # noqa: PLC0415

    paths = sorted((folder / _FOLDER).glob("*.pem"))
    found = [load_pem_x509_certificate(path.read_bytes()) for path in paths]
    return {name_of(certificate): certificate for certificate in found}


def trust(folder: Path, text: str) -> str:
    """Trust the authority of a certificate, and return what it is called.

    Raises:
        InputError: it is no certificate.
        MissingExtra: the library that reads certificates is not installed.
    """
    see_that_it_is_there("reading certificates")
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415
    from cryptography.x509 import load_pem_x509_certificate  # noqa: PLC0415

    try:
        certificate = load_pem_x509_certificate(text.encode())
    except ValueError:
        raise InputError("that is no certificate", "give the one at the root of the authority's, as PEM") from None
    path = folder / _FOLDER / f"{fingerprint(certificate)}.pem"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        make(path, certificate.public_bytes(Encoding.PEM), private=True)
    return name_of(certificate)


def distrust(folder: Path, name: str) -> bool:
    """Trust an authority no longer; False if it was not trusted."""
    found = trusted(folder).get(name)
    if found is not None:
        (folder / _FOLDER / f"{fingerprint(found)}.pem").unlink()
    return found is not None


def any_there(folder: Path) -> bool:
    """Say whether any authority is trusted, without a library that reads certificates."""
    return any((folder / _FOLDER).glob("*.pem"))


def name_of(certificate: "Certificate") -> str:
    """Return what the authority of a certificate calls itself."""
    return str(certificate.subject.rfc4514_string())


def fingerprint(certificate: "Certificate") -> str:
    """Return the hash of a certificate, by which it is known."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415

    return certificate.fingerprint(SHA256()).hex()
