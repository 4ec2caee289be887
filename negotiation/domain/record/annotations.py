"""Entries about entries: nothing is edited, so what was wrong is corrected, retracted, disputed or re-marked."""

from typing import TYPE_CHECKING, Annotated

from ..values import EntryId, Text, Title
from .envelope import Attribution, Claim, Compartments, Marking
from .event import Event, MayNameAParty, RefersTo

if TYPE_CHECKING:
    # What an account says may be of any kind. Which kinds there are, only the catalogue above the aggregates knows.
    AnyEvent = Event


class Annotation(Event):
    """Base of the entries that name an earlier entry, and why."""

    entry: Annotated[EntryId, RefersTo("entry")]
    reason: Text


class EntryCorrected(Annotation, tag="entry-corrected"):
    """The named entry should have read like this; what it said before stays on record."""

    event: "AnyEvent"
    claim: Claim


class EntryRetracted(Annotation, tag="entry-retracted"):
    """The named entry should not have been recorded."""


class EntryDisputed(Annotation, tag="entry-disputed"):
    """Somebody contests the named entry, with an account of their own if they gave one."""

    by: Annotated[Title, MayNameAParty()]
    event: "AnyEvent | None" = None
    claim: Claim | None = None


class EntryReMarked(Annotation, tag="entry-re-marked"):
    """The named entry is to be seen by another circle of people."""

    marking: Marking
    compartments: Compartments = None
    """The compartments that it is in from now on; as before if not given."""
    attribution: Attribution | None = None
    """To whom it may be attributed from now on; as before if not given."""


AnyAnnotation = EntryCorrected | EntryRetracted | EntryDisputed | EntryReMarked
