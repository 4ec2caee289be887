"""The JSON Schemas of what people write, held to what is taken: a journal, and a line."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from anything import anything
from effort import examples
from given import entries_of, told
from hypothesis import given
from jsonschema import Draft202012Validator

from negotiation.exchange import journal
from negotiation.exchange.export import exported
from negotiation.exchange.line import Line, parsed
from negotiation.exchange.schema import schema_of
from negotiation.exchange.told import ToldLine

KINDS = Path(__file__).parent.parent / "docs/generator/every-kind.yaml"
JOURNAL = Draft202012Validator(schema_of("journal"))
LINE = Draft202012Validator(schema_of("line"))
DIALECT = """
- {kind: proposal-tabled, on: 29 March 2022, proposal: p, by: "A,B", provision: 1=One, ahead: yes, id: a, says: X,
   term: "neutral-status,permanent=yes", text: In words, in-exchange-for: q, source: wire@p 1, quote: so,
   quote-language: en}
- {kind: position-taken, on: 2022, proposal: p, by: A, stance: supports-if, if: proposal:q, marking: restricted}
- {kind: vote-held, occurred: 2022, proposal: p, for: 3, against: 1, abstain: 0, by-party: A=for, in-body: C,
   adopted: yes, grade: B2}
- {kind: amendment-moved, on: 2022, proposal: a, of: p, by: A, provision: 1=New, drop: "2"}
- {kind: decision-rule-set, rule: threshold:75%}
- {kind: party-weight-set, party: A, weight: votes=3/15}
- {kind: statement-recorded, on: 2022, speaker: A, text: x, about: p, in: first, note: "", override: why}
- {kind: entry-corrected, entry: "#7", reason: x, set: {on: 2022}}
- {kind: pledge-made, on: 2022, pledge: l, by: A+B, text: We leave, to: C}
- {kind: pledge-clarified, on: 2022, pledge: l, by: A, indicator: troops=none, due: 2023}
"""
"""Entries in the words of options, each of which is taken."""


def test_the_schemas_are_schemas() -> None:
    """What is printed is JSON Schema."""
    for name in ("journal", "line"):
        Draft202012Validator.check_schema(schema_of(name))


@pytest.mark.parametrize("text", [KINDS.read_text(encoding="utf-8"), DIALECT, "", "talks: ist\nentries: []\n"])
@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml.SafeLoader])
def test_a_journal_that_is_taken_fits_the_schema(text: str, loader: Any) -> None:
    """Every kind of entry, and every form of a field, fits, be it read as texts or with the types of YAML."""
    journal.parse(text, "j.yaml")
    document = yaml.load(re.sub(r"\bon:", '"on":', text), Loader=loader)  # noqa: S506  # both loaders are safe
    document = json.loads(json.dumps(document, default=str))
    assert [] == [error.message for error in JOURNAL.iter_errors(document)]


@examples(1)
@given(one=anything)
def test_what_is_exported_fits_the_schemas(one: Any) -> None:
    """Whatever a log holds, its journal and its lines fit, with and without what only a log knows, and are taken."""
    entries = entries_of([told("talks-opened", title="Talks"), one])
    document = yaml.load(journal.exported("talks", entries), Loader=yaml.BaseLoader)  # noqa: S506  # texts only
    data = json.loads(list(exported(entries))[1])
    lacking = {name: value for name, value in data.items() if name in ("talks", "event")}
    lacking["envelope"] = {n: v for n, v in data["envelope"].items() if n not in ("recorder", "batch")}
    dated = isinstance(parsed("f:1", json.dumps(lacking)), ToldLine)  # what has no date is no entry of a journal
    assert (dated, dated, True) == (JOURNAL.is_valid(document), LINE.is_valid(lacking) and dated, LINE.is_valid(data))
    assert isinstance(parsed("f:1", json.dumps(data)), Line)


EVERY = yaml.load(KINDS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # texts only


@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry["kind"])
def test_an_entry_of_a_journal_is_a_line(entry: dict[str, Any]) -> None:
    """Each entry of the journal of every kind is a line as well, and fits its schema."""
    assert LINE.is_valid({**entry, "talks": "ist", "recorder": "eva"})
    assert isinstance(parsed("f:1", json.dumps({**entry, "talks": "ist", "recorder": "eva"})), ToldLine)


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "nosuch", "on": "2022"},
        {"on": "2022"},
        {"kind": "talks-resumed"},
        {"kind": "talks-resumed", "on": "2022", "nosuch": ""},
        {"kind": "position-taken", "on": "2022", "proposal": "p", "party": "A"},
        {"kind": "position-taken", "on": "2022", "proposal": "p", "party": "A", "stance": "maybe"},
        {"kind": "proposal-tabled", "on": "2022", "proposal": "No Slug", "by": "A"},
        {"kind": "party-joined", "party": "A", "roles": ["king"]},
        {"kind": "talks-resumed", "on": "2022", "marking": "secret"},
        {"kind": "pledge-made", "on": "2022", "pledge": "p", "by": "A"},
    ],
)
def test_what_is_refused_does_not_fit(entry: dict[str, Any]) -> None:
    """A kind or a field that there is not, one that is missing, and a value that a field cannot have, fit neither."""
    assert (False, False) == (JOURNAL.is_valid([entry]), LINE.is_valid(entry))
    assert isinstance(parsed("f:1", json.dumps(entry)), list)
