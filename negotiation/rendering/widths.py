"""How wide the columns of a table are on paper, where that has to be said before its words are set."""

from collections.abc import Iterable, Sequence

from .document import Table, text_of

_SHARES = {"axes": (19, 16, 11, 13, 15, 12, 14), "play": (32, 36, 32), "deeds": (15, 28, 28, 29)}
"""The columns of tables of these shapes, in hundredths; they fit on upright paper."""
_UPRIGHT = 5
"""How many other columns do."""
_LINE = 100
"""About how many characters of a table fit beside each other."""
_PADDING, _LONGEST_WORD = 3, 20
"""How many characters of room a column takes beside its words, and up to which length a word is kept whole."""


def shares(table: Table) -> list[float]:
    """Return how much of the page each column of a table takes, in hundredths.

    Each has room for its longest word, as far as there is room; what is left goes to those that have more to say.
    """
    fixed = _SHARES.get(table.shape, ())
    if len(fixed) == len(table.columns):
        return [float(share) for share in fixed]
    texts = [[text_of(row[place]) for row in table.rows] for place in range(len(table.columns))]
    least = [_longest((column, *own)) + _PADDING for column, own in zip(table.columns, texts, strict=True)]
    more = [max(_usual(own) - room, 0) for own, room in zip(texts, least, strict=True)]
    left = max(_LINE - sum(least), 0)
    asked = [room + (left * one / sum(more) if sum(more) else 0) for room, one in zip(least, more, strict=True)]
    return [100 * one / sum(asked) for one in asked]


def needs_turning(tables: Iterable[Table]) -> bool:
    """Say whether tables have so many columns that the paper is better turned."""
    return any(len(table.columns) > _UPRIGHT and not table.shape for table in tables)


def _longest(texts: Sequence[str]) -> int:
    return min(max((len(word) for text in texts for word in text.split()), default=0), _LONGEST_WORD)


def _usual(texts: Sequence[str]) -> int:
    """Return how long most of the texts are, of which a few may be far longer."""
    lengths = sorted(max(map(len, text.split("\n"))) for text in texts)
    return lengths[len(lengths) * 9 // 10] if lengths else 0
