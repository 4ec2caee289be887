"""The ties between proposals, and the circles that they must not close."""

from collections.abc import Mapping

from .events import Link, LinkKind
from .state import Proposal

WAITING = frozenset({LinkKind.IN_EXCHANGE_FOR, LinkKind.CONDITIONAL_ON})
"""Kinds by which a proposal waits for another one; the rest tell where it comes from."""


def cycle(proposals: Mapping[str, Proposal], start: str, link: Link) -> tuple[str, ...]:
    """Return the circle that a new link from `start` would close, as proposal ids; empty if there is none.

    Ties of waiting (in exchange for, conditional on) and ties of descent (responds to, supersedes, restates,
    splits, merges) make two separate graphs: to respond to what one waits for is no circle.
    """
    family = WAITING if link.kind in WAITING else frozenset(LinkKind) - WAITING
    if link.target == start:
        return (start, start)
    path = _path(proposals, link.target, start, family)
    return (start, *path) if path else ()


def _path(proposals: Mapping[str, Proposal], source: str, goal: str, family: frozenset[LinkKind]) -> tuple[str, ...]:
    """Return a shortest path along links of the family, or nothing."""
    reached: dict[str, str | None] = {source: None}
    queue = [source]
    for here in queue:
        if here == goal:
            return _trace(reached, goal)
        proposal = proposals.get(here)
        for linked in proposal.links if proposal else ():
            target = linked.link.target
            if linked.link.kind in family and target not in reached:
                reached[target] = here
                queue.append(target)
    return ()


def _trace(reached: Mapping[str, str | None], goal: str) -> tuple[str, ...]:
    path: list[str] = []
    step: str | None = goal
    while step is not None:
        path.append(step)
        step = reached[step]
    return tuple(reversed(path))
