"""Every format that a document can be written in; the same document gives the same text, and the same bytes."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from ..registry import Registry

if TYPE_CHECKING:
    from .document import Document


class Paper(StrEnum):
    """A size of paper, for what is laid out in pages."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def twips(self) -> tuple[int, int]:
        """Its width and height upright, in twentieths of a point."""
        return (11906, 16838) if self is Paper.A4 else (12240, 15840)


FORMATS: "Registry[Callable[[Document], str]]" = Registry(
    __package__ or "",
    "write",
    {
        "table": "plain text, its columns aligned",
        "json": "the typed view",
        "jsonl": "the main list of the view, one JSON object a line",
        "csv": "the main table",
        "md": "Markdown, with footnotes",
        "html": "one self-contained page, with footnotes, for the screen and for paper",
    },
    prefix="as_",
)
"""Every format that is text, by its name, with what it holds; each is the module `as_NAME` beside this one."""

FILES: "Registry[Callable[[Document, Paper], bytes]]" = Registry(
    __package__ or "",
    "write",
    {
        "pdf": "PDF, tagged for screen readers, laid out as the page of HTML is",
        "docx": "Word, with styles, footnotes that can be followed, and redlines as tracked changes",
        "xlsx": "Excel: the main table, and a sheet for each table",
    },
    prefix="as_",
)
"""Every format that is no text but a file, by its name, with what it holds; each is a module as those of text are."""

ANNOTATED = ("md", "html", "pdf", "docx")
"""The formats that show footnotes, for which they are to be looked up first."""
