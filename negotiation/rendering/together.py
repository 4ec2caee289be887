"""Documents of several talks as one: what they have alike in one place, with the talks as the first column."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from ..markings import strictest
from .as_json import plain, whole
from .document import Block, Cell, Document, Facts, Figure, Footnote, Notes, Passage, Points, Section, Table, cell

TALKS = "talks"
Part = tuple[str, Document]
"""The id of talks, and the document of one view of them."""


def together(name: str, parts: Sequence[Part]) -> Document:
    """Return the documents of one view of several talks as one.

    Tables of the same columns are one table, facts that differ are one too, and what is told in sentences names its
    talks; JSON has the views in a list, and JSON lines say of each record whose it is.

    Args:
        name: the name of the view, by which the document is called where theirs have no title in common.
        parts: the documents, in their order.
    """
    if parts and all(document.notes is not None for _, document in parts):
        parts = list(_renumbered(parts))
    sheets = [(talks, document.main) for talks, document in parts]
    called = {document.title.removeprefix(f"{talks}: ") for talks, document in parts}
    return Document(
        f"{len(parts)} talks: {called.pop() if len(called) == 1 else name}",
        tuple(_sections(parts)),
        {TALKS: [whole(document) for _, document in parts]},
        [_record(talks, record) for talks, document in parts for record in document.records],
        _table(sheets) if sheets else Table("", (TALKS,), ()),
        _notes(parts),
    )


def _record(talks: str, record: Any) -> dict[str, Any]:
    return {TALKS: talks, **plain(record)}


def _sections(parts: Sequence[Part]) -> Iterator[Section]:
    """Yield the sections, each with what the documents have under one heading, in the order of their first ones."""
    under: dict[tuple[str | None, bool, str], list[tuple[str, Block]]] = {}
    for talks, document in parts:
        for section in document.sections:
            under.setdefault((section.heading, section.below, section.folded), []).extend(
                (talks, one) for one in section.blocks
            )
    for (heading, below, folded), blocks in under.items():
        for number, block in enumerate(_blocks(blocks)):
            yield Section(None if number else heading, (block,), below=below, folded=folded)


def _blocks(blocks: Sequence[tuple[str, Block]]) -> Iterator[Block]:
    facts = [(talks, block) for talks, block in blocks if isinstance(block, Facts)]
    yield from _facts(facts) if facts else ()
    alike: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
    for talks, block in blocks:
        if isinstance(block, Table):
            alike.setdefault((block.caption, *block.columns), []).append((talks, block))
    yield from map(_table, alike.values())
    yield from (block for _, block in blocks if isinstance(block, Figure))
    points = [
        replace(one, text=f"{talks}: {one.text}")
        for talks, block in blocks
        if isinstance(block, Points)
        for one in block.passages
    ]
    if points:
        yield Points(tuple(points))


def _facts(found: Sequence[tuple[str, Facts]]) -> Iterator[Block]:
    """Yield what is the same of all as facts, and what differs as a table."""
    names = list(dict.fromkeys(name for _, block in found for name, _ in block.pairs))
    by_talks = [(talks, dict(block.pairs)) for talks, block in found]
    same = [name for name in names if all(facts.get(name) == by_talks[0][1].get(name) for _, facts in by_talks)]
    if same:
        yield Facts(tuple((name, by_talks[0][1][name]) for name in same))
    if differ := [name for name in names if name not in same]:
        rows = tuple((_named(talks), *(facts.get(name, ()) for name in differ)) for talks, facts in by_talks)
        yield Table("", (TALKS, *("how they stand" if name == TALKS else name for name in differ)), rows)


def _table(found: Iterable[tuple[str, Table]]) -> Table:
    """Return tables as one; the columns are those of the first, of which all have as many."""
    tables = list(found)
    rows = tuple((_named(talks), *row) for talks, table in tables for row in table.rows)
    first = tables[0][1]
    empty = max((table.empty for _, table in tables), key=len)  # what says most of why there is nothing
    return replace(first, columns=(TALKS, *first.columns), rows=rows, empty=empty)


def _named(talks: str) -> Cell:
    return cell(talks)


def _renumbered(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the documents with their footnotes numbered on from each to the next."""
    before = 0
    for talks, document in parts:
        notes = document.notes
        if notes is not None:
            yield (
                talks,
                replace(
                    document,
                    sections=tuple(_shifted_section(section, before) for section in document.sections),
                    notes=replace(notes, footnotes=tuple(_shifted(note, before, talks) for note in notes.footnotes)),
                ),
            )
            before += len(notes.footnotes)


def _shifted(note: Footnote, by: int, talks: str) -> Footnote:
    return replace(note, number=note.number + by, source=f"{talks}: {note.source}")


def _shifted_section(section: Section, by: int) -> Section:
    return replace(section, blocks=tuple(_shifted_block(block, by) for block in section.blocks))


def _shifted_block(block: Block, by: int) -> Block:
    match block:
        case Facts():
            return Facts(tuple((name, _shifted_cell(found, by)) for name, found in block.pairs))
        case Points():
            return Points(_shifted_cell(block.passages, by))
        case Table():
            return replace(block, rows=tuple(tuple(_shifted_cell(found, by) for found in row) for row in block.rows))
        case Figure():
            return block


def _shifted_cell(found: Cell, by: int) -> Cell:
    return tuple(_shifted_passage(passage, by) for passage in found)


def _shifted_passage(passage: Passage, by: int) -> Passage:
    return replace(passage, notes=tuple(number + by for number in passage.notes))


def _notes(parts: Sequence[Part]) -> Notes | None:
    """Return the footnotes of all, and the highest marking of any; None where none were looked up."""
    every = [(talks, document.notes) for talks, document in parts if document.notes is not None]
    if not every:
        return None
    return Notes(
        tuple(note for _, notes in every for note in notes.footnotes),
        strictest(notes.marking for _, notes in every),
        tuple(f"{talks} #{number}" for talks, notes in every for number in notes.marked),
    )
