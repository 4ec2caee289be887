"""Every view obeys the three clocks: what a filter by hand would leave out changes nothing in it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from anything import DATES, pasts, sensible, well_begun
from effort import examples
from given import Told, entries_of, told
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.dates.edtf import ALWAYS_AFTER, ALWAYS_BEFORE, instant, span
from negotiation.domain.decide import lacks_a_date
from negotiation.domain.quantities import Quantity
from negotiation.domain.record.annotated import as_it_reads
from negotiation.domain.record.annotations import Annotation, EntryDisputed
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import History, history
from negotiation.domain.talks.events import SourceRegistered, TalksOpened
from negotiation.rendering.calendar import calendar
from negotiation.views.registry import VIEWS, Needs

ABOUT = {"proposal": "p", "party": "RUS", "source": "wire", "issue": "land", "round": "first", "pledge": "withdraw",
         "package": "deal"}  # fmt: skip
"""What each view that is about one thing is asked for, by the sort of thing."""
IN_THE_ORDER_OF_RECORD = ("record", "search", "changes")
"""The views that show what was recorded as well, entries about entries too, which no filter leaves out by hand."""
FOLDED = [
    (name, f"{sort}:{ABOUT[sort]}" if sort else "")
    for name, view in VIEWS.items()
    if name not in IN_THE_ORDER_OF_RECORD
    for sort in view.about or ("",)
    if sort != "entry"
]
"""Every view that is a fold of a history, each with what it is about, if anything."""


def folded(name: str, about: str, seen: History) -> Any:
    """Fold a view of a history."""
    given: dict[Needs, tuple[Any, ...]] = {Needs.RECORD: ([], seen)}
    options = (
        {"before": history([], seen.clocks), "clock": "at", "first": "", "second": ""} if name == "changes" else {}
    )
    view = VIEWS[name]
    return view.fold(*given.get(view.needs, (seen,)), *([about] if about else []), **options)


ENTRY_FIELDS = ("entry", "entries", "dispute", "number", "because", "unsettled")
"""The fields of views that hold numbers of entries."""

NOW = instant(entries_of([told("talks-resumed")])[0].recorded)
"""The present moment of the tests: after everything that is dated, but for what is dated in 2023."""


def in_talks(past: Sequence[Told]) -> tuple[Told, ...]:
    """Return talks under way with a pledge, a package, a round and a guarantee, and then what was drawn.

    Accounts that would make an entry one of another kind are left out, as a decision would refuse them.
    """
    whole = (
        *well_begun(),
        told("round-opened", "2022-03-01", round="first", delegations=["UKR", "RUS"]),
        told("pledge-made", "2022-03-01", pledge="withdraw", by="RUS", text="to withdraw"),
        told("package-formed", "2022-03-01", package="deal", proposals=["p", "q"]),
        told("proposal-revised", "2022-03-01", proposal="p", by="UKR", terms={"kind": "security-guarantees"}),
        *past,
    )
    return sensible(whole)


def kept_by_hand(entries: Sequence[Entry], clocks: Clocks) -> list[Entry]:
    """Leave out, one by one, what was not held, could not be known, or had not happened: slowly, and in plain words."""
    held = [entry for entry in entries if clocks.number is None or entry.number <= clocks.number]
    zone = next((e.event.timezone for e in map(_reading(held), held) if isinstance(e.event, TalksOpened)), "UTC")
    at = ALWAYS_AFTER if clocks.at is None else span(clocks.at, zone).end
    known = ALWAYS_AFTER if clocks.known is None else span(clocks.known, zone).end
    published = {}
    for entry in map(_reading(held), held):
        if isinstance(entry.event, SourceRegistered) and entry.event.published and not _gone(held, entry.id):
            published[entry.event.source] = span(entry.event.published, zone).start
    framing = _framing(held)
    standing = []
    for entry in held:
        if isinstance(entry.event, Annotation) and entry.id not in framing:
            claim = entry.envelope
            mends = not isinstance(entry.event, EntryDisputed) and claim.learned is None and not claim.sources
            if not mends and _known(entry, published, zone) >= known:
                continue
        standing.append(entry)
    kept = []
    for entry in standing:
        seen = _reading(standing)(entry)
        if not isinstance(entry.event, Annotation) and entry.id not in framing:
            if seen.envelope.occurred is not None and span(seen.envelope.occurred, zone).start >= at:
                continue
            if _known(seen, published, zone) >= known:
                continue
        kept.append(entry)
    return kept


def _framing(entries: Sequence[Entry]) -> set[str]:
    """Return the entries by which the clocks themselves are read: time zone, publication dates, and what mends them."""
    found = {entry.id for entry in entries if isinstance(entry.event, TalksOpened | SourceRegistered)}
    for _ in entries:
        found |= {e.id for e in entries if isinstance(e.event, Annotation) and e.event.entry in found}
    return found


def _reading(entries: Sequence[Entry]) -> Callable[[Entry], Entry]:
    def read(entry: Entry) -> Entry:
        event, envelope = as_it_reads(entries, entry.id)
        return Entry(entry.talks, entry.number, entry.id, entry.stream, entry.version, entry.recorded, envelope, event)

    return read


def _gone(entries: Sequence[Entry], entry_id: str) -> bool:
    return entry_id not in {entry.id for entry in history(entries).entries}


def _known(entry: Entry, published: dict[str, int], zone: str) -> int:
    if entry.envelope.learned is not None:
        return span(entry.envelope.learned, zone).start
    cited = [published[c.source] for c in entry.envelope.sources if c.source in published]
    if cited:
        return min(cited)
    if isinstance(entry.event, SourceRegistered) and entry.event.published:
        return published.get(entry.event.source, ALWAYS_BEFORE)
    framed = entry.envelope.occurred is None and not isinstance(entry.event, Annotation)
    return ALWAYS_BEFORE if framed else instant(entry.recorded)


def numbers_in(value: Any, name: str = "") -> Iterator[int]:
    """Yield every entry number that a view holds."""
    if isinstance(value, Quantity):
        return  # which has a number that is none of an entry
    if isinstance(value, Struct):
        for item in fields(value):
            yield from numbers_in(getattr(value, item.name), item.name)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from numbers_in(item, name)
    elif isinstance(value, int) and not isinstance(value, bool) and name in ENTRY_FIELDS:
        yield value


moments = st.sampled_from([date for date in DATES if date] + [None, "2022-02", "2022-05", "2022-06"])
points = st.builds(
    lambda at, known, number: Clocks(at, known, None if number is None else f"#{number}"),
    moments,
    moments,
    st.none() | st.integers(1, 30),
)


@pytest.mark.parametrize(("name", "about"), FOLDED)
@examples(0.5)
@given(past=pasts, clocks=points)
def test_a_view_shows_nothing_that_a_filter_by_hand_leaves_out(
    name: str, about: str, past: list[Told], clocks: Clocks
) -> None:
    """A view of the log equals that of a log from which everything out of view was taken by hand, at any clocks."""
    past = [one for one in past if one.event.kind != "knowledge-rule-set"]  # which changes what a filter has to know
    # What has no date and needs one, which no decision lets in, has its place by what lies ahead, too.
    past = [one for one in past if not lacks_a_date(one.event, one.claim)]
    entries = entries_of(in_talks(past))
    kept = kept_by_hand(entries, clocks)
    seen = history(entries, clocks, NOW)
    # Between dates that overlap the order can hang on an entry that lies ahead, and has its place in it, too.
    assume([one.number for one in history(kept, clocks, NOW).entries] == [one.number for one in seen.entries])
    by_hand = folded(name, about, history(kept, clocks, NOW))
    assert by_hand == folded(name, about, seen)
    assert set(numbers_in(by_hand)) - {0} <= {entry.number for entry in kept}


@examples(0.7)
@given(past=pasts, clocks=points)
def test_the_calendar_obeys_the_clocks_of_happening_and_knowing(past: list[Told], clocks: Clocks) -> None:
    """The appointments of the log are those of a log from which everything out of view was taken by hand."""
    entries = entries_of(in_talks(past))
    shown = calendar(history(entries, clocks, NOW), entries)
    kept = kept_by_hand(entries, clocks)
    by_hand = calendar(history(kept, clocks, NOW), entries)
    assert _without_revisions(by_hand) == _without_revisions(shown)


def _without_revisions(text: str) -> list[str]:
    """Leave out how often an object was revised: that counts entries whether or not they are in view."""
    return [line for line in text.splitlines() if not line.startswith(("SEQUENCE", "DTSTAMP", "LAST-MODIFIED"))]
