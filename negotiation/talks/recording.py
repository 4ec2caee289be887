"""Recording entries in one talks: one call is one batch."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Unpack

from msgspec.structs import asdict

from ..attempt import Attempt
from ..domain import build
from ..domain.catalogue import EVENTS
from ..domain.decide import Draft
from ..domain.errors import HistoryConflict, IdReused, InvalidInput, NotFound, Problem, Refused
from ..domain.record.entry import Entry
from ..domain.record.envelope import Claim, Envelope, Handling, Override
from ..domain.record.event import Event
from ..domain.term_kinds import unknown_kinds
from ..domain.terms import BUILT_IN
from ..fields.words import told, version_field
from ..fields.written_out import written_out
from ..markings import labels
from ..open_log import OpenLog
from ..store.bearing import Thing
from ..store.store import Appended, Drafting, Scope
from ..store.term_kinds import defined_kinds, misfitting
from ..writing import CLAIM_FIELDS, Details, handling_of
from .drafts import Amending, NewEntry, OnTheTable, amended, cleared, dated, nth_id, override_of, refuse_far_ahead
from .reading import Reading
from .tabled import Tables, on_the_table, version_at


def later(now: datetime, last: datetime | None) -> datetime:
    """Return the moment of recording: now, and never before the last entry, whatever the machine's clock says."""
    return max(now, last) if last else now


Writing = Callable[[Scope], Sequence[Event]]
"""Writes the events once it sees the entries that bear on them."""


class Recording(Reading):
    """One talks of a log."""

    def __init__(self, log: OpenLog, talks: str) -> None:
        super().__init__(log, talks)
        self.last_recorded: tuple[Entry, ...] = ()
        """The entries that the last call recorded."""

    def record(self, *events: Event, **details: Unpack[Details]) -> tuple[Entry, ...]:
        """Record events as one batch, and return the entries that they became.

        Raises:
            InvalidInput: a detail does not fit.
            NotFound: something refers to what is not there.
            Refused, HistoryConflict: a rule refuses it, and no override was given.
            IdReused: the id given belongs to another entry.
            StoreBusy, StoreError: it could not be written.
        """
        return self.write(lambda _: events, (), details)

    def record_kind(self, kind: str, fields: Mapping[str, Any], **details: Unpack[Details]) -> tuple[Entry, ...]:
        """Record an event of a kind from its fields, by the words that people write.

        Args:
            kind: one of the catalogue's.
            fields: the values: texts, lists and mappings; references may be short. What is said of every entry may
                stand among them, as on, says, source or in.
            details: what every write takes.

        Raises:
            NotFound, Ambiguous: there is no such kind; or a reference names nothing, or several things.
            InvalidInput: a field does not fit.
            What :meth:`record` raises.
        """
        if kind not in EVENTS:
            raise NotFound("kind of entry", kind, EVENTS)
        model = EVENTS[kind]
        found = told(fields, model, parties=self.party_codes)
        words = {ours: name for name, ours in CLAIM_FIELDS.items()}
        said = {words[name]: value for name, value in found.claim.items()}
        twice = [Problem("", word, "is given twice") for word in said if details.get(word)]
        if found.strange or twice:
            raise InvalidInput([*found.strange, *twice])
        given = written_out(model, self._coded(model, found.event), self.full_name)
        version = version_field(model)
        if version is None or version.name in given or version.proposal not in given:
            return self.record(build.event(kind, given), **{**details, **said})
        told_of, on = str(given[version.proposal]), said.get("on") or details.get("on")

        def writing(scope: Scope) -> list[Event]:
            return [build.event(kind, {**given, version.name: version_at(scope, told_of, on)})]

        return self.write(writing, [("proposal", told_of)], {**details, **said})

    def _coded(self, model: type[Event], fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return fields with the codes of groups in the place of what these are called; codes stay as they are."""
        if model.introduces == "party":  # which says itself by which code it is named
            return fields
        from ..fields.groups import CODE, with_parties  # noqa: PLC0415  # reading needs none of this

        def coded(texts: list[str]) -> list[str]:
            return [text if CODE.fullmatch(text) else self.party_code(text) for text in texts]

        return with_parties(model, fields, coded)

    def record_all(self, entries: Sequence[NewEntry], *, dry_run: bool = False, ahead: bool = False) -> Appended:
        """Record many entries as one batch, all or none; those recorded before, by their ids, are left as they are.

        Args:
            entries: what to record.
            dry_run: decide, but record nothing.
            ahead: record it although dates, or the machine's clock, are far ahead.

        Raises:
            What :meth:`record` raises.
        """
        return self.log.store.append(self.id, self.drafting_all(entries, ahead=ahead), None, dry_run=dry_run)

    def drafting_all(self, entries: Sequence[NewEntry], *, ahead: bool = False) -> Drafting:
        """Return what writes the drafts of many entries, of one batch, for the store to decide on; see `record_all`."""
        batch = self.log.new_id()
        ids = [entry.id or self.log.new_id() for entry in entries]

        def drafting(scope: Scope) -> list[Draft]:
            self.log.attempts[self.id] = Attempt(scope.number, tuple(ids))
            now = self.log.now(scope.recorded, ahead=ahead)
            recorded = later(now, scope.recorded)
            events = self._events(entries, ids, recorded)
            there = self.log.store.reader.by_id(self.id, ids)
            known = {at for at, id_ in enumerate(ids) if id_ in there}
            clear = cleared(entries, events, lambda: scope.zone, known)
            claims, events = [claim for claim, _ in clear], [event for _, event in clear]
            if not ahead:
                fresh = [at for at in range(len(ids)) if at not in known]
                refuse_far_ahead([entries[at] for at in fresh], [events[at] for at in fresh], now)
            undated = [id_ for id_, claim in zip(ids, claims, strict=True) if claim.occurred is None]
            new = zip(ids, entries, events, strict=True)
            self._see_terms([(entry.where, event) for id_, entry, event in new if id_ not in there])
            before = {id_: first for id_ in undated if (first := self.first_try(id_))}
            return [
                Draft(
                    id=id_,
                    event=event,
                    claim=dated(claim, event, now, scope, before.get(id_)),
                    recorder=entry.recorder or self.log.recorder,
                    batch=entry.batch or batch,
                    recorded=entry.recorded or recorded,
                    handling=entry.handling,
                    override=override_of(entry.override),
                )
                for id_, entry, claim, event in zip(ids, entries, claims, events, strict=True)
            ]

        return drafting

    def _see_terms(self, events: Sequence[tuple[str, Event]]) -> None:
        """Make sure that terms of the talks' own kinds fit these.

        Raises:
            InvalidInput: a field is missing, unknown or does not fit; or, of several entries, there is no such kind.
            NotFound: there is no such kind.
        """
        bad = misfitting(self.log.store.reader, self.id, events)
        kinds = defined_kinds(self.log.store.reader, self.id) if bad else {}
        for where, event in events if bad else ():
            for _, kind in () if where else unknown_kinds(event, kinds):
                raise NotFound("kind of term", kind, (*BUILT_IN, *kinds))
        if bad:
            raise InvalidInput(bad)

    def _events(self, entries: Sequence[NewEntry], ids: Sequence[str], recorded: datetime) -> list[Event]:
        """Return the event of each new entry, once what it hangs on is known: what it amends, which version it is on.

        One that was recorded already is written out as it was then, and not from what stands today.
        """
        if not any(isinstance(entry.event, Amending | OnTheTable) for entry in entries):
            return [entry.event for entry in entries]  # type: ignore[misc]  # none of them hangs on another
        before = self.entries()
        numbers = {entry.id: entry.number for entry in before}
        tables = Tables(before)
        written: list[Entry] = []
        events = []
        bad: list[Problem] = []
        for id_, entry in zip(ids, entries, strict=True):
            event, number = entry.event, numbers.get(id_)
            try:
                if isinstance(event, Amending):
                    known = [*before, *written] if number is None else before[: number - 1]
                    event = amended(event, known, entry.claim, self.if_there)
                elif isinstance(event, OnTheTable):
                    recorded_so = before[number - 1].event if number else None
                    event = on_the_table(event.event, tables, entry.claim.occurred, recorded_so)
            except InvalidInput as error:
                bad.extend(error.problems)
                continue
            events.append(event)
            if number is None:
                envelope = Envelope(**asdict(entry.claim), recorder="", batch="")
                number = len(before) + len(written) + 1
                written.append(Entry(self.id, number, id_, "", 0, recorded, envelope, event))
                tables.add(written[-1])
        if bad:
            raise InvalidInput(bad)
        return events

    def write(self, writing: Writing, seeing: Collection[Thing], details: Mapping[str, Any]) -> tuple[Entry, ...]:
        """Record what `writing` makes of the entries that bear on it; with an override only where one is needed.

        Args:
            writing: writes the events.
            seeing: the things that it looks at.
            details: what every write takes.
        """
        if details.get("from_note"):
            from .from_note import told_by  # noqa: PLC0415  # few entries are made of notes

            details = told_by(self, details)
        note = details.get("from_note")
        claim = self.claim(details)
        handling = self.handling(details)
        batch = self.log.new_id()
        id_ = details.get("id") or self.log.new_id()
        ahead = bool(details.get("ahead"))

        def drafting(override: Override | None) -> Callable[[Scope], list[Draft]]:
            def write(scope: Scope) -> list[Draft]:
                # A retry writes what the first try wrote, and so finds itself recorded already.
                first = self.first_try(id_)
                now = first.recorded if first else self.log.now(scope.recorded, ahead=ahead)
                seen = scope.before(first.number) if first else scope
                events = writing(seen)
                self._see_terms([("", event) for event in events] if first is None else ())
                if note:
                    made = [nth_id(id_, index) for index in range(len(events))]
                    events = [*events, build.event("note-sorted", {"entry": note, "into": made})]
                again = self._tried(first, len(events)) if first else ()
                if first is not None and len(again) != len(events):
                    raise IdReused(id_, first.number)
                ids = [nth_id(id_, index) for index in range(len(events))]
                self.log.attempts[self.id] = Attempt(scope.number, tuple(ids))
                new = [NewEntry(event, claim) for event in events]
                if note:  # that it was sorted is no claim of anybody's
                    new[-1] = NewEntry(events[-1], Claim(occurred=claim.occurred))
                if not (ahead or first):
                    refuse_far_ahead(new, events, now)
                clear = cleared(new, events, lambda: seen.zone)
                recorded = now if first else later(now, scope.recorded)
                return [
                    Draft(
                        id=own,
                        event=event,
                        claim=dated(said, event, now, seen, *again[index : index + 1]),
                        recorder=self.log.recorder,
                        batch=batch,
                        recorded=recorded,
                        handling=handling,
                        override=override,
                    )
                    for index, (own, (said, event)) in enumerate(zip(ids, clear, strict=True))
                ]

            return write

        store, dry_run = self.log.store, bool(details.get("dry_run"))
        reason = details.get("override")
        try:
            appended = store.append(self.id, drafting(None), seeing, dry_run=dry_run)
        except (Refused, HistoryConflict):
            if not reason:
                raise
            override = build.validated(Override, {"reason": reason})
            appended = store.append(self.id, drafting(override), seeing, dry_run=dry_run)
        self.last_recorded = tuple(appended.entries or appended.known)
        return self.last_recorded

    def handling(self, details: Mapping[str, Any], where: str = "") -> Handling:
        """Return who may see an entry by its details, by the scheme of these talks.

        Raises:
            InvalidInput: the talks use no such marking, or another detail does not fit.
        """
        found = handling_of(details, where)
        if found.marking is not None and found.marking not in labels(scheme := self.markings):
            message = f"is one of {', '.join(labels(scheme))} in these talks, not '{found.marking}'"
            raise InvalidInput([Problem(where, "marking", message)])
        return found

    def first_try(self, id_: str | None) -> Entry | None:
        """Return the entry that was recorded under an id before, by the same call or by an earlier one."""
        reader = self.log.store.reader
        place = reader.by_id(self.id, [id_]).get(id_) if id_ else None
        return reader.entries(self.id, numbers=(place[0], place[0]))[0] if place else None

    def _tried(self, first: Entry, now: int) -> list[Entry]:
        """Return what an earlier call recorded, up to one entry more than this one would, given the first."""
        after = self.log.store.reader.entries(self.id, numbers=(first.number, first.number + now))
        expected = ((nth_id(first.id, index), first.envelope.batch) for index in range(now + 1))
        return [e for e, wanted in zip(after, expected, strict=False) if (e.id, e.envelope.batch) == wanted]
