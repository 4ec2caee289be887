"""Lines that people write: what only a log knows is worked out, and what they say of it has to fit."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from storing import STEPS, Step, export, fill, new_log, play, sample

from negotiation.domain.errors import BackDated, ImportFailed, LooksRecorded, NoTalks, SeveralTalks
from negotiation.log import NegotiationLog
from negotiation.store.store import Appended

OF_THE_LOG = ("number", "stream", "version", "recorded", "format")
OF_THE_RECORDING = ("recorder", "batch")


def taken(path: Path, *lines: Mapping[str, Any], **options: Any) -> Appended:
    """Import lines into a log."""
    file = path.with_name("in.jsonl")
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    with NegotiationLog.open(str(path), recorder="eva") as log:
        return log.import_file(str(file), **options)


def refused(path: Path, *lines: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with lines, which must leave the log as it is."""
    before = export(path)
    with pytest.raises(ImportFailed) as failed:
        taken(path, *lines)
    assert before == export(path)
    return [str(problem).partition(":")[2] for problem in failed.value.problems]


def lines_of(path: Path) -> list[str]:
    """Return the lines of an export, in which texts may hold what ends lines elsewhere."""
    return export(path).decode().split("\n")[:-1]


def without(line: str, *names: str) -> dict[str, Any]:
    """Return a line without some of what only a log knows."""
    data = json.loads(line)
    data["envelope"] = {name: value for name, value in data["envelope"].items() if name not in names}
    return {name: value for name, value in data.items() if name not in names}


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a new, empty log."""
    NegotiationLog.create(str(tmp_path / "new.db")).close()
    return tmp_path / "new.db"


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """Return a log with a sample in it."""
    return sample(tmp_path / "held.db")


@examples(0.3)
@given(steps=STEPS, left_out=st.sets(st.sampled_from([*OF_THE_LOG, *OF_THE_RECORDING]), min_size=1))
def test_what_only_a_log_knows_is_worked_out(steps: list[Step], left_out: set[str]) -> None:
    """Whatever a log holds, its lines without some of that are the same entries in another log, in the same places."""
    with TemporaryDirectory() as folder:
        first, second = Path(folder, "a.db"), Path(folder, "b.db")
        with new_log(first) as log:
            play(fill(log), steps)
        new_log(second).close()
        lines = lines_of(first)
        taken(second, *(without(line, *left_out) for line in lines))
        unlike = {"recorded", "format", *OF_THE_RECORDING}
        assert [without(line, *unlike) for line in lines] == [without(line, *unlike) for line in lines_of(second)]
        kept = {"recorder", "batch", "recorded"} - left_out
        for name in kept:
            assert [_held(line, name) for line in lines] == [_held(line, name) for line in lines_of(second)]


def _held(line: str, name: str) -> object:
    data = json.loads(line)
    return data.get(name, data["envelope"].get(name))


NEW = (
    {"kind": "talks-opened", "talks": "ist", "title": "Talks"},
    {"kind": "party-joined", "talks": "ist", "party": "north", "roles": "negotiating"},
    {"talks": "ist", "event": {"kind": "party-joined", "party": "south", "roles": ["negotiating"]}},
    {"talks": "ist", "kind": "proposal-tabled", "proposal": "p", "by": "north,south", "on": "29 March 2022"},
    {
        "talks": "ist",
        "envelope": {"occurred": "2022-03-30", "asserted_by": "X", "marking": "restricted"},
        "event": {"kind": "position-taken", "proposal": "p", "party": "north", "stance": "opposes"},
    },
)


def test_a_line_needs_only_what_a_person_knows(empty: Path) -> None:
    """Fields beside what is said of an entry, as in a journal, or the event and its envelope apart, are entries."""
    appended = taken(empty, *NEW)
    assert [1, 2, 3, 4, 5] == [entry.number for entry in appended.entries]
    assert {("eva", appended.entries[0].envelope.batch)} == {
        (entry.envelope.recorder, entry.envelope.batch) for entry in appended.entries
    }
    assert ("2022-03-29", "restricted") == (
        appended.entries[3].envelope.occurred,
        appended.entries[4].envelope.marking,
    )
    assert 5 == len(taken(empty, *NEW).known)


def test_lines_without_talks_are_of_the_only_ones(held: Path) -> None:
    """A line that names no talks is of those that are named otherwise, or of the only ones that there are."""
    said = {"kind": "statement-recorded", "speaker": "A", "text": "x", "on": "2022-03-30"}
    assert "ist" == taken(held, said).entries[0].talks
    with NegotiationLog.open(str(held)) as log:
        log.open_talks("minsk", "Minsk")
    assert "minsk" == taken(held, said, talks="minsk").entries[0].talks
    with pytest.raises(SeveralTalks):
        taken(held, {**said, "text": "y"})
    with pytest.raises(NoTalks):
        taken(held, {**said, "talks": "geneva"})


def test_a_short_name_and_a_number_name_things(held: Path) -> None:
    """What an entry of a journal may name, a line may name: the beginning of a name, and an entry by its number."""
    appended = taken(
        held,
        {"kind": "position-taken", "proposal": "neu", "party": "UKR", "stance": "opposes", "on": "2022-03-31"},
        {"kind": "entry-retracted", "entry": 7, "reason": "misheard"},
    )
    assert {"ist/proposal/neutral", "ist/talks"} == {entry.stream for entry in appended.entries}


def test_lines_that_lack_something_may_stand_among_whole_ones(empty: Path, held: Path) -> None:
    """One line without its recorder makes no other line lose its own, nor its moment."""
    lines = lines_of(held)
    taken(empty, *(json.loads(line) if at % 2 else without(line, "recorder") for at, line in enumerate(lines)))
    again = lines_of(empty)
    assert lines[1::2] == again[1::2]
    assert [without(line, "recorder") for line in lines] == [without(line, "recorder") for line in again]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": 7}, "3: number: it would be 3"),
        ({"version": 7}, "3: version: it would be 3"),
        ({"stream": "ist/round/x"}, "3: stream: it would be ist/talks"),
        ({"recorded": "2000-01-01T00:00:00Z"}, "3: recorded: it is earlier than that of the entry before it"),
        ({"recorded": "2022-01-01T00:00:00"}, "3: recorded: needs a time zone"),
        ({"number": "three"}, "3: number: input should be a valid integer"),
        ({"nosuch": 1}, "3: nosuch: there is no such field"),
        ({"envelope": {"nosuch": 1}}, "3: envelope, nosuch: there is no such field"),
        ({"event": []}, "3: event: is an object with fields"),
        ({"event": {"kind": "party-joined", "party": "south"}}, "3: roles: is needed"),
        ({"talks": "No Slug"}, "3: talks: is written in small letters"),
    ],
)
def test_what_a_line_says_of_the_log_has_to_fit(empty: Path, change: dict[str, Any], said: str) -> None:
    """A place that an entry would not have, or anything else that does not fit, is named with its line and field."""
    found = refused(empty, *NEW[:2], {**NEW[2], **change}, *NEW[3:])
    assert said in found[0]


def test_an_entry_that_was_recorded_before_the_last_one_is_refused(held: Path) -> None:
    """A line that says it was recorded before the log was would make the log claim what it did not hold."""
    line = {"kind": "statement-recorded", "speaker": "A", "text": "x", "on": "2022", "recorded": "2000-01-01T00:00:00Z"}
    with pytest.raises(BackDated):
        taken(held, line)
    assert 1 == len(taken(held, line, record_now=True).entries)


def test_a_line_that_was_mended_looks_like_the_entry_that_stands(held: Path) -> None:
    """Lines are recorded again as journals are: what looks like an entry that stands is named."""
    line = {"kind": "statement-recorded", "speaker": "A", "text": "We need paws.", "on": "2022-03-31"}
    taken(held, line)
    with pytest.raises(LooksRecorded):
        taken(held, {**line, "text": "We need a pause."})
    assert 1 == len(taken(held, {**line, "text": "We need a pause."}, new=True).entries)


def test_a_file_of_several_talks_is_taken_as_a_whole_or_not_at_all(empty: Path) -> None:
    """What is wrong in one talks keeps all others out."""
    other = [{**line, "talks": "minsk"} for line in NEW]
    assert "9: there is no proposal 'q'" in refused(empty, *NEW, *other[:3], {**other[4], "event": {
        "kind": "position-taken", "proposal": "q", "party": "north", "stance": "opposes"}})[0]  # fmt: skip
    assert 10 == len(taken(empty, *NEW, *other).entries)


def test_an_entry_given_twice_is_refused(empty: Path) -> None:
    """The same line twice is a slip, or needs ids."""
    assert "6: id: it repeats" in refused(empty, *NEW, NEW[4])[0]
