"""The parts into which a history falls: what bears on each other is folded together, and nothing else is.

Where dates overlap, the order of two entries can hang on a third one. So that the state of a proposal never hangs on
one that has nothing to do with it, each thing (a proposal, a pledge, a round) is folded with those that it is tied to
and with the acts of the talks that its rules look at; and the talks are folded by themselves. A decision looks at the
same entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .catalogue import subject_of
from .record.entry import EffectiveEntry
from .record.history import History
from .record.order import in_order
from .references import tied
from .talks.events import DecisionRuleSet, IssueAdded, SourceRegistered, StatementRecorded, TalksEvent

Subject = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """Entries that are folded together, in their order."""

    entries: Sequence[EffectiveEntry]
    subjects: frozenset[Subject] | None
    """The things of the part; none for the talks by themselves; None if the part is the whole history."""

    def judges(self, entry: EffectiveEntry) -> bool:
        """Say whether the entry is judged by the rules in this part, and not only seen in it."""
        if self.subjects is None:
            return True
        subject = subject_of(entry.event)
        return subject in self.subjects if subject else not self.subjects


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
    whole = any(isinstance(e.event, DecisionRuleSet) and e.event.rule.single_undertaking for e in acts)
    for subjects, group in _groups(history, whole=whole):
        yield Part(in_order([*acts, *group]), subjects)


def _groups(history: History, *, whole: bool) -> Iterator[tuple[frozenset[Subject], list[EffectiveEntry]]]:
    """Yield the things that are tied to each other, directly or through others, with their entries.

    Args:
        history: the history.
        whole: all proposals are tied to each other, since nothing is agreed until everything is agreed.
    """
    own = [(subject, e) for e in history.entries if (subject := subject_of(e.event))]
    leader: dict[Subject, Subject] = {}

    def find(name: Subject) -> Subject:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    first: Subject | None = None
    for subject, entry in own:
        for other in tied(entry.event):
            leader[find(other)] = find(subject)
        if whole and subject[0] == "proposal":
            first = first or subject
            leader[find(subject)] = find(first)
    groups: dict[Subject, list[tuple[Subject, EffectiveEntry]]] = {}
    for subject, entry in own:
        groups.setdefault(find(subject), []).append((subject, entry))
    for group in groups.values():
        yield frozenset(subject for subject, _ in group), [entry for _, entry in group]
