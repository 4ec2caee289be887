"""Rounds from the command line: what each act says and takes, and what happened in a round."""

import json
from pathlib import Path
from typing import Any

import pytest
from bargaining import bargaining
from commandline import Desk, at_work

from negotiation.domain.catalogue import EVENTS
from negotiation_cli.verbs import rounds

VALUES = {
    "label": "fourth round", "planned": "2022-04-01", "venue": "Dolmabahçe", "host": "TUR", "mediator": "TUR",
    "form": "direct", "track": "1", "level": "delegations", "delegation": "UKR=Arakhamia", "by": "RUS", "reason": "why",
    "until": "2022-04-02", "outcome": "concluded", "duration": "PT3H", "result": "a paper", "press": "kept outside",
}  # fmt: skip
"""A value for every option that tells of a round."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk where the round istanbul is open since #9."""
    return bargaining(tmp_path)


def _last(desk: Desk) -> dict[str, Any]:
    """Return the last entry of the record."""
    found: dict[str, Any] = json.loads(desk.record().splitlines()[-1])
    return found


def _event(desk: Desk) -> dict[str, Any]:
    """Return the event of the last entry, without what was not told."""
    event: dict[str, Any] = _last(desk)["event"]
    return {name: value for name, value in event.items() if value not in (None, [])}


def test_the_acts_are_those_of_the_events() -> None:
    """What the command offers is what can be recorded: acts and their options."""
    assert [f"round-{act}" for act in rounds.ACTS] == [kind for kind in EVENTS if kind.startswith("round-")]
    for act, options in rounds.ACTS.items():
        fields = {rounds.FIELDS.get(option, option) for option in options}
        assert set(EVENTS[f"round-{act}"].__struct_fields__) - {"round"} == fields


def test_a_round_is_set_with_all_that_is_planned(desk: Desk) -> None:
    """A round that is scheduled takes its label, date, place, host, mediators, form, track, level and delegations."""
    said = desk.done(
        *("round", "ankara", "scheduled", "--label", "fifth round", "--planned", "2022-04-10", "--venue", "Ankara"),
        *("--host", "TUR", "--mediator", "TUR", "--mediator", "Guterres", "--form", "proximity", "--track", "1.5"),
        *("--level", "ministers", "--delegation", "UKR=Kuleba", "--delegation", "RUS", "--on", "2022-04-01"),
    )
    assert said.startswith("#14  1 Apr 2022  round ankara (fifth round) was set for 10 Apr 2022")
    assert _event(desk) == {
        "kind": "round-scheduled", "round": "ankara", "label": "fifth round", "planned": "2022-04-10",
        "venue": "Ankara", "host": "TUR", "mediators": ["TUR", "Guterres"], "format": "proximity", "track": "1.5",
        "level": "ministers",
        "delegations": [{"party": "UKR", "head": "Kuleba", "members": []}, {"party": "RUS", "members": []}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (["suspended", "--by", "RUS", "--reason", "for the night"], {"by": ["RUS"], "reason": "for the night"}),
        (["walked-out", "--by", "RUS", "--by", "UKR"], {"by": ["RUS", "UKR"]}),
        (["adjourned", "--until", "2022-04-05", "--reason", "rest"], {"until": "2022-04-05", "reason": "rest"}),
        (
            ["closed", "--outcome", "broken-off", "--duration", "PT3H", "--result", "a paper", "--result", "a date",
             "--press", "kept outside"],
            {"outcome": "broken-off", "duration": "PT3H", "outputs": ["a paper", "a date"],
             "press_access": "kept outside"},
        ),
        (["closed"], {"outcome": "concluded"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_a_round_goes_on(desk: Desk, command: list[str], event: dict[str, Any]) -> None:
    """Each act on a round that is open is recorded with what was told of it, under a short name for the round."""
    act, *options = command
    written = ("round", "ist", act, *options, "--on", "2022-03-30")
    before = desk.record()
    assert "(not recorded: dry run)\n" in desk.done(*written, "--dry-run")
    assert before == desk.record()
    said = desk.done(*written)
    assert said.startswith("#14  30 Mar 2022  ")
    assert "istanbul" in said
    assert {"kind": f"round-{act}", "round": "istanbul", **event} == _event(desk)


def test_a_round_that_was_suspended_is_resumed_and_one_that_was_set_is_cancelled(desk: Desk) -> None:
    """Resumed and cancelled follow on what they end."""
    desk.done("round", "istanbul", "suspended", "--on", "2022-03-29")
    assert "istanbul was resumed" in desk.done("round", "istanbul", "resumed", "--on", "2022-03-30")
    desk.done("round", "ankara", "scheduled", "--on", "2022-04-01")
    assert "ankara was cancelled by RUS: no use" in desk.done(
        "round", "ank", "cancelled", "--by", "RUS", "--reason", "no use", "--on", "2022-04-02"
    )


FOREIGN = [(act, option) for act, taken in rounds.ACTS.items() for option in VALUES if option not in taken]


@pytest.mark.parametrize(("act", "option"), FOREIGN)
def test_an_option_that_does_not_belong_to_the_act_is_refused(tmp_path: Path, act: str, option: str) -> None:
    """What says nothing about an act is refused by its name, and not left out."""
    said = Desk(tmp_path).fails(2, "round", "istanbul", act, f"--{option}", VALUES[option])
    assert f"Invalid value for --{option}: does not go with {act}" in said


@pytest.mark.parametrize("option", VALUES)
def test_an_empty_option_is_refused_as_a_full_one_is(tmp_path: Path, option: str) -> None:
    """An option with an empty text was given, and is not left out either."""
    act = next(act for act, taken in rounds.ACTS.items() if option not in taken)
    said = Desk(tmp_path).fails(2, "round", "istanbul", act, f"--{option}", "")
    assert f"--{option}: does not go with {act}" in said


@pytest.mark.parametrize(
    ("status", "command", "said"),
    [
        (2, ["round", "istanbul", "began"], "ACT: there is no act 'began'; there is scheduled, opened, suspended"),
        (2, ["round", "closed", "istanbul"], "ACT: comes second: talks round istanbul closed"),
        (2, ["round", "istanbul", "walked-out"], "missing: --by"),
        (2, ["round", "istanbul", "adjourned", "--by", "RUS"], "with adjourned, which takes --until, --reason\n"),
        (
            2,
            ["round", "istanbul", "resumed", "--reason", "x"],
            "--reason: does not go with resumed, which takes --by\n",
        ),
        (2, ["round", "Ankara!", "opened"], "round: is written in small letters, digits and hyphens"),
        (2, ["round", "ankara", "opened", "--form", "hybrid"], "format: "),
        (2, ["round", "ankara", "opened", "--track", "3"], "track: "),
        (2, ["round", "ankara", "opened", "--level", "kings"], "level: "),
        (2, ["round", "ankara", "scheduled", "--planned", "03/04/2022"], "can be read as 2022-04-03 or as 2022-03-04"),
        (2, ["round", "ankara", "opened", "--delegation", "RUS", "--delegation", "RUS=L"], "RUS has two delegations"),
        (2, ["round", "istanbul", "closed", "--duration", "3m"], "duration: is a duration, such as 3d"),
        (3, ["round", "ankara", "closed"], "there is no round 'ankara' in this log\nhint:  there is istanbul"),
        (4, ["round", "istanbul", "opened", "--on", "2022-03-30"], "istanbul was opened already (#9)"),
        (4, ["round", "ankara", "opened", "--delegation", "CHN"], "CHN is not at the talks by then"),
        (4, ["round", "istanbul", "resumed", "--on", "2022-03-30"], "there is nothing to resume"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_recorded_of_a_round_is_said(desk: Desk, status: int, command: list[str], said: str) -> None:
    """A wrong word, a round that is not there and an act that a rule refuses each end with their own status."""
    assert said in desk.fails(status, *command)


def test_where_there_is_no_round_the_hint_says_how_to_record_one(tmp_path: Path) -> None:
    """Of a log without rounds it is said with which command one is recorded."""
    said = at_work(tmp_path).fails(3, "round", "istanbul", "closed")
    assert "there is no round 'istanbul' in this log\nhint:  record one with: talks round ID opened" in said


WRITES = (
    ["propose", "pact", "--by", "UKR"],
    ["respond", "neutral", "--by", "RUS", "--stance", "opposes"],
    ["act", "neutral", "received", "--by", "RUS"],
    ["guarantor", "security", "declined", "USA"],
    ["package", "deal", "--dissolve"],
    ["pledge", "leave", "--by", "RUS", "--text", "We shall leave"],
    ["observe", "fewer", "a column", "--by", "OSCE"],
    ["say", "Medinsky", "We shall study it"],
    ["record", "issue-added", "issue=land", "title=Land"],
    ["party", "CHN", "--role", "observer"],
    ["dispute", "8", "--by", "Peskov", "--reason", "never said"],
)


@pytest.mark.parametrize("command", WRITES, ids=" ".join)
@pytest.mark.parametrize("reference", ["istanbul", "ist", "ISTANBUL", "round:ist"])
def test_a_write_may_say_in_which_round_it_happened(desk: Desk, command: list[str], reference: str) -> None:
    """--in takes a short name for the round, and the entry has the whole one."""
    desk.done(*command, "--in", reference, "--on", "2022-03-29")
    assert "istanbul" == _last(desk)["envelope"]["in_round"]


@pytest.mark.parametrize("command", WRITES, ids=" ".join)
def test_a_write_in_a_round_that_is_not_there_is_refused(desk: Desk, command: list[str]) -> None:
    """A round that nobody recorded is not made by naming it."""
    assert "there is no round 'geneva'" in desk.fails(3, *command, "--in", "geneva", "--on", "2022-03-29")


def test_several_rounds_that_a_beginning_names_are_listed(desk: Desk) -> None:
    """A beginning that fits two rounds is ambiguous."""
    desk.done("round", "istanbul-ii", "opened", "--on", "2022-05-01")
    assert "'istanb' could be round:istanbul, round:istanbul-ii" in desk.fails(3, "say", "A", "B", "--in", "istanb")
    assert "#15" in desk.done("say", "A", "B", "--in", "istanbul")


def test_an_entry_can_be_put_in_its_round_later(desk: Desk) -> None:
    """That something happened in a round is corrected as other fields are, under either way of writing it."""
    for number, field in ((7, "in_round"), (8, "in-round")):
        said = desk.done("correct", str(number), "--set", f"{field}=istanbul", "--reason", "the minutes")
        assert "istanbul" in said
    assert "there is no round 'geneva'" in desk.fails(3, "correct", "6", "--set", "in_round=geneva", "--reason", "x")


@pytest.mark.parametrize("field", ["in_round", "in-round"])
def test_a_journal_says_in_which_round_an_entry_happened(desk: Desk, field: str) -> None:
    """A journal takes in_round and in-round, and an export has the first."""
    journal = f"- {{kind: statement-recorded, on: 2022-03-29, speaker: S, text: T, {field}: istanbul}}\n"
    desk.done("record", "-", typed=journal)
    assert "in_round: istanbul" in desk.done("export", "--format", "yaml")


def test_a_journal_says_the_round_of_each_entry_itself(desk: Desk) -> None:
    """--in goes with a kind, not with a journal."""
    said = desk.fails(2, "record", "-", "--in", "istanbul", typed="- {kind: talks-resumed, on: 2022-03-29}\n")
    assert "--in: is said of each entry in the journal itself" in said
