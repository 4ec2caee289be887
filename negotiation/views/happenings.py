"""What happens to rounds, pledges and packages, as sentences."""

from typing import assert_never

from ..domain.dates.words import in_words
from ..domain.package import events as k
from ..domain.pledge import events as g
from ..domain.round import events as r
from .wording import because, duration_words, listed


def happening(event: r.RoundEvent | g.PledgeEvent | k.PackageEvent) -> str:
    """Say in one sentence what an entry about a round, a pledge or a package records."""
    match event:
        case r.RoundEvent():
            return _round(event)  # type: ignore[arg-type]  # the catalogue holds no other subclass
        case g.PledgeEvent():
            return _pledge(event)  # type: ignore[arg-type]  # the catalogue holds no other subclass
        case k.PackageEvent():
            return _package(event)  # type: ignore[arg-type]  # the catalogue holds no other subclass


def _round(event: r.AnyRoundEvent) -> str:  # noqa: PLR0911
    name = event.round
    match event:
        case r.RoundScheduled():
            planned = f" for {in_words(event.planned)}" if event.planned else ""
            return f"round {name}{_label(event)} was set{planned}{_place(event)}"
        case r.RoundOpened():
            return f"round {name}{_label(event)} opened{_place(event)}{_delegations(event)}"
        case r.RoundSuspended():
            return f"round {name} was suspended{_by(event.by)}{because(event.reason)}"
        case r.RoundResumed():
            back = f", {listed(event.by)} came back" if event.by else ""
            return f"round {name} was resumed{back}"
        case r.RoundWalkedOut():
            return f"{listed(event.by)} walked out of round {name}{because(event.reason)}"
        case r.RoundAdjourned():
            until = f" to {in_words(event.until)}" if event.until else ""
            return f"round {name} was adjourned{until}{because(event.reason)}"
        case r.RoundClosed():
            how = "was concluded" if event.outcome is r.Outcome.CONCLUDED else "was broken off"
            lasted = f" after {duration_words(event.duration)}" if event.duration else ""
            return f"round {name} {how}{lasted}{because(listed(event.outputs))}"
        case r.RoundCancelled():
            return f"round {name} was cancelled{_by(event.by)}{because(event.reason)}"
        case _:
            assert_never(event)


def _label(event: r.RoundScheduled | r.RoundOpened) -> str:
    return f" ({event.label})" if event.label else ""


def _place(event: r.RoundScheduled | r.RoundOpened) -> str:
    venue = f" in {event.venue}" if event.venue else ""
    return f"{venue}, hosted by {event.host}" if event.host else venue


def _delegations(event: r.RoundOpened) -> str:
    return f", with {listed([delegation_words(one) for one in event.delegations])}" if event.delegations else ""


def delegation_words(delegation: r.Delegation) -> str:
    """Write a delegation: ``RUS (Medinsky)``."""
    return f"{delegation.party} ({delegation.head})" if delegation.head else delegation.party


def _by(parties: tuple[str, ...]) -> str:
    return f" by {listed(parties)}" if parties else ""


def _pledge(event: g.AnyPledgeEvent) -> str:
    name = event.pledge
    match event:
        case g.PledgeMade():
            to = f" to {listed(event.to)}" if event.to else ""
            return f"{listed(event.by)} pledged {name}{to}: {event.text}"
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


def _package(event: k.AnyPackageEvent) -> str:
    match event:
        case k.PackageFormed():
            return f"{listed(event.proposals)} were tied together in the package {event.package}{_by(event.by)}"
        case k.PackageChanged():
            joined = [f"{listed(event.added)} joined"] if event.added else []
            left = [f"{listed(event.removed)} left"] if event.removed else []
            return f"{' and '.join([*joined, *left])} the package {event.package}{because(event.reason)}"
        case k.PackageDissolved():
            return f"the package {event.package} was dissolved{_by(event.by)}{because(event.reason)}"
        case _:
            assert_never(event)
