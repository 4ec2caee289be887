"""Dates as people write them, and times of local clocks: each read in one way, or refused with every reading."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain.dates.edtf import DateError, Span, span
from negotiation.domain.dates.words import in_words
from negotiation.domain.dates.written import as_edtf
from negotiation.domain.dates.zones import clear


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2022-03-29 10:00", "2022-03-29T10:00"),
        ("2022-03-29 9:05:07 +03:00", "2022-03-29T09:05:07+03:00"),
        ("2022-03-29 10:00 UTC/2022-03-29 12:00 UTC", "2022-03-29T10:00Z/2022-03-29T12:00Z"),
        (" 2022-03-29 ", "2022-03-29"),
        ("29 March 2022", "2022-03-29"),
        ("9 mar 2022, 8:30", "2022-03-09T08:30"),
        ("29 Sept 2014", "2014-09-29"),
        ("about Sept. 2014", "2014-09~"),
        ("29th September 2014", "2014-09-29"),
        ("September 29, 2014", "2014-09-29"),
        ("Sept 3rd, 2014, 15:00", "2014-09-03T15:00"),
        ("29 Sep 29 2014", "29 Sep 29 2014"),
        ("about Mar 2022", "2022-03~"),
        ("some day in March 2022", "2022-03-XX"),
        ("perhaps some day in 2022", "2022-XX-XX?"),
        ("some month in 2022", "2022-XX"),
        ("some day in 3 Mar 2022", "some day in 3 Mar 2022"),
        ("nonsense 2022", "nonsense 2022"),
        ("1 or 2", "1 or 2"),
    ],
)
def test_what_people_write_is_read_as_edtf(text: str, edtf: str) -> None:
    """A space before the time, and the words in which dates are shown, are read; what cannot be is left as it is."""
    assert edtf == as_edtf(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2017-01-12 3pm", "hours are counted to 24: write 15:00"),
        ("12 Jan 2017 12:30 a.m.", "hours are counted to 24: write 00:30"),
        ("12 Jan 2017 12 PM", "hours are counted to 24: write 12:00"),
        ("2017-01-12T15:00 CET", "a time zone is written as its hours from UTC, such as +01:00, and not as CET"),
        ("12 Jan 2017 15:00 EET", "a time zone is written as its hours from UTC, such as +01:00, and not as EET"),
        ("11", "write it as 2022, 2022-03,"),
        ("1", "write it as 2022, 2022-03,"),
    ],
)
def test_what_people_write_otherwise_is_refused_with_what_to_write(text: str, hint: str) -> None:
    """Hours of a clock of twelve and names of zones are named as such; a day or a month alone is taken for no year."""
    with pytest.raises(DateError, match=re.escape(f"'{text}' is not a date: {hint}")):
        span(as_edtf(text))


def test_days_named_from_the_present_one_are_read_where_there_is_one() -> None:
    """Where the present day is given, yesterday, today and tomorrow are days; elsewhere they are no dates."""
    today = date(2022, 3, 1)
    assert ["2022-02-28", "2022-03-01", "2022-03-02"] == [as_edtf(w, today) for w in ("yesterday", "Today", "tomorrow")]
    assert "today" == as_edtf("today")


years = st.integers(1, 9999).map(lambda year: f"{year:04}")
days = st.dates(max_value=date(9999, 12, 30)).map(date.isoformat)
one = st.one_of(
    years,
    years.map(lambda year: f"{year[:3]}X"),
    st.builds("{}-{}".format, years, st.integers(21, 41)),
    days,
    days.map(lambda day: day[:7]),
    days.map(lambda day: f"{day[:7]}-XX"),
    years.map(lambda year: f"{year}-XX"),
    st.builds("{}-XX-{}".format, years, st.sampled_from(["05", "2X", "XX"])),
    st.builds(
        "{}T{}{}".format, days, st.sampled_from(["00:00", "10:30", "24:00", "23:59:59"]),
        st.sampled_from(["", "Z", "+03:00", "-1130"]),
    ),
)  # fmt: skip
dates = st.builds("{}{}".format, one, st.sampled_from(["", "", "~", "?", "%"]))
ends = dates | st.sampled_from(["", ".."])
choices = st.lists(one | st.builds("{}..{}".format, one, one), min_size=1, max_size=3)
edtf = st.one_of(
    dates,
    st.builds("{}/{}".format, ends, ends),
    choices.map(lambda some: f"[{','.join(some)}]"),
    st.builds("[{}{}]".format, st.just(".."), one),
    st.builds("[{}{}]".format, one, st.just("..")),
)


def _span(text: str) -> Span | None:
    try:
        return span(text)
    except DateError:
        return None


@given(edtf)
def test_what_is_shown_for_a_date_can_be_written_for_it(text: str) -> None:
    """The words for a date are read back as a date of the same stretch of time and the same doubt."""
    found = _span(text)
    if found is None:
        return
    again = as_edtf(in_words(text))
    assert (found, in_words(text)) == (_span(again), in_words(again))


@given(st.text(max_size=30) | st.from_regex(r"\A(one of |from |until |about )?\w+( to | or |, )?\w*\Z"))
def test_any_text_is_written_as_something(text: str) -> None:
    """No text makes reading what people write fail."""
    assert _span(as_edtf(text)) is not None or as_edtf(text) == text


KYIV = "Europe/Kyiv"


@pytest.mark.parametrize(
    ("text", "clear_text"),
    [
        ("2022-10-30", "2022-10-30"),
        ("2022-10-30T02:59", "2022-10-30T02:59"),
        ("2022-10-30T03:30+02:00", "2022-10-30T03:30+02:00"),
        ("2022-10-30T03:40/2022-10-30T03:20", "2022-10-30T03:40+03:00/2022-10-30T03:20+02:00"),
        ("2022-10-30T03:40~/2022-10-30T03:20", "2022-10-30T03:40+03:00~/2022-10-30T03:20+02:00"),
        ("2022-10-30T01:00/..", "2022-10-30T01:00/.."),
    ],
)
def test_what_has_one_reading_is_taken(text: str, clear_text: str) -> None:
    """A time that comes once is left as it is, and an interval of which one reading is in order is written out."""
    assert clear_text == clear(text, KYIV)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2022-10-30T03:30", ("comes twice in Europe/Kyiv", "2022-10-30T03:30+03:00", "2022-10-30T03:30+02:00")),
        ("2022-10-30T03:10/2022-10-30T03:50", ("comes twice", "2022-10-30T03:10+03:00", "2022-10-30T03:10+02:00")),
        ("2022-10-30T01:00/2022-10-30T03:20", ("comes twice", "2022-10-30T03:20+03:00", "2022-10-30T03:20+02:00")),
        ("2022-03-27T03:30", ("never comes in Europe/Kyiv", "2022-03-27T03:30+02:00 by the old time (04:30 there)",
                              "2022-03-27T03:30+03:00 by the new (02:30)")),
        ("2022-03-29T10:00-13:00", ("an offset that there is nowhere", "write 2022-03-29T10:00 ")),
        ("2022-03-29T10:00+14:30", ("an offset that there is nowhere",)),
        ("2022-03-29T10:40/2022-03-29T10:20", ("ends before it starts",)),
    ],
)  # fmt: skip
def test_what_has_two_readings_or_none_is_refused_with_each(text: str, said: tuple[str, ...]) -> None:
    """A local time that comes twice or never is named with both readings, each as it can be written."""
    with pytest.raises(DateError) as caught:
        clear(text, KYIV)
    assert () == tuple(part for part in said if part not in str(caught.value))


@given(st.datetimes().map(lambda m: m.strftime("%Y-%m-%dT%H:%M").zfill(16)), st.sampled_from([KYIV, "Asia/Kolkata"]))
def test_what_is_clear_stands_for_the_same_time(text: str, zone: str) -> None:
    """What is taken stands for what was written, and what is refused names readings that are taken."""
    if _span(text) is None:
        return
    try:
        assert span(text, zone) == span(clear(text, zone), zone)
    except DateError as refused:
        written = [word for word in str(refused).split() if word.startswith(text)]
        assert written == [clear(word, zone) for word in written] != []
