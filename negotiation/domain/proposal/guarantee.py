"""The roster of guarantors that a proposal of security guarantees opens, and how each of them stands."""

from collections.abc import Iterator

from ..refusal import Refusal
from ..terms import SecurityGuarantees
from .events import GuarantorState, GuarantorStateChanged
from .state import GuarantorStep, Proposal

CALLED_UPON = frozenset({GuarantorState.INVOKED, GuarantorState.HONOURED, GuarantorState.DEFAULTED})
"""The states of a guarantor whose word was put to the test."""


_NEEDS: dict[GuarantorState, tuple[frozenset[GuarantorState], str]] = {
    GuarantorState.RATIFIED: (frozenset({GuarantorState.SIGNED}), "it has not signed"),
    GuarantorState.INVOKED: (
        frozenset({GuarantorState.ACTIVE, GuarantorState.HONOURED, GuarantorState.DEFAULTED}),
        "its guarantee is not active",
    ),
    GuarantorState.HONOURED: (frozenset({GuarantorState.INVOKED}), "its guarantee was not invoked"),
    GuarantorState.DEFAULTED: (frozenset({GuarantorState.INVOKED}), "its guarantee was not invoked"),
}
"""The states that presuppose an earlier one, and what is to be said where that is missing."""


def guarantee_terms(proposal: Proposal) -> tuple[SecurityGuarantees, ...]:
    """Return the security guarantees that the current version of a proposal holds."""
    return tuple(term for term in proposal.content.terms if isinstance(term, SecurityGuarantees))


def roster(proposal: Proposal) -> dict[str, GuarantorStep]:
    """Return the last step of each guarantor, by its code or by the words that stand for those not named."""
    return {step.guarantor: step for step in proposal.guarantors}


def refusals(proposal: Proposal, event: GuarantorStateChanged) -> Iterator[Refusal]:
    """Yield every rule that a guarantor's step breaks."""
    if not any(isinstance(term, SecurityGuarantees) for version in proposal.versions for term in version.terms):
        yield Refusal(
            "no-guarantee",
            f"{proposal.id} holds no term of the kind security-guarantees, and so has no guarantors",
            (proposal.content.entry,),
        )
    needs = _NEEDS.get(event.state)
    before = next((step for step in reversed(proposal.guarantors) if step.guarantor == event.who), None)
    if needs and (before is None or before.state not in needs[0]):
        why = "it is already" if before is not None and before.state is event.state else needs[1]
        yield Refusal(
            "guarantor-not-so-far",
            f"{event.who} cannot be {event.state}: {why}",
            (before.entry,) if before else (),
        )
