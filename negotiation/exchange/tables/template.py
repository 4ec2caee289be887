"""Templates: texts with the names of columns in braces, for which what stands in a row is put; no code is ever run."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ...domain.values import code_of

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
SLUG = "slug"
"""After a column and a bar: its value as a short name, in small letters and hyphens."""
ORDERS = {
    "day month year": (2, 1, 0),
    "month day year": (2, 0, 1),
    "year month day": (0, 1, 2),
}
"""In which order the figures of a date stand, by the words for it: where the year, the month and the day are."""
FIGURES = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})", re.ASCII)


class ValueProblem(Exception):
    """A value of a column cannot be used: which column, and why."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message


class Tables(Struct, frozen=True):
    """What the values of columns stand for."""

    values: Mapping[str, Mapping[str, str]]
    """By the name of a column, or of a table that templates name: what each value becomes; ``*`` is for all others."""
    dates: Mapping[str, str]
    """By the name of a column: in which order the figures of its dates stand."""

    def value(self, column: str, text: str, table: str = "") -> str:
        """Return what a value stands for.

        Raises:
            ValueProblem: it is in no table of values that there is for it, or no date in that order.
        """
        if column in self.dates and text:
            text = _in_order(column, text, self.dates[column])
        name = table if table and table != SLUG else column
        found = self._found(column, text, name) if name in self.values and text else text
        return slug_of(found) if table == SLUG else found

    def _found(self, column: str, text: str, name: str) -> str:
        known = self.values[name]
        if text in known:
            return known[text]
        if "*" not in known:
            raise ValueProblem(column, f"'{text[:60]}' is not among the values of {name} in the map")
        return text if known["*"] == "*" else known["*"]


def slug_of(text: str) -> str:
    """Return a text as a short name: ``Camp David, 1978`` is ``camp-david-1978``."""
    return code_of(text).lower()


def _in_order(column: str, text: str, order: str) -> str:
    match = FIGURES.fullmatch(text)
    figures = match.groups() if match else ()
    year, month, day = (figures[at] for at in ORDERS[order]) if figures else ("", "", "")
    if len(year) != 4 or len(month) > 2 or len(day) > 2:
        raise ValueProblem(column, f"'{text[:60]}' is no date in the order {order}")
    return f"{year}-{month:0>2}-{day:0>2}"


class Name(Struct, frozen=True):
    """A column that a template names, and the table that its value is looked up in."""

    column: str
    table: str = ""


def parts(text: str) -> Iterator[str | Name]:
    """Yield the parts of a template: words as they are, and columns.

    Raises:
        ValueError: a brace stands alone.
    """
    end = 0
    for match in _PART.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        end = match.end()
        if match[0] in ("{{", "}}"):
            yield match[0][0]
        elif match[1] is None:
            raise ValueError(f"a brace stands alone in '{text[:60]}': write {{{{ or }}}} for one that is meant")
        else:
            column, _, table = match[1].partition("|")
            yield Name(column.strip(), table.strip())
    if end < len(text):
        yield text[end:]


def names_in(value: Any) -> Iterator[Name]:
    """Yield every column that a template names, at every depth.

    Raises:
        ValueError: a brace stands alone.
    """
    if isinstance(value, Mapping):
        if _is_each(value):
            yield Name(str(value["each"]), str(value.get("table", "")))
            return
        for item in value.values():
            yield from names_in(item)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from names_in(item)
    else:
        yield from (part for part in parts(str(value)) if isinstance(part, Name))


def _is_each(value: Mapping[str, Any]) -> bool:
    return "each" in value and value.keys() <= {"each", "split", "table"}


def filled(value: Any, cells: Mapping[str, str], tables: Tables) -> Any:
    """Return a template with what stands in a row put for its columns; what becomes empty of a list is left out.

    Raises:
        ValueProblem: a value cannot be used.
    """
    if isinstance(value, Mapping):
        if _is_each(value):
            column, table = str(value["each"]), str(value.get("table", ""))
            several = [part.strip() for part in cells[column].split(str(value.get("split", ";")))]
            return [found for part in several if (found := tables.value(column, part, table))]
        return {name: filled(item, cells, tables) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [found for item in value if (found := filled(item, cells, tables)) != ""]
    return "".join(
        part if isinstance(part, str) else tables.value(part.column, cells[part.column], part.table)
        for part in parts(str(value))
    ).strip()
