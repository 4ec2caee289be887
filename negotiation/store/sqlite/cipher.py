"""The one room in which bytes of a log are encrypted and decrypted: AES-256-GCM, bound to where they stand.

Each use has a key of its own, made of the log's key and its id (HKDF-Expand with SHA-256, RFC 5869, of one block), so
that nothing of one use, or of another log, passes for another. Each message has a random nonce of 96 bits, so that a
log that was put back from a backup and goes on from there repeats none, as one that counts would; of so many under one
key none is likely to be met twice (NIST SP 800-38D, section 8.3: 2^32).

What is bound to a message, and not told by it, is for an entry's content the place of its row in the file, and its
stream, version and topic; for the head of an entry, which tells these, the place alone.
"""

import hmac
import os
from typing import TYPE_CHECKING

import msgspec

from ...domain.errors import MissingExtra

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
MOST_PLACES = 1 << 31
"""How many entries one key is good for: each has two messages, of keys of their own, and a write one more."""
PURPOSE = "reading and writing an encrypted log"


class Undecipherable(Exception):
    """Bytes are not those that were encrypted there, with that key."""


class Head(msgspec.Struct, frozen=True, array_like=True):
    """What a row tells of an entry beside its content."""

    talks: str
    number: int
    id: str
    stream: str
    version: int
    recorded: str
    topic: str
    hash: bytes | None
    salt: bytes | None


_HEAD = msgspec.msgpack.Decoder(Head)


def aes(key: bytes) -> "AESGCM":
    """Return the cipher with a key.

    Raises:
        MissingExtra: the library is not installed.
    """
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  # an option
    except ImportError:
        raise MissingExtra("cryptography", "encrypt", PURPOSE) from None
    return AESGCM(key)


class Cipher:
    """Encrypts and decrypts what one log holds.

    Args:
        key: the log's.
        log: its id.
    """

    def __init__(self, key: bytes, log: bytes) -> None:
        def own(use: bytes) -> "AESGCM":
            return aes(hmac.digest(key, b"negotiation-log 1 " + use + b"\n" + log + b"\x01", "sha256"))

        self._head, self._content, self._rest, self._image = map(own, (b"head", b"content", b"rest", b"image"))

    def closed(self, place: int, head: Head, content: bytes) -> tuple[bytes, bytes]:
        """Return the head and the content of an entry as they are stored at a place."""
        told = msgspec.msgpack.encode(head)
        return _closed(self._head, told, _bound(place)), _closed(self._content, content, _entry(place, head))

    def head(self, place: int, stored: object) -> Head:
        """Return the head of the entry that is stored at a place.

        Raises:
            Undecipherable: it is not what was stored there.
        """
        return _HEAD.decode(_opened(self._head, stored, _bound(place)))

    def content(self, place: int, head: Head, stored: object) -> bytes:
        """Return the content of the entry that is stored at a place.

        Raises:
            Undecipherable: it is not what was stored there, of that stream, version and topic.
        """
        return _opened(self._content, stored, _entry(place, head))

    def closed_rest(self, places: int, told: bytes) -> bytes:
        """Return what is stored of the heads of records, of a log of so many entries."""
        return _closed(self._rest, told, _bound(places))

    def rest(self, places: int, stored: object) -> bytes:
        """Return what was stored of the heads of records, of a log of so many entries.

        Raises:
            Undecipherable: it is not of this log, or of one with more or fewer entries.
        """
        return _opened(self._rest, stored, _bound(places))

    def closed_image(self, places: int, version: str, last: bytes, image: bytes) -> bytes:
        """Return what is stored of all that was read and worked out of so many entries, the last of which is given."""
        return _closed(self._image, image, _bound(places, version.encode(), last))

    def image(self, places: int, version: str, last: bytes, stored: object) -> bytes:
        """Return what was stored so.

        Raises:
            Undecipherable: it is not of this log, or of another state of it.
        """
        return _opened(self._image, stored, _bound(places, version.encode(), last))


def _entry(place: int, head: Head) -> bytes:
    told = head.stream, str(head.version), head.topic
    return _bound(place, *(part.encode("utf-8", "surrogatepass") for part in told))


def _bound(place: int, *parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(8, "big") + part for part in (str(place).encode(), *parts))


def _closed(cipher: "AESGCM", told: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, told, bound)


def _opened(cipher: "AESGCM", stored: object, bound: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # an option, and there if there is a cipher

    if not isinstance(stored, bytes) or len(stored) < NONCE_BYTES:
        raise Undecipherable
    try:
        return cipher.decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], bound)
    except InvalidTag:
        raise Undecipherable from None
