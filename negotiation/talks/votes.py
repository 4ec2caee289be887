"""Votes on proposals."""

from collections.abc import Mapping
from typing import Unpack

from ..domain.record.entry import Entry
from ..writing import Details
from .recording import Recording
from .versions import record_on_version


def vote(
    talks: Recording,
    proposal: str,
    *,
    adopted: bool,
    body: str | None = None,
    how: str = "vote",
    in_favour: int | None = None,
    against: int | None = None,
    abstained: int | None = None,
    votes: Mapping[str, str] | None = None,
    version: int | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that a version of a proposal was put to the vote.

    Args:
        proposal: the proposal.
        adopted: whether it was stated to be adopted; else it was rejected.
        body: the body that voted, if it was not the talks themselves.
        how: ``vote``, ``acclamation`` or ``without-a-vote``.
        in_favour: how many voted for it.
        against: how many voted against it.
        abstained: how many abstained.
        votes: the roll call: ``for``, ``against``, ``abstained`` or ``absent``, by party.
        version: on which version; the current one if None.
        details: what every write takes.
    """
    fields = {
        "adopted": adopted,
        "body": body,
        "how": how,
        "in_favour": in_favour,
        "against": against,
        "abstained": abstained,
        "votes": [{"party": party, "vote": cast} for party, cast in (votes or {}).items()],
    }
    return record_on_version(talks, proposal, version, lambda at: [("vote-held", {**at, **fields})], details)
