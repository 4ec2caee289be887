"""Documents of several talks whose rows are figures, with the labels of what these were made of.

A figure does not say which entries it is of, so each row has the strictest marking in view of its talks, where it is of
one, and else that of all.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from ..domain.record.history import History
from ..markings import PUBLIC, above_public, strictest
from .as_json import plain
from .document import Block, Cell, Document, Passage, Table, text_of
from .labelled import MARKING

TALKS = "talks"


def markings_of(histories: Iterable[History]) -> dict[str, str]:
    """Return the strictest marking of what is in view of each talks."""
    return {
        history.talks: strictest(facts.marking for facts, _ in history.facts((MARKING,)))
        if history.any_closed()
        else PUBLIC
        for history in histories
    }


def labelled_talks(document: Document, markings: Mapping[str, str], form: str) -> Document:
    """Return a document of figures in which the whole and each row say how what they are of is marked.

    Args:
        document: counts over several talks, or the talks of a log.
        markings: the strictest marking of each talks.
        form: the format in which it is to be written.
    """
    strict = strictest(markings.values())
    if not above_public(strict):
        return document
    titled = replace(document, title=f"{document.title} [{strict}]")
    if form not in ("json", "jsonl", "csv"):
        sections = (
            replace(section, blocks=tuple(_block(block, markings) for block in section.blocks))
            for section in document.sections
        )
        return replace(titled, sections=tuple(sections))
    own, main = {**markings, "": strict}, document.main
    at = main.columns.index(TALKS) if TALKS in main.columns else None
    rows = tuple((*row, _cell(_shown(own[text_of(row[at]) if at is not None else ""]))) for row in main.rows)
    records = [{**record, MARKING: own[_talks_of(record)]} for record in map(plain, document.records)]
    data = {**plain(document.data), MARKING: strict}
    for name, value in data.items():  # the list that JSON lines are of, wherever JSON holds it
        if value == plain(document.records):
            data[name] = records
    return replace(titled, data=data, records=records, sheet=replace(main, columns=(*main.columns, MARKING), rows=rows))


def _talks_of(record: Mapping[str, Any]) -> str:
    return str(record.get(TALKS) or record.get("values", {}).get(TALKS) or "")


def _shown(marking: str) -> str:
    return marking if above_public(marking) else ""


def _cell(words: str) -> Cell:
    return (Passage(words),)


def _block(block: Block, markings: Mapping[str, str]) -> Block:
    if not isinstance(block, Table) or TALKS not in block.columns:
        return block
    at = block.columns.index(TALKS)

    def named(found: Cell) -> Cell:
        marking = _shown(markings.get(text_of(found), PUBLIC))
        return _cell(f"{text_of(found)} [{marking}]") if marking else found

    return replace(block, rows=tuple((*row[:at], named(row[at]), *row[at + 1 :]) for row in block.rows))
