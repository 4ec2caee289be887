"""A checkpoint: the head of a record as a text to be signed, in the form that transparency logs use.

The format is that of C2SP (https://c2sp.org/tlog-checkpoint): where the record comes from, how many entries it has, and
the root over them in base64.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from .head import RecordHead
from .note import NoNote, note

_ORIGIN = re.compile(r"negotiation-log/([A-Za-z0-9][A-Za-z0-9._-]{0,99})/([0-9a-f]{32})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_ROOT_BYTES = 32


class Checkpoint(NamedTuple):
    """What is signed."""

    origin: str
    size: int
    root: bytes
    more: tuple[str, ...] = ()
    """Further lines, which mean nothing here."""

    @property
    def text(self) -> str:
        """The text, which ends with its last line."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.more)
        return "".join(f"{line}\n" for line in lines)

    @property
    def talks(self) -> str:
        """The talks whose record it is of; empty where the origin is not one of this program."""
        found = _ORIGIN.fullmatch(self.origin)
        return found[1] if found else ""

    @property
    def head(self) -> RecordHead:
        """The head that it states."""
        return RecordHead(self.talks, self.size, self.root.hex())


class KeptHead(NamedTuple):
    """A head that is kept in a log beside the record; whether those named below it signed it is not seen here."""

    head: RecordHead
    names: tuple[str, ...]
    """The names below it."""
    fits: bool = True
    """Whether the record had this head when it had so many entries."""
    marks: tuple[str, ...] = ()
    """What tells the notes that it was read from apart from others that may come to be kept."""


def mark_of(written: bytes) -> str:
    """Return what tells a signed note apart from others: the beginning of its hash."""
    return hashlib.sha256(written).hexdigest()[:16]


def kept_heads(written: Iterable[bytes], until: int) -> tuple[KeptHead, ...]:
    """Return the heads of a record that are kept, each with all names below it, in their order; none that is damaged.

    Args:
        written: the signed notes.
        until: none of more entries than that.
    """
    found: dict[RecordHead, KeptHead] = {}
    for content in written:
        try:
            signed = note(content)
            head = checkpoint(signed.text).head
        except NoNote:
            continue
        if head.entries <= until:
            before = found.get(head, KeptHead(head, ()))
            names = (*before.names, *(signature.name for signature in signed.signatures))
            marks = (*before.marks, mark_of(content))
            found[head] = before._replace(names=tuple(dict.fromkeys(names)), marks=marks)
    return tuple(found.values())


def origin(talks: str, first: bytes) -> str:
    """Return the line that says where a record comes from, the same for all copies of it and for no other record.

    Args:
        talks: the id of the talks.
        first: the hash of their first entry, which has a random id; half of it stands in the line.
    """
    return f"negotiation-log/{talks}/{first.hex()[:32]}"


def checkpoint(text: str) -> Checkpoint:
    """Read the text of a note as a checkpoint.

    Raises:
        NoNote: it is none.
    """
    if not text.endswith("\n"):
        raise NoNote("it does not end with its line")
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines):
        raise NoNote("a checkpoint has an origin, a number of entries and a root, a line each")
    where, size, encoded, *more = lines
    if not _SIZE.fullmatch(size):
        raise NoNote("its second line is no number of entries")
    try:
        root = base64.b64decode(encoded, validate=True)
    except ValueError:
        root = b""
    if len(root) != _ROOT_BYTES or base64.b64encode(root).decode() != encoded:
        raise NoNote("its third line is no root in base64")
    return Checkpoint(where, int(size), root, tuple(more))
