"""Recording any kind of entry from its fields: every kind that there is, with every field that it has."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from commandline import Desk
from every_kind import FIELDS

from negotiation.domain import build
from negotiation.domain.catalogue import EVENTS

OTHERWISE: dict[str, dict[str, Any]] = {"entry-corrected": {"event": {"kind": "talks-resumed"}}}
"""Fields that have to fit the entry that is named: here that of a resumption."""


@cache
def _log() -> bytes:
    """Return a log that holds whatever the fields of all kinds refer to."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.done("init")
        desk.done("open", "peace", "Peace talks")
        desk.done("party", "UKR", "RUS", "TUR", "osce", "--role", "negotiating")
        for name in ("other", "neutral"):
            desk.done("propose", name, "--by", "UKR", "--on", "2022-03-01")
        desk.done("pledge", "leave", "--by", "RUS", "--text", "T", "--on", "2022-03-02")
        desk.done("term-kind", "limit", "substance,amount:bound")
        for kind in (
            "source-registered",
            "issue-added",
            "round-opened",
            "pledge-made",
            "package-formed",
            "group-formed",
        ):
            desk.done("record", kind, *_written(FIELDS[kind]), "--on", "2022-03-02")
        for id_ in ("abc", "def"):
            desk.done("record", "talks-resumed", "--override", "x", "--id", id_, "--on", "2022-03-03")
        desk.done("say", "A", "B", "--id", "abc.2", "--on", "2022-03-03")
        return desk.log.read_bytes()


def _written(fields: dict[str, Any]) -> list[str]:
    """Write fields as they are typed."""
    return [f"{name}={_text(value)}" for name, value in fields.items()]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_is_recorded_from_its_fields(tmp_path: Path, kind: str) -> None:
    """What is typed field by field is the event that the fields make; where a rule refuses it, over that rule."""
    desk = Desk(tmp_path, _log())
    fields = {**FIELDS[kind], **OTHERWISE.get(kind, {})}
    desk.done("record", kind, *_written(fields), "--on", "2022-04-01", "--in", "istanbul", "--override", "to try it")
    last = json.loads(desk.record().splitlines()[-1])
    assert build.event(kind, fields) == build.event(kind, last["event"])
    assert ("2022-04-01", "istanbul") == (last["envelope"]["occurred"], last["envelope"]["in_round"])


@pytest.mark.parametrize("kind", EVENTS)
def test_a_field_that_a_kind_does_not_have_is_refused(tmp_path: Path, kind: str) -> None:
    """No kind takes a field that it does not know."""
    desk = Desk(tmp_path, _log())
    said = desk.fails(2, "record", kind, *_written(FIELDS[kind]), "colour=red", "--override", "to try it")
    assert "colour: there is no such field" in said
