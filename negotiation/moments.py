"""Moments that have not come yet: recorded while a clock was ahead, or dates with a slip in the year."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from .clock import YEAR
from .domain.dates.edtf import instant, span
from .domain.errors import Problem
from .domain.record.entry import Entry
from .domain.record.envelope import Claim
from .domain.record.event import Event

_DATES = {"occurred": "on", "learned": "learned"}


def far_ahead(claim: Claim | None, event: Event | None, now: datetime, where: str = "") -> Iterator[Problem]:
    """Name the dates of an entry that lie more than a year ahead: when it happened, and when that could be known.

    Deadlines, and what else is planned, may lie as far ahead as they like.

    Args:
        claim: what is said of the entry.
        event: the entry; of a correction or a dispute, the dates that it gives are looked at too.
        now: the present moment.
        where: how to name the place.
    """
    limit = instant(now + YEAR)
    for said in (claim, getattr(event, "claim", None)):
        for field, word in _DATES.items():
            date = getattr(said, field, None)
            if date is not None and span(date).start > limit:
                yield Problem(where, word, f"{date} is more than a year ahead")


def recorded_ahead(entries: Sequence[Entry], now: datetime) -> str | None:
    """Say which entries were recorded at a moment after the present one; nothing if none was."""
    found = [entry for entry in entries if entry.recorded > now]
    if not found:
        return None
    last = max(entry.recorded for entry in found)
    were = "was" if len(found) == 1 else "were"
    return f"{numbered(found)} {were} recorded at {utc(last)}, and this machine's clock says {utc(now)}"


def numbered(entries: Sequence[Entry]) -> str:
    """Name entries by their numbers: ``#4``, ``#4 to #9``."""
    first, last = entries[0].number, entries[-1].number
    return f"#{first}" if len(entries) == 1 else f"#{first} to #{last}"


def utc(moment: datetime) -> str:
    """Return a moment as people read it, to the minute."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def ahead_in(talks: str, entries: Sequence[Entry], now: datetime) -> Iterator[tuple[str, str]]:
    """Yield what a check says of moments after now: what was looked for, and what was found.

    Args:
        talks: the id of the talks.
        entries: all their entries.
        now: the present moment.
    """
    yield f"nothing of {talks} was recorded after now", recorded_ahead(entries, now) or ""
    far = [entry for entry in entries if any(far_ahead(entry.envelope, entry.event, now))]
    named = ", ".join(f"#{entry.number}" for entry in far[:20]) + (" and others" if len(far) > 20 else "")
    yield f"nothing of {talks} is dated more than a year ahead", named
