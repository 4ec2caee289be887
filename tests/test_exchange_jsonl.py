"""Export and import as JSON lines: lossless, all or nothing, and nothing twice."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from effort import examples
from hypothesis import given
from storing import STEPS, Step, export, fill, import_into, lines_of, new_log, play, read, sample

from negotiation.domain.errors import BackDated, ImportFailed, InputError, RecordedOtherwise
from negotiation.exchange import jsonl
from negotiation.log import NegotiationLog


def changed(line: str, **fields: Any) -> str:
    """Return a line with some of its fields changed."""
    return json.dumps({**json.loads(line), **fields}, sort_keys=True, ensure_ascii=False)


def refused(path: Path, text: bytes | str) -> list[str]:
    """Return what is wrong with a text, which must leave the log as it is."""
    before = export(path)
    with pytest.raises(ImportFailed) as failed:
        import_into(path, text)
    assert before == export(path)
    return [str(problem).replace(f"{path.parent}/", "") for problem in failed.value.problems]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a new, empty log."""
    NegotiationLog.create(str(tmp_path / "new.db")).close()
    return tmp_path / "new.db"


@examples(0.5)
@given(steps=STEPS, others=STEPS)
def test_export_import_export_is_the_same_bytes(steps: list[Step], others: list[Step]) -> None:
    """Whatever a log holds, importing its export into a new log gives the same export, and again changes nothing."""
    with TemporaryDirectory() as folder:
        first, second = Path(folder, "a.db"), Path(folder, "b.db")
        with new_log(first) as log:
            for name, some in (("ist", steps), ("minsk", others)):
                play(fill(log, name), some)
        new_log(second).close()
        appended = import_into(second, export(first))
        again = import_into(second, export(first))
        assert export(first) == export(second)
        assert ((), len(appended.entries)) == (again.entries, len(again.known))


def test_interleaved_talks_are_taken_apart(tmp_path: Path, empty: Path) -> None:
    """Lines of several talks may be mixed, as long as each talks keeps its own order."""
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        fill(log, "ist")
        fill(log, "minsk")
    lines = lines_of(tmp_path / "a.db")
    mixed = [line for pair in zip(lines[:8], lines[8:], strict=True) for line in pair]
    import_into(empty, "\n".join(mixed))
    assert export(tmp_path / "a.db") == export(empty)


def test_partial_overlap_adds_the_rest(tmp_path: Path, empty: Path) -> None:
    """Of a file that begins with entries the log holds, only the others are recorded."""
    lines = lines_of(sample(tmp_path / "a.db"))
    import_into(empty, "\n".join(lines[:5]))
    appended = import_into(empty, "\n".join(lines[2:]))
    assert ([entry.number for entry in appended.entries], len(appended.known)) == ([6, 7, 8], 3)
    assert lines == lines_of(empty)


def test_dry_run_records_nothing(tmp_path: Path, empty: Path) -> None:
    """A dry run decides everything and records nothing."""
    found = read(tmp_path / "x.jsonl", export(sample(tmp_path / "a.db")))
    with NegotiationLog.open(str(empty)) as log:
        assert len(jsonl.record(log.store, found, dry_run=True).entries) == 8
    assert export(empty) == b""


@pytest.mark.parametrize("earlier", [timedelta(microseconds=1), timedelta(seconds=30), timedelta(days=400)])
def test_moments_of_recording_that_are_not_the_same_read_unlike(earlier: timedelta) -> None:
    """However little an entry was recorded too early, the refusal says two moments that differ."""
    last = datetime(2022, 3, 30, 9, 5, tzinfo=UTC)
    assert 2 == len(set(re.findall(r"recorded (\S+ \S+) UTC", str(BackDated(last - earlier, last, 7)))))


def test_back_dated_entries_are_refused(tmp_path: Path) -> None:
    """Entries recorded before the last one of the log would make it claim what it did not hold."""
    mine, theirs = sample(tmp_path / "a.db"), tmp_path / "b.db"
    NegotiationLog.create(str(theirs)).close()
    import_into(theirs, "\n".join(lines_of(mine)[:4]))
    for path in (mine, theirs):
        with NegotiationLog.open(str(path)) as log:
            log.talks().issue(f"issue-{path.stem}", "Issue")
    with pytest.raises(BackDated):
        import_into(theirs, export(mine))
    with NegotiationLog.open(str(theirs)) as log:
        now = datetime.now(UTC)
        found = read(tmp_path / "x.jsonl", export(mine))
        appended = jsonl.record(log.store, found, record_now=lambda: now)
    assert ({now}, list(range(6, 11))) == ({e.recorded for e in appended.entries}, [e.number for e in appended.entries])


def test_recorded_now_is_never_before_the_last_entry(tmp_path: Path, empty: Path) -> None:
    """A clock that goes wrong does not put entries before those that the log holds."""
    lines = lines_of(sample(tmp_path / "a.db"))
    import_into(empty, "\n".join(lines[:4]))
    with NegotiationLog.open(str(empty)) as log:
        last = log.talks().entries()[-1].recorded
        found = read(tmp_path / "x.jsonl", "\n".join(lines))
        appended = jsonl.record(log.store, found, record_now=lambda: datetime(1999, 1, 1, tzinfo=UTC))
    assert {last} == {entry.recorded for entry in appended.entries}


def test_entries_that_were_recorded_while_a_clock_was_ahead_keep_their_times(tmp_path: Path, empty: Path) -> None:
    """An entry that says it was recorded after today is imported as it is: that is what its log holds."""
    lines = lines_of(sample(tmp_path / "a.db"))
    ahead = (datetime.now(UTC) + timedelta(days=400)).isoformat(timespec="microseconds").replace("+00:00", "Z")
    import_into(empty, "\n".join([*lines[:7], changed(lines[7], recorded=ahead)]))
    assert ahead == json.loads(lines_of(empty)[7])["recorded"]


def test_moments_of_any_year_and_zone_are_kept(tmp_path: Path, empty: Path) -> None:
    """Moments of recording are instants: another zone is the same one, and early years are no trouble."""
    lines = lines_of(sample(tmp_path / "a.db"))
    text = "\n".join(
        [changed(lines[0], recorded="0001-01-01T00:00:00Z"), changed(lines[1], recorded="2022-03-29T12:00:00+03:00")]
    )
    import_into(empty, text)
    assert [json.loads(line)["recorded"] for line in lines_of(empty)] == [
        "0001-01-01T00:00:00.000000Z",
        "2022-03-29T09:00:00.000000Z",
    ]


def test_the_same_id_with_other_content_is_refused(tmp_path: Path) -> None:
    """An id stands for one entry for ever."""
    path = sample(tmp_path / "a.db")
    lines = lines_of(path)
    envelope = {**json.loads(lines[6])["envelope"], "note": "another"}
    with pytest.raises(RecordedOtherwise, match=r"#7: envelope\.note: recorded is nothing, and here stands another"):
        import_into(path, "\n".join([*lines[:6], changed(lines[6], envelope=envelope), lines[7]]))
    assert lines == lines_of(path)


@pytest.mark.parametrize(
    ("number", "fields", "expected"),
    [
        (5, {"number": 7}, "in.jsonl:5: number: #7 follows #4: the numbers of ist have no gap"),
        (5, {"version": 2}, "in.jsonl:5: version: 2 is not the next version of ist/proposal/neutral"),
        (5, {"stream": "ist/talks", "version": 5}, "in.jsonl:5: stream: it belongs to ist/proposal/neutral"),
        (8, {"stream": "ist/talks", "version": 6}, "in.jsonl:8: stream: it belongs to ist/proposal/neutral"),
        (5, {"recorded": "2001-01-01T00:00:00Z"}, "in.jsonl:5: recorded: it is earlier than that of #4 before it"),
        (5, {"number": True}, "in.jsonl:5: number: input should be a valid integer, not 'True'"),
        (5, {"number": 0}, "in.jsonl:5: number: input should be greater than or equal to 1, not '0'"),
        (5, {"recorded": "2022-03-29T10:00:00"}, "in.jsonl:5: recorded: input should have timezone info"),
        (5, {"recorded": "0001-01-01T00:00:00+10:00"}, "in.jsonl:5: recorded: it lies outside of the calendar"),
        (5, {"extra": 1}, "in.jsonl:5: extra: there is no such field"),
        (5, {"id": "../../x"}, "in.jsonl:5: id: is an id of letters, digits"),
        (5, {"talks": "A/b"}, "in.jsonl:5: talks: is written in small letters"),
        (5, {"event": {"kind": "os:system"}}, "in.jsonl:5: event.kind: there is no kind 'os:system'; there is"),
    ],
)
def test_every_bad_field_is_named(
    tmp_path: Path, empty: Path, number: int, fields: dict[str, Any], expected: str
) -> None:
    """A line that is no entry, or stands where it cannot, is named by file, line and field."""
    lines = lines_of(sample(tmp_path / "a.db"))
    lines[number - 1] = changed(lines[number - 1], **fields)
    bad = refused(empty, "\n".join(lines))
    assert [expected] == [problem[: len(expected)] for problem in bad[:1]]


def test_all_bad_lines_are_reported(tmp_path: Path, empty: Path) -> None:
    """Not the first bad line but every one is reported, those after a good one too."""
    lines = lines_of(sample(tmp_path / "a.db"))
    lines[1], lines[3], lines[6] = (
        "{",
        changed(lines[3], id=7),
        changed(lines[6], event={"kind": "talks-resumed", "x": 1}, more=1),
    )
    bad = refused(empty, "\n".join(lines))
    assert [":".join(p.split(":")[:2]) for p in bad] == ["in.jsonl:2", "in.jsonl:4", "in.jsonl:7", "in.jsonl:7"]


def test_references_to_nothing_are_named_in_all_talks(tmp_path: Path, empty: Path) -> None:
    """Every line that refers to nothing is named, whichever talks it belongs to."""
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        fill(log, "ist")
        fill(log, "minsk")
    lines = [line.replace('"source":"agencies"', '"source":"nobody"') if '"sources":[{' in line else line
             for line in lines_of(tmp_path / "a.db")]  # fmt: skip
    expected = [f"in.jsonl:{number}: there is no source 'nobody' in this log" for number in (6, 8, 14, 16)]
    assert expected == refused(empty, "\n".join(lines))


def test_a_statement_about_an_entry_of_the_log_is_taken(tmp_path: Path, empty: Path) -> None:
    """A line may refer to an entry that is in the log and not in the file."""
    path = sample(tmp_path / "a.db")
    with NegotiationLog.open(str(path)) as log:
        log.talks().say("Arakhamia", "They study it.", about=["#6"], on="2022-03-30")
    lines = lines_of(path)
    import_into(empty, "\n".join(lines[:8]))
    import_into(empty, lines[8])
    assert lines == lines_of(empty)


def test_a_file_that_begins_in_the_middle_is_refused(tmp_path: Path, empty: Path) -> None:
    """Entries whose predecessors are missing are not given other numbers."""
    lines = lines_of(sample(tmp_path / "a.db"))
    import_into(empty, "\n".join(lines[:2]))
    bad = refused(empty, "\n".join(lines[3:]))
    assert bad[0] == "in.jsonl:1: number: the entries before #4 are missing: the log ends at #2"


def test_an_act_without_a_date_is_refused(tmp_path: Path, empty: Path) -> None:
    """What happens at a time says when, in lines too; what only frames the talks need not."""
    lines = lines_of(sample(tmp_path / "a.db"))
    acts = [n for n, line in enumerate(lines) if json.loads(line)["event"]["kind"] == "position-taken"]
    envelope = json.loads(lines[acts[0]])["envelope"]
    del envelope["occurred"]
    lines[acts[0]] = changed(lines[acts[0]], envelope=envelope)
    (said,) = refused(empty, "\n".join(lines))
    assert said.startswith(f"in.jsonl:{acts[0] + 1}: envelope.occurred: is needed: when it happened")


def test_a_correction_cannot_make_an_entry_another_one(tmp_path: Path, empty: Path) -> None:
    """A correction that holds another kind of event than the entry it names is named by its line."""
    lines = lines_of(sample(tmp_path / "a.db"))
    event = json.loads(lines[7])["event"]
    event["event"] = {"kind": "talks-resumed"}
    assert refused(empty, "\n".join([*lines[:7], changed(lines[7], event=event)])) == [
        "in.jsonl:8: event: it does not fit the entry"
    ]


def test_broken_rules_are_reported_for_every_talks(tmp_path: Path, empty: Path) -> None:
    """Lines that break a rule are all named, those of the second talks too."""
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        fill(log, "ist")
        fill(log, "minsk")
    lines = [
        line.replace('"party":"RUS","proposal"', '"party":"FRA","proposal"') for line in lines_of(tmp_path / "a.db")
    ]
    bad = refused(empty, "\n".join(lines))
    assert [problem.split(": ")[0] for problem in bad] == ["in.jsonl:6", "in.jsonl:14"]


def test_a_circle_of_links_is_refused(tmp_path: Path, empty: Path) -> None:
    """Links that close a circle are refused in an import as anywhere."""
    with NegotiationLog.create(str(tmp_path / "a.db")) as log:
        talks = fill(log)
        talks.propose("bases", by=["RUS"], on="2022-03-29", links=[("conditional-on", "neutral")])
        talks.link("neutral", "conditional-on", "bases", on="2022-03-30", override="as reported")
    lines = lines_of(tmp_path / "a.db")
    envelope = json.loads(lines[-1])["envelope"]
    del envelope["override"]
    bad = refused(empty, "\n".join([*lines[:-1], changed(lines[-1], envelope=envelope)]))
    assert len(bad) == 1
    assert "close a circle" in bad[0]


def test_a_moment_given_by_a_clock_of_another_zone_is_kept(tmp_path: Path) -> None:
    """A clock may show the time of any zone: what is stored is the instant."""
    from zoneinfo import ZoneInfo

    clock = lambda: datetime(2022, 3, 29, 12, tzinfo=ZoneInfo("Europe/Istanbul"))  # noqa: E731
    NegotiationLog.create(str(tmp_path / "a.db")).close()
    with NegotiationLog.open(str(tmp_path / "a.db"), clock=clock) as log:
        log.open_talks("ist", "T")
        assert log.talks().entries()[0].recorded.isoformat() == "2022-03-29T09:00:00+00:00"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is named in one sentence."""
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(InputError, match=str(path)):
            jsonl.read(str(path))
