"""Documents with the labels of what not everybody may see: on each row, and on the whole at its strictest.

Markdown and HTML have them among their marks; this is for the formats without footnotes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from ..domain.record.envelope import Envelope
from ..domain.record.history import Closed
from ..markings import strictest
from ..views.labels import labels_of
from .as_json import plain
from .document import Block, Cell, Document, Facts, Passage, Points, Resting, Section, Table, passages

_NUMBER = re.compile(r"#(\d{1,9})\b")
_ENTRIES = ("entry", "number", "entries", "because", "behind", "original")
"""Under which names views hold the numbers of entries."""
_THINGS = ("proposal", "pledge", "package", "round", "party", "source", "issue")
"""Under which names they hold things."""
MARKING = "marking"


def labelled(document: Document, closed: Mapping[int, Closed]) -> Document:
    """Return a document whose rows, points and facts say how what they show is marked; JSON and CSV too.

    Args:
        document: a view, laid out.
        closed: the entries that not everybody may see, by their numbers.
    """
    return _Labels(closed).on(document) if closed else document


class _Labels:
    """The labels of the entries, and of the things that they bring in."""

    def __init__(self, closed: Mapping[int, Closed]) -> None:
        self._every = [one.envelope for one in closed.values()]
        self._entries = {number: one.envelope for number, one in closed.items()}
        self._things = {one.brings: one.envelope for one in closed.values() if one.brings}

    def on(self, document: Document) -> Document:
        data, records = plain(document.data), [plain(record) for record in document.records]
        main = document.main
        blocks = [block for section in document.sections for block in section.blocks]
        seen = [found for block in blocks for passage in passages(block) for found in self._of(passage)]
        seen += [found for value in (data, records) for found in self._within(value)]
        figures = not seen and bool(main.rows) and not any(_names_an_entry(value) for value in (data, records))
        highest = self._every if figures else seen  # figures do not say which entries they are of
        if not highest:
            return document
        words = _words(highest)
        marked = self._marked(data)
        if isinstance(marked, dict):
            marked[MARKING] = strictest(one.marking for one in highest)
        return replace(
            document,
            title=f"{document.title} [{words}]",
            sections=tuple(self._section(section) for section in document.sections),
            data=marked,
            records=[self._marked(record) for record in records],
            sheet=self._sheet(main, records),
        )

    def _of(self, passage: Passage) -> list[Envelope]:
        """Return the envelopes of what a passage rests on, names, or is the name of."""
        numbers = [passage.entry, *(passage.behind if isinstance(passage, Resting) else ())]
        numbers += map(int, _NUMBER.findall(passage.text))
        found = [self._entries[number] for number in numbers if number in self._entries]
        return found + ([self._things[passage.text]] if passage.text in self._things else [])

    def _section(self, section: Section) -> Section:
        return replace(section, blocks=tuple(map(self._block, section.blocks)))

    def _block(self, block: Block) -> Block:
        match block:
            case Facts():
                return Facts(tuple((name, self._cell(cell)) for name, cell in block.pairs))
            case Points():
                return replace(block, passages=self._cell(block.passages))
            case Table():
                return replace(block, rows=tuple(map(self._row, block.rows)))

    def _row(self, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Return a row whose first words have the labels of all that it shows."""
        found = [one for cell in row for passage in cell for one in self._of(passage)]
        if not found:
            return row
        first, *more = row[0] or (Passage(""),)
        return ((_with(first, found), *more), *row[1:])

    def _cell(self, cell: Cell) -> Cell:
        return tuple(_with(passage, self._of(passage)) for passage in cell)

    def _sheet(self, table: Table, records: list[Any]) -> Table:
        """Return a table as CSV holds it, with a column of labels unless it has one."""
        if MARKING in table.columns:
            return table
        of_records = records if len(records) == len(table.rows) else [None] * len(table.rows)
        rows = []
        for row, record in zip(table.rows, of_records, strict=True):
            found = [one for cell in row for passage in cell for one in self._of(passage)]
            rows.append((*row, (Passage(_words([*found, *self._within(record)])),)))
        return replace(table, columns=(*table.columns, MARKING), rows=tuple(rows))

    def _marked(self, data: Any) -> Any:
        """Return values in which whatever names a marked entry or thing says how that is marked."""
        if isinstance(data, list | tuple):
            return [self._marked(item) for item in data]
        if not isinstance(data, dict):
            return data
        own = list(self._named(data))
        found = {name: self._marked(value) for name, value in data.items()}
        if own and MARKING not in found:
            found[MARKING] = strictest(one.marking for one in own)
        return found

    def _within(self, data: Any) -> Iterator[Envelope]:
        """Yield the envelopes of what is named anywhere in some values."""
        if isinstance(data, list | tuple):
            for item in data:
                yield from self._within(item)
        elif isinstance(data, dict):
            yield from self._named(data)
            for value in data.values():
                yield from self._within(value)

    def _named(self, data: dict[str, Any]) -> Iterator[Envelope]:
        for name in _ENTRIES:
            value = data.get(name)
            for number in value if isinstance(value, list | tuple) else [value]:
                if type(number) is int and number in self._entries:
                    yield self._entries[number]
        for name in _THINGS:
            if isinstance(value := data.get(name), str) and value in self._things:
                yield self._things[value]


def _names_an_entry(data: Any) -> bool:
    if isinstance(data, list | tuple):
        return any(map(_names_an_entry, data))
    if not isinstance(data, dict):
        return False
    return any(name in data for name in _ENTRIES) or any(map(_names_an_entry, data.values()))


def _with(passage: Passage, found: Iterable[Envelope]) -> Passage:
    words = _words(found)
    return replace(passage, text=f"{passage.text} [{words}]".lstrip()) if words else passage


def _words(found: Iterable[Envelope]) -> str:
    """Return the strictest marking of some envelopes, with every compartment and attribution."""
    every = list(found)
    strict = strictest(one.marking for one in every)
    told = [label for one in every for label in labels_of(one) if label != one.marking or one.marking == strict]
    return ", ".join(sorted(dict.fromkeys(told), key=lambda label: label != strict))
