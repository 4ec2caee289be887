"""The layouts of what lists entries: the timeline, a search, the sources, the reasons, the changes."""

from ...domain.clocks import Clocks
from ...domain.edtf import in_words
from ...views.changes import Changes
from ...views.sources import Sources
from ...views.timeline import Timeline
from ...views.why import Why
from ..document import Block, Document, Facts, Remarks, Table
from .common import clocks_words, lines_table, numbers


def timeline(view: Timeline, clocks: Clocks, title: str = "timeline") -> Document:
    """Return a list of entries as a document."""
    seen = Facts((("seen", clocks_words(clocks)),))
    return Document(f"{view.talks}: {title}", (seen, lines_table(view.lines)), view, view.lines)


def sources(view: Sources, clocks: Clocks) -> Document:
    """Return the sources and what rests on them as a document."""
    table = Table(
        ("source", "publisher", "title", "published", "language", "grade", "entries"),
        tuple(
            (
                source.source,
                source.publisher,
                source.title or "",
                in_words(source.published) if source.published else "",
                source.language or "",
                source.reliability or "",
                numbers(source.entries) or "none",
            )
            for source in view.sources
        ),
        empty="no source is registered",
    )
    unsourced = lines_table(view.unsourced, "unsourced", "every claim has a source")
    seen = Facts((("seen", clocks_words(clocks)),))
    return Document(f"{view.talks}: sources", (seen, table, unsourced), view, view.sources)


def why(view: Why, clocks: Clocks) -> Document:
    """Return the entries behind a label as a document."""
    status = view.status
    facts = Facts(
        (
            ("seen", clocks_words(clocks)),
            ("status", status.label),
            ("formal", status.formal),
            ("text", status.text),
            ("since", f"{in_words(status.since)} (#{status.since_entry})"),
        )
    )
    blocks: list[Block] = [facts, lines_table(view.because, "because of")]
    if view.disputes:
        blocks.append(lines_table(view.disputes, "contested by"))
    if view.missing:
        blocks.append(Remarks(view.missing, "not agreed, for"))
    return Document(f"why {status.proposal} is {status.label}", tuple(blocks), view, view.because)


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
