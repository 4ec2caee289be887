"""Who disputes an entry, and what they say instead."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from ..domain.record.annotations import EntryDisputed
from ..domain.record.entry import EffectiveEntry, Entry
from .differences import Difference, differences


class Dispute(Struct, frozen=True):
    """A dispute of an entry that something rests on."""

    entry: int
    """The number of the disputed entry."""
    by: str
    reason: str
    dispute: int
    """The number of the dispute."""


class RivalAccount(Struct, frozen=True):
    """What somebody who disputes an entry says instead."""

    entry: int
    by: str
    reason: str
    dispute: int
    says_otherwise: tuple[Difference, ...]


def disputes_of(entries: Iterable[EffectiveEntry]) -> tuple[Dispute, ...]:
    """Return the disputes of these entries."""
    return tuple(
        Dispute(entry.number, dispute.event.by, dispute.event.reason, dispute.number)
        for entry in entries
        for dispute in entry.disputes
        if isinstance(dispute.event, EntryDisputed)
    )


def rival_accounts(entry: EffectiveEntry) -> tuple[RivalAccount, ...]:
    """Return what those who dispute an entry say instead."""
    return tuple(
        RivalAccount(
            entry=entry.number,
            by=dispute.event.by,
            reason=dispute.event.reason,
            dispute=dispute.number,
            says_otherwise=_told_otherwise(entry, dispute, dispute.event),
        )
        for dispute in entry.disputes
        if isinstance(dispute.event, EntryDisputed)
    )


def _told_otherwise(entry: EffectiveEntry, dispute: Entry, event: EntryDisputed) -> tuple[Difference, ...]:
    """Compare an account with what the entry said when it was disputed; later corrections are no part of it."""
    disputed, envelope = entry.before(dispute.number)
    claim = envelope.claim()
    if event.claim is not None:
        # That they say so themselves, where that was read and how it is graded is shown with the dispute.
        own = {"asserted_by": event.by, "sources": dispute.envelope.sources, "grade": dispute.envelope.grade}
        said = {name: value for name, value in own.items() if getattr(event.claim, name) == value}
        claim = replace(claim, **said)
    return differences(disputed, claim, event.event, event.claim)
