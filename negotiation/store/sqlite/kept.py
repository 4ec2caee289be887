"""What is kept beside the record, in tables of its log: how each entry reads, and how each thing stands.

The tables are filled in the transaction that writes the entries. They hold nothing that does not follow from these:
where they are missing, of another version, or behind, the record is read without them, and the next write makes them.
"""

from collections.abc import Collection
from typing import Any, Protocol

from ...domain.dates.edtf import EVER, UNDATED, Span, datetime_of
from ...domain.proposal.events import MAKES_VERSION
from ...domain.record.facts import Facts, Wanted, holds
from ...domain.values import kind_of
from ..codec import stamp
from ..kept.reading import Reading
from ..kept.shelf import Shelf
from ..kept.version import VERSION
from ..port import Own, Read, Seen
from .rows import listed
from .schema import ACTS

_READS = (
    "talks = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) "
    "AND (knowing_until IS NULL OR knowing_until >= ?3) AND (knowing_after IS NULL OR knowing_after < ?3)"
)
"""Which row of an entry says how it reads to whom looks: at the entries up to ?2, knowing what was known before ?3."""
_STANDS = f"{_READS} AND learned < ?3 AND NOT gone"
_PLACED = f'iif(firm, start, {EVER.start}), iif(firm, "end", {EVER.end})'
_COLUMNS = f"number, since, part, start, {_PLACED}"
_OWN = f"SELECT sort, name, {_COLUMNS} FROM reading"
_LATEST = (
    f"SELECT ifnull(max(iif(firm, start, {EVER.start})), {EVER.start}) FROM reading "
    f"WHERE {_STANDS} AND of IS NULL AND number <= ?4"
)
_ORDER = (
    f"SELECT {_COLUMNS} FROM reading WHERE {_STANDS} AND of IS NULL AND number > ?4 "
    f'AND iif(firm, "end", {EVER.end}) > ?5 ORDER BY number'
)
_READINGS = (
    f'SELECT number, since, part, start, iif(firm OR start = {UNDATED.start}, "end", {EVER.end}) FROM reading '
    f"WHERE {_STANDS} AND of IS NULL ORDER BY number"
)
_ROOTS = (
    f"SELECT number, since, part FROM reading WHERE {_READS} AND of IS NULL "
    "AND number IN (SELECT of FROM reading INDEXED BY reading_of WHERE talks = ?1 AND of > 0)"
)
_VIEW = f"{_STANDS} AND of IS NULL AND start < ?4"
_FIELDS = {
    "kind": ("kind", "''"),
    "subject": ("iif(name = '', '', sort || ':' || name)", "''"),
    "acting": ("ifnull(acting, parties)", "''"),
    "addressed": ("addressed", "''"),
    "parties": ("parties", "''"),
    "about": ("about", "''"),
    "sources": ("sources", "''"),
    "in_round": ("in_round", "NULL"),
    "says": ("says", "NULL"),
    "speaker": ("speaker", "NULL"),
    "marking": ("marking", "''"),
    "recorder": ("recorder", "''"),
    "occurred": ('start, "end"', f"{UNDATED.start}, {UNDATED.end}"),
}
"""The columns of the facts of entries, and what stands for each where it is not looked at."""
_AMONG = "instr(char(10) || {0} || char(10), char(10) || ? || char(10))"
_AMONG_ABOUT = _AMONG.format("about").replace("|| ? ||", "|| 'party:' || ? ||")
_IN = "{0} IN (SELECT value FROM json_each(?))"
_TESTS = {
    "kind": "substr(kind, 1, length(?)) = ?",
    "party": f"({_AMONG.format('parties')} OR {_AMONG_ABOUT})",
    "acting": _AMONG.format("ifnull(acting, parties)"),
    "addressed": _AMONG.format("addressed"),
    "source": _AMONG.format("sources"),
    "says": _IN.format("says"),
    "speaker": _IN.format("speaker"),
    "marking": "marking = ?",
    "first": "number >= ?",
    "last": "number <= ?",
    "start": f'"end" > max(?, {UNDATED.end})',
    "end": f'start < ? AND "end" > {UNDATED.end}',
}
"""How the entries are found that have what is asked for, by the names of the fields of `Wanted`."""
_THING = f"(sort || ':' || name = ? OR 'round:' || ifnull(in_round, '') = ? OR {_AMONG.format('about')})"
"""How those are found that happened to a thing or in it, or refer to it."""
_NAMES = "SELECT DISTINCT {0} FROM reading WHERE talks = ? AND {0} IS NOT NULL"
_ALL = f"{_OWN} WHERE {_STANDS} AND +name <> '' ORDER BY number"  # one pass over the table, not a jump for each row
_ONE = f"{_OWN} INDEXED BY reading_thing WHERE {_STANDS} AND sort = ?4 AND name = ?5 AND name <> '' ORDER BY number"
_BEHIND = (
    "SELECT (SELECT count(*) FROM reading INDEXED BY reading_thing "
    "WHERE talks = ?1 AND sort = ?2 AND name = ?3 AND name <> '' AND until IS NULL AND part = 0 AND NOT gone) "
    "- (SELECT ifnull(max(done), 0) FROM standing WHERE talks = ?1 AND sort = ?2 AND name = ?3)"
)
_BRINGS = (
    "SELECT 1 FROM reading INDEXED BY reading_brings "
    "WHERE talks = ?1 AND brings = ?2 AND brings <> '' AND until IS NULL AND part = 0 AND NOT gone LIMIT 1"
)
_BROUGHT = (
    "SELECT DISTINCT brings FROM reading INDEXED BY reading_brings "
    "WHERE talks = ?1 AND brings <> '' AND until IS NULL AND part = 0 AND NOT gone"
)
_CLOSED = "SELECT 1 FROM reading INDEXED BY reading_closed WHERE talks = ? AND closed LIMIT 1"
_CLOSED_ALL = "SELECT DISTINCT number FROM reading INDEXED BY reading_closed WHERE talks = ? AND closed"
_ANY_OF = (
    f"SELECT 1 FROM reading INDEXED BY reading_acts WHERE talks = ?1 AND {ACTS} "  # of ours
    "AND kind IN (SELECT value FROM json_each(?2)) LIMIT 1"
)
_CLOSED_AMONG = (
    "SELECT DISTINCT number FROM reading WHERE talks = ?1 AND number IN (SELECT value FROM json_each(?2)) AND closed"
)
_CLOSED_THINGS = (
    "SELECT DISTINCT number FROM reading INDEXED BY reading_brings WHERE talks = ? AND brings <> '' AND closed"
)
_BRINGING = (
    "SELECT DISTINCT number FROM reading INDEXED BY reading_brings WHERE talks = ?1 AND brings <> '' "
    "AND brings IN (SELECT value FROM json_each(?2))"
)
_VERSIONS = (
    "SELECT DISTINCT number FROM reading INDEXED BY reading_thing WHERE talks = ?1 AND sort = ?2 AND name = ?3 "
    f"AND name <> '' AND kind IN ({', '.join(repr(kind_of(event)) for event in MAKES_VERSION)})"
)
_UNTOLD = f"SELECT number, sources <> '' FROM reading WHERE {_READS} AND learned >= ?3 AND NOT told AND NOT gone"
PUBLISHED = (
    "SELECT substr(brings, 8), published FROM reading INDEXED BY reading_brings WHERE talks = ?1 AND brings <> '' "
    "AND brings IN (SELECT 'source:' || value FROM json_each(?3)) AND published IS NOT NULL "
    "AND since <= ?2 AND (until IS NULL OR until > ?2) AND part = 0 AND NOT gone ORDER BY number"
)
"""When sources were published, each as often as it was brought in: the last holds."""
AT_HAND = 4
"""Of how many talks is at hand what was read last: who goes through many looks at each once."""
FEW = 20
"""Of so many things the states are looked up one by one."""
PATIENCE = 8
"""How many entries of a thing are folded again and again before it is kept how it stands after them."""


class Rows(Protocol):
    """What answers a statement with rows."""

    def __call__(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows."""


class KeptTalks:
    """What is kept of one talks, read."""

    def __init__(
        self, rows: Rows, shelf: Shelf, talks: str, zone: str, zoned: int, happened: int, told: int, latest: int
    ) -> None:
        self.talks = talks
        self.shelf = shelf
        self.zone = zone
        self.zoned = zoned
        self.when_it_happened = bool(happened)
        self.told = told
        self.latest = latest
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

    def own(self, seen: Seen, things: Collection[tuple[str, str]] | None) -> dict[tuple[str, str], list[Own]]:
        """Return the entries of things that stand, in the order of record."""
        found: dict[tuple[str, str], list[Own]] = {}
        if things is None:
            rows = self._rows(_ALL, self.talks, *seen)
        else:
            rows = [row for thing in things for row in self._rows(_ONE, self.talks, *seen, *thing)]
        for sort, name, *own in rows:
            found.setdefault((sort, name), []).append(Own._make(own))
        return found

    def behind(self, things: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return which of some things have many entries since how they stand was last kept."""
        return [thing for thing in things if self._rows(_BEHIND, self.talks, *thing)[0][0] >= PATIENCE]

    def ahead(self, seen: Seen, until: int) -> list[int]:
        """Return the numbers of the entries that stand and are dated no earlier than an instant."""
        if until > self.latest:
            return []
        statement = f"SELECT number FROM reading WHERE {_STANDS} AND start >= ?4 AND of IS NULL"
        return [int(row[0]) for row in self._rows(statement, self.talks, *seen, until)]

    def any_closed(self) -> bool:
        """Say whether there is any entry that not everybody may see, or could not once."""
        return bool(self._rows(_CLOSED, self.talks))

    def closed(self, numbers: Collection[int] | None = None) -> set[int]:
        """Return the numbers of the entries that not everybody may see, or could not once; of some, or of all."""
        if numbers is None:
            return {int(row[0]) for row in self._rows(_CLOSED_ALL, self.talks)}
        named = self._rows(_CLOSED_AMONG, self.talks, listed(numbers)) if numbers else []
        return {int(row[0]) for row in (*named, *self._rows(_CLOSED_THINGS, self.talks))}

    def any_of(self, kinds: Collection[str]) -> bool:
        """Say whether any of some kinds of acts of the talks is recorded."""
        return bool(self._rows(_ANY_OF, self.talks, listed(kinds)))

    def bringing(self, things: Collection[tuple[str, str]]) -> set[int]:
        """Return the numbers of the entries that bring things in, or make versions of their texts."""
        found = self._rows(_BRINGING, self.talks, listed({":".join(thing) for thing in things}))
        made = [row for thing in things for row in self._rows(_VERSIONS, self.talks, *thing)]
        return {int(row[0]) for row in (*found, *made)}

    def brings(self, thing: tuple[str, str]) -> bool:
        """Say whether an entry that stands brings a thing into the talks."""
        return bool(self._rows(_BRINGS, self.talks, ":".join(thing)))

    def brought(self) -> list[tuple[str, str]]:
        """Return the things that entries which stand bring into the talks."""
        found = (str(row[0]).partition(":") for row in self._rows(_BROUGHT, self.talks))
        return [(sort, name) for sort, _, name in found]

    def acts(self, kind: str | None = None) -> set[int]:
        """Return the numbers of the acts of the talks themselves, without what was said at them and what is cited."""
        statement = f"SELECT number FROM reading INDEXED BY reading_acts WHERE talks = ?1 AND {ACTS}"
        return {int(row[0]) for row in self._rows(f"{statement} AND ifnull(kind = ?2, 1)", self.talks, kind)}

    def readings(self) -> list[Reading]:
        """Return how every entry reads, from one number of the record to another."""
        columns = ", ".join(f'"{name}"' for name in Reading._fields)
        rows = self._rows(f"SELECT {columns} FROM reading WHERE talks = ?", self.talks)
        return [Reading._make(row) for row in rows]

    def untold(self, seen: Seen, until: int) -> list[tuple[int, bool]]:
        """Return what would stand, dated before an instant, but for its recording, which alone tells when it was known.

        Each by its number, and whether it cites any source, those about entries apart.
        """
        rows = self._rows(f"{_UNTOLD} AND of IS NULL AND start < ?4 ORDER BY number", self.talks, *seen, until)
        return [(int(number), bool(cites)) for number, cites in rows]

    def partly_known(self, seen: Seen) -> list[int]:
        """Return the numbers of the entries of which something was said that could not be known.

        And of those about entries that are not there.
        """
        number = f"SELECT number FROM reading INDEXED BY reading_part WHERE {_READS} AND part > 0"
        lost = "SELECT number FROM reading INDEXED BY reading_of WHERE talks = ?1 AND of = 0 AND number <= ?2"
        return [int(row[0]) for row in self._rows(f"{number} UNION {lost}", self.talks, *seen)]

    def published(self, number: int, names: Collection[str]) -> dict[str, int]:
        """Return the beginning of the publication of some sources, for those of which it stands at a number."""
        return {name: int(start) for name, start in self._rows(PUBLISHED, self.talks, number, listed(names))}

    def count(self, seen: Seen, until: int) -> int:
        """Return how many entries stand and are dated before an instant, those about entries apart."""
        return int(self._rows(f"SELECT count(*) FROM reading WHERE {_VIEW}", self.talks, *seen, until)[0][0])

    def order(self, seen: Seen, after: int = 0) -> list[Own]:
        """Return the entries that stand, in the order of record, those about entries apart.

        Args:
            seen: what is looked at.
            after: only those recorded after that number, and dated later than the beginning of any up to it.
        """
        latest = self._rows(_LATEST, self.talks, *seen, after)[0][0] if after else EVER.start
        return [Own._make(row) for row in self._rows(_ORDER, self.talks, *seen, after, latest)]

    def standing_readings(self, seen: Seen) -> list[Read]:
        """Return which reading of each entry stands, those about entries apart, in the order of record."""
        return [Read._make(row) for row in self._rows(_READINGS, self.talks, *seen)]

    def said(self, seen: Seen) -> dict[int, tuple[int, int]]:
        """Return of each entry about an entry which reading stands of what it is about: since when, and its part.

        Nothing stands for one that is about nothing that is there: 0 and 0.
        """
        roots = {int(row[0]): (int(row[1]), int(row[2])) for row in self._rows(_ROOTS, self.talks, *seen)}
        about = self._rows(
            "SELECT number, of FROM reading INDEXED BY reading_of WHERE talks = ? AND of >= 0", self.talks
        )
        return {int(number): roots.get(of, (0, 0)) for number, of in sorted(about) if number <= seen.number}

    def candidates(self, seen: Seen, until: int, wanted: Wanted, among: Collection[int] | None = None) -> list[int]:
        """Return the numbers of the entries that stand, are dated before an instant, and are asked for.

        Args:
            seen: what is looked at.
            until: the instant.
            wanted: what is asked for.
            among: only some, by their numbers; all if None.
        """
        asked = [(_TESTS[name], self._asked(name, getattr(wanted, name))) for name in _TESTS]
        asked += [(_THING, thing) for thing in wanted.things]
        asked.append((_IN.format("number"), None if among is None else listed(among)))
        given = [(test, value) for test, value in asked if value is not None]
        tests = [test.replace("?", f"?{place}") for place, (test, _) in enumerate(given, start=5)]
        statement = " AND ".join((f"SELECT number FROM reading WHERE {_VIEW}", *tests))
        return [int(row[0]) for row in self._rows(statement, self.talks, *seen, until, *(value for _, value in given))]

    def _asked(self, name: str, value: str | int | None) -> str | int | None:
        """Return what a test takes: for a part of a name, the names that have it in them."""
        if value is None or name not in ("says", "speaker"):
            return value
        names = (str(row[0]) for row in self._rows(_NAMES.format(name), self.talks))
        return listed([found for found in names if holds(found, str(value))])

    def facts(self, seen: Seen, until: int, fields: Collection[str]) -> list[tuple[Facts, int]]:
        """Return what the entries that stand and are dated before an instant say in some fields, counted."""
        columns = [column if field in fields else other for field, (column, other) in _FIELDS.items()]
        statement = f"SELECT {', '.join(columns)}, count(*) FROM reading WHERE {_VIEW} GROUP BY {', '.join(columns)}"
        return [(_facts(*row[:-1]), int(row[-1])) for row in self._rows(statement, self.talks, *seen, until)]

    def in_rounds(self, seen: Seen, until: int) -> dict[str, list[Own]]:
        """Return the entries that stand, are dated before an instant and happened in a round, by round."""
        statement = f"SELECT in_round, {_COLUMNS} FROM reading WHERE {_VIEW} AND in_round IS NOT NULL ORDER BY number"
        found: dict[str, list[Own]] = {}
        for name, *own in self._rows(statement, self.talks, *seen, until):
            found.setdefault(name, []).append(Own._make(own))
        return found

    def meant(self, numbers: Collection[int]) -> set[int]:
        """Return the numbers of some entries, and of those that they are about in the end."""
        statement = "SELECT of FROM reading WHERE talks = ? AND of > 0 AND number IN (SELECT value FROM json_each(?))"
        return {*numbers, *(int(row[0]) for row in self._rows(statement, self.talks, listed(numbers)))}

    def said_of(self, numbers: Collection[int]) -> list[int]:
        """Return the numbers of the entries about some entries, and about these in turn."""
        statement = "SELECT number FROM reading WHERE talks = ? AND of IN (SELECT value FROM json_each(?))"
        return [int(row[0]) for row in self._rows(statement, self.talks, listed(numbers))]

    def states(self, things: Collection[tuple[str, str]] | None = None) -> dict[tuple[str, str], dict[int, int]]:
        """Return where the states of each thing lie, or of some at the least, by their keys."""
        found: dict[tuple[str, str], dict[int, int]] = {}
        statement = "SELECT sort, name, key, id FROM standing WHERE talks = ?"
        if things is None or len(things) > FEW:
            rows = self._rows(statement, self.talks)
        else:
            own = f"{statement} AND sort = ? AND name = ?"
            rows = [row for thing in things for row in self._rows(own, self.talks, *thing)]
        for sort, name, key, place in rows:
            found.setdefault((sort, name), {})[key] = place
        return found

    def read(self, places: Collection[int]) -> dict[int, bytes]:
        """Return the states that lie at some places."""
        statement = "SELECT id, state FROM standing WHERE id IN (SELECT value FROM json_each(?))"
        return {int(place): bytes(state) for place, state in self._rows(statement, listed(places))}


def _facts(*row: Any) -> Facts:
    """Return the facts of a row of the columns of `_FIELDS`, of which the last is two: a beginning and an end."""
    *told, start, end = row
    found = dict(zip(_FIELDS, (*told, Span(start, end)), strict=True))
    several = {name: _several(found[name]) for name in ("acting", "addressed", "parties", "about", "sources")}
    return Facts(**{**found, **several, "subject": found["subject"] or None})


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


class Shelves:
    """What is at hand of the talks of a log that were asked about last."""

    def __init__(self) -> None:
        self._shelves: dict[str, tuple[bytes, Shelf]] = {}

    def of(self, talks: str, made: bytes) -> Shelf:
        """Return what is at hand of talks; nothing after what is kept of them was made anew, for whatever reason."""
        found = self._shelves.pop(talks, None)
        shelf = found[1] if found and found[0] == made else Shelf()
        self._shelves[talks] = made, shelf
        for other in list(self._shelves)[:-AT_HAND]:
            del self._shelves[other]
        return shelf


def kept_talks(rows: Rows, talks: str, shelves: Shelves) -> KeptTalks | None:
    """Return what is kept of talks, if it is of this version and goes up to their last entry."""
    if not rows("SELECT 1 FROM sqlite_schema WHERE name = 'kept'"):
        return None
    statement = (
        "SELECT 1 FROM kept WHERE talks = ?1 AND version = ?2 "
        "AND number = (SELECT max(number) FROM register WHERE talks = ?1)"
    )
    if not rows(statement, talks, VERSION):
        return None  # what another version keeps may have other columns
    found = rows("SELECT made, zone, zoned, happened, told, latest FROM kept WHERE talks = ?", talks)
    return KeptTalks(rows, shelves.of(talks, found[0][0]), talks, *found[0][1:]) if found else None
