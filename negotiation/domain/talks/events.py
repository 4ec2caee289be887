"""What can happen to the talks themselves: who is at them, about what, deciding how, and what was read and said."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from zoneinfo import ZoneInfo, available_timezones

from msgspec import Meta

from ..dates.field import Edtf
from ..record.envelope import Reliability
from ..record.event import TALKS, Acts, Concerns, Event, MayNameAParty, Published, RefersTo, SetsUnsourced, SetsZone
from ..shares import Percent, Share, percent_of
from ..term_kinds import TermField
from ..values import (
    ONE_OR_MANY,
    EntryId,
    Holds,
    Language,
    Model,
    OneOrMany,
    PartyCode,
    Slug,
    Text,
    Title,
    text,
)


class Role(StrEnum):
    """What a party is at the talks as."""

    NEGOTIATING = "negotiating"
    MEDIATOR = "mediator"
    HOST = "host"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"
    MONITOR = "monitor"
    THIRD_PARTY = "third-party"
    BODY = "body"
    """A conference, a committee or another organ, which adopts texts for its members."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        meant = _zones_of(name)
        told = f"did you mean {' or '.join(meant)}?" if meant else "use an IANA name such as Europe/Istanbul"
        raise ValueError(f"there is no time zone '{name}': {told}") from error
    return name


def _zones_of(name: str) -> list[str]:
    """Return the zones that somebody means who gives the city alone, or writes it in other letters."""
    written = name.strip().replace(" ", "_").casefold()
    zones = sorted(available_timezones())
    whole = [zone for zone in zones if zone.casefold() == written]
    return whole or [zone for zone in zones if zone.rpartition("/")[2].casefold() == written.rpartition("/")[2]][:3]


TimeZone = Annotated[str, text(most=80), Holds(_known_zone)]
Roles = Annotated[tuple[Role, ...], ONE_OR_MANY, Meta(min_length=1)]
Reference = Annotated[
    str,
    text(r"^(proposal|party|issue|source|entry|pledge|round|package):[A-Za-z0-9._-]+$", most=120),
]
"""What a statement is about: ``proposal:neutral-status``, ``party:RUS``, ``entry:ID`` and so on."""


class DecisionRule(Model):
    """Whose agreement it takes: every negotiating party, the parties named, or as many of the negotiating ones."""

    kind: Literal["consensus", "named-set", "threshold"] = "consensus"
    parties: Annotated[tuple[PartyCode, ...], ONE_OR_MANY, Acts(as_one=True)] = ()
    """The parties named, and groups: each is read as its members whenever something is decided."""
    count: Annotated[int, Meta(ge=1)] | None = None
    percent: Percent | None = None
    shares: Annotated[tuple[Share, ...] | None, OneOrMany(if_given=True)] = None
    """Of a threshold, which share of which weights it takes, too."""
    including: Annotated[tuple[PartyCode, ...] | None, OneOrMany(if_given=True)] = None
    """Of a threshold, who must be among those who agree: each of them can block it."""
    single_undertaking: bool | None = None
    """Whether nothing is agreed until everything is agreed."""

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object]:
        """Read ``consensus``, ``threshold:3``, ``threshold:75%``, ``threshold:2/3``, or the parties as ``UKR+RUS``."""
        kind, _, rest = text.strip().partition(":")
        if kind == "threshold" and rest:
            share = percent_of(rest)
            return {"kind": kind, "count": rest} if share is None else {"kind": kind, "percent": share}
        return {"kind": "named-set", "parties": text.strip().split("+")} if "+" in text else {"kind": text.strip()}

    def complete(self) -> None:
        """See that the fields go together."""
        if (self.kind == "named-set") != bool(self.parties):
            raise ValueError("a named set, and only that, names its parties")
        measured = self.count is not None or self.percent is not None or bool(self.shares)
        if measured != (self.kind == "threshold"):
            raise ValueError("a threshold, and only that, has a count, a percentage or shares of weights")
        if self.including and self.kind != "threshold":
            raise ValueError("who must be among those who agree belongs to a threshold")


class TalksEvent(Event):
    """Base of the events in the stream of the talks."""

    aggregate: ClassVar[str] = TALKS


class TalksOpened(TalksEvent, tag="talks-opened"):
    """The talks began, or this log of them did."""

    frames: ClassVar[bool] = True
    title: Title
    description: Text | None = None
    timezone: Annotated[TimeZone, SetsZone()] = "UTC"
    markings: Slug | None = None
    """The scheme of the labels by which entries are marked, with its version; TLP 2.0 if not given."""


class PartyJoined(TalksEvent, tag="party-joined"):
    """A party came to the talks, in the roles given."""

    introduces: ClassVar[str] = "party"
    frames: ClassVar[bool] = True
    party: Annotated[PartyCode, Concerns()]
    name: Title | None = None
    roles: Roles


class PartyRoleChanged(TalksEvent, tag="party-role-changed"):
    """A party is at the talks in other roles from now on."""

    party: Annotated[PartyCode, Acts()]
    roles: Roles


class PartyRenamed(TalksEvent, tag="party-renamed"):
    """A party goes by another name for people from now on; its code stays."""

    party: Annotated[PartyCode, Acts(as_one=True)]
    name: Title


class PartyWeightSet(TalksEvent, tag="party-weight-set"):
    """A party weighs so much from now on: of emissions, of population, of votes."""

    frames: ClassVar[bool] = True
    party: Annotated[PartyCode, Concerns(as_one=True)]
    weight: Slug
    """What is weighed."""
    value: Annotated[float, Meta(ge=0)]
    of: Annotated[float, Meta(gt=0)] | None = None
    """Of how much in all, if that is not 100, and not what the parties weigh together."""


class PartyContinued(TalksEvent, tag="party-continued"):
    """A party stands in the place of one that was there before it: a state that succeeded another one."""

    frames: ClassVar[bool] = True
    party: Annotated[PartyCode, Concerns(as_one=True)]
    predecessor: Annotated[PartyCode, Concerns(as_one=True)]


class PartyLeft(TalksEvent, tag="party-left"):
    """A party is no longer at the talks."""

    party: Annotated[PartyCode, Acts()]
    reason: Text | None = None


GroupMembers = Annotated[tuple[PartyCode, ...], ONE_OR_MANY, Concerns(as_one=True)]


class GroupFormed(TalksEvent, tag="group-formed"):
    """Parties act under one name: wherever a party may be named the group may be, and is read as its members then."""

    introduces: ClassVar[str] = "party"
    frames: ClassVar[bool] = True
    group: Annotated[PartyCode, Concerns(as_one=True)]
    name: Title | None = None
    members: Annotated[GroupMembers, Meta(min_length=1)]

    @property
    def party(self) -> str:
        """The code under which it is named as parties are."""
        return self.group


class GroupMembersChanged(TalksEvent, tag="group-members-changed"):
    """Parties are members of a group from now on, or are so no longer; what it did before is that of those before."""

    group: Annotated[PartyCode, Concerns(as_one=True), RefersTo("party")]
    added: GroupMembers = ()
    removed: GroupMembers = ()
    reason: Text | None = None

    def complete(self) -> None:
        """See that the fields go together."""
        if not (self.added or self.removed):
            raise ValueError("a change adds members to the group, or removes some")
        if both := sorted({*self.added} & {*self.removed}):
            raise ValueError(f"{both[0]} cannot both join the group and leave it")


class GroupDissolved(TalksEvent, tag="group-dissolved"):
    """All members of a group left it."""

    group: Annotated[PartyCode, Concerns(as_one=True), RefersTo("party")]
    reason: Text | None = None


AnyGroupEvent = GroupFormed | GroupMembersChanged | GroupDissolved


class IssueAdded(TalksEvent, tag="issue-added"):
    """An item was put on the agenda."""

    introduces: ClassVar[str] = "issue"
    frames: ClassVar[bool] = True
    bears: ClassVar[bool] = False
    issue: Slug
    title: Title


class DecisionRuleSet(TalksEvent, tag="decision-rule-set"):
    """The talks decide by this rule from now on; on questions of one kind only, if one is named."""

    frames: ClassVar[bool] = True
    rule: DecisionRule
    question: Slug | None = None
    """The kind of question that it is for: ``procedure``; a rule for none is for all that have no rule of their own."""

    def complete(self) -> None:
        """See that the fields go together."""
        if self.question and self.rule.single_undertaking:
            raise ValueError(
                "nothing is agreed until everything is agreed: that is said of all questions, not of one kind"
            )


class KnowledgeRuleSet(TalksEvent, tag="knowledge-rule-set"):
    """From when on an entry that rests on no source counts as known: its recording, or its happening.

    The second is for those who write as things happen, and whose own record is their source.
    """

    frames: ClassVar[bool] = True
    bears: ClassVar[bool] = False
    unsourced: Annotated[Literal["recorded", "happened"], SetsUnsourced()]


class TermKindDefined(TalksEvent, tag="term-kind-defined"):
    """The talks have a kind of term of their own from now on, with these fields."""

    frames: ClassVar[bool] = True
    bears: ClassVar[bool] = False
    term_kind: Slug
    """Its name, by which terms of the kind are written."""
    fields: Annotated[tuple[TermField, ...], ONE_OR_MANY, Meta(min_length=1)]
    description: Text | None = None

    def complete(self) -> None:
        """See that the fields go together."""
        names = [field.name for field in self.fields]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"{twice[0]} is named twice")
        taken = [name for name in names if name in ("kind", "detail")]
        if taken:
            raise ValueError(f"every term has a {taken[0]} already: call the field something else")


class TalksSuspended(TalksEvent, tag="talks-suspended"):
    """The talks were broken off for an indefinite time."""

    by: Annotated[tuple[PartyCode, ...], ONE_OR_MANY, Acts(at_the_talks=False)] = ()
    reason: Text | None = None


class TalksResumed(TalksEvent, tag="talks-resumed"):
    """The talks go on."""


class TalksConcluded(TalksEvent, tag="talks-concluded"):
    """The talks came to their end."""

    outcome: Text | None = None


class TalksCollapsed(TalksEvent, tag="talks-collapsed"):
    """The talks failed."""

    by: Annotated[tuple[PartyCode, ...] | None, OneOrMany(if_given=True), Acts(at_the_talks=False)] = None
    """Who walked away."""
    reason: Text | None = None


class SourceRegistered(TalksEvent, tag="source-registered"):
    """A source that entries cite: who published it, when and where."""

    introduces: ClassVar[str] = "source"
    frames: ClassVar[bool] = True
    bears: ClassVar[bool] = False
    source: Slug
    publisher: Title
    title: Title | None = None
    url: Annotated[str, text(r"^https?://[^\s]+$", most=2000)] | None = None
    published: Annotated[Edtf | None, Published()] = None
    language: Language | None = None
    sha256: Annotated[str, text(r"^[0-9a-f]{64}$")] | None = None
    reliability: Reliability | None = None


class StatementRecorded(TalksEvent, tag="statement-recorded"):
    """A person said something, on behalf of a party where one is given."""

    bears: ClassVar[bool] = False
    speaker: Annotated[Title, MayNameAParty()]
    office: Title | None = None
    party: Annotated[PartyCode | None, Acts(at_the_talks=False)] = None
    text: Text
    language: Language | None = None
    about: Annotated[tuple[Reference, ...], ONE_OR_MANY, RefersTo()] = ()


class EntriesHashed(TalksEvent, tag="entries-hashed"):
    """All entries before this one were hashed, as they stood when it was recorded; each later one is as it is recorded.

    Recorded by the program itself, once, in a record that an earlier version of it began.
    """

    frames: ClassVar[bool] = True
    bears: ClassVar[bool] = False
    entries: Annotated[int, Meta(ge=1)]
    """How many there were."""
    root: Annotated[str, text(r"^[0-9a-f]{64}$")]
    """The hash of all of them together: the root of the tree over them (RFC 6962)."""


class RecordDisclosed(TalksEvent, tag="record-disclosed"):
    """Somebody was given a copy of the record, from which what is not for them is withheld; see `talks disclose`."""

    frames: ClassVar[bool] = True
    bears: ClassVar[bool] = False
    audience: Title
    """For whose eyes what is shown in it is."""
    to: Title | None = None
    """Who was given it, where that is told."""
    reason: Text | None = None
    entries: Annotated[int, Meta(ge=1)]
    """Of how many entries it is: those before this one, unless others were recorded meanwhile."""
    root: Annotated[str, text(r"^[0-9a-f]{64}$")]
    """The root of the tree over them, in the copy and in the log alike."""
    withheld: Annotated[int, Meta(ge=0)] = 0
    """How many of them it does not show at all."""
    in_part: Annotated[int, Meta(ge=0)] = 0
    """How many it shows without some of their fields."""


class NoteTaken(TalksEvent, tag="note-taken"):
    """A line was jotted down as things went on, to be sorted later; it says nothing of the talks by itself."""

    bears: ClassVar[bool] = False
    text: Text


class NoteSorted(TalksEvent, tag="note-sorted"):
    """A note was made into entries, which say what it is about."""

    bears: ClassVar[bool] = False
    entry: Annotated[EntryId, RefersTo("entry")]
    """The note."""
    into: Annotated[tuple[EntryId, ...], ONE_OR_MANY, RefersTo("entry"), Meta(min_length=1)]


AnyTalksEvent = (
    TalksOpened
    | PartyJoined
    | PartyRoleChanged
    | PartyRenamed
    | PartyWeightSet
    | PartyContinued
    | PartyLeft
    | GroupFormed
    | GroupMembersChanged
    | GroupDissolved
    | IssueAdded
    | DecisionRuleSet
    | KnowledgeRuleSet
    | TermKindDefined
    | TalksSuspended
    | TalksResumed
    | TalksConcluded
    | TalksCollapsed
    | SourceRegistered
    | StatementRecorded
    | EntriesHashed
    | RecordDisclosed
    | NoteTaken
    | NoteSorted
)
