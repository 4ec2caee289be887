"""What can happen to a proposal."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from ..dates.edtf import Edtf
from ..terms import AnyTerm
from ..values import Model, OneOrMany, PartyCode, Slug, Text, Title
from .base import Parties, ProposalEvent, VersionNumber
from .guarantee import GuarantorStateChanged
from .silence import SilenceBroken, SilenceOpened


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
    target: Slug


class Provision(Model):
    """One numbered piece of a proposal's text."""

    number: Annotated[Title, Field(max_length=20)]
    text: Text


class _Content(ProposalEvent):
    """What a version of a proposal consists of."""

    title: Title | None = None
    terms: Annotated[tuple[AnyTerm, ...], OneOrMany] = ()
    provisions: Annotated[tuple[Provision, ...], OneOrMany] = ()

    @model_validator(mode="after")
    def _numbered_once(self) -> "_Content":
        numbers = [provision.number for provision in self.provisions]
        twice = sorted({number for number in numbers if numbers.count(number) > 1})
        if twice:
            raise ValueError(f"provision {twice[0]} is given twice")
        return self


class ProposalFloated(_Content):
    """An idea was passed around without being tabled: a non-paper, whose author may be unknown or deny it."""

    kind: Literal["proposal-floated"] = "proposal-floated"
    by: Parties = ()
    to: Parties = ()
    issue: Slug | None = None
    deniable: bool = True
    links: Annotated[tuple[Link, ...], OneOrMany] = ()


class ProposalTabled(_Content):
    """A proposal was formally put on the table."""

    kind: Literal["proposal-tabled"] = "proposal-tabled"
    by: Annotated[tuple[PartyCode, ...], OneOrMany, Field(min_length=1)]
    to: Parties = ()
    issue: Slug | None = None
    links: Annotated[tuple[Link, ...], OneOrMany] = ()


class ProposalReceived(ProposalEvent):
    """A party confirmed that it has received the proposal."""

    kind: Literal["proposal-received"] = "proposal-received"
    by: PartyCode


class ProposalRevised(_Content):
    """A new version replaced the one before; positions on that one are stale from now on."""

    kind: Literal["proposal-revised"] = "proposal-revised"
    by: Annotated[tuple[PartyCode, ...], OneOrMany, Field(min_length=1)]
    summary: Text | None = None


class ProposalLinked(ProposalEvent):
    """A proposal was tied to another one."""

    kind: Literal["proposal-linked"] = "proposal-linked"
    link: Link


class PositionTaken(ProposalEvent):
    """A party took a stance on a version of the proposal, or on one of its provisions."""

    kind: Literal["position-taken"] = "position-taken"
    party: PartyCode
    stance: Stance
    version: VersionNumber
    provision: Annotated[Title, Field(max_length=20)] | None = None
    conditions: Annotated[tuple[Text, ...], OneOrMany] = ()


class FormalActDone(ProposalEvent):
    """Parties did a formal act on a version of the proposal."""

    kind: Literal["formal-act-done"] = "formal-act-done"
    act: FormalAct
    by: Annotated[tuple[PartyCode, ...], OneOrMany, Field(min_length=1)]
    version: VersionNumber


class ProposalRejected(ProposalEvent):
    """A party rejected the version on the table."""

    kind: Literal["proposal-rejected"] = "proposal-rejected"
    by: PartyCode
    version: VersionNumber
    reason: Text | None = None


class ProposalWithdrawn(ProposalEvent):
    """A sponsor took the proposal off the table."""

    kind: Literal["proposal-withdrawn"] = "proposal-withdrawn"
    by: PartyCode
    reason: Text | None = None


class ProposalSuperseded(ProposalEvent):
    """Another proposal took this one's place."""

    kind: Literal["proposal-superseded"] = "proposal-superseded"
    by_proposal: Slug


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
    by: Parties = ()
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
