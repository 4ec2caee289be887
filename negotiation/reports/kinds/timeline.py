"""The timeline: what happened, in the order in which it did."""

from ...asof import AsOf
from ...rendering.apparatus import Apparatus
from ...rendering.document import Section
from ..pieces import figures
from ..pieces.common import lines
from . import Body, Kind


def build(asof: AsOf, apparatus: Apparatus, _reference: str | None) -> Body:
    """Build the body of a timeline."""
    view = asof.timeline()
    # The sources are the footnotes; one that has no date did not happen on any.
    told = [line for line in view.lines if not (line.kind == "source-registered" and line.occurred is None)]
    table = lines(told, apparatus, "What happened, oldest first", "Nothing happened by this point of view.")
    apparatus.see(line.number for line in view.lines)
    course = figures.course(asof, apparatus, asof.course(), told=True)
    return Body(view, (*course, Section("What happened", (table,))), records=told)


KIND = Kind("Timeline", build)
"""What happened, in the order in which it did."""
