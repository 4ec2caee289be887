"""The layout of the reasons: the entries behind a label."""

from ...domain.dates.clocks import Clocks
from ...views.why import Why, WhyPackage, WhyPledge
from ..document import Document, Section, Words, facts, remarks, resting
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
    told: tuple[tuple[str, Words], ...] = (("seen", clocks_words(clocks)), *axes(status))
    sections: list[Section] = [facts(told), lines_table(view.because, "because of")]
    if view.kept:
        sections.append(lines_table(view.kept, "kept or not, because of"))
    if view.disputes:
        sections.append(lines_table(view.disputes, "contested by"))
    if view.missing:
        sections.append(remarks(view.missing, "provisional, for" if status.formal.provisional else "not agreed, for"))
    title = f"why {status.proposal} is {status.label}"
    return Document(title, tuple(sections), view, view.because, lines_sheet(view.because))


def _why_pledge(view: WhyPledge, clocks: Clocks) -> Document:
    status = view.status
    label = resting(status.label, *status.grounds.because)
    told: tuple[tuple[str, Words], ...] = (
        ("seen", clocks_words(clocks)),
        ("status", label),
        ("kept", status.kept.words),
    )
    sections: list[Section] = [facts(told), lines_table(view.because, "because of")]
    if view.evidence:
        sections.append(lines_table(view.evidence, "the verdicts rest on"))
    if view.disputes:
        sections.append(lines_table(view.disputes, "contested by"))
    title = f"why {status.pledge} is {status.label}"
    return Document(title, tuple(sections), view, view.because, lines_sheet(view.because))


def _why_package(view: WhyPackage, clocks: Clocks) -> Document:
    status = view.status
    sections: list[Section] = [facts((("seen", clocks_words(clocks)), ("state", status.state)))]
    if view.missing:
        sections.append(remarks(view.missing, "waits, for"))
    sections.append(lines_table(view.because, "because of"))
    if view.disputes:
        sections.append(lines_table(view.disputes, "contested by"))
    title = f"why the package {status.package} is {status.state}"
    return Document(title, tuple(sections), view, view.because, lines_sheet(view.because))
