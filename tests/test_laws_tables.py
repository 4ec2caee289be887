"""Laws of the tidy tables, over logs that the rules accept and over logs of anything, at any clocks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from anything import pasts
from effort import examples
from given import TALKS, Told, entries_of, frame
from hypothesis import given
from hypothesis import strategies as st
from random_logs import logs
from test_laws_about import possible

from negotiation.domain.dates.clocks import ANY, Clocks
from negotiation.domain.dates.edtf import instant
from negotiation.domain.record.entry import Entry
from negotiation.domain.record.history import history
from negotiation.tables.catalogue import TABLES
from negotiation.tables.declaration import Row, Value
from negotiation.tables.material import Material
from negotiation.tables.rows import rows_of
from negotiation.views.count import count

NOW = instant(datetime(2022, 7, 1, tzinfo=UTC))
clocks = st.builds(
    Clocks,
    at=st.sampled_from((None, None, ANY, "2022-03-03", "2022-03-06T10:00", "2022-03")),
    known=st.sampled_from((None, None, "2022-03-04", "2022-06-01T12:07Z")),
    recorded=st.sampled_from((None, None, "#3", "#9")),
)
TYPES: dict[str, type] = {"number": int, "figure": float, "yes or no": bool}


def cells(name: str, row: Row) -> dict[str, Value]:
    """Return a row by its columns."""
    return {column.name: value for column, value in zip(TABLES[name].columns, row, strict=True)}


def lacking(rows: Mapping[str, Sequence[Row]]) -> list[tuple[str, str, str]]:
    """Return every key that a row refers to and that no row has: the table, the other table, and the key."""
    there = {name: {(row[0], str(row[1])) for row in found} for name, found in rows.items()}
    there["talks"] = {(row[0], str(row[0])) for row in rows["talks"]}
    return [
        (name, other, value)
        for name, table in TABLES.items()
        for row in rows[name]
        for other, value in table.references(row[1:])
        if (row[0], value) not in there[other]
    ]


def lawful_tables(log: Sequence[Entry], at: Clocks) -> None:
    """See that the tables of a log hold all of it, that their keys resolve, and that they count as `count` does."""
    seen = Material(TALKS, log, history(log, at, NOW))
    rows = rows_of(seen)
    assert [entry.number for entry in seen.held] == [row[1] for row in rows["entries"]]
    if at.recorded is None:
        assert len(log) == len(rows["entries"])
    assert [] == lacking(rows)
    for name, table in TABLES.items():
        own = [cells(name, row) for row in rows[name]]
        keys = Counter(tuple(row[column] for column in table.key) for row in own)
        assert [] == [key for key, times in keys.items() if times > 1 or None in key], name
        for column in table.columns:
            kind = TYPES.get(column.type, str)
            assert all(row[column.name] is None or isinstance(row[column.name], kind) for row in own), column
    agree_with_counts(seen, {name: [cells(name, row) for row in rows[name]] for name in rows})


def agree_with_counts(seen: Material, rows: Mapping[str, Sequence[Mapping[str, Value]]]) -> None:
    """See that rows in view, grouped, are as many as `count` says."""

    def counted(what: str, *by: str) -> dict[tuple[str | None, ...], int]:
        return {tuple(group.values.values()): group.count for group in count(seen.history, by, what=what).groups}

    def grouped(name: str, *by: str) -> dict[tuple[Value, ...], int]:
        return Counter(tuple(row[column] for column in by) for row in rows[name] if row.get("in_view", True))

    assert counted("entries", "kind") == grouped("entries", "kind")
    assert counted("entries", "round", "marking") == grouped("entries", "round", "marking")
    assert counted("proposals", "status", "formal", "text") == grouped(
        "proposals", "status", "formal_stage", "text_stage"
    )
    assert counted("pledges", "verdict", "under") == grouped("pledges", "verdict", "under")
    acts = {key: number for key, number in counted("acts", "act", "party").items() if key[1] not in seen.groups.ever}
    assert acts == grouped("acts", "act", "party")
    sponsors = Counter(
        row["to_id"] for row in rows["links"] if (row["from_table"], row["link"]) == ("proposals", "sponsor")
    )
    tabled = {
        group.values["sponsor"]: group.count for group in count(seen.history, ["sponsor"], what="proposals").groups
    }
    assert {party: number for party, number in tabled.items() if party} == sponsors


@examples(1, 5_000)
@given(log=logs, at=clocks)
def test_tables_hold_the_log(log: list[Entry], at: Clocks) -> None:
    """Logs that the rules accept: every entry is there, every key resolves, the numbers agree with `count`."""
    lawful_tables(log, at)


@examples(1, 5_000)
@given(past=pasts, at=clocks)
def test_tables_hold_whatever_is_recorded(past: list[Told], at: Clocks) -> None:
    """Logs of anything: the same."""
    lawful_tables(entries_of([*frame("UKR", "RUS", "TUR"), *possible(past)]), at)
