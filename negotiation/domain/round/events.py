"""What can happen to a round: one meeting, or one series of meetings."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ..dates.edtf import Edtf
from ..record.event import Acts, Concerns, Event, RefersTo
from ..values import Duration, Model, OneOrMany, PartyCode, Slug, Text, Title

Parties = Annotated[tuple[PartyCode, ...], OneOrMany, Acts()]
Texts = Annotated[tuple[Text, ...], OneOrMany]


class Format(StrEnum):
    """How the delegations meet."""

    DIRECT = "direct"
    PROXIMITY = "proximity"
    SHUTTLE = "shuttle"
    VIDEO = "video"


class Track(StrEnum):
    """How official the talks are: 1 official, 1.5 mixed, 2 unofficial."""

    ONE = "1"
    ONE_AND_A_HALF = "1.5"
    TWO = "2"


class Level(StrEnum):
    """At which level the delegations meet."""

    HEADS = "heads"
    MINISTERS = "ministers"
    DELEGATIONS = "delegations"
    EXPERTS = "experts"


class Outcome(StrEnum):
    """How a round ended, in the words of whoever tells of it."""

    CONCLUDED = "concluded"
    BROKEN_OFF = "broken-off"


class Delegation(Model):
    """Who came for a party, and who led them."""

    party: Annotated[PartyCode, Acts()]
    head: Title | None = None
    members: Annotated[tuple[Title, ...], OneOrMany] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        """Read ``RUS=Medinsky``, or a party's code alone."""
        if isinstance(value, str):
            party, equals, head = value.partition("=")
            return {"party": party.strip(), "head": head.strip()} if equals else {"party": party}
        return value


class RoundEvent(Event):
    """Base of the events in the stream of a round."""

    aggregate: ClassVar[str] = "round"

    round: Annotated[Slug, RefersTo("round")]


class _Setting(RoundEvent):
    """Where, and in which form, a round is held."""

    introduces: ClassVar[str] = "round"

    round: Slug
    label: Title | None = None
    venue: Title | None = None
    host: Annotated[Title | None, Concerns()] = None
    mediators: Annotated[tuple[Title, ...], OneOrMany] = ()
    format: Format | None = None
    track: Track | None = None
    level: Level | None = None
    delegations: Annotated[tuple[Delegation, ...], OneOrMany] = ()

    @model_validator(mode="after")
    def _one_delegation_a_party(self) -> "_Setting":
        parties = [delegation.party for delegation in self.delegations]
        twice = sorted({party for party in parties if parties.count(party) > 1})
        if twice:
            raise ValueError(f"{twice[0]} has two delegations: name all its people in one")
        return self


class RoundScheduled(_Setting):
    """A round was set for a date, or moved to another one."""

    kind: Literal["round-scheduled"] = "round-scheduled"
    planned: Edtf | None = None


class RoundOpened(_Setting):
    """The delegations met."""

    kind: Literal["round-opened"] = "round-opened"


class RoundSuspended(RoundEvent):
    """A round was broken off for an indefinite time."""

    kind: Literal["round-suspended"] = "round-suspended"
    by: Parties = ()
    reason: Text | None = None


class RoundResumed(RoundEvent):
    """A round goes on, one that was closed is open again, or delegations that had walked out came back."""

    kind: Literal["round-resumed"] = "round-resumed"
    by: Parties = ()
    """The parties that came back; all that had walked out if none is named."""


class RoundWalkedOut(RoundEvent):
    """A delegation left a round before its end."""

    kind: Literal["round-walked-out"] = "round-walked-out"
    by: Annotated[tuple[PartyCode, ...], OneOrMany, Field(min_length=1), Acts()]
    reason: Text | None = None


class RoundAdjourned(RoundEvent):
    """A round is to go on at a later date."""

    kind: Literal["round-adjourned"] = "round-adjourned"
    until: Edtf | None = None
    reason: Text | None = None


class RoundClosed(RoundEvent):
    """A round came to its end: concluded, or broken off."""

    kind: Literal["round-closed"] = "round-closed"
    outcome: Outcome = Outcome.CONCLUDED
    duration: Duration | None = None
    outputs: Texts = ()
    press_access: Text | None = None


class RoundCancelled(RoundEvent):
    """A round that was set will not be held."""

    kind: Literal["round-cancelled"] = "round-cancelled"
    by: Parties = ()
    reason: Text | None = None


AnyRoundEvent = (
    RoundScheduled
    | RoundOpened
    | RoundSuspended
    | RoundResumed
    | RoundWalkedOut
    | RoundAdjourned
    | RoundClosed
    | RoundCancelled
)
