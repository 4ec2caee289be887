"""Pledges from the command line: the words, what was seen, the verdicts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bargaining import bargaining
from commandline import Desk, at_work


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk where RUS pledged fewer-troops (#12) and said how it is measured (#13)."""
    return bargaining(tmp_path)


def _events(desk: Desk, after: int = 13) -> list[dict[str, Any]]:
    """Return the events after an entry, without what was not told."""
    events = [json.loads(line)["event"] for line in desk.record().splitlines()[after:]]
    return [{name: value for name, value in event.items() if value not in (None, [])} for event in events]


def test_a_pledge_is_recorded_with_all_that_it_says(desk: Desk) -> None:
    """Whom it is made to, its words, actions, areas, purpose, agenda item and proposal are all kept."""
    desk.done("issue", "military", "Military activity")
    said = desk.done(
        *("pledge", "leave", "--by", "RUS", "--by", "UKR", "--to", "TUR", "--text", "We shall leave"),
        *("--action", "leave", "--action", "hand over", "--area", "Kyiv", "--area", "Chernihiv"),
        *("--purpose", "trust", "--issue", "mil", "--under", "neutral", "--on", "2022-03-30"),
    )  # fmt: skip
    assert said == "#15  30 Mar 2022  RUS and UKR pledged leave to TUR: We shall leave\n"
    assert _events(desk, 14) == [
        {
            "kind": "pledge-made", "pledge": "leave", "by": ["RUS", "UKR"], "to": ["TUR"], "text": "We shall leave",
            "actions": ["leave", "hand over"], "areas": ["Kyiv", "Chernihiv"], "purpose": "trust", "issue": "military",
            "under": "neutral-status",
        }
    ]  # fmt: skip


def test_a_pledge_may_supersede_another_and_say_how_it_is_measured(desk: Desk) -> None:
    """What it supersedes ends, and what would show that it is kept is a clarification by the pledger: one batch."""
    said = desk.done(
        *("pledge", "leave", "--by", "RUS", "--text", "We shall leave", "--supersedes", "fewer", "--on", "2022-04-01"),
        *("--indicator", "troops=none = none", "--baseline", "28 March", "--due", "2022-04-10", "--id", "mine"),
    )
    assert [line[:3] for line in said.splitlines()] == ["#14", "#15", "#16"]
    made, superseded, clarified = _events(desk)
    assert (made["kind"], made["pledge"]) == ("pledge-made", "leave")
    assert superseded == {"kind": "pledge-superseded", "pledge": "fewer-troops", "by_pledge": "leave"}
    assert clarified == {
        "kind": "pledge-clarified", "pledge": "leave", "by": "RUS", "baseline": "28 March", "due": "2022-04-10",
        "indicators": [{"name": "troops", "text": "none = none"}],
    }  # fmt: skip
    desk.done("undo")
    assert "fewer-troops is superseded" not in desk.done("clarify", "fewer", "--by", "UKR", "--due", "2022-04-05")


def test_a_pledge_is_clarified_observed_and_assessed(desk: Desk) -> None:
    """Each of the three says who, and is recorded as it was told; evidence is kept by the ids of the entries."""
    desk.done("clarify", "fewer", "--by", "OSCE", "--indicator", "posts=none", "--due", "2022-04", "--on", "2022-03-30")
    desk.done(
        *("observe", "fewer", "a column of tanks", "--by", "OSCE", "--indicator", "troops", "--access", "partial"),
        *("--on", "2022-04-02", "--id", "sighting"),
    )
    said = desk.done(
        *("assess", "fewer", "contradicted", "--by", "USA", "--confidence", "moderate", "--reason", "tanks"),
        *("--evidence", "#15", "--evidence", "sight", "--evidence", "12", "--on", "2022-04-03"),
    )
    assert said.startswith("#16  3 Apr 2022  USA assessed fewer-troops: contradicted (moderate confidence)")
    clarified, observed, assessed = _events(desk)
    assert (clarified["by"], clarified["due"]) == ("OSCE", "2022-04")
    assert observed == {
        "kind": "conduct-observed", "pledge": "fewer-troops", "by": "OSCE", "text": "a column of tanks",
        "indicator": "troops", "access": "partial",
    }  # fmt: skip
    made = json.loads(desk.record().splitlines()[11])["id"]
    assert (assessed["assessor"], assessed["evidence"]) == ("USA", ["sighting", "sighting", made])


@pytest.mark.parametrize(
    "options", [["--access-denied"], ["--access", "denied"], ["--access-denied", "--access", "denied"]]
)
def test_access_that_was_denied_may_be_said_in_two_ways(desk: Desk, options: list[str]) -> None:
    """The flag and the value mean the same."""
    assert "OSCE was denied access" in desk.done("observe", "fewer", "a roadblock", "--by", "OSCE", *options)
    assert "denied" == _events(desk)[0]["access"]


def test_a_pledge_is_withdrawn_as_a_proposal_is(desk: Desk) -> None:
    """Withdraw takes either; what could be both is ambiguous, and only who pledged can withdraw a pledge."""
    assert "fewer-troops" in desk.fails(4, "withdraw", "fewer", "--by", "UKR", "--on", "2022-04-01")
    desk.done("propose", "fewer-arms", "--by", "UKR", "--on", "2022-03-30")
    said = desk.fails(3, "withdraw", "fewer", "--by", "RUS", "--on", "2022-04-01")
    assert "'fewer' could be proposal:fewer-arms, pledge:fewer-troops" in said
    said = desk.done("withdraw", "pledge:fewer", "--by", "RUS", "--reason", "no answer", "--on", "2022-04-01")
    assert said == "#15  1 Apr 2022  RUS withdrew its pledge fewer-troops: no answer\n"
    assert "UKR withdrew fewer-arms" in desk.done("withdraw", "fewer-a", "--by", "UKR", "--on", "2022-04-01")
    assert "there is no proposal or pledge 'zzz'" in desk.fails(3, "withdraw", "zzz", "--by", "UKR")
    assert "there is no proposal or pledge 'party:UKR'" in desk.fails(3, "withdraw", "party:UKR", "--by", "UKR")


def test_what_several_pledge_they_clarify_together(desk: Desk) -> None:
    """The sentence on the indicators of a pledge names the pledgers as that on the pledge does."""
    desk.done("party", "BLR", "--role", "negotiating")
    said = desk.done(
        *("pledge", "leave", "--by", "RUS,UKR,BLR", "--text", "T", "--due", "2022-05", "--on", "2022-04-01")
    )
    named = re.findall(r"RUS.* (?:pledged|clarified)", said)
    assert ["RUS, UKR and BLR pledged", "RUS, UKR and BLR clarified"] == named


@pytest.mark.parametrize(
    ("status", "command", "said"),
    [
        (2, ["pledge", "leave"], "missing: --by, --text"),
        (2, ["pledge", "leave", "--by", "RUS", "--text", "T", "--indicator", "troops"], "'troops' is no NAME=TEXT"),
        (2, ["pledge", "leave", "--by", "RUS", "--text", "T", "--indicator", "=none"], "indicators 1, name: "),
        (2, ["pledge", "leave", "--by", "RUS", "--text", "T", "--due", "soon"], "due: 'soon' is not a date"),
        (3, ["pledge", "leave", "--by", "RUS", "--text", "T", "--under", "pact"], "there is no proposal 'pact'"),
        (3, ["pledge", "leave", "--by", "RUS", "--text", "T", "--issue", "land"], "there is no issue 'land'"),
        (3, ["pledge", "leave", "--by", "RUS", "--text", "T", "--supersedes", "more"], "there is no pledge 'more'"),
        (4, ["pledge", "leave", "--by", "CHN", "--text", "T"], "CHN is not at the talks by then"),
        (4, ["pledge", "fewer-troops", "--by", "RUS", "--text", "T"], "fewer-troops was pledged already (#12)"),
        (2, ["clarify", "fewer"], "missing: --by"),
        (2, ["clarify", "fewer", "--by", "OSCE"], "--indicator: give at least one, or --baseline or --due"),
        (3, ["clarify", "zzz", "--by", "OSCE", "--due", "2022-05"], "there is no pledge 'zzz'"),
        (2, ["observe", "fewer", "a column"], "missing: --by"),
        (2, ["observe", "fewer", "x", "--by", "OSCE", "--access", "some"], "access: "),
        (
            2,
            ["observe", "fewer", "x", "--by", "OSCE", "--access", "full", "--access-denied"],
            "--access-denied: and --access full exclude each other",
        ),
        (4, ["observe", "fewer", "x", "--by", "OSCE", "--indicator", "guns"], "has no indicator guns"),
        (2, ["assess", "fewer", "kept", "--by", "USA"], "VERDICT: there is no verdict 'kept': did you mean fulfilled?"),
        (2, ["assess", "breached", "fewer", "--by", "USA"], "VERDICT: comes second: talks assess fewer breached"),
        (2, ["assess", "fewer", "breached"], "missing: --by"),
        (2, ["assess", "fewer", "breached", "--by", "USA", "--confidence", "total"], "confidence: "),
        (3, ["assess", "fewer", "breached", "--by", "USA", "--evidence", "#99"], "there is no entry '#99'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_recorded_of_a_pledge_is_said(desk: Desk, status: int, command: list[str], said: str) -> None:
    """A wrong word, a reference to nothing and an act that a rule refuses each end with their own status."""
    assert said in desk.fails(status, *command)


@pytest.mark.parametrize(
    "command",
    [
        ["pledge", "leave", "--by", "RUS", "--text", "T", "--due", "2022-05"],
        ["clarify", "fewer", "--by", "OSCE", "--baseline", "28 March"],
        ["observe", "fewer", "a column", "--by", "OSCE"],
        ["assess", "fewer", "partial", "--by", "USA"],
        ["withdraw", "fewer", "--by", "RUS"],
    ],
    ids=" ".join,
)
def test_what_is_tried_is_not_recorded(desk: Desk, command: list[str]) -> None:
    """A dry run says what would be recorded, and an override is not needed where no rule refuses."""
    before = desk.record()
    assert "(not recorded: dry run)\n" in desk.done(*command, "--dry-run", "--override", "to be sure")
    assert before == desk.record()


def test_where_there_is_no_pledge_the_hint_says_how_to_record_one(tmp_path: Path) -> None:
    """Of a log without pledges it is said with which command one is recorded."""
    said = at_work(tmp_path).fails(3, "assess", "fewer", "breached", "--by", "USA")
    assert "there is no pledge 'fewer' in this log\nhint:  record one with: talks pledge" in said


@pytest.mark.parametrize("reference", ["fewer", "pledge:fewer", "ist", "round:ist", "deal", "package:d"])
def test_a_statement_may_be_about_any_of_these(desk: Desk, reference: str) -> None:
    """--about takes pledges, rounds and packages."""
    desk.done("say", "Fomin", "We shall reduce it", "--party", "RUS", "--about", reference, "--on", "2022-03-29")
    assert _events(desk)[0]["about"][0] in ("pledge:fewer-troops", "round:istanbul", "package:deal")
