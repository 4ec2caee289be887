"""Entries about entries: nothing is edited, so what was wrong is corrected, retracted, disputed or re-marked."""

from typing import TYPE_CHECKING, Annotated, Literal

from ..values import EntryId, Text, Title
from .envelope import Claim, Marking
from .event import Event, RefersTo

if TYPE_CHECKING:
    # What an account says may be of any kind. Which kinds there are, only the catalogue above the aggregates knows.
    AnyEvent = Event


class Annotation(Event):
    """Base of the entries that name an earlier entry, and why."""

    entry: Annotated[EntryId, RefersTo("entry")]
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
