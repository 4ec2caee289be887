"""Parts of a report: a heading with what stands below it, long tables folded away; nothing where there is nothing."""

from collections.abc import Sequence

from msgspec.structs import replace

from ...rendering.document import Block, Passage, Points, Section, Table
from .cautions import count

MOST, LISTED = 60, 100
"""How many rows stand without being folded away, and how many rows of one sort are told at all."""


def part(heading: str, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return a part under its heading; nothing where it has nothing to say."""
    if not sections:
        return ()
    first, *others = sections
    said = replace(first, heading=None) if first.heading == heading else first
    return (Section(heading), *(replace(one, inside=True) for one in (said, *others)))


def within(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections of another kind of report without those that have only an empty table to show."""
    return tuple(one for one in sections if not one.blocks or any(map(_says_something, one.blocks)))


def _says_something(block: Block) -> bool:
    return not isinstance(block, Table) or len(block.rows) > 0


def plain(*blocks: Block | None) -> Section:
    """Return blocks without a heading, as far as there are any."""
    return Section(None, tuple(block for block in blocks if block is not None))


def note(passage: Passage | None) -> Points | None:
    """Return a remark as a block; nothing of nothing."""
    return Points((passage,)) if passage else None


def listed(table: Table, number: int, what: str, which: str) -> tuple[Section, ...]:
    """Return a table of so many things, folded away where it is long; before it which they are, where some miss."""
    shown = len(table.rows)
    note = Points((Passage(f"Of {count(number, what)} {shown}: {which}.", quiet=True),))
    words = count(shown, what) if shown > MOST else ""
    return (*((plain(note),) if number > shown else ()), Section(None, (table,), folded=words))
