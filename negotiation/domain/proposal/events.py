"""What can happen to a proposal."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from ..dates.edtf import Edtf
from ..record.event import Acts, Concerns, Event, RefersTo
from ..terms import AnyTerm
from ..values import Model, OneOrMany, OneOrManyIfGiven, PartyCode, Slug, Text, Title
from .conditions import awaited

Parties = Annotated[tuple[PartyCode, ...], OneOrMany]
Conditions = Annotated[tuple[Text, ...], OneOrMany, RefersTo("proposal", awaited)]
VersionNumber = Annotated[int, Field(ge=1, le=10_000)]
ProvisionNumber = Annotated[Title, Field(max_length=20)]


class ProposalEvent(Event):
    """Base of the events in the stream of a proposal."""

    aggregate: ClassVar[str] = "proposal"

    proposal: Annotated[Slug, RefersTo("proposal")]


class Stance(StrEnum):
    """What a party thinks of one version of a proposal, or of one of its provisions."""

    SUPPORTS = "supports"
    SUPPORTS_IF = "supports-if"
    CAN_LIVE_WITH = "can-live-with"
    RESERVED = "reserved"
    STUDYING = "studying"
    OPPOSES = "opposes"
    RED_LINE = "red-line"
    SILENT = "silent"


class FormalAct(StrEnum):
    """The formal acts, in the order in which they bind more."""

    AGREED_IN_PRINCIPLE = "agreed-in-principle"
    AGREED_AD_REFERENDUM = "agreed-ad-referendum"
    INITIALLED = "initialled"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    TERMINATED = "terminated"


class LinkKind(StrEnum):
    """How one proposal stands to another."""

    IN_EXCHANGE_FOR = "in-exchange-for"
    CONDITIONAL_ON = "conditional-on"
    RESPONDS_TO = "responds-to"
    SUPERSEDES = "supersedes"
    RESTATES = "restates"
    SPLITS = "splits"
    MERGES = "merges"


class Link(Model):
    """A tie from a proposal to another one."""

    kind: LinkKind
    target: Annotated[Slug, RefersTo("proposal")]


class Provision(Model):
    """One numbered piece of a proposal's text."""

    number: ProvisionNumber
    text: Text


def _numbered_once(provisions: tuple[Provision, ...] | None) -> tuple[Provision, ...] | None:
    numbers = [provision.number for provision in provisions or ()]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise ValueError(f"provision {twice[0]} is given twice")
    return provisions


Provisions = Annotated[tuple[Provision, ...], OneOrMany, AfterValidator(_numbered_once)]


class _Content(ProposalEvent):
    """What a version of a proposal consists of."""

    title: Title | None = None
    terms: Annotated[tuple[AnyTerm, ...], OneOrMany] = ()
    provisions: Provisions = ()


class ProposalFloated(_Content):
    """An idea was passed around without being tabled: a non-paper, whose author may be unknown or deny it."""

    introduces: ClassVar[str] = "proposal"

    kind: Literal["proposal-floated"] = "proposal-floated"
    proposal: Slug
    by: Annotated[Parties, Acts(at_the_talks=False)] = ()
    to: Annotated[Parties, Concerns()] = ()
    issue: Annotated[Slug | None, RefersTo("issue")] = None
    deniable: bool = True
    links: Annotated[tuple[Link, ...], OneOrMany] = ()


class ProposalTabled(_Content):
    """A proposal was formally put on the table."""

    introduces: ClassVar[str] = "proposal"

    kind: Literal["proposal-tabled"] = "proposal-tabled"
    proposal: Slug
    by: Annotated[Parties, Field(min_length=1), Acts()]
    to: Annotated[Parties, Concerns()] = ()
    issue: Annotated[Slug | None, RefersTo("issue")] = None
    links: Annotated[tuple[Link, ...], OneOrMany] = ()


class ProposalReceived(ProposalEvent):
    """A party confirmed that it has received the proposal."""

    kind: Literal["proposal-received"] = "proposal-received"
    by: Annotated[PartyCode, Acts()]


class ProposalRevised(ProposalEvent):
    """A new version replaced the one before; positions on that one are stale from now on.

    Terms or provisions that are not given are as before; an empty list says that the new version has none.
    """

    title: Title | None = None
    terms: Annotated[tuple[AnyTerm, ...] | None, OneOrManyIfGiven] = None
    provisions: Annotated[tuple[Provision, ...] | None, OneOrManyIfGiven, AfterValidator(_numbered_once)] = None
    kind: Literal["proposal-revised"] = "proposal-revised"
    by: Annotated[Parties, Field(min_length=1), Acts()]
    summary: Text | None = None


class ProposalLinked(ProposalEvent):
    """A proposal was tied to another one."""

    kind: Literal["proposal-linked"] = "proposal-linked"
    link: Link


class PositionTaken(ProposalEvent):
    """A party took a stance on a version of the proposal, or on one of its provisions."""

    kind: Literal["position-taken"] = "position-taken"
    party: Annotated[PartyCode, Acts()]
    stance: Stance
    version: VersionNumber
    provision: ProvisionNumber | None = None
    conditions: Conditions = ()


class FormalActDone(ProposalEvent):
    """Parties did a formal act on a version of the proposal."""

    kind: Literal["formal-act-done"] = "formal-act-done"
    act: FormalAct
    by: Annotated[Parties, Field(min_length=1), Acts()]
    version: VersionNumber


class ProposalRejected(ProposalEvent):
    """A party rejected the version on the table."""

    kind: Literal["proposal-rejected"] = "proposal-rejected"
    by: Annotated[PartyCode, Acts()]
    version: VersionNumber
    reason: Text | None = None


class ProposalWithdrawn(ProposalEvent):
    """A sponsor took the proposal off the table."""

    kind: Literal["proposal-withdrawn"] = "proposal-withdrawn"
    by: Annotated[PartyCode, Acts()]
    reason: Text | None = None


class ProposalSuperseded(ProposalEvent):
    """Another proposal took this one's place."""

    kind: Literal["proposal-superseded"] = "proposal-superseded"
    by_proposal: Annotated[Slug, RefersTo("proposal")]


class ProposalDeferred(ProposalEvent):
    """The proposal was put off, until a date or a later occasion."""

    kind: Literal["proposal-deferred"] = "proposal-deferred"
    until: Edtf | None = None
    reason: Text | None = None


class ProposalReferred(ProposalEvent):
    """The proposal was passed to another body or level."""

    kind: Literal["proposal-referred"] = "proposal-referred"
    to_body: Title
    reason: Text | None = None


class ProposalLapsed(ProposalEvent):
    """The proposal's time ran out without a decision."""

    kind: Literal["proposal-lapsed"] = "proposal-lapsed"
    reason: Text | None = None


class ProposalReopened(ProposalEvent):
    """The proposal is on the table again."""

    kind: Literal["proposal-reopened"] = "proposal-reopened"
    by: Annotated[Parties, Acts()] = ()
    reason: Text | None = None


class GuarantorState(StrEnum):
    """How far a guarantor has gone."""

    APPROACHED = "approached"
    IN_PRINCIPLE = "in-principle"
    CONDITIONAL = "conditional"
    DECLINED = "declined"
    COMMITTED = "committed"
    SIGNED = "signed"
    RATIFIED = "ratified"
    ACTIVE = "active"
    INVOKED = "invoked"
    HONOURED = "honoured"
    DEFAULTED = "defaulted"


class GuarantorStateChanged(ProposalEvent):
    """A guarantor, named or not, took a step towards a guarantee, or kept or broke it."""

    kind: Literal["guarantor-state-changed"] = "guarantor-state-changed"
    guarantor: Annotated[PartyCode | None, Acts(at_the_talks=False)] = None
    unnamed: Title | None = None
    """Of one that is not named: the words of the source, such as "some countries"."""
    state: GuarantorState
    conditions: Conditions = ()
    reason: Text | None = None

    @model_validator(mode="after")
    def _somebody(self) -> "GuarantorStateChanged":
        if (self.guarantor is None) == (self.unnamed is None):
            raise ValueError("a guarantor is either named by its code, or described under 'unnamed'")
        if self.conditions and self.state is not GuarantorState.CONDITIONAL:
            raise ValueError("conditions belong to the state 'conditional'")
        return self

    @property
    def who(self) -> str:
        """The code of the guarantor, or the words that stand for those not named."""
        return self.guarantor or self.unnamed or ""


class SilenceOpened(ProposalEvent):
    """A version of the proposal counts as agreed at a deadline unless somebody objects before."""

    kind: Literal["silence-opened"] = "silence-opened"
    by: Annotated[Parties, Acts()] = ()
    version: VersionNumber
    deadline: Edtf


class SilenceBroken(ProposalEvent):
    """Parties objected before the deadline, so that silence does not count as agreement."""

    kind: Literal["silence-broken"] = "silence-broken"
    by: Annotated[Parties, Field(min_length=1), Acts()]
    reason: Text | None = None


AnyProposalEvent = (
    ProposalFloated
    | ProposalTabled
    | ProposalReceived
    | ProposalRevised
    | ProposalLinked
    | PositionTaken
    | FormalActDone
    | ProposalRejected
    | ProposalWithdrawn
    | ProposalSuperseded
    | ProposalDeferred
    | ProposalReferred
    | ProposalLapsed
    | ProposalReopened
    | GuarantorStateChanged
    | SilenceOpened
    | SilenceBroken
)
