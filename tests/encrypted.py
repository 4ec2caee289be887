"""Encrypted logs for tests: cheap ones, looked into and changed behind the program's back."""

import base64
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from negotiation.log import NegotiationLog
from negotiation.store.sqlite import unlocking, wraps

WORDS = "correct horse battery"
COMPANIONS = ("", "-wal", "-shm", "-journal")


def cheaply(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a passphrase be no work, which only takes time here; what holds a log is another test's matter."""
    monkeypatch.setattr(wraps, "WORK", 1)


def created(path: Path, *, recorder: str = "ada") -> NegotiationLog:
    """Make an encrypted log."""
    return NegotiationLog.create(str(path), recorder=recorder, passphrase=WORDS)


def again(path: Path, words: str = WORDS) -> NegotiationLog:
    """Open an encrypted log as a process does that never had it open."""
    unlocking.forget(str(path))
    return NegotiationLog.open(str(path), passphrase=words)


def changed(path: Path, *statements: str) -> None:
    """Change the file of an encrypted log with another tool, without what guards it, and put the guards back."""
    with closing(sqlite3.connect(path)) as file, file:
        guards = file.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            file.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            file.execute(statement)
        for _, sql in guards:
            file.execute(sql)


def cells(path: Path, statement: str) -> list[tuple[object, ...]]:
    """Return what the file of a log holds, as another tool reads it."""
    with closing(sqlite3.connect(path)) as file:
        return file.execute(statement).fetchall()


def bytes_of(path: Path) -> bytes:
    """Return what lies on disk of a log, with all that lies beside it."""
    there = [Path(f"{path}{companion}") for companion in COMPANIONS]
    return b"".join(file.read_bytes() for file in there if file.exists())


def told_in(content: bytes, word: str) -> list[str]:
    """Return the encodings in which a word stands in some bytes, in whatever case."""
    folded = content.lower()
    ways = {name: word.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")}
    found = [name for name, way in ways.items() if way.lower() in folded]
    found += ["hexadecimal"] if word.encode().hex().encode() in folded else []
    for case in (word.lower(), word.upper(), word.capitalize()):
        for before in range(3):
            whole = base64.b64encode(b"\0" * before + case.encode())
            inner = whole[4 if before else 0 : -4]  # without what hangs on the bytes around it
            found += ["base64"] if inner and inner in content else []
    return found
