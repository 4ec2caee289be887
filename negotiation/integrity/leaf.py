"""The hash of one entry: of its place in the record, and of its content byte for byte as it is stored.

There are two forms. Form 1 hashes all fields at once. Form 2 commits to each field by itself, with a random salt, so
that an entry, or a field of one, can be withheld from somebody who still checks the hash, and cannot be guessed from
it. An entry keeps the form in which it was hashed first; it is of form 2 if it has a salt.

All lengths are in bytes and big-endian; texts are in UTF-8, numbers in decimal digits, and ``|`` joins bytes.

Form 1: SHA-256 over a zero byte, ``negotiation-log entry 1`` with a line feed, and then of each of talks, number, id,
stream, version, recorded, kind and content eight bytes of its length, and its bytes.

Form 2, of an entry with a random salt of 32 bytes:

1. Its fields are, in this order, each a path and a value: ``id``, ``stream``, ``version``, ``recorded``, ``kind``, and
   then those into which its content is cut (:mod:`negotiation.integrity.fields`): ``content/format``,
   ``content/envelope/recorder`` and so on, as they stand there.
2. Salt of the k-th field, k from 0: the bytes from 32k to 32k + 32 of
   SHAKE-256(``negotiation-log salts 2`` | line feed | salt of the entry) (FIPS 202).
3. Commitment to a field: SHA-256(``negotiation-log field 2`` | line feed | its salt | eight bytes of the length of its
   path | its path | its value).
4. Hash of the entry: SHA-256 over a zero byte, ``negotiation-log entry 2``, a line feed, eight bytes of the length of
   talks, talks, eight bytes of the length of number, number, and the commitments to its fields in their order.

In a copy from which something is withheld, an entry of which nothing is shown has its hash alone. One of which a part
is shown has for each field, in the order of the entry as it was recorded, either the path and the salt of a field that
is shown, or the commitment to one that is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256, shake_256
from struct import unpack
from typing import NamedTuple

from .fields import Field, cut, parts

FORM = b"negotiation-log entry 1\n"
"""What the hashed bytes of form 1 begin with, so that they stand for nothing else."""
FORM_2 = b"negotiation-log entry 2\n"
_SALTS = b"negotiation-log salts 2\n"
_BEGUN = sha256(b"negotiation-log field 2\n")
"""The hash of a field, begun."""

_PLACE = ("id", "stream", "version", "recorded", "kind")
"""The paths of the fields that an entry has beside its content."""

SALT_BYTES = 32
"""How long a salt is, and a hash."""


class Opened(NamedTuple):
    """A field that is shown: its path, and the salt with which it is committed to."""

    path: str
    salt: bytes


Given = bytes | tuple[Opened | bytes, ...]
"""What a copy has of an entry that is not shown whole: its hash, or of each field how it is opened, or its commitment.
"""


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
    salt: bytes | None = None
    """What its fields are hashed with; None of an entry that was hashed in form 1."""
    given: Given | None = None
    """What there is of it in a copy that does not show all of it."""


def leaf(entry: Stored) -> bytes:
    """Return the hash of an entry, 32 bytes: that of a leaf in the tree over its talks (RFC 6962, section 2.1)."""
    if isinstance(entry.given, bytes):
        return entry.given
    if entry.given is not None:
        own = dict(fields_of(entry))
        known = (part if isinstance(part, bytes) else _shown(part, own) for part in entry.given)
        return hash_of(entry.talks, entry.number, known)
    if entry.salt is None:
        told = [_text(entry.talks), b"%d" % entry.number, *_values_of_place(entry), entry.content]
        return sha256(b"\0" + FORM + b"".join(map(_measured, told))).digest()
    paths, content = parts(entry.content)
    values = _values_of_place(entry) + content
    salts = salts_of(entry.salt, len(values))
    return hash_of(entry.talks, entry.number, _committed(salts, _measured_beside_place(paths), values))


def _shown(part: Opened, own: Mapping[str, bytes]) -> bytes:
    return commitment(part.salt, (part.path, own.get(part.path, b"")))


def fields_of(entry: Stored) -> list[Field]:
    """Return the fields of an entry, each of which is committed to by itself."""
    return [*zip(_PLACE, _values_of_place(entry), strict=True), *cut(entry.content)]


def _values_of_place(entry: Stored) -> list[bytes]:
    return [_text(entry.id), _text(entry.stream), b"%d" % entry.version, _text(entry.recorded), _text(entry.kind)]


def salts_of(salt: bytes, count: int) -> tuple[bytes, ...]:
    """Return the salts of so many fields of an entry, none of which tells of another one."""
    return unpack(f"{SALT_BYTES}s" * count, shake_256(_SALTS + salt).digest(SALT_BYTES * count))


def commitment(salt: bytes, field: Field) -> bytes:
    """Return what stands for a field, and tells nothing of it without its salt."""
    return commitments((salt,), (field,))[0]


def commitments(salts: Iterable[bytes], fields: Sequence[Field]) -> list[bytes]:
    """Return what stands for each of some fields."""
    paths, values = zip(*fields, strict=True)
    return _committed(salts, _measured_paths(paths), values)


def _committed(salts: Iterable[bytes], paths: Sequence[bytes], values: Sequence[bytes]) -> list[bytes]:
    """Return what stands for each of some fields, of paths whose lengths stand before them.

    Most of what it takes to verify a log is here: to copy a hash that is begun takes less than to begin another one.
    """
    found = []
    for told in map(b"".join, zip(salts, paths, values, strict=True)):
        hashed = _BEGUN.copy()
        hashed.update(told)
        found.append(hashed.digest())
    return found


def hash_of(talks: str, number: int, commitments: Iterable[bytes]) -> bytes:
    """Return the hash of an entry of form 2 from the commitments to its fields."""
    return sha256(b"".join((b"\0", FORM_2, _measured_text(talks), _measured(b"%d" % number), *commitments))).digest()


@lru_cache(maxsize=64)
def _measured_text(text: str) -> bytes:
    """Return what is hashed of the name of some talks."""
    return _measured(_text(text))


@lru_cache(maxsize=1024)
def _measured_beside_place(paths: tuple[str, ...]) -> list[bytes]:
    """Return what is hashed of the paths of an entry whose content has these."""
    return _measured_paths((*_PLACE, *paths))


@lru_cache(maxsize=1024)
def _measured_paths(paths: tuple[str, ...]) -> list[bytes]:
    """Return what is hashed of the paths of an entry; few entries have paths of their own."""
    return [_measured(_text(path)) for path in paths]


def _measured(value: bytes) -> bytes:
    return len(value).to_bytes(8, "big") + value


def _text(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")
