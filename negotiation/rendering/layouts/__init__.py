"""How each view is laid out as a document: one module a view, of its name."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...domain.dates.clocks import Clocks
    from ..document import Document


def lay_out(name: str, view: Any, clocks: "Clocks", **options: Any) -> "Document":
    """Return a view as a document.

    Args:
        name: which view it is.
        view: the view.
        clocks: the point of view that it is seen from.
        options: how it is laid out, beside what the view says.
    """
    found: Document = import_module(f".{name}", __name__).lay_out(view, clocks, **options)
    return found
