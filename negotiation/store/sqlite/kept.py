"""What is kept beside the record, in tables of its log: how each entry reads, and how each thing stands.

The tables are filled in the transaction that writes the entries. They hold nothing that does not follow from these:
where they are missing, of another version, or behind, the record is read without them, and the next write makes them.
"""

from collections.abc import Collection
from typing import Any, Protocol

from ...domain.dates.edtf import EVER, datetime_of
from ..codec import stamp
from ..kept.version import VERSION
from ..port import Own

_STANDS = "talks = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) AND NOT gone"
_PLACED = f'iif(firm, start, {EVER.start}), iif(firm, "end", {EVER.end})'
_OWN = f"SELECT sort, name, number, since, start, {_PLACED} FROM reading"  # noqa: S608  # of texts of ours alone
_ALL = f"{_OWN} WHERE {_STANDS} AND +name <> '' ORDER BY number"  # one pass over the table, not a jump for each row
_ONE = f"{_OWN} INDEXED BY reading_thing WHERE {_STANDS} AND sort = ?3 AND name = ?4 AND name <> '' ORDER BY number"
_BEHIND = (
    "SELECT (SELECT count(*) FROM reading INDEXED BY reading_thing "
    "WHERE talks = ?1 AND sort = ?2 AND name = ?3 AND name <> '' AND until IS NULL AND NOT gone) "
    "- (SELECT ifnull(max(done), 0) FROM standing WHERE talks = ?1 AND sort = ?2 AND name = ?3)"
)
PATIENCE = 8
"""How many entries of a thing are folded again and again before it is kept how it stands after them."""


class Rows(Protocol):
    """What answers a statement with rows."""

    def __call__(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows."""


class KeptTalks:
    """What is kept of one talks, read."""

    def __init__(self, rows: Rows, talks: str, zone: str) -> None:
        self.talks = talks
        self.zone = zone
        self._rows = rows

    def held(self, until: int) -> int | None:
        """Return how many entries the log held before an instant; None if it did not record them in their order."""
        try:
            moment = stamp(datetime_of(until))
        except OverflowError:
            moment = "9" if until > 0 else ""
        statement = "SELECT count(*), ifnull(max(number), 0) FROM register WHERE talks = ? AND recorded < ?"
        number, last = self._rows(statement, self.talks, moment)[0]
        return int(number) if number == last else None

    def own(self, number: int, things: Collection[tuple[str, str]] | None) -> dict[tuple[str, str], list[Own]]:
        """Return the entries of things that stand as of an entry of that number, in the order of record."""
        found: dict[tuple[str, str], list[Own]] = {}
        if things is None:
            rows = self._rows(_ALL, self.talks, number)
        else:
            rows = [row for thing in things for row in self._rows(_ONE, self.talks, number, *thing)]
        for sort, name, *own in rows:
            found.setdefault((sort, name), []).append(Own._make(own))
        return found

    def behind(self, things: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return which of some things have many entries since how they stand was last kept."""
        return [thing for thing in things if self._rows(_BEHIND, self.talks, *thing)[0][0] >= PATIENCE]

    def ahead(self, number: int, until: int) -> list[int]:
        """Return the numbers of the entries that stand as of that number and are dated no earlier than an instant."""
        statement = f"SELECT number FROM reading WHERE {_STANDS} AND start >= ?3 AND of IS NULL"  # noqa: S608
        return [int(row[0]) for row in self._rows(statement, self.talks, number, until)]

    def said_of(self, numbers: Collection[int]) -> list[int]:
        """Return the numbers of the entries about some entries, and about these in turn."""
        statement = "SELECT number FROM reading WHERE talks = ? AND of IN (SELECT value FROM json_each(?))"
        return [int(row[0]) for row in self._rows(statement, self.talks, listed(numbers))]

    def states(self) -> dict[tuple[str, str], dict[int, int]]:
        """Return where the states of each thing lie, by their keys."""
        found: dict[tuple[str, str], dict[int, int]] = {}
        for sort, name, key, place in self._rows(
            "SELECT sort, name, key, id FROM standing WHERE talks = ?", self.talks
        ):
            found.setdefault((sort, name), {})[key] = place
        return found

    def read(self, places: Collection[int]) -> dict[int, bytes]:
        """Return the states that lie at some places."""
        statement = "SELECT id, state FROM standing WHERE id IN (SELECT value FROM json_each(?))"
        return {int(place): bytes(state) for place, state in self._rows(statement, listed(places))}


def kept_talks(rows: Rows, talks: str) -> KeptTalks | None:
    """Return what is kept of talks, if it is of this version and goes up to their last entry."""
    if not rows("SELECT 1 FROM sqlite_schema WHERE name = 'kept'"):
        return None
    statement = (
        "SELECT zone FROM kept WHERE talks = ?1 AND version = ?2 "
        "AND number = (SELECT max(number) FROM register WHERE talks = ?1)"
    )
    found = rows(statement, talks, VERSION)
    return KeptTalks(rows, talks, str(found[0][0])) if found else None


def listed(values: Collection[int]) -> str:
    """Return numbers as SQLite reads them from one parameter."""
    return f"[{','.join(map(str, values))}]"
