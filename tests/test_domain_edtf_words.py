"""EDTF dates written for people."""

import pytest

from negotiation.domain.dates.words import in_words, its_end, some_time


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "undated"),
        ("2022", "2022"),
        ("2022-03", "Mar 2022"),
        ("2022-03-29", "29 Mar 2022"),
        ("2022-03-09", "9 Mar 2022"),
        ("202X", "202x"),
        ("2022-XX", "some month in 2022"),
        ("2022-03-XX", "some day in Mar 2022"),
        ("2022-03-XX?", "perhaps some day in Mar 2022"),
        ("2022-XX-XX", "some day in 2022"),
        ("202X-XX", "some month in 202x"),
        ("2022-03-XX/2022-04-02", "some day in Mar 2022 to 2 Apr 2022"),
        ("2022-03-29~", "about 29 Mar 2022"),
        ("2022-03?", "perhaps Mar 2022"),
        ("2022%", "perhaps about 2022"),
        ("2022-03-29T10:00", "29 Mar 2022, 10:00"),
        ("2022-03-29T10:00:30Z", "29 Mar 2022, 10:00:30 UTC"),
        ("2022-03-29T10:00+03:00", "29 Mar 2022, 10:00 +03:00"),
        ("2022-03-28/2022-03-30", "28 Mar 2022 to 30 Mar 2022"),
        ("2022-03-29/..", "from 29 Mar 2022"),
        ("../2022-03-29", "until 29 Mar 2022"),
        ("/2006", "from an unknown date to 2006"),
        ("2006/", "from 2006 to an unknown date"),
        ("2022-21", "spring 2022"),
        ("2022-33?", "perhaps first quarter of 2022"),
        ("[2022-03-29,2022-03-30]", "29 Mar 2022 or 30 Mar 2022"),
        ("[..2022-03-29]", "29 Mar 2022 or earlier"),
        ("[2022-03-28..2022-03-30]", "one of 28 Mar 2022 to 30 Mar 2022"),
        ("2022-03-29T24:00", "29 Mar 2022, 24:00"),
        ("2022-XX-05", "2022-XX-05"),
        ("2022-13", "2022-13"),
        ("and/or", "and/or"),
        ("#42", "#42"),
    ],
)
def test_dates_in_words(text: str | None, words: str) -> None:
    """A date is written as people write it; what is no date is left as it is."""
    assert words == in_words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-03", "the end of Mar 2022"),
        ("2022-03-XX", "the end of Mar 2022"),
        ("2022-XX-XX", "the end of 2022"),
        ("2022-03-29T10:00Z", "29 Mar 2022, 10:00 UTC"),
    ],
)
def test_the_end_of_a_date_in_words(text: str, words: str) -> None:
    """A day, a month and a year have an end; a time of day is one."""
    assert words == its_end(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [("2022-03", "some time in Mar 2022"), ("2022-03-XX", "some day in Mar 2022"), ("2022-XX", "some month in 2022")],
)
def test_a_date_that_leaves_open_whether_it_lies_within_a_view(text: str, words: str) -> None:
    """What says already that its day or its month is not known does not say so twice."""
    assert words == some_time(text)
