"""Treaties: what parties reserve, and object to."""

from typing import Unpack

from ..domain import build
from ..domain.record.entry import Entry
from ..writing import Details, OneOrMore, each
from .recording import Recording


def reserve(
    talks: Recording,
    proposal: str,
    text: str,
    *,
    by: OneOrMore,
    provision: str | None = None,
    declaration: bool = False,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that parties exclude or modify what a text means for them.

    Args:
        proposal: the proposal.
        text: the words of the reservation.
        by: the parties.
        provision: the number of the provision that it is about, if it is about one.
        declaration: it only says how they read the text.
        details: what every write takes.
    """
    fields = {"by": each(by), "text": text, "provision": provision, "declaration": declaration}
    return talks.record(build.event("reservation-made", {"proposal": talks.proposal_id(proposal), **fields}), **details)


def withdraw_reservation(
    talks: Recording, proposal: str, *, by: OneOrMore, reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that parties took back their reservations and declarations."""
    fields = {"proposal": talks.proposal_id(proposal), "reason": reason}
    return talks.record(*(build.event("reservation-withdrawn", {**fields, "by": one}) for one in each(by)), **details)


def object_to_reservation(
    talks: Recording, proposal: str, *, by: OneOrMore, to: str, reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that parties objected to the reservations of another party.

    Args:
        proposal: the proposal.
        by: who objects.
        to: the party whose reservations they object to.
        reason: why.
        details: what every write takes.
    """
    fields = {"proposal": talks.proposal_id(proposal), "by": each(by), "to": to, "reason": reason}
    return talks.record(build.event("reservation-objected", fields), **details)
