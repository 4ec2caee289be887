"""Showing a part of an entry: what is committed to and shown is opened, and of the rest there are commitments."""

import json

from .fields import WHOLE
from .leaf import Given, Opened, Stored, commitment, fields_of, leaf, salts_of

DECLARED = f"{WHOLE}/envelope/withheld"
"""The field of a copy that names those of its fields that are not as they were recorded."""
_SILENT = frozenset({"id", "version", f"{WHOLE}/envelope/batch", DECLARED})


def shown_as(entry: Stored, copy: Stored) -> Stored:
    """Return a copy of an entry with what it takes to give the same hash.

    Args:
        entry: the entry as it was recorded, with its salt.
        copy: the same entry with other fields, or without some.

    Raises:
        ValueError: the entry was hashed in form 1, which shows all or nothing.
    """
    if copy[:-2] == entry[:-2]:
        return entry
    if entry.salt is None:
        raise ValueError
    own, fields = dict(fields_of(copy)), fields_of(entry)
    given: list[Opened | bytes] = []
    for (path, value), salt in zip(fields, salts_of(entry.salt, len(fields)), strict=True):
        given.append(Opened(path, salt) if own.get(path) == value else commitment(salt, (path, value)))
    return copy._replace(salt=None, given=tuple(given))


def withheld_whole(entry: Stored, place: Stored) -> Stored:
    """Return what stands in the place of an entry of which nothing is shown."""
    return place._replace(salt=None, given=leaf(entry))


def not_shown(copy: Stored) -> list[str]:
    """Return the paths of the fields of a copy for which nobody vouches, since others were recorded."""
    if copy.given is None or isinstance(copy.given, bytes):
        return []
    opened = {part.path for part in copy.given if isinstance(part, Opened)}
    return [path for path, _ in fields_of(copy) if path not in opened]


def undeclared(copy: Stored) -> list[str]:
    """Return the paths of the fields of a copy for which nobody vouches, and of which it does not say so.

    An id, a version and a batch tell nothing, and are others in a copy without a word.
    """
    if not (found := not_shown(copy)):
        return []
    own = dict(fields_of(copy))
    try:
        names = set(json.loads(own.get(DECLARED, b"[]")))
    except (ValueError, TypeError, RecursionError):
        names = set()
    return [path for path in found if path not in _SILENT and path.removeprefix(f"{WHOLE}/") not in names]


def altered_paths(entry: Stored, copy: Stored) -> list[str]:
    """Return the paths of the fields of an entry that a copy does not show as they were recorded."""
    own = dict(fields_of(copy))
    return [path for path, value in fields_of(entry) if own.get(path) != value]


def written(given: Given) -> str | None:
    """Return what there is of an entry as text; None if that is its hash alone."""
    if isinstance(given, bytes):
        return None
    parts = [[part.path, part.salt.hex()] if isinstance(part, Opened) else part.hex() for part in given]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def read(text: str | None, hash_: bytes) -> Given:
    """Return what there is of an entry, whatever somebody may have written there.

    Args:
        text: what :func:`written` returned.
        hash_: the hash of the entry.
    """
    if text is None:
        return hash_
    try:
        return tuple(_part(part) for part in json.loads(text))
    except (ValueError, TypeError, RecursionError):
        return ()


def _part(part: str | list[str]) -> Opened | bytes:
    if isinstance(part, str):
        return bytes.fromhex(part)
    path, salt = part
    return Opened(str(path), bytes.fromhex(salt))
