"""The words of footnotes and markings, which every format writes in its own way."""

from ..domain.dates.words import in_words
from .document import Document, Footnote

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""How reliable a source is, in the words of the Admiralty scale."""

CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
"""How credible a report is, in the words of the Admiralty scale."""


def grade_words(grade: str) -> str:
    """Write out an Admiralty grade: ``B2 (usually reliable, probably true)``."""
    words = [RELIABILITY[grade[0]], *(CREDIBILITY[figure] for figure in grade[1:])]
    return f"{grade} ({', '.join(words)})"


def footnote_words(note: Footnote) -> tuple[str, ...]:
    """Return what a footnote says beside publisher, title, quote and address."""
    found = [
        in_words(note.published) if note.published else "undated",
        note.locator,
        f"source graded {grade_words(note.reliability)}" if note.reliability else "source not graded",
        f"report graded {grade_words(note.grade)}" if note.grade else None,
        f"archived copy SHA-256 {note.sha256}" if note.sha256 else None,
    ]
    return tuple(words for words in found if words)


def marking_title(marking: str) -> str:
    """Return a marking as a banner has it: a word in capitals, a label to the letter."""
    return marking.upper() if marking.islower() else marking


def marking_words(document: Document) -> str:
    """Say what makes the marking of a document higher than public."""
    marked = document.notes.marked if document.notes else ()
    numbers = ", ".join(f"#{one}" if isinstance(one, int) else one for one in marked[:20])
    more = f" and {len(marked) - 20} more" if len(marked) > 20 else ""
    entries = "an entry that is" if len(marked) == 1 else "entries that are"
    what = "report" if document.head else "view"
    return f"this {what} holds {entries} not public ({numbers}{more}); handle it accordingly"


def title_words(document: Document) -> str:
    """Return one line that names the document."""
    head = document.head
    if head is None:
        return document.title
    return f"{head.name}: {head.subject}, {head.title}" if head.subject else f"{head.name}: {head.title}"


def running_words(document: Document) -> str:
    """Return what stands at the head of every page, in few words: what it is, and of which talks."""
    return _cut(title_words(document), _HEAD)


def clock_line(document: Document) -> str:
    """Return what stands at the foot of every page of a report: its point of view."""
    head = document.head
    told = "" if head is None else "; ".join(f"{name.lower()} {words}" for name, words in head.clocks_words)
    return _cut(told, _FOOT)


def _cut(words: str, most: int) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= most else f"{one_line[: most - 1].rstrip()}…"


_HEAD, _FOOT = 90, 150
"""How many characters there is room for on a page."""
