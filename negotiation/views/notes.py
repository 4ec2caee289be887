"""The notes that were jotted down: those that wait to be sorted, and what became of the others."""

from collections.abc import Sequence

from msgspec import Struct

from ..domain.record.entry import EffectiveEntry
from ..domain.record.facts import Wanted
from ..domain.record.history import History
from ..domain.talks.events import NoteSorted, NoteTaken
from .registry import Needs, View


class JottedNote(Struct, frozen=True):
    """One note."""

    number: int
    id: str
    on: str | None
    text: str
    recorder: str
    marking: str
    sorted_into: tuple[int, ...]
    """The entries that were made of it and stand; none while it waits."""


class Notes(Struct, frozen=True):
    """Notes of the talks, in the order in which they were taken."""

    talks: str
    notes: tuple[JottedNote, ...]
    every: bool
    """Whether those are among them that were sorted."""


def notes(history: History, *, every: bool = False) -> Notes:
    """Return the notes that wait to be sorted; all, with what became of them, if told."""
    made: dict[str, set[str]] = {}
    for entry in _of_kind(history, "note-sorted"):
        if isinstance(entry.event, NoteSorted):
            made.setdefault(entry.event.entry, set()).update(entry.event.into)
    history.want((), {id_ for ids in made.values() for id_ in ids})
    numbers = history.numbers
    found = [
        JottedNote(
            number=entry.number,
            id=entry.id,
            on=entry.envelope.occurred,
            text=entry.event.text,
            recorder=entry.envelope.recorder,
            marking=entry.envelope.marking,
            sorted_into=tuple(sorted(numbers[id_] for id_ in made.get(entry.id, ()) if id_ in numbers)),
        )
        for entry in _of_kind(history, "note-taken")
        if isinstance(entry.event, NoteTaken)
    ]
    return Notes(history.talks, tuple(note for note in found if every or not note.sorted_into), every)


def _of_kind(history: History, kind: str) -> Sequence[EffectiveEntry]:
    return history.picked(history.candidates(Wanted(kind=kind)) or ())[0]


VIEW = View(notes, Needs.HISTORY)
