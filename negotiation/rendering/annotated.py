"""Documents with their footnotes looked up, numbered in the order of reading."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ..domain.record.entry import Entry
from ..domain.record.history import History
from ..domain.talks.events import SourceRegistered, StatementRecorded, TalksEvent
from .apparatus import Apparatus
from .document import Block, Cell, Document, Facts, Figure, Points, Resting, Section, Table, passages


def annotated(document: Document, recorded: Sequence[Entry], history: History) -> Document:
    """Return a document whose passages have the footnotes of the entries behind them.

    Args:
        document: a view, laid out.
        recorded: every entry of the talks, in the order of record.
        history: the history at the clocks that the view is seen from.
    """
    apparatus = Apparatus(recorded, history)
    apparatus.see(_framing(history))
    sections, prose = (looked_up(told, apparatus) for told in (document.sections, document.prose))
    return replace(document, sections=sections, prose=prose, notes=apparatus.notes())


def looked_up(sections: Sequence[Section], apparatus: Apparatus) -> tuple[Section, ...]:
    """Return sections of a view whose passages have the footnotes of the entries behind them.

    Args:
        sections: what of a view was laid out.
        apparatus: numbers the footnotes, and counts what is shown.
    """
    apparatus.see(_named(sections))
    return tuple(_section(section, apparatus) for section in sections)


def rested_on(sections: Sequence[Section]) -> Iterator[int]:
    """Yield the entries that sections of a view rest on, or name; some more than once."""
    yield from _named(sections)
    for section in sections:
        for block in section.blocks:
            yield from (number for one in passages(block) if isinstance(one, Resting) for number in one.behind)


def _framing(history: History) -> Iterator[int]:
    """Yield the entries that frame the talks: every view may name parties, in their roles."""
    for entry in history.entries:
        if isinstance(entry.event, TalksEvent) and not isinstance(entry.event, StatementRecorded | SourceRegistered):
            yield entry.number


def _named(sections: Sequence[Section]) -> Iterator[int]:
    """Yield the entries that the words of a document name by their numbers, so that their markings count."""
    for section in sections:
        for block in section.blocks:
            for passage in passages(block):
                yield from map(int, re.findall(r"#(\d{1,9})\b", passage.text))


def _section(section: Section, apparatus: Apparatus) -> Section:
    return replace(section, blocks=tuple(_block(block, apparatus) for block in section.blocks))


def _block(block: Block, apparatus: Apparatus) -> Block:
    match block:
        case Facts():
            return Facts(tuple((name, _cell(cell, apparatus)) for name, cell in block.pairs))
        case Points():
            return replace(block, passages=_cell(block.passages, apparatus))
        case Table():
            told = "marks" in block.columns
            rows = tuple(tuple(_cell(cell, apparatus, marks_told=told) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
        case Figure():
            return block


def _cell(cell: Cell, apparatus: Apparatus, *, marks_told: bool = False) -> Cell:
    return tuple(apparatus.noted(p, marks_told=marks_told) if isinstance(p, Resting) else p for p in cell)
