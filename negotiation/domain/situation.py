"""Where the talks and each of their proposals stand: the fold of a history, and the rules its entries broke."""

from collections.abc import Collection, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from .catalogue import subject_of
from .package import rules as package_rules
from .package.events import PackageEvent
from .package.state import Package
from .package.state import evolve as evolve_package
from .parts import parts
from .pledge import rules as pledge_rules
from .pledge.events import PledgeEvent
from .pledge.state import Pledge
from .pledge.state import evolve as evolve_pledge
from .proposal import rules as proposal_rules
from .proposal.base import ProposalEvent
from .proposal.evolve import evolve as evolve_proposal
from .proposal.silence import at_moment, collapsed, weighed
from .proposal.state import Proposal
from .record.entry import EffectiveEntry
from .record.history import History
from .record.order import in_order
from .references import introduces, references
from .refusal import Refusal
from .round import rules as round_rules
from .round.events import RoundEvent
from .round.state import Round
from .round.state import evolve as evolve_round
from .state import State
from .talks import rules as talks_rules
from .talks import state as talks_state
from .talks.events import StatementRecorded, TalksCollapsed, TalksEvent
from .talks.state import Talks

if TYPE_CHECKING:
    from .package.events import AnyPackageEvent
    from .pledge.events import AnyPledgeEvent
    from .proposal.events import AnyProposalEvent
    from .round.events import AnyRoundEvent
    from .talks.events import AnyTalksEvent

T = TypeVar("T")


@dataclass(slots=True)
class Situation(State):
    """The talks and everything in them, as they are folded entry by entry."""

    proposals: dict[str, Proposal] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    """The proposals on which a silence procedure was ever opened."""
    acts: dict[tuple[int, int], Talks] | None = None
    """The talks after each of their acts, by the object before it and the entry: parts fold the same acts again."""

    def advance(self, entry: EffectiveEntry) -> None:
        """Take one more entry into account; total, whatever the entry."""
        event = entry.event
        match event:
            case ProposalEvent():
                before = self.proposals.get(event.proposal) or Proposal(event.proposal)
                after = evolve_proposal(before, entry, _proposal_event(event))
                if after.silence is not None:
                    self.silent.add(after.id)
                    after = weighed(self.talks, after, entry.number, entry.occurred)
                self.proposals[event.proposal] = after
            case TalksEvent():
                self.talks = self._after(entry, _talks_event(event))
                if isinstance(event, TalksCollapsed):
                    for name in self.silent:
                        proposal = self.proposals[name]
                        self.proposals[name] = collapsed(self.talks, proposal, entry.number, entry.occurred)
            case PackageEvent():
                package = self.packages.get(event.package) or Package(event.package)
                self.packages[event.package] = evolve_package(package, entry, _package_event(event))
            case PledgeEvent():
                pledge = self.pledges.get(event.pledge) or Pledge(event.pledge)
                self.pledges[event.pledge] = evolve_pledge(pledge, entry, _pledge_event(event))
            case RoundEvent():
                found = self.rounds.get(event.round) or Round(event.round)
                self.rounds[event.round] = evolve_round(found, entry, _round_event(event))

    def _after(self, entry: EffectiveEntry, event: "AnyTalksEvent") -> Talks:
        if self.acts is None:
            return talks_state.evolve(self.talks, entry, event)
        step = id(self.talks), entry.number  # every such object is kept, as a value here or as the first of all
        found = self.acts.get(step)
        if found is None:
            found = self.acts[step] = talks_state.evolve(self.talks, entry, event)
        return found

    def refusals(self, entry: EffectiveEntry) -> Iterator[Refusal]:
        """Yield the rules that the entry breaks if it comes next."""
        event = entry.event
        match event:
            case ProposalEvent():
                now = self._at(entry.occurred.end)
                yield from proposal_rules.refusals(now, _proposal_event(event), entry.occurred)
            case TalksEvent():
                yield from talks_rules.refusals(self.talks, _talks_event(event))
            case PackageEvent():
                yield from package_rules.refusals(self.talks, self.proposals, self.packages, _package_event(event))
            case PledgeEvent():
                yield from pledge_rules.refusals(self.talks, self.pledges, _pledge_event(event))
            case RoundEvent():
                yield from round_rules.refusals(self.talks, self.rounds, _round_event(event))

    def _at(self, moment: int) -> State:
        """Return the state at an instant, at which silences may have expired."""
        if not self.silent:
            return self
        heard = _Heard(self, moment)
        return State(self.talks, heard, self.packages, self.pledges, self.rounds)

    def settle(self, moment: int) -> None:
        """Take the deadlines into account that have passed by an instant; nothing is folded after this."""
        for name in self.silent:
            self.proposals[name] = at_moment(self.talks, self.proposals[name], moment)


class _Heard(Mapping[str, Proposal]):
    """Proposals as they are at an instant: each is looked at when it is asked for, since few are."""

    def __init__(self, now: Situation, moment: int) -> None:
        self._now = now
        self._moment = moment

    def __getitem__(self, name: str) -> Proposal:
        found = self._now.proposals[name]
        return at_moment(self._now.talks, found, self._moment) if found.silence else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._now.proposals)

    def __len__(self) -> int:
        return len(self._now.proposals)


def _proposal_event(event: ProposalEvent) -> "AnyProposalEvent":
    return event  # type: ignore[return-value]  # the catalogue holds no other subclass


def _talks_event(event: TalksEvent) -> "AnyTalksEvent":
    return event  # type: ignore[return-value]  # the catalogue holds no other subclass


def _package_event(event: PackageEvent) -> "AnyPackageEvent":
    return event  # type: ignore[return-value]  # the catalogue holds no other subclass


def _pledge_event(event: PledgeEvent) -> "AnyPledgeEvent":
    return event  # type: ignore[return-value]  # the catalogue holds no other subclass


def _round_event(event: RoundEvent) -> "AnyRoundEvent":
    return event  # type: ignore[return-value]  # the catalogue holds no other subclass


def situation(history: History) -> Situation:
    """Fold a history into the situation at its end."""
    result = Situation()
    acts: dict[tuple[int, int], Talks] = {}
    for part in parts(history):
        now = Situation(acts=acts if part.subjects else None)
        for entry in part.entries:
            now.advance(entry)
        result.proposals.update(now.proposals)
        result.packages.update(now.packages)
        result.pledges.update(now.pledges)
        result.rounds.update(now.rounds)
        result.silent |= now.silent
        if not part.subjects:
            result.talks = now.talks
    if not history.straight:
        _by_appearance(history, result)
    result.settle(history.moment)
    return result


def _by_appearance(history: History, result: Situation) -> None:
    """Put everything in the order in which the acts of the history first speak of it; no statement bears on that."""
    acts = [entry for entry in history.entries if not isinstance(entry.event, StatementRecorded)]
    if len(acts) < len(history.entries):  # else they stand in their order already
        acts = list(in_order(acts))
    names = dict.fromkeys(subject for entry in acts if (subject := subject_of(entry.event)))

    def ordered(sort: str, found: MutableMapping[str, T]) -> dict[str, T]:
        return {name: found[name] for own, name in names if own == sort}

    result.proposals = ordered("proposal", result.proposals)
    result.packages = ordered("package", result.packages)
    result.pledges = ordered("pledge", result.pledges)
    result.rounds = ordered("round", result.rounds)


@dataclass(frozen=True, slots=True)
class Violation:
    """An entry that breaks a rule where it stands in the history."""

    entry: EffectiveEntry
    refusal: Refusal


def violations(history: History, *, things: bool = True) -> tuple[Violation, ...]:
    """Return every entry of a history that breaks a rule, part by part, each in its order.

    Args:
        history: the history.
        things: False to look at the talks by themselves only, and not at the proposals, pledges and rounds in them.
    """
    found: list[Violation] = []
    acts: dict[tuple[int, int], Talks] = {}

    def asked(entry: EffectiveEntry) -> bool:
        return things or subject_of(entry.event) is None

    for part in parts(history):
        if part.subjects and not things:
            break  # the talks come first
        now = Situation(acts=acts if part.subjects else None)
        for entry in part.entries:
            if asked(entry) and part.judges(entry):
                found.extend(Violation(entry, refusal) for refusal in now.refusals(entry))
            now.advance(entry)
    introduced = {introduces(entry.event) for entry in history.entries}
    for entry in history.entries:
        if asked(entry):
            found.extend(Violation(entry, refusal) for refusal in _references_gone(entry, introduced))
    return tuple(found)


_GONE = {
    "source": ("source-not-registered", "it cites the source {0}, which is not registered"),
    "issue": ("issue-not-on-the-agenda", "it belongs to {0}, which is not on the agenda"),
    "round": ("round-not-held", "it happened in {0}, a round that was neither set nor opened"),
    "proposal": ("tied-to-nothing", "it is tied to {0}, which was never put on the table"),
}
"""What is wrong with an entry that rests on a thing of a sort that nothing brings in."""


def _references_gone(entry: EffectiveEntry, introduced: Collection[tuple[str, str] | None]) -> Iterator[Refusal]:
    """Yield a refusal for each thing that the entry rests on and that nothing brings in, whatever the date."""
    own = subject_of(entry.event)
    for sort, name in references(entry.event, entry.envelope):
        if (sort, name) in introduced or (sort, name) == own or sort not in _GONE:
            continue
        within = sort == "source" or (sort == "round" and name == entry.envelope.in_round)
        if own is None and not within:
            continue  # what a statement is about rests on nothing
        rule, words = _GONE[sort]
        yield Refusal(rule, words.format(name))
