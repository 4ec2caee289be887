"""What belongs in a calendar: the rounds and the deadlines in view, and what was there once and is not any more."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..domain.fold import fold
from ..domain.pledge.events import PledgeClarified
from ..domain.proposal.events import ProposalDeferred, ProposalExtended, ProposalFloated, ProposalTabled, SilenceOpened
from ..domain.proposal.silence import Silence
from ..domain.proposal.silence_rules import running
from ..domain.proposal.stage import open_until
from ..domain.record.annotated import as_it_reads
from ..domain.record.entry import EffectiveEntry, Entry
from ..domain.record.event import Event
from ..domain.record.history import History
from ..domain.round.events import RoundAdjourned, RoundOpened, RoundScheduled
from ..domain.round.state import Round, RoundStage
from ..domain.state import State
from ..markings import strictest
from .phrases import parties_words
from .sentences.rounds import delegation_words


class Appointment(Struct, frozen=True):
    """One object of a calendar."""

    name: str
    """What it is, within the talks; its UID is made of this, and stays the same for ever."""
    summary: str
    when: str
    """An EDTF date."""
    status: str
    category: str
    origin: Entry
    """The entry that brought it in."""
    marking: str
    """The narrowest marking of what is written out of it."""
    behind: tuple[EffectiveEntry, ...]
    """The entries that it rests on; none if it is no longer there."""
    duration: str | None = None
    place: str | None = None
    notes: tuple[str, ...] = ()


def appointments(history: History, held: Sequence[Entry]) -> tuple[Appointment, ...]:
    """Return the rounds and the deadlines in view, and as cancelled what entries brought in that counts no longer.

    Args:
        history: the history at the clocks of the question.
        held: the entries that the log held at these clocks, as they were recorded.
    """
    now = fold(history)
    by_number = history.by_number
    found = [*_rounds(now, by_number), *_deadlines(now, by_number)]
    shown = {appointment.name for appointment in found}
    return (*found, *_gone(history, held, shown))


def _of(
    behind: tuple[EffectiveEntry, ...], name: str, summary: str, when: str, status: str, category: str, **more: Any
) -> Appointment:
    """Return an appointment that rests on some entries."""
    return Appointment(name, summary, when, status, category, behind[0].original, _marking(behind), behind, **more)


def _rounds(now: State, entries: Mapping[int, EffectiveEntry]) -> Iterator[Appointment]:
    for found in now.rounds.values():
        behind = tuple(entries[number] for number in found.entries if number in entries)
        opened = entries[found.opened].envelope.occurred if found.opened else None
        planned = [e.event.planned for e in behind if isinstance(e.event, RoundScheduled) and e.event.planned]
        when = opened or found.planned or (planned[-1] if planned else None)
        if when is None or not behind:
            continue
        label = f" ({found.label})" if found.label else ""
        yield _of(behind,
            f"round.{found.id}", f"Round {found.id}{label}", when, _status(found, when), "round",
            duration=found.duration, place=_place(found), notes=tuple(_notes(found)),
        )  # fmt: skip
        if found.until:
            status = _surely(found.until)
            yield _of(behind,
                f"round.{found.id}.until", f"Round {found.id}{label} goes on", found.until, status, "round",
                place=_place(found),
            )  # fmt: skip


def _deadlines(now: State, entries: Mapping[int, EffectiveEntry]) -> Iterator[Appointment]:
    """Yield the end of every silence procedure, what pledges are due, and until when proposals were deferred."""
    for proposal in now.proposals.values():
        silence = proposal.silence
        if silence is not None and silence.entry in entries:
            numbers = (silence.entry, *(objection.entry for objection in silence.objections), silence.collapse)
            behind = tuple(entries[number] for number in numbers if number in entries)
            yield _of(behind,
                f"silence.{behind[0].id}", f"Silence on {proposal.id} ends", silence.deadline,
                "CONFIRMED" if running(now.talks, proposal) else "CANCELLED", "silence",
                notes=(_how_it_goes(silence, now),),
            )  # fmt: skip
        if proposal.validity and proposal.validity.entry in entries:
            behind = (entries[proposal.validity.entry],)
            yield _of(behind,
                f"last-day.{behind[0].id}", f"Last day of {proposal.id}", proposal.validity.until,
                "CONFIRMED" if open_until(proposal) else "CANCELLED", "deadline",
            )  # fmt: skip
        if proposal.ending and proposal.ending.how == "deferred" and proposal.ending.detail:
            behind = (entries[proposal.ending.entry],)
            until = proposal.ending.detail
            yield _of(behind,
                f"deferred.{behind[0].id}", f"{proposal.id} comes back", until, _surely(until), "deadline",
            )  # fmt: skip
    for pledge in now.pledges.values():
        due = pledge.due
        if due is None or due.due is None or not pledge.made:
            continue
        numbers = (pledge.made, *(c.entry for c in pledge.clarifications))
        numbers += (pledge.ending.entry,) if pledge.ending else ()
        behind = tuple(entries[number] for number in numbers if number in entries)
        by = parties_words(pledge.words.by) if pledge.words else ""
        yield _of(behind,
            f"pledge.{pledge.id}.due", f"Pledge {pledge.id} of {by} is due", due.due,
            "CANCELLED" if pledge.ending else "CONFIRMED", "pledge",
            notes=(pledge.words.text,) if pledge.words else (),
        )  # fmt: skip


def _how_it_goes(silence: Silence, now: State) -> str:
    broken = silence.broken_by(now.talks)
    if broken:
        return f"broken by {broken.party}"
    return "ended by the collapse of the talks" if silence.collapse else "agreed unless somebody objects before"


def _status(found: Round, when: str) -> str:
    """Say whether a round is held: not on the day that it was moved from, and perhaps if the day is not known."""
    moved = found.stage is RoundStage.SCHEDULED and found.planned is None and not found.opened
    if found.stage is RoundStage.CANCELLED or moved:
        return "CANCELLED"
    return _surely(when)


def _surely(when: str) -> str:
    """Say whether a date is known to the day."""
    return "TENTATIVE" if set("?~%/X") & set(when) or len(when) < len("2022-03-29") else "CONFIRMED"


def _place(found: Round) -> str | None:
    parts = [part for part in (found.venue, f"host {found.host}" if found.host else None) if part]
    return ", ".join(parts) or None


def _notes(found: Round) -> Iterator[str]:
    yield f"state: {found.outcome or found.stage}"
    if found.delegations:
        yield f"delegations: {parties_words([delegation_words(one) for one in found.delegations])}"
    if found.format:
        yield f"format: {found.format}"
    yield from found.outputs


def _marking(behind: Iterable[EffectiveEntry]) -> str:
    """Return the narrowest marking of entries, and of what corrects or disputes them: all of it is written out."""
    found = [entry.envelope.marking for entry in behind]
    found += [other.envelope.marking for entry in behind for other in (*entry.corrections, *entry.disputes)]
    return strictest(found)


def _gone(history: History, held: Sequence[Entry], shown: Collection[str]) -> Iterator[Appointment]:
    """Yield what was in the calendar once and is not any more: its entries were taken back, or others came after."""
    effective = {entry.id: entry for entry in history.entries}
    known = [entry for entry in held if entry.id not in history.unknown]
    found: dict[str, Appointment] = {}
    for entry in known:
        now = effective.get(entry.id)
        if now is None and entry.id not in history.retracted:
            continue
        event, envelope = (now.event, now.envelope) if now else as_it_reads(known, entry.id)
        for name, summary, when, category in _brought(event, entry.id, envelope.occurred):
            if when and name not in shown:
                why = "no longer" if now else "taken back"
                marking = _marking([now]) if now else envelope.marking
                found[name] = Appointment(name, f"{summary} ({why})", when, "CANCELLED", category, entry, marking, ())
    yield from found.values()


def _brought(event: Event, entry_id: str, occurred: str | None) -> Iterator[tuple[str, str, str | None, str]]:
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
        case ProposalExtended():
            yield f"last-day.{entry_id}", f"Last day of {event.proposal}", event.valid_until, "deadline"
        case ProposalTabled() | ProposalFloated() if event.valid_until:
            yield f"last-day.{entry_id}", f"Last day of {event.proposal}", event.valid_until, "deadline"
        case ProposalDeferred():
            yield f"deferred.{entry_id}", f"{event.proposal} comes back", event.until, "deadline"
        case PledgeClarified():
            yield f"pledge.{event.pledge}.due", f"Pledge {event.pledge} is due", event.due, "pledge"
        case _:
            return
