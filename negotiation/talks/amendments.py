"""Setting the record right without editing it: correct, retract, dispute, mark anew."""

from collections.abc import Mapping
from typing import Any, Unpack, cast

from ..domain import build
from ..domain.errors import NotFound
from ..domain.record.annotated import as_it_reads
from ..domain.record.entry import Entry
from ..domain.record.event import Event
from ..domain.values import plain
from ..writing import Details
from .drafts import account_of, changed
from .recording import Recording


def correct(
    talks: Recording, reference: str, changes: Mapping[str, Any], *, reason: str, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record how an entry should have read.

    Args:
        reference: the entry.
        changes: new values, by field: of its event, or on, learned, says, sources, grade or note.
        reason: why.
        details: what every write takes, said of the correction itself.

    Raises:
        NotFound: there is no such entry.
        InvalidInput: a change does not fit.
        HistoryConflict: a later entry rests on what it said.
    """
    target = talks.entry_id(reference)
    return _amend(talks, "entry-corrected", target, {"reason": reason}, changes, details)


def dispute(
    talks: Recording,
    reference: str,
    *,
    by: str,
    reason: str,
    account: Mapping[str, Any] | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that somebody contests an entry, with the fields that differ in their own account if they gave one."""
    target = talks.entry_id(reference)
    return _amend(talks, "entry-disputed", target, {"by": by, "reason": reason}, account, details)


def retract(talks: Recording, reference: str, *, reason: str, **details: Unpack[Details]) -> tuple[Entry, ...]:
    """Record that an entry should not have been recorded."""
    target = talks.entry_id(reference)
    return talks.record(build.event("entry-retracted", {"entry": target, "reason": reason}), **details)


def re_mark(
    talks: Recording, reference: str, marking: str, /, *, reason: str, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record who may see an entry from now on; a marking among the details is that of the re-marking itself.

    Compartments and an attribution among the details are those that the entry has from now on.
    """
    target = talks.entry_id(reference)
    own = ("compartments", "attribution")
    fields = {name: value for name in own if (value := details.get(name)) is not None}
    found = talks.handling({"marking": marking, **fields})
    told = {**plain(found), "entry": target, "reason": reason}
    rest = {name: value for name, value in details.items() if name not in own}
    return talks.record(build.event("entry-re-marked", told), **cast("Details", rest))


def _amend(
    talks: Recording,
    kind: str,
    target: str,
    fields: Mapping[str, Any],
    changes: Mapping[str, Any] | None,
    details: Mapping[str, Any],
) -> tuple[Entry, ...]:
    """Record an annotation that says how an entry reads otherwise."""
    reader = talks.log.store.reader
    place = reader.by_id(talks.id, [target]).get(target)
    if place is None:
        raise NotFound("entry", target)

    def written() -> Event:
        first = talks.first_try(details.get("id"))
        near = reader.entries(talks.id, streams=[place[1]], numbers=(1, first.number - 1) if first else None)
        event, envelope = as_it_reads(near, target)
        told = envelope.claim()
        if kind == "entry-disputed":
            told = account_of(told, fields["by"], talks.claim(details))
        otherwise = {} if changes is None else changed(event, told, changes, full_name=talks.full_name)
        return build.event(kind, {"entry": target, **fields, **otherwise})

    return talks.write(lambda _: [written()], (), details)
