"""What waits for what: packages for their members, proposals for their counterparts, parties for other proposals."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..pledge.state import Pledge
from ..proposal.conditions import awaited
from ..proposal.events import FormalAct
from ..proposal.guarantee import roster
from ..proposal.links import WAITING
from ..proposal.stage import agreed
from ..proposal.state import Proposal
from ..talks.state import Talks
from .state import Package

Proposals = Mapping[str, Proposal]
Packages = Mapping[str, Package]
Pledges = Mapping[str, Pledge]

WHOLE = "the whole"
"""The name of the package of all proposals where nothing is agreed until everything is: no slug, so nobody's own."""


class Wait(Struct, frozen=True):
    """One proposal that cannot go on before another one does."""

    proposal: str
    for_proposal: str
    why: str
    entry: int
    """The entry that says so."""


def packages_of(talks: Talks, proposals: Proposals, packages: Packages) -> dict[str, tuple[str, ...]]:
    """Return the open packages with their members; under a single undertaking, all proposals are one."""
    found = {package.id: package.proposals for package in packages.values() if package.open}
    if talks.rule.single_undertaking:
        live = tuple(p.id for p in proposals.values() if p.tabled and not p.ending)
        if len(live) > 1:
            found[WHOLE] = live
    return found


def still_out(proposals: Proposals, members: tuple[str, ...]) -> tuple[str, ...]:
    """Return those members of a package that are not agreed."""
    return tuple(name for name in members if name not in proposals or not agreed(proposals[name]))


def pledges_out(pledges: Pledges, package: Package | None) -> tuple[str, ...]:
    """Return those pledges of a package that do not stand: withdrawn, superseded, or not made."""
    return tuple(name for name in (package.pledges if package else ()) if not _stands(pledges.get(name)))


def _stands(pledge: Pledge | None) -> bool:
    return pledge is not None and bool(pledge.made) and pledge.ending is None


def unfinished(talks: Talks, proposals: Proposals, packages: Packages, pledges: Pledges) -> dict[str, frozenset[str]]:
    """Return the packages that are not agreed as a whole: they keep the agreement on their members provisional."""
    tied = packages_of(talks, proposals, packages)
    return {
        name: frozenset(members)
        for name, members in tied.items()
        if still_out(proposals, members) or pledges_out(pledges, packages.get(name))
    }


def waits(talks: Talks, proposals: Proposals) -> Iterator[Wait]:
    """Yield what every proposal that is not agreed waits for: its counterparts, and the conditions of its parties."""
    for proposal in proposals.values():
        if proposal.ending or agreed(proposal):
            continue
        for linked in proposal.links:
            target = linked.link.target
            if linked.link.kind in WAITING and _open(proposals, target):
                yield Wait(proposal.id, target, linked.link.kind.replace("-", " "), linked.entry)
        for who, condition, entry in _conditions(talks, proposal):
            other = awaited(condition)
            if other and _open(proposals, other):
                yield Wait(proposal.id, other, f"condition of {who}", entry)


def _conditions(talks: Talks, proposal: Proposal) -> Iterator[tuple[str, str, int]]:
    """Yield the conditions that parties and guarantors have set on the current version: who, which, and the entry.

    Those of a party that has agreed since, has rejected the text, or has left the talks hold nothing up any more.
    """
    done = proposal.agreeing(FormalAct.AGREED_IN_PRINCIPLE)
    done |= {rejection.by for rejection in proposal.rejections}
    for party, positions in proposal.stances().items():
        last, seat = positions[-1], talks.parties.get(party)
        left = seat is not None and not seat.present
        if last.version == proposal.version and party not in done and not left:
            yield from ((party, condition, last.entry) for condition in last.conditions)
    for guarantor, step in roster(proposal).items():
        # That a guarantor comes in once the text itself is agreed holds the text up with nobody.
        waits_for = (condition for condition in step.conditions if awaited(condition) != proposal.id)
        yield from ((guarantor, condition, step.entry) for condition in waits_for)


def _open(proposals: Proposals, name: str) -> bool:
    other = proposals.get(name)
    return other is None or not agreed(other)


def met_by(condition: str, proposals: Proposals) -> int:
    """Return the entry by which what a condition waits for was agreed; 0 if it is not, or if it waits for nothing."""
    other = proposals.get(awaited(condition) or "")
    if other is None or not agreed(other):
        return 0
    return other.agreement.entry if other.agreement else other.silence.entry if other.silence else 0


def deadlocks(found: tuple[Wait, ...]) -> tuple[tuple[Wait, ...], ...]:
    """Return the circles of waiting, each once: A waits for B waits for A."""
    by_proposal: dict[str, list[Wait]] = {}
    for wait in _in_circles(found):
        by_proposal.setdefault(wait.proposal, []).append(wait)
    circles: dict[frozenset[tuple[str, str]], tuple[Wait, ...]] = {}
    for start in by_proposal:
        circle = _shortest(by_proposal, start)
        if circle:
            circles.setdefault(frozenset((wait.proposal, wait.for_proposal) for wait in circle), circle)
    return tuple(circles.values())


def _in_circles(found: tuple[Wait, ...]) -> list[Wait]:
    """Leave out, again and again, what waits for something that waits for nothing itself: no circle passes there."""
    waiting_for: dict[str, list[Wait]] = {}
    left: dict[str, int] = {}
    for wait in found:
        waiting_for.setdefault(wait.for_proposal, []).append(wait)
        left[wait.proposal] = left.get(wait.proposal, 0) + 1
    free = [name for name in waiting_for if name not in left]
    for name in free:
        for wait in waiting_for.get(name, ()):
            left[wait.proposal] -= 1
            if left[wait.proposal] == 0:
                free.append(wait.proposal)
    return [wait for wait in found if left[wait.proposal] and left.get(wait.for_proposal)]


def _shortest(by_proposal: Mapping[str, list[Wait]], start: str) -> tuple[Wait, ...]:
    """Return a shortest way along the waits from a proposal back to itself, or nothing."""
    came_by: dict[str, Wait] = {}
    queue = [start]
    for here in queue:
        for wait in by_proposal.get(here, ()):
            if wait.for_proposal == start:
                way = [wait]
                while way[-1].proposal != start:
                    way.append(came_by[way[-1].proposal])
                return tuple(reversed(way))
            if wait.for_proposal not in came_by:
                came_by[wait.for_proposal] = wait
                queue.append(wait.for_proposal)
    return ()
