"""Entries about entries: nothing is edited, so what was wrong is corrected, retracted, disputed or re-marked."""

from typing import Annotated, Literal

from pydantic import Field

from ..package.events import AnyPackageEvent
from ..pledge.events import AnyPledgeEvent
from ..proposal.events import AnyProposalEvent
from ..round.events import AnyRoundEvent
from ..talks.events import AnyTalksEvent
from ..values import EntryId, Model, Text, Title
from .envelope import Claim, Marking


class Annotation(Model):
    """Base of the entries that name an earlier entry, and why."""

    entry: EntryId
    reason: Text


class EntryCorrected(Annotation):
    """The named entry should have read like this; what it said before stays on record."""

    kind: Literal["entry-corrected"] = "entry-corrected"
    event: "AnyEvent"
    claim: Claim


class EntryRetracted(Annotation):
    """The named entry should not have been recorded."""

    kind: Literal["entry-retracted"] = "entry-retracted"


class EntryDisputed(Annotation):
    """Somebody contests the named entry, with an account of their own if they gave one."""

    kind: Literal["entry-disputed"] = "entry-disputed"
    by: Title
    event: "AnyEvent | None" = None
    claim: Claim | None = None


class EntryReMarked(Annotation):
    """The named entry is to be seen by another circle of people."""

    kind: Literal["entry-re-marked"] = "entry-re-marked"
    marking: Marking


AnyAnnotation = EntryCorrected | EntryRetracted | EntryDisputed | EntryReMarked
AnyEvent = Annotated[
    AnyTalksEvent | AnyPackageEvent | AnyRoundEvent | AnyProposalEvent | AnyPledgeEvent | AnyAnnotation,
    Field(discriminator="kind"),
]
"""Any event: a union told apart by `kind`, which may hold itself (the correction of a correction)."""
