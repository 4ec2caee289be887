"""The line at the end of an export that tells the head of a record, and whether the lines make that head."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from ..domain.errors import Problem
from ..domain.record.entry import Entry
from ..domain.values import Model, Slug
from ..integrity.head import RecordHead
from ..integrity.leaf import Stored, leaf
from ..integrity.tree import Tree
from ..store.codec import encode, stamp


class HeadLine(Struct, frozen=True):
    """The head of a record, and the line that it was read from."""

    where: str
    head: RecordHead


class _Head(Model):
    talks: Slug
    entries: Annotated[int, Meta(ge=1)]
    root: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


Salted = tuple[Entry, bytes | None]
"""An entry, and what it is hashed with; None of one that is hashed in form 1."""


def head_of(talks: str, entries: Iterable[Salted]) -> RecordHead:
    """Return the head that a new log has which takes these entries in."""
    tree = Tree().with_(leaf_of(entry, salt) for entry, salt in entries)
    return RecordHead(talks, tree.size, tree.root.hex())


def written(head: RecordHead) -> str:
    """Return a head as a line."""
    fields = {"head": {"talks": head.talks, "entries": head.entries, "root": head.root}}
    return json.dumps(fields, sort_keys=True, separators=(",", ":"))


def is_head(data: object) -> bool:
    """Say whether what stands in a line is a head, and no entry."""
    return isinstance(data, dict) and list(data) == ["head"]


def read_head(where: str, data: object) -> HeadLine | list[Problem]:
    """Return the head that stands in a line, or what is wrong with it."""
    try:
        found = msgspec.convert(data, _Head)
    except ValueError as error:
        return [Problem(where, "head", f"is no head of a record: {error}")]
    return HeadLine(where, RecordHead(found.talks, found.entries, found.root))


def unlike(
    heads: Sequence[HeadLine], entries: Callable[[str], Iterable[Salted]], less: Iterable[str]
) -> Iterator[Problem]:
    """Name each head that the entries of a file do not make.

    Args:
        heads: what the file says.
        entries: gives what it has of some talks.
        less: the talks of which lines tell less than an export, which make no head.
    """
    told = set(less)
    for line in heads:
        expected = line.head
        if expected.talks in told:
            yield Problem(line.where, "head", f"{expected.words}; but lines of {expected.talks} are no whole entries")
            continue
        found = head_of(expected.talks, entries(expected.talks))
        if found != expected:
            yield Problem(line.where, "head", f"expected {expected.words}; found {found.words}")


def leaf_of(entry: Entry, salt: bytes | None) -> bytes:
    """Return the hash of an entry as a log keeps it that takes it in."""
    place = entry.talks, entry.number, entry.id, entry.stream, entry.version, stamp(entry.recorded)
    return leaf(Stored(*place, entry.event.kind, encode(entry.envelope, entry.event, entry.format), salt))
