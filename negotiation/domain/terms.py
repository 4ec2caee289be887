"""The typed terms of a proposal: one small class each, and nothing else to touch to add one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal, Union

from msgspec import Meta
from msgspec.structs import asdict

from .record.event import NamesParties
from .shares import Percent, Share
from .values import ONE_OR_MANY, AsWritten, Duration, Model, PartyCode, Slug, Tagged, Text, Title, kind_of, text

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


FieldName = Annotated[str, text(r"^[a-z][a-z0-9_]*$", most=40)]
"""The name of a field of a kind of term: ``amount``, ``from_date``."""


class TermValue(Model):
    """What one field of a term of the talks' own kinds holds."""

    name: FieldName
    value: Text


class DefinedTerm(Term, tag="defined"):
    """A term of a kind that the talks have defined; people write the name of that kind, and its fields."""

    name: Slug
    """The kind, as the talks call it."""
    fields: Annotated[tuple[TermValue, ...], ONE_OR_MANY] = ()

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return self.name

    def complete(self) -> None:
        """See that the fields go together."""
        names = [field.name for field in self.fields]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"{twice[0]} is given twice")


def fields_of_term(term: Term) -> dict[str, object]:
    """Return the fields of a term by their names, whoever defined its kind."""
    if isinstance(term, DefinedTerm):
        return {**{field.name: field.value for field in term.fields}, "detail": term.detail}
    return asdict(term)


TERMS: dict[str, type[Term]] = {kind_of(kind): kind for kind in Term.__subclasses__()}
"""Every typed term by its kind, in the order of definition."""

BUILT_IN = tuple(kind for kind in TERMS if kind != kind_of(DefinedTerm))
"""The kinds of terms that every talks have."""


def as_held(written: object) -> object:
    """Return a term as it is held: one of a kind that is not built in as one that the talks have defined."""
    if not isinstance(written, Mapping) or not isinstance(kind := written.get("kind"), str):
        return written
    if kind in BUILT_IN or (kind == kind_of(DefinedTerm) and "name" in written):
        return written
    given = {str(name).replace("-", "_"): value for name, value in written.items()}
    own = {name: given.pop(name) for name in ("kind", "detail") if name in given}
    found = [{"name": name, "value": _as_text(value)} for name, value in given.items() if value is not None]
    detail = {"detail": own["detail"]} if "detail" in own else {}
    return {"kind": kind_of(DefinedTerm), "name": kind, "fields": found, **detail}


def as_written(term: Mapping[str, object]) -> dict[str, object]:
    """Return the plain form of a term as people write it: that of a kind of the talks with its name and its fields."""
    if term.get("kind") != kind_of(DefinedTerm):
        return dict(term)
    fields = term.get("fields", ())
    assert isinstance(fields, list | tuple)  # noqa: S101  # as every plain form has it
    own = {"kind": term["name"], **{field["name"]: field["value"] for field in fields}}
    return own | ({"detail": term["detail"]} if term.get("detail") else {})


def _as_text(value: object) -> object:
    """Return a number as the text that it is in a journal; anything else as it is."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


if TYPE_CHECKING:
    AnyTerm = Term
else:
    AnyTerm = Annotated[Union[tuple(TERMS.values())], AsWritten(as_held)]  # noqa: UP007
