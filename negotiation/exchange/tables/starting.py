"""A map to begin with: the columns of a table with what stands in them, and a guess at what its rows are."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from .table import Table

_DATES = ("date", "on", "when", "day", "occurred")
_SPEAKERS = ("speaker", "name", "who", "by", "delegate", "person", "party")
_TEXTS = ("text", "statement", "words", "quote", "content", "summary", "title")


def starting_map(table: Table, encoding: str = "utf-8", delimiter: str = ",") -> str:
    """Return the text of a map that takes each row for a statement, to be written on by whoever knows the table.

    Args:
        table: the table.
        encoding: how its characters are written.
        delimiter: what stands between its cells.
    """
    said = [f"encoding: {encoding}"] if encoding != "utf-8" else []
    said += [f"delimiter: '{'tab' if delimiter == chr(9) else delimiter}'"] if delimiter != "," else []
    columns = table.columns
    key = _key(table)
    on = _named(columns, _DATES) or columns[0]
    rest = [column for column in columns if column not in (on, *key[:1])] or list(columns)
    text = _named(rest, _TEXTS) or max(rest, key=lambda column: _length(table, column))
    speakers = [column for column in rest if column != text] or list(columns)
    return _MAP.format(
        shown="\n".join(f"#   {column}: {_examples(table, column)}" for column in columns),
        said="".join(f"{line}\n" for line in said),
        key="-".join(map(_in_braces, key)),
        on=on,
        date=_in_braces(on),
        speaker=_in_braces(_named(speakers, _SPEAKERS) or speakers[0]),
        text=_in_braces(text),
    )


_MAP = """\
# What the rows of this table are. Its columns, with what stands in them:
{shown}
{said}
# What tells the rows apart: the ids of the entries are made of it, so that importing again adds nothing.
key: '{key}'

# talks: '{{case|slug}}'        of a table of several talks: the talks of each row; |slug makes a short name of words
# values:                      what the values of a column stand for; '*' is for all others, '*': '*' keeps them
#   party: {{Soviet Union: SUN, United States: USA}}
# dates: {{{on}: day month year}}    where the dates of a column are not written 2022-03-29
# skip: {{status: [draft, '']}}  rows that are left out; only: those that are taken, and '*' is anything

# The entries that each row makes, as in a journal, with columns in braces.
entries:
  # - kind: party-joined        once for each party that a column names
  #   once: '{{party}}'
  #   party: '{{party}}'
  #   roles: negotiating
  - kind: statement-recorded
    on: '{date}'
    speaker: '{speaker}'
    text: '{text}'
"""


def _in_braces(column: str) -> str:
    return f"{{{column}}}".replace("'", "''")


def _named(columns: Iterable[str], words: Iterable[str]) -> str | None:
    """Return the column whose name has one of some words in it, by the first word that any has."""
    told = list(columns)
    found = (c for word in words for c in told if word in c.casefold().replace("_", " ").replace("-", " ").split())
    return next(found, None)


def _key(table: Table) -> tuple[str, ...]:
    """Return the first few columns that tell the rows apart; the first column where three are not enough."""
    several = (some for many in (1, 2, 3) for some in combinations(table.columns, many))
    return next((some for some in several if _tells_apart(table, some)), table.columns[:1])


def _tells_apart(table: Table, columns: Sequence[str]) -> bool:
    keys = [tuple(row.cells[column] for column in columns) for row in table.rows]
    return all(any(key) for key in keys) and len(set(keys)) == len(keys)


def _length(table: Table, column: str) -> int:
    return sum(len(row.cells[column]) for row in table.rows)


def _examples(table: Table, column: str) -> str:
    values = dict.fromkeys(row.cells[column] for row in table.rows if row.cells[column])
    shown = ["".join(sign if sign.isprintable() else " " for sign in value)[:40].strip() for value in list(values)[:3]]
    return ", ".join(shown) or "(empty)"
