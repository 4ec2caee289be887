"""Rounds and deadlines as an iCalendar file (RFC 5545), for the calendars of those who follow the talks.

An object keeps its UID for ever; SEQUENCE counts the entries recorded since in its stream, so that it never falls,
whatever is taken back; and what was cancelled, or taken back, stays in the file as cancelled, so that calendars that
hold it already drop it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ..domain.annotations import AnyEvent
from ..domain.durations import after
from ..domain.edtf import Span, in_words, span
from ..domain.entry import EffectiveEntry, Entry
from ..domain.envelope import Marking
from ..domain.errors import MissingExtra
from ..domain.history import History, as_it_reads
from ..domain.pledge.events import PledgeClarified
from ..domain.proposal.events import ProposalDeferred
from ..domain.proposal.silence import SilenceOpened
from ..domain.round.events import RoundAdjourned, RoundOpened, RoundScheduled
from ..domain.round.state import Round, RoundStage
from ..domain.situation import Situation, situation
from ..views.happenings import delegation_words
from ..views.timeline import line_of
from ..views.wording import listed
from .safe import for_terminal

if TYPE_CHECKING:
    from icalendar import Calendar

_CLASS = {Marking.PUBLIC: "PUBLIC", Marking.RESTRICTED: "PRIVATE", Marking.CONFIDENTIAL: "CONFIDENTIAL"}
_RANK = {marking: rank for rank, marking in enumerate(Marking)}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Appointment:
    """One object of a calendar, before it is written."""

    name: str
    """What it is, within the talks; its UID is made of this, and stays the same for ever."""
    summary: str
    when: str
    """An EDTF date."""
    status: str
    category: str
    behind: tuple[EffectiveEntry, ...]
    duration: str | None = None
    place: str | None = None
    notes: tuple[str, ...] = ()


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
    now = situation(history)
    by_number = {entry.number: entry for entry in history.entries}
    found = Calendar()
    found.add("prodid", "-//negotiation-log//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", vText(for_terminal(now.talks.title or "talks")))  # the library escapes no X- property
    held = [entry for entry in entries if history.clocks.holds(entry.number, entry.recorded)]
    last = {entry.stream: entry for entry in held}
    appointments = [*_rounds(now, by_number), *_deadlines(now, by_number)]
    for appointment in appointments:
        _add(found, appointment, appointment.behind[0].original, _marking(appointment.behind), last, history.zone)
    shown = {appointment.name for appointment in appointments}
    for appointment, entry, marking in _gone(history, held, shown):
        _add(found, appointment, entry, marking, last, history.zone)
    return str(found.to_ical().decode())


def _rounds(now: Situation, entries: dict[int, EffectiveEntry]) -> Iterator[Appointment]:
    for found in now.rounds.values():
        behind = tuple(entries[number] for number in found.entries if number in entries)
        opened = entries[found.opened].envelope.occurred if found.opened else None
        scheduled = [e for e in behind if getattr(e.event, "planned", None)]
        when = opened or found.planned or (scheduled[-1].event.planned if scheduled else None)  # type: ignore[union-attr]
        if when is None or not behind:
            continue
        label = f" ({found.label})" if found.label else ""
        yield Appointment(
            f"round.{found.id}", f"Round {found.id}{label}", when, _status(found, when), "round", behind,
            found.duration, _place(found), tuple(_notes(found)),
        )  # fmt: skip
        if found.until:
            yield Appointment(
                f"round.{found.id}.until", f"Round {found.id}{label} goes on", found.until, "TENTATIVE", "round",
                behind, None, _place(found),
            )  # fmt: skip


def _deadlines(now: Situation, entries: dict[int, EffectiveEntry]) -> Iterator[Appointment]:
    """Yield the end of every silence procedure, what pledges are due, and until when proposals were deferred."""
    for proposal in now.proposals.values():
        silence = proposal.silence
        if silence is not None and silence.entry in entries:
            broken = silence.broken_by(now.talks)
            gone = silence.version != proposal.version or proposal.ending
            behind = tuple(entries[n] for n in (silence.entry, *(o.entry for o in silence.objections)) if n in entries)
            yield Appointment(
                f"silence.{behind[0].id}", f"Silence on {proposal.id} ends", silence.deadline,
                "CANCELLED" if broken or gone else "CONFIRMED", "silence", behind,
                notes=(f"broken by {broken.party}",) if broken else ("agreed unless somebody objects before",),
            )  # fmt: skip
        if proposal.ending and proposal.ending.how == "deferred" and proposal.ending.detail:
            behind = (entries[proposal.ending.entry],)
            yield Appointment(
                f"deferred.{behind[0].id}", f"{proposal.id} comes back", proposal.ending.detail, "TENTATIVE",
                "deadline", behind,
            )  # fmt: skip
    for pledge in now.pledges.values():
        due = pledge.due
        if due is None or due.due is None or not pledge.made:
            continue
        numbers = (pledge.made, *(c.entry for c in pledge.clarifications))
        numbers += (pledge.ending.entry,) if pledge.ending else ()
        behind = tuple(entries[number] for number in numbers if number in entries)
        by = listed(pledge.words.by) if pledge.words else ""
        yield Appointment(
            f"pledge.{pledge.id}.due", f"Pledge {pledge.id} of {by} is due", due.due,
            "CANCELLED" if pledge.ending else "CONFIRMED", "pledge", behind,
            notes=(pledge.words.text,) if pledge.words else (),
        )  # fmt: skip


def _status(found: Round, when: str) -> str:
    """Say whether a round is held: not on the day that it was moved from, and perhaps if the day is not known."""
    moved = found.stage is RoundStage.SCHEDULED and found.planned is None and not found.opened
    if found.stage is RoundStage.CANCELLED or moved:
        return "CANCELLED"
    return "TENTATIVE" if set("?~%/X") & set(when) or len(when) < len("2022-03-29") else "CONFIRMED"


def _place(found: Round) -> str | None:
    parts = [part for part in (found.venue, f"host {found.host}" if found.host else None) if part]
    return ", ".join(parts) or None


def _notes(found: Round) -> Iterator[str]:
    yield f"state: {found.outcome or found.stage}"
    if found.delegations:
        yield f"delegations: {listed([delegation_words(one) for one in found.delegations])}"
    if found.format:
        yield f"format: {found.format}"
    yield from found.outputs


def _marking(behind: Iterable[EffectiveEntry]) -> Marking:
    """Return the narrowest marking of entries, and of what corrects or disputes them: all of it is written out."""
    found = [entry.envelope.marking for entry in behind]
    found += [other.envelope.marking for entry in behind for other in (*entry.corrections, *entry.disputes)]
    return max(found, key=_RANK.__getitem__)


def _add(
    found: "Calendar", appointment: Appointment, origin: Entry, marking: Marking, last: Mapping[str, Entry], zone: str
) -> None:
    """Add an object to a calendar; one whose date has no beginning or end has no place in it."""
    from icalendar import Event  # noqa: PLC0415

    bounds = _bounds(appointment, zone)
    if bounds is None:
        return
    event = Event()
    event.add("uid", _uid(origin.talks, appointment.name))
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
    event.add("class", _CLASS[marking])
    _stamp(event, origin.stream, last)
    found.add_component(event)


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
        first = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=bounds.start)
        if "T" in text.partition("/")[0]:
            end = after(bounds.start, appointment.duration) if appointment.duration else bounds.end
            return first, _moment(end)
        day, last = first.astimezone(ZoneInfo(zone)).date(), _last_day(bounds, zone)
        if appointment.category != "round":
            day = last  # by the end of April is due on its last day, and not all through the month
        return day, max(last, day) + _DAY
    except OverflowError:
        return None  # an interval that is open at one end, or reaches to an end of the calendar


def _moment(instant: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=instant)


def _last_day(bounds: Span, zone: str) -> date:
    return _moment(bounds.end - 1).astimezone(ZoneInfo(zone)).date()


def _uid(talks: str, name: str) -> str:
    return f"{talks}.{name}@negotiation-log"


def _stamp(event: Any, stream: str, last: Mapping[str, Entry]) -> None:
    """Say how often an object was revised, and when last: by the record, so that it gives the same file each time."""
    latest = last[stream]
    written = latest.recorded.astimezone(UTC).replace(microsecond=0)
    event.add("sequence", latest.version - 1)
    event.add("dtstamp", written)
    event.add("last-modified", written)


def _gone(
    history: History, held: Sequence[Entry], shown: Collection[str]
) -> Iterator[tuple[Appointment, Entry, Marking]]:
    """Yield what was in the calendar once and is not any more: its entries were taken back, or others came after."""
    effective = {entry.id: entry for entry in history.entries}
    known = [entry for entry in held if entry.id not in history.unknown]
    found = {}
    for entry in known:
        now = effective.get(entry.id)
        if now is None and entry.id not in history.retracted:
            continue
        event, envelope = (now.event, now.envelope) if now else as_it_reads(known, entry.id)
        for name, summary, when, category in _brought(event, entry.id, envelope.occurred):
            if when and name not in shown:
                why = "no longer" if now else "taken back"
                gone = Appointment(name, f"{summary} ({why})", when, "CANCELLED", category, ())
                found[name] = gone, entry, _marking([now]) if now else envelope.marking
    yield from found.values()


def _brought(event: AnyEvent, entry_id: str, occurred: str | None) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield the name, summary, date and category of what an entry brings into the calendar."""
    match event:
        case RoundScheduled():
            yield f"round.{event.round}", f"Round {event.round}", event.planned, "round"
        case RoundOpened():
            yield f"round.{event.round}", f"Round {event.round}", occurred, "round"
        case RoundAdjourned():
            yield f"round.{event.round}.until", f"Round {event.round} goes on", event.until, "round"
        case SilenceOpened():
            yield f"silence.{entry_id}", f"Silence on {event.proposal} ends", event.deadline, "silence"
        case ProposalDeferred():
            yield f"deferred.{entry_id}", f"{event.proposal} comes back", event.until, "deadline"
        case PledgeClarified():
            yield f"pledge.{event.pledge}.due", f"Pledge {event.pledge} is due", event.due, "pledge"
        case _:
            return
