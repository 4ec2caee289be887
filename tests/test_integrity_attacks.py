"""Altering a log with another tool: what the file itself tells, and what is refused."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from storing import SAMPLE_ENTRIES, another, sample
from tampering import as_format_3, flips, rehashed, unguarded

from negotiation.domain.errors import Damaged, StoreError
from negotiation.integrity.leaf import leaf
from negotiation.integrity.tree import Tree
from negotiation.log import NegotiationLog
from negotiation.trust.keyring import Keyring
from negotiation.trust.verify import Held, verified

Attack = Callable[[sqlite3.Connection], object]
NEUTRAL = "originator_id = 'ist/proposal/neutral'"


def run(*statements: str) -> Attack:
    """Return an attack of some statements."""
    return lambda connection: [connection.execute(statement) for statement in statements]


def swap(connection: sqlite3.Connection) -> None:
    """Let two entries of one stream change places."""
    for old, new in ((1, 99), (2, 1), (99, 2)):
        statement = f"UPDATE stored_events SET originator_version = ? WHERE originator_version = ? AND {NEUTRAL}"
        connection.execute(statement, (new, old))


def renumber(connection: sqlite3.Connection) -> None:
    """Take an entry away, and close the gap in the numbers and in the stream."""
    connection.execute(f"DELETE FROM stored_events WHERE {NEUTRAL} AND originator_version = 2")
    connection.execute("DELETE FROM register WHERE stream = 'ist/proposal/neutral' AND version = 2")
    connection.execute("UPDATE stored_events SET originator_version = 2 WHERE originator_version = 3 AND " + NEUTRAL)
    connection.execute("UPDATE register SET version = 2 WHERE version = 3 AND stream = 'ist/proposal/neutral'")
    for number in (7, 8):
        connection.execute("UPDATE register SET number = ? WHERE number = ?", (number - 1, number))


LAST = f"(SELECT stream FROM register WHERE number = {SAMPLE_ENTRIES})"
ATTACKS: dict[str, Attack] = {
    "change a text": run(f"UPDATE stored_events SET state = replace(state, 'studying', 'opposes') WHERE {NEUTRAL}"),
    "change a topic": run(
        f"UPDATE stored_events SET topic = 'proposal-withdrawn' WHERE {NEUTRAL} AND originator_version = 2"
    ),
    "swap": swap,
    "transplant": run(
        "UPDATE stored_events SET originator_id = 'ist/proposal/other', originator_version = 1 "
        f"WHERE {NEUTRAL} AND originator_version = 1",
        "UPDATE register SET stream = 'ist/proposal/other', version = 1 WHERE stream = 'ist/proposal/neutral' "
        "AND version = 1",
    ),
    "delete": run(
        f"DELETE FROM stored_events WHERE {NEUTRAL} AND originator_version = 2",
        "DELETE FROM register WHERE stream = 'ist/proposal/neutral' AND version = 2",
    ),
    "delete and renumber": renumber,
    "insert": run(
        "INSERT INTO stored_events SELECT 'ist/proposal/neutral', 4, topic, state FROM stored_events "
        f"WHERE {NEUTRAL} AND originator_version = 2",
        "INSERT INTO register VALUES ('ist', 9, 'mine', 'ist/proposal/neutral', 4, '2099-01-01T00:00:00.000000Z')",
    ),
    "change the register": run("UPDATE register SET recorded = '2022-03-01T00:00:00.000000Z' WHERE number = 6"),
    "cut the tail": run(
        f"DELETE FROM stored_events WHERE originator_id = {LAST} AND originator_version = "
        f"(SELECT version FROM register WHERE number = {SAMPLE_ENTRIES})",
        f"DELETE FROM register WHERE number = {SAMPLE_ENTRIES}",
    ),
    "cut the tail, and its hash": run(
        f"DELETE FROM stored_events WHERE originator_id = {LAST} AND originator_version = "
        f"(SELECT version FROM register WHERE number = {SAMPLE_ENTRIES})",
        f"DELETE FROM register WHERE number = {SAMPLE_ENTRIES}",
        f"DELETE FROM leaf WHERE number = {SAMPLE_ENTRIES}",
    ),
    "change a recorder": run(f"UPDATE stored_events SET state = replace(state, '\"ada\"', '\"eva\"') WHERE {NEUTRAL}"),
    **{
        f"change {what}": run(
            f"UPDATE stored_events SET state = CAST(json_set(state, '$.envelope.{field}', json('{value}')) AS BLOB) "
            f"WHERE {NEUTRAL} AND originator_version = 2"
        )
        for what, field, value in (
            ("an override", "override", '{"reason": "we saw it", "rules": []}'),
            ("a marking", "marking", '"confidential"'),
            ("a citation", "sources", "[]"),
            ("a date", "occurred", '"2022-03-28"'),
        )
    },
    "move a stream": run(
        f"UPDATE stored_events SET originator_id = 'ist/proposal/other' WHERE {NEUTRAL}",
        "UPDATE register SET stream = 'ist/proposal/other' WHERE stream = 'ist/proposal/neutral'",
    ),
    "change an entry id": run("UPDATE register SET entry_id = 'another' WHERE number = 6"),
    "rename the talks": run(
        *(f"UPDATE {table} SET talks = 'other'" for table in ("register", "leaf", "tree")),
        "UPDATE register SET stream = 'other' || substr(stream, 4)",
        "UPDATE stored_events SET originator_id = 'other' || substr(originator_id, 4)",
    ),
    "change a salt": run("UPDATE leaf SET salt = zeroblob(32) WHERE number = 6"),
    "write a text for a hash": run("UPDATE leaf SET hash = 'no hash' WHERE number = 6"),
    "take a salt away": run("UPDATE leaf SET salt = NULL WHERE number = 6"),
    "a trigger that eats inserts": run(
        "CREATE TRIGGER hungry BEFORE INSERT ON stored_events BEGIN SELECT raise(IGNORE); END"
    ),
    "a view that nobody made": run("CREATE VIEW seen AS SELECT * FROM register"),
    "guards taken away": run("SELECT 1"),
}


def attacked(path: Path, attack: Attack) -> None:
    """Alter a log as somebody would who takes the guards away first, and puts nothing back."""
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        attack(connection)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_altered_log_is_told_from_what_was_recorded(tmp_path: Path, name: str) -> None:
    """Each alteration is found by the check of the log alone, without anything kept elsewhere."""
    path = sample(tmp_path / "talks.db")
    with NegotiationLog.open(str(path)) as log:
        assert [] == [found for found in log.check() if not found.fine]
    attacked(path, ATTACKS[name])
    with NegotiationLog.open(str(path)) as log:
        wrong = [found.check for found in log.check() if not found.fine]
    assert any("are those that were recorded" in check or "put a hand to" in check for check in wrong), wrong


@pytest.mark.parametrize("table", ["stored_events", "register", "leaf"])
def test_what_a_trigger_eats_is_not_acknowledged(tmp_path: Path, table: str) -> None:
    """A write of which a trigger of somebody else's takes a part away is refused, not said to be recorded."""
    path = sample(tmp_path / "talks.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TRIGGER hungry BEFORE INSERT ON {table} BEGIN SELECT raise(IGNORE); END")
    with NegotiationLog.open(str(path)) as log:
        with pytest.raises(Damaged, match="takes away what is written"):
            log.talks().say("Medinsky", "We study it.", party="RUS")
        assert len(log.talks().entries()) == SAMPLE_ENTRIES


NOT_IDS = ("../../evil", "a/b", "", "ist\n", "i" * 101)
"""Names that this program gives to nothing."""


@pytest.mark.parametrize("name", NOT_IDS)
@pytest.mark.parametrize("what", ["talks", "proposal", "entry"])
def test_a_name_that_is_no_id_is_found_though_every_hash_was_made_anew(tmp_path: Path, what: str, name: str) -> None:
    """A log that was forged from end to end is found out by names after which a file would be written elsewhere."""
    path = sample(tmp_path / "talks.db")
    statements = {
        "talks": (
            *(f"UPDATE {table} SET talks = '{name}'" for table in ("register", "leaf", "tree")),
            f"UPDATE register SET stream = '{name}' || substr(stream, 4)",
            f"UPDATE stored_events SET originator_id = '{name}' || substr(originator_id, 4)",
        ),
        "proposal": (
            f"UPDATE stored_events SET originator_id = 'ist/proposal/{name}' WHERE {NEUTRAL}",
            f"UPDATE register SET stream = 'ist/proposal/{name}' WHERE stream = 'ist/proposal/neutral'",
        ),
        "entry": (f"UPDATE register SET entry_id = '{name}' WHERE number = 6",),
    }
    attacked(path, run(*statements[what]))
    rehashed(path)
    expected = f"ist/proposal/{name}" if what == "proposal" else name
    with NegotiationLog.open(str(path)) as log:
        for findings in (log.check(), log.check_record(), verified(log, Held(), Keyring(tmp_path))):
            (wrong,) = [found for found in findings if not found.fine and "are ids" in found.check]
            assert repr(expected) in wrong.detail


NOT_OF_ENTRIES = {
    "a trigger that eats inserts",
    "a view that nobody made",
    "guards taken away",
    "insert",
    "write a text for a hash",
}
"""What leaves every entry as it was, and so the record up to the root that was kept."""


@pytest.mark.parametrize("name", sorted(ATTACKS.keys() - NOT_OF_ENTRIES))
def test_an_alteration_that_was_covered_up_is_told_by_a_root(tmp_path: Path, name: str) -> None:
    """Whoever alters entries and makes every hash anew is found by whoever kept a root elsewhere."""
    path = sample(tmp_path / "talks.db")
    with NegotiationLog.open(str(path)) as log:
        root = log.talks().record_head().root
        assert [] == [found for found in verified(log, Held(roots=(root,)), Keyring(tmp_path)) if not found.fine]
    attacked(path, ATTACKS[name])
    rehashed(path)
    with NegotiationLog.open(str(path)) as log:
        assert [] == [f for f in log.check_record() if not f.fine and "gone, which keep" not in f.detail]
        wrong = [found.check for found in verified(log, Held(roots=(root,)), Keyring(tmp_path)) if not found.fine]
    assert any(root[:16] in check for check in wrong), wrong


def test_no_flipped_bit_goes_unnoticed(tmp_path: Path) -> None:
    """A bit that the disk lost is refused or found by the check of the log, or changes nothing of what is shown."""
    found = flips(sample(tmp_path / "talks.db"), 25, Random(7))  # the same bits each time
    assert (0, 0) == (found["unnoticed"], found["astray"]), found
    assert found["noticed"], "no bit was hit that matters: take another seed"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET topic = topic",
        "DELETE FROM stored_events",
        "UPDATE register SET number = number",
        "DELETE FROM register WHERE number = 8",
        "UPDATE leaf SET hash = x'00'",
        "UPDATE leaf SET salt = NULL",
        "DELETE FROM leaf",
        "INSERT OR REPLACE INTO stored_events SELECT originator_id, originator_version, topic, '{}' FROM stored_events",
        "INSERT OR REPLACE INTO register SELECT talks, number, entry_id, stream, version, 'now' FROM register",
        "REPLACE INTO leaf SELECT talks, number, x'00', salt FROM leaf",
        "DELETE FROM tree",
        "UPDATE tree SET parts = x'00'",
        "UPDATE tree SET size = size - 1",
        "UPDATE tree SET talks = 'other', size = size + 1",
        "INSERT OR REPLACE INTO tree SELECT talks, size, x'00' FROM tree",
        "INSERT OR REPLACE INTO tree SELECT talks, size - 1, parts FROM tree",
    ],
)
def test_another_tool_is_refused(tmp_path: Path, statement: str) -> None:
    """Whoever changes or removes anything recorded with another tool is told, as long as the guards are there."""
    path = sample(tmp_path / "talks.db")
    refused = pytest.raises(sqlite3.IntegrityError, match="nothing in a log is changed or removed")
    with closing(sqlite3.connect(path)) as connection, refused:
        connection.execute(statement)


def test_nothing_is_written_after_a_record_that_was_cut(tmp_path: Path) -> None:
    """What was added or cut by something else is not covered up by the next write: that is refused, and says why."""
    path = sample(tmp_path / "talks.db")
    attacked(path, ATTACKS["cut the tail"])
    with NegotiationLog.open(str(path)) as log, pytest.raises(StoreError, match="7 entries, and 8 were hashed"):
        log.talks().issue("land", "Land")


def test_a_log_of_an_earlier_version_is_hashed_once(tmp_path: Path) -> None:
    """The next write hashes what is there as it stands, which an entry of its own says; from then on all are hashed."""
    path = sample(tmp_path / "talks.db")
    unguarded(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE leaf")
        connection.execute("DROP TABLE tree")
        connection.execute("PRAGMA user_version = 2")
    with NegotiationLog.open(str(path)) as log:
        talks = log.talks()
        before = Tree().with_(map(leaf, log.store.reader.stored("ist")))
        assert log.store.reader.tree("ist") is None
        assert [] == [found for found in log.check() if not found.fine]
        talks.issue("land", "Land")
        *_, issue, hashed = talks.entries()
        assert ("issue-added", "entries-hashed") == (issue.event.kind, hashed.event.kind)
        assert (SAMPLE_ENTRIES, before.root.hex()) == (hashed.event.entries, hashed.event.root)  # type: ignore[attr-defined]
        talks.issue("sea", "The sea")
        assert "issue-added" == talks.entries()[-1].event.kind
        kept = log.store.reader.tree("ist")
        assert Tree().with_(map(leaf, log.store.reader.stored("ist"))) == kept
        assert [] == [found for found in log.check() if not found.fine]


def test_a_log_that_was_hashed_without_salts_goes_on_with_them(tmp_path: Path) -> None:
    """What an earlier version hashed keeps its hash, and the head that somebody holds of it; what comes has a salt."""
    path = as_format_3(sample(tmp_path / "talks.db"))
    with NegotiationLog.open(str(path)) as log:
        talks = log.talks()
        head = talks.record_head()
        assert [None] * SAMPLE_ENTRIES == [entry.salt for entry in log.store.reader.stored("ist")]
        assert [] == [found for found in log.check() if not found.fine]
        talks.issue("land", "Land")
        assert head == talks.record_head(SAMPLE_ENTRIES)
        *before, new = log.store.reader.stored("ist")
        assert [None] * SAMPLE_ENTRIES == [entry.salt for entry in before]
        assert new.salt is not None
        assert len(new.salt) == 32
        assert [] == [found for found in log.check() if not found.fine]
    with closing(sqlite3.connect(path)) as connection:
        refused = pytest.raises(sqlite3.IntegrityError, match="nothing in a log is changed or removed")
        with refused:
            connection.execute("UPDATE leaf SET salt = x'00'")


def test_no_two_entries_have_the_same_salt(tmp_path: Path) -> None:
    """Nor do two logs that record the same, so that neither tells what the other one withholds."""
    salts = [
        entry.salt
        for name in ("a.db", "b.db")
        for entry in NegotiationLog.open(str(another(tmp_path / name))).store.reader.stored("ist")
    ]
    assert len(salts) == len(set(salts)) == 2 * SAMPLE_ENTRIES
