"""What can happen to a pledge: an undertaking that was announced, and what was seen of it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta

from ..dates.field import Edtf
from ..quantities import QuantityText, parted, see_that_it_is_read
from ..record.event import Acts, Concerns, Event, RefersTo
from ..values import ONE_OR_MANY, STRIPPED, EntryId, Model, OneOrMany, PartyCode, Slug, Text, Title, text

Parties = Annotated[tuple[PartyCode, ...], ONE_OR_MANY]
Titles = Annotated[tuple[Title, ...], ONE_OR_MANY]
IndicatorName = Annotated[str, text(least=1, most=40), STRIPPED]
Counterpart = Annotated[str, text(r"^(pledge|proposal):[a-z0-9]([a-z0-9-]*[a-z0-9])?$", most=100)]
"""What a pledge stands for: ``pledge:lift-sanctions``, ``proposal:joint-plan``."""
Counterparts = Annotated[tuple[Counterpart, ...] | None, OneOrMany(if_given=True), RefersTo()]


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

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object]:
        """Read ``troops=fewer than 5,000 within 30 km``, ``stock: at most 300 kg`` and ``enrichment<=5 %``.

        Raises:
            ValueError: what is meant as a bound cannot be read as one.
        """
        found = parted(text)
        if found is None:
            return {"text": text}
        see_that_it_is_read(found.said)
        return {"name": found.name, "text": found.said}


class Measurement(Model):
    """How much there was of what an indicator looks at."""

    indicator: IndicatorName
    value: QuantityText

    @classmethod
    def from_text(cls, text: str) -> Mapping[str, object]:
        """Read ``stock=450 kg``."""
        found = parted(text)
        return {"indicator": found.name, "value": found.said} if found else {"value": text}


Measurements = Annotated[tuple[Measurement, ...] | None, OneOrMany(if_given=True)]


class PledgeEvent(Event):
    """Base of the events in the stream of a pledge."""

    aggregate: ClassVar[str] = "pledge"

    pledge: Annotated[Slug, RefersTo("pledge")]


class PledgeMade(PledgeEvent, tag="pledge-made"):
    """A party announced that it would do, or not do, something."""

    introduces: ClassVar[str] = "pledge"
    pledge: Slug
    by: Annotated[tuple[PartyCode, ...], ONE_OR_MANY, Meta(min_length=1), Acts()]
    to: Annotated[Parties, Concerns()] = ()
    text: Text
    actions: Titles = ()
    areas: Titles = ()
    purpose: Text | None = None
    issue: Annotated[Slug | None, RefersTo("issue")] = None
    under: Annotated[Slug | None, RefersTo("proposal")] = None
    """The proposal that it is made under, if any."""
    in_exchange_for: Counterparts = None
    """The pledges and proposals that it is given for."""
    conditional_on: Counterparts = None
    """The pledges that must be kept, and the proposals that must be agreed, before it holds."""


class PledgeLinked(PledgeEvent, tag="pledge-linked"):
    """It was said what a pledge is given for, or what it hangs on."""

    in_exchange_for: Counterparts = None
    conditional_on: Counterparts = None

    def complete(self) -> None:
        """See that the fields go together."""
        if not (self.in_exchange_for or self.conditional_on):
            raise ValueError("say what the pledge is in exchange for, or conditional on")


class PledgeClarified(PledgeEvent, tag="pledge-clarified"):
    """Somebody said how one is to see whether the pledge is kept, from which baseline, and by when."""

    by: Annotated[Title, Acts(at_the_talks=False, as_one=True)]
    indicators: Annotated[tuple[Indicator, ...], ONE_OR_MANY] = ()
    baseline: Text | None = None
    due: Edtf | None = None

    def complete(self) -> None:
        """See that the fields go together."""
        if not (self.indicators or self.baseline or self.due):
            raise ValueError("a clarification gives indicators, a baseline or a due date")


class ConductObserved(PledgeEvent, tag="conduct-observed"):
    """Somebody saw, or was kept from seeing, what was done about a pledge."""

    by: Annotated[Title, Acts(at_the_talks=False, as_one=True)]
    text: Text
    indicator: IndicatorName | None = None
    access: Access | None = None
    measured: Measurements = None
    """How much there was, by indicator."""


class PledgeAssessed(PledgeEvent, tag="pledge-assessed"):
    """An assessor gave a verdict, which stands until the same assessor gives another one."""

    assessor: Annotated[Title, Acts(at_the_talks=False)]
    verdict: Verdict
    confidence: Confidence | None = None
    reason: Text | None = None
    evidence: Annotated[tuple[EntryId, ...], ONE_OR_MANY, RefersTo("entry")] = ()
    """The entries that the verdict rests on."""
    measured: Measurements = None
    """How much the assessor found, by indicator."""


class PledgeSuperseded(PledgeEvent, tag="pledge-superseded"):
    """Another pledge took this one's place."""

    by_pledge: Annotated[Slug, RefersTo("pledge")]


class PledgeWithdrawn(PledgeEvent, tag="pledge-withdrawn"):
    """The party that made the pledge took it back."""

    by: Annotated[PartyCode, Acts(at_the_talks=False)]
    reason: Text | None = None


AnyPledgeEvent = (
    PledgeMade | PledgeLinked | PledgeClarified | ConductObserved | PledgeAssessed | PledgeSuperseded | PledgeWithdrawn
)
