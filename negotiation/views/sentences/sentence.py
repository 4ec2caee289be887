"""Entries as sentences: who did what to which thing."""

from collections.abc import Callable, Mapping
from typing import cast

from ...domain.package.events import AnyPackageEvent
from ...domain.pledge.events import AnyPledgeEvent
from ...domain.proposal.events import AnyProposalEvent
from ...domain.record.annotations import EntryCorrected, EntryDisputed, EntryReMarked, EntryRetracted
from ...domain.record.event import Event
from ...domain.record.unread import Unread, Withheld
from ...domain.round.events import AnyRoundEvent
from ...domain.talks.events import AnyTalksEvent, NoteSorted
from .packages import package_sentence
from .pledges import pledge_sentence
from .proposals import proposal_sentence
from .rounds import round_sentence
from .talks import talks_sentence

SENTENCES: dict[str, Callable[[Event, str], str]] = {
    "talks": lambda event, _made: talks_sentence(cast("AnyTalksEvent", event)),
    "proposal": lambda event, made: proposal_sentence(cast("AnyProposalEvent", event), made),
    "pledge": lambda event, _made: pledge_sentence(cast("AnyPledgeEvent", event)),
    "round": lambda event, _made: round_sentence(cast("AnyRoundEvent", event)),
    "package": lambda event, _made: package_sentence(cast("AnyPackageEvent", event)),
}
"""How each aggregate's events are told, by its name."""


def sentence(
    event: Event,
    *,
    number: int = 0,
    says: str | None = None,
    versions: Mapping[int, int] | None = None,
    numbers: Mapping[str, int] | None = None,
) -> str:
    """Say in one sentence what an entry records.

    Args:
        event: what happened.
        number: the entry's number, to look up which version it made.
        says: who asserts it, if not the actor.
        versions: the version of the proposal that each entry made, by entry number.
        numbers: the number of each entry, by id, for entries about entries.
    """
    if isinstance(event, Unread):
        filed = "" if isinstance(event, Withheld) else f", filed as {event.stored_kind},"
        words = f"this entry{filed} {event.words}"
    elif isinstance(event, EntryCorrected | EntryRetracted | EntryDisputed | EntryReMarked):
        words = _annotation(event, f"#{(numbers or {}).get(event.entry, event.entry)}")
    elif isinstance(event, NoteSorted) and event.entry in (numbers or {}):
        words = f"note #{(numbers or {})[event.entry]} was sorted"
    else:
        made = (versions or {}).get(number)
        words = SENTENCES[event.aggregate](event, f" (version {made})" if made else "")
    return f"{words.removesuffix('.')}, says {says}" if says else words


def _annotation(event: EntryCorrected | EntryRetracted | EntryDisputed | EntryReMarked, target: str) -> str:
    match event:
        case EntryCorrected():
            return f"{target} was corrected: {event.reason}"
        case EntryRetracted():
            return f"{target} was retracted: {event.reason}"
        case EntryDisputed():
            return f"{event.by} disputes {target}: {event.reason}"
        case EntryReMarked():
            from ..labels import set_by  # noqa: PLC0415  # few entries are marked anew

            return f"{target} was marked {set_by(event)}: {event.reason}"
