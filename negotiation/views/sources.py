"""What rests on each source, and what rests on none."""

from msgspec import Struct

from ..domain.catalogue import FRAME
from ..domain.fold import fold
from ..domain.record.entry import Entry
from ..domain.record.history import History
from .filter import EVERYTHING, Filter
from .registry import Needs, View
from .timeline import EntryLine, chosen, line_of, see_that_some_are, versions_made


class SourceLine(Struct, frozen=True):
    """A source and the entries that cite it."""

    source: str
    publisher: str
    title: str | None
    published: str | None
    language: str | None
    reliability: str | None
    url: str | None
    sha256: str | None
    entries: tuple[int, ...]


class Sources(Struct, frozen=True):
    """The sources of the talks, and the claims without one."""

    talks: str
    sources: tuple[SourceLine, ...]
    unsourced: tuple[EntryLine, ...]


def sources(history: History, wanted: Filter = EVERYTHING, *, last: int | None = None) -> Sources:
    """Return every source with the entries that rest on it, and the entries that rest on none.

    Args:
        history: the history at the clocks of the question.
        wanted: only of the entries that are asked for, and the sources on which they rest.
        last: only so many of the sources, the last ones.

    Raises:
        InputError: the last of less than one are asked for.
    """
    see_that_some_are(last)
    numbers = chosen(history, wanted)
    now = fold(history)
    versions = versions_made(now)
    citing: dict[str, set[int]] = {}
    unsourced = []
    for entry in history.entries if numbers is None else history.picked(numbers)[0]:
        cited = [(citation.source, entry.number) for citation in entry.envelope.sources]
        cited += [(citation.source, d.number) for d in entry.disputes for citation in d.envelope.sources]
        for source, number in cited:
            citing.setdefault(source, set()).add(number)
        if not entry.envelope.sources and entry.event.kind not in FRAME:
            unsourced.append(line_of(entry, versions))
    lines = tuple(
        SourceLine(
            source=event.source,
            publisher=event.publisher,
            title=event.title,
            published=event.published,
            language=event.language,
            reliability=event.reliability,
            url=event.url,
            sha256=event.sha256,
            entries=tuple(sorted(citing.get(event.source, ()))),
        )
        for event in now.talks.sources.values()
        if numbers is None or event.source in citing
    )
    return Sources(history.talks, lines if last is None else lines[-last:], tuple(unsourced))


def cites(entry: Entry, source: str) -> bool:
    """Say whether an entry cites a source."""
    return any(citation.source == source for citation in entry.envelope.sources)


VIEW = View(sources, Needs.HISTORY, of_entries=True)
