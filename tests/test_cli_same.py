"""A command and the library method behind it record the same events, with the same said of them."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bargaining import bargaining

from negotiation import NegotiationLog, TalksLog
from negotiation.domain.record.entry import Entry

ENVELOPE = ("--on", "2022-03-30", "--says", "Agencies", "--source", "agencies-0330", "--grade", "B2", "--in", "ist")
DETAILS: dict[str, Any] = {
    "on": "2022-03-30", "says": "Agencies", "sources": ["agencies-0330"], "grade": "B2", "in_round": "ist",
}  # fmt: skip
Call = Callable[[TalksLog], tuple[Entry, ...]]
SAME: tuple[tuple[str, Call], ...] = (
    (
        "round ankara scheduled --planned 2022-05 --label next --mediator TUR --form video --delegation UKR=Kuleba",
        lambda talks: talks.act_on_round(
            "ankara",
            "scheduled",
            {
                "planned": "2022-05",
                "label": "next",
                "mediators": ["TUR"],
                "format": "video",
                "delegations": ["UKR=Kuleba"],
            },
            **DETAILS,
        ),
    ),
    (
        "round ist closed --outcome broken-off --result 'a paper' --press none --duration PT3H",
        lambda talks: talks.act_on_round(
            "ist",
            "closed",
            {"outcome": "broken-off", "outputs": ["a paper"], "press_access": "none", "duration": "PT3H"},
            **DETAILS,
        ),
    ),
    ("round ist resumed --override x", lambda t: t.act_on_round("ist", "resumed", override="x", **DETAILS)),
    (
        "pledge leave --by RUS --to UKR --text T --action a --area b --purpose c --under neu --supersedes fewer",
        lambda talks: talks.pledge(
            "leave",
            by="RUS",
            to="UKR",
            text="T",
            actions="a",
            areas=["b"],
            purpose="c",
            under="neu",
            supersedes="fewer",
            **DETAILS,
        ),
    ),
    (
        "pledge leave --by RUS --by UKR --text T --indicator troops=none --baseline d --due 2022-05",
        lambda talks: talks.pledge(
            "leave", by=["RUS", "UKR"], text="T", indicators="troops=none", baseline="d", due="2022-05", **DETAILS
        ),
    ),
    (
        "clarify fewer --by OSCE --indicator a=b --baseline c --due 2022-05",
        lambda talks: talks.clarify(
            "fewer", by="OSCE", indicators=[{"name": "a", "text": "b"}], baseline="c", due="2022-05", **DETAILS
        ),
    ),
    (
        "observe fewer x --by OSCE --indicator troops --access-denied",
        lambda talks: talks.observe("fewer", "x", by="OSCE", indicator="troops", access="denied", **DETAILS),
    ),
    (
        "assess fewer partial --by USA --confidence low --reason x --evidence '#12'",
        lambda talks: talks.assess(
            "fewer", "partial", by="USA", confidence="low", reason="x", evidence="#12", **DETAILS
        ),
    ),
    (
        "withdraw fewer --by RUS --reason x",
        lambda talks: talks.withdraw("fewer", by="RUS", reason="x", **DETAILS),
    ),
    (
        "withdraw neu --by UKR --reason x",
        lambda talks: talks.withdraw("neu", by="UKR", reason="x", **DETAILS),
    ),
    (
        "guarantor sec conditional USA --unnamed others --if proposal:neu --reason x",
        lambda talks: talks.guarantor(
            "sec", "conditional", "USA", unnamed="others", conditions="proposal:neu", reason="x", **DETAILS
        ),
    ),
    (
        "silence neu --until 2022-04-10 --by TUR",
        lambda talks: talks.open_silence("neu", until="2022-04-10", by="TUR", **DETAILS),
    ),
    (
        "silence neu --broken --by RUS --reason x --override y",
        lambda talks: talks.break_silence("neu", by="RUS", reason="x", override="y", **DETAILS),
    ),
    (
        "package whole neu sec --title T --by UKR",
        lambda talks: talks.form_package("whole", ["neu", "sec"], title="T", by="UKR", **DETAILS),
    ),
    (
        "package deal --remove neu --by UKR --reason x --override y",
        lambda talks: talks.change_package("deal", remove="neu", by="UKR", reason="x", override="y", **DETAILS),
    ),
    (
        "package deal --dissolve --by UKR --reason x",
        lambda talks: talks.dissolve_package("deal", by="UKR", reason="x", **DETAILS),
    ),
    (
        "decide UKR+RUS --nothing-until-everything",
        lambda talks: talks.decide_by(
            {"kind": "named-set", "parties": ["UKR", "RUS"]}, nothing_until_everything=True, **DETAILS
        ),
    ),
    ("decide threshold:75%", lambda talks: talks.decide_by({"kind": "threshold", "percent": 75}, **DETAILS)),
    (
        "respond neu --by RUS --stance supports-if --condition proposal:sec --if x",
        lambda talks: talks.respond("neu", by="RUS", stance="supports-if", conditions=["proposal:sec", "x"], **DETAILS),
    ),
)


def _recorded(path: Path) -> list[tuple[Any, ...]]:
    """Return what was added to a log: each event, what is said of it, and why it was recorded over a rule."""
    with NegotiationLog.open(str(path)) as log:
        entries = log.talks().entries()[13:]
    return [(entry.id, entry.event, entry.envelope.claim(), entry.envelope.override) for entry in entries]


@pytest.mark.parametrize(("command", "call"), SAME, ids=lambda value: value if isinstance(value, str) else "")
def test_a_command_and_the_method_behind_it_record_the_same(tmp_path: Path, command: str, call: Call) -> None:
    """What is typed and what is called leave the same entries, but for their ids and the moment of recording."""
    (tmp_path / "typed").mkdir()
    (tmp_path / "called").mkdir()
    typed, called = bargaining(tmp_path / "typed"), bargaining(tmp_path / "called")
    typed.done(*shlex.split(command), *ENVELOPE, "--id", "same")
    with NegotiationLog.open(str(called.log)) as log:
        talks = log.talks()
        entries = call(talks)
        assert entries == talks.last_recorded
    ids = ("same", *(f"same.{nth}" for nth in range(2, len(entries) + 1)))
    expected = [(id_, *rest) for id_, (_, *rest) in zip(ids, _recorded(called.log), strict=True)]
    assert expected == _recorded(typed.log)
    assert expected
