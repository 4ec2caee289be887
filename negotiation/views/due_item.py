"""One thing that is due, and what sort of thing it is."""

from enum import StrEnum

from msgspec import Struct


class DueKind(StrEnum):
    """What sort of thing is due."""

    ROUND = "round"
    SILENCE = "silence"
    LAST_DAY = "last-day"
    PLEDGE = "pledge"
    DEFERRED = "deferred"
    CONSULTATION = "consultation"
    PACKAGE = "package"
    STALE = "stale"
    CONDITION = "condition"
    UNANSWERED = "unanswered"
    GUARANTOR = "guarantor"


class DueItem(Struct, frozen=True):
    """One thing that is due."""

    kind: DueKind
    subject: str
    """The proposal, pledge, round or package."""
    who: tuple[str, ...]
    """Whom one is waiting for, as far as that is known."""
    what: str
    when: str | None
    """The deadline, as an EDTF date; None where there is none."""
    overdue: bool
    entries: tuple[int, ...]
    contested: bool
    """Whether an entry that it rests on is disputed."""
    perhaps: bool = False
    """Whether it may be overdue: its date is not sure."""
    today: bool = False
    """Whether it falls due on the day that is asked for, or on the present one."""
