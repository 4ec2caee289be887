"""Entries of a file that the log holds already are compared with what it holds, as far as the file tells of them."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from storing import STEPS, Step, export, fill, play, sample

from negotiation.domain.errors import RecordedOtherwise
from negotiation.log import NegotiationLog
from negotiation.store.store import Appended

OTHER_ID = "00000000000000000000000000000000"
OF_THE_RECORDING: Mapping[str, Any] = {
    "number": 999,
    "version": 99,
    "recorded": "2001-01-01T00:00:00.000000Z",
    "envelope.recorder": "eva",
    "envelope.batch": OTHER_ID,
}
"""Another value of each field that only a log knows, but for the stream, which its event gives away."""

OF_WHAT_IS_SAID: Mapping[str, Any] = {
    "envelope.occurred": "2021-01-01",
    "envelope.learned": "2023-01-01",
    "envelope.asserted_by": "Somebody",
    "envelope.sources": [{"source": "agencies", "locator": "page 9"}],
    "envelope.grade": "F6",
    "envelope.note": "Another note.",
    "envelope.quote": "In other words.",
    "envelope.marking": "confidential",
}
"""Another value of each field of any entry."""


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """Return a log with a sample in it, of which one entry was recorded over a rule."""
    path = sample(tmp_path / "held.db")
    with NegotiationLog.open(str(path), recorder="ada") as log:
        log.talks().withdraw("neutral", by="RUS", on="2022-03-31", override="it did so")
    return path


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Return the lines of an export."""
    return [json.loads(line) for line in export(path).decode().split("\n")[:-1]]


def taken(path: Path, *lines: Mapping[str, Any], **options: Any) -> Appended:
    """Import lines into a log."""
    file = path.with_name("in.jsonl")
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    with NegotiationLog.open(str(path), recorder="ida") as log:
        return log.import_file(str(file), **options)


def unlike(path: Path, *lines: Mapping[str, Any], **options: Any) -> dict[int, tuple[str, ...]]:
    """Return which fields of which entries differ; the log must be left as it is."""
    before = export(path)
    with pytest.raises(RecordedOtherwise) as failed:
        taken(path, *lines, **options)
    assert before == export(path)
    return {one.number: tuple(name for name, _, _ in one.fields) for one in failed.value.differences}


def changed(line: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return a line in which one field, of the envelope or the event too, is another."""
    part, _, own = name.rpartition(".")
    return {**line, part: {**line[part], own: value}} if part else {**line, name: value}


@pytest.mark.parametrize("name", [*OF_THE_RECORDING, *OF_WHAT_IS_SAID])
def test_each_field_of_any_line_is_compared(held: Path, name: str) -> None:
    """Whichever field of a line is another one, that field of that entry is named, and nothing is recorded."""
    for line in lines_of(held)[1:]:  # the first of all has to be the first of its stream
        altered = changed(line, name, {**OF_THE_RECORDING, **OF_WHAT_IS_SAID}[name])
        assert {line["number"]: (name,)} == unlike(held, altered)


def test_each_word_of_an_event_is_compared(held: Path) -> None:
    """Whichever word of an event is another one, that field of that entry is named."""
    compared = set()
    for line in lines_of(held):
        for name, value in line["event"].items():
            if name not in ("title", "text", "speaker", "reason", "stance"):
                continue
            other = "opposes" if name == "stance" else f"{value} and more"
            assert {line["number"]: (f"event.{name}",)} == unlike(held, changed(line, f"event.{name}", other))
            compared.add(name)
    assert compared == {"title", "text", "speaker", "reason", "stance"}


def test_an_override_is_compared(held: Path) -> None:
    """An override that was left out, or has another reason or other rules, differs."""
    line = lines_of(held)[-1]
    override = line["envelope"]["override"]
    other = [None, {**override, "reason": "for fun"}, {**override, "rules": []}, {**override, "breaks": [OTHER_ID]}]
    for value in other:
        assert {9: ("envelope.override",)} == unlike(held, changed(line, "envelope.override", value))


def test_what_is_noted_on_an_override_as_it_is_recorded_may_be_missing(held: Path) -> None:
    """A line with the reason alone tells the same entry as the export, which has the rules too."""
    line = lines_of(held)[-1]
    assert len(taken(held, changed(line, "envelope.override", {"reason": "it did so"})).known) == 1


def test_all_lines_that_differ_are_counted_and_a_few_are_shown(held: Path) -> None:
    """Where every line is another one, they are counted by field, and the first of them are shown."""
    lines = [changed(line, "envelope.recorder", "eva") for line in lines_of(held)]
    with pytest.raises(RecordedOtherwise) as failed:
        taken(held, *lines)
    told = failed.value.message.replace(f"{held.parent}/", "").splitlines()
    assert told[0] == "9 entries of the log differ in the file: envelope.recorder of 9"
    assert told[1] == "in.jsonl:1: #1: envelope.recorder: recorded is ada, and here stands eva"
    assert (told[-1], len(told)) == ("and 4 more: #6, #7, #8, #9", 7)


def test_all_talks_are_compared(tmp_path: Path) -> None:
    """What differs is named of every talks in the file."""
    with NegotiationLog.create(str(tmp_path / "a.db"), recorder="ada") as log:
        fill(log, "ist")
        fill(log, "minsk")
    lines = [changed(line, "envelope.batch", OTHER_ID) for line in lines_of(tmp_path / "a.db")]
    with pytest.raises(RecordedOtherwise, match="16 entries of the log differ"):
        taken(tmp_path / "a.db", *lines)


def test_lines_that_tell_less_are_compared_as_far_as_they_tell(held: Path) -> None:
    """A line without its number is there already, and one that names another recorder beside that is not."""
    lines = [{name: value for name, value in line.items() if name != "number"} for line in lines_of(held)]
    assert len(taken(held, *lines).known) == 9
    assert {4: ("envelope.recorder",)} == unlike(held, *lines[:3], changed(lines[3], "envelope.recorder", "eva"))
    assert {6: ("event.stance",)} == unlike(held, changed(lines[5], "event.stance", "opposes"))
    assert {6: ("recorded",)} == unlike(held, changed(lines[5], "recorded", "2001-01-01T00:00:00Z"))


def test_what_others_recorded_anew_is_compared_by_what_it_says(held: Path) -> None:
    """With ``record_now`` the recording is made anew, and so only what an entry says has to be the same."""
    lines = lines_of(held)
    for name, value in OF_THE_RECORDING.items():
        assert len(taken(held, changed(lines[7], name, value), record_now=True).known) == 1
    for name, value in OF_WHAT_IS_SAID.items():
        assert {8: (name,)} == unlike(held, changed(lines[7], name, value), record_now=True)


@examples(0.3)
@given(steps=STEPS, left_out=st.sets(st.sampled_from(["number", "stream", "version", "recorded", "recorder", "batch"])))
def test_what_a_log_exports_is_there_already_however_little_is_told(steps: list[Step], left_out: set[str]) -> None:
    """Whatever a log holds, its own lines differ in nothing, whole or without what only a log knows."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        with NegotiationLog.create(str(path), recorder="ada") as log:
            play(fill(log), steps)
        lines = [
            {name: value for name, value in line.items() if name not in left_out}
            | {"envelope": {name: value for name, value in line["envelope"].items() if name not in left_out}}
            for line in lines_of(path)
        ]
        appended = taken(path, *lines)
        assert ((), len(lines)) == (appended.entries, len(appended.known))
