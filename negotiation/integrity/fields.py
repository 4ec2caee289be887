"""The fields of the stored content of an entry, cut out as the bytes that they are.

The content is a JSON object. Its members are its fields, and of a member that is an object itself, that object's
members; the path of a field is ``content``, the name of the member, and that of the member within it, joined by
slashes, and its value is the bytes of the member's value. A member that is an empty object, or within another one, is
not cut further. What does not make exactly the same bytes again when it is put together (spaces between members, a name
that stands twice or needs an escape or has a slash, no JSON at all) is not cut: it is one field of the path
``content``.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

import msgspec

Field = tuple[str, bytes]
"""A path, and a value."""

WHOLE = "content"
"""The path of content that is not cut."""

_Member = tuple[str, tuple[str, ...] | None]
"""The name of a member, and those of its own members if it is cut further."""

_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def cut(content: bytes) -> list[Field]:
    """Return the fields of some content, of which :func:`put_together` makes the same bytes."""
    paths, values = parts(content)
    return list(zip(paths, map(bytes, values), strict=True))


def parts(content: bytes) -> tuple[tuple[str, ...], list[bytes]]:
    """Return the paths of the fields of some content, and their values, which are not copied from it."""
    try:
        return _parts(content)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return (WHOLE,), [content]


def _parts(content: bytes) -> tuple[tuple[str, ...], list[bytes]]:
    """Return the fields of some content.

    Written one after the other they make its bytes again if these are no more than that takes: spaces, a name that
    stands twice and an escape in a name all add to them.

    Raises:
        DecodeError: there are more bytes, or a name makes no path.
    """
    shape: list[_Member] = []
    values: list[bytes] = []
    for name, raw in _MEMBERS.decode(content).items():
        value = bytes(raw)
        if value.startswith(b"{") and value != b"{}":
            own = _MEMBERS.decode(raw)
            shape.append((name, tuple(own)))
            values += own.values()
        else:
            shape.append((name, None))
            values.append(value)
    paths, around = _paths(tuple(shape))
    if around + sum(map(len, values)) != len(content):
        raise msgspec.DecodeError
    return paths, values


@lru_cache(maxsize=1024)
def _paths(shape: tuple[_Member, ...]) -> tuple[tuple[str, ...], int]:
    """Return the paths of the fields of such content, and how many bytes it takes beside their values.

    Few entries have a shape of their own, so that this is worked out for some of them only.

    Raises:
        DecodeError: a name makes no path.
    """
    names = "".join(name + "".join(own or ()) for name, own in shape)
    if "/" in names:
        raise msgspec.DecodeError
    paths = tuple(f"{WHOLE}/{name}{inner}" for name, own in shape for inner in _within(own))
    members = len(shape) + sum(len(own) for _, own in shape if own)
    objects = 1 + sum(own is not None for _, own in shape)
    return paths, len(names.encode()) + 4 * members + objects


def _within(own: tuple[str, ...] | None) -> list[str]:
    return [""] if own is None else [f"/{inner}" for inner in own]


def put_together(fields: Sequence[Field]) -> bytes:
    """Return the content that has these fields; that of no other fields which are cut out of any is the same."""
    if len(fields) == 1 and fields[0][0] == WHOLE:
        return fields[0][1]
    members: list[Field] = []
    for name, own in groupby(fields, lambda field: field[0].split("/")[1]):
        inner: list[Field] = []
        for path, value in own:
            _, _, *within = path.split("/")
            (inner if within else members).append((within[0] if within else name, value))
        if inner:
            members.append((name, _object(inner)))
    return _object(members)


def _object(members: Sequence[Field]) -> bytes:
    return b"{%b}" % b",".join([b'"%b":%b' % (name.encode(), value) for name, value in members])
