"""Signed notes: a text with the signatures of several people below it, each by a key with a name.

The format is that of C2SP (https://c2sp.org/signed-note). Nothing here signs or verifies; it reads and writes.
"""

import base64
import binascii
import unicodedata
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

ED25519 = b"\x01"
"""What stands for an Ed25519 key in its id, and before its bytes where it is written out."""
_DASH = "\N{EM DASH} "
_ID = 4
"""How many bytes the id of a key has."""
_MOST_BYTES, _MOST_SIGNATURES = 1_000_000, 256


class NoNote(ValueError):
    """A text is no signed note, or not the key of one."""


class Signature(NamedTuple):
    """A line below a note."""

    name: str
    key_id: bytes
    signed: bytes

    @property
    def line(self) -> str:
        """The line as it is written."""
        return f"{_DASH}{self.name} {_base64(self.key_id + self.signed)}\n"


class Note(NamedTuple):
    """A text that ends with its line, and what stands below it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    @property
    def written(self) -> str:
        """The note as a file."""
        return f"{self.text}\n{''.join(signature.line for signature in self.signatures)}"

    def with_(self, signatures: Sequence[Signature]) -> "Note":
        """Return the note with more signatures, each of them once."""
        return Note(self.text, tuple(dict.fromkeys((*self.signatures, *signatures))))


class VerifierKey(NamedTuple):
    """A public Ed25519 key, and the name that it has in notes."""

    name: str
    public: bytes
    """Its 32 bytes."""

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names it."""
        return key_id(self.name, ED25519, self.public)

    @property
    def written(self) -> str:
        """The key as people pass it on: its name, its id and its bytes."""
        return f"{self.name}+{self.id.hex()}+{_base64(ED25519 + self.public)}"


def key_id(name: str, kind: bytes, public: bytes) -> bytes:
    """Return the four bytes that stand for a key in a signature, beside its name."""
    return sha256(name.encode() + b"\n" + kind + public).digest()[:_ID]


def key_name(text: str) -> str:
    """Return a text as the name of a key: no spaces, no plus, nothing that cannot be seen.

    Raises:
        NoNote: it is none.
    """
    if not _is_name(text) or any(unicodedata.category(mark) in _UNSEEN for mark in text):
        raise NoNote("the name of a key has no spaces and no plus, such as ana or mfa.example/ana")
    return text


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""The categories of Unicode that nobody sees, or that turn the direction of what stands beside them."""


def _is_name(text: str) -> bool:
    """Say whether the format allows a name, in a signature that may be of anybody."""
    return bool(text) and not any(mark == "+" or mark.isspace() for mark in text)


def verifier_key(text: str) -> VerifierKey:
    """Read a key as people pass it on.

    Raises:
        NoNote: it is none, or its id is not that of its name and its bytes.
    """
    name, _, rest = text.strip().partition("+")
    id_, _, encoded = rest.partition("+")
    content = _bytes(encoded)
    if len(content) != 33 or content[:1] != ED25519:  # the kind, and 32 bytes
        raise NoNote("it is no Ed25519 key as NAME+ID+KEY")
    key = VerifierKey(key_name(name), content[1:])
    if key.id.hex() != id_.lower():
        raise NoNote("its id is not that of its name and its bytes: it was not copied whole, or it was altered")
    return key


def note(content: bytes) -> Note:
    """Read a signed note.

    Raises:
        NoNote: it is none.
    """
    if len(content) > _MOST_BYTES:
        raise NoNote(f"it has more than {_MOST_BYTES:,} bytes")
    try:
        whole = content.decode()
    except UnicodeDecodeError:
        raise NoNote("it is no text in UTF-8") from None
    if any(mark < " " and mark != "\n" for mark in whole):
        raise NoNote("it holds control characters")
    text, parted, below = whole.rpartition("\n\n")
    if not parted or not below.endswith("\n"):
        raise NoNote("it has no signatures below an empty line")
    lines = below.split("\n")[:-1]
    if len(lines) > _MOST_SIGNATURES:
        raise NoNote(f"it has more than {_MOST_SIGNATURES} signatures")
    return Note(f"{text}\n", tuple(map(_signature, lines)))


def _signature(line: str) -> Signature:
    name, parted, encoded = line.removeprefix(_DASH).partition(" ")
    if not (line.startswith(_DASH) and parted and _is_name(name)):
        raise NoNote("a line below it is no signature")
    content = _bytes(encoded)
    if len(content) <= _ID:
        raise NoNote("a signature is too short")
    return Signature(name, content[:_ID], content[_ID:])


def _bytes(encoded: str) -> bytes:
    try:
        found = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if not found or _base64(found) != encoded:
        raise NoNote("a part of it is not in base64")
    return found


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
