"""What can happen to a round: one meeting, or one series of meetings."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta

from ..dates.field import Edtf
from ..record.event import Acts, Concerns, Event, RefersTo
from ..values import ONE_OR_MANY, Duration, Model, PartyCode, Slug, Text, Title

Parties = Annotated[tuple[PartyCode, ...], ONE_OR_MANY, Acts()]
Texts = Annotated[tuple[Text, ...], ONE_OR_MANY]


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
    members: Annotated[tuple[Title, ...], ONE_OR_MANY] = ()

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object]:
        """Read ``RUS=Medinsky``, or a party's code alone."""
        party, equals, head = text.partition("=")
        return {"party": party.strip(), "head": head.strip()} if equals else {"party": party}


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
    host: Annotated[Title | None, Concerns(as_one=True)] = None
    mediators: Annotated[tuple[Title, ...], ONE_OR_MANY] = ()
    format: Format | None = None
    track: Track | None = None
    level: Level | None = None
    delegations: Annotated[tuple[Delegation, ...], ONE_OR_MANY] = ()

    def complete(self) -> None:
        """See that the fields go together."""
        parties = [delegation.party for delegation in self.delegations]
        twice = sorted({party for party in parties if parties.count(party) > 1})
        if twice:
            raise ValueError(f"{twice[0]} has two delegations: name all its people in one")


class RoundScheduled(_Setting, tag="round-scheduled"):
    """A round was set for a date, or moved to another one."""

    planned: Edtf | None = None


class RoundOpened(_Setting, tag="round-opened"):
    """The delegations met."""


class RoundSuspended(RoundEvent, tag="round-suspended"):
    """A round was broken off for an indefinite time."""

    by: Parties = ()
    reason: Text | None = None


class RoundResumed(RoundEvent, tag="round-resumed"):
    """A round goes on, one that was closed is open again, or delegations that had walked out came back."""

    by: Parties = ()
    """The parties that came back; all that had walked out if none is named."""


class RoundWalkedOut(RoundEvent, tag="round-walked-out"):
    """A delegation left a round before its end."""

    by: Annotated[tuple[PartyCode, ...], ONE_OR_MANY, Meta(min_length=1), Acts()]
    reason: Text | None = None


class RoundAdjourned(RoundEvent, tag="round-adjourned"):
    """A round is to go on at a later date."""

    until: Edtf | None = None
    reason: Text | None = None


class RoundClosed(RoundEvent, tag="round-closed"):
    """A round came to its end: concluded, or broken off."""

    outcome: Outcome = Outcome.CONCLUDED
    duration: Duration | None = None
    outputs: Texts = ()
    press_access: Text | None = None


class RoundCancelled(RoundEvent, tag="round-cancelled"):
    """A round that was set will not be held."""

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
