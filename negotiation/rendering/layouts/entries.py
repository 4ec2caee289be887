"""The layouts of what lists entries: the timeline, a search, the sources, the reasons, the changes."""

from ...domain.dates.clocks import Clocks
from ...domain.dates.words import in_words
from ...views.changes import Changes
from ...views.sources import Sources
from ...views.timeline import Timeline
from ...views.why import Why, WhyPackage, WhyPledge
from ..document import Block, Document, Facts, Remarks, Table
from .common import axes, clocks_words, lines_sheet, lines_table, numbers


def timeline(view: Timeline, clocks: Clocks, title: str = "timeline") -> Document:
    """Return a list of entries as a document."""
    seen = Facts((("seen", clocks_words(clocks)),))
    blocks = (seen, lines_table(view.lines))
    return Document(f"{view.talks}: {title}", blocks, view, view.lines, lines_sheet(view.lines))


def sources(view: Sources, clocks: Clocks) -> Document:
    """Return the sources and what rests on them as a document."""
    columns = ("source", "publisher", "title", "published", "language", "grade", "entries")
    rows = [
        (
            source.source,
            source.publisher,
            source.title or "",
            source.published or "",
            source.language or "",
            source.reliability or "",
            numbers(source.entries) or "none",
        )
        for source in view.sources
    ]
    spoken = ((*row[:3], in_words(row[3]) if row[3] else "", *row[4:]) for row in rows)
    table = Table(columns, tuple(spoken), empty="no source is registered")
    unsourced = lines_table(view.unsourced, "unsourced", "every claim has a source")
    seen = Facts((("seen", clocks_words(clocks)),))
    sheet = Table(columns, tuple(rows))
    return Document(f"{view.talks}: sources", (seen, table, unsourced), view, view.sources, sheet)


def why(view: Why | WhyPledge | WhyPackage, clocks: Clocks) -> Document:
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


def changes(view: Changes, clocks: Clocks) -> Document:
    """Return what changed between two moments as a document."""
    table = Table(
        ("what", "field", "before", "after", "by"),
        tuple(
            (change.subject, change.what, change.before or "–", change.after or "–", numbers(change.entries))  # noqa: RUF001
            for change in view.changes
        ),
        empty="nothing reads otherwise",
    )
    verb = {"at": "happened", "known": "became known", "recorded": "was recorded"}[view.clock]
    between = f"{verb} between {_moment(view.before)} and {_moment(view.after)}"
    blocks: list[Block] = [Facts((("compared", between), ("seen", clocks_words(clocks, without=view.clock)))), table]
    blocks.append(lines_table(view.new, "new in view", "no new entries"))
    if view.gone:
        blocks.append(lines_table(view.gone, "no longer in view"))
    return Document(f"{view.talks}: what changed", tuple(blocks), view, view.changes)


def _moment(text: str) -> str:
    return text if text.startswith("#") else in_words(text)
