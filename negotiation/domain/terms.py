"""The typed terms of a proposal: one small class each, and nothing else to touch to add one."""

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Union, get_args

from pydantic import Field

from .values import Duration, Model, OneOrMany, PartyCode, Text, Title

Names = Annotated[tuple[Title, ...], OneOrMany]
Parties = Annotated[tuple[PartyCode, ...], OneOrMany]


class Term(Model):
    """Base of the typed terms; a subclass states its `kind` and its fields."""

    kinds: ClassVar[dict[str, type["Term"]]] = {}
    """Every typed term by its kind, in the order of definition."""

    kind: str
    detail: Text | None = None

    @classmethod
    def __pydantic_init_subclass__(cls, **_kwargs: object) -> None:
        Term.kinds[get_args(cls.model_fields["kind"].annotation)[0]] = cls


class NeutralStatus(Term):
    """A state stays out of military alliances and of the wars of others."""

    kind: Literal["neutral-status"] = "neutral-status"
    permanent: bool | None = None
    non_aligned: bool | None = None
    constitutional_basis: Title | None = None


class SecurityGuarantees(Term):
    """Other states undertake to act if the guaranteed state is attacked."""

    kind: Literal["security-guarantees"] = "security-guarantees"
    obligation: Text | None = None
    trigger: Text | None = None
    consultation: Duration | None = None
    guarantors: Parties = ()
    excluded_territories: Names = ()
    decision_rule: Text | None = None
    """How the guarantors decide to act, in the words of the text."""
    decision: Literal["unanimity", "majority", "each-alone"] | None = None
    """The same in one word, from which it follows whether one guarantor can block the others."""


class NonMembership(Term):
    """A state stays out of a named organisation."""

    kind: Literal["non-membership"] = "non-membership"
    organisation: Title
    exceptions: Names = ()


class NonNuclearStatus(Term):
    """A state neither has nor hosts nuclear weapons."""

    kind: Literal["non-nuclear-status"] = "non-nuclear-status"
    verification: Text | None = None


class NoForeignBases(Term):
    """No foreign bases on the territory, and exercises only with the consent of the parties named."""

    kind: Literal["no-foreign-bases"] = "no-foreign-bases"
    exercises: Literal["not-mentioned", "excluded", "with-consent"] = "not-mentioned"
    consent_of: Names = ()


class TerritorialQuestionDeferred(Term):
    """The status of a territory is left to later talks over a stated period."""

    kind: Literal["territorial-question-deferred"] = "territorial-question-deferred"
    territories: Names = ()
    period: Duration | None = None
    no_use_of_force: bool | None = None


class Referendum(Term):
    """What is agreed is put to a vote of the people."""

    kind: Literal["referendum"] = "referendum"
    question: Text | None = None
    precondition: Text | None = None


class FreeText(Term):
    """A term in words, where no typed term fits."""

    kind: Literal["free-text"] = "free-text"
    text: Text


if TYPE_CHECKING:
    AnyTerm = Term
else:
    AnyTerm = Annotated[Union[tuple(Term.kinds.values())], Field(discriminator="kind")]  # noqa: UP007
