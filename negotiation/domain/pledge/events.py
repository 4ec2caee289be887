"""What can happen to a pledge: an undertaking that was announced, and what was seen of it."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ..dates.edtf import Edtf
from ..record.event import Acts, Concerns, Event, RefersTo
from ..values import EntryId, Model, OneOrMany, PartyCode, Slug, Text, Title

Parties = Annotated[tuple[PartyCode, ...], OneOrMany]
Titles = Annotated[tuple[Title, ...], OneOrMany]
IndicatorName = Annotated[Title, Field(max_length=40)]


class Verdict(StrEnum):
    """What an assessor finds: how the conduct compares with the words."""

    NOT_YET_DUE = "not-yet-due"
    NO_EVIDENCE = "no-evidence"
    UNVERIFIABLE = "unverifiable"
    PARTIAL = "partial"
    FULFILLED = "fulfilled"
    CONTRADICTED = "contradicted"
    BREACHED = "breached"


class Confidence(StrEnum):
    """How sure an assessor is."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Access(StrEnum):
    """Whether an observer could see what there was to see."""

    DENIED = "denied"
    PARTIAL = "partial"
    FULL = "full"


class Indicator(Model):
    """What would show that a pledge is kept."""

    name: IndicatorName
    text: Text

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        """Read ``troops=fewer than 5,000 within 30 km``."""
        if isinstance(value, str):
            name, equals, text = value.partition("=")
            return {"name": name.strip(), "text": text.strip()} if equals else {"text": value}
        return value


class PledgeEvent(Event):
    """Base of the events in the stream of a pledge."""

    aggregate: ClassVar[str] = "pledge"

    pledge: Annotated[Slug, RefersTo("pledge")]


class PledgeMade(PledgeEvent):
    """A party announced that it would do, or not do, something."""

    introduces: ClassVar[str] = "pledge"

    kind: Literal["pledge-made"] = "pledge-made"
    pledge: Slug
    by: Annotated[tuple[PartyCode, ...], OneOrMany, Field(min_length=1), Acts()]
    to: Annotated[Parties, Concerns()] = ()
    text: Text
    actions: Titles = ()
    areas: Titles = ()
    purpose: Text | None = None
    issue: Annotated[Slug | None, RefersTo("issue")] = None
    under: Annotated[Slug | None, RefersTo("proposal")] = None
    """The proposal that it is made under, if any."""


class PledgeClarified(PledgeEvent):
    """Somebody said how one is to see whether the pledge is kept, from which baseline, and by when."""

    kind: Literal["pledge-clarified"] = "pledge-clarified"
    by: Annotated[Title, Acts(at_the_talks=False)]
    indicators: Annotated[tuple[Indicator, ...], OneOrMany] = ()
    baseline: Text | None = None
    due: Edtf | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "PledgeClarified":
        if not (self.indicators or self.baseline or self.due):
            raise ValueError("a clarification gives indicators, a baseline or a due date")
        return self


class ConductObserved(PledgeEvent):
    """Somebody saw, or was kept from seeing, what was done about a pledge."""

    kind: Literal["conduct-observed"] = "conduct-observed"
    by: Annotated[Title, Acts(at_the_talks=False)]
    text: Text
    indicator: IndicatorName | None = None
    access: Access | None = None


class PledgeAssessed(PledgeEvent):
    """An assessor gave a verdict, which stands until the same assessor gives another one."""

    kind: Literal["pledge-assessed"] = "pledge-assessed"
    assessor: Annotated[Title, Acts(at_the_talks=False)]
    verdict: Verdict
    confidence: Confidence | None = None
    reason: Text | None = None
    evidence: Annotated[tuple[EntryId, ...], OneOrMany, RefersTo("entry")] = ()
    """The entries that the verdict rests on."""


class PledgeSuperseded(PledgeEvent):
    """Another pledge took this one's place."""

    kind: Literal["pledge-superseded"] = "pledge-superseded"
    by_pledge: Annotated[Slug, RefersTo("pledge")]


class PledgeWithdrawn(PledgeEvent):
    """The party that made the pledge took it back."""

    kind: Literal["pledge-withdrawn"] = "pledge-withdrawn"
    by: Annotated[PartyCode, Acts(at_the_talks=False)]
    reason: Text | None = None


AnyPledgeEvent = PledgeMade | PledgeClarified | ConductObserved | PledgeAssessed | PledgeSuperseded | PledgeWithdrawn
