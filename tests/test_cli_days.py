"""Dates on the command line: days named from the present one, and dates as people write them, wherever one is taken."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from commandline import Desk, at_work

from negotiation import clock


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the log of the session."""
    return at_work(tmp_path)


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be one and the same day all through a test, though midnight comes."""
    present = clock.utc_now()
    monkeypatch.setattr(clock, "utc_now", lambda: present)


def _days(zone: str = "UTC") -> tuple[str, str]:
    now = clock.utc_now().astimezone(ZoneInfo(zone)).date()
    return now.isoformat(), (now - timedelta(days=1)).isoformat()


def test_today_is_the_day_where_the_talks_are_held(tmp_path: Path) -> None:
    """Today and yesterday are those of the time zone of the talks, on the far side of the date line too."""
    bare_desk = Desk(tmp_path)
    bare_desk.done("init")
    bare_desk.done("open", "isles", "Isles", "--timezone", "Pacific/Kiritimati", "--on", "today")
    bare_desk.done("say", "A", "x", "--on", "yesterday")
    today, yesterday = _days("Pacific/Kiritimati")
    said = bare_desk.done("log", "--at", "any", "--format", "csv").splitlines()[1:]
    assert [yesterday, today] == [line.split(",")[1] for line in said]


@pytest.mark.parametrize(
    "write",
    [
        ("record", "statement-recorded", "speaker=A", "text=today", "on=yesterday"),
        ("correct", "8", "--set", "on=yesterday", "--reason", "a slip"),
    ],
)
def test_days_are_read_in_fields_that_hold_dates_and_in_no_others(desk: Desk, write: tuple[str, ...]) -> None:
    """FIELD=VALUE takes the words for a day where the field holds a date; a text stays a text."""
    desk.done(*write)
    line = desk.done("log", "--last", "1", "--at", "any", "--format", "csv").splitlines()[-1]
    assert _days()[1] in line or "8" in line
    assert _days()[1] in desk.done("export")
    assert "today" in line or write[0] == "correct"


def test_a_day_is_read_in_questions_too(desk: Desk) -> None:
    """What had happened by yesterday can be asked for, and what changed since then."""
    desk.done("say", "A", "x", "--on", "today")
    assert "A:" not in desk.done("log", "--at", "yesterday")
    assert "“x”" in desk.done("diff", "yesterday", "today")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2022-03-29 10:00", "29 Mar 2022, 10:00"),
        ("29 March 2022", "29 Mar 2022"),
        ("[2022-03-29,2022-03-30]", "29 Mar 2022 or 30 Mar 2022"),
        ("2022-21", "spring 2022"),
        ("2022-03-29T24:00", "29 Mar 2022, 24:00"),
        ("/2006", "from an unknown date to 2006"),
    ],
)
def test_dates_as_people_write_them_are_taken(desk: Desk, text: str, shown: str) -> None:
    """A date in each of its forms is recorded, and shown in words that can be written for it."""
    assert f"#9  {shown}  A: “x”" in desk.done("say", "A", "x", "--on", text)
    assert f"#10  {shown}  A: “y”" in desk.done("say", "A", "y", "--on", shown)
    assert "#9" in desk.done("log", "--at", text)


def test_a_time_that_comes_twice_is_refused_wherever_it_is_written(desk: Desk) -> None:
    """When the clocks of the talks are turned back, an option, a journal and a question say which hour they mean."""
    desk.done("correct", "1", "--set", "timezone=Europe/Kyiv", "--reason", "there")
    twice = "comes twice in Europe/Kyiv, where the clocks were turned back: write 2022-10-30T03:30+03:00"
    (desk.folder / "j.yaml").write_text(
        "- {kind: statement-recorded, speaker: A, text: x, on: 2022-10-30T03:30}\n", encoding="utf-8"
    )
    assert twice in desk.fails(2, "say", "A", "x", "--on", "2022-10-30 03:30")
    assert f"j.yaml:1: on: '2022-10-30T03:30' {twice}" in desk.fails(1, "record", "j.yaml")
    assert f"--at: '2022-10-30T03:30' {twice}" in desk.fails(2, "status", "--at", "2022-10-30T03:30")
    assert "due: '2022-10-30T03:30' comes twice" in desk.fails(
        2, "pledge", "leave", "--text", "We leave", "--by", "RUS", "--due", "2022-10-30T03:30", "--on", "2022-03-30"
    )
    assert "#10" in desk.done("say", "A", "x", "--on", "2022-10-30T03:40/2022-10-30T03:20")


def test_a_file_names_the_day_itself(desk: Desk) -> None:
    """A journal stays, so that it says on which day: today would be another one tomorrow."""
    (desk.folder / "j.yaml").write_text(
        "- {kind: statement-recorded, speaker: A, text: x, on: today}\n", encoding="utf-8"
    )
    assert "j.yaml:1: on: 'today' is another day tomorrow: write the day itself" in desk.fails(1, "record", "j.yaml")
