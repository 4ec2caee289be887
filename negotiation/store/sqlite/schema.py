"""The tables of a log beside the library's own, and the marks by which a log is known."""

from . import mark

APPLICATION_ID = 0x54_4C_4B_53
"""Written into the header of every log file ("TLKS"), so that other SQLite files are not taken for one."""

FORMAT = 1
"""The version of the tables; a log with a later one is left alone."""

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
    """CREATE VIRTUAL TABLE words USING fts5 (
        text, talks UNINDEXED, number UNINDEXED, tokenize = 'unicode61 remove_diacritics 2')""",
    mark.TABLE,
)
