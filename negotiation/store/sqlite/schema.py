"""The tables of a log beside the library's own, and the marks by which a log is known."""

from . import mark

APPLICATION_ID = 0x54_4C_4B_53
"""Written into the header of every log file ("TLKS"), so that other SQLite files are not taken for one."""

FORMAT = 5
"""The version of the tables; a log with a later one is left alone, one with an earlier one is brought up to it."""

ENCRYPTED = 1004
"""The version of the tables of an encrypted log, far above, so that earlier versions leave it alone."""
GROWS = 5
"""The first version of the tables in which a trigger keeps the row of a tree from shrinking."""

EVENTS_TABLE = "stored_events"

TABLES = (
    f"""CREATE TABLE {EVENTS_TABLE} (
        originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB,
        PRIMARY KEY (originator_id, originator_version))""",
    # The register gives every entry its number: the order of record, gapless within its talks.
    """CREATE TABLE register (
        talks TEXT NOT NULL, number INTEGER NOT NULL, entry_id TEXT NOT NULL,
        stream TEXT NOT NULL, version INTEGER NOT NULL, recorded TEXT NOT NULL,
        PRIMARY KEY (talks, number)) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX register_entry_id ON register (talks, entry_id)",
    "CREATE UNIQUE INDEX register_stream ON register (stream, version)",
    # Which streams bear on which: a proposal and those it is tied to are decided on together.
    "CREATE TABLE stream_link (source TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (source, target)) WITHOUT ROWID",
    "CREATE INDEX stream_link_target ON stream_link (target)",
    mark.TABLE,
)

_KEYS = {
    EVENTS_TABLE: "originator_id = NEW.originator_id AND originator_version = NEW.originator_version",
    "register": "talks = NEW.talks AND number = NEW.number",
    "leaf": "talks = NEW.talks AND number = NEW.number",
}
_GUARD = "BEGIN SELECT raise(ABORT, 'nothing in a log is changed or removed'); END"

_TREE_GROWS = (
    f"CREATE TRIGGER IF NOT EXISTS no_delete_tree BEFORE DELETE ON tree {_GUARD}",
    f"""CREATE TRIGGER IF NOT EXISTS no_update_tree BEFORE UPDATE ON tree
        WHEN NEW.talks <> OLD.talks OR NEW.size <= OLD.size {_GUARD}""",
    f"""CREATE TRIGGER IF NOT EXISTS no_replace_tree BEFORE INSERT ON tree WHEN EXISTS
        (SELECT 1 FROM tree WHERE talks = NEW.talks AND size >= NEW.size) {_GUARD}""",  # noqa: S608  # of ours
)

GUARDED = (
    # The hash of each entry, with the salt of its fields, and of all of each talks: see `negotiation/integrity`.
    """CREATE TABLE IF NOT EXISTS leaf (
        talks TEXT NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, salt BLOB,
        PRIMARY KEY (talks, number)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS tree (
        talks TEXT PRIMARY KEY, size INTEGER NOT NULL, parts BLOB NOT NULL) WITHOUT ROWID""",
    # Whoever opens the file with another tool is told; a row that is there is replaced by none, either.
    *(
        f"CREATE TRIGGER IF NOT EXISTS no_{edit}_{table} BEFORE {edit} ON {table} {_GUARD}"
        for table in _KEYS
        for edit in ("update", "delete")
    ),
    *(
        f"CREATE TRIGGER IF NOT EXISTS no_replace_{table} BEFORE INSERT ON {table} WHEN EXISTS "  # noqa: S608  # of ours
        f"(SELECT 1 FROM {table} WHERE {keys}) {_GUARD}"
        for table, keys in _KEYS.items()
    ),
    # The row of a tree is written anew with each append; it only ever is of more entries, and is never removed.
    *_TREE_GROWS,
)
"""What shows, and keeps, that nothing recorded is altered: made in any log that is written to."""
GUARDED_BEFORE = tuple(statement for statement in GUARDED if statement not in _TREE_GROWS)
"""What logs before version `GROWS` have of it."""
SALTED = "SELECT 1 FROM pragma_table_info('leaf') WHERE name = 'salt'"
"""Whether entries can have salts: in the logs of an earlier version they have none."""
ADD_SALTS = "ALTER TABLE leaf ADD COLUMN salt BLOB"

COPY = (
    # Of each entry that is not shown whole how its fields are opened: see `negotiation/integrity/leaf.py`.
    """CREATE TABLE withheld (
        talks TEXT NOT NULL, number INTEGER NOT NULL, fields TEXT, PRIMARY KEY (talks, number)) WITHOUT ROWID""",
    *(f"CREATE TRIGGER no_{edit}_withheld BEFORE {edit} ON withheld {_GUARD}" for edit in ("update", "delete")),
)
"""What a disclosed copy has beside that, by which it is known as one."""
IS_COPY = "SELECT 1 FROM sqlite_schema WHERE name = 'withheld'"

IMPORTS = (
    # Which entries were taken over from files, when and by whom: no part of the record, which is the same elsewhere.
    """CREATE TABLE IF NOT EXISTS imported (
        talks TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, moment TEXT NOT NULL,
        recorder TEXT NOT NULL, file TEXT NOT NULL, as_exported INTEGER NOT NULL, PRIMARY KEY (talks, first))
        WITHOUT ROWID""",
    *(
        f"CREATE TRIGGER IF NOT EXISTS no_{edit}_imported BEFORE {edit} ON imported {_GUARD}"
        for edit in ("update", "delete")
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS no_replace_imported BEFORE INSERT ON imported WHEN EXISTS "  # noqa: S608  # of ours
        f"(SELECT 1 FROM imported WHERE talks = NEW.talks AND first = NEW.first) {_GUARD}"
    ),
)
"""Made in a log that takes over entries of another one."""
CHECKPOINTS = (
    # The signed heads of records; each row adds signatures to those of the head that are there.
    """CREATE TABLE IF NOT EXISTS checkpoint (
        talks TEXT NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (talks, size, note))
        WITHOUT ROWID""",
    *(
        f"CREATE TRIGGER IF NOT EXISTS no_{edit}_checkpoint BEFORE {edit} ON checkpoint {_GUARD}"
        for edit in ("update", "delete")
    ),
)
"""What is kept of signed heads, beside the record: made in a log when the first one is kept."""

ACTS = "sort = 'talks' AND kind NOT IN ('statement-recorded', 'source-registered')"
"""What picks the acts of the talks from how entries read: among all of their kind, few."""
_FORGET = "DELETE FROM kept"

KEPT = (
    # Up to which entry of each talks the tables go, made by which version, and in which zone dates were read; and a
    # mark of when they were made anew, which whoever has read of them compares.
    """CREATE TABLE IF NOT EXISTS kept (
        talks TEXT PRIMARY KEY, version TEXT NOT NULL, number INTEGER NOT NULL, zone TEXT NOT NULL,
        zoned INTEGER NOT NULL, happened INTEGER NOT NULL, told INTEGER NOT NULL, latest INTEGER NOT NULL,
        made BLOB NOT NULL DEFAULT (randomblob(8))) WITHOUT ROWID""",
    # How each entry reads from one number on to another: the columns of `Reading`.
    """CREATE TABLE IF NOT EXISTS reading (
        talks TEXT NOT NULL, number INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER, part INTEGER NOT NULL,
        knowing_after INTEGER, knowing_until INTEGER, of INTEGER,
        sort TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        firm INTEGER NOT NULL, learned INTEGER NOT NULL, told INTEGER NOT NULL, gone INTEGER NOT NULL,
        acting TEXT, addressed TEXT NOT NULL, parties TEXT NOT NULL, about TEXT NOT NULL, sources TEXT NOT NULL,
        loose INTEGER NOT NULL,
        published INTEGER, in_round TEXT, says TEXT, speaker TEXT, marking TEXT NOT NULL, closed INTEGER NOT NULL,
        recorder TEXT NOT NULL,
        brings TEXT NOT NULL, PRIMARY KEY (talks, number, since, part)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS reading_of ON reading (talks, of) WHERE of IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS reading_thing ON reading (talks, sort, name) WHERE name <> ''",
    "CREATE INDEX IF NOT EXISTS reading_part ON reading (talks, number) WHERE part > 0",
    "CREATE INDEX IF NOT EXISTS reading_loose ON reading (talks, number) WHERE loose",
    f"CREATE INDEX IF NOT EXISTS reading_acts ON reading (talks, number) WHERE {ACTS}",
    "CREATE INDEX IF NOT EXISTS reading_closed ON reading (talks, number) WHERE closed",
    "CREATE INDEX IF NOT EXISTS reading_brings ON reading (talks, brings) WHERE brings <> ''",
    # How each thing stands after so many of its entries, under a key of all that it was folded from.
    """CREATE TABLE IF NOT EXISTS standing (
        id INTEGER PRIMARY KEY, talks TEXT NOT NULL, sort TEXT NOT NULL, name TEXT NOT NULL, key INTEGER NOT NULL,
        done INTEGER NOT NULL, state BLOB NOT NULL, UNIQUE (talks, sort, name, key))""",
    # Whoever edits the record itself, with whatever tool, leaves nothing kept that shows it as it was.
    *(
        f"CREATE TRIGGER IF NOT EXISTS nothing_kept_{edit}_{table} AFTER {edit} ON {table} BEGIN {_FORGET}; END"
        for table in (EVENTS_TABLE, "register")
        for edit in ("update", "delete")
    ),
)
"""The tables of what is kept beside the record, and follows from it: made in any log that is written to."""

INDEX = (
    # The index of words has no copy of the text; its rows are numbered by the talks and the entry.
    "CREATE TABLE IF NOT EXISTS searched (id INTEGER PRIMARY KEY, talks TEXT NOT NULL UNIQUE)",
    """CREATE VIRTUAL TABLE IF NOT EXISTS said USING fts5 (
        text, names, content = '', tokenize = "ascii tokenchars '%$'")""",
    "CREATE VIRTUAL TABLE IF NOT EXISTS said_word USING fts5vocab (said, row)",
)
"""The tables of the index of words, which follows from the record, too: made in any log that is written to."""
HAS_INDEX = "SELECT 1 FROM sqlite_schema WHERE name = 'said_word'"
"""Whether they are there: a log of an earlier version has others, which stay as they are."""

SEALED = (
    # The id of the log, and its key as it is wrapped; `negotiation/store/sqlite/wraps.py` has the forms.
    "CREATE TABLE sealed_log (one INTEGER PRIMARY KEY CHECK (one = 1), id BLOB NOT NULL)",
    """CREATE TABLE sealed_key (
        id INTEGER PRIMARY KEY, way TEXT NOT NULL, name TEXT NOT NULL, wrapped BLOB NOT NULL, sum BLOB NOT NULL)""",
    # An entry each, in the order in which they came; `negotiation/store/sqlite/cipher.py` says what they are bound to.
    "CREATE TABLE sealed_entry (place INTEGER PRIMARY KEY, head BLOB NOT NULL, content BLOB NOT NULL)",
    # The heads of records, and what else is kept beside them that does not follow from the entries.
    "CREATE TABLE sealed_rest (one INTEGER PRIMARY KEY CHECK (one = 1), told BLOB NOT NULL)",
    # All of it, and what follows from it, as it was in memory after so many entries; it only saves time.
    """CREATE TABLE sealed_image (
        one INTEGER PRIMARY KEY CHECK (one = 1), version TEXT NOT NULL, places INTEGER NOT NULL,
        image BLOB NOT NULL)""",
    *(f"CREATE TRIGGER no_{edit}_sealed BEFORE {edit} ON sealed_entry {_GUARD}" for edit in ("update", "delete")),
    (
        "CREATE TRIGGER no_replace_sealed BEFORE INSERT ON sealed_entry WHEN EXISTS "  # noqa: S608  # of ours
        f"(SELECT 1 FROM sealed_entry WHERE place = NEW.place) {_GUARD}"
    ),
    mark.TABLE.replace("IF NOT EXISTS ", ""),
)
"""All that the file of an encrypted log has; what other logs have in theirs, it has in memory while it is open."""
