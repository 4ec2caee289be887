"""The layout of the record: that of the timeline, under its own name."""

from ...domain.dates.clocks import Clocks
from ...views.timeline import Timeline
from ..document import Document
from . import timeline


def lay_out(view: Timeline, clocks: Clocks) -> Document:
    """Return the entries as they were recorded as a document."""
    return timeline.lay_out(view, clocks, "record")
