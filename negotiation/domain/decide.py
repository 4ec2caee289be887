"""The one decision: whether drafts become entries, given the history they join."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .catalogue import BEARING_ON_NOTHING, makes_it_another, stream_of, subject_of
from .errors import HistoryConflict, InvalidInput, NotFound, Problem, Refused, TakenBack
from .record.annotations import Annotation, AnyEvent, EntryRetracted
from .record.entry import Entry
from .record.envelope import Claim, Envelope, Marking, Override
from .record.history import history, retractions
from .references import Names, missing
from .situation import Violation, violations


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that somebody wants to record, and what they say of it."""

    id: str
    event: AnyEvent
    claim: Claim
    recorder: str
    batch: str
    recorded: datetime
    marking: Marking = Marking.PUBLIC
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the drafts go: the talks, the number of its last entry, and the last version of each stream."""

    talks: str
    number: int
    versions: Mapping[str, int]


def decide(entries: Sequence[Entry], drafts: Sequence[Draft], names: Names, place: Place) -> tuple[Entry, ...]:
    """Return the entries that the drafts become.

    Args:
        entries: the entries that bear on the drafts, in the order of record.
        drafts: what is to be recorded, as one whole.
        names: what the drafts may refer to.
        place: where they go.

    Raises:
        NotFound: a draft refers to something that is not there.
        Refused: a draft breaks a rule where it stands in the history.
        HistoryConflict: a draft makes an entry impossible that is recorded to have come after it.
    """
    for gap in missing([(draft.id, draft.event, draft.claim) for draft in drafts], names):
        raise NotFound(gap.sort, gap.name, gap.known)
    proposed = _placed(drafts, names, place)
    _refuse_taken_back(entries, proposed)
    own, others = _new_violations(entries, proposed)
    refused = [violation for violation in own if not violation.entry.envelope.override]
    if refused:
        raise Refused(refused, _explained_by(refused[0]))
    if others and not any(entry.envelope.override for entry in proposed):
        raise HistoryConflict(others, [entry.number for entry in proposed])
    return _with_breaks(proposed, others)


_SELF_EXPLAINING = frozenset(
    {
        "already-on-the-table",
        "already-floated",
        "already-pledged",
        "not-at-the-talks",
        "talks-not-active",
        "no-such-provision",
    }
)
"""Rules of which the status of the proposal says nothing more."""


def _explained_by(violation: Violation) -> str | None:
    """Return the proposal of which `talks why` explains the refusal: one that was on the table already."""
    event, refusal = violation.entry.event, violation.refusal
    subject = subject_of(event)
    if subject is None or subject[0] not in ("proposal", "pledge") or refusal.rule in _SELF_EXPLAINING:
        return None
    return subject[1] if refusal.behind else None


def _placed(drafts: Sequence[Draft], names: Names, place: Place) -> tuple[Entry, ...]:
    """Give each draft its number, its stream and its version."""
    versions = dict(place.versions)
    named = dict(names.entries or {})
    entries = []
    for number, draft in enumerate(drafts, start=place.number + 1):
        stream = stream_of(place.talks, draft.event) or _stream_of_named(place.talks, draft.event, named)
        named[draft.id] = (stream, draft.event.kind)
        versions[stream] = versions.get(stream, 0) + 1
        envelope = Envelope.model_construct(
            **dict(draft.claim),
            recorder=draft.recorder,
            batch=draft.batch,
            marking=draft.marking,
            override=draft.override,
        )
        entries.append(
            Entry(place.talks, number, draft.id, stream, versions[stream], draft.recorded, envelope, draft.event)
        )
    return tuple(entries)


def _stream_of_named(talks: str, event: AnyEvent, named: Mapping[str, tuple[str, str]]) -> str:
    """Return the stream of the entry that an annotation names, and see that it leaves that entry what it is."""
    stream, kind = named[event.entry]  # type: ignore[union-attr]  # only annotations have no stream of their own
    if makes_it_another(talks, event, stream, kind):
        problem = Problem("", "event", f"a {kind} in {stream} cannot become a {event.event.kind} about something else")  # type: ignore[union-attr]
        raise InvalidInput([problem], "retract the entry, and record the other one anew")
    return stream


def _refuse_taken_back(entries: Sequence[Entry], proposed: Sequence[Entry]) -> None:
    """Refuse to amend what was retracted, be it a retraction.

    Raises:
        TakenBack: an entry that a draft names was retracted.
    """
    if not any(isinstance(entry.event, Annotation) for entry in proposed):
        return
    by_id = {entry.id: entry for entry in (*entries, *proposed)}
    gone = retractions(entries)
    for index, entry in enumerate(proposed):
        event = entry.event
        if not isinstance(event, Annotation):
            continue
        target = by_id.get(event.entry)
        if event.entry in gone:
            raise TakenBack(target.number if target else 0, gone[event.entry].number)
        if isinstance(event, EntryRetracted):
            gone[event.entry] = entry
            if target is not None and isinstance(target.event, EntryRetracted):  # it brings something back
                gone = retractions([*entries, *proposed[: index + 1]])


def _new_violations(entries: Sequence[Entry], proposed: Sequence[Entry]) -> tuple[list[Violation], list[Violation]]:
    """Return the rules that the proposed entries break, and those that earlier-recorded ones break on their account."""
    excused = {id_ for entry in proposed if entry.envelope.override for id_ in entry.envelope.override.breaks}
    ids = {entry.id for entry in proposed}
    own: list[Violation] = []
    others: list[Violation] = []
    things = any(entry.event.kind not in BEARING_ON_NOTHING for entry in proposed)
    after = violations(history([*entries, *proposed]), things=things)
    found = [violation for violation in after if violation.entry.id not in excused]
    earlier = any(violation.entry.id not in ids for violation in found)  # most records break no rule: no need to look
    before = {_key(violation) for violation in violations(history(entries), things=things)} if earlier else set()
    for violation in found:
        if _key(violation) in before:
            continue
        (own if violation.entry.id in ids else others).append(violation)
    return own, others


def _key(violation: Violation) -> tuple[str, str]:
    return violation.entry.id, violation.refusal.rule


def _with_breaks(proposed: Sequence[Entry], others: Sequence[Violation]) -> tuple[Entry, ...]:
    """Note on each override which entries it makes impossible, so that they are not held against the record."""
    broken = tuple(dict.fromkeys(violation.entry.id for violation in others))
    if not broken:
        return tuple(proposed)
    result = []
    for entry in proposed:
        override = entry.envelope.override
        if override is not None:
            noted = Override(reason=override.reason, breaks=tuple(dict.fromkeys((*override.breaks, *broken))))
            result.append(replace(entry, envelope=entry.envelope.model_copy(update={"override": noted})))
        else:
            result.append(entry)
    return tuple(result)
