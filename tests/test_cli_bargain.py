"""Guarantors, silence procedures and packages from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from bargaining import bargaining
from commandline import Desk, at_work


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with the package deal (#10), and USA approached as guarantor (#11); its last entry is #13."""
    return bargaining(tmp_path)


def _events(desk: Desk) -> list[dict[str, Any]]:
    """Return the events that were added, without what was not told."""
    events = [json.loads(line)["event"] for line in desk.record().splitlines()[13:]]
    return [{name: value for name, value in event.items() if value not in (None, [])} for event in events]


def test_guarantors_take_a_step_together_each_with_an_entry(desk: Desk) -> None:
    """Named guarantors and those that are not named are recorded as one batch; proposals in conditions are resolved."""
    said = desk.done(
        *("guarantor", "sec", "conditional", "USA", "GBR", "--unnamed", "some countries", "--if", "proposal:neu"),
        *("--condition", "a vote at home", "--reason", "says the envoy", "--on", "2022-03-30"),
    )
    assert [line.split("  ")[2].split(" ")[0] for line in said.splitlines()] == ["USA", "GBR", "some"]
    told = {
        "kind": "guarantor-state-changed", "proposal": "security-guarantees", "state": "conditional",
        "conditions": ["proposal:neutral-status", "a vote at home"], "reason": "says the envoy",
    }  # fmt: skip
    who = ({"guarantor": "USA"}, {"guarantor": "GBR"}, {"unnamed": "some countries"})
    assert [{**told, **one} for one in who] == _events(desk)
    desk.done("undo")
    assert "some countries" not in desk.done("log")


def test_a_silence_procedure_is_opened_and_broken(desk: Desk) -> None:
    """The deadline is that of the version on the table; --broken records who objected, and why."""
    opened = ("silence", "neutral", "--until", "2022-04-02T12:00+03:00", "--by", "TUR", "--on", "2022-03-30")
    assert "neutral-status (version 1)" in desk.done(*opened)
    assert "is running already (#14)" in desk.fails(4, *opened)
    said = desk.done("silence", "neutral", "--broken", "--by", "RUS", "--reason", "bases", "--on", "2022-04-01")
    assert said == "#15  1 Apr 2022  RUS broke the silence on neutral-status: bases\n"
    assert _events(desk) == [
        {
            "kind": "silence-opened", "proposal": "neutral-status", "by": ["TUR"], "version": 1,
            "deadline": "2022-04-02T12:00+03:00",
        },
        {"kind": "silence-broken", "proposal": "neutral-status", "by": ["RUS"], "reason": "bases"},
    ]  # fmt: skip
    desk.done("revise", "neutral", "--by", "UKR", "--text", "shorter", "--on", "2022-04-03")
    desk.done("silence", "neutral", "--until", "2022-04-10", "--version", "2", "--on", "2022-04-04")


def test_who_broke_the_silence_has_answered(desk: Desk) -> None:
    """It is waited for no more, and holds a package up by that; on a version that came later it is not heard."""
    desk.done("propose", "locks", "--by", "UKR", "--on", "2022-03-29")
    desk.done("package", "both", "locks", "neutral", "--on", "2022-03-29")

    def waiting(at: str) -> list[list[str]]:
        items = json.loads(desk.done("due", "--at", at, "--only", "unanswered", "--json"))["items"]
        return [item["who"] for item in items if item["subject"] == "locks"]

    assert [["RUS"]] == waiting("2022-04-02")
    desk.done("silence", "locks", "--until", "2022-04-10", "--by", "TUR", "--on", "2022-03-30")
    desk.done("silence", "locks", "--broken", "--by", "RUS", "--on", "2022-04-01")
    assert [[], [["RUS"]]] == [waiting("2022-04-02"), waiting("2022-03-31")]
    assert "RUS on locks: broke the silence" in desk.done("packages", "--at", "2022-04-02")
    proposals = json.loads(desk.done("status", "--at", "2022-04-02", "--json"))["proposals"]
    assert [[]] == [found["unheard"] for found in proposals if found["proposal"] == "locks"]
    desk.done("revise", "locks", "--by", "UKR", "--text", "shorter", "--on", "2022-04-03")
    assert [["RUS"]] == waiting("2022-04-03")
    assert "RUS on locks: not heard" in desk.done("packages", "--at", "2022-04-03")


def test_a_package_is_formed_changed_and_dissolved(desk: Desk) -> None:
    """A package takes a title and who formed it; proposals join and leave it; dissolved, it can be formed again."""
    desk.done("propose", "bases", "--by", "UKR", "--on", "2022-03-30")
    desk.done("package", "whole", "neu", "sec", "bas", "--title", "The whole", "--by", "UKR", "--on", "2022-03-30")
    desk.done(
        "package", "de", "--add", "bases", "--remove", "neu", "--by", "RUS", "--reason", "x", "--on", "2022-03-31"
    )
    desk.done("package", "deal", "--dissolve", "--by", "UKR", "--reason", "no use", "--on", "2022-04-01")
    assert _events(desk)[1:] == [
        {
            "kind": "package-formed", "package": "whole", "title": "The whole", "by": ["UKR"],
            "proposals": ["neutral-status", "security-guarantees", "bases"],
        },
        {
            "kind": "package-changed", "package": "deal", "added": ["bases"], "removed": ["neutral-status"],
            "by": ["RUS"], "reason": "x",
        },
        {"kind": "package-dissolved", "package": "deal", "by": ["UKR"], "reason": "no use"},
    ]  # fmt: skip
    assert "#18" in desk.done("package", "deal", "neu", "bas", "--on", "2022-04-02")


@pytest.mark.parametrize(
    ("status", "command", "said"),
    [
        (2, ["guarantor", "security", "promised", "USA"], "STATE: there is no state 'promised'; there is approached"),
        (2, ["guarantor", "signed", "security", "USA"], "STATE: comes second: talks guarantor security signed"),
        (2, ["guarantor", "security", "USA", "signed"], "STATE: there is no state 'USA'; there is approached"),
        (2, ["guarantor", "security", "signed"], "GUARANTOR: name one, or describe those not named with --unnamed"),
        (2, ["guarantor", "security", "signed", "USA", "--if", "x"], "--if: does not go with signed"),
        (2, ["guarantor", "security", "signed", "U S A"], "guarantor: is a code of letters, digits and hyphens"),
        (3, ["guarantor", "pact", "signed", "USA"], "there is no proposal 'pact'"),
        (3, ["guarantor", "security", "conditional", "USA", "--if", "proposal:pact"], "there is no proposal 'pact'"),
        (4, ["guarantor", "neutral", "approached", "USA"], "holds no term of the kind security-guarantees"),
        (4, ["guarantor", "security", "ratified", "USA"], "USA cannot be ratified: it has not signed"),
        (2, ["silence", "neutral"], "--until: give the deadline, or --broken where parties object"),
        (2, ["silence", "neutral", "--by", "RUS", "--reason", "x"], "--until: give the deadline"),
        (2, ["silence", "neutral", "--until", "2030", "--reason", "x"], "--reason: does not go with --until"),
        (2, ["silence", "neutral", "--broken", "--by", "RUS", "--until", "2030"], "--until: does not go with --broken"),
        (2, ["silence", "neu", "--broken", "--by", "RUS", "--version", "1"], "--version: does not go with --broken"),
        (2, ["silence", "neutral", "--broken"], "missing: --by"),
        (2, ["silence", "neutral", "--until", "soon"], "deadline: 'soon' is not a date"),
        (4, ["silence", "neutral", "--broken", "--by", "RUS"], "no silence procedure is running on neutral-status"),
        (2, ["package", "deal"], "PROPOSAL: give those of a new package, or --add, --remove, --dissolve"),
        (2, ["package", "deal"], "to look at it: talks packages"),
        (2, ["package", "deal", "--title", "T", "--by", "UKR"], "to look at it: talks packages"),
        (2, ["package", "new", "neutral"], "a package holds at least two proposals or pledges"),
        (2, ["package", "new", "neutral", "neu"], "neutral-status is named twice"),
        (2, ["package", "new", "neu", "sec", "--add", "x"], "--add: does not go with the proposals of a new package"),
        (2, ["package", "new", "neu", "sec", "--remove", "x"], "--remove: does not go with the proposals of a new"),
        (2, ["package", "new", "neu", "sec", "--dissolve"], "--dissolve: does not go with the proposals of a new"),
        (2, ["package", "new", "neu", "sec", "--reason", "x"], "--reason: does not go with the proposals of a new"),
        (2, ["package", "deal", "--add", "neu", "--dissolve"], "--dissolve: does not go with --add and --remove"),
        (2, ["package", "deal", "--add", "neu", "--title", "T"], "--title: does not go with --add and --remove"),
        (2, ["package", "deal", "--dissolve", "--title", "T"], "--title: does not go with --dissolve"),
        (3, ["package", "zzz", "--dissolve"], "there is no package 'zzz' in this log\nhint:  there is deal"),
        (3, ["package", "new", "neu", "zzz"], "there is no proposal or pledge 'zzz'"),
        (4, ["package", "deal", "neu", "sec"], "the package deal was formed already (#10)"),
        (4, ["package", "deal", "--remove", "neu"], "would hold fewer than two proposals or pledges: dissolve it"),
        (3, ["respond", "neu", "--by", "RUS", "--stance", "opposes", "--if", "proposal:x"], "there is no proposal 'x'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_what_cannot_be_recorded_is_said(desk: Desk, status: int, command: list[str], said: str) -> None:
    """A wrong word, a reference to nothing and an act that a rule refuses each end with their own status."""
    assert said in desk.fails(status, *command)


def test_where_there_is_no_package_the_hint_says_how_to_form_one(tmp_path: Path) -> None:
    """Of a log without packages it is said with which command one is formed."""
    said = at_work(tmp_path).fails(3, "package", "deal", "--dissolve")
    assert "there is no package 'deal' in this log\nhint:  form one with: talks package ID PROPOSAL..." in said


@pytest.mark.parametrize(
    "command",
    [
        ["guarantor", "security", "declined", "USA"],
        ["silence", "neutral", "--until", "2030"],
        ["package", "new", "neu", "sec"],
        ["package", "deal", "--dissolve"],
        ["decide", "threshold:1", "--nothing-until-everything"],
    ],
    ids=" ".join,
)
def test_what_is_tried_is_not_recorded(desk: Desk, command: list[str]) -> None:
    """A dry run says what would be recorded, and leaves the log as it is."""
    before = desk.record()
    assert "(not recorded: dry run)\n" in desk.done(*command, "--dry-run")
    assert before == desk.record()


def test_a_condition_in_words_is_kept_to_the_letter(desk: Desk) -> None:
    """Only what names a proposal and nothing else is looked up."""
    for words in ("proposal: to be made", "proposal:", "party:UKR", " proposal:neutral"):
        desk.done("respond", "neu", "--by", "RUS", "--stance", "supports-if", "--if", words, "--on", "2022-04-01")
        assert [words] == _events(desk)[-1]["conditions"]
