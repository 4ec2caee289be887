"""The stored form: what a version of this program has written, every later one reads, to the byte."""

import json
from pathlib import Path
from typing import Any

import every_kind
import pytest
from msgspec.structs import replace

from negotiation.domain.catalogue import EVENTS
from negotiation.domain.errors import InvalidInput, Unreadable
from negotiation.domain.terms import TERMS
from negotiation.store.codec import decode, encode

_FILE = Path(__file__).with_name("data") / "stored-v1.jsonl"
STORED = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").split("\n") if line]
"""Rows as version 1 stored them: their kind, and their state as a text. Never made anew, only added to."""


@pytest.mark.parametrize("row", STORED, ids=[row["kind"] for row in STORED])
def test_what_version_1_stored_is_read_and_written_the_same(row: dict[str, str]) -> None:
    """A row that version 1 stored is decoded, and encoding it again in its form gives what it said, form noted."""
    record = decode(row["kind"], row["state"].encode(), 1)
    assert 1 == record.format
    assert json.loads(row["state"]) | {"format": 1} == json.loads(encode(record.envelope, record.event, record.format))


def test_an_empty_revision_of_form_1_is_as_before() -> None:
    """What version 1 stored as no terms and no provisions meant the old ones, be it in an account of an entry too."""
    revised = '{"proposal":"p","title":null,"terms":[],"provisions":[],"kind":"proposal-revised","by":["UKR"]}'
    envelope = '{"recorder":"r","batch":"b"}'
    for event in (revised, f'{{"entry":"e1","reason":"r","kind":"entry-corrected","event":{revised},"claim":{{}}}}'):
        kind = json.loads(event)["kind"]
        found = decode(kind, f'{{"envelope":{envelope},"event":{event}}}'.encode(), 1).event
        told: Any = getattr(found, "event", found)
        assert (None, None) == (told.terms, told.provisions)
        today = decode(kind, f'{{"format":2,"envelope":{envelope},"event":{event}}}'.encode(), 1).event
        told = getattr(today, "event", today)
        assert ((), ()) == (told.terms, told.provisions)


def test_what_a_newer_version_wrote_asks_for_an_update() -> None:
    """A later form, and a field that is not known here, are told apart from damage."""
    state = b'{"format":3,"envelope":{"recorder":"r","batch":"b"},"event":{"kind":"talks-resumed"}}'
    with pytest.raises(Unreadable, match="form 3"):
        decode("talks-resumed", state, 7)
    state = b'{"format":2,"envelope":{"recorder":"r","batch":"b"},"event":{"kind":"talks-resumed","mood":"good"}}'
    with pytest.raises(Unreadable, match="mood"):
        decode("talks-resumed", state, 7)


def test_stored_rows_cover_every_kind_and_every_term() -> None:
    """The rows kept of version 1 hold every kind of event and every typed term that there is."""
    later = {"party-renamed", "knowledge-rule-set", "party-weight-set", "party-continued", "proposal-sponsored"}
    later |= {"group-formed", "group-members-changed", "group-dissolved", "note-taken", "note-sorted"}
    later |= {"amendment-moved", "proposal-amended", "vote-held", "pledge-linked", "term-kind-defined"}
    later |= {"amendment-seconded", "amendment-not-moved", "proposal-extended", "entries-hashed", "record-disclosed"}
    later |= {"reservation-made", "reservation-withdrawn", "reservation-objected"}
    assert set(EVENTS) - later == {row["kind"] for row in STORED}
    kinds = {term["kind"] for row in STORED for term in json.loads(row["state"])["event"].get("terms", ())}
    assert set(TERMS) - {"entry-into-force", "defined"} == kinds


@pytest.mark.parametrize("kind", EVENTS)
def test_an_entry_of_every_kind_survives_its_storage(kind: str) -> None:
    """What is encoded is decoded as the same event in the same envelope."""
    event, envelope = every_kind.events()[kind], every_kind.envelope()
    record = decode(kind, encode(envelope, event), 1)
    assert (envelope, event) == (record.envelope, record.event)


def test_an_unknown_kind_is_refused_before_its_content_is_read() -> None:
    """The content of an unknown kind is not looked at."""
    with pytest.raises(Unreadable, match="#7"):
        decode("os:system", b"not even JSON", 7)


def test_text_that_is_none_is_never_stored() -> None:
    """Half of a character is refused when it is encoded."""
    envelope = replace(every_kind.envelope(), note="\ud800")
    with pytest.raises(InvalidInput):
        encode(envelope, every_kind.events()["talks-resumed"])
