"""Notes that are jotted down at once and sorted later: a line of text, and then the entries that it is made into."""

from collections.abc import Mapping
from typing import Any, Unpack

from ..domain import build
from ..domain.catalogue import EVENTS
from ..domain.errors import InvalidInput, Problem, TakenBack
from ..domain.record.annotated import as_it_reads, retractions
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.talks.events import NoteTaken
from ..writing import Details
from .recording import Recording
from .referring import Referring


def jot(talks: Recording, text: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record a note as it was jotted down; it bears on nothing until it is sorted.

    What it is about is recorded later, by any other call with ``from_note``.
    """
    return talks.record(build.event("note-taken", {"text": text}), **details)


def told_by(talks: Referring, details: Mapping[str, Any]) -> dict[str, Any]:
    """Return details with what they leave out told by the note that an entry is made of: its date, and its number.

    Raises:
        NotFound, Ambiguous: there is no such entry, or there are several.
        InvalidInput: it is no note.
        TakenBack: the note was taken back.
    """
    reference = str(details["from_note"])
    number, stream, kind = talks.place(talks.entry_id(reference))
    if kind != "note-taken":
        raise InvalidInput([Problem("", "from-note", f"#{number} is no note")], "see those there are: talks notes")
    reader = talks.log.store.reader
    acts = [kind for kind, event in EVENTS.items() if event is not NoteTaken and not issubclass(event, Annotation)]
    near = reader.entries(talks.id, streams=[stream], without=acts)
    (note,) = (entry for entry in near if entry.number == number)
    if note.id in (gone := retractions(near)):
        raise TakenBack(number, gone[note.id].number)
    _, envelope = as_it_reads(near, note.id)
    said = f"{details['note']}; from note #{number}" if details.get("note") else f"from note #{number}"
    return {**details, "on": details.get("on") or envelope.occurred, "note": said, "from_note": note.id}
