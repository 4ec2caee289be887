"""The three clocks: what had happened, could be known, and stood in the log."""

from datetime import UTC, datetime

import pytest
from effort import LAW, examples
from given import BEGINNING, Told, entries_of, frame, numbers, position, seen, tabled, told
from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain.dates.clocks import NOW, Clocks
from negotiation.domain.dates.edtf import ALWAYS_AFTER, DateError, instant, span
from negotiation.domain.record.annotated import Annotated
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import history
from negotiation.domain.record.known import Knowledge, telling


def source(name: str, published: str | None = None, on: str | None = None) -> Told:
    """Tell of a source."""
    return told("source-registered", on, source=name, publisher="Agencies", published=published)


def learned(past: tuple[Told, ...], number: int) -> int:
    """Return when the entry of that number could first be known."""
    entries = entries_of(past)
    annotated = Annotated(entries)
    knowledge = Knowledge(telling(annotated, "UTC"), "UTC", ALWAYS_AFTER)
    return next(knowledge.learned(entry, annotated.of(entry)) for entry in entries if entry.number == number)


def test_without_clocks_everything_is_in_view() -> None:
    """No clock, no limit."""
    assert [1, 2, 3, 4, 5] == numbers(seen((*frame(), tabled(on="2022-03-01"), position("RUS", "studying")), NOW))


def test_what_happened_later_is_out_of_view() -> None:
    """`at` shows what had begun by its end, and no more; what is undated frames the talks and is always there."""
    past = (*frame(), tabled(on="2022-03-01"), position("RUS", "studying", on="2022-03-02"))
    assert [1, 2, 3] == numbers(seen(past, Clocks(at="2022-02-28")))
    assert [1, 2, 3, 4] == numbers(seen(past, Clocks(at="2022-03-01")))
    assert [1, 2, 3, 4, 5] == numbers(seen(past, Clocks(at="2022-03-02")))


def test_a_month_means_up_to_its_end() -> None:
    """`--at 2022-03` holds the last day of March and not the first of April."""
    past = (*frame(), tabled(on="2022-03-31"), position("RUS", "studying", on="2022-04-01"))
    assert [1, 2, 3, 4] == numbers(seen(past, Clocks(at="2022-03")))


def test_at_an_hour_what_happened_some_time_that_day_is_unfinished() -> None:
    """An interval that has begun by then, but not ended, is in view and marked as such."""
    past = (*frame(), tabled(on="2022-03"), position("RUS", "studying", on="2022-03-28"))
    marks = {entry.number: entry.unfinished for entry in seen(past, Clocks(at="2022-03-29")).entries}
    assert {1: False, 2: False, 3: False, 4: True, 5: False} == marks
    assert not any(entry.unfinished for entry in seen(past, Clocks(at="2022-03")).entries)
    assert not any(entry.unfinished for entry in seen(past).entries)


def test_an_interval_without_end_is_never_finished_within_a_view() -> None:
    """What holds from a day on is unfinished at every later day, but not when no day is asked for."""
    past = (*frame(), tabled(on="2022-03-29/.."))
    assert seen(past, Clocks(at="2030")).entries[-1].unfinished
    assert not seen(past).entries[-1].unfinished


def test_dates_are_read_in_the_zone_of_the_talks() -> None:
    """The day of a view ends when it ends where the talks are."""
    opened = told("talks-opened", title="Peace talks", timezone="Europe/Istanbul")
    past = (opened, tabled(on="2022-03-29T22:30Z"))
    assert [1] == numbers(seen(past, Clocks(at="2022-03-29")))
    assert [1, 2] == numbers(seen(past, Clocks(at="2022-03-30")))


def test_a_corrected_zone_is_the_one_in_which_dates_are_read() -> None:
    """Correcting the time zone of the talks moves every date that has none of its own."""
    corrected = {"kind": "talks-opened", "title": "Peace talks", "timezone": "Europe/Istanbul"}
    past = (*frame(), told("entry-corrected", entry="e1", reason="the zone", event=corrected, claim={}))
    assert ("UTC", "Europe/Istanbul") == (seen(past[:-1]).zone, seen(past).zone)


def test_an_entry_could_be_known_when_it_says_so() -> None:
    """A date of learning that the entry states itself comes before its sources and its recording."""
    cited = {"learned": "2022-05-01", "sources": ["wire"]}
    past = (*frame(), source("wire", "2022-03-30"), tabled(said=cited))
    assert span("2022-05-01").start == learned(past, 5)


def test_an_entry_could_be_known_from_the_first_publication_of_its_sources() -> None:
    """Of several sources the first published counts; one without a date does not."""
    sources = (source("paper", "2022-04-02"), source("wire", "2022-03-30"), source("rumour"))
    past = (*frame(), *sources, tabled(said={"sources": ["rumour", "paper", "wire"]}))
    assert span("2022-03-30").start == learned(past, 7)


def test_an_entry_without_published_sources_could_be_known_once_it_was_recorded() -> None:
    """With no source, or none with a date, knowledge begins with the record."""
    past = (*frame(), source("rumour"), tabled(), position("RUS", "studying", said={"sources": ["rumour"]}))
    recorded = [instant(entry.recorded) for entry in entries_of(past)]
    assert recorded[4:] == [learned(past, 5), learned(past, 6)]


def test_what_frames_the_talks_without_a_date_was_always_known() -> None:
    """An undated party, and a source before its own publication is asked for, are there at every `known`."""
    past = (*frame(), source("wire"), source("archive", "2024-06-15"))
    assert [1, 2, 3, 4] == numbers(seen(past, Clocks(known="1990")))
    assert [1, 2, 3, 4, 5] == numbers(seen(past, Clocks(known="2024-06-15")))


def test_what_was_published_years_later_happened_then_and_was_not_known() -> None:
    """A draft treaty of April 2022, published in June 2024, happened by April and could not be known in May."""
    past = (*frame(), source("nyt", "2024-06-15"), tabled(on="2022-04-15", said={"sources": ["nyt"]}))
    assert 5 in numbers(seen(past, Clocks(at="2022-04-15")))
    assert 5 not in numbers(seen(past, Clocks(at="2022-04-15", known="2022-05")))
    assert 5 in numbers(seen(past, Clocks(at="2022-04-15", known="2024-06-15")))


def test_the_log_held_what_was_recorded_by_then() -> None:
    """`recorded` takes a moment, whose end counts, or the number of entries that the log held."""
    first = datetime(2022, 6, 1, 23, 59, tzinfo=UTC)
    second = datetime(2022, 6, 2, tzinfo=UTC)
    past = (
        told("talks-opened", title="T", recorded=first),
        told("party-joined", party="A", roles="host", recorded=second),
    )
    assert [1] == numbers(seen(past, Clocks(recorded="2022-06-01")))
    assert [1, 2] == numbers(seen(past, Clocks(recorded="2022-06-02")))
    assert [1] == numbers(seen(past, Clocks(recorded="#1")))
    assert [] == numbers(seen(past, Clocks(recorded="#0")))
    assert [1, 2] == numbers(seen(past, Clocks(recorded="#99")))


@pytest.mark.parametrize("clock", ["at", "known", "recorded"])
def test_a_clock_that_shows_no_date_is_refused_by_its_name(clock: str) -> None:
    """A moment that is no date, or can be read in two ways, is refused at once, naming the clock."""
    with pytest.raises(DateError, match=rf"^--{clock}: '03/04/2026' can be read as"):
        Clocks(**{clock: "03/04/2026"})


def test_a_number_is_a_moment_of_the_record_only() -> None:
    """`#3` says how much the log held; it is not a date of happening or of knowledge."""
    assert "#3" == Clocks(recorded="#3").recorded
    with pytest.raises(DateError):
        Clocks(at="#3")


DATES = (
    "2022",
    "2022-02",
    "2022-03",
    "2022-03-01",
    "2022-03-02",
    "2022-03-02T10:00",
    "2022-03-28/2022-04-02",
    "2022-04~",
)
MOMENTS = st.none() | st.sampled_from(DATES)


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """Draw entries with dates, sources and days of recording of all sorts, and no annotations."""
    past = [*frame(), source("early", "2022-03-01"), source("late", "2022-03-30"), source("never")]
    for nth in range(draw(st.integers(0, 8))):
        more = {
            "learned": draw(MOMENTS),
            "sources": draw(st.lists(st.sampled_from(["early", "late", "never"]), max_size=2)),
        }
        on = draw(st.sampled_from(DATES))
        past.append(told("statement-recorded", on, speaker="S", text=str(nth), said=more))
    return entries_of(past)


def in_view_by_hand(entry: Entry, clocks: Clocks) -> bool:
    """Say, from the entry as it was written, whether the clocks show it."""
    claim, beginning, end = entry.envelope, -(10**30), 10**30
    publications = {"early": span("2022-03-01").start, "late": span("2022-03-30").start}
    cited = [publications[c.source] for c in claim.sources if c.source in publications]
    own = publications.get(getattr(entry.event, "source", ""), beginning)
    if claim.learned:
        known = span(claim.learned).start
    elif cited:
        known = min(cited)
    else:
        known = instant(entry.recorded) if claim.occurred else own
    happened = span(claim.occurred).start if claim.occurred else beginning
    return (
        happened < (span(clocks.at).end if clocks.at else end)
        and known < (span(clocks.known).end if clocks.known else end)
        and (clocks.recorded is None or entry.number <= int(clocks.recorded[1:]))
    )


@examples(1, LAW)
@given(logs(), MOMENTS, MOMENTS, st.none() | st.integers(6, 14))
def test_a_view_shows_what_a_filter_by_hand_would(
    entries: list[Entry], at: str | None, known: str | None, held: int | None
) -> None:
    """Any mixture of the three clocks shows exactly the entries that each of them shows."""
    clocks = Clocks(at, known, f"#{held}" if held else None)
    expected = {entry.number for entry in entries if in_view_by_hand(entry, clocks)}
    assert expected == set(numbers(history(entries, clocks)))


@examples(17, LAW)
@given(logs(), st.integers(0, 14))
def test_what_the_log_held_at_a_number_is_the_fold_of_that_many(entries: list[Entry], held: int) -> None:
    """The view as recorded at number n is that of a log of the first n entries."""
    assert history(entries[:held]).entries == history(entries, Clocks(recorded=f"#{held}")).entries


def test_clocks_move_independently() -> None:
    """What had happened by one day, as it was known by another, in the log of a third."""
    recorded = BEGINNING.replace(month=7)
    past = (
        *frame(),
        source("wire", "2022-03-30"),
        tabled(on="2022-03-29", said={"sources": ["wire"]}),
        position("RUS", "studying", on="2022-03-29", said={"sources": ["wire"]}),
        position("RUS", "supports", on="2022-04-05", said={"sources": ["wire"]}, recorded=recorded),
    )
    assert [5, 6] == numbers(seen(past, Clocks(at="2022-04-10", known="2022-03-31", recorded="2022-06")))[4:]
    assert [5, 6, 7] == numbers(seen(past, Clocks(at="2022-04-10", known="2022-03-31", recorded="2022-07")))[4:]
    assert [] == numbers(seen(past, Clocks(at="2022-04-10", known="2022-03-29", recorded="2022-07")))[4:]
