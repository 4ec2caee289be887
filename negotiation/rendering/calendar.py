"""Rounds and deadlines as an iCalendar file (RFC 5545), for the calendars of those who follow the talks.

An object keeps its UID for ever; SEQUENCE counts the entries recorded since in its stream, so that it never falls,
whatever is taken back; and what was cancelled, or taken back, stays in the file as cancelled, so that calendars that
hold it already drop it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ..domain.dates.durations import after
from ..domain.dates.edtf import Span, datetime_of, span
from ..domain.dates.words import in_words
from ..domain.errors import MissingExtra
from ..domain.record.annotations import Annotation, EntryCorrected, EntryDisputed
from ..domain.record.entry import Entry
from ..domain.record.history import History
from ..domain.talks.events import TalksCollapsed, TalksOpened
from ..markings import above_public, strictness
from ..views.appointments import Appointment, appointments
from ..views.timeline import line_of
from .safe import for_terminal

if TYPE_CHECKING:
    from icalendar import Calendar

_DAY = timedelta(days=1)


def calendar(history: History, entries: Sequence[Entry]) -> str:
    """Return the rounds and the deadlines in view as an iCalendar file; the same history gives the same text.

    Args:
        history: the history at the clocks of the question.
        entries: the entries of the talks as they were recorded, to tell what was taken back.

    Raises:
        MissingExtra: the library that writes iCalendar is not installed.
    """
    try:
        from icalendar import Calendar, vText  # noqa: PLC0415  # an extra
    except ImportError:
        raise MissingExtra("icalendar", "calendar", "writing iCalendar files") from None
    titles = [entry.event.title for entry in history.entries if isinstance(entry.event, TalksOpened)]
    found = Calendar()
    found.add("prodid", "-//negotiation-log//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    # The library escapes no X- property by itself.
    found.add("x-wr-calname", vText(for_terminal(titles[-1] if titles else "talks")))
    held = [entry for entry in entries if history.clocks.holds(entry.number, entry.recorded)]
    last, collapses = {entry.stream: entry for entry in held}, _collapses(held)
    for appointment in appointments(history, held):
        revisions = collapses if appointment.category == "silence" else []
        _add(found, appointment, [*revisions, last[appointment.origin.stream]], history.zone)
    return str(found.to_ical().decode())


def _collapses(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that tell of a collapse of the talks, which ends silences, and the entries about them."""
    found: dict[str, Entry] = {}
    for entry in entries:
        event = entry.event
        told = event.event if isinstance(event, EntryCorrected | EntryDisputed) else event
        if isinstance(told, TalksCollapsed) or (isinstance(event, Annotation) and event.entry in found):
            found[entry.id] = entry
    return list(found.values())


def _add(found: "Calendar", appointment: Appointment, revisions: Sequence[Entry], zone: str) -> None:
    """Add an object to a calendar; one whose date has no beginning or end has no place in it."""
    from icalendar import Event  # noqa: PLC0415

    bounds = _bounds(appointment, zone)
    if bounds is None:
        return
    event = Event()
    event.add("uid", f"{appointment.origin.talks}.{appointment.name}@negotiation-log")
    event.add("summary", for_terminal(appointment.summary))
    event.add("dtstart", bounds[0])
    event.add("dtend", bounds[1])
    event.add("status", appointment.status)
    event.add("categories", [appointment.category])
    if appointment.category != "round":
        event.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
    if appointment.place:
        event.add("location", for_terminal(appointment.place))
    event.add("description", for_terminal("\n".join(_description(appointment))))
    event.add("class", _class(appointment.marking))
    _stamp(event, revisions)
    found.add_component(event)


def _class(marking: str) -> str:
    """Return the word for a marking that calendars know (RFC 5545, 3.8.1.3)."""
    if not above_public(marking):
        return "PUBLIC"
    return "PRIVATE" if strictness(marking) < strictness("confidential") else "CONFIDENTIAL"


def _description(appointment: Appointment) -> Iterator[str]:
    """Yield the notes of an object, its date in words, and the entries that it rests on with what contests them."""
    yield from appointment.notes
    yield f"date: {in_words(appointment.when)}"
    for entry in appointment.behind:
        line = line_of(entry, {})
        marks = f" [{'; '.join(line.marks)}]" if line.marks else ""
        yield f"#{line.number} {line.what}{marks}"


def _bounds(appointment: Appointment, zone: str) -> tuple[date, date] | tuple[datetime, datetime] | None:
    """Return when an object begins and ends: whole days, or instants where a time of day is known."""
    text = appointment.when
    bounds = span(text, zone)
    try:
        first = datetime_of(bounds.start)
        if "T" in text.partition("/")[0]:
            end = after(bounds.start, appointment.duration) if appointment.duration else bounds.end
            return first, datetime_of(end)
        day, last = first.astimezone(ZoneInfo(zone)).date(), _last_day(bounds, zone)
        if appointment.category != "round":
            day = last  # by the end of April is due on its last day, and not all through the month
        return day, max(last, day) + _DAY
    except OverflowError:
        return None  # an interval that is open at one end, or reaches to an end of the calendar


def _last_day(bounds: Span, zone: str) -> date:
    return datetime_of(bounds.end - 1).astimezone(ZoneInfo(zone)).date()


def _stamp(event: Any, revisions: Sequence[Entry]) -> None:
    """Say how often an object was revised, and when last: by the record, so that it gives the same file each time.

    Args:
        event: the object.
        revisions: entries elsewhere that may have changed it, and then the last of its own stream.
    """
    written = max(entry.recorded for entry in revisions).astimezone(UTC).replace(microsecond=0)
    event.add("sequence", revisions[-1].version - 1 + len(revisions) - 1)
    event.add("dtstamp", written)
    event.add("last-modified", written)
