"""Whether the index of words and the links between streams follow from the record: they are worked out and compared.

What is kept for fast reading is compared in `negotiation/store/kept/comparing`.
"""

import sqlite3
from collections.abc import Iterator

from ..port import Finding
from . import index, links
from .rows import ENTRIES, entry_of
from .schema import HAS_INDEX

_MOST = 20
"""How many differences are named."""
_ANEW = "; talks doctor --rebuild makes them anew"


def findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield whether every entry is found by its words, and whether the streams are linked as the entries say."""
    indexed = bool(connection.execute(HAS_INDEX).fetchall())
    lacking = [f"{talks} #{number}" for talks, number in connection.execute(index.UNINDEXED)] if indexed else []
    words, linked, bare = lacking, [*links.strays(connection)], list[str]()
    spoken = index.spoken(connection) if indexed and not lacking else {}
    for (talks,) in connection.execute("SELECT DISTINCT talks FROM register ORDER BY talks").fetchall():
        entries = [entry_of(talks, row) for row in connection.execute(f"{ENTRIES} ORDER BY r.number", (talks,))]
        linked += links.differing(connection, talks, entries)
        if not indexed or not connection.execute("SELECT 1 FROM searched WHERE talks = ?", (talks,)).fetchall():
            bare.append(talks)
        elif spoken is not None and not lacking:
            words += index.differing(connection, talks, entries, spoken)
    if indexed:
        words += index.strays(connection)
    if spoken and not words:
        words += index.unfound(connection)
    if spoken is None:
        words.append("the index of words is damaged")
    yield _finding("every entry can be searched", words, _without(bare) if indexed else "")
    yield _finding("the links between streams follow from the record", linked, "")


def _finding(check: str, wrong: list[str], detail: str) -> Finding:
    return Finding(check, not wrong, "; ".join(wrong[:_MOST]) + _ANEW if wrong else detail)


def _without(bare: list[str]) -> str:
    """Say of which talks there is no index, which is no damage: they are searched without one."""
    if not bare:
        return ""
    return f"{', '.join(bare)}: not indexed: the next write indexes them, or talks doctor --rebuild"
