"""The layout of the reasons: the entries behind a label."""

from ...domain.clocks import Clocks
from ...views.why import Why, WhyPackage, WhyPledge
from ..document import Block, Document, Facts, Remarks
from .common import axes, clocks_words, lines_sheet, lines_table


def lay_out(view: Why | WhyPledge | WhyPackage, clocks: Clocks) -> Document:
    """Return the entries behind a label as a document."""
    match view:
        case Why():
            return _why_proposal(view, clocks)
        case WhyPledge():
            return _why_pledge(view, clocks)
        case WhyPackage():
            return _why_package(view, clocks)


def _why_proposal(view: Why, clocks: Clocks) -> Document:
    status = view.status
    facts = Facts((("seen", clocks_words(clocks)), *axes(status)))
    blocks: list[Block] = [facts, lines_table(view.because, "because of")]
    if view.kept:
        blocks.append(lines_table(view.kept, "kept or not, because of"))
    if view.disputes:
        blocks.append(lines_table(view.disputes, "contested by"))
    if view.missing:
        blocks.append(Remarks(view.missing, "provisional, for" if status.provisional else "not agreed, for"))
    title = f"why {status.proposal} is {status.label}"
    return Document(title, tuple(blocks), view, view.because, lines_sheet(view.because))


def _why_pledge(view: WhyPledge, clocks: Clocks) -> Document:
    status = view.status
    facts = Facts((("seen", clocks_words(clocks)), ("status", status.label), ("kept", status.kept)))
    blocks: list[Block] = [facts, lines_table(view.because, "because of")]
    if view.evidence:
        blocks.append(lines_table(view.evidence, "the verdicts rest on"))
    if view.disputes:
        blocks.append(lines_table(view.disputes, "contested by"))
    title = f"why {status.pledge} is {status.label}"
    return Document(title, tuple(blocks), view, view.because, lines_sheet(view.because))


def _why_package(view: WhyPackage, clocks: Clocks) -> Document:
    status = view.status
    facts = Facts((("seen", clocks_words(clocks)), ("state", status.state)))
    blocks: list[Block] = [facts]
    if view.missing:
        blocks.append(Remarks(view.missing, "waits, for"))
    blocks.append(lines_table(view.because, "because of"))
    if view.disputes:
        blocks.append(lines_table(view.disputes, "contested by"))
    title = f"why the package {status.package} is {status.state}"
    return Document(title, tuple(blocks), view, view.because, lines_sheet(view.because))
