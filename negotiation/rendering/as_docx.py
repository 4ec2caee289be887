"""Documents for Word: with styles, sources that can be followed, and redlines as changes to accept or reject."""

from .document import Document
from .formats import Paper
from .word.archive import packed
from .word.pages import Pages


def write(document: Document, paper: Paper = Paper.A4) -> bytes:
    """Return the document as a file of Word; the same document gives the same bytes."""
    return packed(Pages(document, paper).files())
