"""How a thing stands after some of its entries, in the form in which it is kept."""

import zlib
from functools import cache
from typing import Any

import msgspec

from ...domain.aggregates import BY_NAME

EVERY = 12
"""After how many entries of a thing its state is kept."""


@cache
def _decoder(sort: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(type(BY_NAME[sort].first("")))


_encoder = msgspec.msgpack.Encoder(enc_hook=dict)


def encode(state: object) -> bytes:
    """Return the kept form of a state."""
    return zlib.compress(_encoder.encode(state), 1)


def decode(sort: str, kept: bytes) -> object | None:
    """Return the state of a kept form; None if it is none."""
    try:
        found: object = _decoder(sort).decode(zlib.decompress(kept))
    except (zlib.error, msgspec.MsgspecError):
        return None
    return found
