"""The rows of every table of one talks, with a row for whatever these refer to and is not in view."""

from collections.abc import Mapping

from .catalogue import TABLES
from .declaration import Row
from .material import Material


def rows_of(seen: Material) -> Mapping[str, list[Row]]:
    """Return the rows of each table, the talks first in each: every key that a row refers to is there."""
    found = {name: list(table.rows(seen)) for name, table in TABLES.items()}
    there = {name: {str(row[0]) for row in found[name]} for name, table in TABLES.items() if table.stands_in}
    lacking = {name: dict[str, None]() for name in there}
    for name, table in TABLES.items():
        for row in found[name]:
            for other, value in table.references(row):
                if other in there and value not in there[other]:
                    lacking[other][value] = None
    for name, values in lacking.items():
        found[name] += map(TABLES[name].stand_in, values)
    return {name: [(seen.talks, *row) for row in rows] for name, rows in found.items()}
