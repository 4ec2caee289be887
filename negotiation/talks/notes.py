"""Notes that are jotted down at once, and sorted later."""

from typing import Unpack

from ..domain import build
from ..domain.record.entry import Entry
from ..writing import Details
from .recording import Recording


def jot(talks: Recording, text: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record a note as it was jotted down; it bears on nothing until it is sorted.

    What it is about is recorded later, by any other call with ``from_note``.
    """
    return talks.record(build.event("note-taken", {"text": text}), **details)
