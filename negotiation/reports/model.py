"""What a report is made of, on any medium: passages with what they rest on, in tables and lists, and footnotes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..domain.dates.clocks import Clocks
from ..domain.record.envelope import Marking


@dataclass(frozen=True, slots=True)
class Passage:
    """A few words, and what they rest on."""

    text: str
    entry: int | None = None
    """The entry that says so."""
    notes: tuple[int, ...] = ()
    """The footnotes that it is read in."""
    marks: tuple[str, ...] = ()
    """What to know before relying on it: unsourced, contested by whom, restricted and so on."""
    accounts: int | None = None
    """The disputed entry of which the other accounts are given."""
    strong: bool = False
    quiet: bool = False


Cell = tuple[Passage, ...]
"""Passages below each other."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; the first cell of a row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "nothing"
    """What to say where there are no rows."""
    tone: str | None = None
    """A colour that goes with what its words say already: green, yellow, white or red."""
    shape: str = ""
    """How wide its columns are, where their words do not tell: axes, play or deeds."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names, each with its value."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Passages, each a point of a list."""

    passages: tuple[Passage, ...]


Block = Table | Facts | Points


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    blocks: tuple[Block, ...] = ()
    anchor: str | None = None
    below: bool = False
    """Whether it belongs to the section before it."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """One place in one source, as it was cited."""

    number: int
    source: str
    publisher: str | None
    title: str | None
    published: str | None
    locator: str | None
    quote: str | None
    language: str | None
    """The language of the quote."""
    url: str | None
    reliability: str | None
    grade: str | None
    sha256: str | None
    marks: tuple[str, ...]
    entries: tuple[int, ...]
    """The entries shown that cite it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What every report says of itself."""

    name: str
    title: str
    """The title of the talks."""
    talks: str
    subject: str | None
    """What it is about, if not the whole talks."""
    clocks: Clocks
    clocks_words: tuple[tuple[str, str], ...]
    parties: Cell
    phase: Passage
    decides_by: Passage
    marking: Marking
    """The highest marking of what it holds."""
    marked: tuple[int, ...]
    """The entries in it that not everybody may see."""
    last_entry: int
    """The last entry that the log held at these clocks."""
    deadlines: str | None
    """The minute for which deadlines are worked out, where something hangs on it and no clock says so."""
    reproduce: str
    """The command that makes this report again."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry that a report shows, for programs."""

    entry: int
    notes: tuple[int, ...]
    marks: tuple[str, ...]
    marking: Marking


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be written."""

    kind: str
    head: Head
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    main: Table
    """The table that CSV holds."""
    view: Any
    """The typed view that it shows."""
    accounts: tuple[Any, ...]
    """What those who dispute an entry say instead."""
    shown: tuple[Shown, ...]


def tables(sections: tuple[Section, ...]) -> Iterator[Table]:
    """Yield the tables of sections, in order."""
    for section in sections:
        yield from (block for block in section.blocks if isinstance(block, Table))
