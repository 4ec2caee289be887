"""The stored form: what a version of this program has written, every later one reads, to the byte."""

import json
from pathlib import Path

import every_kind
import pytest

from negotiation.domain.catalogue import EVENTS
from negotiation.domain.errors import InvalidInput, UnknownKind
from negotiation.domain.terms import Term
from negotiation.store.codec import decode, encode

_FILE = Path(__file__).with_name("data") / "stored-v1.jsonl"
STORED = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").split("\n") if line]
"""Rows as version 1 stored them: their kind, and their state as a text. Never made anew, only added to."""


@pytest.mark.parametrize("row", STORED, ids=[row["kind"] for row in STORED])
def test_what_version_1_stored_is_read_and_written_the_same(row: dict[str, str]) -> None:
    """A row that version 1 stored is decoded, and encoding it again gives the same bytes."""
    record = decode(row["kind"], row["state"].encode(), 1)
    assert row["state"].encode() == encode(record.envelope, record.event)


def test_stored_rows_cover_every_kind_and_every_term() -> None:
    """The rows kept of version 1 hold every kind of event and every typed term that there is."""
    assert set(EVENTS) == {row["kind"] for row in STORED}
    kinds = {term["kind"] for row in STORED for term in json.loads(row["state"])["event"].get("terms", ())}
    assert set(Term.kinds) == kinds


@pytest.mark.parametrize("kind", EVENTS)
def test_an_entry_of_every_kind_survives_its_storage(kind: str) -> None:
    """What is encoded is decoded as the same event in the same envelope."""
    event, envelope = every_kind.events()[kind], every_kind.envelope()
    record = decode(kind, encode(envelope, event), 1)
    assert (envelope, event) == (record.envelope, record.event)


def test_an_unknown_kind_is_refused_before_its_content_is_read() -> None:
    """The content of an unknown kind is not looked at."""
    with pytest.raises(UnknownKind, match="#7"):
        decode("os:system", b"not even JSON", 7)


def test_text_that_is_none_is_never_stored() -> None:
    """Half of a character is refused when it is encoded."""
    envelope = every_kind.envelope().model_copy(update={"note": "\ud800"})
    with pytest.raises(InvalidInput):
        encode(envelope, every_kind.events()["talks-resumed"])
