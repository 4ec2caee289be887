"""The fields of the stored content of an entry, cut out as the bytes that they are.

The content is a JSON object. Its members are its fields, and of a member that is an object itself, that object's
members; the path of a field is ``content``, the name of the member, and that of the member within it, joined by
slashes, and its value is the bytes of the member's value. A member that is an empty object, or within another one, is
not cut further. What does not make exactly the same bytes again when it is put together (spaces between members, a name
that stands twice or needs an escape or has a slash, no JSON at all) is not cut: it is one field of the path
``content``.
"""

from collections.abc import Sequence
from itertools import groupby

import msgspec

Field = tuple[str, bytes]
"""A path, and a value."""

WHOLE = "content"
"""The path of content that is not cut."""

_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def cut(content: bytes) -> list[Field]:
    """Return the fields of some content, of which :func:`put_together` makes the same bytes."""
    try:
        return _cut(content) or [(WHOLE, content)]
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return [(WHOLE, content)]


def _cut(content: bytes) -> list[Field] | None:
    """Return the fields of some content; None if it is not written as it has to be."""
    fields = []
    for name, raw in _exactly(content).items():
        value = bytes(raw)
        if value.startswith(b"{") and value != b"{}":
            fields += [(f"{WHOLE}/{name}/{inner}", bytes(own)) for inner, own in _exactly(value).items()]
        else:
            fields.append((f"{WHOLE}/{name}", value))
    return fields


def _exactly(value: bytes) -> dict[str, msgspec.Raw]:
    """Return the members of an object.

    Written one after the other they make its bytes again if these are no more than that takes: spaces, a name that
    stands twice and an escape in a name all add to them.

    Raises:
        DecodeError: there are more bytes, or a name makes no path.
    """
    members = _MEMBERS.decode(value)
    names = "".join(members)
    if len(names.encode()) + sum(map(len, members.values())) + 4 * len(members) + 1 != len(value) or "/" in names:
        raise msgspec.DecodeError
    return members


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
