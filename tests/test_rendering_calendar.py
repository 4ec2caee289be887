"""The calendar file: read back as calendars read it, through corrections, retractions and text that means harm."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from anything import pasts, sensible, well_begun
from commandline import at_work
from effort import examples
from given import entries_of, told
from hypothesis import given
from icalendar import Calendar

from negotiation import TalksLog
from negotiation.domain.errors import MissingExtra
from negotiation.domain.record.history import history
from negotiation.rendering.calendar import calendar
from negotiation.rendering.safe import for_terminal

HARM = (
    'a\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil\r\nSUMMARY:evil\x1b[31m\x00\u202egnirts; one, two\\n\u2028"'
    f"{'x' * 300}{'й' * 300}"
)


def events(text: str) -> dict[str, Any]:
    """Return the objects of a calendar file by UID, as the library reads them."""
    read = Calendar.from_ical(text)
    assert [] == [error for event in read.walk("VEVENT") for error in event.errors]
    found = {str(event["uid"]): event for event in read.walk("VEVENT")}
    assert len(found) == len(read.walk("VEVENT")), "each object has a UID of its own"
    return found


def seen(journal: TalksLog, **clocks: str) -> dict[str, Any]:
    """Return the objects of the calendar of talks at some clocks."""
    return events(journal.as_of(**clocks).calendar())


def one(journal: TalksLog, name: str, **clocks: str) -> Any:
    """Return one object of the calendar of talks."""
    return seen(journal, **clocks)[f"peace.{name}@negotiation-log"]


def when(event: Any) -> tuple[Any, Any]:
    """Return when an object begins and ends."""
    return event["dtstart"].dt, event["dtend"].dt


def test_talks_without_rounds_have_an_empty_calendar(journal: TalksLog) -> None:
    """The file says what it is, and whose, and has no objects."""
    text = journal.as_of().calendar()
    assert {} == events(text)
    found = Calendar.from_ical(text)
    assert ("2.0", "PUBLISH", "Peace talks") == (found["version"], found["method"], str(found["x-wr-calname"]))
    assert text.endswith("END:VCALENDAR\r\n")


def test_a_round_in_the_calendar(journal: TalksLog) -> None:
    """A round is an object with its label, place, people, outcome, and the entries that it rests on.

    - kind: round-opened
      on: 2022-03-29T10:00+03:00
      round: first
      label: fifth round
      venue: Dolmabahçe
      host: TUR
      format: direct
      delegations: [UKR=Arakhamia, RUS]
    - {kind: round-closed, on: 2022-03-29, round: first, duration: PT3H30M, outputs: [a paper, "a date; and more"]}
    """
    found = one(journal, "round.first")
    assert ("Round first (fifth round)", "Dolmabahçe, host TUR", "CONFIRMED", "PUBLIC") == (
        str(found["summary"]), str(found["location"]), found["status"], found["class"]
    )  # fmt: skip
    assert (datetime(2022, 3, 29, 7, tzinfo=UTC), datetime(2022, 3, 29, 10, 30, tzinfo=UTC)) == when(found)
    assert [
        "state: concluded",
        "delegations: UKR (Arakhamia) and RUS",
        "format: direct",
        "a paper",
        "a date; and more",
        "date: 29 Mar 2022, 10:00 +03:00",
    ] == str(found["description"]).splitlines()[:6]
    assert "#5 round first (fifth round) opened" in str(found["description"])
    assert "transp" not in found
    assert ["round"] == list(found["categories"].cats)


def hour(hour: int, minute: int = 0) -> datetime:
    """Return an instant of 29 March 2022, in UTC."""
    return datetime(2022, 3, 29, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("planned", "start", "end", "status"),
    [
        ("2022-03-29", date(2022, 3, 29), date(2022, 3, 30), "CONFIRMED"),
        ("2022-03-29T10:00", hour(7), hour(7, 1), "CONFIRMED"),
        ("2022-03-29T10:00Z", hour(10), hour(10, 1), "CONFIRMED"),
        ("2022-03-29~", date(2022, 3, 29), date(2022, 3, 30), "TENTATIVE"),
        ("2022-03-29?", date(2022, 3, 29), date(2022, 3, 30), "TENTATIVE"),
        ("2022-03-28/2022-03-30", date(2022, 3, 28), date(2022, 3, 31), "TENTATIVE"),
        ("2022-03", date(2022, 3, 1), date(2022, 4, 1), "TENTATIVE"),
        ("2022", date(2022, 1, 1), date(2023, 1, 1), "TENTATIVE"),
        ("2022-03-XX", date(2022, 3, 1), date(2022, 4, 1), "TENTATIVE"),
    ],
)  # fmt: skip
def test_days_and_hours(journal: TalksLog, planned: str, start: date, end: date, status: str) -> None:
    """A day is a whole day in the zone of the talks, an hour an instant; a date that is not certain is tentative.

    - {kind: talks-opened, title: Peace talks, timezone: Europe/Istanbul}
    """
    journal.act_on_round("first", "scheduled", {"planned": planned}, on="2022-03-01")
    found = one(journal, "round.first")
    assert (start, end, status) == (*when(found), found["status"])


@pytest.mark.parametrize("planned", ["2022-03-29/..", "../2022-03-29", "9999-12-31", "9999", "0001-01-01"])
def test_a_date_that_no_calendar_can_hold_is_left_out(journal: TalksLog, planned: str) -> None:
    """What has no beginning or no end, or lies at an end of the calendar, is no appointment, and breaks nothing.

    - {kind: talks-opened, title: Peace talks, timezone: Europe/Istanbul}
    - {kind: party-joined, party: UKR, roles: negotiating}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: pledge-made, on: 2022-03-01, pledge: leave, by: UKR, text: T}
    """
    (scheduled,) = journal.act_on_round("first", "scheduled", {"planned": planned}, on="2022-03-01")
    journal.clarify("leave", by="UKR", due=planned, on="2022-03-01")
    journal.defer("treaty", until=planned, on="2022-03-02")
    assert {} == seen(journal)
    journal.retract(f"#{scheduled.number}", reason="a mistake")
    assert {} == seen(journal)


def test_a_round_that_is_moved_keeps_its_uid(journal: TalksLog) -> None:
    """Moved, corrected, opened and cancelled: one object, whose SEQUENCE grows with each, and whose last word holds.

    - {id: set, kind: round-scheduled, on: 2022-03-01, round: first, planned: 2022-03-10}
    """
    was = [int(one(journal, "round.first")["sequence"])]
    journal.act_on_round("first", "scheduled", {"planned": "2022-03-12"}, on="2022-03-02")
    assert date(2022, 3, 12) == when(one(journal, "round.first"))[0]
    was.append(int(one(journal, "round.first")["sequence"]))
    journal.correct("#6", {"planned": "2022-03-13"}, reason="misheard")
    assert date(2022, 3, 13) == when(one(journal, "round.first"))[0]
    was.append(int(one(journal, "round.first")["sequence"]))
    journal.act_on_round("first", "scheduled", {"planned": "2022-03-09"}, on="2022-03-01")  # late, of the same day
    was.append(int(one(journal, "round.first")["sequence"]))
    journal.act_on_round("first", "cancelled", {"reason": "no agenda"}, on="2022-03-08")
    found = one(journal, "round.first")
    was.append(int(found["sequence"]))
    assert ("CANCELLED", date(2022, 3, 13)) == (found["status"], when(found)[0])
    assert [0, 1, 2, 3, 4] == was


def test_a_round_that_is_put_off_without_a_date_is_not_held_on_its_old_one(journal: TalksLog) -> None:
    """Set anew without a date, a round is cancelled on the day that it had, and comes back with a new one.

    - {kind: round-scheduled, on: 2022-03-01, round: first, planned: 2022-03-10}
    - {kind: round-scheduled, on: 2022-03-02, round: first}
    """
    assert "CANCELLED" == one(journal, "round.first")["status"]
    journal.act_on_round("first", "scheduled", {"planned": "2022-03-20"}, on="2022-03-03")
    assert ("CONFIRMED", date(2022, 3, 20)) == ((found := one(journal, "round.first"))["status"], when(found)[0])


def test_a_round_that_was_taken_back_stays_as_cancelled(journal: TalksLog) -> None:
    """A calendar that holds a round already drops it: the object is there as cancelled, on its day, by the same UID.

    - {id: set, kind: round-scheduled, on: 2022-03-01, round: first, planned: 2022-03-10}
    - {kind: entry-retracted, entry: set, reason: another talks}
    """
    found = one(journal, "round.first")
    assert ("CANCELLED", "Round first (taken back)", 1) == (
        found["status"], str(found["summary"]), int(found["sequence"])
    )  # fmt: skip
    assert (date(2022, 3, 10), date(2022, 3, 11)) == when(found)
    assert "CONFIRMED" == one(journal, "round.first", recorded="#5")["status"]
    assert {} == seen(journal, at="2022-02")
    journal.act_on_round("first", "scheduled", {"planned": "2022-03-15"}, on="2022-03-02")
    assert ("CONFIRMED", 2) == ((again := one(journal, "round.first"))["status"], int(again["sequence"]))


def test_a_round_without_any_date_has_no_place_in_it(journal: TalksLog) -> None:
    """Nobody knows where to put a round that was set for no date; taken back, there is nothing to cancel.

    - {id: opening, kind: round-scheduled, on: 2022-03-01, round: first}
    """
    assert {} == seen(journal)
    journal.retract("opening", reason="a mistake")
    assert {} == seen(journal)


def test_the_day_on_which_a_round_goes_on(journal: TalksLog) -> None:
    """A round that is adjourned has a second, tentative object, which is cancelled once the round goes on.

    - {kind: round-opened, on: 2022-03-01, round: first}
    - {id: off, kind: round-adjourned, on: 2022-03-02, round: first, until: 2022-03-05}
    """
    found = one(journal, "round.first.until")
    assert ("Round first goes on", "CONFIRMED", date(2022, 3, 5)) == (
        str(found["summary"]), found["status"], when(found)[0]
    )  # fmt: skip
    journal.act_on_round("first", "resumed", {}, on="2022-03-04")
    found = one(journal, "round.first.until")
    assert ("Round first goes on (no longer)", "CANCELLED", 2) == (
        str(found["summary"]), found["status"], int(found["sequence"])
    )  # fmt: skip


def test_the_deadlines(journal: TalksLog) -> None:
    """Silence, pledges and deferrals are in the calendar, and keep nobody busy.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {id: quiet, kind: silence-opened, on: 2022-03-02, proposal: treaty, version: 1, deadline: "2022-03-10T12:00Z"}
    - {id: later, kind: proposal-deferred, on: 2022-03-02, proposal: plan, until: 2022-05}
    - {kind: pledge-made, on: 2022-03-02, pledge: leave, by: RUS, text: We shall leave}
    - {kind: pledge-clarified, on: 2022-03-02, pledge: leave, by: OSCE, due: 2022-04-10}
    """
    found = seen(journal)
    assert {
        "peace.silence.quiet@negotiation-log": ("Silence on treaty ends", "CONFIRMED", "silence"),
        "peace.deferred.later@negotiation-log": ("plan comes back", "TENTATIVE", "deadline"),
        "peace.pledge.leave.due@negotiation-log": ("Pledge leave of RUS is due", "CONFIRMED", "pledge"),
    } == {uid: (str(e["summary"]), e["status"], e["categories"].cats[0]) for uid, e in found.items()}
    assert {"TRANSPARENT"} == {event["transp"] for event in found.values()}
    assert datetime(2022, 3, 10, 12, tzinfo=UTC) == when(one(journal, "silence.quiet"))[0]
    assert date(2022, 4, 10) == when(one(journal, "pledge.leave.due"))[0]
    assert "We shall leave" in str(one(journal, "pledge.leave.due")["description"])


def test_a_deadline_that_is_off_is_cancelled(journal: TalksLog) -> None:
    """Broken silence, a deferral that is over and a pledge that is withdrawn, re-dated or taken back: none is kept.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {kind: proposal-tabled, on: 2022-03-01, proposal: plan, by: UKR}
    - {id: quiet, kind: silence-opened, on: 2022-03-02, proposal: treaty, version: 1, deadline: 2022-03-10}
    - {kind: silence-broken, on: 2022-03-03, proposal: treaty, by: RUS}
    - {id: later, kind: proposal-deferred, on: 2022-03-02, proposal: plan, until: 2022-05}
    - {kind: proposal-reopened, on: 2022-03-04, proposal: plan}
    - {kind: pledge-made, on: 2022-03-02, pledge: leave, by: RUS, text: T}
    - {kind: pledge-clarified, on: 2022-03-02, pledge: leave, by: OSCE, due: 2022-04-10}
    - {kind: pledge-withdrawn, on: 2022-03-03, pledge: leave, by: RUS}
    - {kind: pledge-made, on: 2022-03-02, pledge: stop, by: RUS, text: T}
    - {id: measure, kind: pledge-clarified, on: 2022-03-02, pledge: stop, by: OSCE, due: 2022-04-10}
    - {kind: entry-retracted, entry: measure, reason: a mistake}
    """
    found = seen(journal)
    names = {"silence.quiet": "silence", "deferred.later": "deadline", "pledge.leave.due": "pledge",
             "pledge.stop.due": "pledge"}  # fmt: skip
    assert {f"peace.{name}@negotiation-log": ("CANCELLED", category) for name, category in names.items()} == {
        uid: (event["status"], event["categories"].cats[0]) for uid, event in found.items()
    }
    assert {"TRANSPARENT"} == {event["transp"] for event in found.values()}
    assert "broken by RUS" in str(one(journal, "silence.quiet")["description"])


def test_a_silence_that_a_collapse_ended_is_cancelled_as_a_revision(journal: TalksLog) -> None:
    """The collapse stands in another stream, and yet makes a later revision of the object; so does its retraction.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {id: quiet, kind: silence-opened, on: 2022-03-02, proposal: treaty, version: 1, deadline: 2022-03-10}
    """
    seen = []

    def look() -> None:
        found = one(journal, "silence.quiet")
        seen.append((str(found["status"]), int(found["sequence"]), "collapse" in str(found["description"])))

    look()
    journal.record(told("talks-collapsed").event, on="2022-03-05", id="end")
    look()
    journal.retract("end", reason="a rumour")
    look()
    assert [("CONFIRMED", 1, False), ("CANCELLED", 2, True), ("CONFIRMED", 3, False)] == seen


def test_a_second_silence_procedure_has_an_object_of_its_own(journal: TalksLog) -> None:
    """Opened again on a new version, silence has a new object, and the first one is cancelled.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    - {id: one, kind: silence-opened, on: 2022-03-02, proposal: treaty, version: 1, deadline: 2022-03-10}
    - {kind: proposal-revised, on: 2022-03-03, proposal: treaty, by: UKR, summary: anew}
    - {id: two, kind: silence-opened, on: 2022-03-04, proposal: treaty, version: 2, deadline: 2022-03-12}
    """
    assert ("CANCELLED", "CONFIRMED") == (
        one(journal, "silence.one")["status"], one(journal, "silence.two")["status"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("marking", "shown"), [("public", "PUBLIC"), ("restricted", "PRIVATE"), ("confidential", "CONFIDENTIAL")]
)
def test_the_class_is_that_of_the_narrowest_marking(journal: TalksLog, marking: str, shown: str) -> None:
    """An object is as confidential as what it tells: its entries, what corrects them, and what disputes them.

    - {id: a, kind: round-opened, on: 2022-03-01, round: marked}
    - {id: b, kind: round-opened, on: 2022-03-01, round: closed}
    - {id: c, kind: round-opened, on: 2022-03-01, round: disputed}
    - {id: d, kind: round-opened, on: 2022-03-01, round: corrected}
    - {id: e, kind: round-opened, on: 2022-03-01, round: gone}
    - {kind: round-opened, on: 2022-03-01, round: plain}
    """
    journal.re_mark("a", marking, reason="as agreed")
    journal.act_on_round("closed", "closed", {}, on="2022-03-01", marking=marking)
    journal.dispute("c", by="RUS", reason="not so", account={"label": "a secret"}, marking=marking)
    journal.correct("d", {"label": "a secret"}, reason="misheard", marking=marking)
    journal.re_mark("e", marking, reason="as agreed")
    journal.retract("e", reason="a mistake")
    names = ("marked", "closed", "disputed", "corrected", "gone")
    assert dict.fromkeys(names, shown) == {name: one(journal, f"round.{name}")["class"] for name in names}
    assert "PUBLIC" == one(journal, "round.plain")["class"]


def test_what_is_contested_is_said_to_be(journal: TalksLog) -> None:
    """The description holds who contests an entry, and what they say instead.

    - {id: opening, kind: round-opened, on: 2022-03-29, round: first, label: fifth round}
    """
    journal.dispute("opening", by="RUA", reason="they count otherwise", account={"label": "fourth round"})
    assert "contested by RUA (label fourth round)" in str(one(journal, "round.first")["description"])


def test_the_stamp_is_that_of_the_record(journal: TalksLog) -> None:
    """When an object was last revised is when its last entry was recorded, so that the file is the same each time.

    - {kind: round-opened, on: 2022-03-29, round: first}
    """
    found = one(journal, "round.first")
    last = journal.entries()[-1].recorded.replace(microsecond=0)
    assert (last, last) == (found["dtstamp"].dt, found["last-modified"].dt)
    assert journal.as_of().calendar() == journal.as_of().calendar()


def test_text_that_means_harm_stays_text(journal: TalksLog) -> None:
    """No text can end an object, begin one, or reach the reader's terminal: there is one object, and its text is whole.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    fields = {"label": HARM[:400], "venue": HARM[:400], "delegations": [{"party": "UKR", "head": HARM[:400]}]}
    journal.act_on_round("first", "opened", fields, on="2022-03-29", says=HARM[:400])
    journal.act_on_round("first", "closed", {"outputs": [HARM * 30]}, on="2022-03-29")
    journal.pledge("leave", by="UKR", text=HARM, due="2022-04-10", on="2022-03-29")
    journal.dispute("#6", by=HARM[:400], reason=HARM, account={"label": HARM[:300]})
    text = journal.as_of().calendar()
    found = events(text)
    assert {"peace.round.first@negotiation-log", "peace.pledge.leave.due@negotiation-log"} == set(found)
    assert not {"\x1b", "\x00", "\u202e", "\u2028"} & set(text)
    assert text.count("\r\n") == text.count("\n") == text.count("\r")
    assert 75 >= max(len(line.encode()) for line in text.split("\r\n"))
    assert [2, 2] == [
        sum(line.startswith(word) for line in text.split("\r\n")) for word in ("BEGIN:VEVENT", "END:VEVENT")
    ]
    assert (
        for_terminal(HARM)
        == str(found["peace.pledge.leave.due@negotiation-log"]["description"])[: len(for_terminal(HARM))]
    )


def test_a_title_that_means_harm_stays_a_title(journal: TalksLog) -> None:
    """The name of the calendar is text too.

    - {kind: talks-opened, title: Peace}
    """
    journal.correct("#1", {"title": "Peace\nX-EVIL:1\nBEGIN:VEVENT; one, two"}, reason="misheard")
    text = journal.as_of().calendar()
    assert {} == events(text)
    assert "X-EVIL" not in Calendar.from_ical(text)


@examples(0.6)
@given(past=pasts)
def test_the_sequence_never_falls_and_no_object_is_lost(past: list[Any]) -> None:
    """While more is recorded, whatever it is, no object goes back to an older revision, and none just vanishes.

    Only an object whose date is left open at one end has no place in the calendar any more.
    """
    begun = (
        *well_begun(),
        told("round-scheduled", "2022-03-01", round="first", planned="2022-03-10"),
        told("pledge-made", "2022-03-01", pledge="withdraw", by="RUS", text="to withdraw"),
        told("pledge-clarified", "2022-03-01", pledge="withdraw", by="RUS", due="2022-03-20"),
    )
    entries = entries_of(sensible((*begun, *past)))
    bounded = ".." not in repr(past)
    held: dict[str, int] = {}
    for number in range(len(begun), len(entries) + 1):
        text = calendar(history(entries[:number]), entries[:number])
        assert text == calendar(history(entries[:number]), entries[:number])
        now = {uid: int(event["sequence"]) for uid, event in events(text).items()}
        assert {uid: max(held.get(uid, 0), sequence) for uid, sequence in now.items()} == now
        assert not bounded or set(held) <= set(now)
        held |= now


def test_the_library_is_an_option(journal: TalksLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the error names it, and the extra with which it comes."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtra) as raised:
        journal.as_of().calendar()
    assert "writing iCalendar files takes the library icalendar, which is not installed" == str(raised.value)
    hint = "install it with: pip install icalendar (it comes with the extra 'calendar' of negotiation-log)"
    assert hint == raised.value.hint


def test_the_command_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the command fails with that sentence, and writes nothing."""
    desk = at_work(tmp_path)
    monkeypatch.setitem(sys.modules, "icalendar", None)
    said = desk.fails(1, "calendar", "--output", "talks.ics")
    assert "(it comes with the extra 'calendar' of negotiation-log)\n" in said
    assert not (tmp_path / "talks.ics").exists()


def test_the_command_writes_to_standard_output_or_to_a_file(tmp_path: Path) -> None:
    """The file is what standard output gets, byte for byte, line ends too; every clock is taken."""
    desk = at_work(tmp_path)
    desk.done("round", "first", "scheduled", "--planned", "2022-04-10", "--on", "2022-04-01")
    shown = desk.done("calendar")
    assert ["istanbul-2022.round.first@negotiation-log"] == list(events(shown))
    ran = desk("calendar", "--output", "talks.ics")
    assert (0, "", "wrote talks.ics\n") == (ran.status, ran.out, ran.err)
    assert shown.encode() == (tmp_path / "talks.ics").read_bytes()
    assert shown == desk.done("calendar", "-o", "-")
    for clock in ("--at", "--known", "--recorded"):
        assert {} == events(desk.done("calendar", clock, "1900"))


@pytest.mark.parametrize("days", [1, 400])
def test_a_long_round_ends_on_its_last_day(journal: TalksLog, days: int) -> None:
    """The end of an object is the day after its last one.

    - {kind: talks-opened, title: Peace talks, timezone: America/New_York}
    """
    first = date(2022, 3, 1)
    planned = f"{first}/{first + timedelta(days=days - 1)}"
    journal.act_on_round("first", "scheduled", {"planned": planned}, on="2022-02-01")
    assert (first, first + timedelta(days=days)) == when(one(journal, "round.first"))
