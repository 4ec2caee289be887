"""A clock that is ahead: when it is doubted, and what becomes of entries that were recorded while it was."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from negotiation import NegotiationLog, TalksLog
from negotiation.clock import DAY, Witnesses, doubted, utc_now, witnesses
from negotiation.domain.errors import ClockAhead, FarAhead
from negotiation.exchange.journal import parse

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("last", "seen", "why"),
    [
        (NOW - WEEK, Witnesses(files=NOW), None),
        (NOW - 40 * WEEK, Witnesses(system=NOW, hardware=NOW, files=NOW - DAY), None),
        (NOW - WEEK, Witnesses(), None),
        (None, Witnesses(system=NOW, files=NOW), None),
        (NOW - DAY, Witnesses(system=NOW - WEEK), None),
        (NOW + WEEK, Witnesses(), None),
        (NOW - 200 * WEEK, Witnesses(files=NOW, log=NOW), None),
        (NOW - WEEK, Witnesses(hardware=datetime(2000, 1, 1, tzinfo=UTC), files=NOW), None),
        (NOW - WEEK, Witnesses(system=NOW - WEEK, files=NOW), "the system's own clock says 25 May 2026"),
        (None, Witnesses(system=NOW - WEEK, files=NOW), "the system's own clock says 25 May 2026"),
        (NOW - WEEK, Witnesses(system=NOW, hardware=NOW - 2 * DAY, files=NOW), "the hardware clock says 30 May 2026"),
        (None, Witnesses(hardware=NOW - WEEK, log=NOW - WEEK), "the hardware clock says 25 May 2026"),
        (NOW - WEEK, Witnesses(files=NOW - 6 * DAY), "nothing was written on this machine since 26 May 2026"),
        (NOW - 53 * WEEK, Witnesses(files=NOW), "the last entry was recorded on 26 May 2025, more than a year before"),
    ],
)
def test_the_clock_is_doubted_where_something_stands_against_it(
    last: datetime | None, seen: Witnesses, why: str | None
) -> None:
    """A quiet week, a machine without witnesses and a dead battery are no reason to doubt; a rival clock is."""
    assert why == doubted(NOW, last, seen)


def test_the_clock_of_this_machine_is_believed(tmp_path: Path) -> None:
    """After a quiet week the first write on a machine in use asks for nothing."""
    with NegotiationLog.create(str(tmp_path / "talks.db")):
        pass
    now = utc_now()
    assert doubted(now, now - WEEK, witnesses(str(tmp_path / "talks.db"))) is None


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the moment that it is set to."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock."""
    return Clock()


@pytest.fixture
def talks(tmp_path: Path, clock: Clock) -> TalksLog:
    """Return talks in a log with that clock, which is doubted when it stands a day after the last entry."""
    path = str(tmp_path / "talks.db")
    NegotiationLog.create(path).close()
    log = NegotiationLog.open(path, recorder="ana", clock=clock, doubt=_week)
    return log.open_talks("x", "X")


def _week(now: datetime, last: datetime | None) -> str | None:
    return "it is a week ahead" if last and now - last >= WEEK else None


def test_a_doubted_clock_records_nothing_unless_it_is_meant(talks: TalksLog, clock: Clock) -> None:
    """While the clock is doubted every write is refused, as is a journal; `ahead` believes it."""
    clock.now = NOW + WEEK
    writes: tuple[Callable[[], object], ...] = (
        lambda: talks.say("Z", "hello"),
        lambda: talks.record_items(parse("- {kind: issue-added, issue: a, title: A}", "j.yaml")),
    )
    for write in writes:
        with pytest.raises(ClockAhead, match="this machine's clock says 2026-06-08 12:00 UTC, but it is a week ahead"):
            write()
    assert talks.last_number() == 1
    (entry,) = talks.say("Z", "hello", ahead=True)
    assert clock.now == entry.recorded


def test_what_happens_is_dated_by_the_clock_and_not_by_the_entry_before(talks: TalksLog, clock: Clock) -> None:
    """After a write while the clock was ahead, entries are recorded at its time, and happened now; and it is said."""
    clock.now = NOW + WEEK
    talks.say("Z", "ahead", ahead=True)
    clock.now = NOW + DAY
    (entry,) = talks.say("Z", "now")
    assert (NOW + WEEK, "2026-06-02T12:00Z") == (entry.recorded, entry.envelope.occurred)
    journal = parse("- {kind: issue-added, issue: a, title: A}", "j.yaml")
    (framing,) = talks.record_items(journal).entries
    assert NOW + WEEK == framing.recorded
    assert talks.warnings([entry]) == [
        "#3 was recorded at 2026-06-08 12:00 UTC, and this machine's clock says 2026-06-02 12:00 UTC"
    ]
    clock.now = NOW + 2 * WEEK
    assert talks.warnings([entry]) == []


def test_a_retry_is_dated_as_the_first_try(talks: TalksLog, clock: Clock) -> None:
    """The same call with the same id is recorded once, also where the entry before it lies ahead of the clock."""
    clock.now = NOW + WEEK
    talks.say("Z", "ahead", ahead=True)
    clock.now = NOW
    (first,) = talks.say("Z", "now", id="mine")
    clock.now = NOW + timedelta(minutes=3)
    (again,) = talks.say("Z", "now", id="mine")
    assert first == again
    assert talks.last_number() == 3


@pytest.mark.parametrize("on", ["2220-03-29", "2220", "2028-06~", "2220-03-29T10:00+03:00", "2220-01/2220-03"])
def test_a_date_far_ahead_is_asked_about(talks: TalksLog, on: str) -> None:
    """A date more than a year ahead is refused unless it is meant, wherever an entry is dated."""
    talks.say("Z", "hello", on="2026-05")
    writes: tuple[Callable[[], object], ...] = (
        lambda: talks.say("Z", "then", on=on),
        lambda: talks.say("Z", "then", on="2026", learned=on),
        lambda: talks.correct("2", {"on": on}, reason="misread"),
        lambda: talks.record_items(parse(f"- {{kind: statement-recorded, speaker: Z, text: x, on: '{on}'}}", "j.yaml")),
        lambda: talks.record_items(parse(f"- {{kind: entry-corrected, entry: 2, reason: x, set: {{on: '{on}'}}}}", "")),
    )
    for write in writes:
        with pytest.raises(FarAhead, match="is more than a year ahead"):
            write()
    assert talks.last_number() == 2
    talks.say("Z", "then", on=on, ahead=True)
    said = f"kind: statement-recorded, speaker: Z, text: x, on: '{on}'"
    talks.record_items(parse(f"- {{{said}, ahead: yes}}", "j.yaml"))
    talks.record_items(parse(f"- {{{said}, id: b}}", "j.yaml"), ahead=True)
    assert 1 == len(talks.record_items(parse(f"- {{{said}, id: b}}", "j.yaml")).known)  # which is there already
    talks.say("Z", "at last", on=on, ahead=True, id="c")
    talks.say("Z", "at last", on=on, id="c")
    assert talks.last_number() == 6


def test_deadlines_and_the_near_future_are_left_alone(talks: TalksLog) -> None:
    """What is planned, due or silent until a date may lie far ahead, and what happens within a year too."""
    talks.party("A", "B", roles="negotiating")
    talks.pledge("p", by="A", text="never again", due="2099", on="2026-05")
    talks.act_on_round("r", "scheduled", {"planned": "2090"}, on="2026-05")
    talks.act_on_talks("suspended", on="2027-05")


def test_an_export_of_what_lies_ahead_is_imported_unchanged(talks: TalksLog, clock: Clock, tmp_path: Path) -> None:
    """Entries recorded while the clock was ahead, or dated far ahead, keep their times, in a journal too."""
    clock.now = NOW + 100 * WEEK
    talks.say("Z", "ahead", ahead=True)
    clock.now = NOW
    talks.say("Z", "dated", on="2220", ahead=True)
    lines = "".join(f"{line}\n" for line in NegotiationLog(talks.log.store).export())
    (tmp_path / "e.jsonl").write_text(lines, encoding="utf-8")
    from negotiation.exchange.journal import exported

    journal = exported("x", talks.entries())
    with NegotiationLog.create(str(tmp_path / "b.db")) as other:
        other.import_file(str(tmp_path / "e.jsonl"))
        assert "ahead: 'yes'" in journal
        assert lines == "".join(f"{line}\n" for line in other.export())
    NegotiationLog.create(str(tmp_path / "c.db")).close()
    with NegotiationLog.open(str(tmp_path / "c.db"), clock=clock) as third:
        again = third.begin("x")
        with pytest.raises(FarAhead, match="2028-05-01T12:00Z"):  # by this clock
            again.record_items(parse(journal, "j.yaml"))
        again.record_items(parse(journal, "j.yaml"), ahead=True)
        assert [entry.envelope.occurred for entry in talks.entries()] == [e.envelope.occurred for e in again.entries()]
