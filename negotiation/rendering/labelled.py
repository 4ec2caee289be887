"""Documents with the labels of what not everybody may see: on each row, and on the whole at its strictest.

Markdown and HTML have them among their marks; this is for the formats without footnotes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields, replace

from ..domain.record.envelope import Envelope
from ..domain.record.facts import Facts
from ..domain.record.history import Closed, History
from ..markings import above_public, strictest
from ..views.labels import labels_of
from . import document as model
from .as_json import plain
from .document import Block, Cell, Document, Passage, Points, Resting, Section, Table, passages

_NUMBER = re.compile(r"#(\d{1,9})\b")
_ENTRIES = ("entry", "number", "entries", "because", "behind", "original")
"""Under which names views hold the numbers of entries."""
_THINGS = ("proposal", "pledge", "package", "round", "party", "source", "issue")
"""Under which names they hold things."""
MARKING = "marking"


def labelled(document: Document, seen: History, form: str | None = None) -> Document:
    """Return a document whose rows, points and facts say how what they show is marked; JSON and CSV too.

    Args:
        document: a view, laid out.
        seen: the history that it shows.
        form: the format in which it is to be written, of which no more is looked at than that takes; any if None.
    """
    blocks = [block for section in document.sections for block in section.blocks]
    spoken = [passage for block in blocks for passage in passages(block)]
    numbers = {number for passage in spoken for number in _named_in(passage)}
    names = {passage.text for passage in spoken}
    for value in (document.data,) if form == "table" else (document.data, document.records):
        _look_into(value, numbers, names)
    figures = not numbers and bool(document.main.rows)  # figures do not say which entries they are of
    labels = _Labels(seen.closed(numbers))
    marking, words = labels.over(numbers, names, seen.facts(("marking",)) if figures else ())
    if not words:
        return document
    titled = replace(document, title=f"{document.title} [{words}]")
    return labels.on_text(titled) if form == "table" else labels.on_text(labels.on_values(titled, marking))


def _named_in(passage: Passage) -> Iterator[int]:
    """Yield the numbers of the entries that a passage rests on, or names."""
    if passage.entry:
        yield passage.entry
    if isinstance(passage, Resting):
        yield from passage.behind
    if "#" in passage.text:
        yield from map(int, _NUMBER.findall(passage.text))


def _look_into(value: object, numbers: set[int], names: set[str]) -> None:
    """Take in the numbers of the entries, and the names of the things, that stand anywhere in some values."""
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, list | tuple):
            left.extend(one)
        elif isinstance(one, Struct):
            told, models = _telling(type(one))
            for name in told:
                _take_in(name, getattr(one, name), numbers, names)
            left.extend([getattr(one, name) for name in models])
        elif isinstance(one, Mapping):
            for name, own in one.items():
                _take_in(name, own, numbers, names)
            left.extend(one.values())


def _take_in(name: object, value: object, numbers: set[int], names: set[str]) -> None:
    if name in _ENTRIES:
        numbers.update(one for one in (value if isinstance(value, list | tuple) else (value,)) if type(one) is int)
    elif name in _THINGS and isinstance(value, str):
        names.add(value)


@lru_cache(maxsize=512)
def _telling(model: type[Struct]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields of a model that hold numbers of entries or names of things, and those that hold models."""
    told = tuple(info.name for info in fields(model) if info.name in (*_ENTRIES, *_THINGS))
    return told, tuple(info.name for info in fields(model) if _holds_models(info.type))


def _holds_models(type_: object) -> bool:
    return (
        type_ in (Any, object)
        or (isinstance(type_, type) and issubclass(type_, Struct | Mapping))
        or any(_holds_models(part) for part in (get_origin(type_), *get_args(type_)) if part is not None)
    )


def _entries_of(data: dict[str, Any]) -> Iterator[int]:
    for name in _ENTRIES:
        value = data.get(name)
        yield from (one for one in (value if isinstance(value, list | tuple) else [value]) if type(one) is int)


class _Labels:
    """The labels of the entries, and of the things that they bring in."""

    def __init__(self, closed: Mapping[int, Closed]) -> None:
        self._entries = {number: one.envelope for number, one in closed.items()}
        self._things = {one.brings: one.envelope for one in closed.values() if one.brings}

    def over(
        self, numbers: Iterable[int], names: Iterable[str], counted: Iterable[tuple[Facts, int]]
    ) -> tuple[str, str]:
        """Return the strictest marking of some entries and things, and of what was counted; and what it says of all."""
        seen = [self._entries[number] for number in sorted(numbers) if number in self._entries]
        seen += [self._things[name] for name in sorted(names) if name in self._things]
        marking = strictest((*(one.marking for one in seen), *(one.marking for one, _ in counted)))
        return marking, _words(seen) or (marking if above_public(marking) else "")

    def on_text(self, document: Document) -> Document:
        """Return a document whose words are labelled."""
        return replace(document, sections=tuple(self._section(section) for section in document.sections))

    def on_values(self, document: Document, marking: str) -> Document:
        """Return a document whose values, records and sheet are labelled, too.

        Args:
            document: the document.
            marking: the strictest marking of all that it shows.
        """
        data, records = plain(document.data), [plain(record) for record in document.records]
        marked = self._marked(data)
        if isinstance(marked, dict):
            marked[MARKING] = marking
        sheet = self._sheet(document.main, records)
        return replace(document, data=marked, records=[self._marked(record) for record in records], sheet=sheet)

    def _of(self, passage: Passage) -> list[Envelope]:
        """Return the envelopes of what a passage rests on, names, or is the name of."""
        found = [self._entries[number] for number in _named_in(passage) if number in self._entries]
        return found + ([self._things[passage.text]] if passage.text in self._things else [])

    def _section(self, section: Section) -> Section:
        return replace(section, blocks=tuple(map(self._block, section.blocks)))

    def _block(self, block: Block) -> Block:
        match block:
            case model.Facts():
                return model.Facts(tuple((name, self._cell(cell)) for name, cell in block.pairs))
            case Points():
                return replace(block, passages=self._cell(block.passages))
            case Table():
                return replace(block, rows=tuple(map(self._row, block.rows)))
            case model.Figure():
                return block

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
        yield from (self._entries[number] for number in _entries_of(data) if number in self._entries)
        for name in _THINGS:
            if isinstance(value := data.get(name), str) and value in self._things:
                yield self._things[value]


def _with(passage: Passage, found: Iterable[Envelope]) -> Passage:
    words = _words(found)
    return replace(passage, text=f"{passage.text} [{words}]".lstrip()) if words else passage


def _words(found: Iterable[Envelope]) -> str:
    """Return the strictest marking of some envelopes, with every compartment and attribution."""
    every = list(found)
    strict = strictest(one.marking for one in every)
    told = [label for one in every for label in labels_of(one) if label != one.marking or one.marking == strict]
    return ", ".join(sorted(dict.fromkeys(told), key=lambda label: label != strict))
