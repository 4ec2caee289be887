"""Durations of ISO 8601, added to instants: days are days, months those of the calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain.dates.durations import after
from negotiation.domain.dates.edtf import ALWAYS_AFTER, instant, span
from negotiation.domain.dates.spans import as_duration

instants = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(instant)  # noqa: DTZ001  # the strategy asks for bounds without a zone
few = st.integers(0, 400)


def at(text: str) -> int:
    """Return the instant of an EDTF time."""
    return span(text).start


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2022-03-29T10:00Z", "P3D", "2022-04-01T10:00Z"),
        ("2022-03-29T10:00Z", "P2W", "2022-04-12T10:00Z"),
        ("2022-03-29T10:00Z", "PT36H", "2022-03-30T22:00Z"),
        ("2022-03-29T10:00Z", "PT90M", "2022-03-29T11:30Z"),
        ("2022-03-29T10:00Z", "P1Y6M", "2023-09-29T10:00Z"),
        ("2022-01-31T10:00Z", "P1M", "2022-02-28T10:00Z"),
        ("2024-01-31T10:00Z", "P1M", "2024-02-29T10:00Z"),
        ("2024-02-29T10:00Z", "P1Y", "2025-02-28T10:00Z"),
        ("2022-12-31T10:00Z", "P2M", "2023-02-28T10:00Z"),
        ("2022-01-31T10:00Z", "P1M1D", "2022-03-01T10:00Z"),
        ("2022-11-30T10:00Z", "P1M1DT2H", "2022-12-31T12:00Z"),
        ("1969-12-31T10:00Z", "P1D", "1970-01-01T10:00Z"),
        ("2022-03-29T10:00Z", "P0D", "2022-03-29T10:00Z"),
        ("2022-03-29T10:00Z", "PT0S", "2022-03-29T10:00Z"),
    ],
)
def test_a_duration_after_an_instant(start: str, duration: str, end: str) -> None:
    """Days and hours are added as they are; a month ends with its last day where it has no such day."""
    assert at(end) == after(at(start), duration)


@given(moment=instants, one=few, two=few)
def test_days_add_up(moment: int, one: int, two: int) -> None:
    """Some days after some days are as many days together, and weeks are seven days."""
    assert after(moment, f"P{one + two}D") == after(after(moment, f"P{one}D"), f"P{two}D")
    assert after(moment, f"P{one}W") == after(moment, f"P{7 * one}D")
    assert after(moment, f"PT{24 * one}H") == after(moment, f"P{one}D")
    assert moment + one * int(timedelta(days=1) / timedelta(microseconds=1)) == after(moment, f"P{one}D")


@given(moment=instants, years=st.integers(0, 50), months=st.integers(0, 60))
def test_months_are_those_of_the_calendar(moment: int, years: int, months: int) -> None:
    """A year is twelve months; the day stays what it was, or is the last of its month; the time of day stays."""
    found = after(moment, f"P{years}Y{months}M")
    assert found == after(moment, f"P{12 * years + months}M")
    was, now = (datetime.fromtimestamp(0, UTC) + timedelta(microseconds=one) for one in (moment, found))
    assert (was.time(), 12 * years + months) == (
        now.time(),
        12 * (now.year - was.year) + now.month - was.month,
    )
    assert now.day == was.day or (now.day < was.day and (now + timedelta(days=1)).day == 1)


@given(moment=instants, days=few, months=few, seconds=st.integers(0, 10**6))
def test_nothing_lies_before_what_it_comes_after(moment: int, days: int, months: int, seconds: int) -> None:
    """What lies a duration after an instant is not before it, and further for a longer duration."""
    assert moment <= after(moment, f"P{months}M{days}DT{seconds}S") < after(moment, f"P{months}M{days}DT{seconds + 1}S")


@pytest.mark.parametrize(
    ("start", "duration"),
    [
        ("2022-03-29T10:00Z", "P9999Y"),
        ("2022-03-29T10:00Z", "P999999999999D"),
        ("2022-03-29T10:00Z", "PT99999999999999999999H"),
        ("9999-12-31T10:00Z", "P1D"),
        ("9999-12-31T10:00Z", "P1M"),
    ],
)
def test_what_lies_beyond_the_calendar_comes_after_everything(start: str, duration: str) -> None:
    """A duration that ends after the last year there is ends never, and raises nothing."""
    assert ALWAYS_AFTER == after(at(start), duration)


@pytest.mark.parametrize("moment", [ALWAYS_AFTER, -ALWAYS_AFTER])
def test_after_an_instant_beyond_the_calendar(moment: int) -> None:
    """Even from an instant that no calendar has, the answer is an instant."""
    assert ALWAYS_AFTER == after(moment, "P1D")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("8d", "P8D"),
        ("3 weeks", "P3W"),
        ("1h30min", "PT1H30M"),
        ("1 year, 2 Months", "P1Y2M"),
        ("2 days 4 hours", "P2DT4H"),
        ("90 min", "PT90M"),
        ("PT3H", "PT3H"),
        ("p1m", "P1M"),
        ("8m", "8m"),
        ("2d 1d", "2d 1d"),
        ("1h 2d", "1h 2d"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_duration_is_read_as_people_write_it(written: str, read: str) -> None:
    """Figures with units, the largest first and each once; m alone could be months or minutes, and is left."""
    assert read == as_duration(written)
