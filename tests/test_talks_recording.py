"""Recording in one talks: one call is one batch, dated, all or none, and recorded once."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from given import tabled, told

from negotiation import NegotiationLog, TalksLog
from negotiation.domain.errors import IdReused, InvalidInput, Refused
from negotiation.talks import NewEntry


def test_one_call_is_one_batch(journal: TalksLog) -> None:
    """What one call records has one batch, one moment of recording and numbers in one run.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    entries = journal.respond("treaty", by=["UKR", "RUS"], stance="supports", on="2022-03-02")
    assert [6, 7] == [entry.number for entry in entries]
    assert 1 == len({(entry.envelope.batch, entry.recorded) for entry in entries})
    assert journal.entries()[-2:] == list(entries)


def test_a_batch_is_recorded_whole_or_not_at_all(journal: TalksLog) -> None:
    """One refused event takes the batch with it.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    before = journal.entries()
    with pytest.raises(Refused):
        journal.respond("treaty", by=["RUS", "BLR"], stance="supports", on="2022-03-02")
    assert before == journal.entries()


def test_what_is_said_of_an_entry_is_kept(journal: TalksLog) -> None:
    """Every detail of a write is in its envelope.

    - {kind: source-registered, source: wire, publisher: Agencies}
    """
    (entry,) = journal.say(
        "Fomin", "We will reduce.", on="2022-03-29~", learned="2022-03-30", says="Agencies",
        sources=["wire@page 1"], grade="B2", note="N", marking="restricted", id="mine",
    )  # fmt: skip
    claim = entry.envelope
    assert ("2022-03-29~", "2022-03-30", "Agencies") == (claim.occurred, claim.learned, claim.asserted_by)
    assert ([("wire", "page 1")], "B2", "N") == (
        [(c.source, c.locator) for c in claim.sources],
        claim.grade,
        claim.note,
    )
    assert ("restricted", "mine", "ana", None) == (claim.marking, entry.id, claim.recorder, claim.override)


@pytest.mark.parametrize(
    ("field", "value"), [("on", "03/04/2026"), ("grade", "Z9"), ("marking", "secret"), ("id", "no id")]
)
def test_a_detail_that_does_not_fit_is_refused_and_named(journal: TalksLog, field: str, value: str) -> None:
    """A bad detail records nothing."""
    before = journal.entries()
    with pytest.raises(InvalidInput) as caught:
        journal.say("S", "T", **{"on": "2022-03-01", field: value})  # type: ignore[arg-type]  # the point
    assert [field] == [problem.field for problem in caught.value.problems]
    assert before == journal.entries()


def test_what_happens_now_is_dated_to_the_minute_where_the_talks_are(log: NegotiationLog) -> None:
    """Without a date a happening is dated now, in the zone of the talks; the frame stays undated."""
    log.clock = lambda: datetime(2022, 3, 29, 20, 30, 15, tzinfo=UTC)
    talks = log.open_talks("here", "Talks", timezone="Europe/Istanbul")
    talks.party("UKR", roles=["negotiating"])
    talks.say("S", "T")
    assert [None, None, "2022-03-29T23:30+03:00"] == [entry.envelope.occurred for entry in talks.entries()]
    utc = log.open_talks("there", "Talks")
    utc.say("S", "T")
    assert "2022-03-29T20:30Z" == utc.entries()[-1].envelope.occurred


def test_a_corrected_zone_dates_what_happens_from_then_on(log: NegotiationLog) -> None:
    """After a correction of the zone, new happenings are dated in the zone as corrected."""
    log.clock = lambda: datetime(2022, 3, 29, 20, 30, tzinfo=UTC)
    talks = log.open_talks("here", "Talks")
    talks.correct("#1", {"timezone": "Europe/Istanbul"}, reason="the talks are in Istanbul")
    talks.say("S", "T")
    assert "2022-03-29T23:30+03:00" == talks.entries()[-1].envelope.occurred


def test_the_moment_of_recording_never_goes_back(log: NegotiationLog) -> None:
    """A machine whose clock was set back records no entry before the last one."""
    now = datetime(2022, 6, 1, tzinfo=UTC)
    log.clock = lambda: now
    talks = log.open_talks("here", "Talks")
    log.clock = lambda: now - timedelta(days=1)
    talks.say("S", "T")
    assert [now, now] == [entry.recorded for entry in talks.entries()]


def test_the_same_call_with_the_same_id_is_recorded_once(journal: TalksLog) -> None:
    """A retry with its id finds what it recorded; another event under that id is refused."""
    first = journal.say("S", "T", on="2022-03-01", id="mine")
    assert first == journal.say("S", "T", on="2022-03-01", id="mine")
    assert 5 == len(journal.entries())
    with pytest.raises(IdReused, match="belongs to #5, which says something else"):
        journal.say("S", "Other", on="2022-03-01", id="mine")


def test_an_id_of_another_call_does_not_stand_in_the_way_of_a_retry(journal: TalksLog) -> None:
    """Somebody else's entry may have the id that the second entry of a call would have had."""
    first = journal.say("S", "T", on="2022-03-01", id="mine")
    journal.say("S", "U", on="2022-03-01", id="mine.2")
    assert first == journal.say("S", "T", on="2022-03-01", id="mine")


@pytest.mark.parametrize(("first", "second"), [({"due": "2022-05"}, {}), ({}, {"due": "2022-05"})])
def test_a_retry_records_what_the_first_try_did(
    journal: TalksLog, first: dict[str, Any], second: dict[str, Any]
) -> None:
    """A call of more or fewer entries than the one its id stands for is another call: nothing of it is recorded."""
    call = partial(journal.pledge, "leave", by="RUS", text="to leave", on="2022-03-01", id="mine")
    recorded = call(**first)
    with pytest.raises(IdReused, match="belongs to #5"):
        call(**second)
    assert recorded == call(**first) == tuple(journal.entries()[4:])


def test_a_retry_without_a_date_keeps_the_date_of_the_first_try(journal: TalksLog) -> None:
    """A call with its id and no date, made again minutes later, is the same call."""
    first = journal.say("S", "T", id="mine")
    journal.say("S", "in between")
    assert first == journal.say("S", "T", id="mine")


def test_a_dry_run_decides_and_records_nothing(journal: TalksLog) -> None:
    """With `dry_run` the call returns what would be recorded, or is refused, and the log stays as it is."""
    before = journal.entries()
    (entry,) = journal.propose("treaty", by=["UKR"], on="2022-03-01", dry_run=True)
    assert 5 == entry.number
    with pytest.raises(Refused):
        journal.propose("treaty", by=["BLR"], on="2022-03-01", dry_run=True)
    assert before == journal.entries()


def test_an_override_is_kept_only_where_it_is_needed(journal: TalksLog) -> None:
    """An override that no rule asks for leaves no mark."""
    (entry,) = journal.propose("treaty", by=["UKR"], on="2022-03-01", override="to be sure")
    assert None is entry.envelope.override


def test_many_entries_are_one_batch_and_known_ones_are_left(journal: TalksLog) -> None:
    """Of many entries recorded together, those recorded before are left as they are."""
    new = [NewEntry(told("statement-recorded", speaker="S", text=text).event, id=text) for text in ("a", "b")]
    dated = [NewEntry(one.event, tabled().claim, id=one.id) for one in new]
    assert [5] == [entry.number for entry in journal.record_all(dated[:1]).entries]
    again = journal.record_all(dated)
    assert ([6], [5]) == ([entry.number for entry in again.entries], [entry.number for entry in again.known])


def test_a_moment_shown_does_not_change_when_more_is_recorded(journal: TalksLog) -> None:
    """A view that was looked at stays as it is.

    - {kind: proposal-tabled, on: 2022-03-01, proposal: treaty, by: UKR}
    """
    moment = journal.as_of()
    before = moment.status()
    journal.withdraw("treaty", by="UKR", on="2022-03-02")
    assert before == moment.status()
    assert ["withdrawn by UKR"] == [one.label for one in journal.as_of().status().proposals]
