"""The tables that follow from the record: whatever becomes of them is found or changes no answer, and is made anew."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from commandline import SESSION, Desk
from tampering import unguarded

from negotiation.store.sqlite.connect import connect
from negotiation.store.sqlite.derived import findings
from negotiation.store.sqlite.schema import GUARDED, INDEX, KEPT, TABLES

RECORD = {
    "stored_events": "the record itself",
    "register": "the order of record",
    "leaf": "the hashes, which are no use if they are made anew from what was altered",
    "tree": "the same",
    "write_mark": "a count of writes, compared when a log is opened",
}
"""The tables that do not follow from the record, each with why."""
READ_ONLY = ("said_word",)
"""What shows another table, and holds nothing."""
VIEWS = (
    ("status",),
    ("positions",),
    ("log",),
    ("search", "study"),
    ("search", "neutral"),
    ("log", "--at", "2022-04-03"),
)


@cache
def _log() -> bytes:
    """Return a log in which something is kept of every sort."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for command in SESSION:
            desk.done(*command)
        for day in range(1, 15):
            stance = ("studying", "reserved")[day % 2]
            desk.done("respond", "neutral-status", "--by", "RUS", "--stance", stance, "--on", f"2022-04-{day:02}",
                      "--note", f"They study it for day {day}.", "--source", "agencies-0330")  # fmt: skip
        desk.done("correct", "5", "--set", "published=2022-03-31", "--reason", "misread")
        with closing(sqlite3.connect(desk.log)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return desk.log.read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with that log."""
    return Desk(tmp_path, _log())


def _run(desk: Desk, *statements: str) -> None:
    with closing(sqlite3.connect(desk.log)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def _columns(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    for _, name, sort, *_ in connection.execute(f"PRAGMA table_info({table})"):
        yield str(name), str(sort)


def _derived(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows if name not in RECORD and name not in READ_ONLY]


@cache
def _damages() -> dict[str, str]:
    """Return statements that empty each derived table, and that alter each of its columns in some row."""
    found: dict[str, str] = {}
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in (*TABLES, *INDEX, *(one for one in KEPT if " TRIGGER " not in one)):
            connection.execute(statement)
        for table in _derived(connection):
            if table == "said":  # a virtual table, without a copy of what is in it
                found["said is emptied"] = "INSERT INTO said (said) VALUES ('delete-all')"
                found["said has another word"] = (
                    "INSERT INTO said (rowid, text) SELECT max(id), 'zebra' FROM said_docsize"
                )
                continue
            found[f"{table} is emptied"] = f"DELETE FROM {table}"
            for name, sort in _columns(connection, table):
                other = {"BLOB": "x'00'", "INTEGER": f'ifnull("{name}", 0) + 1'}.get(
                    sort, f"ifnull(\"{name}\", '') || 'x'"
                )
                found[f"{table}.{name} is altered"] = (
                    f'UPDATE {table} SET "{name}" = {other} WHERE "{name}" IS (SELECT max("{name}") FROM {table})'
                )
    return found


@cache
def _read_well() -> tuple[str, ...]:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), _log())
        return tuple(desk.done(*view) for view in VIEWS)


@cache
def _made_anew() -> dict[str, list[tuple[object, ...]]]:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), _log())
        desk.done("doctor", "--rebuild")
        return _held(desk)


def _held(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return what the derived tables hold, but for what only says where something lies, or when it was made."""
    with closing(sqlite3.connect(desk.log)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.spoken USING fts5vocab (main, said, instance)")
        found = {"said": connection.execute("SELECT * FROM temp.spoken").fetchall()}
        for table in _derived(connection):
            if not table.startswith("said"):
                left = {("standing", "id"), ("kept", "made")}
                columns = [name for name, _ in _columns(connection, table) if (table, name) not in left]
                listed = ", ".join(f'"{name}"' for name in columns)
                found[table] = sorted(connection.execute(f"SELECT {listed} FROM {table}").fetchall(), key=repr)
        return found


def test_every_derived_table_has_something_in_it(desk: Desk) -> None:
    """The log of these tests leaves no table empty, so that to alter each is to alter something."""
    assert {name: bool(rows) for name, rows in _held(desk).items()} == dict.fromkeys(_held(desk), True)
    shown = desk.done("doctor")
    assert "WRONG" not in shown
    assert "--rebuild" not in shown


def test_making_the_tables_anew_changes_nothing_where_nothing_was_wrong(desk: Desk) -> None:
    """What was written entry by entry is what is made at once, but for states that are kept for other moments."""
    before, after = _held(desk), _made_anew()
    assert {name for name in before if before[name] != after[name]} <= {"standing"}


@pytest.mark.parametrize("damage", _damages())
def test_what_does_not_follow_from_the_record_is_found_and_made_anew(desk: Desk, damage: str) -> None:
    """Doctor says what was done to a derived table, or every answer is what it was; on asking it is made anew."""
    _run(desk, _damages()[damage])
    shown = desk("doctor")
    assert "Traceback" not in shown.err
    if shown.status == 0 and "--rebuild" not in shown.out:
        assert tuple(desk.done(*view) for view in VIEWS) == _read_well()
    mended = desk.done("doctor", "--rebuild")
    assert "--rebuild" not in mended
    assert _held(desk) == _made_anew()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM stream_link", "proposal/neutral-status to istanbul-2022/proposal/security-guarantees is missing"),
        (
            "INSERT INTO stream_link VALUES ('istanbul-2022/proposal/a', 'istanbul-2022/proposal/b')",
            "that of istanbul-2022/proposal/a to istanbul-2022/proposal/b is in no entry",
        ),
        ("INSERT INTO stream_link VALUES ('other/proposal/a', 'other/proposal/b')", "is of talks that are not there"),
        (_damages()["said has another word"], "istanbul-2022 #23 has other words"),
        ("DELETE FROM said_data", "the index of words is damaged"),
        ("DELETE FROM searched", "istanbul-2022: not indexed"),
        ("INSERT INTO searched (talks) VALUES ('other')", "other is not there"),
        ("UPDATE kept SET latest = 0", "which date is the latest"),
        ("UPDATE kept SET told = 0", "since when it is told as it is now when each could be known"),
    ],
)
def test_doctor_says_what_differs(desk: Desk, statement: str, said: str) -> None:
    """Whoever asks reads what differs, and what makes it anew."""
    _run(desk, statement)
    shown = desk("doctor").out
    assert said in shown
    assert "talks doctor --rebuild" in shown


def _found(connection: sqlite3.Connection) -> dict[str, object]:
    """Return where each word of the log is found."""
    found: dict[str, object] = {}
    for word in _words():
        try:
            rows = connection.execute("SELECT rowid FROM said WHERE said MATCH ?", (f'"{word}"',)).fetchall()
        except sqlite3.DatabaseError as error:
            rows = [str(error)]
        found[word] = rows
    return found


@cache
def _words() -> tuple[str, ...]:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), _log())
        with closing(sqlite3.connect(desk.log)) as connection:
            return tuple(word for (word,) in connection.execute("SELECT term FROM said_word"))


def test_what_leads_to_the_words_of_the_index_is_checked(desk: Desk) -> None:
    """Whichever bit at the ends of its pages is flipped: a word is found as before, or the check says that it is not.

    There stands where in a page each word begins, by which a search goes and what reads all words does not.
    """
    with closing(connect(str(desk.log), write=False)) as connection:
        before = _found(connection)
    with closing(sqlite3.connect(desk.log)) as connection:
        pages = connection.execute("SELECT id, block FROM said_data WHERE length(block) > 20").fetchall()
    unfound = 0
    for page, block in pages:
        for place in range(-6, 0):
            for bit in (1, 4):
                flipped = bytearray(block)
                flipped[place] ^= bit
                with closing(sqlite3.connect(desk.log)) as other, other:
                    other.execute("UPDATE said_data SET block = ? WHERE id = ?", (bytes(flipped), page))
                with closing(connect(str(desk.log), write=False)) as connection:
                    differs = _found(connection) != before
                    fine = next(one.fine for one in findings(connection) if one.check == "every entry can be searched")
                assert not (differs and fine), (page, place, bit)
                unfound += differs
        with closing(sqlite3.connect(desk.log)) as other, other:
            other.execute("UPDATE said_data SET block = ? WHERE id = ?", (block, page))
    assert unfound
    assert "WRONG" not in desk.done("doctor")


def test_an_index_that_cannot_be_used_is_damage(desk: Desk) -> None:
    """What the index of words says of itself, by another word than that for damage, ends with 6 as well."""
    _run(desk, "DELETE FROM said_config")
    assert "is damaged: " in desk.fails(6, "search", "study")


def test_the_links_of_what_cannot_be_read_are_left(desk: Desk) -> None:
    """Of an entry that this program cannot read nobody knows what it links: the links that are there stay."""
    unguarded(desk.log)
    _run(
        desk,
        "UPDATE stored_events SET topic = 'sung' WHERE originator_id LIKE '%/neutral-status'",
    )
    before = _held(desk)["stream_link"]
    assert "fine   the links between streams" in desk("doctor", "--rebuild").out
    assert _held(desk)["stream_link"] == before


def test_hashes_without_their_tree_are_no_earlier_log(desk: Desk) -> None:
    """Whoever takes the head away leaves hashes that tell it from a log in which nothing was hashed."""
    unguarded(desk.log)
    _run(desk, "DELETE FROM tree", *GUARDED)
    shown = desk("doctor")
    assert shown.status == 6
    assert "the head of what was recorded is gone, and the hashes of 23 entries are there" in shown.out
