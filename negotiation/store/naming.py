"""The names in a log, read by SQL alone: fast enough to complete a word while it is typed."""

from .connect import connect, in_words

_NAMED = (
    "SELECT CASE topic WHEN 'party-joined' THEN 'party' WHEN 'source-registered' THEN 'source' ELSE 'issue' END, "
    "json_extract(CAST(state AS TEXT), CASE topic WHEN 'party-joined' THEN '$.event.party' "
    "WHEN 'source-registered' THEN '$.event.source' ELSE '$.event.issue' END) "
    "FROM stored_events WHERE originator_id = ? AND topic IN ('party-joined', 'source-registered', 'issue-added')"
)
_PROPOSALS = "SELECT DISTINCT stream FROM register WHERE stream >= ? AND stream < ? ORDER BY stream"


def names_in(path: str, talks: str | None) -> dict[str, list[str]]:
    """Return the names of one talks of a log, by sort: talks, proposal, party, source, issue.

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
            found: dict[str, list[str]] = {"talks": ids, "proposal": [], "party": [], "source": [], "issue": []}
            chosen = talks or (ids[0] if ids else "")
            beginning = f"{chosen}/proposal/"
            for (stream,) in connection.execute(_PROPOSALS, (beginning, beginning[:-1] + "0")):
                found["proposal"].append(stream.removeprefix(beginning))
            for sort, name in connection.execute(_NAMED, (f"{chosen}/talks",)):
                found[sort].append(name)
    finally:
        connection.close()
    return found
