"""Times of local clocks that come twice, or never, and offsets that no clock ever had."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from .edtf import DateError, local_time, span
from .forms import bounds, part_of

_WEST, _EAST = -12 * 60, 14 * 60
"""The least and the greatest offset that a zone has, in minutes."""


def clear(text: str, zone: str) -> str:
    """Return a date that people wrote if it can be read in one way only in the zone of its talks.

    An interval of times that come twice is written out with offsets where only one reading of it begins before it ends.

    Args:
        text: an EDTF date that can be read.
        zone: the IANA name of the time zone in which dates and times without one are read.

    Raises:
        DateError: a time comes twice, or never, in that zone, or has an offset that there is nowhere; each reading is
            named. Or the interval ends before it starts.
    """
    if "T" not in text or text.startswith("["):
        return text
    sides = text.split("/")
    readings = [_readings(side, zone) for side in sides]
    if all(len(found) == 1 for found in readings):
        if len(sides) == 2 and _turned(sides, zone):
            raise DateError(f"'{text}' ends before it starts: write the earlier date first")
        return text
    if len(sides) == 2 and all(readings):
        fitting = ["/".join(some) for some in product(*readings) if not _turned(some, zone)]
        if len(fitting) == 1:
            return fitting[0]
    unclear = next(side for side, found in zip(sides, readings, strict=True) if len(found) != 1)
    raise DateError(_said(unclear, text, zone))


def _turned(sides: "list[str] | tuple[str, ...]", zone: str) -> bool:
    """Say whether an interval ends before it starts."""
    first, last = sides
    return bool(first.strip(".") and last.strip(".")) and span(last, zone).end <= span(first, zone).start


def _readings(side: str, zone: str) -> list[str]:
    """Return what one date may be: itself, or with each offset where its time comes twice; nothing if it never comes.

    Raises:
        DateError: it has an offset that there is nowhere.
    """
    moment = _local(side)
    if moment is None:
        return [side]
    before, after = _offsets(moment, zone)
    if before == after:
        return [side]
    return [_with(side, offset) for offset in (before, after)] if before > after else []


def _local(side: str) -> datetime | None:
    """Return the time of a local clock that a date is; None of one that has an offset, or is no time."""
    part = part_of(side)
    if part is None or part["hour"] is None:
        return None
    if part["zone"] not in (None, "Z"):
        _refuse_nowhere(str(part["zone"]), side)
        return None
    return None if part["zone"] else local_time(bounds(part)[0], part)


def _refuse_nowhere(offset: str, side: str) -> None:
    digits = offset[1:].replace(":", "").ljust(4, "0")
    minutes = (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if offset[0] == "-" else 1)
    if not _WEST <= minutes <= _EAST:
        bare = side.partition(offset)[0] if side.count(offset) == 1 else side
        raise DateError(
            f"'{side}' has an offset that there is nowhere: they run from -12:00 to +14:00; write {bare} for the time "
            "of the talks, or the offset of the place"
        )


def _offsets(moment: datetime, zone: str) -> tuple[timedelta, timedelta]:
    """Return the offsets of a local time on its first and its second coming; before and after, if it is skipped."""
    if zone == "UTC":
        return timedelta(), timedelta()
    clock = moment.replace(tzinfo=ZoneInfo(zone))
    first, second = (clock.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    return first, second


def _said(side: str, whole: str, zone: str) -> str:
    """Say of a time that comes twice, or never, what it can be read as, and what to write."""
    moment = _local(side)
    assert moment is not None  # noqa: S101  # only a local time is unclear
    before, after = _offsets(moment, zone)
    named = f"'{whole}'" if whole == side else f"'{whole}': {side}"
    if before > after:
        first, second = (_with(side, offset) for offset in (before, after))
        return (
            f"{named} comes twice in {zone}, where the clocks were turned back: write {first} for the first time, or "
            f"{second} for the second"
        )
    first, second = (_with(side, offset) for offset in (before, after))
    instants = ((moment - offset).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)) for offset in (before, after))
    later, earlier = (f"{found:%H:%M}" for found in instants)
    return (
        f"{named} never comes in {zone}, where the clocks were put forward past it: write {first} by the old time "
        f"({later} there), or {second} by the new ({earlier})"
    )


def _with(side: str, offset: timedelta) -> str:
    """Return a local time with an offset, before its qualifier."""
    minutes = int(offset.total_seconds()) // 60
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    bare = side.rstrip("?~%")
    return f"{bare}{sign}{hours:02}:{rest:02}{side[len(bare) :]}"
