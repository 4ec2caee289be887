"""What can happen to the talks themselves: who is at them, about what, deciding how, and what was read and said."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ..dates.edtf import Edtf
from ..record.envelope import Reliability
from ..record.event import TALKS, Acts, Concerns, Event, Published, RefersTo, SetsUnsourced, SetsZone
from ..values import Language, Model, OneOrMany, PartyCode, Slug, Text, Title


class Role(StrEnum):
    """What a party is at the talks as."""

    NEGOTIATING = "negotiating"
    MEDIATOR = "mediator"
    HOST = "host"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"
    MONITOR = "monitor"
    THIRD_PARTY = "third-party"


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"there is no time zone '{name}': use an IANA name such as Europe/Istanbul") from error
    return name


TimeZone = Annotated[str, Field(max_length=80), AfterValidator(_known_zone)]
Roles = Annotated[tuple[Role, ...], OneOrMany, Field(min_length=1)]
Reference = Annotated[
    str,
    StringConstraints(
        pattern=r"^(proposal|party|issue|source|entry|pledge|round|package):[A-Za-z0-9._-]+$", max_length=120
    ),
]
"""What a statement is about: ``proposal:neutral-status``, ``party:RUS``, ``entry:ID`` and so on."""


class DecisionRule(Model):
    """Whose agreement it takes: every negotiating party, the parties named, or a share of the negotiating ones."""

    kind: Literal["consensus", "named-set", "threshold"] = "consensus"
    parties: Annotated[tuple[PartyCode, ...], OneOrMany, Acts()] = ()
    count: Annotated[int, Field(ge=1)] | None = None
    percent: Annotated[float, Field(gt=0, le=100)] | None = None
    single_undertaking: bool | None = None
    """Whether nothing is agreed until everything is agreed."""

    @model_validator(mode="after")
    def _complete(self) -> "DecisionRule":
        if (self.kind == "named-set") != bool(self.parties):
            raise ValueError("a named set, and only that, names its parties")
        if (self.count is not None) + (self.percent is not None) != (self.kind == "threshold"):
            raise ValueError("a threshold, and only that, has either a count or a percentage")
        return self


class TalksEvent(Event):
    """Base of the events in the stream of the talks."""

    aggregate: ClassVar[str] = TALKS


class TalksOpened(TalksEvent):
    """The talks began, or this log of them did."""

    frames: ClassVar[bool] = True

    kind: Literal["talks-opened"] = "talks-opened"
    title: Title
    description: Text | None = None
    timezone: Annotated[TimeZone, SetsZone()] = "UTC"


class PartyJoined(TalksEvent):
    """A party came to the talks, in the roles given."""

    introduces: ClassVar[str] = "party"
    frames: ClassVar[bool] = True

    kind: Literal["party-joined"] = "party-joined"
    party: Annotated[PartyCode, Concerns()]
    name: Title | None = None
    roles: Roles


class PartyRoleChanged(TalksEvent):
    """A party is at the talks in other roles from now on."""

    kind: Literal["party-role-changed"] = "party-role-changed"
    party: Annotated[PartyCode, Acts()]
    roles: Roles


class PartyRenamed(TalksEvent):
    """A party goes by another name for people from now on; its code stays."""

    kind: Literal["party-renamed"] = "party-renamed"
    party: Annotated[PartyCode, Acts()]
    name: Title


class PartyLeft(TalksEvent):
    """A party is no longer at the talks."""

    kind: Literal["party-left"] = "party-left"
    party: Annotated[PartyCode, Acts()]
    reason: Text | None = None


class IssueAdded(TalksEvent):
    """An item was put on the agenda."""

    introduces: ClassVar[str] = "issue"
    frames: ClassVar[bool] = True
    bears: ClassVar[bool] = False

    kind: Literal["issue-added"] = "issue-added"
    issue: Slug
    title: Title


class DecisionRuleSet(TalksEvent):
    """The talks decide by this rule from now on."""

    frames: ClassVar[bool] = True

    kind: Literal["decision-rule-set"] = "decision-rule-set"
    rule: DecisionRule


class KnowledgeRuleSet(TalksEvent):
    """From when on an entry that rests on no source counts as known: its recording, or its happening.

    The second is for those who write as things happen, and whose own record is their source.
    """

    frames: ClassVar[bool] = True
    bears: ClassVar[bool] = False

    kind: Literal["knowledge-rule-set"] = "knowledge-rule-set"
    unsourced: Annotated[Literal["recorded", "happened"], SetsUnsourced()]


class TalksSuspended(TalksEvent):
    """The talks were broken off for an indefinite time."""

    kind: Literal["talks-suspended"] = "talks-suspended"
    by: Annotated[tuple[PartyCode, ...], OneOrMany, Acts(at_the_talks=False)] = ()
    reason: Text | None = None


class TalksResumed(TalksEvent):
    """The talks go on."""

    kind: Literal["talks-resumed"] = "talks-resumed"


class TalksConcluded(TalksEvent):
    """The talks came to their end."""

    kind: Literal["talks-concluded"] = "talks-concluded"
    outcome: Text | None = None


class TalksCollapsed(TalksEvent):
    """The talks failed."""

    kind: Literal["talks-collapsed"] = "talks-collapsed"
    reason: Text | None = None


class SourceRegistered(TalksEvent):
    """A source that entries cite: who published it, when and where."""

    introduces: ClassVar[str] = "source"
    frames: ClassVar[bool] = True
    bears: ClassVar[bool] = False

    kind: Literal["source-registered"] = "source-registered"
    source: Slug
    publisher: Title
    title: Title | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2000)] | None = None
    published: Annotated[Edtf | None, Published()] = None
    language: Language | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    reliability: Reliability | None = None


class StatementRecorded(TalksEvent):
    """A person said something, on behalf of a party where one is given."""

    bears: ClassVar[bool] = False

    kind: Literal["statement-recorded"] = "statement-recorded"
    speaker: Title
    office: Title | None = None
    party: Annotated[PartyCode | None, Acts(at_the_talks=False)] = None
    text: Text
    language: Language | None = None
    about: Annotated[tuple[Reference, ...], OneOrMany, RefersTo()] = ()


AnyTalksEvent = (
    TalksOpened
    | PartyJoined
    | PartyRoleChanged
    | PartyRenamed
    | PartyLeft
    | IssueAdded
    | DecisionRuleSet
    | KnowledgeRuleSet
    | TalksSuspended
    | TalksResumed
    | TalksConcluded
    | TalksCollapsed
    | SourceRegistered
    | StatementRecorded
)
