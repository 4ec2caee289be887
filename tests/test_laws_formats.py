"""Laws of formats: every format of every view tells the same facts, and every view the same of one thing."""

import csv
import html
import io
import json
import re
from typing import Any

import pytest
from effort import LAW, examples
from hypothesis import given
from hypothesis import strategies as st
from random_logs import logs

from negotiation.domain.dates.clocks import NOW, Clocks
from negotiation.domain.fold import fold
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import History, history
from negotiation.rendering import formats
from negotiation.rendering.document import Document, passages, text_of
from negotiation.rendering.layouts import lay_out
from negotiation.rendering.safe import for_csv
from negotiation.views.registry import VIEWS

clocks = st.sampled_from((NOW, Clocks(at="2022-03-06"), Clocks(known="2022-03-06"), Clocks(recorded="#9")))
FOLDED = ("status", "timeline", "positions", "pledges", "guarantees", "rounds", "packages", "sources")
"""The views that are folded from a history alone."""


def squeezed(text: str) -> str:
    """Return a text without white space and without what only shapes it."""
    return re.sub(r"[\s\\\u00ad\u200b]+", "", text)


def words_of(document: Document) -> list[str]:
    """Return every passage of a document, and its headings."""
    blocks = [block for section in document.sections for block in section.blocks]
    return [passage.text for block in blocks for passage in passages(block)]


def as_text(document: Document, name: str) -> str:
    """Return what a person reads of a document in one format."""
    text = formats.FORMATS[name](document)
    return squeezed(html.unescape(re.sub(r"<[^>]*>", "", text)) if name in ("html", "md") else text)


@pytest.mark.parametrize("name", FOLDED)
@examples(0.1, LAW // len(FOLDED))
@given(log=logs, at=clocks)
def test_every_format_tells_what_the_document_says(name: str, log: list[Entry], at: Clocks) -> None:
    """Each passage stands in Markdown and HTML to the letter, and each of its words in plain text."""
    document = lay_out(name, VIEWS[name].fold(history(log, at)), at)
    found = {format_: as_text(document, format_) for format_ in ("html", "md")}
    table = set(formats.FORMATS["table"](document).split())
    for words in words_of(document):
        for text in found.values():
            assert squeezed(words) in text
        assert table >= set(words.split())


@pytest.mark.parametrize("name", FOLDED)
@examples(0.2, LAW // len(FOLDED))
@given(log=logs, at=clocks)
def test_a_sheet_has_the_rows_of_the_list(name: str, log: list[Entry], at: Clocks) -> None:
    """CSV holds the main table cell by cell, and JSON lines what JSON holds of it."""
    document = lay_out(name, VIEWS[name].fold(history(log, at)), at)
    _, *rows = csv.reader(io.StringIO(formats.FORMATS["csv"](document)))
    assert rows == [[for_csv(text_of(cell)) for cell in row] for row in document.main.rows]
    whole = formats.FORMATS["json"](document)
    lines = formats.FORMATS["jsonl"](document).splitlines()
    held = {json.dumps(part, sort_keys=True) for part in _objects(json.loads(whole))}
    assert held >= {json.dumps(json.loads(line), sort_keys=True) for line in lines}


def _objects(value: Any) -> list[Any]:
    """Return every object in a value of JSON, however deep."""
    match value:
        case dict():
            return [value, *(found for part in value.values() for found in _objects(part))]
        case list():
            return [found for part in value for found in _objects(part)]
        case _:
            return []


@examples(1, LAW)
@given(logs, clocks)
def test_every_view_tells_the_same_of_a_party(log: list[Entry], at: Clocks) -> None:
    """What the status says of a party is what the matrix of positions says of it; nobody is unheard who has spoken."""
    found = history(log, at)
    status, matrix = VIEWS["status"].fold(found), VIEWS["positions"].fold(found)
    held = {(cell.party, cell.proposal): cell for cell in matrix.cells}
    for proposal in status.proposals:
        for party in {stance.party for stance in proposal.stances}:
            own = [stance for stance in proposal.stances if stance.party == party and stance.provision is None]
            assert list(held[party, proposal.proposal].now) == own
        silent = {party for (party, name), cell in held.items() if name == proposal.proposal and not cell.moves}
        spoken = {party for (party, name), cell in held.items() if name == proposal.proposal and cell.moves}
        assert not spoken & set(proposal.unheard)
        assert silent >= set(proposal.unheard) & {party for party, _ in held}


@examples(0.4, LAW)
@given(logs, clocks)
def test_every_format_of_the_matrix_has_the_same_cells(log: list[Entry], at: Clocks) -> None:
    """The rows of CSV are the words that JSON has each party stand by, on texts and parts; a sponsor has one."""
    view = VIEWS["positions"].fold(history(log, at))
    document = lay_out("positions", view, at)
    rows = csv.DictReader(io.StringIO(formats.FORMATS["csv"](document)))
    found = json.loads(formats.FORMATS["json"](document))
    assert [
        (row["proposal"], row["provision"], row["party"], row["stance"], row["entry"], row["sponsor"]) for row in rows
    ] == [
        (
            cell["proposal"],
            cell["provision"] or "",
            cell["party"],
            held["stance"] if held else "",
            f"#{held['entry']}" if held else "",
            "yes" if cell["sponsor"] else "no",
        )
        for cell in (*found["cells"], *found["provisions"])
        for held in cell["now"] or ([None] if cell["sponsor"] else [])
    ]


@examples(0.4, LAW)
@given(logs)
def test_one_thing_is_told_alike_by_itself_and_in_the_list(log: list[Entry]) -> None:
    """What `show` says of a proposal is what the status of the talks says of it."""
    found: History = history(log)
    listed = {status.proposal: status for status in VIEWS["status"].fold(found).proposals}
    for name in fold(found).proposals:
        shown = VIEWS["show"].fold(log, found, f"proposal:{name}")
        if name in listed:
            assert shown.status == listed[name]
