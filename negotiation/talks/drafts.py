"""What is to be recorded, before it is: new entries, amendments not yet written out, dates not yet filled in."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from ..domain import build
from ..domain.dates.edtf import DateError
from ..domain.dates.field import with_dates
from ..domain.errors import FarAhead, InvalidInput, NotFound, Problem
from ..domain.record.annotated import as_it_reads
from ..domain.record.annotations import Annotation
from ..domain.record.entry import Entry
from ..domain.record.envelope import Claim, Handling, Override
from ..domain.record.event import Event, SetsZone, value_of
from ..domain.terms import TERMS, as_written
from ..domain.values import plain
from ..fields import blanks
from ..fields.words import told
from ..fields.written_out import FullName, written_out
from ..moments import far_ahead
from ..store.store import Scope

_BY_THE_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(Z|[+-]\d\d:\d\d)")
"""How what happens now is dated."""


class Amending(Struct, frozen=True):
    """An annotation that says which fields of an entry read otherwise, before that entry has been looked up."""

    kind: str
    fields: Mapping[str, Any]
    changes: Mapping[str, Any]
    where: str = ""
    """How to name its place in errors, such as ``talks.yaml:12``."""


class OnTheTable(Struct, frozen=True):
    """An event on a version that is not named: on the one that is on the table at its date."""

    event: Event


class NewEntry(Struct, frozen=True):
    """An event to be recorded, with what is said of it."""

    event: Event | Amending | OnTheTable
    claim: Claim = field(default_factory=Claim)
    handling: Handling = field(default_factory=Handling)
    override: str | Override | None = None
    id: str | None = None
    ahead: bool = False
    """Its date is meant, however far ahead it is."""
    where: str = ""
    """How to name its place in errors, such as ``talks.yaml:12``."""
    recorder: str | None = None
    """Who recorded it, if not whoever records it now."""
    batch: str | None = None
    recorded: datetime | None = None
    """When it was recorded, if not now."""


def nth_id(first: str, index: int) -> str:
    """Return the id of an entry of a batch whose first entry has a given one."""
    return first if index == 0 else f"{first}.{index + 1}"


def dated(claim: Claim, event: Event, now: datetime, scope: Scope, first: Entry | None = None) -> Claim:
    """Date what happens now and was given no date: to the minute, in the talks' own time zone.

    Args:
        claim: what is said of it.
        event: what happens.
        now: the present moment.
        scope: what bears on it, for the time zone.
        first: what an earlier try recorded, which a retry dates as it was dated.
    """
    if claim.occurred is not None or type(event).frames or isinstance(event, Annotation):
        return claim
    if first is not None and first.envelope.occurred and _BY_THE_CLOCK.fullmatch(first.envelope.occurred):
        return replace(claim, occurred=first.envelope.occurred)
    local = now.astimezone(ZoneInfo(scope.zone))
    text = local.strftime("%Y-%m-%dT%H:%M%z")
    text = f"{text[:-5]}Z" if text.endswith("+0000") else f"{text[:-2]}:{text[-2:]}"
    return replace(claim, occurred=text)


def refuse_far_ahead(entries: Sequence[NewEntry], events: Sequence[Event], now: datetime) -> None:
    """Make sure that no date lies so far ahead that it looks like a slip.

    Raises:
        FarAhead: one does, and is not said to be meant.
    """
    bad = [
        problem
        for entry, event in zip(entries, events, strict=True)
        if not entry.ahead
        for problem in far_ahead(entry.claim, event, now, entry.where)
    ]
    if bad:
        raise FarAhead(bad)


def cleared(
    entries: Sequence[NewEntry],
    events: Sequence[Event],
    zone: Callable[[], str],
    recorded: Collection[int] = (),
) -> list[tuple[Claim, Event]]:
    """Return what is said of entries, and their events, with dates that can be read in one way only.

    Args:
        entries: what is to be recorded.
        events: the event of each.
        zone: returns the zone of the talks; what opens them among the events sets its own.
        recorded: the places of those that were recorded before: what was taken then is left as it is.

    Raises:
        InvalidInput: a time comes twice there, or never, or has an offset that there is nowhere.
    """
    bad: list[Problem] = []
    opened = [own for event in events if type(event).frames and (own := value_of(event, SetsZone))]
    where, known = "", False

    def one(name: str, text: str) -> str:
        if "T" not in text:
            return text
        from ..domain.dates.zones import clear  # noqa: PLC0415  # few dates are times of day

        try:
            return clear(text, opened[-1] if opened else zone())
        except DateError as error:
            if not known:
                bad.append(Problem(where, {"occurred": "on"}.get(name, name), str(error)))
            return text

    found = []
    for at, (entry, event) in enumerate(zip(entries, events, strict=True)):
        where, known = entry.where, at in recorded
        found.append((with_dates(entry.claim, one), with_dates(event, one)))
    if bad:
        raise InvalidInput(bad)
    return found


def override_of(given: str | Override | None) -> Override | None:
    """Return an override from the reason for it."""
    if not given or isinstance(given, Override):
        return given or None
    return build.validated(Override, {"reason": given})


def amended(amending: Amending, entries: Sequence[Entry], claim: Claim, full_name: FullName | None = None) -> Event:
    """Write out an annotation: the entry that it names as it reads after these entries, with some fields changed."""
    target = str(amending.fields.get("entry"))
    bearing = [entry for entry in entries if entry.id == target or isinstance(entry.event, Annotation)]
    if not any(entry.id == target for entry in bearing):
        raise NotFound("entry", target)
    event, envelope = as_it_reads(bearing, target)
    said = envelope.claim()
    if amending.kind == "entry-disputed":
        said = account_of(said, str(amending.fields.get("by")), claim)
    otherwise = changed(event, said, amending.changes, amending.where, full_name)
    return build.event(amending.kind, {**amending.fields, **otherwise}, amending.where)


def account_of(disputed: Claim, by: str, dispute: Claim) -> Claim:
    """Return the claim that another account makes unless it says more: who tells it, and where that was read."""
    return replace(disputed, asserted_by=by, sources=dispute.sources, grade=dispute.grade)


def _with_terms(event: Event, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return changes in which a field of one term, ``security-guarantees.guarantors``, stands within the terms."""
    there = {term.kind for term in getattr(event, "terms", None) or ()} | set(TERMS)
    within = {name: value for name, value in changes.items() if name.partition(".")[0] in there and "." in name}
    if not within or "terms" in changes:
        return changes
    terms = [as_written(plain(term)) for term in getattr(event, "terms", None) or ()]
    for name, value in within.items():
        kind, _, field_ = name.partition(".")
        for term in terms:
            if term["kind"] == kind:
                field_ = field_.replace("-", "_")
                several = isinstance(value, str) and isinstance(term.get(field_, ()), tuple | list) and "+" in value
                term[field_] = value.split("+") if several else value
                break
        else:
            message = f"it holds no term of the kind {kind}, so that its {field_} cannot be another"
            raise InvalidInput([Problem("", name, message)])
    return {**{name: value for name, value in changes.items() if name not in within}, "terms": terms}


def changed(
    event: Event, claim: Claim, changes: Mapping[str, Any], where: str = "", full_name: FullName | None = None
) -> dict[str, Any]:
    """Return an event and a claim with some fields changed, by the names that people write.

    A field of one term is written with the kind of the term: ``security-guarantees.guarantors``. A field that is left
    empty holds nothing any more.

    Args:
        event: what the entry says by now.
        claim: what is said of it.
        changes: the fields that read otherwise.
        where: how to name the place in errors.
        full_name: finds what a reference names; without it references are whole names.

    Raises:
        InvalidInput: a field is unknown, or a value does not fit.
        NotFound, Ambiguous: a reference names nothing, or several things.
    """
    found = told(_with_terms(event, changes), type(event), where)
    if found.strange:
        raise InvalidInput(found.strange)
    parts: tuple[tuple[Event | Claim, dict[str, Any]], ...] = ((event, found.event), (claim, found.claim))
    made = []
    for before, fields in parts:
        model = type(before)
        new = written_out(model, fields, full_name) if full_name else fields
        whole = {**plain(before), **new}
        if bad := blanks.unknown(model, whole, where):
            raise InvalidInput(bad)
        made.append(build.validated(model, blanks.filled(whole), where))
    return {"event": made[0], "claim": made[1]}
