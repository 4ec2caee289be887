"""What waits without a deadline: packages for their members, proposals for answers, guarantees for guarantors."""

from collections.abc import Iterable, Iterator

from ..domain.package.waiting import WHOLE
from ..domain.state import State
from ..domain.talks.state import Phase
from .due_item import DueItem, DueKind
from .guarantees import LISTED, Guarantee, Guarantor
from .packages import WAITING, PackageStatus, waiting_words
from .phrases import listed, parties_words
from .stances import stance_words
from .status import ProposalStatus, Status

OVER = frozenset({Phase.CONCLUDED, Phase.COLLAPSED})
"""The phases of talks in which nobody is waited for any more."""


def waiting(now: State, state: Status, guarantees: Iterable[Guarantee]) -> Iterator[DueItem]:
    """Yield everything that waits without a deadline."""
    yield from packages_waiting(state.packages)
    yield from positions_waiting(state)
    yield from guarantors_waiting(now, guarantees)


def packages_waiting(packages: Iterable[PackageStatus]) -> Iterator[DueItem]:
    """Yield the packages that wait for some of their members."""
    for package in packages:
        if package.state != WAITING:
            continue
        name = "everything" if package.package == WHOLE else f"the package {package.package}"
        holders = tuple(dict.fromkeys(holder.party for holder in package.held_up_by))
        entries = (package.entry,) if package.entry else ()
        what = f"{name} waits for {listed(waiting_words(package))}"
        yield DueItem(
            DueKind.PACKAGE, package.package, holders, what, None, overdue=False,
            entries=entries, contested=bool(package.contested),
        )  # fmt: skip


def positions_waiting(state: Status) -> Iterator[DueItem]:
    """Yield the positions that a revision has left behind, those whose conditions are met, and the parties unheard."""
    for proposal in state.proposals:
        if _settled(proposal):
            continue
        stale = [stance for stance in proposal.stances if stance.stale]
        for stance in stale:
            what = f"{stance.party} has not spoken on version {proposal.text.version}: {stance_words(stance)}"
            yield DueItem(
                DueKind.STALE, proposal.proposal, (stance.party,), what, None, overdue=False,
                entries=(stance.entry, proposal.text.entry), contested=bool(stance.contested),
            )  # fmt: skip
        for stance in proposal.stances:
            if stance.met and all(stance.met) and not stance.stale:
                what = f"{stance.party} {stance_words(stance)}"
                yield DueItem(
                    DueKind.CONDITION, proposal.proposal, (stance.party,), what, None, overdue=False,
                    entries=(stance.entry, *stance.met), contested=bool(stance.contested),
                )  # fmt: skip
        if proposal.unheard:
            yield DueItem(
                DueKind.UNANSWERED, proposal.proposal, proposal.unheard,
                f"{parties_words(proposal.unheard)} {'has' if len(proposal.unheard) == 1 else 'have'} not answered",
                None, overdue=False, entries=(proposal.text.entry,), contested=bool(proposal.grounds.contested),
            )  # fmt: skip


_OVER = (
    *("withdrawn", "superseded", "deferred", "referred", "lapsed", "not moved", "rejected"),
    *("agreed", "initialled", "adopted", "signed", "ratified", "accepted", "approved", "acceded", "succeeded"),
    *("consented to", "in force", "suspended", "terminated"),
)
"""The formal stages at which no answer is waited for."""


def _settled(proposal: ProposalStatus) -> bool:
    return proposal.formal.stage.startswith(_OVER)


def guarantors_waiting(now: State, guarantees: Iterable[Guarantee]) -> Iterator[DueItem]:
    """Yield the guarantors that the text names, or that were approached, and that have not been heard from."""
    for guarantee in guarantees:
        proposal = now.proposals[guarantee.proposal]
        if proposal.ending:
            continue
        silent = [guarantor for guarantor in guarantee.guarantors if _unheard(guarantor)]
        if silent:
            names = tuple(guarantor.guarantor for guarantor in silent)
            entries = tuple(guarantor.now.entry for guarantor in silent if guarantor.now)
            have, role = ("has", "a guarantor") if len(names) == 1 else ("have", "guarantors")
            what = f"{parties_words(names)} {have} not been heard from as {role}"
            yield DueItem(
                DueKind.GUARANTOR, guarantee.proposal, names, what, None, overdue=False,
                entries=(guarantee.entry, *entries), contested=bool(guarantee.contested),
            )  # fmt: skip


def _unheard(guarantor: Guarantor) -> bool:
    return guarantor.state in (LISTED, "approached")
