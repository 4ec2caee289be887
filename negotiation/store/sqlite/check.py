"""Checking a log from top to bottom, without changing it."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ...domain.errors import Damaged
from ...domain.record.history import history
from ...domain.record.unread import WITHHELD, Unread, Withheld
from ...domain.violations import unexcused
from ..kept.comparing import compared
from ..port import UNREAD, Finding
from . import altered, derived, owners
from .connect import connect, in_words
from .opening import Connection
from .reader import Reader

_GAPS = (
    "SELECT talks, count(*), min(number), max(number) FROM register GROUP BY talks "
    "HAVING min(number) <> 1 OR max(number) <> count(*)"
)
_UNREGISTERED = (
    "SELECT originator_id, originator_version FROM stored_events e WHERE NOT EXISTS "
    "(SELECT 1 FROM register r WHERE r.stream = e.originator_id AND r.version = e.originator_version)"
)
_UNSTORED = (
    "SELECT talks, number FROM register r WHERE NOT EXISTS "
    "(SELECT 1 FROM stored_events e WHERE e.originator_id = r.stream AND e.originator_version = r.version)"
)
_VERSIONS = "SELECT stream FROM register GROUP BY stream HAVING min(version) <> 1 OR max(version) <> count(*)"
_BACKWARDS = (
    "SELECT talks, number FROM (SELECT talks, number, recorded, "
    "lag(recorded) OVER (PARTITION BY talks ORDER BY number) AS before FROM register) WHERE recorded < before"
)


def findings(path: str) -> Iterator[Finding]:
    """Yield what the check of a log finds, one item a check.

    Raises:
        NegotiationError: the file cannot be opened as a log at all.
    """
    connection = connect(path, write=False, whole=True)
    try:
        with in_words(path):
            yield _permissions(path)
            yield _folder(path)
            yield Finding("there is room on its disk", not connection.notice, connection.notice)
            for found in _of_the_tables(path, connection):
                yield found
                if found.ends:
                    return
    finally:
        connection.close()
    reader = Reader(path)
    try:
        imported = reader.imports()
        for talks in reader.talks():
            taken = [f"{found.numbers} on {found.words}" for found in imported if found.talks == talks]
            if taken:
                yield Finding(f"imported of {talks}", fine=True, detail="; ".join(taken[-20:]))
            yield _content(reader, talks)
            yield _rules(reader, talks)
            yield _kept(reader, talks)
    finally:
        reader.close()


def damage(path: str) -> str:
    """Say what is damaged in a log, in a few words; nothing if that is nothing.

    Raises:
        NegotiationError: the file cannot be opened as a log at all.
    """
    with closing(connect(path, write=False, whole=True)) as connection, in_words(path):
        wrong = next((found for found in _of_the_tables(path, connection) if not found.fine), None)
    if wrong is None:
        with closing(Reader(path)) as reader:
            every = (_kept(reader, talks) for talks in reader.talks())
            wrong = next((found for found in every if not found.fine), None)
    return "" if wrong is None else f"it is not so that {wrong.check}: {wrong.words}"


def _of_the_tables(path: str, connection: Connection) -> Iterator[Finding]:
    """Check the file itself, what stands in its tables, and what of that follows from the rest."""
    yield from _tables(connection)
    found = list(altered.of_the_record(connection))
    if any(one.ends for one in found):
        yield from found
    elif not connection.shares:
        yield from derived.findings(connection)
        yield from found
    elif unreadable := _unreadable(path):
        yield from (*found, unreadable)
    else:
        with closing(connect(path, write=False)) as kept:
            yield from derived.findings(kept)
        yield from found


def _unreadable(path: str) -> Finding | None:
    """Say why an encrypted log is not read: where a part is not what was encrypted, the rest is not read alone."""
    try:
        connect(path, write=False).close()
    except Damaged as error:
        return Finding(UNREAD, fine=False, detail=error.message)
    return None


def _kept(reader: Reader, talks: str) -> Finding:
    """Check that what is kept beside the record says what the record says."""
    check = f"what is kept of {talks} follows from its record"
    keeps = reader.keeps(talks)
    if keeps is None and reader.is_copy:
        return Finding(check, fine=True, detail="nothing is kept of what is withheld in part")
    if keeps is None:
        return Finding(check, fine=True, detail="nothing is kept: the next write keeps it, or talks doctor --rebuild")
    wrong, left = compared(reader, keeps)
    how = "; talks doctor --rebuild makes it anew" if wrong else ""
    without = f"{left} states of earlier moments were not compared" if left and not wrong else ""
    return Finding(check, not wrong, "; ".join(wrong[:20]) + how + without)


def _permissions(path: str) -> Finding:
    mode = stat.S_IMODE(Path(path).stat().st_mode)
    private = os.name != "posix" or not mode & 0o077
    return Finding("only its owner may read it", private, "" if private else f"its mode is {mode:o}: chmod 600 {path}")


def _folder(path: str) -> Finding:
    others = owners.others_in_the_folder(path)
    return Finding("only its owner may write to its folder", not others, others)


def _tables(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Check the file itself, and that the register and the events hold the same entries."""
    damage = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    yield Finding("the file is whole", damage == ["ok"], "" if damage == ["ok"] else "; ".join(damage))
    for check, query, words in (
        ("the numbers have no gap", _GAPS, "{0}: {1} entries numbered {2} to {3}"),
        ("every stored event is registered", _UNREGISTERED, "{0} version {1}"),
        ("every registered entry is stored", _UNSTORED, "{0} #{1}"),
        ("the versions of every stream have no gap", _VERSIONS, "{0}"),
        ("the recording times never go back", _BACKWARDS, "{0} #{1}"),
    ):
        wrong = [words.format(*row) for row in connection.execute(query).fetchmany(20)]
        yield Finding(check, not wrong, "; ".join(wrong))


def _content(reader: Reader, talks: str) -> Finding:
    """Check that every entry can be read."""
    check = f"every entry of {talks} can be read"
    entries = reader.entries(talks)
    unread = [(e, e.event) for e in entries if isinstance(e.event, Unread)]
    wrong = [f"#{e.number} ({event.stored_kind}): {event.why}" for e, event in unread if event.stored_kind != WITHHELD]
    hidden = f", of which {len(unread)} are withheld" if unread else ""
    return Finding(check, not wrong, "; ".join(wrong[:20]) or f"{len(entries)} entries{hidden}")


def _rules(reader: Reader, talks: str) -> Finding:
    """Check that every entry keeps the rules where it stands, or was recorded over them with a reason."""
    check = f"the entries of {talks} keep the rules"
    now = history(reader.entries(talks))
    if any(isinstance(entry.event, Withheld) for entry in now.unread):
        return Finding(check, fine=True, detail="not checked: this copy withholds entries")
    wrong = [f"#{found.entry.number}: {found.refusal.message}" for found in unexcused(now)]
    without = f"; read without {', '.join(f'#{e.number}' for e in now.unread[:20])}" if now.unread and wrong else ""
    over = len([entry for entry in now.entries if entry.envelope.override and entry.envelope.override.needed])
    return Finding(
        check, not wrong, "; ".join(wrong[:20]) + without or (f"{over} recorded over a rule" if over else "")
    )
