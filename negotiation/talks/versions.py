"""What is said of one version of a proposal: the version on the table at that date, unless another is named."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..domain import build
from ..domain.annotations import AnyEvent
from ..domain.clocks import Clocks
from ..domain.entry import Entry
from ..domain.history import history
from ..domain.proposal.state import Proposal
from ..domain.situation import situation
from .base import TalksBase

Fields = Callable[[Mapping[str, Any]], Sequence[tuple[str, Mapping[str, Any]]]]
"""Given the proposal and the version, returns kinds of event with their fields."""


class Versions(TalksBase):
    """Recording what happens to versions of proposals."""

    def _on_version(
        self, proposal: str, version: int | None, fields: Fields, details: Mapping[str, Any]
    ) -> tuple[Entry, ...]:
        """Record events on a version of a proposal: the one given, or the one on the table at their date."""
        name = self.proposal_id(proposal)

        def writing(entries: Sequence[Entry]) -> list[AnyEvent]:
            number = version or version_at(entries, name, details.get("on"))
            return [build.event(kind, made) for kind, made in fields({"proposal": name, "version": number})]

        return self._write(writing, {f"{self.id}/proposal/{name}"}, details)


def version_at(entries: Sequence[Entry], proposal: str, on: str | None) -> int:
    """Return which version of a proposal was on the table at a date; 1 if none was."""
    now = situation(history(entries, Clocks(at=on)))
    return now.proposals.get(proposal, Proposal(proposal)).version or 1
