"""Documents as JSON lines: the main list of a view."""

from .as_json import dumped
from .document import Document


def write(document: Document) -> str:
    """Return the view's main list, one JSON object a line."""
    return "".join(f"{dumped(item)}\n" for item in document.records)
