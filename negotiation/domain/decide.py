"""The one decision: whether drafts become entries, given the history they join."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import asdict, replace

from .catalogue import makes_it_another, stream_of
from .circles import Circles, circle_of, handled
from .dates.edtf import UNDATED, span
from .errors import HistoryConflict, InvalidInput, NotFound, Problem, Refused, TakenBack
from .folding import Fold
from .record.annotated import retractions
from .record.annotations import Annotation, EntryCorrected, EntryDisputed, EntryRetracted
from .record.entry import FORMAT, EffectiveEntry, Entry
from .record.envelope import Claim, Envelope, Handling, Override
from .record.event import Event, subject_of
from .record.history import history
from .references import Names, missing
from .violations import Violation, made_impossible, stands_over, violations


class Draft(Struct, frozen=True):
    """An event that somebody wants to record, and what they say of it."""

    id: str
    event: Event
    claim: Claim
    recorder: str
    batch: str
    recorded: datetime
    handling: Handling = Handling()
    override: Override | None = None
    format: int = FORMAT
    """The version of the form in which it was written first."""
    whole: Entry | None = None
    """The entry of another log that it is, as it stands there: nothing of it is worked out anew."""


class Place(Struct, frozen=True):
    """Where the drafts go: the talks, the number of its last entry, and the last version of each stream."""

    talks: str
    number: int
    versions: Mapping[str, int]


def decide(
    entries: Sequence[Entry], drafts: Sequence[Draft], names: Names, place: Place, circles: Circles | None = None
) -> tuple[Entry, ...]:
    """Return the entries that the drafts become: what :func:`placed` makes of them, as :func:`judged` leaves it.

    Args:
        entries: the entries that bear on the drafts, in the order of record.
        drafts: what is to be recorded, as one whole.
        names: what the drafts may refer to.
        place: where they go.
        circles: who may see what they are about; it takes them in.

    Raises:
        NotFound, InvalidInput, LowersMarking: as for :func:`placed`.
        Refused, HistoryConflict: as for :func:`judged`.
    """
    return judged(entries, placed(drafts, names, place, circles))


def placed(drafts: Sequence[Draft], names: Names, place: Place, circles: Circles | None = None) -> tuple[Entry, ...]:
    """Return the entries that the drafts would be, whatever the rules say of them.

    Args:
        drafts: what is to be recorded.
        names: what the drafts may refer to.
        place: where they go.
        circles: who may see what they are about; it takes them in.

    Raises:
        NotFound: a draft refers to something that is not there.
        InvalidInput: a draft has no date although it happened on one, or would make an entry another one.
        LowersMarking: a draft would be for more people than what it is about, and does not say why.
    """
    for gap in missing(((draft.id, draft.event, draft.claim) for draft in drafts), names):
        raise NotFound(gap.sort, gap.name, gap.known)
    _refuse_undated(drafts)
    return _placed(drafts, names, place, circles)


def judged(entries: Sequence[Entry], proposed: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the proposed entries, with what they are recorded over noted on them.

    Args:
        entries: the entries that bear on them, in the order of record.
        proposed: what is to be recorded, as one whole.

    Raises:
        InvalidInput: one would make an entry another one.
        TakenBack: one is about an entry that was taken back.
        Refused: one breaks a rule where it stands in the history.
        HistoryConflict: one makes an entry impossible that is recorded to have come after it.
    """
    _refuse_taken_back(entries, proposed)
    new = _new_violations(entries, proposed)
    proposed = _with_rules(proposed, new)
    own, others = _held_against(proposed, new)
    if own:
        raise Refused(own, _explained_by(own[0]))
    if others and not any(entry.envelope.override for entry in proposed):
        raise HistoryConflict(others, [entry.number for entry in proposed])
    return _with_breaks(proposed, others)


def decide_at_the_end(
    end: Fold, latest: int, drafts: Sequence[Draft], place: Place, zone: str, circles: Circles | None = None
) -> tuple[Entry, ...] | None:
    """Return the entries that drafts become which come after everything that bears on them, and break no rule.

    Where that is not so, None is returned, and it takes :func:`decide` to say what becomes of them. What comes last
    changes nothing for what came before it, so that only the drafts themselves are judged.

    Args:
        end: the fold of everything that bears on them; it takes them in.
        latest: the latest beginning of anything in it.
        drafts: what is to be recorded, of which all that they refer to is there; no entries about entries.
        place: where they go.
        zone: the time zone of the talks.
        circles: who may see what they are about; it takes them in.

    Raises:
        InvalidInput: a draft has no date although it happened on one.
        LowersMarking: a draft would be for more people than what it is about, and does not say why.
    """
    _refuse_undated(drafts)
    entries = _placed(drafts, Names(), place, circles)
    for entry in entries:
        date = entry.envelope.occurred
        occurred = UNDATED if date is None else span(date, zone)
        effective = EffectiveEntry(entry, entry.envelope, entry.event, occurred)
        if not entry.event.bears:
            continue
        if effective.placed.end <= latest:
            return None
        if any(entry.format >= refusal.since for refusal in end.refusals(effective)):
            return None
        end.advance(effective)
        latest = max(latest, effective.placed.start)
    return entries


def _refuse_undated(drafts: Sequence[Draft]) -> None:
    """Refuse what happens at a time and does not say when."""
    for draft in drafts:
        if lacks_a_date(draft.event, draft.claim):
            problem = Problem("", "on", f"is needed: when it happened ({draft.event.kind}, id {draft.id})")
            raise InvalidInput([problem])


def lacks_a_date(event: Event, claim: Claim) -> bool:
    """Say whether an event happens at a time and does not say when: only what frames the talks holds from the first."""
    return claim.occurred is None and not event.frames and not isinstance(event, Annotation)


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


def _placed(drafts: Sequence[Draft], names: Names, place: Place, circles: Circles | None) -> tuple[Entry, ...]:
    """Give each draft its number, its stream and its version, and what it inherits."""
    circles = Circles() if circles is None else circles
    versions = dict(place.versions)
    named = dict(names.entries)
    about = {draft.event.entry for draft in drafts if isinstance(draft.event, Annotation)}
    entries = []
    for number, draft in enumerate(drafts, start=place.number + 1):
        stream = stream_of(place.talks, draft.event) or _stream_of_named(place.talks, draft.event, named)
        if draft.id in about:
            named[draft.id] = (stream, draft.event.kind)
        versions[stream] = versions.get(stream, 0) + 1
        envelope = _envelope(draft, circles)
        circles.take(draft.id, draft.event, circle_of(envelope))
        entry = Entry(
            talks=place.talks,
            number=number,
            id=draft.id,
            stream=stream,
            version=versions[stream],
            recorded=draft.recorded,
            envelope=envelope,
            event=draft.event,
            format=draft.format,
        )
        same = draft.whole if draft.whole == entry else None  # of very many, none is in memory twice
        entries.append(same or entry)
    return tuple(entries)


def _envelope(draft: Draft, circles: Circles) -> Envelope:
    """Return a draft's envelope, with what it inherits; of an entry of another log as it is there, but for a copy's."""
    if draft.whole is not None:
        own = draft.whole.envelope
        return own if own.withheld is None else replace(own, withheld=None)
    said = handled(draft.event, draft.claim, draft.handling, circles)
    return Envelope(
        **asdict(draft.claim), **asdict(said), recorder=draft.recorder, batch=draft.batch, override=draft.override
    )


def _stream_of_named(talks: str, event: Event, named: Mapping[str, tuple[str, str]]) -> str:
    """Return the stream of the entry that an annotation names, and see that it leaves that entry what it is."""
    assert isinstance(event, Annotation)  # noqa: S101  # only these have no stream of their own
    stream, kind = named[event.entry]
    told = event.event if isinstance(event, EntryCorrected | EntryDisputed) else None
    if told is not None and makes_it_another(talks, event, stream, kind):
        problem = Problem("", "event", f"a {kind} in {stream} cannot become a {told.kind} about something else")
        raise InvalidInput([problem], "retract the entry, and record the other one anew")
    return stream


def _refuse_taken_back(entries: Sequence[Entry], proposed: Sequence[Entry]) -> None:
    """Refuse to amend what was retracted, be it a retraction.

    Raises:
        TakenBack: an entry that a draft names was retracted.
    """
    if not any(isinstance(entry.event, Annotation) for entry in proposed):
        return
    named = {entry.event.entry for entry in proposed if isinstance(entry.event, Annotation)}
    by_id = {entry.id: entry for some in (entries, proposed) for entry in some if entry.id in named}
    gone = dict(retractions(entries))
    for index, entry in enumerate(proposed):
        event = entry.event
        if not isinstance(event, Annotation):
            continue
        target = by_id.get(event.entry)
        _refuse_other_target(event, target)
        if event.entry in gone:
            raise TakenBack(target.number if target else 0, gone[event.entry].number)
        if isinstance(event, EntryRetracted):
            gone[event.entry] = entry
            if target is not None and isinstance(target.event, EntryRetracted):  # it brings something back
                gone = dict(retractions([*entries, *proposed[: index + 1]]))


def _refuse_other_target(event: Annotation, target: Entry | None) -> None:
    """Refuse to turn an entry about an entry to another one: which entry it names is what it is."""
    told = event.event if isinstance(event, EntryCorrected | EntryDisputed) else None
    if target is None or not isinstance(told, Annotation) or not isinstance(target.event, Annotation):
        return
    if told.entry != target.event.entry:
        message = f"#{target.number} is about another entry, and cannot be turned to this one"
        raise InvalidInput([Problem("", "entry", message)], "retract it, and record the other one anew")


def _new_violations(entries: Sequence[Entry], proposed: Sequence[Entry]) -> list[Violation]:
    """Return the rules that the proposed entries break, and those that earlier-recorded ones break on their account."""
    first = proposed[0].number if proposed else 0  # whatever is proposed comes after all that was recorded
    things = any(entry.event.bears for entry in proposed)
    after = history([*entries, *map(_unexcused, proposed)])
    found = [
        violation
        for violation in violations(after, things=things)
        if not made_impossible(after, violation)
        and (violation.entry.number >= first or not (violation.refusal.of_new or stands_over(violation)))
    ]
    earlier = any(violation.entry.number < first for violation in found)  # most records break no rule: no need to look
    before = {_key(violation) for violation in violations(history(entries), things=things)} if earlier else set()
    return [violation for violation in found if _key(violation) not in before]


def _unexcused(entry: Entry) -> Entry:
    """Return a draft without an override that names no rule yet: what it is for is what is to be found out."""
    override = entry.envelope.override
    if override is None or override.rules is not None or entry.format < RULES_NOTED:
        return entry
    return replace(entry, envelope=replace(entry.envelope, override=None))


def _key(violation: Violation) -> tuple[str, str]:
    return violation.entry.id, violation.refusal.rule


def _with_rules(proposed: Sequence[Entry], new: Sequence[Violation]) -> tuple[Entry, ...]:
    """Note on each override that names no rule those that it is given for: it holds for no other."""
    result = []
    for entry in proposed:
        override = entry.envelope.override
        if override is None or _unexcused(entry) is entry:
            result.append(entry)
            continue
        ids = {draft.id for draft in proposed} - {entry.id}
        rules = dict.fromkeys(found.refusal.rule for found in new if found.entry.id not in ids)
        noted = replace(override, rules=tuple(rules))
        result.append(replace(entry, envelope=replace(entry.envelope, override=noted)))
    return tuple(result)


RULES_NOTED = 2
"""The form of entries since which an override names the rules that it is for."""


def _held_against(proposed: Sequence[Entry], new: Sequence[Violation]) -> tuple[list[Violation], list[Violation]]:
    """Return what is held against the proposed entries themselves, and what against others on their account."""
    broken = {violation.entry.id for violation in new}
    by_id = {entry.id: entry for entry in proposed if entry.id in broken}
    own, others = [], []
    for violation in new:
        entry = by_id.get(violation.entry.id)
        if entry is None:
            others.append(violation)
        elif entry.envelope.override is None or not entry.envelope.override.covers(violation.refusal.rule):
            own.append(violation)
    return own, others


def _with_breaks(proposed: Sequence[Entry], others: Sequence[Violation]) -> tuple[Entry, ...]:
    """Note on each override which entries it makes impossible, so that they are not held against the record."""
    broken = tuple(dict.fromkeys(violation.entry.id for violation in others))
    if not broken:
        return tuple(proposed)
    result = []
    for entry in proposed:
        override = entry.envelope.override
        if override is not None:
            noted = replace(override, breaks=tuple(dict.fromkeys((*override.breaks, *broken))))
            result.append(replace(entry, envelope=replace(entry.envelope, override=noted)))
        else:
            result.append(entry)
    return tuple(result)
