"""What happens to rounds, as sentences."""

from typing import assert_never

from ...domain.dates.words import in_words
from ...domain.round import events as r
from ..phrases import because, by_parties, duration_words, listed, parties_words


def round_sentence(event: r.AnyRoundEvent) -> str:  # noqa: PLR0911
    """Say in one sentence what an entry about a round records."""
    name = event.round
    match event:
        case r.RoundScheduled():
            planned = f" for {in_words(event.planned)}" if event.planned else ""
            return f"round {name}{_label(event)} was set{planned}{_place(event)}"
        case r.RoundOpened():
            return f"round {name}{_label(event)} opened{_place(event)}{_delegations(event)}"
        case r.RoundSuspended():
            return f"round {name} was suspended{by_parties(event.by)}{because(event.reason)}"
        case r.RoundResumed():
            back = f", {parties_words(event.by)} came back" if event.by else ""
            return f"round {name} was resumed{back}"
        case r.RoundWalkedOut():
            return f"{parties_words(event.by)} walked out of round {name}{because(event.reason)}"
        case r.RoundAdjourned():
            until = f" to {in_words(event.until)}" if event.until else ""
            return f"round {name} was adjourned{until}{because(event.reason)}"
        case r.RoundClosed():
            how = "was concluded" if event.outcome is r.Outcome.CONCLUDED else "was broken off"
            lasted = f" after {duration_words(event.duration)}" if event.duration else ""
            return f"round {name} {how}{lasted}{because(listed(event.outputs))}"
        case r.RoundCancelled():
            return f"round {name} was cancelled{by_parties(event.by)}{because(event.reason)}"
        case _:
            assert_never(event)


def _label(event: r.RoundScheduled | r.RoundOpened) -> str:
    return f" ({event.label})" if event.label else ""


def _place(event: r.RoundScheduled | r.RoundOpened) -> str:
    venue = f" in {event.venue}" if event.venue else ""
    host = f", hosted by {event.host}" if event.host else ""
    return f"{venue}{host}{f', mediated by {listed(event.mediators)}' if event.mediators else ''}"


def _delegations(event: r.RoundOpened) -> str:
    return f", with {parties_words([delegation_words(one) for one in event.delegations])}" if event.delegations else ""


def delegation_words(delegation: r.Delegation) -> str:
    """Write a delegation: ``RUS (Medinsky)``."""
    return f"{delegation.party} ({delegation.head})" if delegation.head else delegation.party
