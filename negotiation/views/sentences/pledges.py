"""What happens to pledges, as sentences."""

from typing import assert_never

from ...domain.dates.words import in_words
from ...domain.pledge import events as g
from ..phrases import because, listed, parties_words


def pledge_sentence(event: g.AnyPledgeEvent) -> str:  # noqa: PLR0911
    """Say in one sentence what an entry about a pledge records."""
    name = event.pledge
    match event:
        case g.PledgeMade():
            to = f" to {parties_words(event.to)}" if event.to else ""
            ties = "".join(f", {words}" for words in _ties(event))
            return f"{parties_words(event.by)} pledged {name}{to}{ties}: {event.text}"
        case g.PledgeLinked():
            return f"{name} stands {listed(_ties(event))}"
        case g.PledgeClarified():
            said = [f"{indicator.name}: {indicator.text}" for indicator in event.indicators]
            said += [f"baseline {event.baseline}"] if event.baseline else []
            said += [f"due {in_words(event.due)}"] if event.due else []
            return f"{event.by} clarified {name}: {'; '.join(said)}"
        case g.ConductObserved():
            saw = f"{observed_words(event.access)} {name}{_access(event.access)}{_measured(event)}"
            return f"{event.by} {saw}: {event.text}"
        case g.PledgeAssessed():
            sure = f" ({event.confidence} confidence)" if event.confidence else ""
            found = f"{verdict_words(event.verdict)}{sure}{_measured(event)}"
            return f"{event.assessor} assessed {name}: {found}{because(event.reason)}"
        case g.PledgeSuperseded():
            return f"{name} was superseded by {event.by_pledge}"
        case g.PledgeWithdrawn():
            return f"{event.by} withdrew its pledge {name}{because(event.reason)}"
        case _:
            assert_never(event)


def _ties(event: g.PledgeMade | g.PledgeLinked) -> list[str]:
    """Say what a pledge is in exchange for, and conditional on."""
    told = (("in exchange for", event.in_exchange_for), ("conditional on", event.conditional_on))
    return [f"{how} {listed([_counterpart(one) for one in named])}" for how, named in told if named]


def _counterpart(reference: str) -> str:
    sort, _, name = reference.partition(":")
    return f"the {sort} {name}"


def _measured(event: g.ConductObserved | g.PledgeAssessed) -> str:
    return "".join(f", measured {one.indicator} {one.value}" for one in event.measured or ())


def observed_words(access: str | None) -> str:
    """Say that somebody observed what was done about a pledge, or was kept from it."""
    return "was denied access to observe conduct under" if access is g.Access.DENIED else "observed conduct under"


def _access(access: g.Access | None) -> str:
    return ", with partial access" if access is g.Access.PARTIAL else ""


def verdict_words(verdict: g.Verdict) -> str:
    """Write a verdict as words: ``no evidence``."""
    return verdict.replace("-", " ")
