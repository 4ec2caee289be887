"""What a call set out to record, so that its fate can be looked up when the call was broken off."""

from msgspec import Struct


class Attempt(Struct, frozen=True):
    """What a call set out to record: whether it was recorded can be looked up, whatever became of the call."""

    after: int
    """The number of the last entry before it."""
    ids: tuple[str, ...]
