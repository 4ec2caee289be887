"""The silence procedures of the talks: a text counts as agreed at a deadline unless somebody objects before."""

from typing import Unpack

from ..domain import build
from ..domain.record.entry import Entry
from ..writing import Details, OneOrMore, each
from .recording import Recording
from .versions import record_on_version


def open_silence(
    talks: Recording,
    proposal: str,
    *,
    until: str,
    by: OneOrMore = (),
    version: int | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that a version of a proposal counts as agreed at a deadline unless somebody objects before.

    Args:
        proposal: the proposal.
        until: the deadline (EDTF).
        by: who opened the procedure.
        version: which version; the one on the table then if not given.
        details: what every write takes.
    """
    return record_on_version(
        talks, proposal, version, lambda at: [("silence-opened", {**at, "by": each(by), "deadline": until})], details
    )


def break_silence(
    talks: Recording, proposal: str, *, by: OneOrMore, reason: str | None = None, **details: Unpack[Details]
) -> tuple[Entry, ...]:
    """Record that parties objected before the deadline."""
    fields = {"proposal": talks.proposal_id(proposal), "by": each(by), "reason": reason}
    return talks.record(build.event("silence-broken", fields), **details)
