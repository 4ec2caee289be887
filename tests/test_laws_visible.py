"""Laws of what a reader sees who may not see all: nothing that hangs on what is hidden, and all that does not."""

from collections.abc import Iterator, Sequence
from tempfile import TemporaryDirectory

import pytest
from effort import LAW, examples
from given import TALKS
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from random_logs import logs
from test_laws_kept import stored

from negotiation import NegotiationLog, TalksLog
from negotiation.demo import DEMOS
from negotiation.domain.circles import Circles
from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.other_ids import with_other_ids
from negotiation.domain.proposal.events import MAKES_VERSION, AmendmentMoved
from negotiation.domain.record.annotated import retractions
from negotiation.domain.record.annotations import EntryCorrected, EntryDisputed
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.envelope import Claim
from negotiation.domain.record.event import (
    Acts,
    Concerns,
    Event,
    MayNameAParty,
    NamesParties,
    introduced_by,
    stated,
    subject_of,
)
from negotiation.domain.references import references
from negotiation.domain.talks.events import StatementRecorded, TalksOpened
from negotiation.domain.visible import Reader, visible_record
from negotiation.store.visible import VisibleReads

LABELS = (None, None, None, None, "TLP:CLEAR", "restricted", "TLP:RED")
marks = st.lists(st.sampled_from(LABELS), min_size=40, max_size=40)
lowered = st.lists(st.sampled_from((None, "it is known")), min_size=40, max_size=40)
rooms = st.lists(st.sampled_from((None,) * 6 + (("room",),)), min_size=40, max_size=40)
clearances = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER")
readers = st.sampled_from(
    [
        *map(Reader, clearances),
        Reader("TLP:AMBER", frozenset({"room"})),
        Reader("TLP:CLEAR", audience="press"),
    ]
)


@st.composite
def marked(draw: st.DrawFn) -> list[Entry]:
    """Return a random log of which some entries are marked."""
    entries = draw(logs)
    return [
        entry
        if isinstance(entry.event, TalksOpened)
        else replace(
            entry, envelope=replace(entry.envelope, marking=mark or "public", compartments=room, lowered=reason)
        )
        for entry, mark, room, reason in zip(entries, draw(marks), draw(rooms), draw(lowered), strict=False)
    ]


def needed(event: Event) -> Iterator[tuple[str, str]]:
    """Yield what an event hangs on, one by one and in so many words."""
    inner = event
    while isinstance(inner, EntryCorrected | EntryDisputed) and inner.event is not None:
        yield "entry", inner.entry
        if isinstance(inner, EntryDisputed):
            yield "party", inner.by
        inner = inner.event
    mentioned = set(references(inner, Claim()))
    if (subject := subject_of(inner)) is not None and not (
        isinstance(inner, StatementRecorded) and subject in mentioned
    ):
        yield subject
    if not isinstance(inner, StatementRecorded):
        yield from mentioned
    for fact, name in stated(inner):
        if isinstance(fact, Acts | Concerns | NamesParties | MayNameAParty):
            yield "party", name


def versions(event: Event) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the versions that an event is about."""
    while isinstance(event, EntryCorrected | EntryDisputed) and event.event is not None:
        event = event.event
    if isinstance(event, AmendmentMoved):
        yield ("proposal", event.of), event.of_version
    subject, version = subject_of(event), getattr(event, "version", None)
    if subject is not None and isinstance(version, int):
        yield subject, version


def seen(entries: Sequence[Entry], reader: Reader) -> list[str]:
    """Return the ids of what is seen, by taking away one entry at a time that hangs on something hidden."""
    circles = Circles(entries)
    shown = {entry.id for entry in entries if reader.may_see(circles.of(entry.id))}
    gone = retractions(entries)
    while True:
        lost = next((e for e in entries if e.id in shown and _hangs(e, entries, shown, gone.keys())), None)
        if lost is None:
            return [entry.id for entry in entries if entry.id in shown]
        shown.discard(lost.id)


def _hangs(entry: Entry, entries: Sequence[Entry], shown: set[str], gone: Sequence[str] | object) -> bool:
    """Say whether an entry hangs on anything hidden."""
    for sort, name in needed(entry.event):
        bringing = [e.id for e in entries if introduced_by(e.event) == (sort, name)]
        bringing = bringing or [e.id for e in entries if subject_of(e.event) == (sort, name)][:1]
        if sort == "entry":
            bringing = [name] if name not in shown else []
        if bringing and not shown.intersection(bringing):
            return True
    for sort, name in {found for found in [subject_of(entry.event)] if found} | {t for t, _ in versions(entry.event)}:
        made = [
            e.id
            for e in entries
            if subject_of(e.event) == (sort, name) and isinstance(e.event, MAKES_VERSION) and e.id not in gone  # type: ignore[operator]
        ]
        first = next((place for place, id_ in enumerate(made) if id_ not in shown), None)
        if first is None:
            continue
        if entry.id in made[first + 1 :]:
            return True
        if any(thing == (sort, name) and version > first for thing, version in versions(entry.event)):
            return True
    return False


@examples(4, LAW)
@given(marked(), readers)
def test_what_is_seen_is_what_hangs_on_nothing_hidden(entries: list[Entry], reader: Reader) -> None:
    """It is, to the entry, what is left when one after the other is taken away that hangs on something hidden."""
    if reader.outside:  # their entries are numbered anew, and no word is attributed that must not be
        assert seen(entries, reader) == [entry.id for entry in visible_record(entries, reader)]
        return
    found = visible_record(entries, reader)
    assert seen(entries, reader) == [entry.id for entry in found]
    by_id = {entry.id: entry for entry in entries}
    assert all(entry.number == by_id[entry.id].number for entry in found)


@examples(0.5, LAW)
@given(marked(), st.sampled_from((0, 1)))
def test_who_is_cleared_for_more_sees_no_less(entries: list[Entry], lower: int) -> None:
    """Whatever somebody may see, those may who are cleared for a stricter label."""
    fewer, more = (visible_record(entries, Reader(clearances[place])) for place in (lower, lower + 1))
    assert {entry.id for entry in fewer} <= {entry.id for entry in more}


@examples(0.5, LAW)
@given(marked(), readers)
def test_what_is_seen_is_a_record_by_itself(entries: list[Entry], reader: Reader) -> None:
    """Who looks at what they may see as if it were all sees all of it."""
    once = visible_record(entries, reader)  # why something was lowered is told to nobody who does not see all
    assert once == visible_record(once, reader)


cuts = st.lists(st.integers(1, 30), max_size=3)


@examples(0.5, 2_000)
@given(marked(), readers, cuts)
def test_a_log_shows_to_a_reader_what_is_visible(entries: list[Entry], reader: Reader, cut: list[int]) -> None:
    """It does so where it answers from what is kept, too, since nothing is hidden."""
    with TemporaryDirectory() as folder, stored(entries, cut, folder) as log:
        part = VisibleReads(log.store.reader, reader)
        found = visible_record(entries, reader)
        assert part.entries(TALKS) == (with_other_ids(found, entries) if reader.outside else found)
        assert part.holds(TALKS) == bool(found)
        if part.keeps(TALKS) is not None:
            assert part.entries(TALKS) == entries


chains = st.lists(st.sampled_from(("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED", "room", "back")), max_size=6)


@examples(0.5, 2_000)
@given(chains)
def test_the_stricter_of_then_and_now_holds_whatever_it_was_between(chain: list[str]) -> None:
    """At each number of the log, whatever was re-marked, and taken back, before it and since."""
    with TemporaryDirectory() as folder, NegotiationLog.create(f"{folder}/talks.db") as log:
        talks = log.begin(DEMOS["istanbul-2022"].talks)
        (said, *_) = talks.say("Ana", "It rains.", on="2022-03-01")
        made: list[int] = []
        for step in chain:
            if step != "back":
                label, rooms_ = ("TLP:AMBER", ("room",)) if step == "room" else (step, ())
                found = talks.re_mark(f"#{said.number}", label, reason="so it is", compartments=rooms_)
                made += [entry.number for entry in found]
            elif made:
                talks.retract(f"#{made.pop()}", reason="it was a mistake")
        talks.say("Ana", "The end.", on="2022-03-02")
        whole = log.store.reader.entries(talks.id)
    now = Circles(whole).of(said.id)
    for number in range(said.number, whole[-1].number + 1):
        then = Circles(whole[:number]).of(said.id)
        for reader in (*map(Reader, clearances), Reader("TLP:AMBER", frozenset({"room"}))):
            shown = visible_record(whole, reader, Clocks(recorded=f"#{number}"))
            there = said.id in {entry.id for entry in shown}
            assert there == (reader.may_see(now) and reader.may_see(then))


@pytest.mark.parametrize("clearance", ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"])
@pytest.mark.parametrize("late", [None, "TLP:GREEN"])
def test_who_may_see_all_that_is_there_is_answered_as_everybody(
    log: NegotiationLog, journal: TalksLog, clearance: str, late: str | None
) -> None:
    """What is marked hides what is kept from those who may not see it, though it be for everybody by now.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: peace, by: UKR}
    - {kind: position-taken, on: 2022-03-02, proposal: peace, party: RUS, stance: opposes, version: 1}
    """
    kept = VisibleReads(log.store.reader, Reader(clearance)).keeps
    assert kept(journal.id) is not None
    journal.say("Ana", "between us", on="2022-03-03", marking="TLP:AMBER")
    assert (kept(journal.id) is not None) == (clearance in ("TLP:AMBER", "TLP:RED"))
    if late:
        journal.re_mark(f"#{journal.last_number()}", late, reason="it is known by now")
        assert (kept(journal.id) is not None) == (clearance in ("TLP:AMBER", "TLP:RED"))
    assert VisibleReads(log.store.reader, Reader(clearance, audience="press")).keeps(journal.id) is None
