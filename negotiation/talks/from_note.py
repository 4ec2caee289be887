"""What an entry takes over from the note that it is made of."""

from collections.abc import Mapping
from typing import Any

from ..domain.catalogue import EVENTS
from ..domain.errors import InvalidInput, Problem, TakenBack
from ..domain.record.annotated import as_it_reads, retractions
from ..domain.record.annotations import Annotation
from ..domain.talks.events import NoteTaken
from .referring import Referring


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
