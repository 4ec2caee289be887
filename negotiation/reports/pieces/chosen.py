"""The talks as of a moment for a report of many parts: each view is folded once, and of very many things some stand."""

from collections.abc import Collection, Sequence
from typing import Any

from msgspec.structs import replace

from ...asof import AsOf
from ...views.course import Course
from ...views.pledges import Pledges
from ...views.positions import Positions
from ...views.status import Status

FEW, IN_FULL = 12, 8
"""Up to how many proposals, and pledges, a report of many parts tells all in full; and of more, how many of them."""


class Remembering(AsOf):
    """One talks, seen at one point of view, that remembers every view that it was asked for."""

    def __init__(self, asof: AsOf) -> None:
        vars(self).update(vars(asof))
        self._views: dict[str, Any] = {}

    def _folded(self, name: str, resolved: str | None = None, **options: Any) -> Any:
        asked = repr((name, resolved, sorted(options.items())))
        if asked not in self._views:
            self._views[asked] = super()._folded(name, resolved, **options)
        return self._views[asked]


class Chosen:
    """Which proposals and pledges are told in full: those of which most is recorded, where there are very many."""

    def __init__(self, course: Course) -> None:
        self.proposals = _most({lane.name: len(lane.marks) for lane in course.lanes})
        self.pledges = _most({lane.name: len(lane.marks) for lane in course.pledges})

    def status(self, view: Status) -> Status:
        """Return a status of them alone."""
        return replace(
            view,
            proposals=tuple(found for found in view.proposals if found.proposal in self.proposals),
            pledges=tuple(found for found in view.pledges if found.pledge in self.pledges),
        )

    def positions(self, view: Positions) -> Positions:
        """Return the positions on them alone."""
        return replace(
            view,
            proposals=tuple(name for name in view.proposals if name in self.proposals),
            cells=tuple(cell for cell in view.cells if cell.proposal in self.proposals),
            provisions=tuple(cell for cell in view.provisions if cell.proposal in self.proposals),
        )

    def of_pledges(self, view: Pledges) -> Pledges:
        """Return the pledges among them."""
        return replace(view, pledges=tuple(found for found in view.pledges if found.pledge in self.pledges))


def _most(found: dict[str, int]) -> Collection[str]:
    names: Sequence[str] = sorted(found, key=lambda name: -found[name])
    return frozenset(names if len(names) <= FEW else names[:IN_FULL])
