"""Time-stamps: that a checkpoint was there at a time, said by an authority for time (RFC 3161).

A time-stamp stands among the signatures of a note, as one of a kind of its own, and is over the text of the note. So it
says when the record was as it is at the latest, whoever signs that later.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..domain.errors import InputError, MissingExtra, NoTimeStamp
from ..integrity.note import NoNote, Signature, key_id, key_name

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_KIND, _OF = b"\xff", b"rfc3161"
"""How a signature of a kind without a number is known in a note, and what this one is called."""
_SECONDS, _MOST_BYTES = 30, 1_000_000
_GRANTED = 0


def is_one(signature: Signature) -> bool:
    """Say whether a line below a note is a time-stamp."""
    return signature.key_id == key_id(signature.name, _KIND, _OF)


def see_that_it_is_there() -> None:
    """Say whether the library is installed, before anything is done that takes it.

    Raises:
        MissingExtra: it is not.
    """
    try:
        import rfc3161_client  # noqa: F401, PLC0415  # an option
    except ImportError:
        raise MissingExtra("rfc3161-client", "timestamp", "making and verifying time-stamps") from None


def stamped(url: str, text: str) -> Signature:
    """Let an authority stamp the text of a note; nothing but its hash leaves the machine.

    Raises:
        MissingExtra: the library for it is not installed.
        InputError: the address is none of the web.
        NoTimeStamp: the authority gives none.
    """
    see_that_it_is_there()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415

    host = urlsplit(url).hostname if url.startswith(("http://", "https://")) else None
    try:
        name = key_name(host or "")
    except NoNote:
        raise InputError(f"'{url[:80]}' is no address of a time-stamp authority", "it begins with https://") from None
    asked = TimestampRequestBuilder().data(text.encode()).hash_algorithm(HashAlgorithm.SHA256).build()
    content = _answer(url, asked.as_bytes())
    token = _token(content)
    if token is None or token.status != _GRANTED:
        raise NoTimeStamp(url, "its answer is no time-stamp" if token is None else "it refused")
    if token.tst_info.message_imprint.message != sha256(text.encode()).digest() or token.tst_info.nonce != asked.nonce:
        raise NoTimeStamp(url, "its answer is of something else")
    return Signature(name, key_id(name, _KIND, _OF), content)


def _answer(url: str, question: bytes) -> bytes:
    from http.client import HTTPException  # noqa: PLC0415  # only this asks anybody
    from urllib.request import Request, urlopen  # noqa: PLC0415

    headers = {"Content-Type": "application/timestamp-query", "User-Agent": "negotiation-log"}
    try:
        with urlopen(Request(url, question, headers), timeout=_SECONDS) as response:  # noqa: S310  # of the web, see above
            return bytes(response.read(_MOST_BYTES))
    except (OSError, HTTPException, ValueError) as error:
        raise NoTimeStamp(url, str(getattr(error, "reason", error))) from None


def _token(content: bytes) -> Any:
    """Return a time-stamp as the library reads it; None if it is none."""
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415

    try:
        found = decode_timestamp_response(content)
        _ = found.tst_info if found.status == _GRANTED else None
    except ValueError:
        return None
    return found


def time_of(signature: Signature) -> datetime | None:
    """Return the time that a time-stamp tells; None if it is none."""
    token = _token(signature.signed)
    return token.tst_info.gen_time.astimezone(UTC) if token is not None and token.status == _GRANTED else None


def is_of(signature: Signature, text: str) -> bool:
    """Say whether a time-stamp is over the text of a note."""
    token = _token(signature.signed)
    if token is None or token.status != _GRANTED:
        return False
    imprint = token.tst_info.message_imprint
    return bool(imprint.message == sha256(text.encode()).digest())


def is_by_one_of(roots: Sequence["Certificate"], signature: Signature, text: str) -> bool:
    """Say whether one of the authorities that are trusted vouches for a time-stamp of a text."""
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415

    if not roots:
        return False
    verifier = VerifierBuilder(roots=list(roots)).build()
    try:
        return bool(verifier.verify_message(_token(signature.signed), text.encode()))
    except (VerificationError, ValueError):
        return False
