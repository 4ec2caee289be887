"""What is said of one version of a proposal: the version on the table at that date, unless another is named."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from ..domain import build
from ..domain.dates.clocks import ANY, Clocks
from ..domain.fold import fold
from ..domain.proposal.amending import Proposals
from ..domain.record.entry import Entry
from ..domain.record.event import Event
from ..domain.state import State
from ..store.bearing import Thing
from ..store.store import Scope
from .recording import Recording
from .rewording import reworded
from .tabled import proposal_at, version_at

if TYPE_CHECKING:
    from ..domain.proposal.events import ProposalRevised

Dropped = tuple[Sequence[str], Sequence[str]]
"""The numbers of provisions and the kinds of terms that a new version has no more."""

Fields = Callable[[Mapping[str, Any]], Sequence[tuple[str, Mapping[str, Any]]]]
"""Given the proposal and the version, returns kinds of event with their fields."""


def record_on_version(
    talks: Recording, proposal: str, version: int | None, fields: Fields, details: Mapping[str, Any]
) -> tuple[Entry, ...]:
    """Record events on a version of a proposal: the one given, or the one on the table at their date."""
    name = talks.proposal_id(proposal)

    def writing(scope: Scope) -> list[Event]:
        number = version or version_at(scope, name, details.get("on"))
        return [build.event(kind, made) for kind, made in fields({"proposal": name, "version": number})]

    return talks.write(writing, [("proposal", name)], details)


def record_reworded(
    talks: Recording, proposal: str, fields: Mapping[str, Any], dropped: Dropped, details: Mapping[str, Any]
) -> tuple[Entry, ...]:
    """Record a revision: the words given, beside those of the version on the table that they do not replace."""
    name = talks.proposal_id(proposal)
    given = cast("ProposalRevised", build.event("proposal-revised", {**fields, "proposal": name}))

    def writing(scope: Scope) -> list[Event]:
        found = proposal_at(scope, name, details.get("on"))
        return [replace(given, **reworded(found, given, *dropped))]

    return talks.write(writing, [("proposal", name)], details)


def proposals_at(scope: Scope, things: Sequence[Thing], details: Mapping[str, Any]) -> Proposals:
    """Return the proposals as they are when a new entry happens: at its date, or after all if it has none."""
    return situation_at(scope, things, details).proposals


def situation_at(scope: Scope, things: Sequence[Thing], details: Mapping[str, Any]) -> State:
    """Return the talks and some things of them as they are when a new entry happens."""
    return fold(scope.history(Clocks(at=details.get("on") or ANY), things))
