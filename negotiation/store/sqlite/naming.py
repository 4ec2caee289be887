"""The names in a log, read by SQL alone: fast enough to complete a word while it is typed."""

from .connect import connect, in_words

_NAMED = (
    "WITH fields (topic, sort, path) AS (VALUES ('party-joined', 'party', '$.event.party'), "
    "('group-formed', 'party', '$.event.group'), "
    "('source-registered', 'source', '$.event.source'), ('issue-added', 'issue', '$.event.issue'), "
    "('package-formed', 'package', '$.event.package')) "
    "SELECT DISTINCT sort, json_extract(CAST(state AS TEXT), path) "
    "FROM stored_events JOIN fields USING (topic) WHERE originator_id = ?"
)
_STREAMS = "SELECT DISTINCT stream FROM register WHERE stream >= ? AND stream < ? ORDER BY stream"
_STREAMED = ("proposal", "pledge", "round")
"""The sorts of things that have a stream of their own."""


def names_in(path: str, talks: str | None) -> dict[str, list[str]]:
    """Return the names of one talks of a log, by sort: talks, proposal, pledge, round, package, party, source, issue.

    Args:
        path: the log file.
        talks: whose names; those of the first talks if None.

    Raises:
        NegotiationError: the log cannot be read.
    """
    connection = connect(path, write=False)
    try:
        with in_words(path):
            ids = [row[0] for row in connection.execute("SELECT DISTINCT talks FROM register ORDER BY talks")]
            found: dict[str, list[str]] = {"talks": ids}
            chosen = talks or (ids[0] if ids else "")
            for sort in _STREAMED:
                beginning = f"{chosen}/{sort}/"
                rows = connection.execute(_STREAMS, (beginning, beginning[:-1] + "0"))
                found[sort] = [stream.removeprefix(beginning) for (stream,) in rows]
            for sort, name in connection.execute(_NAMED, (f"{chosen}/talks",)):
                found.setdefault(sort, []).append(name)
    finally:
        connection.close()
    return found
