"""How a thing stands after some of its entries, in the form in which it is kept."""

import zlib
from functools import cache
from typing import Any

import msgspec
from msgspec.structs import replace

from ...domain.aggregates import BY_NAME
from ...domain.growing import Growing
from ...domain.proposal.state import Proposal, done_by

EVERY = 12
"""After how many entries of a thing its state is kept at first; the more it has, the rarer."""


def kept_after(done: int) -> bool:
    """Say whether the state of a thing is kept after so many of its entries, for those who look at earlier moments.

    A state is as large as what it was folded from. So they lie further and further apart, and all together take no more
    room than a few times the last.
    """
    return done % (EVERY << (done // (8 * EVERY)).bit_length()) == 0


@cache
def _decoder(sort: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(tuple[type(BY_NAME[sort].first("")), dict[str, int]])  # type: ignore[misc]


_encoder = msgspec.msgpack.Encoder(enc_hook=dict)


def encode(state: object) -> bytes:
    """Return the kept form of a state.

    The last word of a party is one of those that were said: its place among them stands for it, since many may share
    one word of many. Who did what follows from the words.
    """
    last: dict[str, int] = {}
    if isinstance(state, Proposal):
        places = {id(word): place for place, word in enumerate(state.words)}
        last = {party: places[id(word)] for party, word in state.last.items()}
        state = replace(state, last={}, doers={})
    return zlib.compress(_encoder.encode((state, last)), 1)


def decode(sort: str, kept: bytes) -> object | None:
    """Return the state of a kept form; None if it is none."""
    try:
        found: object
        found, last = _decoder(sort).decode(zlib.decompress(kept))
        if isinstance(found, Proposal):
            words = Growing({party: found.words[place] for party, place in last.items()})
            return replace(found, last=words, doers=done_by(found))
    except (zlib.error, msgspec.MsgspecError, IndexError):
        return None
    return found
