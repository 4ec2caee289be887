"""The hash of one entry: of its place in the record, and of its content byte for byte as it is stored."""

from hashlib import sha256
from typing import NamedTuple

FORM = b"negotiation-log entry 1\n"
"""What the hashed bytes begin with, so that they stand for nothing else."""


class Stored(NamedTuple):
    """An entry as it is stored."""

    talks: str
    number: int
    id: str
    stream: str
    version: int
    recorded: str
    kind: str
    content: bytes


def leaf(entry: Stored) -> bytes:
    """Return the hash of an entry, 32 bytes: that of a leaf in the tree over its talks (RFC 6962, section 2.1).

    What is hashed is a zero byte, the name of this form, and each field as eight bytes of its length, big-endian, and
    then its bytes: texts in UTF-8, numbers in decimal digits.
    """
    digest = sha256(b"\0" + FORM)
    for field in entry:
        written = field if isinstance(field, bytes) else str(field).encode("utf-8", "surrogatepass")
        digest.update(len(written).to_bytes(8, "big"))
        digest.update(written)
    return digest.digest()
