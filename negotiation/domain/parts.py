"""The parts into which a history falls: what bears on each other is folded together, and nothing else is.

Where dates overlap, the order of two entries can hang on a third one. So that the state of a proposal never hangs on
one that has nothing to do with it, each proposal is folded with those that it is tied to and with the acts of the
talks that its rules look at; and the talks are folded by themselves. A decision looks at the same entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .entry import EffectiveEntry
from .history import History
from .order import in_order
from .proposal.events import ProposalEvent
from .references import references
from .talks.events import IssueAdded, SourceRegistered, StatementRecorded, TalksEvent


@dataclass(frozen=True, slots=True)
class Part:
    """Entries that are folded together, in their order."""

    entries: Sequence[EffectiveEntry]
    proposals: frozenset[str] | None
    """The proposals of the part; none for the talks by themselves; None if the part is the whole history."""

    def judges(self, entry: EffectiveEntry) -> bool:
        """Say whether the entry is judged by the rules in this part, and not only seen in it."""
        if self.proposals is None:
            return True
        event = entry.event
        return event.proposal in self.proposals if isinstance(event, ProposalEvent) else not self.proposals


def parts(history: History) -> Iterator[Part]:
    """Yield the parts of a history: one only if its order is that of the record, for then it is so in every part."""
    if history.straight:
        yield Part(history.entries, None)
        return
    talks = [
        e for e in history.entries if isinstance(e.event, TalksEvent) and not isinstance(e.event, StatementRecorded)
    ]
    yield Part(in_order(talks), frozenset())
    acts = [e for e in talks if not isinstance(e.event, SourceRegistered | IssueAdded)]
    for names, group in _groups(history):
        yield Part(in_order([*acts, *group]), names)


def _groups(history: History) -> Iterator[tuple[frozenset[str], list[EffectiveEntry]]]:
    """Yield the proposals that are tied to each other, directly or through others, with their entries."""
    own = [e for e in history.entries if isinstance(e.event, ProposalEvent)]
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for entry in own:
        for sort, other in references(entry.event, entry.envelope):
            if sort == "proposal":
                leader[find(other)] = find(entry.event.proposal)  # type: ignore[union-attr]
    groups: dict[str, list[EffectiveEntry]] = {}
    for entry in own:
        groups.setdefault(find(entry.event.proposal), []).append(entry)  # type: ignore[union-attr]
    for group in groups.values():
        yield frozenset(e.event.proposal for e in group), group  # type: ignore[union-attr]
