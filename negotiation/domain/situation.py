"""Where the talks and each of their proposals stand: the fold of a history, and the rules its entries broke."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .entry import EffectiveEntry
from .history import History
from .proposal import rules as proposal_rules
from .proposal.events import ProposalEvent
from .proposal.evolve import evolve as evolve_proposal
from .proposal.state import Proposal
from .refusal import Refusal
from .talks import rules as talks_rules
from .talks import state as talks_state
from .talks.events import SourceRegistered, TalksEvent
from .talks.state import Talks

if TYPE_CHECKING:
    from .proposal.events import AnyProposalEvent
    from .talks.events import AnyTalksEvent


@dataclass(slots=True)
class Situation:
    """The talks and their proposals at one moment of a fold."""

    talks: Talks = field(default_factory=Talks)
    proposals: dict[str, Proposal] = field(default_factory=dict)

    def advance(self, entry: EffectiveEntry) -> None:
        """Take one more entry into account; total, whatever the entry."""
        event = entry.event
        if isinstance(event, ProposalEvent):
            before = self.proposals.get(event.proposal) or Proposal(event.proposal)
            self.proposals[event.proposal] = evolve_proposal(before, entry, _proposal_event(event))
        elif isinstance(event, TalksEvent):
            self.talks = talks_state.evolve(self.talks, entry, _talks_event(event))

    def refusals(self, entry: EffectiveEntry) -> Iterator[Refusal]:
        """Yield the rules that the entry breaks if it comes next."""
        event = entry.event
        if isinstance(event, ProposalEvent):
            yield from proposal_rules.refusals(self.talks, self.proposals, _proposal_event(event))
        elif isinstance(event, TalksEvent):
            yield from talks_rules.refusals(self.talks, _talks_event(event))


def _proposal_event(event: ProposalEvent) -> "AnyProposalEvent":
    return event  # type: ignore[return-value]  # the catalogue holds no other subclass


def _talks_event(event: TalksEvent) -> "AnyTalksEvent":
    return event  # type: ignore[return-value]  # the catalogue holds no other subclass


def situation(history: History) -> Situation:
    """Fold a history into the situation at its end."""
    result = Situation()
    for entry in history.entries:
        result.advance(entry)
    return result


@dataclass(frozen=True, slots=True)
class Violation:
    """An entry that breaks a rule where it stands in the history."""

    entry: EffectiveEntry
    refusal: Refusal


def violations(history: History) -> tuple[Violation, ...]:
    """Return every entry of a history that breaks a rule, in the order of the history."""
    found: list[Violation] = []
    now = Situation()
    registered = {entry.event.source for entry in history.entries if isinstance(entry.event, SourceRegistered)}
    for entry in history.entries:
        found.extend(Violation(entry, refusal) for refusal in now.refusals(entry))
        found.extend(Violation(entry, refusal) for refusal in _sources_gone(entry, registered))
        now.advance(entry)
    return tuple(found)


def _sources_gone(entry: EffectiveEntry, registered: Collection[str]) -> Iterator[Refusal]:
    """Yield a refusal for each source that the entry cites and that is registered nowhere, whatever the date."""
    for citation in entry.envelope.sources:
        if citation.source not in registered:
            yield Refusal("source-not-registered", f"it cites the source {citation.source}, which is not registered")
