"""The typed terms of a proposal: one small class each, and nothing else to touch to add one."""

from typing import TYPE_CHECKING, Annotated, Literal, Union

from msgspec import Meta

from .record.event import NamesParties
from .shares import Percent, Share
from .values import ONE_OR_MANY, Duration, PartyCode, Tagged, Text, Title, kind_of

Names = Annotated[tuple[Title, ...], ONE_OR_MANY]
Parties = Annotated[tuple[PartyCode, ...], ONE_OR_MANY, NamesParties()]


class Term(Tagged):
    """Base of the typed terms; a subclass states its kind and its fields."""

    detail: Text | None = None


class NeutralStatus(Term, tag="neutral-status"):
    """A state stays out of military alliances and of the wars of others."""

    permanent: bool | None = None
    non_aligned: bool | None = None
    constitutional_basis: Title | None = None


class SecurityGuarantees(Term, tag="security-guarantees"):
    """Other states undertake to act if the guaranteed state is attacked."""

    obligation: Text | None = None
    trigger: Text | None = None
    consultation: Duration | None = None
    guarantors: Parties = ()
    excluded_territories: Names = ()
    decision_rule: Text | None = None
    """How the guarantors decide to act, in the words of the text."""
    decision: Literal["unanimity", "majority", "each-alone"] | None = None
    """The same in one word, from which it follows whether one guarantor can block the others."""


class NonMembership(Term, tag="non-membership"):
    """A state stays out of a named organisation."""

    organisation: Title
    exceptions: Names = ()


class NonNuclearStatus(Term, tag="non-nuclear-status"):
    """A state neither has nor hosts nuclear weapons."""

    verification: Text | None = None


class NoForeignBases(Term, tag="no-foreign-bases"):
    """No foreign bases on the territory, and exercises only with the consent of the parties named."""

    exercises: Literal["not-mentioned", "excluded", "with-consent"] = "not-mentioned"
    consent_of: Names = ()


class TerritorialQuestionDeferred(Term, tag="territorial-question-deferred"):
    """The status of a territory is left to later talks over a stated period."""

    territories: Names = ()
    period: Duration | None = None
    no_use_of_force: bool | None = None


class Referendum(Term, tag="referendum"):
    """What is agreed is put to a vote of the people."""

    question: Text | None = None
    precondition: Text | None = None


class EntryIntoForce(Term, tag="entry-into-force"):
    """A treaty enters into force once enough parties have consented to be bound (VCLT 24)."""

    count: Annotated[int, Meta(ge=1)] | None = None
    """How many parties it takes."""
    percent: Percent | None = None
    """Which share of the negotiating parties it takes."""
    weights: Annotated[tuple[Share, ...], ONE_OR_MANY] = ()
    """Which share of which weights it takes."""
    including: Parties = ()
    """The parties that must be among them."""
    after: Duration | None = None
    """How long after that it enters into force."""

    def complete(self) -> None:
        """See that the fields go together."""
        if self.count is None and self.percent is None and not self.weights and not self.including:
            raise ValueError("say how many it takes: a count, a percent, weights, or parties under 'including'")


class FreeText(Term, tag="free-text"):
    """A term in words, where no typed term fits."""

    text: Text


TERMS: dict[str, type[Term]] = {kind_of(kind): kind for kind in Term.__subclasses__()}
"""Every typed term by its kind, in the order of definition."""

if TYPE_CHECKING:
    AnyTerm = Term
else:
    AnyTerm = Union[tuple(TERMS.values())]  # noqa: UP007
