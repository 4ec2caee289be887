"""How wide the columns of a table are on paper, where that has to be said before its words are set."""

from collections.abc import Sequence

from .document import Table, text_of

_SHARES = {"axes": (19, 16, 11, 13, 15, 12, 14), "play": (32, 36, 32), "deeds": (15, 28, 28, 29)}
"""The columns of tables of these shapes, in hundredths."""
_LEAST, _MOST = 6, 44
"""How many characters a column counts for, at the least and at the most."""


def shares(table: Table) -> list[float]:
    """Return how much of the page each column of a table takes, in hundredths: as much as most of its words ask for."""
    fixed = _SHARES.get(table.shape, ())
    found = fixed if len(fixed) == len(table.columns) else tuple(map(_asked, *_by_column(table)))
    return [100 * one / sum(found) for one in found]


def _by_column(table: Table) -> tuple[Sequence[str], list[list[str]]]:
    return table.columns, [[text_of(row[place]) for row in table.rows] for place in range(len(table.columns))]


def _asked(column: str, texts: Sequence[str]) -> float:
    """Return how many characters a column asks for: its longest word, and the length of nine in ten of its texts."""
    longest = max((len(word) for text in (column, *texts) for word in text.split()), default=0)
    usual = sorted(map(len, texts))[len(texts) * 9 // 10] if texts else 0
    return float(min(max(_LEAST, min(longest + 1, _MOST / 2), usual), _MOST))
