"""Dates: each EDTF text stands for one interval, or is refused with what to write instead."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negotiation.domain.dates.edtf import ALWAYS_AFTER, ALWAYS_BEFORE, DateError, Span, instant, minute_of, span
from negotiation.domain.dates.words import in_words
from negotiation.domain.errors import NegotiationError

ZONES = ("UTC", "Europe/Istanbul", "Europe/Kyiv", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu")


def at(text: str) -> int:
    """Return the instant of an ISO text, in microseconds."""
    return instant(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022", "2022-01-01T00:00Z", "2023-01-01T00:00Z"),
        ("2022-03", "2022-03-01T00:00Z", "2022-04-01T00:00Z"),
        ("2022-12", "2022-12-01T00:00Z", "2023-01-01T00:00Z"),
        ("2024-02", "2024-02-01T00:00Z", "2024-03-01T00:00Z"),
        ("2022-03-29", "2022-03-29T00:00Z", "2022-03-30T00:00Z"),
        ("2024-02-29", "2024-02-29T00:00Z", "2024-03-01T00:00Z"),
        ("2022-12-31", "2022-12-31T00:00Z", "2023-01-01T00:00Z"),
        ("202X", "2020-01-01T00:00Z", "2030-01-01T00:00Z"),
        ("19XX", "1900-01-01T00:00Z", "2000-01-01T00:00Z"),
        ("2022-XX", "2022-01-01T00:00Z", "2023-01-01T00:00Z"),
        ("2022-XX-XX", "2022-01-01T00:00Z", "2023-01-01T00:00Z"),
        ("2022-03-XX", "2022-03-01T00:00Z", "2022-04-01T00:00Z"),
        ("2022-XX-05", "2022-01-05T00:00Z", "2022-12-06T00:00Z"),
        ("202X-03", "2020-03-01T00:00Z", "2029-04-01T00:00Z"),
        ("20XX-02-29", "2000-02-29T00:00Z", "2096-03-01T00:00Z"),
        ("2022-02-2X", "2022-02-20T00:00Z", "2022-03-01T00:00Z"),
        ("2022-21", "2022-03-01T00:00Z", "2022-06-01T00:00Z"),
        ("2022-24", "2022-12-01T00:00Z", "2023-03-01T00:00Z"),
        ("2022-32", "2022-06-01T00:00Z", "2022-09-01T00:00Z"),
        ("2022-36", "2022-10-01T00:00Z", "2023-01-01T00:00Z"),
        ("2022-40", "2022-01-01T00:00Z", "2022-07-01T00:00Z"),
        ("[2022-03-29,2022-03-30]", "2022-03-29T00:00Z", "2022-03-31T00:00Z"),
        ("[2022-04,2022-03-28..2022-03-30]", "2022-03-28T00:00Z", "2022-05-01T00:00Z"),
        ("2022-03-29T24:00", "2022-03-30T00:00Z", "2022-03-30T00:01Z"),
        ("2022~-03", "2022-03-01T00:00Z", "2022-04-01T00:00Z"),
        ("?2022-03-~29", "2022-03-29T00:00Z", "2022-03-30T00:00Z"),
        ("2022-03-29~", "2022-03-29T00:00Z", "2022-03-30T00:00Z"),
        ("2022-03?", "2022-03-01T00:00Z", "2022-04-01T00:00Z"),
        ("2022%", "2022-01-01T00:00Z", "2023-01-01T00:00Z"),
        ("2022-03-29T10:00", "2022-03-29T10:00Z", "2022-03-29T10:01Z"),
        ("2022-03-29T10:00:30", "2022-03-29T10:00:30Z", "2022-03-29T10:00:31Z"),
        ("2022-03-29T10:00Z", "2022-03-29T10:00Z", "2022-03-29T10:01Z"),
        ("2022-03-29T10:00+03:00", "2022-03-29T07:00Z", "2022-03-29T07:01Z"),
        ("2022-03-29T10:00-0330", "2022-03-29T13:30Z", "2022-03-29T13:31Z"),
        ("2022-03-29T10:00+03", "2022-03-29T07:00Z", "2022-03-29T07:01Z"),
        ("2022-03-28/2022-03-30", "2022-03-28T00:00Z", "2022-03-31T00:00Z"),
        ("2022-03-28~/2022-04", "2022-03-28T00:00Z", "2022-05-01T00:00Z"),
        ("2022-03-29T10:00Z/2022-03-29T13:00Z", "2022-03-29T10:00Z", "2022-03-29T13:01Z"),
    ],
)
def test_each_form_stands_for_its_interval(text: str, start: str, end: str) -> None:
    """A date is the interval from its first instant up to, and without, the first after it."""
    assert Span(at(start), at(end)) == span(text)


@pytest.mark.parametrize("open_end", ["..", ""])
def test_an_interval_may_be_open_at_one_end(open_end: str) -> None:
    """An interval with two dots, or nothing, at one end has no bound there."""
    assert Span(at("2022-03-29T00:00Z"), ALWAYS_AFTER) == span(f"2022-03-29/{open_end}")
    assert Span(ALWAYS_BEFORE, at("2022-03-30T00:00Z")) == span(f"{open_end}/2022-03-29")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022-03-29", "2022-03-28T21:00Z", "2022-03-29T21:00Z"),
        ("2022-03-29T10:00", "2022-03-29T07:00Z", "2022-03-29T07:01Z"),
        ("2022-03-29T10:00Z", "2022-03-29T10:00Z", "2022-03-29T10:01Z"),
    ],
)
def test_what_has_no_zone_is_read_in_that_of_the_talks(text: str, start: str, end: str) -> None:
    """A date, and a time without a zone, are read in the zone given; a time with one keeps its own."""
    assert Span(at(start), at(end)) == span(text, "Europe/Istanbul")


def test_a_day_is_as_long_as_the_clocks_of_its_zone_make_it() -> None:
    """The day on which clocks go forward has 23 hours, the day on which they go back has 25."""
    hours = [(s.end - s.start) // 3_600_000_000 for s in (span(d, "Europe/Kyiv") for d in ("2022-03-27", "2022-10-30"))]
    assert [23, 25] == hours


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2022-02-29", "'2022-02-29' does not exist: February 2022 has 28 days: write 2022-02-28, or 2022-02"),
        ("2022-03-00", "'2022-03-00' does not exist: March 2022 has 31 days: write 2022-03-01, or 2022-03"),
        (
            "2022-13",
            (
                "'2022-13' does not exist: months run from 01 to 12, and parts of the year from 21 (spring) to 41: "
                "write 2022-12, or 2022"
            ),
        ),
        ("2022-21-03", "'2022-21-03' does not exist: 21 is a part of the year, which has no days: write 2022-21"),
        ("2022-XX-32", "'2022-XX-32' does not exist: no month has a day 32: write 2022-XX"),
        (
            "2022-03-29T10:00+25:00",
            (
                "'2022-03-29T10:00+25:00' does not exist: there is no time zone +25:00: offsets run "
                "from -12:00 to +14:00"
            ),
        ),
        (
            "2022-03T10:00",
            ("'2022-03T10:00' does not exist: a time of day needs a day: write the day out, or leave out the time"),
        ),
        (
            "2022-03-29T24:01",
            (
                "'2022-03-29T24:01' does not exist: hours run from 00 to 23, and 24:00 is the end of the "
                "day: write it in 24 hours"
            ),
        ),
        (
            "2022-03-28/2022-02-30",
            ("'2022-03-28/2022-02-30' does not exist: February 2022 has 28 days: write 2022-02-28, or 2022-02"),
        ),
        ("2022-03-30/2022-03-29", "'2022-03-30/2022-03-29' ends before it starts: write the earlier date first"),
        ("../..", "'../..' says nothing: give at least one end of the interval"),
        ("/", "'/' says nothing: give at least one end of the interval"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(text: str, why: str) -> None:
    """A date that does not exist, or an interval that cannot be, is refused in words."""
    with pytest.raises(DateError) as caught:
        span(text)
    assert why == str(caught.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("500", "a year has four digits, a month and a day two: write 0500"),
        ("476-09-04", "write 0476-09-04"),
        ("2022-3-9~", "write 2022-03-09~"),
        ("20220329", "its parts are set apart: write 2022-03-29"),
        ("2022-03-29T10", "a time has hours and minutes: write 2022-03-29T10:00"),
        ("2022-03-29T10:00+3", "hours and offsets have two digits: write 2022-03-29T10:00+03:00"),
        ("yesterday", "is another day tomorrow: write the day itself, such as 2022-03-29"),
        ("0000", "lies before the calendar of this log, which begins with 0001"),
        ("-0044", "lies beyond the calendar of this log, which runs from the year 0001 to 9999"),
        ("Y170000002", "lies beyond the calendar"),
        ("{2022-03-29,2022-03-30}", "an entry happened once: record one for each, or write [...] for one of them"),
        ("1950S2", "write 195X for a decade"),
        ("XXXX", "says nothing of when it was"),
        ("2016-12-31T23:59:60Z", "names a leap second, which this calendar leaves out: write 2016-12-31T23:59:59Z"),
    ],
)
def test_what_is_valid_and_not_taken_is_never_said_not_to_exist(text: str, why: str) -> None:
    """EDTF that this log has no use for is refused for what it is, as is what is nearly EDTF, with what to write."""
    with pytest.raises(DateError) as caught:
        span(text)
    assert why in str(caught.value)
    assert "does not exist" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "29 March 2022", "2022-3-29", "2022-03-29 ", "2022-03-29\n", "22-03-29", "2022/2023/2024", "[2022",
     "\uff12\uff10\uff12\uff12", "٢٠٢٢-٠٣"],
)  # fmt: skip
def test_what_is_no_edtf_is_refused_with_what_to_write(text: str) -> None:
    """A text that is no EDTF date is refused, with examples of what is."""
    with pytest.raises(DateError, match="2022-03-29"):
        span(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("03/04/2026", "'03/04/2026' can be read as 2026-04-03 or as 2026-03-04: write the one you mean"),
        ("3.4.2026", "'3.4.2026' can be read as 2026-04-03 or as 2026-03-04: write the one you mean"),
        ("03-04-2026", "'03-04-2026' can be read as 2026-04-03 or as 2026-03-04: write the one you mean"),
        ("29/03/2022", "'29/03/2022' is not in the order year, month, day: write 2022-03-29"),
        ("03/29/2022", "'03/29/2022' is not in the order year, month, day: write 2022-03-29"),
        ("04/04/2026", "'04/04/2026' is not in the order year, month, day: write 2026-04-04"),
        ("31/31/2026", "'31/31/2026' is not in the order year, month, day: write YYYY-MM-DD"),
    ],
)
def test_figures_in_another_order_are_refused_with_their_readings(text: str, why: str) -> None:
    """A date of figures in another order is never guessed: every reading is named."""
    with pytest.raises(DateError) as caught:
        span(text)
    assert why == str(caught.value)


def test_a_bad_date_is_an_error_of_this_package_and_of_the_input() -> None:
    """Whoever catches the errors of this package catches a bad date, with the exit status of bad input."""
    with pytest.raises(NegotiationError) as caught:
        span("03/04/2026")
    assert ("date", 2) == (caught.value.code, caught.value.exit_status)


def test_the_minute_of_an_instant_is_written_in_utc() -> None:
    """An instant is written as a text that can be read back, to the minute; beyond the calendar there is none."""
    moment = instant(datetime.fromisoformat("2022-03-29T10:00:05.9+03:00"))
    assert "2022-03-29T07:00Z" == minute_of(moment)
    assert "0500-01-01T00:00Z" == minute_of(span("0500-01-01").start)
    assert (None, None, None) == tuple(map(minute_of, (ALWAYS_BEFORE, ALWAYS_AFTER, 10**19)))


days = st.dates(min_value=datetime(1, 1, 1, tzinfo=UTC).date(), max_value=datetime(9998, 12, 30, tzinfo=UTC).date())
moments = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 30)).map(  # noqa: DTZ001
    lambda moment: moment.strftime("%Y-%m-%dT%H:%M").zfill(16)
)
dates = st.one_of(
    days.map(lambda day: day.isoformat()),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
    moments,
    st.builds("{}{}".format, moments, st.sampled_from(["Z", "+03:00", "-1130"])),
)
texts = dates | st.builds("{}/{}".format, dates | st.just(".."), dates | st.just(".."))


@given(texts, st.sampled_from(ZONES))
@example("2022-03-29T10:00Z/2022-03-29T10:30", "Europe/Istanbul")  # its ends are read in two zones
@example("2022-03-27T02:59/2022-03-27T03:00", "Europe/Berlin")  # its first end is skipped by summer time
@example("2011-12-30", "Pacific/Apia")  # the day that Samoa skipped
def test_a_date_that_can_be_written_has_a_beginning_before_its_end_in_every_zone(text: str, zone: str) -> None:
    """What is accepted when it is written (in UTC) can be read in every zone, and is never empty."""
    try:
        span(text)
    except DateError:
        return
    start, end = span(text, zone)
    assert start < end


@given(days, st.sampled_from(ZONES))
def test_a_month_contains_its_days_and_a_year_its_months(day: datetime, zone: str) -> None:
    """The interval of a month holds that of each of its days, and that of a year each of its months."""
    (year, month, one) = (span(day.isoformat()[:length], zone) for length in (4, 7, 10))
    assert year.start <= month.start <= one.start
    assert one.end <= month.end <= year.end


@given(days)
def test_days_follow_each_other_without_a_gap(day: datetime) -> None:
    """A day ends at the instant at which the next one begins."""
    here, following = span(day.isoformat()), span((day + timedelta(days=1)).isoformat())
    assert here.end == following.start
    assert here.before(following)
    assert not following.before(here)


@given(st.text(max_size=20) | st.from_regex(r"\A[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?\Z"))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    """No text makes reading a date fail in another way, and every text can be put in words."""
    try:
        span(text)
    except DateError:
        assert text == in_words(text)
    else:
        assert in_words(text)


def test_the_last_year_of_the_calendar_can_stand_for_no_end() -> None:
    """The year 9999, often written where no end is known, is read like any other, in every zone."""
    for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        year, day = span("9999", zone), span("9999-12-31", zone)
        assert year.start < day.start < day.end == year.end
