"""Every format that a document can be written in; the same document gives the same bytes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..registry import Registry

if TYPE_CHECKING:
    from .document import Document

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
"""Every format by its name, with what it holds; each is the module `as_NAME` beside this one."""

ANNOTATED = ("md", "html")
"""The formats that show footnotes, for which they are to be looked up first."""
