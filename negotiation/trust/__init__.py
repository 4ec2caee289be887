"""Whether a record is the one that somebody holds a trace of: a root, a report, an export."""
