"""The layout of a search: that of the timeline, under the words sought."""

from ...domain.dates.clocks import Clocks
from ...views.timeline import Timeline
from ..document import Document
from . import timeline


def lay_out(view: Timeline, clocks: Clocks, sought: str = "words") -> Document:
    """Return the entries that a search found as a document."""
    return timeline.lay_out(view, clocks, f"search for {sought}")
