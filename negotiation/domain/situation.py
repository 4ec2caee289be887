"""Where the talks and each of their proposals stand: the fold of a history, and the rules its entries broke."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .entry import EffectiveEntry
from .history import History
from .parts import parts
from .proposal import rules as proposal_rules
from .proposal.events import ProposalEvent
from .proposal.evolve import evolve as evolve_proposal
from .proposal.state import Proposal
from .references import introduces, references
from .refusal import Refusal
from .talks import rules as talks_rules
from .talks import state as talks_state
from .talks.events import TalksEvent
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
    for part in parts(history):
        now = Situation()
        for entry in part.entries:
            now.advance(entry)
        result.proposals.update(now.proposals)
        if not part.proposals:
            result.talks = now.talks
    if not history.straight:
        result.proposals = _by_appearance(history, result.proposals)
    return result


def _by_appearance(history: History, proposals: dict[str, Proposal]) -> dict[str, Proposal]:
    """Return proposals in the order in which the history first speaks of them."""
    names = dict.fromkeys(e.event.proposal for e in history.entries if isinstance(e.event, ProposalEvent))
    return {name: proposals[name] for name in names}


@dataclass(frozen=True, slots=True)
class Violation:
    """An entry that breaks a rule where it stands in the history."""

    entry: EffectiveEntry
    refusal: Refusal


def violations(history: History) -> tuple[Violation, ...]:
    """Return every entry of a history that breaks a rule, part by part, each in its order."""
    found: list[Violation] = []
    for part in parts(history):
        now = Situation()
        for entry in part.entries:
            if part.judges(entry):
                found.extend(Violation(entry, refusal) for refusal in now.refusals(entry))
            now.advance(entry)
    introduced = {introduces(entry.event) for entry in history.entries}
    for entry in history.entries:
        found.extend(Violation(entry, refusal) for refusal in _references_gone(entry, introduced))
    return tuple(found)


def _references_gone(entry: EffectiveEntry, introduced: Collection[tuple[str, str] | None]) -> Iterator[Refusal]:
    """Yield a refusal for each thing that the entry rests on and that nothing brings in, whatever the date."""
    own = entry.event.proposal if isinstance(entry.event, ProposalEvent) else None
    for sort, name in references(entry.event, entry.envelope):
        if (sort, name) in introduced:
            continue
        if sort == "source":
            yield Refusal("source-not-registered", f"it cites the source {name}, which is not registered")
        elif own is None:
            continue  # what a statement is about rests on nothing
        elif sort == "issue":
            yield Refusal("issue-not-on-the-agenda", f"it belongs to {name}, which is not on the agenda")
        elif sort == "proposal" and name != own:
            yield Refusal("tied-to-nothing", f"it is tied to {name}, which was never put on the table")
