"""Words and deeds: the scoreboard of the pledges, verdict by verdict; nothing is counted, nothing is averaged."""

from collections.abc import Sequence

from ...asof import AsOf
from ...domain.dates.words import in_words
from ...rendering.apparatus import Apparatus
from ...rendering.document import Cell, Passage, Section, Table
from ...views.phrases import parties_words
from ...views.pledges import Pledges, PledgeStatus
from ..pieces import figures, pledges
from ..pieces.common import NONE
from . import Body, Kind

EMPTY = "No pledge was made by this point of view."


def build(asof: AsOf, apparatus: Apparatus, _reference: str | None) -> Body:
    """Build the body of the scoreboard."""
    view = asof.pledges()
    return Body(view, sections(asof, apparatus, view), _wide(view.pledges, apparatus), view.pledges)


def sections(asof: AsOf, apparatus: Apparatus, view: Pledges) -> tuple[Section, ...]:
    """Return the words beside the deeds, and the verdicts that were replaced."""
    scoreboard = pledges.table(view.pledges, apparatus, "Every pledge, the words beside the deeds", EMPTY)
    replaced = [pledge for pledge in view.pledges if pledge.kept.earlier]
    return (
        Section("Words and deeds", (scoreboard, *figures.deeds(asof, apparatus, view))),
        *((Section("Verdicts replaced by the same assessor", (_replaced(replaced, apparatus),)),) if replaced else ()),
    )


def _replaced(found: Sequence[PledgeStatus], apparatus: Apparatus) -> Table:
    rows = tuple(
        ((Passage(pledge.pledge),), tuple(pledges.verdict(earlier, apparatus) for earlier in pledge.kept.earlier))
        for pledge in found
    )
    return Table("What assessors found before, oldest first", ("Pledge", "Earlier verdicts"), rows)


def _wide(found: Sequence[PledgeStatus], apparatus: Apparatus) -> Table:
    """Return the same as one row a pledge, each thing in a column of its own."""
    columns = ("Pledge", "By", "To", "Said on", "Words", "Measured by", "Due", "Deeds", "Comes to",
               "Verdicts", "Earlier verdicts", "Stands")  # fmt: skip
    return Table("Words and deeds", columns, tuple(_wide_row(pledge, apparatus) for pledge in found), EMPTY)


def _wide_row(pledge: PledgeStatus, apparatus: Apparatus) -> tuple[Cell, ...]:
    return (
        (Passage(pledge.pledge),),
        (Passage(parties_words(pledge.words.by)),),
        (Passage(parties_words(pledge.words.to)),),
        (Passage(in_words(pledge.words.on)),),
        pledges.words(pledge, apparatus),
        pledges.measures(pledge, apparatus),
        (Passage(in_words(pledge.measured.due)),) if pledge.measured.due else NONE,
        pledges.deeds(pledge, apparatus),
        (Passage(f"{pledge.label}; {pledges.outcome(pledge)}" if pledge.ended else pledges.outcome(pledge)),),
        tuple(pledges.verdict(one, apparatus) for one in pledge.kept.verdicts) or NONE,
        tuple(pledges.verdict(one, apparatus) for one in pledge.kept.earlier) or NONE,
        pledges.exchange(pledge, apparatus) or NONE,
    )


KIND = Kind("Words and deeds", build)
"""Every pledge: what was said, what was observed, and the verdict of each assessor."""
