"""A log in one SQLite file: all that knows SQL, FTS5 and the library `eventsourcing`."""
