"""What a view looks like on any medium: a title, facts, tables and remarks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and a value."""

    pairs: tuple[tuple[str, str], ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; a cell may hold several lines."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: str | None = None
    empty: str = "nothing"
    """What to say where there are no rows."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """Sentences, each a line of its own."""

    lines: tuple[str, ...]
    heading: str | None = None


Block = Facts | Table | Remarks


@dataclass(frozen=True, slots=True)
class Document:
    """A view ready to be written."""

    title: str
    blocks: tuple[Block, ...]
    data: Any = None
    """The view itself, for JSON."""
    records: Sequence[Any] = field(default_factory=tuple)
    """The view's main list, for JSON lines."""
    sheet: Table | None = None
    """What CSV holds, where a spreadsheet wants other columns than a page."""

    @property
    def main(self) -> Table:
        """What CSV holds: its sheet, else its first table; where there is none, its facts."""
        if self.sheet is not None:
            return self.sheet
        tables = (block for block in self.blocks if isinstance(block, Table))
        facts = (Table(("what", "value"), block.pairs) for block in self.blocks if isinstance(block, Facts))
        return next(chain(tables, facts), Table((), ()))
