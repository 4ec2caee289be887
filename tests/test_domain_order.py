"""The order of the history: dates where they tell, the record where they do not."""

from collections.abc import Sequence
from typing import Any

from effort import LAW, examples
from given import Told, entries_of, frame, seen, tabled, told
from hypothesis import given
from hypothesis import strategies as st
from same import situations_alike

from negotiation.domain.dates.edtf import span
from negotiation.domain.fold import fold
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import history


def said(*dates: str) -> tuple[Told, ...]:
    """Tell of one statement for each date, recorded in this order."""
    return tuple(told("statement-recorded", date, speaker="S", text=date) for date in dates)


def order(*dates: str) -> list[str]:
    """Return dates, recorded in the order given, in the order in which they are folded."""
    return [str(entry.envelope.occurred) for entry in seen(said(*dates)).entries]


def test_dates_come_before_the_record() -> None:
    """What happened earlier stands earlier, though it was recorded later."""
    assert ["2022-02-28", "2022-03-03", "2022-03-29"] == order("2022-03-29", "2022-02-28", "2022-03-03")


def test_where_dates_overlap_the_record_decides() -> None:
    """A day and an hour of that day stand as they were recorded, either way."""
    assert ["2022-03-29", "2022-03-29T10:00"] == order("2022-03-29", "2022-03-29T10:00")
    assert ["2022-03-29T10:00", "2022-03-29"] == order("2022-03-29T10:00", "2022-03-29")


def test_what_is_undated_stands_before_every_date() -> None:
    """Parties and sources without a date hold from the beginning, whenever they were recorded."""
    past = (tabled(on="2022-03-01"), *frame())
    assert [2, 3, 4, 1] == [entry.number for entry in seen(past).entries]


def test_a_vague_date_does_not_hide_what_the_sharp_ones_tell() -> None:
    """Days recorded against their order are set right even with a month recorded between them."""
    assert ["2022-03-05", "2022-03-20", "2022-03"] == order("2022-03-20", "2022-03", "2022-03-05")


DAYS = [f"2022-03-{day:02}" for day in range(1, 29)]
SHARP = [*DAYS, *(f"{day}T{hour:02}:30" for day in DAYS[:6] for hour in (0, 9, 23))]
VAGUE = ["2022", "2022-02", "2022-03", "2022-03-05/2022-03-09", "2022-03-08/..", "../2022-03-08", "202X"]
ANY_DATE = st.sampled_from([*SHARP, *VAGUE])
ACTS = ("proposal-tabled", "position-taken", "proposal-rejected", "proposal-revised", "formal-act-done")


@st.composite
def acts_on_different_days(draw: st.DrawFn) -> tuple[list[Told], list[int]]:
    """Draw acts on days that are all different, and an order in which they are recorded."""
    days = draw(st.lists(st.sampled_from(DAYS), unique=True, min_size=2, max_size=8))
    acts = []
    for nth, day in enumerate(days):
        party = draw(st.sampled_from(["UKR", "RUS"]))
        fields: dict[str, dict[str, Any]] = {
            "proposal-tabled": {"by": party},
            "position-taken": {"party": party, "stance": draw(st.sampled_from(["supports", "opposes"])), "version": 1},
            "proposal-rejected": {"by": party, "version": 1},
            "proposal-revised": {"by": party},
            "formal-act-done": {
                "act": draw(st.sampled_from(["agreed-in-principle", "signed"])),
                "by": party,
                "version": 1,
            },
        }
        kind = draw(st.sampled_from(ACTS))
        acts.append(told(kind, day, id=f"act{nth}", proposal=draw(st.sampled_from("pq")), **fields[kind]))
    return acts, draw(st.permutations(range(len(acts))))


@examples(1, LAW)
@given(acts_on_different_days())
def test_disjoint_dates_give_one_history_in_whatever_order_they_arrive(drawn: tuple[list[Told], list[int]]) -> None:
    """Entries of pairwise disjoint dates give the same history, and the same situation, in any order of arrival."""
    acts, arrival = drawn
    one = history(entries_of((*frame(), *acts)))
    other = history(entries_of((*frame(), *(acts[nth] for nth in arrival))))
    assert [entry.id for entry in one.entries] == [entry.id for entry in other.entries]
    assert situations_alike(one, fold(one)) == situations_alike(other, fold(other))


@examples(17, LAW)
@given(st.lists(ANY_DATE, max_size=12))
def test_disjoint_dates_are_in_the_order_of_time_whatever_else_is_there(dates: list[str]) -> None:
    """Of two entries, the one that was over before the other began stands first, always."""
    found = [entry.occurred for entry in seen(said(*dates)).entries]
    for here, earlier in enumerate(found):
        assert not any(later.before(earlier) for later in found[here + 1 :])


@examples(17, LAW)
@given(st.lists(ANY_DATE, max_size=10), ANY_DATE)
def test_a_late_entry_never_changes_the_order_of_those_before_it(dates: list[str], late: str) -> None:
    """The arrival of one more entry leaves the relative order of the others as it was."""
    before, after = numbers_of(entries_of(said(*dates))), numbers_of(entries_of(said(*dates, late)))
    assert before == [number for number in after if number <= len(dates)]


def numbers_of(entries: Sequence[Entry]) -> list[int]:
    """Return the numbers of entries in the order of their history."""
    return [entry.number for entry in history(entries).entries]


@examples(17, LAW)
@given(st.lists(ANY_DATE, max_size=10))
def test_entries_whose_dates_all_overlap_stand_as_they_were_recorded(dates: list[str]) -> None:
    """Where no date is over before another begins, the order of record is the order of the history."""
    overlapping = [date for date in dates if span(date).start <= span("2022-03-08").start < span(date).end]
    assert overlapping == order(*overlapping)
