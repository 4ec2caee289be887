"""How what a view does not take into account is told below it."""

from collections.abc import Iterator

from msgspec.structs import replace

from ..views.out_of_view import OutOfView
from .document import Document, Section, remarks
from .layouts.common import lines_table, numbers


def told_below(document: Document, left: OutOfView) -> Document:
    """Return a document that says, below what it shows, what it does not take into account."""
    if not left:
        return document
    sheet = document.sheet or document.main  # what is told below is no part of a spreadsheet
    below = sections(left)
    return replace(document, sections=(*document.sections, *below), sheet=sheet, out_of_view=left)


def sections(left: OutOfView) -> tuple[Section, ...]:
    """Return what is said below a view of what it does not take into account; nothing if it takes all."""
    ahead = (lines_table(left.ahead, "ahead: dated later than the moment of this view"),) if left.ahead else ()
    told = tuple(_told(left))
    return (*ahead, *((remarks(told, "not in view"),) if told else ()))


def _told(left: OutOfView) -> Iterator[str]:
    if left.unsourced:
        yield _since_recording(left.unsourced, "no source")
        yield "if they were written down as they happened: talks knowledge happened"
    if left.undated_source:
        yield _since_recording(left.undated_source, "sources of unknown date")
    if left.withheld:
        many = "1 entry is" if len(left.withheld) == 1 else f"{len(left.withheld)} entries are"
        without = "whatever rests on what is withheld is told without it"
        yield f"{many} withheld from this copy, and {without}: {numbers(left.withheld)}"
    for found in left.unreadable:
        yield f"#{found.entry} ({found.kind}) cannot be read: {found.why}"


def _since_recording(entries: tuple[int, ...], on: str) -> str:
    one = len(entries) == 1
    rest = "1 entry rests" if one else f"{len(entries)} entries rest"
    known = f"{'counts' if one else 'count'} as known only since {'its' if one else 'their'} recording"
    return f"{rest} on {on}, and {known}: {numbers(entries)}"
