"""What happens to pledges, as sentences."""

from typing import assert_never

from ...domain.dates.words import in_words
from ...domain.pledge import events as g
from ..phrases import because, parties_words


def pledge_sentence(event: g.AnyPledgeEvent) -> str:
    """Say in one sentence what an entry about a pledge records."""
    name = event.pledge
    match event:
        case g.PledgeMade():
            to = f" to {parties_words(event.to)}" if event.to else ""
            return f"{parties_words(event.by)} pledged {name}{to}: {event.text}"
        case g.PledgeClarified():
            said = [f"{indicator.name}: {indicator.text}" for indicator in event.indicators]
            said += [f"baseline {event.baseline}"] if event.baseline else []
            said += [f"due {in_words(event.due)}"] if event.due else []
            return f"{event.by} clarified {name}: {'; '.join(said)}"
        case g.ConductObserved():
            return f"{event.by} {observed_words(event.access)} {name}{_access(event.access)}: {event.text}"
        case g.PledgeAssessed():
            sure = f" ({event.confidence} confidence)" if event.confidence else ""
            return f"{event.assessor} assessed {name}: {verdict_words(event.verdict)}{sure}{because(event.reason)}"
        case g.PledgeSuperseded():
            return f"{name} was superseded by {event.by_pledge}"
        case g.PledgeWithdrawn():
            return f"{event.by} withdrew its pledge {name}{because(event.reason)}"
        case _:
            assert_never(event)


def observed_words(access: str | None) -> str:
    """Say that somebody observed what was done about a pledge, or was kept from it."""
    return "was denied access to observe conduct under" if access is g.Access.DENIED else "observed conduct under"


def _access(access: g.Access | None) -> str:
    return ", with partial access" if access is g.Access.PARTIAL else ""


def verdict_words(verdict: g.Verdict) -> str:
    """Write a verdict as words: ``no evidence``."""
    return verdict.replace("-", " ")
