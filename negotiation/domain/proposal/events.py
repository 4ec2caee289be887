"""What can happen to a proposal."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ..dates.field import Edtf
from ..record.event import Acts, Concerns, Event, RefersTo
from ..terms import AnyTerm
from ..values import ONE_OR_MANY, STRIPPED, Holds, Model, OneOrMany, PartyCode, Slug, Text, Title, text
from .conditions import awaited

Parties = Annotated[tuple[PartyCode, ...], ONE_OR_MANY]
Conditions = Annotated[tuple[Text, ...], ONE_OR_MANY, RefersTo("proposal", awaited)]
VersionNumber = Annotated[int, Meta(ge=1, le=10_000)]
ProvisionNumber = Annotated[str, text(least=1, most=60), STRIPPED]


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
    """The formal acts: first those that bind more and more, then those that a party does for itself alone.

    Vienna Convention on the Law of Treaties (1969), articles 9 to 16, 24, 25, 54 to 57, 70 and 72.
    """

    AGREED_IN_PRINCIPLE = "agreed-in-principle"
    AGREED_AD_REFERENDUM = "agreed-ad-referendum"
    INITIALLED = "initialled"
    ADOPTED = "adopted"
    SIGNED_AD_REFERENDUM = "signed-ad-referendum"
    SIGNED = "signed"
    RATIFIED = "ratified"
    ACCEPTED = "accepted"
    APPROVED = "approved"
    ACCEDED = "acceded"
    SUCCEEDED = "succeeded"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    TERMINATED = "terminated"
    PROVISIONALLY_APPLIED = "provisionally-applied"
    PROVISIONAL_APPLICATION_ENDED = "provisional-application-ended"
    IN_FORCE_FOR = "in-force-for"
    DENOUNCED = "denounced"


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

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object]:
        """Read ``1=The river is shared``."""
        return numbered(text)


def numbered(text: str) -> dict[str, object]:
    """Read ``N=TEXT`` as a number and a text.

    Raises:
        ValueError: it has no number.
    """
    number, equals, words = text.partition("=")
    if not equals:
        raise ValueError(f"'{text[:60]}' is no N=TEXT")
    return {"number": number.strip(), "text": words.strip()}


def _numbered_once(provisions: tuple[Provision, ...] | None) -> tuple[Provision, ...] | None:
    numbers = [provision.number for provision in provisions or ()]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise ValueError(f"provision {twice[0]} is given twice")
    return provisions


Provisions = Annotated[tuple[Provision, ...], ONE_OR_MANY, Holds(_numbered_once)]


class _Content(ProposalEvent):
    """What a version of a proposal consists of."""

    title: Title | None = None
    terms: Annotated[tuple[AnyTerm, ...], ONE_OR_MANY] = ()
    provisions: Provisions = ()


class ProposalFloated(_Content, tag="proposal-floated"):
    """An idea was passed around without being tabled: a non-paper, whose author may be unknown or deny it."""

    introduces: ClassVar[str] = "proposal"
    proposal: Slug
    by: Annotated[Parties, Acts(at_the_talks=False)] = ()
    to: Annotated[Parties, Concerns()] = ()
    issue: Annotated[Slug | None, RefersTo("issue")] = None
    deniable: bool = True
    links: Annotated[tuple[Link, ...], ONE_OR_MANY] = ()
    valid_until: Edtf | None = None
    """Its last day: if it is not agreed by then, it lapses."""
    question: Slug | None = None
    """The kind of question that it is, if the talks have a rule of its own for such: ``procedure``."""


class ProposalTabled(_Content, tag="proposal-tabled"):
    """A proposal was formally put on the table."""

    introduces: ClassVar[str] = "proposal"
    proposal: Slug
    by: Annotated[Parties, Acts()] = ()
    author: Literal["unknown", "room"] | None = None
    """Where nobody is named: whether nobody knows who wrote it, or all at the talks did."""
    to: Annotated[Parties, Concerns()] = ()
    issue: Annotated[Slug | None, RefersTo("issue")] = None
    links: Annotated[tuple[Link, ...], ONE_OR_MANY] = ()
    valid_until: Edtf | None = None
    """Its last day: if it is not agreed by then, it lapses."""
    question: Slug | None = None
    """The kind of question that it is, if the talks have a rule of its own for such: ``procedure``."""

    def complete(self) -> None:
        """See that the fields go together."""
        if bool(self.by) == bool(self.author):
            raise ValueError("say who puts it forward under 'by'; or under 'author' that it is unknown, or the room's")


class ProposalReceived(ProposalEvent, tag="proposal-received"):
    """A party confirmed that it has received the proposal."""

    by: Annotated[PartyCode, Acts()]


class Change(Model):
    """What an amendment does to one provision: new words in its place, no words, or a provision after another one."""

    number: ProvisionNumber
    text: Text | None = None
    """The words; none of a provision that is dropped."""
    after: ProvisionNumber | None = None
    """Of a new provision: the one that it stands after; else it stands last."""

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object]:
        """Read ``1=The river is shared``."""
        return numbered(text)


Changes = Annotated[tuple[Change, ...], ONE_OR_MANY]


class AmendmentMoved(ProposalEvent, tag="amendment-moved"):
    """A change to one version of another proposal was put on the table, by whomever: it has a life of its own."""

    introduces: ClassVar[str] = "proposal"
    proposal: Slug
    of: Annotated[Slug, RefersTo("proposal")]
    """The text that it would amend; that can be an amendment too."""
    of_version: VersionNumber
    by: Annotated[Parties, Meta(min_length=1), Acts()]
    title: Title | None = None
    terms: Annotated[tuple[AnyTerm, ...], ONE_OR_MANY] = ()
    changes: Changes = ()
    question: Slug | None = None
    """The kind of question that it is, if the talks have a rule of its own for such."""

    def complete(self) -> None:
        """See that the fields go together."""
        if not self.terms and not self.changes:
            raise ValueError("an amendment changes a provision or a term")
        _changed_once(self.changes)


class AmendmentSeconded(ProposalEvent, tag="amendment-seconded"):
    """Parties want an amendment to be considered, whatever they think of it."""

    by: Annotated[Parties, Meta(min_length=1), Acts()]


class AmendmentNotMoved(ProposalEvent, tag="amendment-not-moved"):
    """An amendment that had been announced was not moved when it was called: it falls."""

    reason: Text | None = None


class ProposalAmended(ProposalEvent, tag="proposal-amended"):
    """Amendments that were adopted, or accepted by the sponsors, made the next version of the text."""

    amendments: Annotated[tuple[Slug, ...], ONE_OR_MANY, RefersTo("proposal"), Meta(min_length=1)]
    by: Annotated[Parties, Acts()] = ()
    terms: Annotated[tuple[AnyTerm, ...], ONE_OR_MANY] = ()
    changes: Changes = ()


def _changed_once(changes: tuple[Change, ...]) -> None:
    numbers = [change.number for change in changes]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise ValueError(f"provision {twice[0]} is changed twice")


class Ballot(StrEnum):
    """How a party voted."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    ABSENT = "absent"


class Cast(Model):
    """The vote of one party, in a roll call."""

    party: Annotated[PartyCode, Acts()]
    vote: Ballot

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object] | None:
        """Read ``UKR=for``."""
        party, equals, vote = text.partition("=")
        return {"party": party.strip(), "vote": vote.strip()} if equals else None


class VoteHeld(ProposalEvent, tag="vote-held"):
    """A version was put to the vote, and the result was stated."""

    version: VersionNumber
    adopted: bool
    """Whether it was stated to be adopted; else it was rejected."""
    body: Annotated[PartyCode | None, Acts(as_one=True)] = None
    """The body that voted."""
    how: Literal["vote", "acclamation", "without-a-vote"] = "vote"
    in_favour: Annotated[int, Meta(ge=0)] | None = None
    against: Annotated[int, Meta(ge=0)] | None = None
    abstained: Annotated[int, Meta(ge=0)] | None = None
    votes: Annotated[tuple[Cast, ...], ONE_OR_MANY] = ()
    """The roll call, if there was one."""

    def complete(self) -> None:
        """See that the fields go together."""
        counted = (self.in_favour, self.against, self.abstained) != (None, None, None) or bool(self.votes)
        if self.how != "vote" and (counted or not self.adopted):
            raise ValueError("what is adopted by acclamation or without a vote has no count, and is not rejected")
        parties = [cast.party for cast in self.votes]
        if len(set(parties)) < len(parties):
            raise ValueError("a party votes once")

    def cast(self, vote: Ballot) -> tuple[str, ...]:
        """Return the parties that voted so, in a roll call."""
        return tuple(cast.party for cast in self.votes if cast.vote is vote)


class ProposalSponsored(ProposalEvent, tag="proposal-sponsored"):
    """Parties joined those who put the proposal forward, and stand behind its present words."""

    by: Annotated[Parties, Meta(min_length=1), Acts()]


class ProposalRevised(ProposalEvent, tag="proposal-revised"):
    """A new version replaced the one before; positions on that one are stale from now on.

    Terms or provisions that are not given are as before; an empty list says that the new version has none.
    """

    title: Title | None = None
    terms: Annotated[tuple[AnyTerm, ...] | None, OneOrMany(if_given=True)] = None
    """All terms that the new version has; as before if not given, and none if the list is empty."""
    provisions: Annotated[tuple[Provision, ...] | None, OneOrMany(if_given=True), Holds(_numbered_once)] = None
    """All provisions that the new version has, those that stay as they were too; as before if not given."""
    by: Annotated[Parties, Meta(min_length=1), Acts()]
    summary: Text | None = None


class ProposalExtended(ProposalEvent, tag="proposal-extended"):
    """The last day of a proposal was set, or set anew: if it is not agreed by then, it lapses."""

    by: Annotated[Parties, Acts()] = ()
    valid_until: Edtf
    reason: Text | None = None


class ProposalLinked(ProposalEvent, tag="proposal-linked"):
    """A proposal was tied to another one."""

    link: Link


class PositionTaken(ProposalEvent, tag="position-taken"):
    """A party took a stance on a version of the proposal, or on one of its provisions."""

    party: Annotated[PartyCode, Acts()]
    stance: Stance
    version: VersionNumber
    provision: ProvisionNumber | None = None
    conditions: Conditions = ()


class FormalActDone(ProposalEvent, tag="formal-act-done"):
    """Parties did a formal act on a version of the proposal."""

    act: FormalAct
    by: Annotated[Parties, Meta(min_length=1), Acts()]
    version: VersionNumber
    effect: Edtf | None = None
    """The day from which it has effect, where that is another one: a denunciation often waits for a year."""


class ReservationMade(ProposalEvent, tag="reservation-made"):
    """A party excludes or modifies what the text means for it, or says how it reads it (VCLT 2(1)(d), 19)."""

    by: Annotated[Parties, Meta(min_length=1), Acts()]
    text: Text
    declaration: bool = False
    """Whether it only says how the party reads the text, and changes nothing of what it is bound to."""
    provision: ProvisionNumber | None = None


class ReservationWithdrawn(ProposalEvent, tag="reservation-withdrawn"):
    """A party took back its reservations and declarations (VCLT 22)."""

    by: Annotated[PartyCode, Acts()]
    reason: Text | None = None


class ReservationObjected(ProposalEvent, tag="reservation-objected"):
    """Parties objected to the reservations of another one (VCLT 20, 21)."""

    by: Annotated[Parties, Meta(min_length=1), Acts()]
    to: Annotated[PartyCode, Concerns()]
    reason: Text | None = None


class ProposalRejected(ProposalEvent, tag="proposal-rejected"):
    """A party rejected the version on the table."""

    by: Annotated[PartyCode, Acts()]
    version: VersionNumber
    reason: Text | None = None


class ProposalWithdrawn(ProposalEvent, tag="proposal-withdrawn"):
    """A sponsor took the proposal off the table."""

    by: Annotated[PartyCode, Acts()]
    reason: Text | None = None


class ProposalSuperseded(ProposalEvent, tag="proposal-superseded"):
    """Another proposal took this one's place."""

    by_proposal: Annotated[Slug, RefersTo("proposal")]


class ProposalDeferred(ProposalEvent, tag="proposal-deferred"):
    """The proposal was put off, until a date or a later occasion."""

    until: Edtf | None = None
    reason: Text | None = None


class ProposalReferred(ProposalEvent, tag="proposal-referred"):
    """The proposal was passed to another body or level."""

    to_body: Title
    reason: Text | None = None


class ProposalLapsed(ProposalEvent, tag="proposal-lapsed"):
    """The proposal's time ran out without a decision."""

    reason: Text | None = None


class ProposalReopened(ProposalEvent, tag="proposal-reopened"):
    """The proposal is on the table again."""

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


class GuarantorStateChanged(ProposalEvent, tag="guarantor-state-changed"):
    """A guarantor, named or not, took a step towards a guarantee, or kept or broke it."""

    guarantor: Annotated[PartyCode | None, Acts(at_the_talks=False)] = None
    unnamed: Title | None = None
    """Of one that is not named: the words of the source, such as "some countries"."""
    state: GuarantorState
    conditions: Conditions = ()
    reason: Text | None = None

    def complete(self) -> None:
        """See that the fields go together."""
        if (self.guarantor is None) == (self.unnamed is None):
            raise ValueError("a guarantor is either named by its code, or described under 'unnamed'")
        if self.conditions and self.state is not GuarantorState.CONDITIONAL:
            raise ValueError("conditions belong to the state 'conditional'")

    @property
    def who(self) -> str:
        """The code of the guarantor, or the words that stand for those not named."""
        return self.guarantor or self.unnamed or ""


class SilenceOpened(ProposalEvent, tag="silence-opened"):
    """A version of the proposal counts as agreed at a deadline unless somebody objects before."""

    by: Annotated[Parties, Acts()] = ()
    version: VersionNumber
    deadline: Edtf


class SilenceBroken(ProposalEvent, tag="silence-broken"):
    """Parties objected before the deadline, so that silence does not count as agreement."""

    by: Annotated[Parties, Meta(min_length=1), Acts()]
    reason: Text | None = None


AnyProposalEvent = (
    ProposalFloated
    | ProposalTabled
    | ProposalReceived
    | VoteHeld
    | AmendmentMoved
    | AmendmentSeconded
    | AmendmentNotMoved
    | ProposalAmended
    | ProposalSponsored
    | ProposalRevised
    | ProposalExtended
    | ProposalLinked
    | PositionTaken
    | FormalActDone
    | ReservationMade
    | ReservationWithdrawn
    | ReservationObjected
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

MAKES_VERSION = (ProposalFloated, ProposalTabled, ProposalRevised, ProposalAmended, AmendmentMoved)
"""The events that make a version of a proposal."""
