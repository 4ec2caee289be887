"""The guarantors of the talks: who was asked to stand behind a proposal, and how far each has gone."""

from typing import Unpack

from ..domain import build
from ..domain.record.entry import Entry
from ..writing import Details, OneOrMore, each
from .recording import Recording


def guarantor(
    talks: Recording,
    proposal: str,
    state: str,
    guarantors: OneOrMore = (),
    *,
    unnamed: str | None = None,
    conditions: OneOrMore = (),
    reason: str | None = None,
    **details: Unpack[Details],
) -> tuple[Entry, ...]:
    """Record that guarantors of a proposal took a step.

    Args:
        proposal: the proposal that holds the security guarantees.
        state: approached, in-principle, conditional, declined, committed, signed, ratified, active, invoked,
            honoured or defaulted.
        guarantors: their codes; they need not be at the talks.
        unnamed: of those that are not named, the words of the source, such as "some countries".
        conditions: of the state conditional; the agreement on another proposal as ``proposal:ceasefire``.
        reason: why.
        details: what every write takes.
    """
    fields = {
        "proposal": talks.proposal_id(proposal),
        "state": state,
        "conditions": talks.conditions(conditions),
        "reason": reason,
    }
    who: list[dict[str, str]] = [{"guarantor": code} for code in each(guarantors)]
    if unnamed is not None or not who:
        who.append({} if unnamed is None else {"unnamed": unnamed})
    events = [build.event("guarantor-state-changed", {**fields, **one}) for one in who]
    return talks.record(*events, **details)
