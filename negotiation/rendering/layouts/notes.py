"""The layout of the notes: a row for each, with what was made of it."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.notes import JottedNote, Notes
from ..document import Document, Words, remarks, resting, sheet, table
from .common import seen

HOW = "sort one with any command that records, and --from-note ENTRY; drop one with: talks retract ENTRY"


def lay_out(view: Notes, clocks: Clocks) -> Document:
    """Return the notes as a document."""
    columns = ("entry", "when", "note", "by", *(("became",) if view.every else ()))
    found = table(
        columns,
        (_row(note)[: len(columns)] for note in view.notes),
        empty="no note was taken at this point of view" if view.every else "no note waits to be sorted",
    )
    how = [remarks([HOW])] if any(not note.sorted_into for note in view.notes) else []
    rows = (
        (
            str(n.number),
            n.on or "",
            n.text,
            n.recorder,
            n.marking,
            ", ".join(f"#{into}" for into in n.sorted_into),
            n.id,
        )
        for n in view.notes
    )
    spread = sheet(("entry", "on", "note", "recorder", "marking", "became", "id"), rows)
    return Document(f"{view.talks}: notes", (seen(clocks), found, *how), view, view.notes, spread)


def _row(note: JottedNote) -> tuple[Words, ...]:
    became = ", ".join(f"#{into}" for into in note.sorted_into) or "waits"
    return (f"#{note.number}", in_words(note.on), resting(note.text, note.number), note.recorder, became)
